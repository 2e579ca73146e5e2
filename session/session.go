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
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"

	"github.com/awsessentials/essentials/internal/nils"
)

// A Session has credentials, a region, and guards that apply to all of its
// clients. [New], [FromConfig], [FromEnv], [Session.Assume] and [Session.In]
// return one; requests of the zero value fail. Sessions are safe for concurrent
// use.
type Session struct {
	*state
	region    setting
	regionErr error                           // of In, returned by the first request
	extra     []func(*middleware.Stack) error // of WithAPIOptions
}

// state is what the sessions of one identity share, whatever their region.
type state struct {
	id      string     // in the stacks of clients
	cfg     aws.Config // without region and guard, for the session's own requests
	opts    *Options
	runtime Runtime

	profile        setting
	profileRead    *profile // what the shared files say of it, or nil
	source         source   // of the first credentials
	sources        []CredentialSource
	warnings       []Warning
	anyRegion      bool    // an endpoint other than AWS's is configured
	readsFiles     bool    // opened by New
	fallbackRegion setting // if no source has one

	chain   []Role        // of all roles
	assumed []assumedRole // one for each
	guard   accountGuard  // nil: none
	keys    *signingKeys
	known   *knownIdentity
	mfa     *mfaPrompt
	usage   *usage
	first   *signingKeys // signs for the first role
	// toClients are what the options add to the stacks of clients. They are kept
	// as functions, so that programs without such options do not link them.
	toClients []func(*state, *middleware.Stack) error
}

// setting is a value and where it came from.
type setting struct{ value, from string }

// or sets a setting that has no value yet.
func (s *setting) or(value, from string) {
	if s.value == "" && value != "" {
		*s = setting{value, from}
	}
}

// orVariable sets a setting that has no value yet to the first environment
// variable that has one.
func (s *setting) orVariable(names ...string) {
	if name := firstSet(names...); name != "" {
		s.or(getenv(name), name)
	}
}

// opened counts sessions, so that each has an ID of its own.
var opened atomic.Int64

// New opens a session from the environment and the shared files. It makes one
// request to STS for each role, or one if there is a guard and no role, and
// otherwise none. Problems that can be found without a request are found first:
// errors are of the classes [awserr.ErrInvalid], [ErrProfile], [ErrNoRegion],
// [ErrUnknownRegion], [ErrInvalidRole] and [ErrCredentials], then [ErrAssume],
// [ErrMFA], [ErrEndpoint] and [ErrAccount].
func New(ctx context.Context, opts Options) (*Session, error) {
	if ctx == nil {
		return nil, invalid("session.New", "ctx", nil, "must not be nil")
	}
	c, err := newState("session.New", &opts, DetectRuntime())
	if err != nil {
		return nil, err
	}
	return c.load(ctx)
}

// load opens a session from the environment and the shared files.
func (c *state) load(ctx context.Context) (*Session, error) {
	region, err := c.read(ctx)
	if err != nil {
		return nil, err
	}
	return c.open(ctx, region)
}

