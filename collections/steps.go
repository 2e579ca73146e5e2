package collections

import (
	"context"
	"errors"
	"slices"

	"github.com/awsessentials/essentials/paginate"
)

// Filter keeps the items for which keep is true. It works on what has been
// fetched: the service sends as much as before. Where the service can filter,
// say so in the request (see [Listing.With]).
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

// Limit ends the collection after n items, counted where it stands in the
// chain: after a Filter it counts what passed. The page after the last item is
// not requested. Limit(0) is the empty collection and costs no request. Of several limits the lowest holds. A negative n is
// [awserr.ErrInvalid].
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

// Skip leaves out the first n items, counted where it stands in the chain. They
// are fetched all the same: no AWS service can skip. It cannot go with Track and
// Resume. A negative n is [awserr.ErrInvalid].
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

// PageSize asks for n items a page, in the field that the operation has for it,
// the same in all requests; see [paginate.Options]. Without it the service's own
// default holds. Of several the last one holds.
// An n below 1, and an operation that has no such field, is
// [awserr.ErrInvalid]. What makes no requests ([Of], [FromSeq]) passes it over.
func (c Collection[T]) PageSize(n int) Collection[T] {
	if n < 1 {
		return c.wrong("PageSize", "n", n, "must be 1 or more; leave PageSize out for the service's default")
	}
	return then(c, func(ctx context.Context, p plan, out sink[T]) error {
		set(&p.options.PageSize, n)
		return c.run(ctx, p, out)
	})
}

// Paging sets how the pages are fetched: the fields Prefetch, StopOnRepeat,
// MaxEmpty, PageSize and OnPage of o, where they are not zero. Of several Paging
// steps the last one that sets a field holds. What makes no requests ([Of],
// [FromSeq]) ignores it.
//
// OnPage counts what was fetched, before any Filter or Limit; it needs a
// collection of one operation, as [List] makes it. Limit, Track, Resume and Hold
// must be zero: they are steps of their own. Negative values are
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

// set sets an option that no later step has set.
func set(option *int, n int) {
	if *option == 0 {
		*option = n
	}
}

// Track keeps cur at the position after the last item handed out, in every
// range over the result, also after an error, a cancel or a break; after Batches
// and Pages it stands behind the last slice. ForEach and Batch move it only past
// items that are done, together with all before them, so that a later run leaves
// nothing out and repeats fewer items than their option Ahead; what they report
// as failed and did not end for counts as done.
//
// It needs a collection of one operation, as [List] makes it, and no Skip, of
// which a cursor knows nothing. The result can be combined with others no more.
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

// Resume continues where a tracked cursor was left: state is what its
// MarshalText gave, and no state is the beginning. The next item is exactly the
// one after the last handed out, those that a Filter drops included. A Limit
// counts from there. It needs what Track needs. State of another operation or another
// request is a [paginate.ErrCursor], found before any request.
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

// positioned refuses a step that needs a position where there is none.
func (c Collection[T]) positioned(step string) Collection[T] {
	switch {
	case c.traits.combinedBy != "":
		return c.wrong(step, "collection", nil, "is made by "+c.traits.combinedBy+", must be of a single operation, as List makes it")
	case c.traits.skips:
		return c.wrong(step, "collection", nil, "must be without Skip: a cursor does not know how many items were skipped")
	}
	return c
}
