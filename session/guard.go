package session

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/sigv4"
)

// keeper is a guard as a session holds it: an interface, so that programs that
// cannot have a guard do not link one.
type keeper interface {
	check(operation, account string) error
	mayCall(context.Context, *Session) error
	addSigner(*middleware.Stack, *Session) error
}

// guard decides in which accounts calls may be made.
type guard struct {
	allowed, forbidden []string
}

// name is the list that refuses what neither allows.
func (g *guard) name() string {
	if len(g.allowed) > 0 {
		return "AllowedAccounts"
	}
	return "ForbiddenAccounts"
}

// check refuses an operation in an account, or returns nil.
func (g *guard) check(operation, account string) error {
	name, list := "AllowedAccounts", g.allowed
	if slices.Contains(g.forbidden, account) {
		name, list = "ForbiddenAccounts", g.forbidden
	} else if len(list) == 0 || slices.Contains(list, account) {
		return nil
	}
	return &AccountError{Operation: operation, Account: account, Guard: name, Accounts: slices.Clone(list)}
}

// valid checks the account numbers.
func (g *guard) valid() error {
	name := "AllowedAccounts"
	for _, accounts := range [][]string{g.allowed, g.forbidden} {
		for _, a := range accounts {
			if !isAccountID(a) {
				return optionsError("%s holds %q; an account is 12 digits", name, a)
			}
		}
		name = "ForbiddenAccounts"
	}
	for _, a := range g.allowed {
		if slices.Contains(g.forbidden, a) {
			return optionsError("account %s is both in AllowedAccounts and in ForbiddenAccounts", a)
		}
	}
	return nil
}

// keyring is the provider that a session's clients sign with. It remembers the
// access keys that it gave out, so that a request signed by others is noticed,
// and puts failures into our words.
type keyring struct {
	inner aws.CredentialsProvider
	of    *core

	mu    sync.Mutex
	given []string // access key ids, the newest last
}

// keptKeys is how many access keys are remembered: a request may still be on
// its way with the last ones when they are refreshed.
const keptKeys = 8

func (k *keyring) Retrieve(ctx context.Context) (aws.Credentials, error) {
	creds, err := k.inner.Retrieve(ctx)
	switch {
	case err == nil:
		k.note(creds.AccessKeyID)
	case ctx.Err() == nil:
		err = k.of.credentialsError("cannot be had: "+brief(err), err)
	}
	return creds, err
}

func (k *keyring) note(accessKey string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !slices.Contains(k.given, accessKey) {
		k.given = append(k.given[max(0, len(k.given)+1-keptKeys):], accessKey)
	}
}

func (k *keyring) gave(accessKey string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Contains(k.given, accessKey)
}

// IsCredentialsProvider lets the SDK see through to anonymous credentials.
func (k *keyring) IsCredentialsProvider(target aws.CredentialsProvider) bool {
	return aws.IsCredentialsProvider(k.inner, target)
}

// ProviderSources keeps the SDK's own marks of the user agent.
func (k *keyring) ProviderSources() []aws.CredentialSource { return sourcesOf(k.inner) }

// addGate puts the session between its clients and the network: before a
// request is built it refuses what the guard refuses, and after it is signed it
// refuses what other credentials than the session's have signed.
func (s *Session) addGate(stack *middleware.Stack) error {
	err := stack.Initialize.Add((*gate)(s), middleware.Before)
	if err == nil && s.keeper != nil {
		err = s.keeper.addSigner(stack, s)
	}
	return err
}

// gate is a session in the stacks of its clients.
type gate Session

// ID is the session's own: another may be opened on its configuration, and then
// the guards of both hold.
func (g *gate) ID() string { return g.id }

// HandleInitialize stands before everything else.
func (g *gate) HandleInitialize(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (
	out middleware.InitializeOutput, metadata middleware.Metadata, err error,
) {
	if err = g.regionErr; err == nil && g.keeper != nil {
		err = g.keeper.mayCall(ctx, (*Session)(g))
	}
	if err != nil {
		return out, metadata, err
	}
	begun := time.Now()
	out, metadata, err = next.HandleInitialize(ctx, in)
	g.usage.of(ctx, g.knownAccount()).called(begun, metadata, err)
	if err != nil {
		err = g.expired(err)
	}
	return out, metadata, err
}

// mayCall refuses an operation in an account that is refused.
func (g *guard) mayCall(ctx context.Context, s *Session) error {
	id, err := s.identity(ctx)
	if err != nil {
		return err
	}
	return g.check(operationOf(ctx), id.Account)
}

func (g *guard) addSigner(stack *middleware.Stack, s *Session) error {
	const signing = "Signing"
	if _, ok := stack.Finalize.Get(signing); !ok {
		return nil
	}
	return stack.Finalize.Insert(&signer{s, g}, signing, middleware.After)
}

// signer stands between the signature and the network.
type signer struct {
	session *Session
	guard   *guard
}

// ID is the session's own.
func (g *signer) ID() string { return g.session.id }

// HandleFinalize refuses what the session's credentials have not signed.
func (g *signer) HandleFinalize(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (
	out middleware.FinalizeOutput, metadata middleware.Metadata, err error,
) {
	if req, ok := in.Request.(*smithyhttp.Request); ok {
		if key := signedBy(req.Request); key != "" && !g.session.keys.gave(key) {
			return out, metadata, &AccountError{
				Operation: operationOf(ctx), Guard: g.guard.name(),
				Problem: "the client signs with credentials that are not the session's, so their account is not known; " +
					"open a session for them",
			}
		}
	}
	return next.HandleFinalize(ctx, in)
}

// operationOf names the operation that is under way: "SNS Publish".
func operationOf(ctx context.Context) string {
	return awsmiddleware.GetServiceID(ctx) + " " + awsmiddleware.GetOperationName(ctx)
}

// signedBy is the access key in a request's signature. It is empty for requests
// that are not signed with one, and for S3 Express, whose short-lived keys come
// from a request that the guard has seen.
func signedBy(r *http.Request) string {
	if r.Header.Get("X-Amz-S3session-Token") != "" {
		return ""
	}
	return sigv4.AccessKeyID(r.Header)
}

// expired turns a service's refusal of credentials that have ended into an
// error that says what to run.
func (c *core) expired(err error) error {
	if own(err) != nil {
		return err
	}
	switch awserr.Code(err) {
	case "ExpiredToken", "ExpiredTokenException", "RequestExpired":
		return c.credentialsError("have expired", err)
	}
	return err
}

var _ fmt.Formatter = (*keyring)(nil)

// Format keeps the credentials inside out of formatted output.
func (k *keyring) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("session.keyring")) }
