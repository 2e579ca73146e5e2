package collections

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"sync"

	"github.com/awsessentials/essentials/internal/pool"
)

// maxConcurrency is far above any useful value, and small enough to do no harm.
const maxConcurrency = 10_000

// ForEachOptions are the options of [Collection.ForEach]. The zero value
// handles one item after the other and stops at the first error.
type ForEachOptions struct {
	// Concurrency is the maximum number of concurrent calls. 0 means 1, which
	// needs no goroutine. Less than 0 or more than 10,000 is awserr.ErrInvalid.
	Concurrency int
	// ContinueOnError continues after an item has failed. Without it the first
	// failure ends the work.
	ContinueOnError bool
	// Ahead is how far the work on a tracked collection may be ahead of the
	// oldest item that is not done, in items. A later run repeats fewer than
	// Ahead items. 0 means 16 times Concurrency; less than Concurrency is taken
	// as Concurrency. Less than 0 or more than 1,000,000 is awserr.ErrInvalid.
	Ahead int
}

// A Report is the result of the work on the items of a collection.
type Report[T any] struct {
	Done   int             // items that succeeded
	Calls  int             // calls that were made, retries included
	Failed []FailedItem[T] // items that failed, in the order of the collection
}

// A FailedItem is an item whose work failed.
type FailedItem[T any] struct {
	Item     T
	Index    int   // its place in the collection, from 0
	Attempts int   // how often it was tried
	Err      error // of the last attempt
}

// Do calls do for each item, in order. It stops at the first error, of do or of
// the listing, and returns it. Unlike a range over All, it cannot lose the
// error of the listing. See also [Collection.ForEach].
func (c ranges[T]) Do(ctx context.Context, do func(T) error) error {
	if do == nil {
		return invalid("Do", "do", nil, "must be a function")
	}
	for item, err := range c.All(ctx) {
		if err != nil {
			return err
		}
		if err := do(item); err != nil {
			return err
		}
	}
	return nil
}

// ForEach calls do for each item, up to Concurrency at a time. Calls start in
// the order of the items; with a Concurrency above 1 they may end in any order.
// An item is not read before a call is free for it.
//
// The first error ends the work, unless ContinueOnError is set: the context
// passed to do is canceled, and ForEach waits for the running calls. An error
// of the listing always ends the work, after that on the items before it.
//
// The report has the number of items that succeeded and each that failed. The
// error is nil if and only if all succeeded and the listing was read to its end.
// It has the failure as an [*ItemError], or all with ContinueOnError as an
// [*ItemsError]. No goroutine outlives the call. A panic in do panics again in
// the caller's goroutine; a do that calls runtime.Goexit ends the work with an
// error.
func (c Collection[T]) ForEach(ctx context.Context, do func(context.Context, T) error, o ForEachOptions) (Report[T], error) {
	switch {
	case ctx == nil:
		return Report[T]{}, invalid("ForEach", "ctx", nil, "must be a context")
	case do == nil:
		return Report[T]{}, invalid("ForEach", "do", nil, "must be a function")
	}
	if err := checkWork("ForEach", o.Concurrency, o.Ahead); err != nil {
		return Report[T]{}, err
	}
	work := newLedger(o.Concurrency, o.Ahead)
	results := results[T]{operation: "ForEach"}
	seq := func(ctx context.Context) iter.Seq2[entry[T], error] {
		return enter(ctx, work, c.items(ctx, work.plan()))
	}
	err := pool.Each(ctx, work.concurrency, seq, func(ctx context.Context, place int, e entry[T]) error {
		err := do(ctx, e.value)
		if err == nil {
			results.add(1, nil)
		} else {
			results.add(0, []FailedItem[T]{{Item: e.value, Index: place, Attempts: 1, Err: err}})
			if !o.ContinueOnError {
				return errStopped // the report has it
			}
		}
		work.finish(place, e.upto)
		return nil
	})
	work.end()
	return results.finish(ctx, err, !o.ContinueOnError)
}

// checkWork checks the options that ForEach and Batch have in common.
func checkWork(function string, concurrency, ahead int) error {
	switch {
	case concurrency < 0 || concurrency > maxConcurrency:
		return invalid(function, "Concurrency", concurrency, "must be from 0, which means 1, to 10,000")
	case ahead < 0 || ahead > maxAhead:
		return invalid(function, "Ahead", ahead, "must be from 0, which means 16 times Concurrency, to 1,000,000")
	}
	return nil
}

// results collects a report. It is safe for concurrent use.
type results[T any] struct {
	operation string
	mu        sync.Mutex
	report    Report[T]
}

// add counts a call.
func (r *results[T]) add(done int, failed []FailedItem[T]) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Done += done
	r.report.Calls++
	r.report.Failed = append(r.report.Failed, failed...)
}

// finish returns the report, and an error of its failures and of what else
// ended the work. If the first failure ended the work, it alone is the error:
// the others may be its consequence.
func (r *results[T]) finish(ctx context.Context, err error, first bool) (Report[T], error) {
	stopped := errors.Is(err, errStopped)
	if stopped {
		err = nil
		if ctx.Err() != nil {
			err = cancelled(ctx)
		}
	}
	failed := r.report.Failed
	if len(failed) == 0 {
		return r.report, err
	}
	var failures error
	if first && stopped {
		failures = &ItemError{Operation: r.operation, Index: failed[0].Index, Err: failed[0].Err}
	}
	slices.SortFunc(failed, func(a, b FailedItem[T]) int { return cmp.Compare(a.Index, b.Index) })
	if failures == nil {
		all := &ItemsError{Operation: r.operation}
		for _, f := range failed {
			all.Items = append(all.Items, &ItemError{Operation: r.operation, Index: f.Index, Err: f.Err})
		}
		failures = all
	}
	if err == nil {
		return r.report, failures
	}
	return r.report, errors.Join(failures, err)
}
