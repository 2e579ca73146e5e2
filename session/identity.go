package session

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// Identity tells who the session's credentials belong to. The answer is kept,
// so that at most one request to STS is made for a session and all its regions;
// for a role there is none, since STS said it when the role was assumed. A
// failure is not kept. Errors are of the classes [ErrCredentials], [ErrAssume],
// [ErrMFA] and [ErrEndpoint], or STS's own.
func (s *Session) Identity(ctx context.Context) (Identity, error) {
	if s.regionErr != nil {
		return Identity{}, s.regionErr
	}
	return s.who.get(ctx)
}

// identityOnce asks until there is an answer, for one goroutine at a time.
type identityOnce struct {
	ask  func(context.Context) (Identity, error)
	turn chan struct{} // a lock that a context can give up on
	have *Identity     // guarded by turn
}

func newIdentityOnce(ask func(context.Context) (Identity, error)) *identityOnce {
	return &identityOnce{ask: ask, turn: make(chan struct{}, 1)}
}

func (o *identityOnce) get(ctx context.Context) (Identity, error) {
	select {
	case o.turn <- struct{}{}:
		defer func() { <-o.turn }()
	case <-ctx.Done():
		return Identity{}, fmt.Errorf("session: identity: %w", context.Cause(ctx))
	}
	if o.have != nil {
		return *o.have, nil
	}
	id, err := o.ask(ctx)
	if err != nil {
		return Identity{}, err
	}
	o.have = &id
	return id, nil
}

// identify asks STS, unless the last hop of the chain already knows.
func (c *core) identify(ctx context.Context) (Identity, error) {
	if len(c.hops) > 0 {
		if _, err := c.keys.Retrieve(ctx); err != nil {
			return Identity{}, plain(ctx, "identity", err)
		}
		if id, _ := c.hops[len(c.hops)-1].last(); id.ARN != "" {
			return id, nil
		}
	}
	out, err := sts.NewFromConfig(c.cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return Identity{}, plain(ctx, "identity", c.expired(err))
	}
	return Identity{Account: aws.ToString(out.Account), ARN: aws.ToString(out.Arn), UserID: aws.ToString(out.UserId)}, nil
}

// plain strips what the SDK's layers put around an error of ours, and names the
// operation of any other.
func plain(ctx context.Context, operation string, err error) error {
	if ours := own(err); ours != nil {
		return ours
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(err, cause) {
		return fmt.Errorf("session: %s: %w: %w", operation, cause, err)
	}
	return fmt.Errorf("session: %s: %w", operation, err)
}

// noCredentials stands in where a configuration has none.
type noCredentials struct{}

func (noCredentials) Retrieve(context.Context) (aws.Credentials, error) {
	return aws.Credentials{}, &CredentialsError{Problem: "are missing: the configuration has no provider"}
}
