package collections

import (
	"context"
	"sync"
	"sync/atomic"
)

// MergeOptions sets how [Merge] walks its collections. The zero value is a
// sensible default.
type MergeOptions struct {
	// Concurrency is how many collections are walked at once. 0 means 16; a
	// negative value is paginate.ErrInvalid.
	Concurrency int
	// Ahead is how many pages each of them may have fetched that were not asked
	// for yet, which bounds the memory. 0 means 1; a negative value is an
	// paginate.ErrInvalid.
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
func Merge[S Source[T], T any](o MergeOptions, cs ...S) Collection[T] {
	parts, err := partsOf[S, T]("Merge", cs)
	switch {
	case err != nil:
	case o.Concurrency < 0:
		err = invalid("Merge", "Concurrency", o.Concurrency, "want 0 or more; 0 means 16")
	case o.Ahead < 0:
		err = invalid("Merge", "Ahead", o.Ahead, "want 0 or more; 0 means 1")
	}
	if o.Concurrency == 0 {
		o.Concurrency = 16
	}
	if o.Ahead == 0 {
		o.Ahead = 1
	}
	return made("Merge", err, func(ctx context.Context, p plan, out sink[T]) error {
		return merge(ctx, o, parts, p, out)
	})
}

// part is a page of one of the collections, or its end.
type part[T any] struct {
	items []T
	end   bool
	err   error
}

func merge[T any](ctx context.Context, o MergeOptions, cs []Collection[T], p plan, out sink[T]) error {
	var workers sync.WaitGroup
	defer workers.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	// Each collection has a channel of its own where order counts; otherwise all
	// share one. A worker that waits to send holds a page already.
	feeds := make([]chan part[T], len(cs))
	shared := make(chan part[T], o.Concurrency*(o.Ahead-1))
	for i := range feeds {
		feeds[i] = shared
		if o.Ordered {
			feeds[i] = make(chan part[T], o.Ahead-1)
		}
	}
	var next atomic.Int64
	for range min(o.Concurrency, len(cs)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(cs) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				feed(ctx, cs[i], p, feeds[i])
			}
		})
	}

	for _, parts := range feeds { // as many ends are awaited as there are collections
		for end := false; !end; {
			select {
			case <-ctx.Done():
				return cancelled(ctx)
			case part := <-parts:
				if part.err != nil {
					return part.err
				}
				if end = part.end; end {
					break
				}
				if err := out.page(part.items); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// feed walks c and sends its pages, and then its end.
func feed[T any](ctx context.Context, c Collection[T], p plan, to chan<- part[T]) {
	send := func(p part[T]) bool {
		select {
		case to <- p:
			return true
		case <-ctx.Done():
			return false
		}
	}
	for page, err := range c.slices(ctx, p, 0) {
		switch {
		case err != nil:
			send(part[T]{err: err})
			return
		case len(page) > 0 && !send(part[T]{items: page}):
			return
		}
	}
	send(part[T]{end: true})
}
