package session

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/smithy-go/auth/bearer"
	"github.com/aws/smithy-go/logging"
)

// opener is a function that opens a session, and what it calls the SDK's options
// of the program.
type opener struct{ operation, options string }

var (
	byNew     = opener{"session.New", "Options.LoadOptions"}
	byFromEnv = opener{"session.FromEnv", "an option of FromEnv"}
)

// environment returns the variables as the SDK reads them. The error names the
// variable at fault.
func (by opener) environment() (config.EnvConfig, error) {
	env, err := config.NewEnvConfig()
	if err == nil {
		if env.Credentials.HasKeys() && env.Credentials.SessionToken == "" {
			env.Credentials.SessionToken = getenv("AWS_SECURITY_TOKEN") // the old name, which the AWS CLI still reads
		}
		env.BaseEndpoint = withoutUser(env.BaseEndpoint)
		return env, nil
	}
	variable := "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES" // whose range the SDK tells without its name
	words := strings.FieldsFunc(err.Error(), func(r rune) bool { return !isWord(r) })
	if i := slices.IndexFunc(words, func(word string) bool { return strings.HasPrefix(word, "AWS_") }); i >= 0 {
		variable = words[i]
	}
	if mode := os.Getenv("AWS_RETRY_MODE"); mode != "" {
		if _, err := aws.ParseRetryMode(mode); err != nil {
			return env, invalid(by.operation, "AWS_RETRY_MODE", mode, "must be standard or adaptive")
		}
	}
	return env, invalid(by.operation, variable, nil, "must be "+cmp.Or(variableValues[variable], "true or false"))
}

// variableValues are what the SDK takes as variables that are not true or false. A
// value at fault is not shown, since it may be a secret that was meant for another.
var variableValues = map[string]string{
	"AWS_MAX_ATTEMPTS":                       "a number",
	"AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES": "0 to 10485760",
	"AWS_DEFAULTS_MODE":                      modes,
	"AWS_ENABLE_ENDPOINT_DISCOVERY":          "true, false or auto",
	"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv4 or IPv6",
	"AWS_ACCOUNT_ID_ENDPOINT_MODE":           "preferred, required or disabled",
	"AWS_REQUEST_CHECKSUM_CALCULATION":       checksums,
	"AWS_RESPONSE_CHECKSUM_VALIDATION":       checksums,
	"AWS_RESTRICT_FILE_PERMISSIONS":          "user_read_write or unrestricted",
}

const (
	modes     = "standard, in-region, cross-region, mobile, auto or legacy"
	checksums = "when_required or when_supported"
)

// checkEndpoints returns an error for a variable whose endpoint is not a URL, such as
// localhost:4566, unless endpoints of variables are ignored.
func (by opener) checkEndpoints(ignored *bool) error {
	if ignored != nil && *ignored {
		return nil
	}
	for _, variable := range os.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "AWS_ENDPOINT_URL") && value != "" && !isEndpoint(value) {
			return invalid(by.operation, name, nil, mustBeEndpoint)
		}
	}
	return nil
}

