package session

import (
	"net"
	"net/url"
	"os"
	"time"

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

// platformKind is what the environment names besides keys.
func platformKind(env config.EnvConfig) sourceKind {
	switch {
	case env.WebIdentityTokenFilePath != "":
		return fromEnvWebIdentity
	case env.ContainerCredentialsRelativePath != "" || env.ContainerCredentialsEndpoint != "":
		return fromContainer
	}
	return fromInstance
}

// of returns the provider of one kind of credentials, with a cache.
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
		return p.webIdentity(p.env.WebIdentityTokenFilePath, p.env.RoleARN, p.env.RoleSessionName), nil
	case fromContainer:
		return p.container()
	default:
		return p.instance(), nil
	}
}

func static(value aws.Credentials, from aws.CredentialSource) aws.CredentialsProvider {
	return credentials.StaticCredentialsProvider{Value: value, Source: []aws.CredentialSource{from}}
}

// cached keeps credentials until they expire.
func (p *platform) cached(inner aws.CredentialsProvider, early time.Duration) aws.CredentialsProvider {
	if p.lo.CredentialsCacheOptions != nil {
		return aws.NewCredentialsCache(inner, p.lo.CredentialsCacheOptions)
	}
	return newRefreshing(inner, early)
}

func (p *platform) webIdentity(token, role, name string) aws.CredentialsProvider {
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
	return p.cached(stscreds.NewWebIdentityRoleProvider(client, role, stscreds.IdentityTokenFile(token), optFns...), earlyRefresh)
}

func (p *platform) container() (aws.CredentialsProvider, error) {
	endpoint := p.env.ContainerCredentialsEndpoint
	if path := p.env.ContainerCredentialsRelativePath; path != "" {
		endpoint = "http://169.254.170.2" + path
	} else if reason := containerProblem(endpoint); reason != "" {
		return nil, &CredentialsError{Reason: "cannot be retrieved: AWS_CONTAINER_CREDENTIALS_FULL_URI " + reason}
	}
	return p.cached(endpointcreds.New(endpoint, func(o *endpointcreds.Options) {
		o.AuthorizationToken, o.APIOptions = p.env.ContainerAuthorizationToken, p.cfg.APIOptions
		if p.cfg.HTTPClient != nil {
			o.HTTPClient = p.cfg.HTTPClient
		}
		if p.cfg.Retryer != nil {
			o.Retryer = p.cfg.Retryer()
		}
		if path := os.Getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"); path != "" {
			o.AuthorizationTokenProvider = endpointcreds.TokenProviderFunc(func() (string, error) {
				token, err := readBounded(path)
				return string(token), err
			})
		}
		if p.lo.EndpointCredentialOptions != nil {
			p.lo.EndpointCredentialOptions(o)
		}
	}), earlyRefresh), nil
}

// containerProblem says why credentials are not asked for at a URL, or nothing.
// Without TLS, only this machine and the addresses of ECS and EKS are.
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

func (p *platform) instance() aws.CredentialsProvider {
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
		return aws.NewCredentialsCache(provider, p.lo.CredentialsCacheOptions)
	}
	return aws.NewCredentialsCache(provider)
}
