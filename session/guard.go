package session

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// call is what a guard knows of a request before it is sent.
type call struct {
	Service, Operation string // "SNS", "Publish"
	Account            string
}

// guard decides which calls may be made.
type guard struct {
	allowed, forbidden []string
}

func (g guard) active() bool { return len(g.allowed)+len(g.forbidden) > 0 }

// name is the list that refuses what neither allows.
func (g guard) name() string {
	if len(g.allowed) > 0 {
		return "AllowedAccounts"
	}
	return "ForbiddenAccounts"
}

// check refuses a call, or returns nil.
func (g guard) check(c call) error {
	operation := strings.TrimSpace(c.Service + " " + c.Operation)
	switch {
	case slices.Contains(g.forbidden, c.Account):
		return &AccountError{Operation: operation, Account: c.Account, Guard: "ForbiddenAccounts", Accounts: slices.Clone(g.forbidden)}
	case len(g.allowed) > 0 && !slices.Contains(g.allowed, c.Account):
		return &AccountError{Operation: operation, Account: c.Account, Guard: "AllowedAccounts", Accounts: slices.Clone(g.allowed)}
	}
	return nil
}

// keyring is the provider that a session's clients sign with. It remembers the
// access keys that it gave out, so that a request signed by others is noticed,
// and puts failures into our words.
type keyring struct {
	inner  aws.CredentialsProvider
	failed func(error) error
	given  atomic.Pointer[[]string] // access key ids, the newest first
}

// keptKeys is how many access keys are remembered: a request may still be on
// its way with the last ones when they are refreshed.
const keptKeys = 8

func (k *keyring) Retrieve(ctx context.Context) (aws.Credentials, error) {
	creds, err := k.inner.Retrieve(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return aws.Credentials{}, err
		}
		return aws.Credentials{}, k.failed(err)
	}
	for {
		old := k.given.Load()
		if old != nil && slices.Contains(*old, creds.AccessKeyID) {
			return creds, nil
		}
		keys := []string{creds.AccessKeyID}
		if old != nil {
			keys = append(keys, (*old)[:min(len(*old), keptKeys-1)]...)
		}
		if k.given.CompareAndSwap(old, &keys) {
			return creds, nil
		}
	}
}

func (k *keyring) gave(accessKey string) bool {
	keys := k.given.Load()
	return keys != nil && slices.Contains(*keys, accessKey)
}

// IsCredentialsProvider lets the SDK see through to anonymous credentials.
func (k *keyring) IsCredentialsProvider(target aws.CredentialsProvider) bool {
	return aws.IsCredentialsProvider(k.inner, target)
}

// ProviderSources keeps the SDK's own marks of the user agent.
func (k *keyring) ProviderSources() []aws.CredentialSource {
	if p, ok := k.inner.(aws.CredentialProviderSource); ok {
		return p.ProviderSources()
	}
	return nil
}

// addGuard puts the session between its clients and the network: before a
// request is built it refuses what the guard refuses, and after it is signed it
// refuses what other credentials than the session's have signed.
func (s *Session) addGuard(stack *middleware.Stack) error {
	err := stack.Initialize.Add(middleware.InitializeMiddlewareFunc(freeID(stack.Initialize, "EssentialsSession"), func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		if s.regionErr != nil {
			return middleware.InitializeOutput{}, middleware.Metadata{}, s.regionErr
		}
		if s.guard.active() {
			id, err := s.Identity(ctx)
			if err != nil {
				return middleware.InitializeOutput{}, middleware.Metadata{}, err
			}
			c := call{awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx), id.Account}
			if err := s.guard.check(c); err != nil {
				return middleware.InitializeOutput{}, middleware.Metadata{}, err
			}
		}
		out, metadata, err := next.HandleInitialize(ctx, in)
		if err != nil {
			err = s.expired(err)
		}
		return out, metadata, err
	}), middleware.Before)
	if err != nil || !s.guard.active() {
		return err
	}
	const signing = "Signing"
	if _, ok := stack.Finalize.Get(signing); !ok {
		return nil
	}
	return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc(freeID(stack.Finalize, "EssentialsSigner"), func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (middleware.FinalizeOutput, middleware.Metadata, error) {
		if req, ok := in.Request.(*smithyhttp.Request); ok {
			if key := signedBy(req.Request); key != "" && !s.keys.gave(key) {
				return middleware.FinalizeOutput{}, middleware.Metadata{}, &AccountError{
					Operation: awsmiddleware.GetServiceID(ctx) + " " + awsmiddleware.GetOperationName(ctx),
					Guard:     s.guard.name(),
					Problem: "the client signs with credentials that are not the session's, so their account is not known; " +
						"open a session for them",
				}
			}
		}
		return next.HandleFinalize(ctx, in)
	}), signing, middleware.After)
}

