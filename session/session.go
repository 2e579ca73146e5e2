package session

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"
)

// A Session is a place to work from: credentials, a region and the guards that
// hold for all of its clients. Get one from [New], [FromConfig],
// [Session.Assume] or [Session.In]; the zero value is not usable. Sessions are
// safe for concurrent use.
type Session struct {
	*core
	region    choice
	regionErr error                           // of In, returned by the first request
	extra     []func(*middleware.Stack) error // of WithAPIOptions
}

// core is what the sessions of one identity share, whatever their region.
type core struct {
	*loaded
	id      string     // in the stacks of clients
	cfg     aws.Config // without region and guard, for the session's own requests
	opts    *Options
	runtime Runtime
	chain   []Role  // of all roles
	hops    []taken // one for each
	keeper  keeper  // nil: no guard
	keys    *keyring
	who     *whoami
	mfa     *mfaPrompt
	usage   *usage
	// toClients are what the options add to the stacks of clients. They are kept
	// as functions, so that programs without such options do not link them.
	toClients []func(*core, *middleware.Stack) error
	first     *keyring // signs for the first role
}

// opened counts, so that every session has an ID of its own.
var opened atomic.Int64

// New opens a session from the environment and the shared files. It makes no
// request, but one to STS for each role, and one when there is a guard and no
// role. Problems that can be found without a request are found first: errors
// are of the classes [ErrOptions], [ErrProfile], [ErrNoRegion],
// [ErrUnknownRegion], [ErrInvalidRole] and [ErrCredentials], then [ErrAssume],
// [ErrMFA], [ErrEndpoint] and [ErrAccount].
func New(ctx context.Context, opts Options) (*Session, error) {
	if ctx == nil {
		return nil, invalid("session.New", "ctx", nil, "must not be nil")
	}
	c, err := newCore(&opts, DetectRuntime())
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
	return c.open(ctx, l)
}

// FromConfig opens a session on a configuration that the caller already has: a
// test's, or one that another library made. Its credentials, region and all else
// are taken as they are; roles, guards and errors are those of [New]. Profile,
// RequireProfile and LoadOptions say where a configuration is to come from, so
// here they are errors of the class [ErrOptions].
func FromConfig(ctx context.Context, cfg aws.Config, opts Options) (*Session, error) {
	if ctx == nil {
		return nil, invalid("session.FromConfig", "ctx", nil, "must not be nil")
	}
	meaningless := ""
	switch {
	case opts.Profile != "":
		meaningless = "Profile"
	case opts.RequireProfile:
		meaningless = "RequireProfile"
	case len(opts.LoadOptions) > 0:
		meaningless = "LoadOptions"
	}
	if meaningless != "" {
		return nil, optionsError("%s has no meaning for FromConfig, which loads nothing; use New", meaningless)
	}
	c, err := newCore(&opts, DetectRuntime())
	if err != nil {
		return nil, err
	}
	l := &loaded{origin: originConfig}
	l.config = cfg
	l.region.or(opts.Region, "Options.Region")
	l.region.or(cfg.Region, "the configuration")
	into := &l.config
	if opts.Endpoint != "" {
		into.BaseEndpoint = aws.String(opts.Endpoint)
	}
	if opts.RetryMode != "" {
		into.RetryMode = opts.RetryMode
	}
	if opts.MaxAttempts != 0 {
		into.RetryMaxAttempts = opts.MaxAttempts
	}
	if client := httpClient(&opts, cfg.HTTPClient); client != nil {
		into.HTTPClient = client
	}
	if cfg.Credentials == nil {
		into.Credentials = noCredentials{}
	}
	return c.open(ctx, l)
}

// dialTimeout is for an endpoint of one's own, which is near. The SDK waits half
// a minute for a connection, and that several times.
const dialTimeout = 3 * time.Second

// httpClient is the one that the options ask for, or nil for the one at hand.
func httpClient(opts *Options, given aws.HTTPClient) aws.HTTPClient {
	switch {
	case opts.HTTPClient != nil:
		return opts.HTTPClient
	case opts.Endpoint != "" && given == nil:
		return awshttp.NewBuildableClient().WithDialerOptions(func(d *net.Dialer) { d.Timeout = dialTimeout })
	}
	return nil
}

