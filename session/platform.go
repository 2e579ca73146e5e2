package session

import (
	"context"
	"errors"
	"net"
	"net/url"
	"os"
	"runtime"
	"strings"
	"time"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/ec2rolecreds"
	"github.com/aws/aws-sdk-go-v2/credentials/endpointcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// platform makes the SDK's providers of the credentials that the environment
// has or names.
type platform struct {
	lo  *config.LoadOptions
	env config.EnvConfig
	cfg aws.Config // for the clients that providers need
}

// platformKind returns the source that the environment names besides keys.
func platformKind(env config.EnvConfig) sourceKind {
	switch {
	case env.WebIdentityTokenFilePath != "":
		return fromEnvWebIdentity
	case env.ContainerCredentialsRelativePath != "" || env.ContainerCredentialsEndpoint != "":
		return fromContainer
	}
	return fromInstance
}

// of returns a caching provider of one kind of credentials.
func (p *platform) of(kind sourceKind) (aws.CredentialsProvider, error) {
	switch kind {
	case fromEnvironment:
		if !p.env.Credentials.HasKeys() {
			return nil, &CredentialsError{Reason: "are missing: the environment has no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"}
		}
		return static(p.env.Credentials, aws.CredentialSourceEnvVars), nil
	case fromEnvWebIdentity:
		if p.env.RoleARN == "" {
			return nil, &CredentialsError{Reason: "are half a pair: AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN; set both or none"}
		}
		if problem := roleARNProblem(p.env.RoleARN); problem != "" {
			return nil, &CredentialsError{Reason: "cannot be retrieved: AWS_ROLE_ARN " + quoted(p.env.RoleARN) + problem}
		}
		return p.webIdentity(p.env.WebIdentityTokenFilePath, "AWS_WEB_IDENTITY_TOKEN_FILE", p.env.RoleARN, p.env.RoleSessionName), nil
	case fromContainer:
		return p.container()
	default:
		return p.instance()
	}
}

func static(value aws.Credentials, from aws.CredentialSource) aws.CredentialsProvider {
	return credentials.StaticCredentialsProvider{Value: value, Source: []aws.CredentialSource{from}}
}

// cached returns a provider that keeps credentials until they expire.
func (p *platform) cached(inner aws.CredentialsProvider, early time.Duration) aws.CredentialsProvider {
	if p.lo.CredentialsCacheOptions != nil {
		return aws.NewCredentialsCache(inner, p.lo.CredentialsCacheOptions)
	}
	return newRefreshing(inner, early)
}

var errNoCredentials = errors.New("the answer holds no credentials")

// answered wraps a provider of the SDK. Some return half a pair if the answer of a
// server, or of a proxy before it, has no credentials.
type answered struct{ aws.CredentialsProvider }

// Retrieve returns credentials or an error.
func (a answered) Retrieve(ctx context.Context) (aws.Credentials, error) {
	return wholePair(a.CredentialsProvider.Retrieve(ctx))
}

func wholePair(c aws.Credentials, err error) (aws.Credentials, error) {
	if err == nil && !c.HasKeys() {
		return aws.Credentials{}, errNoCredentials
	}
	return c, err
}

// recovering is answered for providers that panic: that of logins if its file is
// damaged, and that of containers if the answer is null.
type recovering struct{ answered }

// Retrieve returns credentials or an error. A panic that is not a [runtime.Error]
// continues.
func (r recovering) Retrieve(ctx context.Context) (c aws.Credentials, err error) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case runtime.Error:
			c, err = aws.Credentials{}, errNoCredentials
		default:
			panic(v)
		}
	}()
	return r.answered.Retrieve(ctx)
}

// ProviderSources keeps the SDK's own marks of the user agent.
func (a answered) ProviderSources() []aws.CredentialSource { return sourcesOf(a.CredentialsProvider) }

// webIdentity returns a provider that assumes a role with the token in a file, which
// the variable or setting namedBy names.
func (p *platform) webIdentity(token, namedBy, role, name string) aws.CredentialsProvider {
	var changed stscreds.WebIdentityRoleOptions
	optFns := []func(*stscreds.WebIdentityRoleOptions){func(o *stscreds.WebIdentityRoleOptions) { o.RoleSessionName = name }}
	if p.lo.WebIdentityRoleCredentialOptions != nil {
		p.lo.WebIdentityRoleCredentialOptions(&changed)
		optFns = append(optFns, p.lo.WebIdentityRoleCredentialOptions)
	}
	var client stscreds.AssumeRoleWithWebIdentityAPIClient = changed.Client
	if client == nil {
		client = sts.NewFromConfig(p.cfg)
	}
	return p.cached(answered{stscreds.NewWebIdentityRoleProvider(client, role, tokenFile{token, namedBy}, optFns...)}, earlyRefresh)
}

// tokenFile is a file with a token.
type tokenFile struct{ path, namedBy string }

// GetIdentityToken reads the file for each request, since the platform replaces it.
func (f tokenFile) GetIdentityToken() ([]byte, error) {
	token, err := f.read()
	return []byte(token), err
}

