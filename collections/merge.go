package collections

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/awsessentials/essentials/internal/callback"
)

// maxPagesAhead bounds the memory of a Merge.
const maxPagesAhead = 1000

// MergeOptions are the options of [Merge]. The zero value is the default.
type MergeOptions struct {
	// Concurrency is the maximum number of collections read at a time. 0 means
	// 16. Less than 0 or more than 10,000 is awserr.ErrInvalid.
	Concurrency int
	// Ahead is the maximum number of pages of each collection that are fetched
	// before they are needed, which bounds the memory. 0 means 1. Less than 0 or
	// more than 1,000 is awserr.ErrInvalid.
	Ahead int
	// Ordered returns the items in the order of Concat: all of the first
	// collection, then all of the second. A later collection stops once it is
	// Ahead pages ahead, so a larger Ahead may be of use. Without Ordered pages
	// are returned as they arrive; the order of the items of each collection is
	// kept.
	Ordered bool
}

// Merge returns the items of many collections, such as the same listing in every
// region or under every prefix, and reads them concurrently. The first error
// ends the range, after the items that arrived before it. The goroutines end
// with the range: a break, an error or a canceled context cancels the requests
// in flight and waits for them.
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

	// Each collection has its own channel if the order matters; otherwise all
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

// receive passes on pages until a collection is at its end.
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

// send sends d and reports whether it was received; it was not if the range was
// canceled.
func send[T any](ctx context.Context, to chan<- delivery[T], d delivery[T]) bool {
	select {
	case to <- d:
		return true
	case <-ctx.Done():
		return false
	}
}
