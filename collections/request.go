package collections

import (
	"context"

	"github.com/awsessentials/essentials/paginate"
)

// Request is a Collection of what one operation lists, whose request can still
// be changed, anywhere in a chain. It is a Collection in all else; where the
// type Collection is asked for, write request.Collection.
type Request[In, T any] struct {
	Collection[T]
	with func(func(*In)) Request[In, T]
}

// From returns the collection of what an operation lists, from the client's
// method value; items says which they are in an output. The operation is paged
// by [paginate.Op], whose refusals come when the collection is ranged over. The
// input is copied; nil is the empty input. The SDK's option functions are passed
// on to each request.
func From[In, Out, Opt, T any](operation func(context.Context, *In, ...func(*Opt)) (*Out, error), in *In,
	items func(*Out) []T, optFns ...func(*Opt)) Request[In, T] {
	return FromOperation(paginate.Op(operation, in, optFns...), items)
}

// FromOperation is [From] for an operation whose tokens had to be named, with
// [paginate.Tokens].
func FromOperation[In, Out, Opt, T any](op *paginate.Operation[In, Out, Opt], items func(*Out) []T) Request[In, T] {
	c := Collection[T]{walk: func(ctx context.Context, p plan, out sink[T]) error {
		return walkPages(ctx, op, p, items, out)
	}}
	switch {
	case op == nil:
		c.err = invalid("From", "operation", nil, "want one of paginate.Op or paginate.Tokens")
	case items == nil:
		c.err = invalid("From", "items", nil, "want a function that returns the items of a page")
	}
	return Request[In, T]{
		Collection: c,
		with:       func(change func(*In)) Request[In, T] { return FromOperation(op.Change(change), items) },
	}
}

// FromPager returns the collection of what an SDK paginator lists. newPager is
// called for every range, since a paginator can be used only once:
//
//	collections.FromPager(func() *s3.ListObjectsV2Paginator { return s3.NewListObjectsV2Paginator(client, in) }, ...)
//
// PageSize, Track and Resume need [From]: a paginator keeps its token and its
// input to itself.
func FromPager[G paginate.Pager[P, O], P, O, T any](newPager func() G, items func(P) []T, optFns ...func(*O)) Collection[T] {
	switch {
	case newPager == nil:
		return Collection[T]{err: invalid("FromPager", "newPager", nil, "want a function that makes a paginator")}
	case items == nil:
		return Collection[T]{err: invalid("FromPager", "items", nil, "want a function that returns the items of a page")}
	}
	return Collection[T]{walk: func(ctx context.Context, p plan, out sink[T]) error {
		return walkPages(ctx, newPager(), p, items, out, optFns...)
	}}
}

// walkPages hands the items of a pager down, page by page.
func walkPages[P, O, T any](ctx context.Context, pager paginate.Pager[P, O], p plan, items func(P) []T, out sink[T], optFns ...func(*O)) error {
	if p.need != unbounded {
		p.options.Limit = p.need
	}
	if p.options.Track != nil {
		return walkTracked(ctx, pager, p.options, items, out, optFns)
	}
	for page, err := range paginate.Slices(ctx, paginate.With(pager, p.options), items, optFns...) {
		if err != nil {
			return err
		}
		if err := out.page(page); err != nil {
			return err
		}
	}
	return nil
}

// walkTracked is walkPages for a tracked walk, which paginate has to give item by
// item, so that the cursor moves with each. Where a page ends is learned from the
// progress; to end the walk there, before the next request, the context is
// cancelled.
func walkTracked[P, O, T any](ctx context.Context, pager paginate.Pager[P, O], o paginate.Options, items func(P) []T, out sink[T], optFns []func(*O)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stopped := false
	report := o.Progress
	o.Progress = func(now paginate.Progress) {
		if report != nil {
			report(now)
		}
		if !now.Done && !out.pageEnd() {
			stopped = true
			cancel()
		}
	}
	for item, err := range paginate.Items(ctx, paginate.With(pager, o), items, optFns...) {
		switch {
		case stopped:
			return errStopped // err is but the cancel
		case err != nil:
			return err
		case !out.item(item):
			return errStopped
		}
	}
	if stopped {
		return errStopped
	}
	return nil
}

// With returns the collection with another request: change is given a copy of
// the input, so that neither this collection nor the input it was made from
// changes. It runs at once, and may be called at any place in a chain; the steps
// stay as they are.
func (r Request[In, T]) With(change func(*In)) Request[In, T] {
	switch {
	case change == nil:
		return r.step(func(c Collection[T]) Collection[T] {
			return c.wrong("With", "function", nil, "want a function")
		})
	case r.with == nil, r.err != nil:
		return r
	}
	return r.with(change)
}

// step takes the same step on the collection, now and after any later With.
func (r Request[In, T]) step(take func(Collection[T]) Collection[T]) Request[In, T] {
	return Request[In, T]{
		Collection: take(r.Collection),
		with:       func(change func(*In)) Request[In, T] { return r.With(change).step(take) },
	}
}

// Filter is [Collection.Filter].
func (r Request[In, T]) Filter(keep func(T) bool) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Filter(keep) })
}

// Limit is [Collection.Limit].
func (r Request[In, T]) Limit(n int) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Limit(n) })
}

// Skip is [Collection.Skip].
func (r Request[In, T]) Skip(n int) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Skip(n) })
}

// PageSize is [Collection.PageSize].
func (r Request[In, T]) PageSize(n int) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.PageSize(n) })
}

// Prefetch is [Collection.Prefetch].
func (r Request[In, T]) Prefetch(n int) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Prefetch(n) })
}

// Track is [Collection.Track].
func (r Request[In, T]) Track(cur *paginate.Cursor) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Track(cur) })
}

// Resume is [Collection.Resume].
func (r Request[In, T]) Resume(state []byte) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Resume(state) })
}

// Progress is [Collection.Progress].
func (r Request[In, T]) Progress(report func(paginate.Progress)) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Progress(report) })
}
