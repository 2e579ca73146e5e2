package collections

import (
	"context"
	"iter"
	"slices"

	"github.com/awsessentials/essentials/paginate"
)

// From returns the collection of what an operation lists, from the client's
// method value; items says which they are in an output. The operation is paged
// by [paginate.Op], whose refusals come when the collection is ranged over. The
// input is copied; nil is the empty input. The SDK's option functions are passed
// on to each request.
func From[In, Out, Opt, T any](operation func(context.Context, In, ...func(*Opt)) (Out, error), in In,
	items func(Out) []T, optFns ...func(*Opt)) Request[In, T] {
	return FromOperation(paginate.Op(operation, in, optFns...), items)
}

// FromOperation is [From] for an operation whose tokens had to be named, with
// [paginate.Tokens], or that answers all at once, with [paginate.Once].
func FromOperation[In, Out, Opt, T any](op *paginate.Operation[In, Out, Opt], items func(Out) []T) Request[In, T] {
	c := Collection[T]{walk: func(ctx context.Context, p plan, out sink[T]) error {
		return walkPages(ctx, op, p, items, out)
	}}
	switch {
	case op == nil:
		c = c.wrong("From", "operation", nil, "must be one of paginate.Op, paginate.Tokens or paginate.Once")
	case items == nil:
		c = c.wrong("From", "items", nil, "must be a function that returns the items of a page")
	}
	return Request[In, T]{
		Collection: c,
		origin:     func(change func(In)) Request[In, T] { return FromOperation(op.Change(change), items) },
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
	c := Collection[T]{walk: func(ctx context.Context, p plan, out sink[T]) error {
		return walkPages(ctx, newPager(), p, items, out, optFns...)
	}}
	switch {
	case newPager == nil:
		return c.wrong("FromPager", "newPager", nil, "must be a function that makes a paginator")
	case items == nil:
		return c.wrong("FromPager", "items", nil, "must be a function that returns the items of a page")
	}
	return c
}

// FromSeq returns a collection of the items of a sequence. The function is
// called for every range over the collection, so it should start afresh each
// time; method values such as topics.All fit. The sequence ends at its first
// error. It knows of no pages: each item counts as one.
func FromSeq[T any](all func(context.Context) iter.Seq2[T, error]) Collection[T] {
	c := made("FromSeq", nil, func(ctx context.Context, _ plan, out sink[T]) error {
		seq := all(ctx)
		if seq == nil {
			return invalid("FromSeq", "all", nil, "must return a sequence")
		}
		for item, err := range seq {
			if err != nil {
				return err
			}
			if !out.item(item) || !out.pageEnd() {
				return errStopped
			}
		}
		return nil
	})
	c = c.loosened(true)
	if all == nil {
		return c.wrong("FromSeq", "all", nil, "must be a function")
	}
	return c
}

// Of returns a collection of the given items, as one page.
func Of[T any](items ...T) Collection[T] {
	items = slices.Clone(items)
	return made("Of", nil, func(ctx context.Context, _ plan, out sink[T]) error {
		if ctx.Err() != nil {
			return cancelled(ctx)
		}
		return out.page(items)
	})
}

// walkPages hands the items of a pager down, page by page.
func walkPages[P, O, T any](ctx context.Context, pager paginate.Pager[P, O], p plan, items func(P) []T, out sink[T], optFns ...func(*O)) error {
	if p.need != unbounded {
		p.options.Limit = p.need
	}
	if p.options.Track != nil {
		p.options.Hold = true
		out = tracked(p, out)
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

// tracked moves the cursor with each item, or counts it for the ledger that does.
func tracked[T any](p plan, out sink[T]) sink[T] {
	read := 0
	count := func() {
		read++
		p.options.Track.Done(read)
	}
	if p.ledger != nil {
		count = func() { p.ledger.read++ }
	}
	return sink[T]{
		item:    func(item T) bool { count(); return out.item(item) },
		pageEnd: out.pageEnd,
	}
}