// FromConfig opens a session with an existing configuration, such as a test's or
// one that another library made. Its credentials, region and other settings are
// used unchanged; roles, guards and errors are those of [New]. Profile,
// RequireProfile and LoadOptions must not be set.
func FromConfig(ctx context.Context, cfg aws.Config, opts Options) (*Session, error) {
	const operation = "session.FromConfig"
	switch {
	case ctx == nil:
		return nil, invalid(operation, "ctx", nil, "must not be nil")
	case opts.Profile != "":
		return nil, invalid(operation, "Options.Profile", opts.Profile, "has no meaning for FromConfig, which loads nothing; use New")
	case opts.RequireProfile:
		return nil, invalid(operation, "Options.RequireProfile", true, "has no meaning for FromConfig, which loads nothing; use New")
	case len(opts.LoadOptions) > 0:
		return nil, invalid(operation, "Options.LoadOptions", nil, "have no meaning for FromConfig, which loads nothing; use New")
	case cfg.Credentials != nil && nils.Is(cfg.Credentials):
		return nil, invalid(operation, "cfg.Credentials", nil, fmt.Sprintf("is a nil %T", cfg.Credentials))
	}
	c, err := newState(operation, &opts, DetectRuntime())
	if err != nil {
		return nil, err
	}
	c.source = source{kind: fromProgram}
	c.sources = []CredentialSource{{"the configuration", true, "given by the program"}}
	var region setting
	region.or(opts.Region, "Options.Region")
	region.or(cfg.Region, "the configuration")
	if opts.Endpoint != "" {
		// The first source wins, so that no other sets an endpoint for a service.
		cfg.ConfigSources = append([]any{config.LoadOptions{
			BaseEndpoint: opts.Endpoint, UseFIPSEndpoint: aws.FIPSEndpointStateDisabled, UseDualStackEndpoint: aws.DualStackEndpointStateDisabled,
		}}, cfg.ConfigSources...)
		cfg.BaseEndpoint = &opts.Endpoint
	}
	if opts.RetryMode != "" {
		cfg.RetryMode = opts.RetryMode
	}
	if opts.MaxAttempts != 0 {
		cfg.RetryMaxAttempts = opts.MaxAttempts
	}
	if client := httpClient(&opts, cfg.HTTPClient); client != nil {
		cfg.HTTPClient = client
	}
	if cfg.Credentials == nil {
		cfg.Credentials = noCredentials{}
	}
	c.anyRegion = cfg.BaseEndpoint != nil
	cfg.ServiceOptions = append([]func(string, any){s3Settings{}.apply}, cfg.ServiceOptions...)
	c.cfg = cfg
	return c.open(ctx, region)
}

// dialTimeout is for endpoints that are not AWS's and usually close. The SDK waits
// half a minute for a connection, several times.
const dialTimeout = 3 * time.Second

// httpClient returns the HTTP client of the options, or nil to use the existing
// one.
func httpClient(opts *Options, existing aws.HTTPClient) aws.HTTPClient {
	switch {
	case opts.HTTPClient != nil:
		return opts.HTTPClient
	case opts.Endpoint != "" && existing == nil:
		return awshttp.NewBuildableClient().WithDialerOptions(func(d *net.Dialer) { d.Timeout = dialTimeout })
	}
	return nil
}

