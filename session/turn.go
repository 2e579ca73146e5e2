package session

import "context"

// turn is a lock that a context can give up on. It is made by newTurn.
type turn chan struct{}

func newTurn() turn { return make(turn, 1) }

// take locks, or returns the context's error.
func (t turn) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t turn) release() { <-t }
