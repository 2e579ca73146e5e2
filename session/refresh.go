package session

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// refreshing keeps credentials until they are about to expire, and lets one
// goroutine at a time ask for new ones. The SDK's own cache asks in a goroutine
// of its own that nothing can cancel and that may outlive the call.
type refreshing struct {
	inner aws.CredentialsProvider
	early time.Duration // before the end, when there is one
	now   atomic.Pointer[aws.Credentials]

	turn   chan struct{} // a lock that a context can give up on
	asked  atomic.Int64  // how often inner has answered
	failed error         // its last answer; guarded by turn
}

func newRefreshing(inner aws.CredentialsProvider, early time.Duration) *refreshing {
	return &refreshing{inner: inner, early: early, turn: make(chan struct{}, 1)}
}

func (r *refreshing) fresh() (aws.Credentials, bool) {
	c := r.now.Load()
	if c == nil || c.CanExpire && !time.Now().Add(r.early).Before(c.Expires) {
		return aws.Credentials{}, false
	}
	return *c, true
}

// Retrieve returns the credentials at hand, or asks for new ones. Those who wait
// while one asks share the answer, also a failure, unless the one gave up.
func (r *refreshing) Retrieve(ctx context.Context) (aws.Credentials, error) {
	if c, ok := r.fresh(); ok {
		return c, nil
	}
	before := r.asked.Load()
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return aws.Credentials{}, ctx.Err()
	}
	if c, ok := r.fresh(); ok {
		return c, nil
	}
	if r.failed != nil && r.asked.Load() > before {
		return r.old(r.failed)
	}
	c, err := r.inner.Retrieve(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return aws.Credentials{}, err // ours alone: the next in line asks again
		}
		r.failed = err
		r.asked.Add(1)
		return r.old(err)
	}
	r.failed = nil
	r.asked.Add(1)
	r.now.Store(&c)
	return c, nil
}

// old returns credentials that should have been refreshed, as long as they last.
func (r *refreshing) old(err error) (aws.Credentials, error) {
	if c := r.now.Load(); c != nil && time.Now().Before(c.Expires) {
		return *c, nil
	}
	return aws.Credentials{}, err
}

// IsCredentialsProvider lets the SDK see through to the provider inside.
func (r *refreshing) IsCredentialsProvider(target aws.CredentialsProvider) bool {
	return aws.IsCredentialsProvider(r.inner, target)
}

// ProviderSources keeps the SDK's own marks of the user agent.
func (r *refreshing) ProviderSources() []aws.CredentialSource {
	if p, ok := r.inner.(aws.CredentialProviderSource); ok {
		return p.ProviderSources()
	}
	return nil
}
