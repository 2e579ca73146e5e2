package session

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"
)

// FromEnv opens a session with the credentials and region that the platform sets
// in the environment of a Lambda function, a container or a CI job. It reads no
// shared files, so that no profile is used by accident; if AWS_PROFILE or an
// option names one, it returns a [*ProfileError]. optFns are those of the SDK's
// config.LoadDefaultConfig, and mean the same.
//
// The session has all methods of others: [Session.AllowAccounts] adds a guard,
// [Session.Assume] assumes a role. A program that uses FromEnv is smaller than one
// that calls LoadDefaultConfig, since the code for shared files and logins is not
// linked.
//
// It makes no request, except for the region of the instance if an option asks for
// that. Errors are of the classes [awserr.ErrInvalid], [ErrProfile], [ErrNoRegion],
// [ErrUnknownRegion] and [ErrCredentials], or what one of optFns returned.
func FromEnv(ctx context.Context, optFns ...func(*config.LoadOptions) error) (*Session, error) {
	const operation = "session.FromEnv"
	if ctx == nil {
		return nil, invalid(operation, "ctx", nil, "must not be nil")
	}
	lo := new(config.LoadOptions)
	for _, fn := range optFns {
		if fn == nil {
			return nil, invalid(operation, "optFns", nil, "must not be nil")
		}
		if err := fn(lo); err != nil {
			return nil, fmt.Errorf("session: environment: %w", err)
		}
	}
	var profile setting
	profile.or(lo.SharedConfigProfile, "an option of FromEnv")
	profile.orVariable("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
	if profile.value != "" {
		return nil, &ProfileError{Profile: profile.value, From: profile.from,
			Reason: "FromEnv reads no profiles; open the session with New"}
	}
	rt := DetectRuntime()
	c := &state{opts: new(Options), runtime: rt, usage: new(usage), mfa: &mfaPrompt{rt: rt}}
	region, err := c.readEnv(ctx, lo)
	if err != nil {
		return nil, err
	}
	return c.begin(region)
}

// readEnv finds everything in the program's options and the environment, and
// returns the region. What a profile would add is empty.
func (c *state) readEnv(ctx context.Context, lo *config.LoadOptions) (region setting, err error) {
	env, err := byFromEnv.environment()
	if err != nil {
		return region, err
	}
	if err := byFromEnv.checkEndpoints(env.IgnoreConfiguredEndpoints); err != nil {
		return region, err
	}
	if c.cfg, err = byFromEnv.resolve(ctx, lo, env, config.SharedConfig{}); err != nil {
		return region, err
	}
	c.cfg.ServiceOptions = append([]func(string, any){s3Settings{}.apply}, c.cfg.ServiceOptions...)
	c.anyRegion = namedEndpoint(c.cfg, config.SharedConfig{})
	region.or(lo.Region, byFromEnv.options)
	region.orVariable("AWS_REGION", "AWS_DEFAULT_REGION")
	if err := byFromEnv.lastRegion(ctx, &region, lo, c.cfg); err != nil {
		return region, err
	}
	c.cfg.Region = region.value
	p := platform{lo: lo, env: env, cfg: c.cfg}
	if lo.Credentials != nil {
		return region, c.useProgram(byFromEnv, &p)
	}
	if err := checkEnvironmentKeys(); err != nil {
		return region, err
	}
	c.source.kind = platformKind(env)
	if env.Credentials.HasKeys() {
		c.source.kind = fromEnvironment
	}
	c.sources = lookedIn(c.source, CredentialSource{Name: "profiles", Why: "not read by FromEnv"}, setting{})
	c.cfg.Credentials, err = p.of(c.source.kind)
	return region, err
}