// sharedConfig returns the profile's settings in the form that the SDK's clients ask
// for. ignored is AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, or nil.
func (f *sharedFiles) sharedConfig(p *profile, ignored *bool) (config.SharedConfig, error) {
	c := config.SharedConfig{}
	if p == nil {
		return c, nil
	}
	r := settingReader{profile: p}
	r.ignored = or(ignored, r.bool("ignore_configured_endpoint_urls"))
	c = config.SharedConfig{
		Profile:                          p.name,
		Region:                           p.get("region"),
		RetryMaxAttempts:                 r.number("max_attempts"),
		RetryMode:                        r.retryMode(),
		CustomCABundle:                   p.get("ca_bundle"),
		AppID:                            p.get("sdk_ua_app_id"),
		BaseEndpoint:                     r.endpoint("endpoint_url", p.get("endpoint_url")),
		IgnoreConfiguredEndpoints:        r.bool("ignore_configured_endpoint_urls"),
		UseDualStackEndpoint:             choose(r.bool("use_dualstack_endpoint"), aws.DualStackEndpointStateEnabled, aws.DualStackEndpointStateDisabled),
		UseFIPSEndpoint:                  choose(r.bool("use_fips_endpoint"), aws.FIPSEndpointStateEnabled, aws.FIPSEndpointStateDisabled),
		EnableEndpointDiscovery:          r.discovery(),
		S3UseARNRegion:                   r.bool("s3_use_arn_region"),
		S3DisableMultiRegionAccessPoints: r.bool("s3_disable_multiregion_access_points"),
		S3DisableExpressAuth:             r.bool("s3_disable_express_session_auth"),
		EC2IMDSEndpoint:                  p.get("ec2_metadata_service_endpoint"),
		EC2IMDSEndpointMode:              r.imdsMode(),
		EC2IMDSv1Disabled:                r.bool("ec2_metadata_v1_disabled"),
		DefaultsMode:                     r.defaultsMode(),
		DisableRequestCompression:        r.bool("disable_request_compression"),
		DisableClockSkewCorrection:       r.bool("disable_clock_skew_correction"),
		AccountIDEndpointMode:            r.accountIDMode(),
	}
	if p.has("request_min_compression_size_bytes") {
		c.RequestMinCompressSizeBytes = aws.Int64(int64(r.number("request_min_compression_size_bytes")))
	}
	c.RequestChecksumCalculation = choose(r.checksum("request_checksum_calculation"), aws.RequestChecksumCalculationWhenRequired, aws.RequestChecksumCalculationWhenSupported)
	c.ResponseChecksumValidation = choose(r.checksum("response_checksum_validation"), aws.ResponseChecksumValidationWhenRequired, aws.ResponseChecksumValidationWhenSupported)
	for name := range strings.SplitSeq(p.get("auth_scheme_preference"), ",") {
		if name = strings.TrimSpace(name); name != "" {
			c.AuthSchemePreference = append(c.AuthSchemePreference, name)
		}
	}
	f.serviceEndpoints(p, &c, &r)
	return c, r.err
}

// serviceEndpoints adds the endpoints in the section that the profile's services
// setting names.
func (f *sharedFiles) serviceEndpoints(p *profile, c *config.SharedConfig, r *settingReader) {
	s, name := lookup(f.services, p, "services")
	switch {
	case name == "":
		return
	case s == nil:
		r.fail("services", "names a section [services "+unquoted(name)+"], which does not exist")
		return
	}
	c.ServicesSectionName = name
	c.Services.ServiceValues = map[string]map[string]string{}
	for _, o := range s.settings {
		if url := r.endpoint("services of "+unquoted(name)+": "+unquoted(o.name), nestedSetting(o, "endpoint_url")); url != "" {
			c.Services.ServiceValues[o.name] = map[string]string{"endpoint_url": url}
		}
	}
}

// lookup returns the section that a setting names: by the whole value, as in the AWS
// CLI, or else by the value without its comment.
func lookup(sections map[string]*iniSection, p *profile, setting string) (s *iniSection, name string) {
	for _, name = range []string{p.raw(setting), p.get(setting)} {
		if s = sections[name]; s != nil {
			break
		}
	}
	return s, name
}

// settingReader reads the settings of a profile that are not plain text, and keeps
// the first error.
type settingReader struct {
	profile *profile
	ignored *bool // endpoints
	err     error
}

func (r *settingReader) fail(setting, reason string) {
	if r.err == nil {
		r.err = &ProfileError{Profile: r.profile.name, Reason: "its setting " + setting + " " + reason}
	}
}

func (r *settingReader) bool(name string) *bool {
	switch v := strings.ToLower(r.profile.get(name)); v {
	case "":
		return nil
	case "true", "false":
		return aws.Bool(v == "true")
	}
	r.fail(name, "must be true or false")
	return nil
}

