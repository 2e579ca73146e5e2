package collections

import (
	"context"
	"errors"
	"slices"

	"github.com/awsessentials/essentials/paginate"
)

// Filter keeps the items for which keep returns true. All items are still
// fetched: if the service can filter, set its filter in the input instead (see
// [Listing.With]).
func (c Collection[T]) Filter(keep func(T) bool) Collection[T] {
	if keep == nil {
		return c.wrong("Filter", "keep", nil, "must be a function")
	}
	return then(c, func(ctx context.Context, p plan, out sink[T]) error {
		p.need = unbounded // nobody knows how many will pass
		return c.run(ctx, p, sink[T]{
			item:    func(item T) bool { return !keep(item) || out.item(item) },
			pageEnd: out.pageEnd,
		})
	})
}

// Limit ends the collection after n items, counted at its place in the chain: after a Filter it counts the items that the
// Filter kept. The page after the last item is not requested. Limit(0) is an empty collection and makes no request. The
// lowest of several limits applies. A negative n is [awserr.ErrInvalid].
func (c Collection[T]) Limit(n int) Collection[T] {
	if n < 0 {
		return c.wrong("Limit", "n", n, "must not be negative; leave Limit out for all items")
	}
	return then(c, func(ctx context.Context, p plan, out sink[T]) error {
		p.need = min(p.need, n)
		left, stopped := n, false
		stop := func() bool { stopped = true; return false }
		err := c.run(ctx, p, sink[T]{
			item: func(item T) bool {
				left--
				switch {
				case !out.item(item):
					return stop()
				case left > 0:
					return true
				case !out.pageEnd():
					return stop()
				}
				return false
			},
			pageEnd: func() bool { return out.pageEnd() || stop() },
		})
		if errors.Is(err, errStopped) && !stopped {
			return nil // the limit ended the walk below, not the one above
		}
		return err
	})
}

// Skip drops the first n items, counted at its place in the chain. They are
// still fetched: no AWS service can skip items. Skip cannot be combined with
// Track and Resume. A negative n is [awserr.ErrInvalid].
func (c Collection[T]) Skip(n int) Collection[T] {
	if n < 0 {
		return c.wrong("Skip", "n", n, "must not be negative")
	}
	if c.traits.tracked || c.traits.resumed {
		return c.wrong("Skip", "collection", nil, "must not be tracked or resumed: a cursor does not know how many items were skipped")
	}
	c.traits.skips = true
	return then(c, func(ctx context.Context, p plan, out sink[T]) error {
		if p.need < unbounded-n {
			p.need += n
		} else {
			p.need = unbounded
		}
		left := n
		return c.run(ctx, p, sink[T]{
			item: func(item T) bool {
				if left > 0 {
					left--
					return true
				}
				return out.item(item)
			},
			pageEnd: out.pageEnd,
		})
	})
}

// PageSize sets the maximum number of items in a page, in the input field that
// the operation has for it, the same in all requests; see [paginate.Options].
// Without it the service's default applies. The last of several applies. An n
// less than 1, and an operation without such a field, is [awserr.ErrInvalid].
// Collections that make no requests ([Of], [FromSeq]) ignore it.
func (c Collection[T]) PageSize(n int) Collection[T] {
	if n < 1 {
		return c.wrong("PageSize", "n", n, "must be 1 or more; leave PageSize out for the service's default")
	}
	return then(c, func(ctx context.Context, p plan, out sink[T]) error {
		set(&p.options.PageSize, n)
		return c.run(ctx, p, out)
	})
}

