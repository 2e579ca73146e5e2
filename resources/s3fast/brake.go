package s3fast

import (
	"context"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/ended"
)

// brake slows all requests down together.
type brake struct {
	mu    sync.Mutex
	until time.Time // no request begins before
	delay time.Duration
}

const (
	firstDelay = 200 * time.Millisecond
	maxDelay   = 20 * time.Second
)

// pull makes all wait: for longer than the last time, and once for all requests
// that were on their way.
func (b *brake) pull() {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if now.Before(b.until) {
		return
	}
	b.delay = min(max(2*b.delay, firstDelay), maxDelay)
	b.until = now.Add(b.delay)
}

// release is for a request that was answered: the next wait is shorter.
func (b *brake) release() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.delay > 0 && time.Now().After(b.until) {
		b.delay /= 2
	}
}

// wait waits until requests may begin.
func (b *brake) wait(ctx context.Context) error {
	for {
		b.mu.Lock()
		left := time.Until(b.until)
		b.mu.Unlock()
		if left <= 0 {
			return ended.Err(ctx)
		}
		select {
		case <-time.After(left):
		case <-ctx.Done():
			return ended.Err(ctx)
		}
	}
}

// option lets a request that the SDK retries pull the brake too.
func (b *brake) option(o *s3.Options) {
	if r, ok := o.Retryer.(aws.RetryerV2); ok {
		o.Retryer = braking{r, b}
	}
}

// braking is the SDK's retryer with a brake.
type braking struct {
	aws.RetryerV2
	brake *brake
}

// RetryDelay is asked before each retry.
func (r braking) RetryDelay(attempt int, err error) (time.Duration, error) {
	if awserr.IsThrottled(err) {
		r.brake.pull()
	}
	return r.RetryerV2.RetryDelay(attempt, err)
}
