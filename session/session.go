package session

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// A Session is a place to work from: credentials, a region and the guards that
// hold for all of its clients. Get one from [New], [FromConfig],
// [Session.Assume] or [Session.In]; the zero value is not usable. Sessions are
// safe for concurrent use.
type Session struct {
	*core
	region    choice
	regionErr error // of In, told by the first request
	slot      *slot // of Across, or nil
}

// core is what the sessions of one identity share, whatever their region.
type core struct {
	cfg      aws.Config // without region and guard, for the session's own requests
	opts     Options
	runtime  Runtime
	profile  choice
	shared   *config.SharedConfig // of the profile, or nil
	hops     []*hop
	guard    guard
	keys     *keyring
	who      *identityOnce
	mfa      *mfaPrompt
	cache    *diskCache // nil: none
	first    *keyring   // signs for the first role
	origin   origin     // where the credentials were looked for
	warnings []Warning
}

// New opens a session from the environment and the shared files. It makes no
// request, but one to STS for each role, and one when there is a guard and no
// role. Problems that can be found without a request are found first: errors
// are of the classes [ErrOptions], [ErrProfile], [ErrNoRegion],
// [ErrUnknownRegion], [ErrInvalidRole] and [ErrCredentials], then [ErrAssume],
// [ErrMFA], [ErrEndpoint] and [ErrAccount].
func New(ctx context.Context, opts Options) (*Session, error) {
	c, err := newCore(opts.clone(), DetectRuntime())
	if err != nil {
		return nil, err
	}
	return c.load(ctx)
}

// load opens a session from the environment and the shared files.
func (c *core) load(ctx context.Context) (*Session, error) {
	l, err := load(ctx, c.opts, c.runtime)
	if err != nil {
		return nil, err
	}
	c.cfg, c.profile, c.shared, c.origin, c.warnings = l.cfg, l.profile, &l.shared, l.origin, l.warnings
	return c.open(ctx, l.region, append(l.roles, c.opts.Roles...))
}

// FromConfig opens a session on a configuration that the caller already has: a
// test's, or one that another library made. Its credentials, region and all else
// are taken as they are; roles, guards and errors are those of [New]. Profile,
// RequireProfile and LoadOptions say where a configuration is to come from, so
// here they are errors of the class [ErrOptions].
func FromConfig(ctx context.Context, cfg aws.Config, opts Options) (*Session, error) {
	opts = opts.clone()
	switch {
	case opts.Profile != "":
		return nil, optionsError("Profile has no meaning for FromConfig, which reads no files; use New")
	case opts.RequireProfile:
		return nil, optionsError("RequireProfile has no meaning for FromConfig, which reads no files; use New")
	case len(opts.LoadOptions) > 0:
		return nil, optionsError("LoadOptions have no meaning for FromConfig, which loads nothing; use New")
	}
	c, err := newCore(opts, DetectRuntime())
	if err != nil {
		return nil, err
	}
	cfg = cfg.Copy()
	if opts.Endpoint != "" {
		cfg.BaseEndpoint = aws.String(opts.Endpoint)
	}
	if opts.RetryMode != "" {
		cfg.RetryMode = opts.RetryMode
	}
	if opts.MaxAttempts != 0 {
		cfg.RetryMaxAttempts = opts.MaxAttempts
	}
	if client := httpClient(opts, cfg.HTTPClient); client != nil {
		cfg.HTTPClient = client
	}
	if cfg.Credentials == nil {
		cfg.Credentials = noCredentials{}
	}
	c.cfg, c.origin = cfg, originConfig
	return c.open(ctx, firstOf(choice{opts.Region, "Options.Region"}, choice{cfg.Region, "the configuration"}), opts.Roles)
}

// dialTimeout is for an endpoint of one's own, which is near. The SDK waits half
// a minute for a connection, and that several times.
const dialTimeout = 3 * time.Second

// httpClient is the one that the options ask for, or nil for the one at hand.
func httpClient(opts Options, given aws.HTTPClient) aws.HTTPClient {
	switch {
	case opts.HTTPClient != nil:
		return opts.HTTPClient
	case opts.Endpoint != "" && given == nil:
		return awshttp.NewBuildableClient().WithDialerOptions(func(d *net.Dialer) { d.Timeout = dialTimeout })
	}
	return nil
}

