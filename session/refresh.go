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

	lock   ctxLock
	asked  atomic.Int64 // how often inner has answered
	failed error        // its last answer; guarded by lock
}

func newRefreshing(inner aws.CredentialsProvider, early time.Duration) *refreshing {
	return &refreshing{inner: inner, early: early, lock: newLock()}
}

// Retrieve returns the current credentials, or asks for new ones.
func (r *refreshing) Retrieve(ctx context.Context) (aws.Credentials, error) {
	c := r.lasting(r.early)
	if c == nil {
		var err error
		if c, err = r.refresh(ctx); err != nil {
			return aws.Credentials{}, err
		}
	}
	return *c, nil
}

// lasting returns the current credentials if they last that much longer, or nil.
func (r *refreshing) lasting(while time.Duration) *aws.Credentials {
	c := r.now.Load()
	if c == nil || c.CanExpire && !time.Now().Add(while).Before(c.Expires) {
		return nil
	}
	return c
}

// refresh asks for new credentials. Callers that wait meanwhile share the result, even
// an error, unless the one that asked was cancelled. After an error the old
// credentials are used as long as they last.
func (r *refreshing) refresh(ctx context.Context) (*aws.Credentials, error) {
	before := r.asked.Load()
	if err := r.lock.take(ctx); err != nil {
		return nil, err
	}
	defer r.lock.release()
	if c := r.lasting(r.early); c != nil {
		return c, nil
	}
	if r.failed == nil || r.asked.Load() == before {
		c, err := r.inner.Retrieve(ctx)
		if err != nil && ctx.Err() != nil {
			return nil, err // of this caller alone; the next one asks again
		}
		r.failed = err
		r.asked.Add(1)
		if err == nil {
			r.now.Store(&c)
			return &c, nil
		}
	}
	if c := r.lasting(0); c != nil {
		return c, nil
	}
	return nil, r.failed
}

// drop forgets the credentials if they have the access key, which AWS has refused.
func (r *refreshing) drop(accessKey string) {
	if c := r.now.Load(); c != nil && c.AccessKeyID == accessKey {
		r.now.CompareAndSwap(c, nil)
	}
}

// IsCredentialsProvider lets the SDK see through to the provider inside.
func (r *refreshing) IsCredentialsProvider(target aws.CredentialsProvider) bool {
	return aws.IsCredentialsProvider(r.inner, target)
}

// ProviderSources keeps the SDK's own marks of the user agent.
func (r *refreshing) ProviderSources() []aws.CredentialSource { return sourcesOf(r.inner) }

func sourcesOf(p aws.CredentialsProvider) []aws.CredentialSource {
	if p, ok := p.(aws.CredentialProviderSource); ok {
		return p.ProviderSources()
	}
	return nil
}
