package collections

import (
	"context"
	"errors"
	"iter"

	"github.com/awsessentials/essentials/paginate"
)

func always() bool { return true }

// All returns the items one by one. The sequence can be ranged over again and
// then sends its requests again. An error comes once, last, with the zero T.
func (c Collection[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return c.items(ctx, newPlan())
}

func (c Collection[T]) items(ctx context.Context, p plan) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		err := c.run(ctx, p, sink[T]{
			item:    func(item T) bool { return yield(item, nil) },
			pageEnd: always,
		})
		if err != nil && !errors.Is(err, errStopped) {
			var zero T
			yield(zero, err)
		}
	}
}

// Pages returns the items page by page, as the service sent them less what
// steps took out; pages left with nothing are given too, as empty slices. Each
// slice is the caller's to keep. It is ranged over like All; what a page held
// before an error comes before that error.
func (c Collection[T]) Pages(ctx context.Context) iter.Seq2[[]T, error] {
	return c.slices(ctx, newPlan(), 0)
}

// Batches returns the items n at a time, whatever the size of the service's
// pages; the last batch may be shorter, and none is empty. Each slice is the
// caller's to keep. It is ranged over like All; the items before an error come
// before it, as a shorter batch. An n below 1 is [awserr.ErrInvalid].
func (c Collection[T]) Batches(ctx context.Context, n int) iter.Seq2[[]T, error] {
	if n < 1 {
		err := invalid("Batches", "n", n, "must be 1 or more")
		return func(yield func([]T, error) bool) { yield(nil, err) }
	}
	return c.slices(ctx, newPlan(), n)
}

// slices gathers items into slices of n, or of a page each if n is 0.
func (c Collection[T]) slices(ctx context.Context, p plan, n int) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		var batch []T
		room := min(n, 1024) // of the next slice, which is taken to be as long as the last
		give := func() bool {
			full := batch
			batch, room = nil, len(full)
			return yield(full, nil)
		}
		out := sink[T]{
			item: func(item T) bool {
				if batch == nil {
					batch = make([]T, 0, room)
				}
				batch = append(batch, item)
				return n == 0 || len(batch) < n || give()
			},
			pageEnd: always,
		}
		if n == 0 {
			out.pageEnd = give
		}
		err := c.run(ctx, p, out)
		if errors.Is(err, errStopped) || len(batch) > 0 && !give() {
			return
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// Collect returns all items as a slice. With an error it returns those before
// it too. Mind the memory: Limit bounds it.
func (c Collection[T]) Collect(ctx context.Context) ([]T, error) {
	return paginate.Collect(c.All(ctx))
}

// First returns the first item, and false if there is none. Nothing is requested
// after the page that brought it.
func (c Collection[T]) First(ctx context.Context) (first T, ok bool, err error) {
	return paginate.First(c.Limit(1).All(ctx))
}

// Count returns how many items there are, which it learns by walking them all.
// With an error it returns how many came before it.
func (c Collection[T]) Count(ctx context.Context) (int, error) {
	n := 0
	err := c.run(ctx, newPlan(), sink[T]{
		item:    func(T) bool { n++; return true },
		pageEnd: always,
	})
	return n, err
}
