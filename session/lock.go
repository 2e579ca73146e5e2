package session

import "context"

// ctxLock is a lock that a context can give up on. It is made by newLock.
type ctxLock chan struct{}

func newLock() ctxLock { return make(ctxLock, 1) }

// take locks, or returns the context's error.
func (l ctxLock) take(ctx context.Context) error {
	select {
	case l <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l ctxLock) release() { <-l }