func (r *settingReader) number(name string) int {
	v := r.profile.get(name)
	if v == "" {
		return 0
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 {
		r.fail(name, "must be a number that is not negative")
	}
	return n
}

func (r *settingReader) retryMode() aws.RetryMode {
	v := r.profile.get("retry_mode")
	if v == "" || strings.EqualFold(v, "legacy") {
		return "" // legacy is botocore's; the SDK's default takes its place
	}
	mode, err := aws.ParseRetryMode(v)
	if err != nil {
		r.fail("retry_mode", "must be standard or adaptive")
	}
	return mode
}

// endpoint returns an endpoint that a setting has.
func (r *settingReader) endpoint(setting, value string) string {
	if value != "" && !isEndpoint(value) && (r.ignored == nil || !*r.ignored) {
		r.fail(setting, mustBeEndpoint)
	}
	return withoutUser(value)
}

func (r *settingReader) defaultsMode() (mode aws.DefaultsMode) {
	if v := r.profile.get("defaults_mode"); v != "" && !mode.SetFromString(v) {
		r.fail("defaults_mode", "must be "+modes)
	}
	return mode
}

func (r *settingReader) discovery() aws.EndpointDiscoveryEnableState {
	const name = "endpoint_discovery_enabled"
	if strings.EqualFold(r.profile.get(name), "auto") {
		return aws.EndpointDiscoveryAuto
	}
	return choose(r.bool(name), aws.EndpointDiscoveryEnabled, aws.EndpointDiscoveryDisabled)
}

func (r *settingReader) imdsMode() (mode imds.EndpointModeState) {
	const name = "ec2_metadata_service_endpoint_mode"
	if v := r.profile.get(name); v != "" && mode.SetFromString(v) != nil {
		r.fail(name, "must be IPv4 or IPv6")
	}
	return mode
}

func (r *settingReader) accountIDMode() aws.AccountIDEndpointMode {
	const name = "account_id_endpoint_mode"
	mode := aws.AccountIDEndpointMode(strings.ToLower(r.profile.get(name)))
	switch mode {
	case "", aws.AccountIDEndpointModePreferred, aws.AccountIDEndpointModeRequired, aws.AccountIDEndpointModeDisabled:
		return mode
	}
	r.fail(name, "must be preferred, required or disabled")
	return ""
}

// checksum reports whether a setting is when_required, or nil.
func (r *settingReader) checksum(name string) *bool {
	switch v := strings.ToLower(r.profile.get(name)); v {
	case "":
		return nil
	case "when_required", "when_supported":
		return aws.Bool(v == "when_required")
	}
	r.fail(name, "must be "+checksums)
	return nil
}

func choose[T any](set *bool, yes, no T) (unset T) {
	switch {
	case set == nil:
		return unset
	case *set:
		return yes
	}
	return no
}

// first returns the first value that is set.
func first[T any](values ...*T) (v T) {
	for _, p := range values {
		if p != nil {
			return *p
		}
	}
	return v
}

// resolve makes the configuration of clients of three sources, of which the
// first that has a value wins: the program's options, the variables and the
// profile. It does what config.LoadDefaultConfig does, which opens the files or fails
// while AWS_PROFILE is set, and links all that a profile may name. Credentials
// and region come later.
func (by opener) resolve(ctx context.Context, lo *config.LoadOptions, env config.EnvConfig, shared config.SharedConfig) (aws.Config, error) {
	sources := []any{*lo, env, shared}
	cfg := aws.Config{
		ConfigSources: sources, Logger: lo.Logger, HTTPClient: lo.HTTPClient, Retryer: lo.Retryer,
		//lint:ignore SA1019 the caller may still use it
		EndpointResolver: lo.EndpointResolver,
		//lint:ignore SA1019 the caller may still use it
		EndpointResolverWithOptions: lo.EndpointResolverWithOptions,
		APIOptions:                  lo.APIOptions, Interceptors: lo.Interceptors.Copy(), ServiceOptions: lo.ServiceOptions,
		BearerAuthTokenProvider:     cachedToken(lo),
		AppID:                       or(lo.AppID, env.AppID, shared.AppID),
		DefaultsMode:                or(lo.DefaultsModeOptions.Mode, env.DefaultsMode, shared.DefaultsMode, aws.DefaultsModeLegacy),
		RetryMode:                   lo.RetryMode,
		RetryMaxAttempts:            lo.RetryMaxAttempts,
		DisableRequestCompression:   first(lo.DisableRequestCompression, env.DisableRequestCompression, shared.DisableRequestCompression),
		DisableClockSkewCorrection:  first(lo.DisableClockSkewCorrection, env.DisableClockSkewCorrection, shared.DisableClockSkewCorrection),
		RequestMinCompressSizeBytes: first(lo.RequestMinCompressSizeBytes, env.RequestMinCompressSizeBytes, shared.RequestMinCompressSizeBytes, aws.Int64(10240)),
		AccountIDEndpointMode:       or(lo.AccountIDEndpointMode, env.AccountIDEndpointMode, shared.AccountIDEndpointMode, aws.AccountIDEndpointModePreferred),
		RequestChecksumCalculation:  or(lo.RequestChecksumCalculation, env.RequestChecksumCalculation, shared.RequestChecksumCalculation, aws.RequestChecksumCalculationWhenSupported),
		ResponseChecksumValidation:  or(lo.ResponseChecksumValidation, env.ResponseChecksumValidation, shared.ResponseChecksumValidation, aws.ResponseChecksumValidationWhenSupported),
		RestrictFilePermissions:     or(lo.RestrictFilePermissions, env.RestrictFilePermissions, aws.RestrictFilePermissionsUserReadWrite),
	}
	if lo.Retryer == nil { // which decides for itself
		cfg.RetryMode = or(cfg.RetryMode, env.RetryMode, shared.RetryMode)
		cfg.RetryMaxAttempts = or(cfg.RetryMaxAttempts, env.RetryMaxAttempts, shared.RetryMaxAttempts)
	}
	for _, preference := range [][]string{lo.AuthSchemePreference, env.AuthSchemePreference, shared.AuthSchemePreference} {
		if len(cfg.AuthSchemePreference) == 0 {
			cfg.AuthSchemePreference = preference
		}
	}
	if cfg.Logger == nil {
		cfg.Logger = logging.NewStandardLogger(os.Stderr)
	}
	if lo.ClientLogMode != nil {
		cfg.ClientLogMode = *lo.ClientLogMode
	}
	if cfg.DefaultsMode == aws.DefaultsModeAuto {
		cfg.RuntimeEnvironment = aws.RuntimeEnvironment{
			EnvironmentIdentifier: aws.ExecutionEnvironmentID(os.Getenv("AWS_EXECUTION_ENV")), Region: env.Region,
		}
	}
	base := lo.BaseEndpoint
	if ignored, _, _ := config.GetIgnoreConfiguredEndpoints(ctx, sources); !ignored {
		base = or(base, env.BaseEndpoint, shared.BaseEndpoint)
	}
	if base != "" {
		cfg.BaseEndpoint = &base
	}
	return cfg, by.addCABundle(&cfg, lo, env, shared)
}

// cachedToken returns the program's own provider of bearer tokens, if it has one,
// behind a cache with the SDK's times.
func cachedToken(lo *config.LoadOptions) bearer.TokenProvider {
	p := lo.BearerAuthTokenProvider
	if _, cached := p.(*bearer.TokenCache); p == nil || cached {
		return p
	}
	return bearer.NewTokenCache(p, func(o *bearer.TokenCacheOptions) {
		o.RefreshBeforeExpires, o.RetrieveBearerTokenTimeout = 5*time.Minute, 30*time.Second
		if fn := lo.BearerAuthTokenCacheOptions; fn != nil {
			fn(o)
		}
	})
}

// withoutSecrets returns the sources of a configuration without their credentials,
// which clients do not use and which would be printed with the configuration.
func withoutSecrets(sources []any) []any {
	sources = slices.Clone(sources)
	for i, source := range sources {
		switch s := source.(type) {
		case config.LoadOptions:
			s.Credentials, s.BearerAuthTokenProvider = nil, nil
			sources[i] = s
		case config.EnvConfig:
			s.Credentials, s.ContainerAuthorizationToken = aws.Credentials{}, ""
			sources[i] = s
		case config.SharedConfig:
			s.Credentials, s.Source = aws.Credentials{}, nil
			sources[i] = s
		}
	}
	return sources
}

func or[T comparable](values ...T) (v T) {
	for _, v := range values {
		if v != *new(T) {
			return v
		}
	}
	return v
}

// addCABundle makes the HTTP client trust the certificates that the options,
// AWS_CA_BUNDLE or the profile's ca_bundle name.
func (by opener) addCABundle(cfg *aws.Config, lo *config.LoadOptions, env config.EnvConfig, shared config.SharedConfig) error {
	bundle, from, path := lo.CustomCABundle, "CustomCABundle", ""
	if bundle == nil {
		path, from = env.CustomCABundle, "AWS_CA_BUNDLE"
		if path == "" {
			path, from = shared.CustomCABundle, "ca_bundle of the profile "+quoted(shared.Profile)
		}
		if path == "" {
			return nil
		}
	}
	fail := func(reason string) error { return invalid(by.operation, from, orNilText(path), reason) }
	if bundle == nil {
		text, err := readBounded(path)
		if err != nil {
			return fail("cannot be read: " + printable(rootMessage(err)))
		}
		bundle = strings.NewReader(string(text))
	}
	pem, err := io.ReadAll(bundle)
	if err != nil {
		return fail("cannot be read: " + printable(rootMessage(err)))
	}
	client, ok := cfg.HTTPClient.(*awshttp.BuildableClient)
	switch {
	case cfg.HTTPClient == nil:
		client = awshttp.NewBuildableClient()
	case !ok:
		return fail("has no effect on the program's own HTTP client; let that client trust it")
	}
	found := false
	cfg.HTTPClient = client.WithTransportOptions(func(tr *http.Transport) {
		if tr.TLSClientConfig == nil {
			tr.TLSClientConfig = new(tls.Config)
		}
		if tr.TLSClientConfig.RootCAs == nil {
			tr.TLSClientConfig.RootCAs = x509.NewCertPool()
		}
		found = tr.TLSClientConfig.RootCAs.AppendCertsFromPEM(pem)
	})
	if !found {
		return fail("holds no certificate in PEM form")
	}
	return nil
}

func orNilText(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// lastRegion sets a region that has no value yet to the instance's or to the
// program's default.
func (by opener) lastRegion(ctx context.Context, region *setting, lo *config.LoadOptions, cfg aws.Config) error {
	if region.value != "" {
		return nil
	}
	found, err := instanceRegion(ctx, lo, cfg)
	region.or(found, "the instance metadata")
	region.or(lo.DefaultRegion, by.options)
	return err
}

// instanceRegion asks the instance metadata for the region, if the program's
// options say so.
func instanceRegion(ctx context.Context, lo *config.LoadOptions, cfg aws.Config) (string, error) {
	if lo.UseEC2IMDSRegion == nil {
		return "", nil
	}
	client := lo.UseEC2IMDSRegion.Client
	if client == nil {
		client = imds.NewFromConfig(cfg)
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	out, err := client.GetRegion(ctx, nil)
	if err != nil {
		return "", &RegionError{Reason: "cannot be read from the instance metadata: " + printable(rootMessage(err))}
	}
	return out.Region, nil
}

// namedEndpoint reports whether an endpoint is configured for any service, other than
// those that credentials come from.
func namedEndpoint(cfg aws.Config, shared config.SharedConfig) bool {
	if cfg.BaseEndpoint != nil || len(shared.Services.ServiceValues) > 0 {
		return true
	}
	for _, variable := range os.Environ() {
		service, ok := strings.CutPrefix(variable, "AWS_ENDPOINT_URL_")
		name, _, _ := strings.Cut(service, "=")
		switch {
		case !ok, name == "STS", name == "SSO", name == "SSO_OIDC", name == "SIGNIN":
		default:
			return true
		}
	}
	return false
}

// s3Settings are what a profile's s3 block says of where requests go.
type s3Settings struct {
	style                 string // addressing_style
	accelerate, dualStack bool
}

func (p *profile) s3() (s s3Settings, err error) {
	if p == nil {
		return s, nil
	}
	r := settingReader{profile: p}
	s = s3Settings{p.nested("s3", "addressing_style"), r.s3Bool("use_accelerate_endpoint"), r.s3Bool("use_dualstack_endpoint")}
	if !slices.Contains([]string{"", "auto", "path", "virtual"}, s.style) {
		r.fail("addressing_style of s3", "must be auto, path or virtual")
	}
	return s, r.err
}

func (r *settingReader) s3Bool(name string) bool {
	switch strings.ToLower(r.profile.nested("s3", name)) {
	case "true":
		return true
	case "", "false":
	default:
		r.fail(name+" of s3", "must be true or false")
	}
	return false
}

// apply makes S3 clients name the bucket in the path, as boto3 does for every
// endpoint that is not AWS's: a local server has no host for each bucket. Fields are
// set by name, so that no program links S3 for them.
func (s s3Settings) apply(service string, options any) {
	o := reflect.ValueOf(options)
	if service != "S3" || o.Kind() != reflect.Pointer || o.Elem().Kind() != reflect.Struct {
		return
	}
	o = o.Elem()
	setBool := func(name string) {
		if field := o.FieldByName(name); field.Kind() == reflect.Bool {
			field.SetBool(true)
		}
	}
	base := o.FieldByName("BaseEndpoint")
	if !base.IsValid() {
		return
	}
	endpoint, _ := base.Interface().(*string)
	if s.style == "path" || s.style != "virtual" && endpoint != nil && !isAWSHost(*endpoint) {
		setBool("UsePathStyle")
	}
	if endpoint != nil {
		return
	}
	if s.accelerate {
		setBool("UseAccelerate")
	}
	if state, on := o.FieldByName("EndpointOptions"), reflect.ValueOf(aws.DualStackEndpointStateEnabled); s.dualStack && state.Kind() == reflect.Struct {
		if state = state.FieldByName("UseDualStackEndpoint"); state.IsValid() && state.Type() == on.Type() {
			state.Set(on)
		}
	}
}

// isAWSHost reports whether a URL is of one of AWS's own endpoints.
func isAWSHost(endpoint string) bool {
	host := endpointHost(endpoint)
	for i := range partitions {
		if strings.HasSuffix(host, "."+partitions[i].DNSSuffix) {
			return true
		}
	}
	return false
}