// Paging sets how pages are fetched: the fields Prefetch, StopOnRepeat,
// MaxEmpty, PageSize and OnPage of o, if they are not zero. If several Paging
// steps set a field, the last applies. Collections that make no requests ([Of],
// [FromSeq]) ignore it.
//
// OnPage counts fetched items, before any Filter or Limit; it needs a collection
// of one operation, such as [List] returns. Limit, Track, Resume and Hold must
// be zero, since there are separate steps for them. Negative values are
// [awserr.ErrInvalid].
func (c Collection[T]) Paging(o paginate.Options) Collection[T] {
	switch {
	case o.Limit != 0:
		return c.wrong("Paging", "Options.Limit", o.Limit, "must be 0; use the step Limit")
	case o.Track != nil, o.Hold:
		return c.wrong("Paging", "Options.Track", nil, "must be nil, and Hold false; use the step Track")
	case o.PageSize < 0:
		return c.wrong("Paging", "Options.PageSize", o.PageSize, "must not be negative")
	case o.Prefetch < 0:
		return c.wrong("Paging", "Options.Prefetch", o.Prefetch, "must not be negative")
	case o.MaxEmpty < 0:
		return c.wrong("Paging", "Options.MaxEmpty", o.MaxEmpty, "must not be negative")
	case len(o.Resume) > 0:
		return c.wrong("Paging", "Options.Resume", nil, "must be empty; use the step Resume")
	case o.OnPage != nil && c.traits.combinedBy != "":
		return c.wrong("Paging", "Options.OnPage", nil, "must not be set for what "+c.traits.combinedBy+" makes: set it on its parts")
	}
	return then(c, func(ctx context.Context, p plan, out sink[T]) error {
		set(&p.options.PageSize, o.PageSize)
		set(&p.options.Prefetch, o.Prefetch)
		set(&p.options.MaxEmpty, o.MaxEmpty)
		p.options.StopOnRepeat = p.options.StopOnRepeat || o.StopOnRepeat
		if p.options.OnPage == nil {
			p.options.OnPage = o.OnPage
		}
		return c.run(ctx, p, out)
	})
}

// set sets an option unless a later step has set it.
func set(option *int, n int) {
	if *option == 0 {
		*option = n
	}
}

// Track sets cur to the position after the last item returned, in every range
// over the result, including one that ends early by an error, a canceled context
// or a break. Pages and Batches set it to the position after the last slice.
// ForEach and Batch move it past an item only when that item and all before it
// are done, so that a later run skips no item and repeats fewer than their
// option Ahead. Items that failed are done if ContinueOnError is set or the
// failure is one of an item in a batch: they are in the report.
//
// Track needs a collection of one operation, such as [List] returns, and cannot
// be combined with Skip. The result cannot be passed to functions that combine
// collections, such as [Concat].
func (c Collection[T]) Track(cur *paginate.Cursor) Collection[T] {
	if cur == nil {
		return c.wrong("Track", "cursor", nil, "must be a cursor")
	}
	c = c.positioned("Track")
	c.traits.tracked = true
	return then(c, func(ctx context.Context, p plan, out sink[T]) error {
		switch {
		case p.options.Track != nil:
		case p.ledger != nil:
			p.ledger.follow(cur)
			p.options.Track = cur
		default:
			p.options.Track = cur
		}
		return c.run(ctx, p, out)
	})
}

// Resume starts at the position of a tracked cursor. state is the result of the
// cursor's MarshalText; an empty state is the beginning. The first item is the one
// after the last that was returned, whether or not a Filter keeps it. Limit counts
// from there. Resume has the same requirements as Track. A state of another
// operation or of another input is [paginate.ErrCursor], before any request.
func (c Collection[T]) Resume(state []byte) Collection[T] {
	state = slices.Clone(state)
	c = c.positioned("Resume")
	c.traits.resumed = true
	return then(c, func(ctx context.Context, p plan, out sink[T]) error {
		if p.options.Resume == nil {
			p.options.Resume = state
		}
		return c.run(ctx, p, out)
	})
}

// positioned returns an error for a step that needs a position if c has none.
func (c Collection[T]) positioned(step string) Collection[T] {
	switch {
	case c.traits.combinedBy != "":
		return c.wrong(step, "collection", nil, "is made by "+c.traits.combinedBy+", must be of a single operation, as List makes it")
	case c.traits.skips:
		return c.wrong(step, "collection", nil, "must be without Skip: a cursor does not know how many items were skipped")
	}
	return c
}
