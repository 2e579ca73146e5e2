package collections

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/awsessentials/essentials/internal/callback"
)

// maxPagesAhead bounds the memory of a Merge.
const maxPagesAhead = 1000

// MergeOptions sets how [Merge] walks its collections. The zero value is a
// sensible default.
type MergeOptions struct {
	// Concurrency is how many collections are walked at a time. 0 means 16.
	// Below 0 and above 10,000 it is awserr.ErrInvalid.
	Concurrency int
	// Ahead is how many pages each of them may have fetched that were not asked
	// for yet, which bounds the memory. 0 means 1. Below 0 and above 1,000 it is
	// awserr.ErrInvalid.
	Ahead int
	// Ordered gives the items in the order of Concat: all of the first
	// collection, then all of the second. Raise Ahead with it, since those whose
	// turn has not come wait once they are that far. Without it pages are given
	// as they arrive; only the items of each collection keep their order.
	Ordered bool
}

// Merge walks many collections at once, such as the same listing in every region
// or under every prefix, and gives their items as one. The first error ends it,
// after the items that came before it. The goroutines end with the range: a
// break, an error or a cancel cancels the requests under way and waits for them.
func Merge[T any](o MergeOptions, cs ...Source[T]) Collection[T] {
	parts, err := partsOf("Merge", cs)
	switch {
	case err != nil:
	case o.Concurrency < 0 || o.Concurrency > maxConcurrency:
		err = invalid("Merge", "Concurrency", o.Concurrency, "must be from 0, which means 16, to 10,000")
	case o.Ahead < 0 || o.Ahead > maxPagesAhead:
		err = invalid("Merge", "Ahead", o.Ahead, "must be from 0, which means 1, to 1,000")
	}
	if o.Concurrency == 0 {
		o.Concurrency = 16
	}
	o.Concurrency = min(o.Concurrency, len(parts))
	if o.Ahead == 0 {
		o.Ahead = 1
	}
	return combined("Merge", err, func(ctx context.Context, p plan, out sink[T]) error {
		return merge(ctx, o, parts, p, out)
	}).withVirtualPages(true)
}

// delivery is a page of one of the collections, or its end.
type delivery[T any] struct {
	items []T
	end   bool
	err   error
	panic *callback.Panic
}

func merge[T any](ctx context.Context, o MergeOptions, cs []Collection[T], p plan, out sink[T]) error {
	var workers sync.WaitGroup
	defer workers.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	// Each collection has a channel of its own where order counts; otherwise all
	// share one. A worker that waits to send holds a page already.
	feeds := make([]chan delivery[T], len(cs))
	shared := make(chan delivery[T], o.Concurrency*(o.Ahead-1))
	for i := range feeds {
		feeds[i] = shared
		if o.Ordered {
			feeds[i] = make(chan delivery[T], o.Ahead-1)
		}
	}
	var next atomic.Int64
	for range o.Concurrency {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(cs) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				to := feeds[i]
				panicked := callback.Run(func() { feed(ctx, cs[i], p, to) }, func(err error) { send(ctx, to, delivery[T]{err: err}) })
				if panicked != nil {
					send(ctx, to, delivery[T]{panic: panicked})
				}
			}
		})
	}
	for _, from := range feeds { // as many ends are awaited as there are collections
		if err := receive(ctx, from, out); err != nil {
			return err
		}
	}
	return nil
}

// receive hands pages down until a collection is at its end.
func receive[T any](ctx context.Context, from <-chan delivery[T], out sink[T]) error {
	for {
		select {
		case <-ctx.Done():
			return cancelled(ctx)
		case d := <-from:
			d.panic.Continue()
			if d.end || d.err != nil {
				return d.err
			}
			if err := out.page(d.items); err != nil {
				return err
			}
		}
	}
}

// feed walks c and sends its pages, and then its end.
func feed[T any](ctx context.Context, c Collection[T], p plan, to chan<- delivery[T]) {
	for page, err := range c.slices(ctx, p, 0) {
		switch {
		case err != nil:
			send(ctx, to, delivery[T]{err: err})
			return
		case len(page) > 0 && !send(ctx, to, delivery[T]{items: page}):
			return
		}
	}
	send(ctx, to, delivery[T]{end: true})
}

// send reports whether d was taken, and not the range cancelled.
func send[T any](ctx context.Context, to chan<- delivery[T], d delivery[T]) bool {
	select {
	case to <- d:
		return true
	case <-ctx.Done():
		return false
	}
}
