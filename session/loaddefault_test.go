package session_test

import (
	"context"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/smithy-go/auth/bearer"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

// sdkVariables are all that the SDK reads, with values that change something.
var sdkVariables = map[string][]string{
	"AWS_ACCOUNT_ID":                           {"222222222222"},
	"AWS_ACCOUNT_ID_ENDPOINT_MODE":             {"preferred", "required", "disabled"},
	"AWS_AUTH_SCHEME_PREFERENCE":               {"sigv4a", "sigv4a, httpBearerAuth"},
	"AWS_CA_BUNDLE":                            {"the file of a test"},
	"AWS_DEFAULTS_MODE":                        {"standard", "in-region", "cross-region", "mobile", "legacy"},
	"AWS_DEFAULT_REGION":                       {"eu-west-1"},
	"AWS_DISABLE_CLOCK_SKEW_CORRECTION":        {"true", "false"},
	"AWS_DISABLE_REQUEST_COMPRESSION":          {"true", "false"},
	"AWS_EC2_METADATA_DISABLED":                {"true", "false"},
	"AWS_EC2_METADATA_SERVICE_ENDPOINT":        {"http://127.0.0.1:1"},
	"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE":   {"IPv4", "IPv6"},
	"AWS_EC2_METADATA_V1_DISABLED":             {"true", "false"},
	"AWS_ENABLE_ENDPOINT_DISCOVERY":            {"true", "false", "auto"},
	"AWS_ENDPOINT_URL":                         {"http://127.0.0.1:1", "http://localhost:1/path"},
	"AWS_EXECUTION_ENV":                        {"AWS_Lambda_provided.al2023"},
	"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS":      {"true", "false"},
	"AWS_MAX_ATTEMPTS":                         {"1", "7"},
	"AWS_REGION":                               {"eu-west-1", "us-gov-west-1"},
	"AWS_REQUEST_CHECKSUM_CALCULATION":         {"when_required", "when_supported"},
	"AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES":   {"0", "77"},
	"AWS_RESPONSE_CHECKSUM_VALIDATION":         {"when_required", "when_supported"},
	"AWS_RESTRICT_FILE_PERMISSIONS":            {"user_read_write", "unrestricted"},
	"AWS_RETRY_MODE":                           {"standard", "adaptive"},
	"AWS_S3_DISABLE_EXPRESS_SESSION_AUTH":      {"true", "false"},
	"AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS": {"true", "false"},
	"AWS_S3_USE_ARN_REGION":                    {"true", "false"},
	"AWS_SDK_UA_APP_ID":                        {"app"},
	"AWS_SESSION_TOKEN":                        {"token"},
	"AWS_USE_DUALSTACK_ENDPOINT":               {"true", "false"},
	"AWS_USE_FIPS_ENDPOINT":                    {"true", "false"},
	// Read for a source of credentials or a profile, which have tests of their own.
	"AWS_ACCESS_KEY": nil, "AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil, "AWS_SECRET_KEY": nil,
	"AWS_CONTAINER_AUTHORIZATION_TOKEN": nil, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": nil,
	"AWS_CONTAINER_CREDENTIALS_FULL_URI": nil, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": nil,
	"AWS_ROLE_ARN": nil, "AWS_ROLE_SESSION_NAME": nil, "AWS_WEB_IDENTITY_TOKEN_FILE": nil,
	"AWS_CONFIG_FILE": nil, "AWS_SHARED_CREDENTIALS_FILE": nil, "AWS_LOGIN_CACHE_DIRECTORY": nil,
	"AWS_PROFILE": nil, "AWS_DEFAULT_PROFILE": nil,
}

// certificate is in the PEM form of a bundle.
var certificate = func() string {
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
}()

type tokens struct{}

func (tokens) RetrieveBearerToken(context.Context) (bearer.Token, error) { return bearer.Token{}, nil }

// sdkOptions set each of the fields of config.LoadOptions.
var sdkOptions = map[string]func(*config.LoadOptions){
	"Region":                  func(o *config.LoadOptions) { o.Region = "eu-north-1" },
	"Credentials":             func(o *config.LoadOptions) { o.Credentials = credentials.NewStaticCredentialsProvider("A", "B", "") },
	"BearerAuthTokenProvider": func(o *config.LoadOptions) { o.BearerAuthTokenProvider = tokens{} },
	"HTTPClient":              func(o *config.LoadOptions) { o.HTTPClient = http.DefaultClient },
	"EndpointResolver": func(o *config.LoadOptions) {
		//lint:ignore SA1019 programs may use it
		o.EndpointResolver = aws.EndpointResolverFunc(func(string, string) (aws.Endpoint, error) { return aws.Endpoint{}, nil })
	},
	"EndpointResolverWithOptions": func(o *config.LoadOptions) {
		//lint:ignore SA1019 programs may use it
		o.EndpointResolverWithOptions = aws.EndpointResolverWithOptionsFunc(func(string, string, ...any) (aws.Endpoint, error) { return aws.Endpoint{}, nil })
	},
	"RetryMaxAttempts": func(o *config.LoadOptions) { o.RetryMaxAttempts = 9 },
	"RetryMode":        func(o *config.LoadOptions) { o.RetryMode = aws.RetryModeAdaptive },
	"Retryer": func(o *config.LoadOptions) {
		o.Retryer = func() aws.Retryer { return retry.NewStandard() }
	},
	"APIOptions":                       func(o *config.LoadOptions) { o.APIOptions = []func(*middleware.Stack) error{nil} },
	"Logger":                           func(o *config.LoadOptions) { o.Logger = logging.Nop{} },
	"ClientLogMode":                    func(o *config.LoadOptions) { m := aws.LogRetries; o.ClientLogMode = &m },
	"CustomCABundle":                   func(o *config.LoadOptions) { o.CustomCABundle = strings.NewReader(certificate) },
	"DefaultRegion":                    func(o *config.LoadOptions) { o.DefaultRegion = "ap-south-1" },
	"S3UseARNRegion":                   func(o *config.LoadOptions) { o.S3UseARNRegion = aws.Bool(true) },
	"S3DisableMultiRegionAccessPoints": func(o *config.LoadOptions) { o.S3DisableMultiRegionAccessPoints = aws.Bool(true) },
	"EnableEndpointDiscovery":          func(o *config.LoadOptions) { o.EnableEndpointDiscovery = aws.EndpointDiscoveryEnabled },
	"EC2IMDSClientEnableState":         func(o *config.LoadOptions) { o.EC2IMDSClientEnableState = imds.ClientDisabled },
	"EC2IMDSEndpointMode":              func(o *config.LoadOptions) { o.EC2IMDSEndpointMode = imds.EndpointModeStateIPv6 },
	"EC2IMDSEndpoint":                  func(o *config.LoadOptions) { o.EC2IMDSEndpoint = "http://127.0.0.1:2" },
	"UseDualStackEndpoint":             func(o *config.LoadOptions) { o.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled },
	"UseFIPSEndpoint":                  func(o *config.LoadOptions) { o.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled },
	"DefaultsModeOptions":              func(o *config.LoadOptions) { o.DefaultsModeOptions.Mode = aws.DefaultsModeInRegion },
	"AppID":                            func(o *config.LoadOptions) { o.AppID = "ours" },
	"DisableRequestCompression":        func(o *config.LoadOptions) { o.DisableRequestCompression = aws.Bool(true) },
	"RequestMinCompressSizeBytes":      func(o *config.LoadOptions) { o.RequestMinCompressSizeBytes = aws.Int64(5) },
	"DisableClockSkewCorrection":       func(o *config.LoadOptions) { o.DisableClockSkewCorrection = aws.Bool(true) },
	"S3DisableExpressAuth":             func(o *config.LoadOptions) { o.S3DisableExpressAuth = aws.Bool(true) },
	"AccountIDEndpointMode":            func(o *config.LoadOptions) { o.AccountIDEndpointMode = aws.AccountIDEndpointModeDisabled },
	"RequestChecksumCalculation": func(o *config.LoadOptions) {
		o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
	},
	"ResponseChecksumValidation": func(o *config.LoadOptions) {
		o.ResponseChecksumValidation = aws.ResponseChecksumValidationWhenRequired
	},
	"BaseEndpoint": func(o *config.LoadOptions) { o.BaseEndpoint = "http://127.0.0.1:3" },
	"Interceptors": func(o *config.LoadOptions) {
		o.Interceptors.BeforeExecution = []smithyhttp.BeforeExecutionInterceptor{nil}
	},
	"AuthSchemePreference":    func(o *config.LoadOptions) { o.AuthSchemePreference = []string{"sigv4"} },
	"ServiceOptions":          func(o *config.LoadOptions) { o.ServiceOptions = []func(string, any){nil} },
	"RestrictFilePermissions": func(o *config.LoadOptions) { o.RestrictFilePermissions = aws.RestrictFilePermissionsUnrestricted },
	// For credentials, profiles and their files, which have tests of their own.
	"SharedConfigProfile": nil, "SharedConfigFiles": nil, "SharedCredentialsFiles": nil, "UseEC2IMDSRegion": nil,
	"CredentialsCacheOptions": nil, "BearerAuthTokenCacheOptions": nil, "SSOTokenProviderOptions": nil,
	"ProcessCredentialOptions": nil, "EC2RoleCredentialOptions": nil, "EndpointCredentialOptions": nil,
	"WebIdentityRoleCredentialOptions": nil, "AssumeRoleCredentialOptions": nil, "SSOProviderOptions": nil,
	"LogConfigurationWarnings": nil,
}

// A session makes its own aws.Config, so that a new version of the SDK may have
// a setting that it does not know.
func TestNoSettingOfTheSDKIsUnknown(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/aws/aws-sdk-go-v2/config").Output()
	require.NoError(t, err)
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "*.go"))
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, name := range regexp.MustCompile(`"AWS_[A-Z0-9_]+"`).FindAllString(string(text), -1) {
			name = strings.Trim(name, `"`)
			seen[name] = true
			assert.Contains(t, sdkVariables, name)
		}
	}
	assert.Len(t, seen, len(sdkVariables), "a variable that the SDK does not read any more")
	var fields []string
	for field := range reflect.TypeFor[config.LoadOptions]().Fields() {
		fields = append(fields, field.Name)
	}
	known := make([]string, 0, len(sdkOptions))
	for name := range sdkOptions {
		known = append(known, name)
	}
	assert.ElementsMatch(t, fields, known)
}

