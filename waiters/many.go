package waiters

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// Target is a [Poller] of any output type, so that [All] and [Any] wait for
// different things at once.
type Target interface {
	target() *subject
}

func (p Poller[Out]) target() *subject { return p.subject }

// ManyOptions bounds and tunes several waits at once.
type ManyOptions struct {
	// Options holds for each of the waits, which share the bounds: all of them
	// begin at once. OnAttempt is called by one wait at a time. Resume is
	// refused, since a ticket is for one wait.
	Options

	// Concurrency is how many requests are in flight at once; zero is 10. It
	// bounds requests and not waits: a wait that rests holds nobody up.
	Concurrency int
}

// Result is how one of several waits ended.
type Result struct {
	// Operation names what was waited for.
	Operation string
	// Output is what the wait would have returned, such as a
	// *lambda.GetFunctionOutput; nil beside an error, and where the success is
	// an error of the service.
	Output any
	// Err is what the wait would have returned.
	Err error
}

// All waits for every target and returns their results in the order of the
// targets. One that fails does not end the others. The error joins those of the
// results; it is nil when all are ready.
//
// Each wait runs in a goroutine that ends before All returns.
func All(ctx context.Context, opts ManyOptions, targets ...Target) ([]Result, error) {
	results := make([]Result, len(targets))
	err := many(ctx, opts, targets, func(i int, r Result) { results[i] = r })
	if err != nil {
		return nil, err
	}
	errs := make([]error, len(results))
	for i, r := range results {
		errs[i] = r.Err
	}
	return results, errors.Join(errs...)
}

// errOther is the cause by which Any cancels the waits that are not needed.
var errOther = errors.New("another wait was ready first")

// Any waits until one target is ready, cancels the others and returns its index
// and the results of all, in the order of the targets. If none becomes ready, the
// index is -1 and the error joins those of the results.
//
// Each wait runs in a goroutine that ends before Any returns.
func Any(ctx context.Context, opts ManyOptions, targets ...Target) (first int, results []Result, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	first = -1
	results = make([]Result, len(targets))
	err = many(ctx, opts, targets, func(i int, r Result) {
		results[i] = r
		if r.Err == nil && first < 0 {
			first = i
			cancel(errOther)
		}
	})
	if err != nil {
		return -1, nil, err
	}
	if first >= 0 {
		return first, results, nil
	}
	errs := make([]error, len(results))
	for i, r := range results {
		errs[i] = r.Err
	}
	return -1, results, errors.Join(errs...)
}

// many runs the waits and calls done, one call at a time, as they end.
func many(ctx context.Context, opts ManyOptions, targets []Target, done func(int, Result)) error {
	switch {
	case len(targets) == 0:
		return errors.New("waiters: no target to wait for")
	case opts.Concurrency < 0:
		return fmt.Errorf("waiters: ManyOptions.Concurrency is %d: use zero for the default, or how many requests may be in flight", opts.Concurrency)
	case opts.Resume != "":
		return errors.New("waiters: ManyOptions.Resume is set, but a ticket is for one wait: resume it with Poller.Wait")
	}
	if opts.Concurrency == 0 {
		opts.Concurrency = 10
	}
	var mu sync.Mutex
	if report := opts.OnAttempt; report != nil {
		opts.OnAttempt = func(a Attempt) {
			mu.Lock()
			defer mu.Unlock()
			report(a)
		}
	}
	gate := make(chan struct{}, opts.Concurrency)
	var wg sync.WaitGroup
	for i, target := range targets {
		wg.Go(func() {
			var r Result
			var what *subject
			if s := target.target(); s != nil {
				through := *s
				through.source = gated{s.source, gate}
				r.Operation, what = s.name, &through
			}
			own := opts.Options
			r.Output, r.Err = what.wait(ctx, &own, nil)
			mu.Lock()
			defer mu.Unlock()
			done(i, r)
		})
	}
	wg.Wait()
	return nil
}

// gated makes each request only while it holds a place in gate.
type gated struct {
	source source
	gate   chan struct{}
}

func (g gated) ask(ctx context.Context, a *answer) {
	select {
	case g.gate <- struct{}{}:
		defer func() { <-g.gate }()
		g.source.ask(ctx, a)
	case <-ctx.Done():
		a.set(nil, ctx.Err(), open, ctx.Err())
	}
}
