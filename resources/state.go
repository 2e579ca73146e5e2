package resources

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/awsessentials/essentials/internal/ended"
)

// State says how fresh the data of a resource is, and lets one caller at a time
// request it. Its zero value is ready, and small: of the many resources of a
// listing, few are loaded or changed.
type State struct {
	_ [0]func() // what has a State cannot be compared by ==, and needs no code for it
	p atomic.Pointer[freshness]
}

type freshness struct {
	mu       sync.Mutex
	changes  uint32        // actions that may have changed the resource
	known    uint32        // of them, those that the data is newer than
	fetching chan struct{} // closed when the request under way has ended; or nil
}

func (s *State) freshness() *freshness {
	if f := s.p.Load(); f != nil {
		return f
	}
	s.p.CompareAndSwap(nil, new(freshness))
	return s.p.Load()
}

// Changed makes the data stale.
func (s *State) Changed() {
	f := s.freshness()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.changes++
}

// Stale reports whether the resource may have changed since the data was read.
func (s *State) Stale() bool {
	f := s.p.Load()
	if f == nil {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.changes != f.known
}

// Load fetches the data, unless it is there and is not stale. Of several callers
// at once only one makes the request.
func Load[D comparable](ctx context.Context, operation string, s *State, data *D, fetch func(context.Context) (D, error)) error {
	var zero D
	if err := checkContext(ctx, operation); err != nil {
		return err
	}
	f := s.freshness()
	for {
		f.mu.Lock()
		if *data != zero && f.changes == f.known {
			f.mu.Unlock()
			return nil
		}
		fetching := f.fetching
		if fetching == nil {
			return f.fetch(func() (func(), error) { return fetched(ctx, data, fetch) })
		}
		f.mu.Unlock()
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
	f := s.freshness()
	for {
		f.mu.Lock()
		fetching := f.fetching
		if fetching == nil {
			return f.fetch(func() (func(), error) { return fetched(ctx, data, fetch) })
		}
		f.mu.Unlock()
		if err := await(ctx, operation, fetching); err != nil {
			return err
		}
	}
}

// Keep keeps data that came with the answer to another request, such as the last
// one of a wait. If there is none, what was there before becomes stale.
func Keep[D comparable](s *State, data *D, got D) {
	var zero D
	f := s.freshness()
	f.mu.Lock()
	defer f.mu.Unlock()
	if got == zero {
		f.changes++
		return
	}
	*data, f.known = got, f.changes
}

func fetched[D any](ctx context.Context, data *D, fetch func(context.Context) (D, error)) (keep func(), err error) {
	got, err := fetch(ctx)
	return func() { *data = got }, err
}

// fetch makes the request. It is entered with the lock held, and gives it up
// while the request is under way.
func (f *freshness) fetch(request func() (keep func(), err error)) error {
	done, before := make(chan struct{}), f.changes
	f.fetching = done
	f.mu.Unlock()

	var keep func()
	err := errPanicked
	defer func() { // also if the client panics
		f.mu.Lock()
		defer f.mu.Unlock()
		if err == nil {
			keep()
			f.known = before // an action meanwhile leaves it stale
		}
		f.fetching = nil
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
		return fmt.Errorf("%s: %w", operation, ended.Err(ctx))
	}
}
