package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// Identity is the identity of a session's credentials.
type Identity struct {
	Account string // 12 digits
	ARN     string // of the user, or of the role's session
	UserID  string // unique, even if a user or role is deleted and created again with the same name
}

// String returns the ARN.
func (i Identity) String() string { return i.ARN }

// Role returns the name of the role, without its path, if the identity is a
// role session, and "" otherwise.
func (i Identity) Role() string {
	a, err := arn.Parse(i.ARN)
	if err != nil {
		return ""
	}
	rest, ok := strings.CutPrefix(a.Resource, "assumed-role/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

// Identity returns the identity of the session's credentials. It makes one
// request to STS for a session and all its regions, and another when a provider
// that can change accounts, such as a credential_process, returns new keys. It
// makes none for a role, whose identity STS returned when it was assumed. A
// failure is not cached. Errors are of the classes [ErrCredentials],
// [ErrAssume], [ErrMFA] and [ErrEndpoint], or STS's own.
func (s *Session) Identity(ctx context.Context) (Identity, error) {
	if err := s.usable(ctx, "session.Identity"); err != nil {
		return Identity{}, err
	}
	if s.regionErr != nil {
		return Identity{}, s.regionErr
	}
	id, err := s.identity(ctx)
	if err != nil {
		return Identity{}, err
	}
	return *id, nil
}

// knownIdentity caches the answer of STS for the sessions of one identity.
type knownIdentity struct {
	lock ctxLock
	have atomic.Pointer[identityOfKey] // written under lock
	role string                        // the account that its ARN names, if the identity is a role
}

// identityOfKey is the identity that an access key belongs to.
type identityOfKey struct {
	Identity
	key string
}

// identity returns the identity of the current credentials. It asks STS if it is not
// known, for one goroutine at a time.
func (c *state) identity(ctx context.Context) (*Identity, error) {
	creds, err := c.keys.Retrieve(ctx)
	if err != nil {
		return nil, plain(ctx, "identity", err)
	}
	id, err := c.identityOf(ctx, creds)
	if err != nil {
		return nil, plain(ctx, "identity", err)
	}
	return id, nil
}

// identityOf returns the identity of credentials of the session's provider.
func (c *state) identityOf(ctx context.Context, creds aws.Credentials) (*Identity, error) {
	if id := c.identityKnown(creds.AccessKeyID); id != nil {
		return id, nil
	}
	if c.known.lock.take(ctx) != nil {
		return nil, context.Cause(ctx)
	}
	defer c.known.lock.release()
	if id := c.identityKnown(creds.AccessKeyID); id != nil {
		return id, nil
	}
	id, err := c.ask(ctx, creds)
	if err != nil {
		return nil, err
	}
	c.known.have.Store(&identityOfKey{*id, creds.AccessKeyID})
	return id, nil
}

// identityKnown returns the identity of an access key if it is known without a
// request, or nil.
func (c *state) identityKnown(accessKey string) *Identity {
	if n := len(c.assumed); n > 0 {
		// STS returned it when the role was assumed, perhaps with earlier keys.
		if g := c.assumed[n-1].last(); g != nil && g.identity.ARN != "" {
			return &g.identity
		}
	}
	have := c.known.have.Load()
	if have == nil || have.key != accessKey && !c.source.fixed() && len(c.assumed) == 0 {
		return nil
	}
	return &have.Identity
}

// fixed reports whether all credentials of a source belong to one account.
func (s source) fixed() bool {
	switch s.kind {
	case fromKeys, fromConfigKeys, fromEnvironment, fromWebIdentity, fromEnvWebIdentity, fromSSO:
		return true
	}
	return false
}

// knownAccount returns the account if it is known without a request, or "".
func (c *state) knownAccount() string {
	if id := c.known.have.Load(); id != nil {
		return id.Account
	}
	return c.known.role
}

// ask asks STS who credentials belong to.
func (c *state) ask(ctx context.Context, creds aws.Credentials) (*Identity, error) {
	cfg := c.cfg
	cfg.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return creds, nil })
	out, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, nil)
	if err != nil {
		return nil, c.expired(ctx, creds.AccessKeyID, err)
	}
	id := &Identity{aws.ToString(out.Account), aws.ToString(out.Arn), aws.ToString(out.UserId)}
	if !isAccountID(id.Account) { // a guard would not find it in its list
		return nil, errors.New("the answer of STS names no account")
	}
	return id, nil
}

// plain returns the error of this package that err wraps, or else err with the name of
// the operation.
func plain(ctx context.Context, operation string, err error) error {
	if ours := own(err); ours != nil {
		return ours
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(err, cause) {
		err = fmt.Errorf("%w: %w", cause, err)
	}
	return &printableError{"session: " + operation + ": " + printable(err.Error()), err}
}

// printableError is an error whose text is one line.
type printableError struct {
	text  string
	cause error
}

func (e *printableError) Error() string { return e.text }
func (e *printableError) Unwrap() error { return e.cause }

// accountOf returns the account in an ARN, or "".
func accountOf(s string) string {
	a, err := arn.Parse(s)
	if err != nil {
		return ""
	}
	return a.AccountID
}