// newCore checks what can be checked of the options alone.
func newCore(opts Options, rt Runtime) (*core, error) {
	if err := checkChain(opts.Roles); err != nil {
		return nil, err
	}
	g, err := guardOf(opts)
	if err != nil {
		return nil, err
	}
	if opts.Endpoint != "" {
		u, err := url.Parse(opts.Endpoint)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return nil, optionsError("Endpoint %q is not a URL such as http://127.0.0.1:5000", opts.Endpoint)
		}
	}
	if opts.MaxAttempts < 0 {
		return nil, optionsError("MaxAttempts is %d; it counts the first attempt too, so 1 is the least", opts.MaxAttempts)
	}
	if opts.RetryMode != "" {
		if _, err := aws.ParseRetryMode(string(opts.RetryMode)); err != nil {
			return nil, optionsError("RetryMode is %q; there are standard and adaptive", opts.RetryMode)
		}
	}
	c := &core{opts: opts, runtime: rt, guard: g, mfa: &mfaPrompt{prompt: opts.MFA, rt: rt}}
	if opts.CacheDir != "" {
		if c.cache, err = openCache(opts.CacheDir); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// open assumes the roles and asks the guard.
func (c *core) open(ctx context.Context, region choice, roles []Role) (*Session, error) {
	if region.value == "" {
		return nil, &RegionError{}
	}
	if err := checkRegion(region.value, c.cfg.BaseEndpoint != nil); err != nil {
		err.(*RegionError).From = region.from
		return nil, err
	}
	// The configuration is the caller's or the SDK's; what is appended must not
	// end up in theirs.
	c.cfg.Region = region.value
	c.cfg.APIOptions = append(slices.Clone(c.cfg.APIOptions),
		awsmiddleware.AddUserAgentKey("essentials"),
		addEndpointErrors(c.cfg.BaseEndpoint != nil))
	c.setCredentials(c.cfg.Credentials)
	c.first = c.keys
	s := &Session{core: c, region: region}
	return s.enter(ctx, roles)
}

// enter returns the session at the end of a chain of roles.
func (s *Session) enter(ctx context.Context, roles []Role) (*Session, error) {
	if len(roles) > 0 {
		last := roles[len(roles)-1]
		if err := s.guard.check(call{"", "assume role " + last.ARN, last.account()}); err != nil {
			return nil, err
		}
	}
	if len(roles) > 0 {
		s = s.through(roles)
		if _, err := s.keys.Retrieve(ctx); err != nil {
			return nil, plain(ctx, "assume role", err)
		}
	}
	if s.guard.active() {
		id, err := s.Identity(ctx)
		if err != nil {
			return nil, err
		}
		if err := s.guard.check(call{"", "open session", id.Account}); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// through returns the session that assumes roles from this one, without asking
// STS yet.
func (s *Session) through(roles []Role) *Session {
	c := *s.core
	c.hops = slices.Clone(c.hops)
	chain := s.roles()
	for _, r := range roles {
		chain = append(chain, r)
		upToHere := slices.Clip(chain)
		asking := c.cfg
		if s.slot != nil {
			asking.APIOptions = append(slices.Clone(asking.APIOptions), s.slot.addTo)
		}
		h := &hop{
			api: sts.NewFromConfig(asking), source: c.cfg.Credentials, role: r,
			at: len(chain), of: len(s.hops) + len(roles), mfa: c.mfa, cache: c.cache,
			name: func(ctx context.Context) string {
				return sessionName(c.opts.SessionName, c.runtime, requestID(ctx))
			},
			key: func(ctx context.Context) (string, error) {
				source, err := c.sourceName(ctx)
				return cacheKey(source, aws.ToString(c.cfg.BaseEndpoint), c.opts.SessionName, upToHere), err
			},
		}
		c.hops = append(c.hops, h)
		c.cfg.Credentials = newRefreshing(h, earlyRefresh)
	}
	child := &Session{core: &c, region: s.region, slot: s.slot}
	child.setCredentials(c.cfg.Credentials)
	return child
}

// roles are those of the session's chain.
func (c *core) roles() []Role {
	roles := make([]Role, len(c.hops))
	for i, h := range c.hops {
		roles[i] = h.role
	}
	return roles
}

// setCredentials makes provider the one that this identity's clients sign with.
func (c *core) setCredentials(provider aws.CredentialsProvider) {
	c.keys = &keyring{inner: provider}
	c.keys.failed = func(err error) error { return c.credentialsError("cannot be had: "+brief(err), err) }
	c.cfg.Credentials = c.keys
	c.who = newIdentityOnce(c.identify)
}

// Assume returns a session that works as the last of the roles, each assumed
// with the credentials of the one before, the first with this session's. It
// keeps this session's region, guards and options. Each role costs one request
// now, and one each time that its credentials are refreshed. Errors are of the
// classes [ErrInvalidRole], [ErrAccount], [ErrAssume], [ErrMFA],
// [ErrCredentials] and [ErrEndpoint].
func (s *Session) Assume(ctx context.Context, roles ...Role) (*Session, error) {
	if s.regionErr != nil {
		return nil, s.regionErr
	}
	roles = slices.Clone(roles)
	for i, r := range roles {
		roles[i] = r.clone()
	}
	if err := checkChain(append(s.roles(), roles...)); err != nil {
		return nil, err
	}
	return s.enter(ctx, roles)
}

// In returns this session in another region, with the same credentials, so
// that no role is assumed again. It makes no request. A region that cannot exist
// is told by the first request of the new session, as a [*RegionError].
func (s *Session) In(region string) *Session {
	t := &Session{core: s.core, region: choice{region, "Session.In"}, slot: s.slot}
	if region == "" {
		t.regionErr = &RegionError{}
	} else if err := checkRegion(region, s.cfg.BaseEndpoint != nil); err != nil {
		err.(*RegionError).From = "Session.In"
		t.regionErr = err
	}
	return t
}

// Config returns the SDK configuration that the session's clients are made of,
// guards included. The caller owns the copy.
func (s *Session) Config() aws.Config {
	cfg := s.cfg.Copy()
	cfg.Region = s.region.value
	cfg.APIOptions = append(slices.Clone(cfg.APIOptions), s.addGuard)
	if s.slot != nil {
		cfg.APIOptions = append(cfg.APIOptions, s.slot.addTo)
	}
	cfg.ConfigSources = slices.Clone(cfg.ConfigSources)
	return cfg
}

// Client makes a client of the session. The types are inferred from the
// constructor, and optFns are handed to it untouched:
//
//	topics := session.Client(sess, sns.NewFromConfig)
func Client[C, O any](s *Session, newFromConfig func(aws.Config, ...func(*O)) *C, optFns ...func(*O)) *C {
	return newFromConfig(s.Config(), optFns...)
}

// Region is where the session's clients send their requests.
func (s *Session) Region() string { return s.region.value }

// Profile is the profile that was chosen, or empty when none was.
func (s *Session) Profile() string { return s.profile.value }

// Runtime is where the program runs.
func (s *Session) Runtime() Runtime { return s.runtime }

// Partition is the part of AWS that the session's region belongs to. With an
// endpoint of one's own any region is possible; it then is "aws" unless the
// region says otherwise.
func (s *Session) Partition() Partition {
	p, err := PartitionOf(s.region.value)
	if err != nil {
		return Partition{"aws", "amazonaws.com"}
	}
	return p
}

// Role names a role of an account in the session's partition:
// sess.Role("111122223333", "Audit").
func (s *Session) Role(account, name string) Role {
	return Role{ARN: "arn:" + s.Partition().ID + ":iam::" + account + ":role/" + name}
}

// Warnings are what the session found odd but not wrong when it was opened.
func (s *Session) Warnings() []Warning { return slices.Clone(s.warnings) }

// String describes the session without a secret: "profile audit, eu-west-1".
func (s Session) String() string {
	var parts []string
	if s.profile.value != "" {
		parts = append(parts, "profile "+s.profile.value)
	}
	if len(s.hops) > 0 {
		parts = append(parts, "role "+s.hops[len(s.hops)-1].role.ARN)
	}
	return strings.Join(append(parts, s.region.value), ", ")
}

// Format writes [Session.String] whatever the verb, so that no %+v or %#v shows
// what is inside.
func (s Session) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(s.String())) }
