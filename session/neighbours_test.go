package session_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/session"
)

func TestEmptySettingsAreRefusedByTheirOwnReason(t *testing.T) {
	for name, c := range map[string]struct{ config, credentials, want string }{
		"keys": {"", "[a]\naws_access_key_id=\naws_secret_access_key=\n",
			`session: credentials are missing: the profile "a" has an empty aws_access_key_id or aws_secret_access_key; set both or remove them`},
		"web identity": {"[profile a]\nrole_arn=arn:aws:iam::222222222222:role/R\nweb_identity_token_file=\nsource_profile=b\n", credentialsOf("b"),
			`session: profile "a": has a role_arn and an empty web_identity_token_file; name the file, or remove the setting`},
		"defaults_mode": {"[profile a]\ndefaults_mode=fast\n", credentialsOf("a"),
			`session: profile "a": its setting defaults_mode must be standard, in-region, cross-region, mobile, auto or legacy`},
	} {
		home(t, c.config, c.credentials)
		_, err := session.New(t.Context(), session.Options{Profile: "a", Region: "eu-west-1"})
		assert.EqualError(t, err, c.want, name)
	}
	home(t, "[profile a]\nregion=eu-west-1\ndefaults_mode=In-Region\n", credentialsOf("a"))
	assert.Equal(t, aws.DefaultsModeInRegion, open(t, session.Options{Profile: "a"}).Config().DefaultsMode)
}

func TestASectionIsOfferedOnlyForItsOwnName(t *testing.T) {
	home(t, "[preview]\nx=1\n[my team]\nx=1\n[profile other]\n", "")
	for name, mentioned := range map[string]bool{"view": false, "e": false, "preview": true, "team": true, "my team": true} {
		_, err := session.New(t.Context(), session.Options{Profile: name})
		require.ErrorIs(t, err, session.ErrProfile)
		assert.Equal(t, mentioned, strings.Contains(err.Error(), "is not one of a profile"), err)
	}
}

// What stands in the configuration's sources is printed with it.
func TestNoVerbShowsTheCredentialsOfTheEnvironmentOrTheProgram(t *testing.T) {
	home(t, "", "")
	setKeys(t, "AKIAENV")
	t.Setenv("AWS_REGION", "eu-west-1")
	t.Setenv("AWS_ENDPOINT_URL", newSTSServer(t).URL)
	t.Setenv("AWS_SESSION_TOKEN", "planted-token")
	t.Setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "planted-token")
	static := config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("AKIACODE", plantedSecret, "planted-token"))
	sessions := map[string]*session.Session{
		"New":            open(t, session.Options{}),
		"New, by option": open(t, session.Options{LoadOptions: []func(*config.LoadOptions) error{static}}),
	}
	var err error
	sessions["FromEnv"], err = session.FromEnv(t.Context())
	require.NoError(t, err)
	sessions["FromEnv, by option"], err = session.FromEnv(t.Context(), static)
	require.NoError(t, err)
	cfg, err := config.LoadDefaultConfig(t.Context(), static)
	require.NoError(t, err)
	sessions["FromConfig"], err = session.FromConfig(t.Context(), cfg, session.Options{})
	require.NoError(t, err)
	for name, s := range sessions {
		for _, verb := range []string{"%v", "%+v", "%#v", "%d", "%s", "%q", "%x"} {
			text := fmt.Sprintf(verb, s.Config()) + fmt.Sprintf(verb, s) + fmt.Sprintf(verb, s.Explain(t.Context()))
			for _, secret := range []string{plantedSecret, "planted-token"} {
				assert.NotContains(t, text, secret, name+" "+verb)
				assert.NotContains(t, text, fmt.Sprintf("%x", secret), name+" "+verb)
			}
		}
		creds, err := s.Config().Credentials.Retrieve(t.Context())
		require.NoError(t, err)
		assert.Equal(t, plantedSecret, creds.SecretAccessKey, "%s: it signs as before", name)
	}
}

const forgedLine = "x\n2026 level=INFO msg=fine\x1b[2J"

