package collections

import (
	"context"
	"errors"
	"iter"

	"github.com/awsessentials/essentials/paginate"
)

func always() bool { return true }

// All returns a sequence of the items. Each range over it makes the requests
// again. An error comes once, last, with the zero T; a range with one variable
// drops it.
func (c ranges[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return c.items(ctx, newPlan())
}

func (c ranges[T]) items(ctx context.Context, p plan) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) { c.each(ctx, p, yield) }
}

// each is apart from the sequence, whose body is copied into every loop.
func (c ranges[T]) each(ctx context.Context, p plan, yield func(T, error) bool) {
	err := c.run(ctx, p, sink[T]{
		item:    func(item T) bool { return yield(item, nil) },
		pageEnd: always,
	})
	if err != nil && !errors.Is(err, errStopped) {
		var zero T
		yield(zero, err)
	}
}

// Pages returns a sequence of the items of each page that the service returned,
// without those that steps dropped; a page may be empty. The caller may keep
// each slice. Errors are as in All; items of a page before an error come before
// it.
func (c ranges[T]) Pages(ctx context.Context) iter.Seq2[[]T, error] {
	return c.slices(ctx, newPlan(), 0)
}

// Batches returns a sequence of slices of n items, whatever the size of the
// service's pages; the last may be shorter, and none is empty. The caller may
// keep each slice. Errors are as in All; items before an error come before it,
// as a shorter batch. An n less than 1 is [awserr.ErrInvalid].
func (c ranges[T]) Batches(ctx context.Context, n int) iter.Seq2[[]T, error] {
	if n < 1 {
		err := invalid("Batches", "n", n, "must be 1 or more")
		return func(yield func([]T, error) bool) { yield(nil, err) }
	}
	return c.slices(ctx, newPlan(), n)
}

// slices returns a sequence of slices of n items, or of a page each if n is 0.
func (c ranges[T]) slices(ctx context.Context, p plan, n int) iter.Seq2[[]T, error] {
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

// Collect returns all items. With an error it returns the items before it. All
// items are held in memory; use Limit to bound them.
func (c ranges[T]) Collect(ctx context.Context) ([]T, error) {
	return paginate.Collect(c.All(ctx))
}

// First returns the first item, and false if there is none. No page after that
// of the first item is requested.
func (c ranges[T]) First(ctx context.Context) (first T, ok bool, err error) {
	p := newPlan()
	p.need = 1
	return paginate.First(c.items(ctx, p))
}

// Count returns the number of items. It reads all pages. With an error it
// returns the number of items before it.
func (c ranges[T]) Count(ctx context.Context) (int, error) {
	n := 0
	err := c.run(ctx, newPlan(), sink[T]{
		item:    func(T) bool { n++; return true },
		pageEnd: always,
	})
	return n, err
}