func TestConfigIsThatOfLoadDefaultConfig(t *testing.T) {
	check := func(t *testing.T, optFns ...func(*config.LoadOptions) error) {
		theirs, err := config.LoadDefaultConfig(t.Context(), optFns...)
		require.NoError(t, err)
		fromEnv, err := session.FromEnv(t.Context(), optFns...)
		require.NoError(t, err)
		sameConfig(t, theirs, fromEnv.Config(), "FromEnv")
		fromNew, err := session.New(t.Context(), session.Options{LoadOptions: optFns})
		require.NoError(t, err)
		sameConfig(t, theirs, fromNew.Config(), "New")
	}
	start := func(t *testing.T) {
		home(t, "", "")
		setKeys(t, "AKIAENV")
		t.Setenv("AWS_REGION", "us-east-1")
	}
	for name, values := range sdkVariables {
		for _, value := range values {
			t.Run(name+"="+value, func(t *testing.T) {
				start(t)
				if name == "AWS_DEFAULT_REGION" {
					t.Setenv("AWS_REGION", "")
				}
				if name == "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS" {
					t.Setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
				}
				if name == "AWS_CA_BUNDLE" {
					value = filepath.Join(t.TempDir(), "ca.pem")
					require.NoError(t, os.WriteFile(value, []byte(certificate), 0o600))
				}
				t.Setenv(name, value)
				check(t)
			})
		}
	}
	for name, set := range sdkOptions {
		if set == nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			start(t)
			for variable, values := range sdkVariables { // the option wins, or leaves the variable in force
				if len(values) > 0 && !slices.Contains([]string{"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_CA_BUNDLE"}, variable) {
					t.Setenv(variable, values[len(values)-1])
				}
			}
			if name == "DefaultRegion" {
				t.Setenv("AWS_REGION", "")
			}
			check(t, func(o *config.LoadOptions) error { set(o); return nil })
		})
	}
	t.Run("AWS_DEFAULTS_MODE=auto in Lambda", func(t *testing.T) {
		start(t)
		t.Setenv("AWS_DEFAULTS_MODE", "auto")
		t.Setenv("AWS_EXECUTION_ENV", "AWS_Lambda_go1.x")
		check(t)
	})
}