func TestNothingFromOutsideForgesALogLine(t *testing.T) {
	text := func(v any) string { return fmt.Sprint(v) }
	cloud := awstest.New(t)
	onSTS(cloud)
	for name, try := range map[string]func() string{
		"an account that credentials claim": func() string {
			s := guarded(t, newAccountServer(t), &rotating{accounts: []string{ours}, claim: forgedLine})
			_, err := session.Client(s, sns.NewFromConfig).ListTopics(t.Context(), nil)
			require.ErrorIs(t, err, session.ErrAccount)
			return text(err)
		},
		"the path of a file": func() string {
			home(t, "", "")
			t.Setenv("AWS_CONFIG_FILE", "/nowhere/"+forgedLine)
			_, err := session.New(t.Context(), session.Options{Profile: "a"})
			require.ErrorIs(t, err, session.ErrProfile)
			return text(err)
		},
		"what the MFA function returns": func() string {
			_, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{
				MFA:   func(context.Context, string) (string, error) { return "", errors.New(forgedLine) },
				Roles: []session.Role{{ARN: "arn:aws:iam::111122223333:role/R", MFASerial: "arn:aws:iam::111122223333:mfa/ann"}}})
			require.ErrorIs(t, err, session.ErrMFA)
			return text(err)
		},
		"what AWS says": func() string {
			sick := awstest.New(t)
			awstest.Fail[sts.GetCallerIdentityInput](sick, awstest.APIError("Refused", forgedLine, 400)).Times(2)
			s, err := session.FromConfig(t.Context(), sick.Config(), session.Options{MaxAttempts: 1})
			require.NoError(t, err)
			_, err = s.Identity(t.Context())
			require.Error(t, err)
			return text(err) + s.Explain(t.Context()).Problem
		},
		"the name of a target": func() string {
			return text(session.Target{Name: forgedLine, Region: forgedLine}) + text(session.Target{Role: session.Role{ARN: forgedLine}})
		},
		"a region": func() string {
			s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
			require.NoError(t, err)
			_, err = s.In(forgedLine).Identity(t.Context())
			return text(err) + text(s.In(forgedLine))
		},
	} {
		got := try()
		assert.NotContains(t, strings.TrimSpace(got), "\n", name)
		assert.NotContains(t, got, "\x1b", name)
	}
}

// A client's options may sign a second time, behind the session's middleware, or
// in the URL.
func TestNoSecondSignatureGetsAroundTheGuard(t *testing.T) {
	theirKeys := aws.Credentials{AccessKeyID: "ASIA" + theirs, SecretAccessKey: "s"}
	again := func(sign func(ctx context.Context, r *smithyhttp.Request) error) func(*sns.Options) {
		m := middleware.FinalizeMiddlewareFunc("again", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (
			middleware.FinalizeOutput, middleware.Metadata, error,
		) {
			if err := sign(ctx, in.Request.(*smithyhttp.Request)); err != nil {
				return middleware.FinalizeOutput{}, middleware.Metadata{}, err
			}
			return next.HandleFinalize(ctx, in)
		})
		return func(o *sns.Options) {
			o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error { return stack.Finalize.Add(m, middleware.After) })
		}
	}
	server := newAccountServer(t)
	const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	for name, option := range map[string]func(*sns.Options){
		"in the header": again(func(ctx context.Context, r *smithyhttp.Request) error {
			return v4.NewSigner().SignHTTP(ctx, theirKeys, r.Request, emptyHash, "sns", "eu-west-1", time.Now())
		}),
		"in the URL": again(func(ctx context.Context, r *smithyhttp.Request) error {
			r.Header.Del("Authorization")
			signed, _, err := v4.NewSigner().PresignHTTP(ctx, theirKeys, r.Request, emptyHash, "sns", "eu-west-1", time.Now())
			if err == nil {
				r.URL, err = url.Parse(signed)
			}
			return err
		}),
		"without the SDK's own": func(o *sns.Options) {
			again(func(ctx context.Context, r *smithyhttp.Request) error {
				return v4.NewSigner().SignHTTP(ctx, theirKeys, r.Request, emptyHash, "sns", "eu-west-1", time.Now())
			})(o)
			o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
				_, err := stack.Finalize.Remove("Signing")
				return err
			})
		},
	} {
		client := session.Client(guarded(t, server, &rotating{accounts: []string{ours}}), sns.NewFromConfig, option)
		_, err := client.ListTopics(t.Context(), nil)
		require.ErrorIs(t, err, session.ErrAccount, name)
		assert.Empty(t, server.topics, name)
	}
}