func (f tokenFile) read() (string, error) {
	text, err := readBounded(f.path)
	token := strings.TrimSpace(string(text))
	switch {
	case err != nil:
		return "", f.fail("cannot be read: " + printable(rootMessage(err)))
	case token == "":
		return "", f.fail("is empty")
	case strings.ContainsFunc(token, unicode.IsControl):
		return "", f.fail("has more than one line")
	}
	return token, nil
}

func (f tokenFile) fail(reason string) error {
	return &CredentialsError{Reason: "cannot be retrieved: the file " + quotedPath(f.path) + " of " + f.namedBy + " " + reason}
}

func (p *platform) container() (aws.CredentialsProvider, error) {
	endpoint := p.env.ContainerCredentialsEndpoint
	if path := p.env.ContainerCredentialsRelativePath; path != "" {
		endpoint = "http://169.254.170.2" + path
	} else if reason := containerProblem(endpoint); reason != "" {
		return nil, &CredentialsError{Reason: "cannot be retrieved: AWS_CONTAINER_CREDENTIALS_FULL_URI " + reason}
	}
	if strings.ContainsFunc(p.env.ContainerAuthorizationToken, unicode.IsControl) {
		return nil, &CredentialsError{Reason: "cannot be retrieved: AWS_CONTAINER_AUTHORIZATION_TOKEN has more than one line"}
	}
	token := tokenFile{os.Getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"), "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"}
	provider := endpointcreds.New(endpoint, func(o *endpointcreds.Options) {
		o.AuthorizationToken, o.APIOptions = p.env.ContainerAuthorizationToken, p.cfg.APIOptions
		if p.cfg.HTTPClient != nil {
			o.HTTPClient = p.cfg.HTTPClient
		}
		if p.cfg.Retryer != nil {
			o.Retryer = p.cfg.Retryer()
		}
		if token.path != "" {
			o.AuthorizationTokenProvider = endpointcreds.TokenProviderFunc(token.read)
		}
		if p.lo.EndpointCredentialOptions != nil {
			p.lo.EndpointCredentialOptions(o)
		}
	})
	if token.path == "" {
		return p.cached(recovering{answered{provider}}, earlyRefresh), nil
	}
	return p.cached(recovering{answered{containerWithToken{provider, token}}}, earlyRefresh), nil
}

// containerWithToken reads the token first, since the SDK keeps only the text of the
// error.
type containerWithToken struct {
	*endpointcreds.Provider
	token tokenFile
}

// Retrieve asks the container's endpoint.
func (c containerWithToken) Retrieve(ctx context.Context) (aws.Credentials, error) {
	if _, err := c.token.read(); err != nil {
		return aws.Credentials{}, err
	}
	return c.Provider.Retrieve(ctx)
}

// containerProblem returns why a URL may not be asked for credentials, or "". Without
// TLS, only this machine and the addresses of ECS and EKS may.
func containerProblem(endpoint string) string {
	u, err := url.Parse(endpoint)
	switch {
	case endpoint == "":
		return "is not set, and AWS_CONTAINER_CREDENTIALS_RELATIVE_URI neither"
	case err != nil || u.Hostname() == "":
		return "is not a URL"
	case u.Scheme == "https":
		return ""
	}
	addresses := []string{u.Hostname()}
	if net.ParseIP(u.Hostname()) == nil {
		if addresses, err = net.LookupHost(u.Hostname()); err != nil {
			return "names a host that cannot be found"
		}
	}
	for _, address := range addresses {
		switch ip := net.ParseIP(address); {
		case ip != nil && ip.IsLoopback(), address == "169.254.170.2", address == "169.254.170.23", address == "fd00:ec2::23":
		default:
			return "names the host " + unquoted(u.Hostname()) + "; without https only this machine and the addresses of ECS and EKS are asked"
		}
	}
	return ""
}

func (p *platform) instance() (aws.CredentialsProvider, error) {
	for _, source := range p.cfg.ConfigSources {
		s, ok := source.(interface {
			GetEC2IMDSEndpoint() (string, bool, error)
		})
		if !ok {
			continue
		}
		endpoint, found, _ := s.GetEC2IMDSEndpoint()
		if found && !isEndpoint(endpoint) {
			return nil, &CredentialsError{Reason: "cannot be retrieved: AWS_EC2_METADATA_SERVICE_ENDPOINT, or ec2_metadata_service_endpoint of the profile, " + mustBeEndpoint}
		}
		if found {
			break
		}
	}
	provider := ec2rolecreds.New(func(o *ec2rolecreds.Options) {
		if p.lo.EC2RoleCredentialOptions != nil {
			p.lo.EC2RoleCredentialOptions(o)
		}
		if o.Client == nil {
			o.Client = imds.NewFromConfig(p.cfg)
		}
	})
	// The SDK's cache keeps old credentials in use while the instance metadata
	// has no new ones.
	if p.lo.CredentialsCacheOptions != nil {
		return aws.NewCredentialsCache(instance{provider}, p.lo.CredentialsCacheOptions), nil
	}
	return aws.NewCredentialsCache(instance{provider}), nil
}

// instance is answered for the SDK's provider of instances, whose other methods its
// cache calls.
type instance struct{ *ec2rolecreds.Provider }

// Retrieve asks the instance metadata.
func (p instance) Retrieve(ctx context.Context) (aws.Credentials, error) {
	return wholePair(p.Provider.Retrieve(ctx))
}
