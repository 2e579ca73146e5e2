package session

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

// FromEnv opens a session with the credentials and region that the platform sets
// in the environment of a Lambda function, a container or a CI job. It reads no
// shared files, so that no profile is used by accident; if AWS_PROFILE or an
// option names one, it returns a [*ProfileError]. optFns are passed to the SDK's
// config.LoadDefaultConfig.
//
// The session has all methods of others: [Session.AllowAccounts] adds a guard,
// [Session.Assume] assumes a role. A program that uses FromEnv is smaller, since
// the code for shared files is not linked.
//
// It makes no request. Errors are of the classes [ErrProfile], [ErrNoRegion],
// [ErrUnknownRegion] and [ErrCredentials], or the SDK's own.
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
	if err := checkFromEnv(lo); err != nil {
		return nil, err
	}
	if err := checkVariables(lo); err != nil {
		return nil, err
	}
	lo.SharedConfigFiles, lo.SharedCredentialsFiles = []string{}, []string{}
	cfg, err := config.LoadDefaultConfig(ctx, func(o *config.LoadOptions) error { *o = *lo; return nil })
	if err != nil {
		return nil, fmt.Errorf("session: environment: %w", err)
	}
	rt := DetectRuntime()
	c := &state{opts: new(Options), runtime: rt, usage: new(usage), mfa: &mfaPrompt{rt: rt}, cfg: cfg, anyRegion: cfg.BaseEndpoint != nil}
	if lo.Credentials != nil {
		c.source = source{kind: fromProgram}
		c.sources = []CredentialSource{{"an option of FromEnv", true, "given by the program"}}
	} else {
		c.source, c.sources = environmentSource()
	}
	var region setting
	region.or(lo.Region, "an option of FromEnv")
	region.orVariable("AWS_REGION", "AWS_DEFAULT_REGION")
	region.or(cfg.Region, "an option of FromEnv")
	return c.begin(region)
}

// checkFromEnv refuses half a pair of keys, and reads the old name of the token,
// which the AWS CLI still reads.
func checkFromEnv(lo *config.LoadOptions) error {
	if lo.Credentials != nil {
		return checkStatic(lo.Credentials, "the credentials in an option of FromEnv")
	}
	if err := checkEnvironmentKeys(); err != nil {
		return err
	}
	id, secret := firstSet("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"), firstSet("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY")
	if token := getenv("AWS_SECURITY_TOKEN"); id != "" && token != "" && getenv("AWS_SESSION_TOKEN") == "" {
		lo.Credentials = credentials.NewStaticCredentialsProvider(getenv(id), getenv(secret), token)
	}
	return nil
}

// checkVariables names the variable that is at fault, which the SDK does not.
func checkVariables(lo *config.LoadOptions) error {
	env, err := environment("session.FromEnv")
	if err == nil {
		err = checkEndpoints("session.FromEnv", env.IgnoreConfiguredEndpoints)
	}
	if err != nil {
		return err
	}
	if path := env.CustomCABundle; path != "" && lo.CustomCABundle == nil {
		if _, err := readBounded(path); err != nil {
			return invalid("session.FromEnv", "AWS_CA_BUNDLE", path, "cannot be read: "+printable(rootMessage(err)))
		}
	}
	if lo.Credentials != nil || env.Credentials.HasKeys() {
		return nil
	}
	return checkPlatform(env)
}

// environmentSource is where FromEnv looks, in its order.
func environmentSource() (source, []CredentialSource) {
	s := source{kind: fromInstance}
	switch {
	case firstSet("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY") != "":
		s.kind = fromEnvironment
	case getenv("AWS_WEB_IDENTITY_TOKEN_FILE") != "":
		s.kind = fromEnvWebIdentity
	case firstSet(containerVariables...) != "":
		s.kind = fromContainer
	}
	return s, lookedIn(s, CredentialSource{Name: "profiles", Why: "not read by FromEnv"}, setting{})
}
