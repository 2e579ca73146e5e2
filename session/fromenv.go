package session

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"
)

// FromEnv opens a session on what the platform hands to a Lambda function, a
// container or a CI job: credentials and a region in the environment. It reads no
// shared files, so that no profile is used by accident; where one is named, by
// AWS_PROFILE or by an option, it returns a [*ProfileError]. optFns are handed to
// the SDK's config.LoadDefaultConfig untouched.
//
// The session can do all that others can; [New] has what else a session may open
// with: profiles, guards, roles, MFA. A function that opens its session by FromEnv
// is smaller for it, since what it does not use is not linked.
//
// It makes no request. Errors are of the classes [ErrProfile], [ErrNoRegion],
// [ErrUnknownRegion] and [ErrCredentials], or the SDK's own.
func FromEnv(ctx context.Context, optFns ...func(*config.LoadOptions) error) (*Session, error) {
	if ctx == nil {
		return nil, invalid("session.FromEnv", "ctx", nil, "must not be nil")
	}
	lo := new(config.LoadOptions)
	for _, fn := range optFns {
		if fn == nil {
			return nil, invalid("session.FromEnv", "optFns", nil, "must not be nil")
		}
		if err := fn(lo); err != nil {
			return nil, fmt.Errorf("session: environment: %w", err)
		}
	}
	l := &loaded{noFiles: true}
	l.profile.or(lo.SharedConfigProfile, string(originFromEnv))
	l.profile.orVariable("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
	if l.profile.value != "" {
		return nil, &ProfileError{Profile: l.profile.value, From: l.profile.from,
			Problem: "FromEnv reads no profiles; open the session with New"}
	}
	if err := l.environment(lo); err != nil {
		return nil, err
	}
	lo.SharedConfigFiles, lo.SharedCredentialsFiles = []string{}, []string{}
	cfg, err := config.LoadDefaultConfig(ctx, func(o *config.LoadOptions) error { *o = *lo; return nil })
	if err != nil {
		return nil, fmt.Errorf("session: environment: %w", err)
	}
	l.config = cfg
	if lo.Credentials != nil {
		l.origin = originFromEnv
	}
	l.region.or(lo.Region, string(originFromEnv))
	l.region.orVariable("AWS_REGION", "AWS_DEFAULT_REGION")
	l.region.or(cfg.Region, string(originFromEnv))
	rt := DetectRuntime()
	c := &core{opts: new(Options), runtime: rt, usage: new(usage), mfa: &mfaPrompt{rt: rt}}
	return c.begin(l)
}
