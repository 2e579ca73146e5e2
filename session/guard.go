package session

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsessentials/essentials/internal/sigv4"
)

// accountGuard is a guard as a session holds it: an interface, so that programs
// that cannot have a guard do not link one.
type accountGuard interface {
	check(operation, account string) error
	mayCall(context.Context, *Session) error
	mayUse(context.Context, *state, aws.Credentials) error
	addSigner(*middleware.Stack, *Session) error
}

// newGuard returns nil if there are no lists.
func newGuard(operation string, allowed, forbidden []string) (*guard, error) {
	if allowed == nil && len(forbidden) == 0 {
		return nil, nil
	}
	g := &guard{allowed: allowed, forbidden: forbidden, verified: map[string]bool{}}
	return g, g.valid(operation)
}

// guard decides in which accounts calls may be made.
type guard struct {
	allowed, forbidden []string

	mu       sync.Mutex
	verified map[string]bool // access keys that may sign
}

// name returns the list to name when the account is not known.
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
func (g *guard) valid(operation string) error {
	name := "AllowedAccounts"
	for _, accounts := range [][]string{g.allowed, g.forbidden} {
		for _, a := range accounts {
			if !isAccountID(a) {
				return invalid(operation, name, a, "an account is 12 digits")
			}
		}
		name = "ForbiddenAccounts"
	}
	if g.allowed != nil && len(g.allowed) == 0 {
		return invalid(operation, "AllowedAccounts", nil, "is empty, so that no account is allowed; nil allows all")
	}
	for _, a := range g.allowed {
		if slices.Contains(g.forbidden, a) {
			return invalid(operation, "AllowedAccounts", a, "is in ForbiddenAccounts too")
		}
	}
	return nil
}

// maxVerified bounds the access keys that a guard remembers. It is large, since a
// provider may return new ones for each request in flight.
const maxVerified = 1 << 16

// mayUse returns an error if credentials belong to an account that the guard
// refuses. It asks STS once for each access key, or once in all if the account of
// the source cannot change.
func (g *guard) mayUse(ctx context.Context, c *state, creds aws.Credentials) error {
	if g.isVerified(creds.AccessKeyID) {
		return nil
	}
	if creds.AccountID != "" { // a claim: enough to refuse, not to allow
		if err := g.check(operationOf(ctx), creds.AccountID); err != nil {
			return err
		}
	}
	id, err := c.identityOf(ctx, creds)
	if err != nil {
		return plain(ctx, "identity", err)
	}
	if err := g.check(operationOf(ctx), id.Account); err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.verified) >= maxVerified {
		clear(g.verified)
	}
	g.verified[creds.AccessKeyID] = true
	return nil
}

func (g *guard) isVerified(accessKey string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.verified[accessKey]
}

// guardedKeys is the provider of the clients of a session with a guard.
type guardedKeys struct{ of *state }

// Retrieve returns credentials that the guard lets sign.
func (k *guardedKeys) Retrieve(ctx context.Context) (aws.Credentials, error) {
	creds, err := k.of.keys.Retrieve(ctx)
	if err == nil {
		err = k.of.guard.mayUse(ctx, k.of, creds)
	}
	if err != nil {
		return aws.Credentials{}, err
	}
	return creds, nil
}

// IsCredentialsProvider lets the SDK see through to anonymous credentials.
func (k *guardedKeys) IsCredentialsProvider(target aws.CredentialsProvider) bool {
	return aws.IsCredentialsProvider(k.of.keys, target)
}

// ProviderSources keeps the SDK's own marks of the user agent.
func (k *guardedKeys) ProviderSources() []aws.CredentialSource { return k.of.keys.ProviderSources() }

// Format keeps the credentials inside out of formatted output.
func (k *guardedKeys) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("session credentials")) }

// signingKeys is the provider that a session's clients sign with. It turns
// failures into errors of this package.
type signingKeys struct {
	inner aws.CredentialsProvider
	of    *state
}

// Retrieve returns the credentials.
func (k *signingKeys) Retrieve(ctx context.Context) (aws.Credentials, error) {
	creds, err := k.inner.Retrieve(ctx)
	if err != nil && ctx.Err() == nil {
		err = k.of.unavailable(err)
	}
	return creds, err
}

// IsCredentialsProvider lets the SDK see through to anonymous credentials.
func (k *signingKeys) IsCredentialsProvider(target aws.CredentialsProvider) bool {
	return aws.IsCredentialsProvider(k.inner, target)
}

// ProviderSources keeps the SDK's own marks of the user agent.
func (k *signingKeys) ProviderSources() []aws.CredentialSource { return sourcesOf(k.inner) }

// addGate adds the session's checks to a client's stack: calls that the guard
// refuses fail before the request is built, and requests signed with other
// credentials than the session's fail before they are sent.
func (s *Session) addGate(stack *middleware.Stack) error {
	err := stack.Initialize.Add((*gate)(s), middleware.Before)
	if err == nil && s.guard != nil {
		err = s.guard.addSigner(stack, s)
	}
	return err
}

// gate is a session as middleware of its clients.
type gate Session

// ID is unique to the session. Another may be opened on its configuration, and
// then both guards apply.
func (g *gate) ID() string { return g.id }

