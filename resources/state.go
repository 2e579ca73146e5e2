package resources

import (
	"context"
	"fmt"
	"sync"
)

// State says how fresh the data of a resource is, and lets one caller at a time
// request it. Its zero value is ready.
type State struct {
	mu       sync.Mutex
	changes  uint32        // actions that may have changed the resource
	known    uint32        // of them, those that the data is newer than
	fetching chan struct{} // closed when the request under way has ended; or nil
}

// Changed makes the data stale.
func (s *State) Changed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes++
}

// Stale reports whether the resource may have changed since the data was read.
func (s *State) Stale() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changes != s.known
}

// Load fetches the data, unless it is there and is not stale. Of several callers
// at once only one makes the request.
func Load[D comparable](ctx context.Context, operation string, s *State, data *D, fetch func(context.Context) (D, error)) error {
	var zero D
	if err := checkContext(ctx, operation); err != nil {
		return err
	}
	for {
		s.mu.Lock()
		if *data != zero && s.changes == s.known {
			s.mu.Unlock()
			return nil
		}
		fetching := s.fetching
		if fetching == nil {
			return s.fetch(func() (func(), error) { return fetched(ctx, data, fetch) })
		}
		s.mu.Unlock()
		if err := await(ctx, operation, fetching); err != nil {
			return err
		}
	}
}

// Reload fetches the data, whether or not it is there.
func Reload[D comparable](ctx context.Context, operation string, s *State, data *D, fetch func(context.Context) (D, error)) error {
	if err := checkContext(ctx, operation); err != nil {
		return err
	}
	for {
		s.mu.Lock()
		fetching := s.fetching
		if fetching == nil {
			return s.fetch(func() (func(), error) { return fetched(ctx, data, fetch) })
		}
		s.mu.Unlock()
		if err := await(ctx, operation, fetching); err != nil {
			return err
		}
	}
}

// Keep keeps data that came with the answer to another request, such as the last
// one of a wait. If there is none, what was there before becomes stale.
func Keep[D comparable](s *State, data *D, got D) {
	var zero D
	s.mu.Lock()
	defer s.mu.Unlock()
	if got == zero {
		s.changes++
		return
	}
	*data, s.known = got, s.changes
}

func fetched[D any](ctx context.Context, data *D, fetch func(context.Context) (D, error)) (keep func(), err error) {
	got, err := fetch(ctx)
	return func() { *data = got }, err
}

// fetch makes the request. It is entered with the lock held, and gives it up
// while the request is under way.
func (s *State) fetch(request func() (keep func(), err error)) error {
	done, before := make(chan struct{}), s.changes
	s.fetching = done
	s.mu.Unlock()

	var keep func()
	err := errPanicked
	defer func() { // also if the client panics
		s.mu.Lock()
		defer s.mu.Unlock()
		if err == nil {
			keep()
			s.known = before // an action meanwhile leaves it stale
		}
		s.fetching = nil
		close(done)
	}()
	keep, err = request()
	return err
}

var errPanicked = fmt.Errorf("panicked")

func await(ctx context.Context, operation string, done <-chan struct{}) error {
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", operation, context.Cause(ctx))
	}
}