// newCore checks what can be checked of the options alone.
func newCore(opts *Options, rt Runtime) (*core, error) {
	opts.clone()
	if err := checkChain(opts.Roles); err != nil {
		return nil, err
	}
	c := &core{opts: opts, runtime: rt, usage: new(usage), mfa: &mfaPrompt{prompt: opts.MFA, rt: rt}}
	if len(opts.AllowedAccounts)+len(opts.ForbiddenAccounts) > 0 {
		g := &guard{opts.AllowedAccounts, opts.ForbiddenAccounts}
		if err := g.valid(); err != nil {
			return nil, err
		}
		c.keeper = g
	}
	if w := opts.Writes; w != nil {
		if isNilWrites(w) {
			return nil, optionsError("Writes is a nil %T", w)
		}
		c.toClients = append(c.toClients, func(c *core, stack *middleware.Stack) error {
			return (&writeGate{id: c.id, writes: w, account: c.knownAccount}).add(stack)
		})
	}
	if opts.SharedRate {
		g := new(governor)
		c.toClients = append(c.toClients, func(c *core, stack *middleware.Stack) error { return g.add(c, stack) })
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
	if opts.Cache != nil {
		if err := opts.Cache.open(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// open assumes the roles and asks the guard.
func (c *core) open(ctx context.Context, l *loaded) (*Session, error) {
	s, err := c.begin(l)
	if err != nil {
		return nil, err
	}
	return s.enter(ctx, append(l.roles, c.opts.Roles...))
}

// begin opens a session on what was loaded. Roles and guards come later.
func (c *core) begin(l *loaded) (*Session, error) {
	c.loaded, c.cfg = l, l.config
	c.id = "EssentialsSession" + strconv.FormatInt(opened.Add(1), 10)
	if err := c.checkRegion(l.region); err != nil {
		return nil, err
	}
	// The configuration is the caller's or the SDK's; what is appended must not
	// end up in theirs.
	c.cfg.Region = l.region.value
	c.cfg.APIOptions = append(slices.Clip(c.cfg.APIOptions), awsmiddleware.AddUserAgentKey("essentials"), c.addEndpointErrors)
	c.setCredentials(c.cfg.Credentials)
	c.first = c.keys
	return &Session{core: c, region: l.region}, nil
}

// enter returns the session at the end of a chain of roles.
func (s *Session) enter(ctx context.Context, roles []Role) (*Session, error) {
	if len(roles) > 0 {
		if s.keeper != nil {
			last := &roles[len(roles)-1]
			if err := s.keeper.check("assume role "+last.ARN, last.account()); err != nil {
				return nil, err
			}
		}
		s = s.through(roles)
		if _, err := s.keys.Retrieve(ctx); err != nil {
			return nil, plain(ctx, "assume role", err)
		}
	}
	if s.keeper != nil {
		id, err := s.identity(ctx)
		if err != nil {
			return nil, err
		}
		if err := s.keeper.check("open session", id.Account); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// through returns the session that assumes roles from this one, without asking
// STS yet.
func (s *Session) through(roles []Role) *Session {
	child := *s
	c := *s.core
	child.core = &c
	c.chain = append(c.chain[:len(c.chain):len(c.chain)], roles...)
	c.hops = slices.Clip(c.hops)
	for i := len(c.hops); i < len(c.chain); i++ {
		h := &hop{api: sts.NewFromConfig(c.cfg, sts.WithAPIOptions(s.extra...)), source: c.cfg.Credentials, core: &c, at: i + 1}
		c.hops = append(c.hops, h)
		c.cfg.Credentials = newRefreshing(h, earlyRefresh)
	}
	c.setCredentials(c.cfg.Credentials)
	if n := len(c.chain); n > 0 {
		c.who.role = c.chain[n-1].account()
	}
	return &child
}

// setCredentials makes provider the one that this identity's clients sign with.
func (c *core) setCredentials(provider aws.CredentialsProvider) {
	c.keys = &keyring{inner: provider, of: c}
	c.cfg.Credentials = c.keys
	c.who = &whoami{turn: newTurn()}
}

// Assume returns a session that works as the last of the roles, each assumed
// with the credentials of the one before, the first with this session's. It
// keeps this session's region, guards and options. Each role costs one request
// now, and one each time that its credentials are refreshed. Errors are of the
// classes [ErrInvalidRole], [ErrAccount], [ErrAssume], [ErrMFA],
// [ErrCredentials] and [ErrEndpoint].
func (s *Session) Assume(ctx context.Context, roles ...Role) (*Session, error) {
	if err := s.usable(ctx, "session.Assume"); err != nil {
		return nil, err
	}
	if s.regionErr != nil {
		return nil, s.regionErr
	}
	roles = cloneRoles(roles)
	if err := checkChain(append(s.chain[:len(s.chain):len(s.chain)], roles...)); err != nil {
		return nil, err
	}
	return s.enter(ctx, roles)
}

// In returns this session in another region, with the same credentials, so
// that no role is assumed again. It makes no request. For a region that cannot
// exist, or of another partition, where the credentials mean nothing, each
// request of the new session returns a [*RegionError] and is not sent;
// [Session.Enter] returns it at once.
func (s *Session) In(region string) *Session {
	s = s.opened()
	t := *s
	t.region = choice{region, "Session.In"}
	if s == unopened {
		return s
	}
	t.regionErr = s.checkRegion(t.region)
	if t.regionErr == nil && s.cfg.BaseEndpoint == nil {
		from, err := PartitionOf(s.region.value)
		if to, _ := PartitionOf(region); err == nil && from != to {
			t.regionErr = &RegionError{Region: region, From: t.region.from,
				Reason: "is in the partition " + to.ID + ", and the session's credentials are of " + from.ID}
		}
	}
	return &t
}

// Config returns the SDK configuration that the session's clients are made of,
// guards included. The caller owns the copy.
func (s *Session) Config() aws.Config {
	s = s.opened()
	cfg := s.cfg
	cfg.Region = s.region.value
	cfg.APIOptions = slices.Concat(cfg.APIOptions, []func(*middleware.Stack) error{s.addGate}, s.extra)
	for _, add := range s.toClients {
		cfg.APIOptions = append(cfg.APIOptions, func(stack *middleware.Stack) error { return add(s.core, stack) })
	}
	cfg.ConfigSources = slices.Clone(cfg.ConfigSources)
	return cfg
}

// WithAPIOptions returns this session with further middleware in the stacks of
// all clients, after the session's own. The children of the session have it too.
func (s *Session) WithAPIOptions(fns ...func(*middleware.Stack) error) *Session {
	t := *s.opened()
	t.extra = append(slices.Clip(t.extra), fns...)
	return &t
}

// Client makes a client of the session. The types are inferred from the
// constructor, and optFns are handed to it untouched:
//
//	topics := session.Client(sess, sns.NewFromConfig)
//
// A client of a session that was not opened sends nothing; without a constructor
// there is none, and Client returns nil.
func Client[C, O any](s *Session, newFromConfig func(aws.Config, ...func(*O)) *C, optFns ...func(*O)) *C {
	if newFromConfig == nil {
		return nil
	}
	return newFromConfig(s.Config(), optFns...)
}

// Region is where the session's clients send their requests.
func (s *Session) Region() string { return s.opened().region.value }

// Profile is the profile that was chosen, or empty when none was.
func (s *Session) Profile() string { return s.opened().profile.value }

// Runtime is where the program runs.
func (s *Session) Runtime() Runtime { return s.opened().runtime }

// Partition is the part of AWS that the session's region belongs to. With an
// endpoint of one's own any region is possible; it then is "aws" unless the
// region says otherwise.
func (s *Session) Partition() Partition {
	p, err := PartitionOf(s.Region())
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

// RoleIn returns the role of that name, or path and name, in any account of the
// session's partition, for many accounts at a time: sess.RoleIn("Audit").
func (s *Session) RoleIn(name string) func(account string) Role {
	return func(account string) Role { return s.Role(account, name) }
}

// Warnings are what the session found odd but not wrong when it was opened.
func (s *Session) Warnings() []Warning { return slices.Clone(s.opened().warnings) }

// String describes the session without a secret: "profile audit, eu-west-1".
func (s *Session) String() string {
	if s = s.opened(); s == unopened {
		return "not opened"
	}
	var parts []string
	if s.profile.value != "" {
		parts = append(parts, "profile "+s.profile.value)
	}
	if len(s.chain) > 0 {
		parts = append(parts, "role "+s.chain[len(s.chain)-1].ARN)
	}
	return strings.Join(append(parts, s.region.value), ", ")
}

// Format writes [Session.String] whatever the verb, so that no %+v or %#v shows
// what is inside.
func (s Session) Format(f fmt.State, _ rune) {
	if f != nil {
		_, _ = f.Write([]byte(s.String()))
	}
}
