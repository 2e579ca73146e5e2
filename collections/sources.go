package collections

import (
	"context"
	"iter"
	"reflect"
	"slices"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/lists"
	"github.com/awsessentials/essentials/paginate"
)

// List returns the collection of what an operation lists. The operation is a
// method value of an SDK client. T, the type of the items, identifies the list
// in the output, which may be nested; the other types are inferred:
//
//	instances := collections.List[types.Instance](client.DescribeInstances, nil)
//
// [paginate.List] documents which list that is. If there is none or more than
// one, a range returns an [awserr.InvalidError] that names the lists, before any
// request; use [From] then. The operation is paged by [paginate.Op], whose
// errors are returned by the range. The input is copied; nil is an empty input.
// optFns are passed to each request.
func List[T, In, Out, Opt any](operation func(context.Context, In, ...func(*Opt)) (Out, error), in In, optFns ...func(*Opt)) Listing[In, T] {
	return ListOf[T](paginate.Op(operation, in, optFns...))
}

// ListOf is [List] for an operation made by [paginate.OpTokens] or
// [paginate.OpOnce].
func ListOf[T, In, Out, Opt any](op *paginate.Operation[In, Out, Opt]) Listing[In, T] {
	items, err := lists.Of[T](reflect.TypeFor[Out]())
	l := FromOperation(op, func(out Out) []T { return items(out) })
	if err != nil && l.err == nil {
		l.err = &awserr.InvalidError{Operation: "collections.List", Argument: "type of the items",
			Value: reflect.TypeFor[T]().String(), Reason: err.Error() + "; use From", Err: err}
	}
	return l
}

// From is [List] for an output with no list of T, or with several: items
// returns the items of an output.
func From[In, Out, Opt, T any](operation func(context.Context, In, ...func(*Opt)) (Out, error), in In,
	items func(Out) []T, optFns ...func(*Opt)) Listing[In, T] {
	return FromOperation(paginate.Op(operation, in, optFns...), items)
}

// FromOperation is [From] for an operation made by [paginate.OpTokens] or
// [paginate.OpOnce].
func FromOperation[In, Out, Opt, T any](op *paginate.Operation[In, Out, Opt], items func(Out) []T) Listing[In, T] {
	var err error
	switch {
	case op == nil:
		err = invalid("From", "operation", nil, "must be made by paginate.Op, paginate.OpTokens or paginate.OpOnce")
	case items == nil:
		err = invalid("From", "items", nil, "must be a function that returns the items of a page")
	}
	return Listing[In, T]{
		Collection: paged(err, func(ctx context.Context, p plan, out sink[T]) error {
			return walkPages(ctx, op, p, items, out)
		}),
		changed: func(change func(In)) Listing[In, T] { return FromOperation(op.With(change), items) },
	}
}

// FromPager returns the collection of the items of an SDK paginator. newPager
// is called for every range, since a paginator can be used only once:
//
//	collections.FromPager(func() *s3.ListObjectsV2Paginator { return s3.NewListObjectsV2Paginator(client, in) }, ...)
//
// PageSize, Track and Resume need [List] or [From], since the token and the
// input of a paginator are not exported.
func FromPager[G paginate.Pager[P, O], P, O, T any](newPager func() G, items func(P) []T, optFns ...func(*O)) Collection[T] {
	var err error
	switch {
	case newPager == nil:
		err = invalid("FromPager", "newPager", nil, "must be a function that makes a paginator")
	case items == nil:
		err = invalid("FromPager", "items", nil, "must be a function that returns the items of a page")
	}
	return paged(err, func(ctx context.Context, p plan, out sink[T]) error {
		return walkPages(ctx, newPager(), p, items, out, optFns...)
	})
}

// FromSeq returns a collection of the items of a sequence. all is called for every
// range over the collection, and should return a sequence that starts from the
// beginning, as a method value such as topics.All does. The range ends at the first
// error. Each item is taken as a page.
func FromSeq[T any](all func(context.Context) iter.Seq2[T, error]) Collection[T] {
	c := combined("FromSeq", nil, func(ctx context.Context, _ plan, out sink[T]) error {
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
	c = c.withVirtualPages(true)
	if all == nil {
		return c.wrong("FromSeq", "all", nil, "must be a function")
	}
	return c
}

// Of returns a collection of the given items, as one page.
func Of[T any](items ...T) Collection[T] {
	items = slices.Clone(items)
	return combined("Of", nil, func(ctx context.Context, _ plan, out sink[T]) error {
		if ctx.Err() != nil {
			return cancelled(ctx)
		}
		return out.page(items)
	})
}

// walkPages passes on the items of a pager, page by page.
func walkPages[P, O, T any](ctx context.Context, pager paginate.Pager[P, O], p plan, items func(P) []T, out sink[T], optFns ...func(*O)) error {
	if p.need != unbounded {
		p.options.Limit = p.need
	}
	if p.options.Track != nil {
		p.options.Hold = true
		out = tracked(p, out)
	}
	for page, err := range paginate.ItemPages(ctx, paginate.With(pager, p.options), items, optFns...) {
		if err != nil {
			return err
		}
		if err := out.page(page); err != nil {
			return err
		}
	}
	return nil
}

// tracked returns a sink that moves the cursor with each item, or counts the item
// for the ledger that does.
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