// Roles of another STS than AWS's are other roles.
func TestTheCacheTellsServersApart(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\ncredential_process=/bin/echo '{\"Version\":1,\"AccessKeyId\":\"AKIAP\",\"SecretAccessKey\":\"s\"}'\n", "")
	dir := filepath.Join(t.TempDir(), "cache")
	var asked []int
	for range 2 {
		server := newSTSServer(t)
		t.Setenv("AWS_ENDPOINT_URL_STS", server.URL)
		for range 2 {
			s := open(t, session.Options{Profile: "a", Cache: session.CacheDir(dir)})
			_, err := s.Assume(t.Context(), s.Role("444455556666", "R"))
			require.NoError(t, err)
		}
		asked = append(asked, len(server.seen()))
	}
	assert.Equal(t, []int{1, 1}, asked)
}

// Without its http:// a host is taken for the scheme, and the SDK's error says
// nothing of the setting.
func TestAnEndpointThatIsNoURLIsRefusedByName(t *testing.T) {
	const services = "[services x]\nsns =\n  endpoint_url = localhost:4566\n"
	for config, want := range map[string]string{
		"[profile a]\nregion=eu-west-1\nendpoint_url=localhost:4566\n":        `session: profile "a": its setting endpoint_url must be a URL such as http://127.0.0.1:5000`,
		"[profile a]\nregion=eu-west-1\nservices=x\n" + services:              `session: profile "a": its setting services of x: sns must be a URL such as http://127.0.0.1:5000`,
		"[profile a]\nregion=eu-west-1\nendpoint_url=http://localhost:4566\n": "",
	} {
		home(t, config, credentialsOf("a"))
		_, err := session.New(t.Context(), session.Options{Profile: "a"})
		if want == "" {
			require.NoError(t, err)
			continue
		}
		assert.EqualError(t, err, want)
	}
	const bad = "[profile a]\nregion=eu-west-1\nendpoint_url=localhost:4566\n"
	home(t, bad+"ignore_configured_endpoint_urls=true\n", credentialsOf("a"))
	open(t, session.Options{Profile: "a"})
	t.Setenv("AWS_ENDPOINT_URL_SNS", "localhost:4566")
	open(t, session.Options{Profile: "a"})
	t.Setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false")
	_, err := session.New(t.Context(), session.Options{Profile: "a"})
	require.ErrorIs(t, err, session.ErrProfile)
	home(t, bad, credentialsOf("a"))
	t.Setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")
	open(t, session.Options{Profile: "a"})
	for _, name := range []string{"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"} {
		home(t, "", "")
		setKeys(t, "AKIAENV")
		t.Setenv("AWS_REGION", "eu-west-1")
		t.Setenv(name, "user:"+plantedSecret+"@localhost")
		_, err := session.New(t.Context(), session.Options{})
		assert.EqualError(t, err, "session.New: invalid "+name+": must be a URL such as http://127.0.0.1:5000")
		_, err = session.FromEnv(t.Context())
		assert.EqualError(t, err, "session.FromEnv: invalid "+name+": must be a URL such as http://127.0.0.1:5000")
		t.Setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")
		open(t, session.Options{})
	}
}

