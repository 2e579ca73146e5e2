package across

import (
	"context"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go/middleware"
)

// slots are what Concurrency counts. Work that gave its slot back to wait for a
// retry gets the next free one before anything new starts.
type slots struct {
	mu      sync.Mutex
	free    int
	waiting []chan struct{}
	stalled int           // weight of the work that gave its slot back
	freed   chan struct{} // wakes the scheduler
}

func (s *slots) take() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.free == 0 || len(s.waiting) > 0 {
		return false
	}
	s.free--
	return true
}

func (s *slots) put() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.waiting) > 0 {
		close(s.waiting[0])
		s.waiting = s.waiting[1:]
		return
	}
	s.free++
	select {
	case s.freed <- struct{}{}:
	default:
	}
}

// stall counts work that gave its slot back, by the targets that wait for it.
func (s *slots) stall(weight int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stalled += weight
}

// supply returns how many of n targets wait for no stalled work.
func (s *slots) supply(n int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return n - s.stalled
}

// wait takes a slot, however long it takes.
func (s *slots) wait(ctx context.Context) error {
	s.mu.Lock()
	if s.free > 0 {
		s.free--
		s.mu.Unlock()
		return nil
	}
	mine := make(chan struct{})
	s.waiting = append(s.waiting, mine)
	s.mu.Unlock()
	select {
	case <-mine:
		return nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	for i, c := range s.waiting {
		if c == mine {
			s.waiting = append(s.waiting[:i:i], s.waiting[i+1:]...)
			s.mu.Unlock()
			return ctx.Err()
		}
	}
	s.mu.Unlock()
	s.put() // it was given at the last moment
	return ctx.Err()
}

// slot is the right of one piece of work to run.
type slot struct {
	slots   *slots
	waiting chan struct{} // one request at a time waits for the slot; a lock that a context can give up on

	mu     sync.Mutex
	held   bool
	closed bool
	weight int // of the targets that wait for this work
}

// newSlot is for work that has just taken a slot.
func newSlot(s *slots) *slot { return &slot{slots: s, waiting: make(chan struct{}, 1), held: true} }

// addTo makes the clients of the target give the slot back after an attempt
// that is likely to be made again, and take one before the next.
func (s *slot) addTo(stack *middleware.Stack) error {
	const loop = "Retry"
	if _, ok := stack.Finalize.Get(loop); !ok {
		return nil
	}
	id := "EssentialsSlot"
	for slices.Contains(stack.Finalize.List(), id) {
		id += "+" // of a run within a run
	}
	return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc(id, func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (middleware.FinalizeOutput, middleware.Metadata, error) {
		if err := s.hold(ctx); err != nil {
			return middleware.FinalizeOutput{}, middleware.Metadata{}, err
		}
		out, metadata, err := next.HandleFinalize(ctx, in)
		if err != nil && retryLater(err) {
			s.letGo()
		}
		return out, metadata, err
	}), loop, middleware.After)
}

func retryLater(err error) bool {
	return retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary ||
		retry.IsErrorThrottles(retry.DefaultThrottles).IsErrorThrottle(err) == aws.TrueTernary
}

// hold takes the slot again if it was given back.
func (s *slot) hold(ctx context.Context) error {
	select {
	case s.waiting <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.waiting }()
	s.mu.Lock()
	needed := !s.held && !s.closed
	s.mu.Unlock()
	if !needed {
		return nil
	}
	if err := s.slots.wait(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		s.slots.put()
	} else {
		s.held = true
		s.slots.stall(-s.weight)
	}
	return nil
}

func (s *slot) letGo() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held {
		s.held = false
		s.slots.stall(s.weight)
		s.slots.put()
	}
}

// close is for the end of the work. A request that fn left running no longer
// counts.
func (s *slot) close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.letGo()
	s.slots.stall(-s.weight) // letGo has counted it, now or before
}
