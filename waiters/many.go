package waiters

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/callback"
)

// A Waitable is a [Poller] of any output type, for [WaitAll] and [WaitAny].
type Waitable interface {
	waitable() *subject
}

func (p Poller[Out]) waitable() *subject { return p.subject }

// ManyOptions are the options of [WaitAll] and [WaitAny].
type ManyOptions struct {
	// Options applies to each of the waits, which share the bounds: all of them
	// begin at once. OnAttempt is called by one wait at a time. Resume must be
	// empty, since a ticket is for one wait.
	Options

	// Concurrency is the maximum number of requests in flight; zero is 10, and
	// less than zero or more than 10,000 is invalid. It limits requests and not
	// waits: a wait between two polls does not delay the others. A poll may be
	// delayed until others have finished; that time does not count as its own.
	Concurrency int
}

// A Result is the result of one of several waits.
type Result struct {
	// Operation names what was waited for.
	Operation string
	// Output is the output as [Poller.Wait] returns it, such as a
	// *lambda.GetFunctionOutput; nil if Err is not nil, or if success is an
	// error of the service.
	Output any
	// Err is the error as [Poller.Wait] returns it.
	Err error
}

// WaitAll waits for all targets and returns their results in the order of the
// targets. A wait that fails does not end the others. The error joins those of
// the results; it is nil if all are ready, and if there are no targets. It is
// an [awserr.InvalidError], without results, if an option or a target is
// invalid; nothing was requested then.
//
// Each wait runs in a goroutine that ends before WaitAll returns. If a callback
// panics or calls runtime.Goexit, the waits are canceled, and WaitAll panics with
// its value or returns an error.
func WaitAll(ctx context.Context, opts ManyOptions, targets ...Waitable) ([]Result, error) {
	results, _, err := many(ctx, "waiters.WaitAll", &opts, targets, false)
	if results == nil {
		return nil, err
	}
	if err == nil {
		err = joinedErrors(results)
	}
	return results, err
}

// errOther is the cause with which WaitAny cancels the other waits.
var errOther = errors.New("another wait was ready first")

// WaitAny waits until one target is ready, cancels the others and returns its
// index and the results of all, in the order of the targets. If none becomes
// ready, the index is -1 and the error joins those of the results. No targets at
// all are invalid. Goroutines, callbacks and invalid arguments are as in
// [WaitAll].
func WaitAny(ctx context.Context, opts ManyOptions, targets ...Waitable) (first int, results []Result, err error) {
	if len(targets) == 0 {
		return -1, nil, awserr.Invalid("waiters.WaitAny", "targets", nil, "must not be empty: none would ever be ready")
	}
	results, first, err = many(ctx, "waiters.WaitAny", &opts, targets, true)
	if err == nil && first < 0 {
		err = joinedErrors(results)
	}
	return first, results, err
}

func joinedErrors(results []Result) error {
	errs := make([]error, len(results))
	for i, r := range results {
		errs[i] = r.Err
	}
	return errors.Join(errs...)
}

// many runs the waits and, if one is set, cancels the others as soon as one is
// ready; first is its index, or -1. The error is that of an invalid argument or
// a callback.
func many(ctx context.Context, operation string, opts *ManyOptions, targets []Waitable, one bool) (results []Result, first int, err error) {
	runs, err := opts.start(ctx, operation, targets)
	if err != nil {
		return nil, -1, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var (
		wg       sync.WaitGroup
		mu       sync.Mutex // guards first, err and panicked
		panicked *callback.Panic
	)
	results, first = make([]Result, len(runs)), -1
	for i, r := range runs {
		result := &results[i]
		result.Operation = r.subject.name
		wg.Go(func() {
			p := callback.Run(func() {
				result.Output, result.Err = r.wait(ctx, nil)
				if one && result.Err == nil {
					mu.Lock()
					defer mu.Unlock()
					if first < 0 {
						first = i
						cancel(errOther)
					}
				}
			}, func(exit error) {
				mu.Lock()
				defer mu.Unlock()
				result.Err = fmt.Errorf("%s: %s: %w", operation, r.subject.name, exit)
				err = cmp.Or(err, result.Err)
				cancel(err)
			})
			if p != nil {
				mu.Lock()
				defer mu.Unlock()
				panicked = p
				cancel(p)
			}
		})
	}
	wg.Wait()
	panicked.Continue()
	if err != nil {
		first = -1
	}
	return results, first, err
}

// start prepares one run for each target.
func (o *ManyOptions) start(ctx context.Context, operation string, targets []Waitable) ([]*run, error) {
	if err := o.check(ctx, operation); err != nil {
		return nil, err
	}
	slots := make(chan struct{}, o.Concurrency)
	runs := make([]*run, len(targets))
	for i, target := range targets {
		if isNil(target) || target.waitable() == nil {
			return nil, awserr.Invalid(operation, fmt.Sprintf("targets[%d]", i), nil, "must be made with Poll or PollWaiter")
		}
		r, err := target.waitable().startBounded(ctx, &o.Options)
		if err != nil {
			return nil, err
		}
		r.slots, runs[i] = slots, r
	}
	return runs, nil
}

// check returns an error for what is invalid, and sets the defaults.
func (o *ManyOptions) check(ctx context.Context, operation string) error {
	if err := checkContext(operation, ctx); err != nil {
		return err
	}
	if err := checkCount(operation, "ManyOptions.Concurrency", o.Concurrency); err != nil {
		return err
	}
	if o.Resume != "" {
		return awserr.Invalid(operation, "ManyOptions.Resume", string(o.Resume), "must be empty: a ticket is for one wait, which Poller.Wait resumes")
	}
	if err := o.Options.check(operation); err != nil {
		return err
	}
	if o.Concurrency == 0 {
		o.Concurrency = 10
	}
	if report := o.OnAttempt; report != nil {
		var mu sync.Mutex
		o.OnAttempt = func(s Status) {
			mu.Lock()
			defer mu.Unlock()
			report(s)
		}
	}
	return nil
}