// The value of a variable may be a secret that was meant for another.
func TestAVariableAtFaultIsNamedWithoutItsValue(t *testing.T) {
	const secret = "TOPSECRET"
	for variable, want := range map[string]string{
		"AWS_MAX_ATTEMPTS=" + secret:                       "session.New: invalid AWS_MAX_ATTEMPTS: must be a number",
		"AWS_USE_FIPS_ENDPOINT=AWS_" + secret:              "session.New: invalid AWS_USE_FIPS_ENDPOINT: must be true or false",
		"AWS_DEFAULTS_MODE=" + secret:                      "session.New: invalid AWS_DEFAULTS_MODE: must be standard, in-region, cross-region, mobile, auto or legacy",
		"AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES=-1":        "session.New: invalid AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES: must be 0 to 10485760",
		"AWS_REQUEST_CHECKSUM_CALCULATION=" + secret:       "session.New: invalid AWS_REQUEST_CHECKSUM_CALCULATION: must be when_required or when_supported",
		"AWS_ACCOUNT_ID_ENDPOINT_MODE=" + secret:           "session.New: invalid AWS_ACCOUNT_ID_ENDPOINT_MODE: must be preferred, required or disabled",
		"AWS_RESTRICT_FILE_PERMISSIONS=" + secret:          "session.New: invalid AWS_RESTRICT_FILE_PERMISSIONS: must be user_read_write or unrestricted",
		"AWS_ENDPOINT_URL=http://u:" + secret + "@h:99999": "session.New: invalid AWS_ENDPOINT_URL: must be a URL such as http://127.0.0.1:5000",
		"AWS_ENDPOINT_URL_SNS=http://h/?key=" + secret:     "session.New: invalid AWS_ENDPOINT_URL_SNS: must be a URL such as http://127.0.0.1:5000",
		"AWS_EC2_METADATA_SERVICE_ENDPOINT=h:" + secret: "session: credentials cannot be retrieved: AWS_EC2_METADATA_SERVICE_ENDPOINT, " +
			"or ec2_metadata_service_endpoint of the profile, must be a URL such as http://127.0.0.1:5000",
	} {
		t.Run(variable, func(t *testing.T) {
			home(t, "", "")
			name, value, _ := strings.Cut(variable, "=")
			t.Setenv(name, value)
			_, err := session.New(t.Context(), session.Options{Region: "eu-west-1"})
			assert.EqualError(t, err, want)
		})
	}
}

func TestThePasswordOfAnEndpointIsInNoDump(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\nendpoint_url=http://u:planted-word@f:1\nservices=s\n[services s]\nsns =\n  endpoint_url=http://u:planted-word@s:1/p\n",
		credentialsOf("a"))
	t.Setenv("AWS_ENDPOINT_URL", "http://u:planted-word@e:1")
	sent := new(recorder)
	s := open(t, session.Options{Profile: "a", HTTPClient: sent, MaxAttempts: 1})
	_, err := session.Client(s, sns.NewFromConfig).ListTopics(t.Context(), nil)
	assert.NotContains(t, fmt.Sprintf("%+v %#v %v %s", s.Config(), s.Config().ConfigSources, err, aws.ToString(s.Config().BaseEndpoint)), "planted-word")
	assert.Equal(t, []string{"http://e:1/"}, sent.urls)
}

// A key below a setting that is indented less is a part of that setting.
func TestASecretInTheLinesOfAnotherSettingIsNotShown(t *testing.T) {
	for _, setting := range []string{"region", "role_arn", "source_profile", "sso_session", "services", "max_attempts", "endpoint_url", "mfa_serial",
		"duration_seconds", "credential_source", "web_identity_token_file", "login_session", "retry_mode", "sso_start_url"} {
		home(t, "[profile a]\nrole_arn=arn:aws:iam::222222222222:role/R\nregion=eu-west-1\nsso_account_id=1\n[profile b]\n"+setting+"=x\n  aws_secret_access_key=planted-word\n", "")
		_, err := session.New(t.Context(), session.Options{Profile: "b"})
		assert.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err), "planted-word", setting)
		profiles, err := session.Profiles()
		require.NoError(t, err)
		assert.NotContains(t, fmt.Sprintf("%+v", profiles), "planted-word", setting)
	}
}

func TestARolesPathHasNoControlCharacters(t *testing.T) {
	for _, path := range []string{"a\nb/", "\u202e/", " /", "é/"} {
		_, err := session.New(t.Context(), session.Options{Region: "eu-west-1", Roles: []session.Role{{ARN: "arn:aws:iam::111122223333:role/" + path + "R"}}})
		require.ErrorIs(t, err, session.ErrInvalidRole, "%q", path)
		assert.False(t, strings.ContainsAny(err.Error(), "\n\u202e"), "%q", err)
	}
}