// newState returns the state of a new session, after checking the options.
func newState(operation string, opts *Options, rt Runtime) (*state, error) {
	opts.clone()
	if err := checkChain(opts.Roles); err != nil {
		return nil, err
	}
	c := &state{opts: opts, runtime: rt, usage: new(usage), mfa: &mfaPrompt{prompt: opts.MFA, rt: rt}}
	g, err := newGuard(operation, opts.AllowedAccounts, opts.ForbiddenAccounts)
	if err != nil {
		return nil, err
	}
	if g != nil {
		c.guard = g
	}
	if err := opts.check(operation); err != nil {
		return nil, err
	}
	if w := opts.Writes; w != nil {
		c.toClients = append(c.toClients, func(c *state, stack *middleware.Stack) error {
			return (&writeGate{id: c.id, writes: w, account: c.knownAccount}).add(stack)
		})
	}
	if opts.SharedRate {
		g := new(governor)
		c.toClients = append(c.toClients, func(c *state, stack *middleware.Stack) error { return g.add(c, stack) })
	}
	if opts.Cache != nil {
		if opts.Cache, err = opts.Cache.open(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// check returns an error for options that have no meaning.
func (o *Options) check(operation string) error {
	if o.Writes != nil && nils.Is(o.Writes) {
		return invalid(operation, "Options.Writes", nil, fmt.Sprintf("is a nil %T", o.Writes))
	}
	if o.Cache != nil && nils.Is(o.Cache) {
		return invalid(operation, "Options.Cache", nil, fmt.Sprintf("is a nil %T", o.Cache))
	}
	if o.HTTPClient != nil && nils.Is(o.HTTPClient) {
		return invalid(operation, "Options.HTTPClient", nil, fmt.Sprintf("is a nil %T", o.HTTPClient))
	}
	if i := slices.IndexFunc(o.LoadOptions, func(fn func(*config.LoadOptions) error) bool { return fn == nil }); i >= 0 {
		return invalid(operation, "Options.LoadOptions["+strconv.Itoa(i)+"]", nil, "must not be nil")
	}
	if o.Endpoint != "" {
		if !isEndpoint(o.Endpoint) {
			return invalid(operation, "Options.Endpoint", nil, mustBeEndpoint)
		}
		if u, _ := url.Parse(o.Endpoint); u.User != nil {
			return invalid(operation, "Options.Endpoint", nil, "must have no user or password, which requests to AWS do not use")
		}
	}
	if o.MaxAttempts < 0 || o.MaxAttempts > maxAttempts {
		return invalid(operation, "Options.MaxAttempts", o.MaxAttempts, "must be 1 to 1,000, the first attempt included, or 0 for the default")
	}
	if o.RetryMode != "" {
		if _, err := aws.ParseRetryMode(string(o.RetryMode)); err != nil {
			return invalid(operation, "Options.RetryMode", string(o.RetryMode), "must be standard or adaptive")
		}
	}
	return nil
}

const maxAttempts = 1000

// open assumes the roles and asks the guard.
func (c *state) open(ctx context.Context, region setting) (*Session, error) {
	s, err := c.begin(region)
	if err != nil {
		return nil, err
	}
	return s.enter(ctx, append(c.source.roles, c.opts.Roles...))
}

// begin returns a session of what was read, without roles and guards.
func (c *state) begin(region setting) (*Session, error) {
	c.id = "EssentialsSession" + strconv.FormatInt(opened.Add(1), 10)
	if err := c.checkRegion(region); err != nil {
		return nil, err
	}
	// The configuration may be the caller's, whose slices must not change.
	c.cfg.Region = region.value
	c.cfg.APIOptions = append(slices.Clip(c.cfg.APIOptions), awsmiddleware.AddUserAgentKey("essentials"), nil)
	c.ownMiddleware(c)
	c.cfg.ConfigSources = withoutSecrets(c.cfg.ConfigSources)
	c.setCredentials(c.cfg.Credentials)
	c.first = c.keys
	return &Session{state: c, region: region}, nil
}

// enter returns the session at the end of a chain of roles.
func (s *Session) enter(ctx context.Context, roles []Role) (*Session, error) {
	if len(roles) > 0 {
		if s.guard != nil {
			last := &roles[len(roles)-1]
			if err := s.guard.check("assume role "+last.ARN, last.account()); err != nil {
				return nil, err
			}
		}
		s = s.through(roles)
		if _, err := s.keys.Retrieve(ctx); err != nil {
			return nil, plain(ctx, "assume role", err)
		}
	}
	if s.guard != nil {
		id, err := s.identity(ctx)
		if err != nil {
			return nil, err
		}
		if err := s.guard.check("open session", id.Account); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// through returns the session that assumes roles from this one. It makes no request.
func (s *Session) through(roles []Role) *Session {
	child := *s
	c := *s.state
	child.state = &c
	c.chain = append(c.chain[:len(c.chain):len(c.chain)], roles...)
	c.assumed = slices.Clip(c.assumed)
	for i := len(c.assumed); i < len(c.chain); i++ {
		api := sts.NewFromConfig(c.cfg, sts.WithAPIOptions(s.extra...))
		r := &roleProvider{api: api, sts: aws.ToString(api.Options().BaseEndpoint), source: c.cfg.Credentials, state: &c, at: i + 1}
		r.cached = newRefreshing(r, earlyRefresh)
		c.assumed = append(c.assumed, r)
		c.cfg.Credentials = r.cached
		hop := c // the next role is assumed in this one's account
		hop.known = &knownIdentity{role: c.chain[i].account()}
		c.ownMiddleware(&hop)
	}
	c.ownMiddleware(&c)
	// First, so that it runs within the other retries, next to the signature.
	c.toClients = append([]func(*state, *middleware.Stack) error{(*state).addRenewal}, c.toClients...)
	c.setCredentials(c.cfg.Credentials)
	if n := len(c.chain); n > 0 {
		c.known.role = c.chain[n-1].account()
	}
	return &child
}

// ownMiddleware makes the middleware of the given state, which is last in the
// options, that of the session's own requests and its clients.
func (c *state) ownMiddleware(of *state) {
	c.cfg.APIOptions = slices.Clone(c.cfg.APIOptions)
	c.cfg.APIOptions[len(c.cfg.APIOptions)-1] = of.addEndpointErrors
}

// setCredentials sets the provider that the clients of this identity sign with.
func (c *state) setCredentials(provider aws.CredentialsProvider) {
	c.keys = &signingKeys{inner: provider, of: c}
	c.cfg.Credentials = c.keys
	c.known = &knownIdentity{lock: newLock()}
}

// Assume returns a session with the credentials of the last of the roles, each
// assumed with the credentials of the one before, the first with this
// session's. It keeps this session's region, guards and options. Each role
// costs one request now, and one each time that its credentials are refreshed.
// Errors are of the classes [ErrInvalidRole], [ErrAccount], [ErrAssume],
// [ErrMFA], [ErrCredentials] and [ErrEndpoint].
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

// AllowAccounts returns this session with a guard: its clients and children may
// act in these accounts only, as with [Options.AllowedAccounts]. It is for
// sessions of [FromEnv]; a program that does not call it links no guard. It asks
// STS once whose the credentials are, and fails with [ErrAccount] if their account
// is not listed. Accounts that are already forbidden stay forbidden, and if the
// session already has a list of allowed accounts, only those in both are allowed.
func (s *Session) AllowAccounts(ctx context.Context, accounts ...string) (*Session, error) {
	const operation = "session.AllowAccounts"
	if err := s.usable(ctx, operation); err != nil {
		return nil, err
	}
	allowed := append([]string{}, accounts...)
	if s.opts.AllowedAccounts != nil {
		allowed = slices.DeleteFunc(allowed, func(a string) bool { return !slices.Contains(s.opts.AllowedAccounts, a) })
	}
	g, err := newGuard(operation, allowed, s.opts.ForbiddenAccounts)
	if err != nil {
		return nil, err
	}
	child, c, opts := *s, *s.state, *s.opts
	opts.AllowedAccounts = allowed
	c.opts, c.guard = &opts, g
	c.id = "EssentialsSession" + strconv.FormatInt(opened.Add(1), 10)
	child.state = &c
	return child.enter(ctx, nil)
}

// In returns this session in another region, with the same credentials, so
// that no role is assumed again. It makes no request. For a region that cannot
// exist, or of another partition, where the credentials mean nothing, each
// request of the new session returns a [*RegionError] and is not sent;
// [Session.Enter] returns it at once.
func (s *Session) In(region string) *Session {
	if s = s.opened(); s == unopened {
		return s
	}
	t := *s
	t.region = setting{region, "Session.In"}
	t.regionErr = s.checkRegion(t.region)
	if t.regionErr == nil && !s.anyRegion {
		from, err := PartitionOf(s.region.value)
		if to, _ := PartitionOf(region); err == nil && from != to {
			t.regionErr = &RegionError{Region: region, From: t.region.from,
				Reason: "is in the partition " + to.ID + ", and the session's credentials are of " + from.ID}
		}
	}
	return &t
}

// Config returns the SDK configuration of the session's clients, including
// guards. The caller may change the copy.
func (s *Session) Config() aws.Config {
	s = s.opened()
	cfg := s.cfg
	cfg.Region = s.region.value
	cfg.APIOptions = slices.Concat(cfg.APIOptions, s.middleware())
	cfg.ConfigSources = slices.Clone(cfg.ConfigSources)
	if s.guard != nil {
		cfg.Credentials = &guardedKeys{s.state}
	}
	return cfg
}

// middleware returns what a session adds to the stacks of its clients, besides what
// its own requests have.
func (s *Session) middleware() []func(*middleware.Stack) error {
	all := append([]func(*middleware.Stack) error{s.addGate}, s.extra...)
	for _, add := range s.toClients {
		all = append(all, func(stack *middleware.Stack) error { return add(s.state, stack) })
	}
	return all
}

// WithAPIOptions returns this session with further middleware in the stacks of
// all clients, after the session's own. The children of the session have it too. Nil
// functions are ignored.
func (s *Session) WithAPIOptions(fns ...func(*middleware.Stack) error) *Session {
	t := *s.opened()
	t.extra = slices.Clip(t.extra)
	for _, fn := range fns {
		if fn != nil {
			t.extra = append(t.extra, fn)
		}
	}
	return &t
}

// Client returns a client of the session. The types are inferred from the
// constructor, and optFns are passed to it:
//
//	topics := session.Client(sess, sns.NewFromConfig)
//
// Requests of a client fail if the session was not opened. Client returns nil if
// newFromConfig is nil.
func Client[C, O any](s *Session, newFromConfig func(aws.Config, ...func(*O)) *C, optFns ...func(*O)) *C {
	if newFromConfig == nil {
		return nil
	}
	return newFromConfig(s.Config(), optFns...)
}

// Account returns the account of the session, if it is known without a request:
// of a role, behind a guard, or after [Session.Identity]. It is empty otherwise.
func (s *Session) Account() string {
	if s == nil || s.state == nil {
		return ""
	}
	return s.knownAccount()
}

// Region returns the region of the session's clients.
func (s *Session) Region() string { return s.opened().region.value }

// Profile returns the chosen profile, or "" if none was chosen.
func (s *Session) Profile() string { return s.opened().profile.value }

// Runtime returns where the program runs.
func (s *Session) Runtime() Runtime { return s.opened().runtime }

// Partition returns the partition of the session's region. For a region that is
// in none, which only another endpoint than AWS's permits, it is "aws".
func (s *Session) Partition() Partition {
	p, err := PartitionOf(s.Region())
	if err != nil {
		return Partition{"aws", "amazonaws.com"}
	}
	return p
}

// Role returns the role of that name, or path and name, in an account of the
// session's partition: sess.Role("111122223333", "Audit").
func (s *Session) Role(account, name string) Role {
	return Role{ARN: "arn:" + s.Partition().ID + ":iam::" + account + ":role/" + name}
}

// RoleIn returns [Session.Role] for one name, for many accounts:
// sess.RoleIn("Audit").
func (s *Session) RoleIn(name string) func(account string) Role {
	return func(account string) Role { return s.Role(account, name) }
}

// Warnings returns what the session found questionable, but not wrong, when it
// was opened.
func (s *Session) Warnings() []Warning { return slices.Clone(s.opened().warnings) }

// String describes the session, without secrets: "profile audit, eu-west-1".
func (s *Session) String() string {
	if s = s.opened(); s == unopened {
		return "not opened"
	}
	var parts []string
	if s.profile.value != "" {
		parts = append(parts, "profile "+unquoted(s.profile.value))
	}
	if len(s.chain) > 0 {
		parts = append(parts, "role "+s.chain[len(s.chain)-1].ARN)
	}
	return strings.Join(append(parts, unquoted(s.region.value)), ", ")
}

// Format writes [Session.String] for every verb, so that %+v and %#v do not
// print secrets.
func (s Session) Format(f fmt.State, _ rune) {
	if f != nil {
		_, _ = f.Write([]byte(s.String()))
	}
}
