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

// Identity is who a session's credentials belong to.
type Identity struct {
	Account string // 12 digits
	ARN     string // of the user, or of the role's session
	UserID  string // unique, also when a user or role is made anew under its old name
}

// String returns the ARN.
func (i Identity) String() string { return i.ARN }

// Role is the name of the role, without its path, when the identity is a role's
// session, else empty.
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

// Identity tells who the session's credentials belong to. The answer is kept,
// so that at most one request to STS is made for a session and all its regions;
// for a role there is none, since STS said it when the role was assumed. A
// failure is not kept. Errors are of the classes [ErrCredentials], [ErrAssume],
// [ErrMFA] and [ErrEndpoint], or STS's own.
func (s *Session) Identity(ctx context.Context) (Identity, error) {
	if err := s.usable(ctx, "session.Identity"); err != nil {
		return Identity{}, err
	}
	err := s.regionErr
	if err == nil {
		var id *Identity
		if id, err = s.identity(ctx); err == nil {
			return *id, nil
		}
	}
	return Identity{}, err
}

// whoami is an answer of STS, shared by the sessions of one identity.
type whoami struct {
	turn turn
	have atomic.Pointer[Identity] // written under turn
	role string                   // the account that its ARN names, if the identity is a role
}

// identity asks until there is an answer, for one goroutine at a time.
func (c *core) identity(ctx context.Context) (*Identity, error) {
	if c.who.turn.take(ctx) != nil {
		return nil, fmt.Errorf("session: identity: %w", context.Cause(ctx))
	}
	defer c.who.turn.release()
	if id := c.who.have.Load(); id != nil {
		return id, nil
	}
	id, err := c.identify(ctx)
	if err != nil {
		return nil, plain(ctx, "identity", err)
	}
	c.who.have.Store(id)
	return id, nil
}

// knownAccount returns the account if it is known without a request, or nothing.
func (c *core) knownAccount() string {
	if id := c.who.have.Load(); id != nil {
		return id.Account
	}
	return c.who.role
}

// identify asks STS, unless the last hop of the chain already knows.
func (c *core) identify(ctx context.Context) (*Identity, error) {
	if n := len(c.hops); n > 0 {
		if _, err := c.keys.Retrieve(ctx); err != nil {
			return nil, err
		}
		if g := c.hops[n-1].last(); g != nil && g.identity.ARN != "" {
			return &g.identity, nil
		}
	}
	out, err := sts.NewFromConfig(c.cfg).GetCallerIdentity(ctx, nil)
	if err != nil {
		return nil, c.expired(err)
	}
	return &Identity{aws.ToString(out.Account), aws.ToString(out.Arn), aws.ToString(out.UserId)}, nil
}

// plain strips what the SDK's layers put around an error of ours, and names the
// operation of any other.
func plain(ctx context.Context, operation string, err error) error {
	if ours := own(err); ours != nil {
		return ours
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(err, cause) {
		err = fmt.Errorf("%w: %w", cause, err)
	}
	return fmt.Errorf("session: %s: %w", operation, err)
}

// accountOf is the account in an ARN, or nothing.
func accountOf(s string) string {
	a, _ := arn.Parse(s) // of what is none, there is none
	return a.AccountID
}

// noCredentials stands in where a configuration has none.
type noCredentials struct{}

func (noCredentials) Retrieve(context.Context) (aws.Credentials, error) {
	return aws.Credentials{}, &CredentialsError{Problem: "are missing: the configuration has no provider"}
}