// HandleInitialize runs before everything else.
func (g *gate) HandleInitialize(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (
	out middleware.InitializeOutput, metadata middleware.Metadata, err error,
) {
	if err = g.regionErr; err == nil && g.guard != nil {
		err = g.guard.mayCall(ctx, (*Session)(g))
	}
	if err != nil {
		return out, metadata, err
	}
	ctx = middleware.WithStackValue(ctx, passedGate{g.id}, true)
	begun := time.Now()
	out, metadata, err = next.HandleInitialize(ctx, in)
	g.usage.of(ctx, g.knownAccount()).called(begun, metadata, err)
	if err != nil {
		err = otherRegion(ctx, in.Parameters, g.expired(ctx, "", err))
	}
	return out, metadata, err
}

// passedGate marks the context of a call that the gate has let through.
type passedGate struct{ id string }

// mayCall returns an error if the guard refuses the session's account. What is
// known of it is enough here: new credentials are checked before they sign.
func (g *guard) mayCall(ctx context.Context, s *Session) error {
	account := s.knownAccount()
	if account == "" || s.known.have.Load() == nil {
		id, err := s.identity(ctx)
		if err != nil {
			return err
		}
		account = id.Account
	}
	return g.check(operationOf(ctx), account)
}

// addSigner adds a check of the signature after it is made and another just before
// the request is sent, since a client's options may sign it again.
func (g *guard) addSigner(stack *middleware.Stack, s *Session) error {
	const signing = "Signing"
	if err := stack.Deserialize.Add((*lastSigner)(&signer{s, g}), middleware.After); err != nil {
		return err
	}
	if _, ok := stack.Finalize.Get(signing); !ok {
		return nil
	}
	return stack.Finalize.Insert(&signer{s, g}, signing, middleware.After)
}

// lastSigner is the check just before a request is sent.
type lastSigner signer

// ID is unique to the session.
func (g *lastSigner) ID() string { return g.session.id + "Signature" }

// HandleDeserialize fails if the request is not signed with the session's credentials.
func (g *lastSigner) HandleDeserialize(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (
	out middleware.DeserializeOutput, metadata middleware.Metadata, err error,
) {
	if err := (*signer)(g).check(ctx, in.Request); err != nil {
		return out, metadata, err
	}
	return next.HandleDeserialize(ctx, in)
}

// signer checks requests after they are signed.
type signer struct {
	session *Session
	guard   *guard
}

// ID is unique to the session.
func (g *signer) ID() string { return g.session.id }

// HandleFinalize fails if the request is not signed with the session's credentials,
// or if the gate was removed by a client's options and would have refused it.
func (g *signer) HandleFinalize(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (
	out middleware.FinalizeOutput, metadata middleware.Metadata, err error,
) {
	if err := g.check(ctx, in.Request); err != nil {
		return out, metadata, err
	}
	return next.HandleFinalize(ctx, in)
}

func (g *signer) check(ctx context.Context, request any) error {
	if passed, _ := middleware.GetStackValue(ctx, passedGate{g.session.id}).(bool); !passed {
		if err := g.session.regionErr; err != nil {
			return err
		}
		if err := g.guard.mayCall(ctx, g.session); err != nil {
			return err
		}
	}
	req, ok := request.(*smithyhttp.Request)
	if !ok {
		return nil
	}
	if key := signedBy(ctx, req.Request); key != "" && !g.guard.isVerified(key) {
		return &AccountError{
			Operation: operationOf(ctx), Guard: g.guard.name(),
			Reason: "the client signs with credentials that are not the session's, so their account is not known; " +
				"open a session for them",
		}
	}
	return nil
}

// operationOf returns the name of the current operation, such as "SNS Publish".
func operationOf(ctx context.Context) string {
	if name := awsmiddleware.GetOperationName(ctx); name != "" {
		return awsmiddleware.GetServiceID(ctx) + " " + name
	}
	return "request"
}

// signedBy returns the access key in a request's signature. It is empty for
// requests that are not signed with one, and for those to a directory bucket of S3
// Express, whose short-lived keys come from a request that the guard has checked.
func signedBy(ctx context.Context, r *http.Request) string {
	if awsmiddleware.GetServiceID(ctx) == "S3" && r.Header.Get("X-Amz-S3session-Token") != "" && toDirectoryBucket(r.URL) {
		return ""
	}
	return sigv4.AccessKeyID(r)
}

// toDirectoryBucket reports whether a URL is that of a directory bucket. On servers
// other than AWS's, the bucket may be in the path.
func toDirectoryBucket(u *url.URL) bool {
	if isAWSHost(u.String()) {
		return strings.Contains(u.Host, "--x-s3.s3express-")
	}
	bucket, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	return strings.Contains(u.Host, "--x-s3.") || net.ParseIP(u.Hostname()) != nil && strings.HasSuffix(bucket, "--x-s3")
}

// expired turns a service's refusal of expired credentials into an error that says
// what to run. Credentials of a role are dropped, so that the next request assumes it
// again. An empty access key means the session's own.
func (c *state) expired(ctx context.Context, accessKey string, err error) error {
	if !isExpired(err) {
		return err
	}
	if n := len(c.assumed); n > 0 {
		if g := c.assumed[n-1].last(); accessKey == "" && g != nil {
			accessKey = g.creds.AccessKeyID
		}
		c.assumed[n-1].drop(ctx, accessKey)
	}
	return c.expiredCredentials(err)
}

var _ fmt.Formatter = (*signingKeys)(nil)

// Format keeps the credentials inside out of formatted output.
func (k *signingKeys) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("session credentials")) }
