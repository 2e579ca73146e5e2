package collections

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"github.com/awsessentials/essentials/internal/pool"
)

// BatchOptions are the options of [Collection.Batch]. The zero value calls the
// action for one page after the other, without retries.
type BatchOptions struct {
	// Size is the number of items in a batch, which may span pages; only the
	// last batch may be shorter. 0 means a page at a time, as the service
	// returned it. A negative value is awserr.ErrInvalid.
	Size int
	// Concurrency is the maximum number of concurrent calls of the action. 0
	// means 1, which needs no goroutine. Less than 0 or more than 10,000 is
	// awserr.ErrInvalid.
	Concurrency int
	// Attempts is the maximum number of attempts for an item whose failures the
	// action marks with Retry. 0 means 1: no retry. A negative value is
	// awserr.ErrInvalid.
	Attempts int
	// ContinueOnError continues with the next batch after the action has
	// returned an error. Without it an error ends the work. Failures of single
	// items never do.
	ContinueOnError bool
	// Ahead is how far the work on a tracked collection may be ahead of the
	// oldest batch that is not done, in batches; see [ForEachOptions].
	Ahead int
}

// A Failure says that the service refused one item of a batch that it otherwise
// accepted.
type Failure struct {
	Index int   // of the item in the slice that the action was given
	Err   error // why; a smithy.GenericAPIError holds a code and a message
	Retry bool  // to send this item again is safe, and may help
}

// Batch calls action with batches of the items, for operations that take many
// at once, such as S3's DeleteObjects. The action returns a [Failure] for each
// item that the service refused, and an error if the call failed as a whole.
// Items whose failures are marked with Retry are passed to it again, up to
// Attempts times in all, after a pause of a quarter of a second that doubles up
// to 5 seconds (half of it random).
//
// The report accounts for every item passed to the action. The error is nil if
// and only if all items were done and the listing was read to its end; it has the
// failed items as an [*ItemsError]. Batches are started in order; with a
// Concurrency above 1 they may end in any order. No goroutine outlives the call.
func (c Collection[T]) Batch(ctx context.Context, action func(context.Context, []T) ([]Failure, error), o BatchOptions) (Report[T], error) {
	switch {
	case ctx == nil:
		return Report[T]{}, invalid("Batch", "ctx", nil, "must be a context")
	case action == nil:
		return Report[T]{}, invalid("Batch", "action", nil, "must be a function")
	case o.Size < 0:
		return Report[T]{}, invalid("Batch", "Size", o.Size, "must not be negative; 0 means a page at a time")
	case o.Attempts < 0:
		return Report[T]{}, invalid("Batch", "Attempts", o.Attempts, "must not be negative; 0 means 1, no retry")
	}
	if err := checkWork("Batch", o.Concurrency, o.Ahead); err != nil {
		return Report[T]{}, err
	}
	b := batcher[T]{results: results[T]{operation: "Batch"}, action: action, attempts: max(o.Attempts, 1)}
	work := newLedger(o.Concurrency, o.Ahead)
	seq := func(ctx context.Context) iter.Seq2[entry[numberedBatch[T]], error] {
		return enter(ctx, work, number(c.slices(ctx, work.plan(), o.Size)))
	}
	err := pool.Each(ctx, work.concurrency, seq, func(ctx context.Context, place int, e entry[numberedBatch[T]]) error {
		if err := b.do(ctx, e.value); err != nil && (!o.ContinueOnError || ctx.Err() != nil) {
			return errStopped // the report holds what it was
		}
		work.finish(place, e.upto)
		return nil
	})
	work.end()
	return b.finish(ctx, err, false)
}

// numberedBatch is a batch with the index of its first item.
type numberedBatch[T any] struct {
	first int
	items []T
}

// number drops empty batches and numbers the others.
func number[T any](batches iter.Seq2[[]T, error]) iter.Seq2[numberedBatch[T], error] {
	return func(yield func(numberedBatch[T], error) bool) {
		first := 0
		for items, err := range batches {
			if err == nil && len(items) == 0 {
				continue
			}
			if !yield(numberedBatch[T]{first, items}, err) {
				return
			}
			first += len(items)
		}
	}
}

// batcher calls the action and adds up the report.
type batcher[T any] struct {
	results[T]
	action   func(context.Context, []T) ([]Failure, error)
	attempts int
}

// do handles one batch, with its retries. It returns the error of a call that
// failed as a whole, or that of ctx if it ended a pause.
func (b *batcher[T]) do(ctx context.Context, batch numberedBatch[T]) error {
	items := batch.items
	todo := make([]FailedItem[T], len(items)) // items as failures that have not happened yet
	for i, item := range items {
		todo[i] = FailedItem[T]{Item: item, Index: batch.first + i}
	}
	for attempt := 1; len(todo) > 0; attempt++ {
		failures, err := b.action(ctx, items)
		refused, err := byIndex(failures, len(items), err)

		var failed, again []FailedItem[T]
		for i, item := range todo {
			f, ok := refused[i]
			switch {
			case !ok && err == nil:
				continue // done
			case !ok:
				f.Err = err
			}
			item.Attempts, item.Err = attempt, f.Err
			if f.Retry && err == nil && attempt < b.attempts {
				again = append(again, item)
			} else {
				failed = append(failed, item)
			}
		}
		done := len(todo) - len(failed) - len(again)
		if len(again) > 0 {
			if err = pause(ctx, attempt); err != nil {
				failed, again = append(failed, again...), nil
			}
		}
		b.add(done, failed)
		if err != nil {
			return err
		}
		todo, items = again, make([]T, len(again))
		for i, item := range again {
			items[i] = item.Item
		}
	}
	return nil
}

// byIndex returns the failures by the index of their item. A failure with an
// index out of range is an error of the whole call.
func byIndex(failures []Failure, n int, err error) (map[int]Failure, error) {
	refused := make(map[int]Failure, len(failures))
	for _, f := range failures {
		if f.Index < 0 || f.Index >= n {
			err = errors.Join(err, invalid("Batch", "Failure.Index", f.Index, fmt.Sprintf("must be an item of the batch of %d", n)))
			continue
		}
		if f.Err == nil {
			f.Err = errNoReason
		}
		refused[f.Index] = f
	}
	return refused, err
}

var errNoReason = errors.New("failed, no reason given")

// pause waits before the next attempt.
func pause(ctx context.Context, attempt int) error {
	full := min(250*time.Millisecond<<min(attempt-1, 10), 5*time.Second)
	timer := time.NewTimer(full/2 + rand.N(full/2))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