// freeID returns an ID that no middleware of the step has yet: a session may be
// opened on the configuration of another one, and then the guards of both hold.
func freeID[M any](step interface{ Get(string) (M, bool) }, id string) string {
	for {
		if _, taken := step.Get(id); !taken {
			return id
		}
		id += "+"
	}
}

// signedBy is the access key in a request's signature. It is empty for requests
// that are not signed with one, and for S3 Express, whose short-lived keys come
// from a request that the guard has seen.
func signedBy(r *http.Request) string {
	if r.Header.Get("X-Amz-S3session-Token") != "" {
		return ""
	}
	_, rest, ok := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	if !ok {
		return ""
	}
	key, _, _ := strings.Cut(rest, "/")
	return key
}

// addEndpointErrors ends a request at once, and with a clear error, when nobody
// listens where it was sent. The SDK would try again: it cannot know that the
// endpoint is not AWS's.
func addEndpointErrors(given bool) func(*middleware.Stack) error {
	return func(stack *middleware.Stack) error {
		return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc(freeID(stack.Deserialize, "EssentialsEndpoint"), func(
			ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
		) (middleware.DeserializeOutput, middleware.Metadata, error) {
			out, metadata, err := next.HandleDeserialize(ctx, in)
			if err != nil && ctx.Err() == nil && nobodyThere(err) {
				if req, ok := in.Request.(*smithyhttp.Request); ok && (given || isLoopback(req.URL)) {
					err = &EndpointError{URL: req.URL.Scheme + "://" + req.URL.Host, Err: err}
				}
			}
			return out, metadata, err
		}), middleware.Before)
	}
}

// nobodyThere reports whether no connection could be made.
func nobodyThere(err error) bool {
	if errors.Is(err, syscall.ECONNREFUSED) {
		return true
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return dns.IsNotFound
	}
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op == "dial"
}

func isLoopback(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// expired turns a service's refusal of credentials that have ended into an
// error that says what to run.
func (c *core) expired(err error) error {
	if own(err) != nil {
		return err
	}
	api, ok := errors.AsType[smithy.APIError](err)
	if !ok {
		return err
	}
	switch api.ErrorCode() {
	case "ExpiredToken", "ExpiredTokenException", "RequestExpired":
		return c.credentialsError("have expired", err)
	}
	return err
}

// guardOf checks the account numbers of the options.
func guardOf(o Options) (guard, error) {
	check := func(name string, accounts []string) error {
		for _, a := range accounts {
			if !isAccountID(a) {
				return optionsError("%s holds %q; an account is 12 digits", name, a)
			}
		}
		return nil
	}
	if err := cmp.Or(check("AllowedAccounts", o.AllowedAccounts), check("ForbiddenAccounts", o.ForbiddenAccounts)); err != nil {
		return guard{}, err
	}
	for _, a := range o.AllowedAccounts {
		if slices.Contains(o.ForbiddenAccounts, a) {
			return guard{}, optionsError("account %s is both in AllowedAccounts and in ForbiddenAccounts", a)
		}
	}
	return guard{o.AllowedAccounts, o.ForbiddenAccounts}, nil
}

var _ fmt.Formatter = (*keyring)(nil)

// Format keeps the credentials inside out of formatted output.
func (k *keyring) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("session.keyring")) }
