package collections

import (
	"context"
	"sync"
)

// MapEach is [Map] for a function that makes a request of its own, such as to
// describe what a listing only names. Up to n calls are under way at once; the
// results come in the order of the items. All calls for a page are through
// before the next page is requested; only the items of [FromSeq], [FlatMap] and
// [Merge], which are not bound to requests of their own, are read up to n ahead.
//
// The first error, in the order of the items, ends it as an [*ItemError], after
// the results before it; it cancels the calls under way, as a break does, and
// waits for them. An n below 1 is [paginate.ErrInvalid].
func MapEach[T, U any](c Source[T], n int, f func(context.Context, T) (U, error)) Collection[U] {
	base := partOf("MapEach", c)
	switch {
	case f == nil:
		base = base.wrong("MapEach", "function", nil, "want a function")
	case n < 1:
		base = base.wrong("MapEach", "n", n, "want 1 or more")
	}
	return made("MapEach", base.err, func(ctx context.Context, p plan, out sink[U]) error {
		var calls sync.WaitGroup
		defer calls.Wait()
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()

		type result struct {
			value U
			err   error
		}
		var (
			pending []chan result // in the order of the items
			place   int           // of the first of them
			ended   error
		)
		take := func() bool {
			r := <-pending[0]
			pending = pending[1:]
			place++
			switch {
			case r.err != nil:
				ended = &ItemError{Op: "MapEach", Index: place - 1, Err: r.err}
			case !out.item(r.value), base.traits.loose && !out.pageEnd():
				ended = errStopped
			}
			return ended == nil
		}
		takeAll := func() bool {
			for len(pending) > 0 {
				if !take() {
					return false
				}
			}
			return true
		}
		err := base.run(ctx, p, sink[T]{
			item: func(item T) bool {
				if len(pending) == n && !take() {
					return false
				}
				done := make(chan result, 1)
				pending = append(pending, done)
				calls.Go(func() {
					value, err := f(ctx, item)
					done <- result{value, err}
				})
				return true
			},
			pageEnd: func() bool {
				if base.traits.loose {
					return true
				}
				if !takeAll() {
					return false
				}
				if !out.pageEnd() {
					ended = errStopped
				}
				return ended == nil
			},
		})
		if ended == nil {
			takeAll() // what was under way when the listing failed
		}
		if ended != nil {
			return ended
		}
		return err
	}).loosened(base.traits.loose)
}
