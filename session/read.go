package session

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/awsessentials/essentials/internal/nils"
)

// getenv is os.Getenv under a short name.
func getenv(name string) string { return os.Getenv(name) }

// read takes everything but the roles from the options, the environment and the
// shared files, and returns the region. It makes no request, unless the caller's
// LoadOptions do.
func (c *state) read(ctx context.Context) (region setting, err error) {
	c.readsFiles = true
	o, lo := c.opts, new(config.LoadOptions)
	for _, fn := range o.LoadOptions {
		if err := fn(lo); err != nil {
			return region, fmt.Errorf("session: Options.LoadOptions: %w", err)
		}
	}
	c.profile.or(o.Profile, "Options.Profile")
	c.profile.or(lo.SharedConfigProfile, "Options.LoadOptions")
	c.profile.orVariable("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
	files, err := readSharedFiles(lo)
	if err == nil && c.profile.value != "" {
		err = files.unread
	}
	if err != nil {
		return region, fileError(err, files)
	}
	if o.RequireProfile && c.runtime.Platform == Laptop && (c.profile.value == "" || c.profile.value == "default") {
		return region, files.required(c.profile)
	}
	if c.profileRead, err = files.choose(c.profile); err != nil {
		return region, err
	}
	if files.unread != nil {
		c.warnings = append(c.warnings, Warning{FileNotRead, files.unread.Error() + "; it counts as empty"})
	}
	o.applyTo(lo)
	env, err := byNew.environment()
	if err != nil {
		return region, err
	}
	shared, err := files.sharedConfig(c.profileRead, env.IgnoreConfiguredEndpoints)
	if err != nil {
		return region, err
	}
	if err := byNew.checkEndpoints(or(env.IgnoreConfiguredEndpoints, shared.IgnoreConfiguredEndpoints)); err != nil {
		return region, err
	}
	if c.cfg, err = byNew.resolve(ctx, lo, env, shared); err != nil {
		return region, err
	}
	s3, err := c.profileRead.s3()
	if err != nil {
		return region, err
	}
	c.cfg.ServiceOptions = append([]func(string, any){s3.apply}, c.cfg.ServiceOptions...)
	c.anyRegion = namedEndpoint(c.cfg, shared)
	region.or(o.Region, "Options.Region")
	region.or(lo.Region, "Options.LoadOptions")
	region.orVariable("AWS_REGION", "AWS_DEFAULT_REGION")
	region.or(shared.Region, "profile "+shared.Profile)
	if err := byNew.lastRegion(ctx, &region, lo, c.cfg); err != nil {
		return region, err
	}
	region.or(c.fallbackRegion.value, c.fallbackRegion.from)
	c.cfg.Region = region.value
	if c.cfg.BearerAuthTokenProvider == nil {
		if token := files.bearer(c.profileRead, lo, c.cfg); token != nil {
			c.cfg.BearerAuthTokenProvider = token
		}
	}
	return region, c.readCredentials(lo, env, files)
}

// choose returns the profile of that name, which must exist, or, without a name, the
// profile "default" or nil.
func (f *sharedFiles) choose(name setting) (*profile, error) {
	if name.value == "" {
		return f.profile("default"), nil
	}
	p := f.profile(name.value)
	if p == nil {
		return nil, f.missing(name.value, name.from)
	}
	return p, nil
}

// readCredentials sets the source of the credentials and its provider.
func (c *state) readCredentials(lo *config.LoadOptions, env config.EnvConfig, files *sharedFiles) (err error) {
	p := platform{lo: lo, env: env, cfg: c.cfg}
	if lo.Credentials != nil {
		return c.useProgram(byNew, &p)
	}
	chosen := c.profile.value != ""
	if !chosen {
		if err := checkEnvironmentKeys(); err != nil {
			return err
		}
	}
	if c.source, err = files.source(c.profileRead, chosen, env); err != nil {
		return err
	}
	c.source.loginName = files.loginName(c.source)
	if len(c.source.roles) > 0 && lo.AssumeRoleCredentialOptions != nil {
		return invalid("session.New", "Options.LoadOptions", nil, "set AssumeRoleCredentialOptions, but a session assumes the roles of a profile itself; "+
			"use Options.MFA for codes, and external_id, duration_seconds and role_session_name of the profile")
	}
	if files.unread != nil && c.source.owner != nil {
		return fileError(files.unread, files) // a role may be in it
	}
	c.warnings = append(c.warnings, c.source.warnings(c.profile)...)
	c.sources = files.looked(c.source, c.profile, c.profileRead, env)
	b := &providers{platform: p, files: files}
	c.cfg.Credentials, err = b.of(c.source)
	return err
}

// useProgram uses the credentials in the program's options.
func (c *state) useProgram(by opener, p *platform) error {
	if nils.Is(p.lo.Credentials) {
		return invalid(by.operation, by.options, nil, fmt.Sprintf("have credentials that are a nil %T", p.lo.Credentials))
	}
	if err := checkStatic(p.lo.Credentials, "the credentials in "+by.options); err != nil {
		return err
	}
	c.source = source{kind: fromProgram}
	c.sources = []CredentialSource{{by.options, true, "given by the program"}}
	c.cfg.Credentials = p.cached(p.lo.Credentials, 0)
	return nil
}

// checkEnvironmentKeys returns an error for half a pair of keys in the environment,
// since the next source may be another account, and for keys that AWS would refuse.
func checkEnvironmentKeys() error {
	id := firstSet("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY")
	secret := firstSet("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY")
	if err := checkPair("the environment", id != "", secret != ""); err != nil || id == "" {
		return err
	}
	for _, name := range []string{id, secret, firstSet("AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")} {
		if hasBlank(getenv(name)) {
			return &CredentialsError{Reason: "cannot be used: " + name + " has a blank or a line end in it"}
		}
	}
	until := getenv("AWS_CREDENTIAL_EXPIRATION") // of aws configure export-credentials
	if t, err := time.Parse(time.RFC3339, until); err == nil && !time.Now().Before(t) {
		return &CredentialsError{Reason: "of the environment (AWS_ACCESS_KEY_ID) have expired: AWS_CREDENTIAL_EXPIRATION is " + until + "; set new ones"}
	}
	return nil
}

// hasBlank reports whether s has a space or control character, which no key or token
// has and which a header may not contain.
func hasBlank(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

// checkStatic returns an error for half a pair of keys in code.
func checkStatic(p aws.CredentialsProvider, where string) error {
	keys, ok := p.(credentials.StaticCredentialsProvider)
	if !ok {
		return nil
	}
	return checkPair(where, keys.Value.AccessKeyID != "", keys.Value.SecretAccessKey != "")
}

func checkPair(where string, id, secret bool) error {
	missing, there := "the secret access key", "an access key ID"
	if !id {
		missing, there = "the access key ID", "a secret access key"
	}
	if id == secret {
		return nil
	}
	return &CredentialsError{Reason: "are half a pair: " + where + " has " + there + " without " + missing + "; set both or none"}
}

// applyTo sets those of the SDK's options that the options have a value for.
func (o *Options) applyTo(lo *config.LoadOptions) {
	if o.Region != "" {
		lo.Region = o.Region
	}
	if o.Endpoint != "" {
		lo.BaseEndpoint = o.Endpoint
		// The SDK refuses an endpoint beside FIPS or dual stack of any source.
		lo.UseFIPSEndpoint = or(lo.UseFIPSEndpoint, aws.FIPSEndpointStateDisabled)
		lo.UseDualStackEndpoint = or(lo.UseDualStackEndpoint, aws.DualStackEndpointStateDisabled)
	}
	if o.RetryMode != "" {
		lo.RetryMode = o.RetryMode
	}
	if o.MaxAttempts != 0 {
		lo.RetryMaxAttempts = o.MaxAttempts
	}
	if client := httpClient(o, lo.HTTPClient); client != nil {
		lo.HTTPClient = client
	}
}

// fileError returns the error of a file that could not be read.
func fileError(err error, files *sharedFiles) error {
	var ini *iniError
	if !errors.As(err, &ini) {
		return fmt.Errorf("session: profiles: %w", err)
	}
	return &ProfileError{Reason: ini.Error(), Files: files.paths(), Err: err}
}
