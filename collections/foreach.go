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

// ForEachOptions sets how ForEach works. The zero value handles one item after
// the other and ends at the first error.
type ForEachOptions struct {
	// Concurrency is how many items are worked on at once. 0 means 1, which
	// needs no goroutine; a negative value is paginate.ErrInvalid.
	Concurrency int
	// ContinueOnError goes on after an item has failed and returns all failures
	// at the end, as an *ItemsError in the order of the collection.
	ContinueOnError bool
}

// ForEach calls do for each item. Items are taken in order and no further ahead
// than there are workers; with a Concurrency above 1 they are finished in any
// order.
//
// The first error ends it, unless ContinueOnError is set: the context that do
// was given is cancelled, the calls under way are awaited, and the error is
// returned as an [*ItemError]. An error of the listing itself ends it in any
// case, after the items before it have been worked on. No goroutine outlives
// the call. A panic in do is not recovered.
func (c Collection[T]) ForEach(ctx context.Context, do func(context.Context, T) error, o ForEachOptions) error {
	switch {
	case do == nil:
		return invalid("ForEach", "function", nil, "want a function")
	case o.Concurrency < 0:
		return invalid("ForEach", "Concurrency", o.Concurrency, "want 0 or more; 0 means 1")
	}
	var failed failures
	var work ledger
	seq := func(ctx context.Context) iter.Seq2[entry[T], error] { return enter(&work, c.items(ctx, work.plan())) }
	err := pool.Each(ctx, max(o.Concurrency, 1), seq, func(ctx context.Context, place int, e entry[T]) error {
		if err := do(ctx, e.value); err != nil {
			failure := &ItemError{Op: "ForEach", Index: place, Err: err}
			if !o.ContinueOnError {
				return failure
			}
			failed.add(failure)
		}
		return work.finish(place, e.state)
	})
	if closeErr := work.close(); err == nil {
		err = closeErr
	}
	return failed.join("ForEach", err)
}

// failures gathers what failed, from any goroutine.
type failures struct {
	mu    sync.Mutex
	items []*ItemError
}

func (f *failures) add(items ...*ItemError) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.items = append(f.items, items...)
}

// join returns the failures in order, with the error that ended it all.
func (f *failures) join(op string, err error) error {
	if len(f.items) == 0 {
		return err
	}
	slices.SortFunc(f.items, func(a, b *ItemError) int { return cmp.Compare(a.Index, b.Index) })
	all := &ItemsError{Op: op, Items: f.items}
	if err == nil {
		return all
	}
	return errors.Join(all, err)
}