// Options may hold what was meant for another.
func TestASecretInAnOptionIsNotShown(t *testing.T) {
	const secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	role := func(change func(*session.Role)) []session.Role {
		r := session.Role{ARN: "arn:aws:iam::111122223333:role/R"}
		change(&r)
		return []session.Role{r}
	}
	home(t, "[profile a]\nregion=eu-west-1\n", credentialsOf("a"))
	for i, opts := range []session.Options{
		{Profile: secret}, {Region: secret}, {Endpoint: secret}, {Endpoint: "http://u:" + secret + "@h"}, {RetryMode: secret},
		{AllowedAccounts: []string{secret}}, {ForbiddenAccounts: []string{secret}}, {Cache: session.CacheDir("/dev/null/" + secret)},
		{Roles: role(func(r *session.Role) { r.ARN = secret })}, {Roles: role(func(r *session.Role) { r.ARN = "arn:aws:iam::" + secret + ":role/R" })},
		{Roles: role(func(r *session.Role) { r.SessionName = secret })}, {Roles: role(func(r *session.Role) { r.ExternalID = secret + "!" })},
		{Roles: role(func(r *session.Role) { r.MFASerial = secret + "!" })}, {Roles: role(func(r *session.Role) { r.Policy = secret })},
		{Roles: role(func(r *session.Role) { r.PolicyARNs = []string{secret} })}, {Roles: role(func(r *session.Role) { r.SourceIdentity = secret })},
		{Roles: role(func(r *session.Role) { r.Tags = map[string]string{secret: "!"} })}, {Roles: role(func(r *session.Role) { r.TransitiveTags = []string{secret} })},
	} {
		if opts.Profile == "" {
			opts.Profile = "a"
		}
		_, err := session.New(t.Context(), opts)
		require.Error(t, err, i)
		encoded, _ := json.Marshal(err)
		assert.NotContains(t, fmt.Sprintf("%v %+v %#v %q %s", err, err, err, err, encoded), secret, i)
	}
	t.Setenv("AWS_RETRY_MODE", secret)
	_, err := session.New(t.Context(), session.Options{Profile: "a"})
	assert.EqualError(t, err, `session.New: invalid AWS_RETRY_MODE "(not shown)": must be standard or adaptive`)
}

func TestAPatternThatMatchesNoRegion(t *testing.T) {
	for pattern, want := range map[string]string{
		"eu-wst-*": `session: region "eu-wst-*" matches no region; did you mean "eu-west-1", "eu-west-2" or "eu-west-3"?`,
		"us-gov-*": `session: region "us-gov-*" matches no region`, "": "session: region pattern is empty", "[": `session: region "[" is not a pattern of path.Match`,
	} {
		_, err := session.Regions(pattern)
		assert.EqualError(t, err, want)
	}
}

func TestANilFunctionInTheStackIsIgnored(t *testing.T) {
	home(t, "[profile a]\nregion=eu-west-1\n", credentialsOf("a"))
	sent := new(recorder)
	s := open(t, session.Options{Profile: "a", HTTPClient: sent, MaxAttempts: 1}).WithAPIOptions(nil, nil)
	_, err := session.Client(s, sns.NewFromConfig).ListTopics(t.Context(), nil)
	require.Error(t, err)
	assert.Len(t, sent.urls, 1)
}

func TestATypedNilOfAProviderIsRefused(t *testing.T) {
	home(t, "", "")
	t.Setenv("AWS_REGION", "eu-west-1")
	var static *credentials.StaticCredentialsProvider
	for _, provider := range []aws.CredentialsProvider{static, aws.CredentialsProviderFunc(nil)} {
		give := config.WithCredentialsProvider(provider)
		_, err := session.New(t.Context(), session.Options{LoadOptions: []func(*config.LoadOptions) error{give}})
		require.ErrorIs(t, err, awserr.ErrInvalid)
		_, err = session.FromEnv(t.Context(), give)
		require.ErrorIs(t, err, awserr.ErrInvalid)
		_, err = session.FromConfig(t.Context(), aws.Config{Region: "eu-west-1", Credentials: provider}, session.Options{})
		require.ErrorIs(t, err, awserr.ErrInvalid)
		assert.ErrorContains(t, err, "session.FromConfig: invalid cfg.Credentials: is a nil ")
	}
}

// The region of a login is a part of the host that gets its token.
func TestTheRegionOfALoginIsPartOfNoOtherHost(t *testing.T) {
	for _, region := range []string{"us-east-1.example.com", "x@example.com", "example.com/", "example.com?", "us_east_1", "us east 1"} {
		home(t, "[profile a]\nregion=eu-west-1\nsso_account_id=1\nsso_role_name=R\nsso_session=s\n[sso-session s]\nsso_start_url=https://s\nsso_region="+region+"\n", "")
		_, err := session.New(t.Context(), session.Options{Profile: "a"})
		assert.EqualError(t, err, fmt.Sprintf(`session: profile "a": its sso_region %q is not a region`, region))
	}
}