// sameConfig compares all that a configuration says. Functions are the same if
// both are there; what a session adds of its own comes off first.
func sameConfig(t *testing.T, want, got aws.Config, by string) {
	wantKeys, err := want.Credentials.Retrieve(t.Context())
	require.NoError(t, err)
	gotKeys, err := got.Credentials.Retrieve(t.Context())
	require.NoError(t, err)
	assert.Equal(t, wantKeys.AccessKeyID, gotKeys.AccessKeyID, by)
	assert.Equal(t, wantKeys.SessionToken, gotKeys.SessionToken, by)
	assert.Equal(t, wantKeys.AccountID, gotKeys.AccountID, by)
	assert.Equal(t, len(want.APIOptions)+3, len(got.APIOptions), "%s: the user agent, the session, its clients", by)
	assert.Equal(t, len(want.ServiceOptions)+1, len(got.ServiceOptions), "%s: the path style of S3", by)
	wants, gots := reflect.ValueOf(want), reflect.ValueOf(got)
	for i := range wants.NumField() {
		name, a, b := wants.Type().Field(i).Name, wants.Field(i), gots.Field(i)
		switch name {
		case "Credentials", "APIOptions", "ServiceOptions":
		case "ConfigSources":
			assert.Len(t, got.ConfigSources, len(want.ConfigSources), by)
		case "Logger", "Retryer", "EndpointResolver", "EndpointResolverWithOptions", "HTTPClient", "BearerAuthTokenProvider":
			assert.Equal(t, a.IsNil(), b.IsNil(), "%s: %s", by, name)
			if a.Kind() == reflect.Interface && !a.IsNil() && !b.IsNil() {
				assert.Equal(t, a.Elem().Type(), b.Elem().Type(), "%s: %s", by, name)
			}
		default:
			assert.Equal(t, a.Interface(), b.Interface(), "%s: %s", by, name)
		}
	}
}
