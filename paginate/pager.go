package paginate

import (
	"context"
	"iter"
	"reflect"

	"github.com/awsessentials/essentials/internal/lists"
	"github.com/awsessentials/essentials/internal/nils"
)

// A Pager returns pages, one after the other. Every SDK paginator is a Pager,
// and so are the results of [Op], [OpTokens], [OpOnce] and [With]. The page
// type P and the service's option type O are inferred from it.
type Pager[P, O any] interface {
	// HasMorePages reports whether NextPage has another page to return.
	HasMorePages() bool
	// NextPage fetches the next page with one request.
	NextPage(ctx context.Context, optFns ...func(*O)) (P, error)
}

// List returns the items of all pages of an operation. T, the type of the items,
// identifies the list; the other types are inferred:
//
//	for topic, err := range paginate.List[types.Topic](ctx, client.ListTopics, nil) { ... }
//
// It is the only list of that type in the output. Lists in structs and in other
// lists are found too: types.Instance is Reservations[].Instances of EC2's
// DescribeInstances. Of several lists the one with the fewest fields on the path
// to it is taken. If T is a pointer, the items point into the page.
//
// If the output has no such list, or two with paths of the same length, a range
// returns an [awserr.InvalidError] that names the lists of the output, before
// any request; use [Items] then. List is otherwise [Items] over [Op].
func List[T, In, Out, Opt any](ctx context.Context, operation func(context.Context, In, ...func(*Opt)) (Out, error), in In, optFns ...func(*Opt)) iter.Seq2[T, error] {
	return ListOf[T](ctx, Op(operation, in, optFns...))
}

// ListOf is [List] for any pager, such as one with options:
//
//	op := paginate.Op(client.ListTopics, nil)
//	for topic, err := range paginate.ListOf[types.Topic](ctx, paginate.With(op, paginate.Options{Limit: 10})) { ... }
func ListOf[T, P, O any](ctx context.Context, p Pager[P, O], optFns ...func(*O)) iter.Seq2[T, error] {
	w := newWalk(p, optFns)
	items, err := lists.Of[T](reflect.TypeFor[P]())
	if err != nil && !nils.Is(w.pager) {
		w.err = itemsInvalid(operationOf(w.pager), reflect.TypeFor[T](), err)
	}
	w.items = func(out any) (any, int, error) {
		all := items(out)
		return all, len(all), nil
	}
	return itemsOf[T](ctx, w)
}

// Pages returns the pages of a pager, empty ones too. optFns are passed to each
// request.
//
// An [Operation] can be ranged over again, from its first page; an SDK
// paginator cannot, and a second range returns [ErrSpent].
func Pages[P, O any](ctx context.Context, p Pager[P, O], optFns ...func(*O)) iter.Seq2[P, error] {
	w := newWalk(p, optFns)
	w.whole = true
	setItems(w, func(page P) []P { return []P{page} })
	return itemsOf[P](ctx, w)
}

// Items returns the items of all pages of a pager, one after the other; items
// returns those of a page. The page after the last one that is needed is not
// fetched. It can be ranged over as often as [Pages].
func Items[P, O, T any](ctx context.Context, p Pager[P, O], items func(P) []T, optFns ...func(*O)) iter.Seq2[T, error] {
	w := newWalk(p, optFns)
	setItems(w, items)
	return itemsOf[T](ctx, w)
}

// TryItems is [Items] for a function that can return an error, which ends the
// walk as a [PageError], after the items returned with it.
func TryItems[P, O, T any](ctx context.Context, p Pager[P, O], items func(P) ([]T, error), optFns ...func(*O)) iter.Seq2[T, error] {
	w := newWalk(p, optFns)
	if items != nil {
		w.items = func(out any) (any, int, error) {
			page, _ := out.(P)
			all, err := items(page)
			return all, len(all), err
		}
	}
	return itemsOf[T](ctx, w)
}

// ItemPages returns the items of a pager as one slice for each page, empty ones
// too. [Options.Limit] shortens the last slice. The slices are those of the
// pages, not copies. It can be ranged over as often as [Pages].
func ItemPages[P, O, T any](ctx context.Context, p Pager[P, O], items func(P) []T, optFns ...func(*O)) iter.Seq2[[]T, error] {
	w := newWalk(p, optFns)
	setItems(w, items)
	return itemPagesOf[T](ctx, w)
}

// Collect returns all items of a sequence. With an error it returns the items
// before it.
func Collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	if seq == nil {
		return nil, invalid("paginate.Collect", "seq", nil, "must be a sequence")
	}
	var all []T
	for item, err := range seq {
		if err != nil {
			return all, err
		}
		all = append(all, item)
	}
	return all, nil
}

// First returns the first item of a sequence, and false if there is none. No
// page after that of the item is fetched.
func First[T any](seq iter.Seq2[T, error]) (first T, ok bool, err error) {
	if seq == nil {
		return first, false, invalid("paginate.First", "seq", nil, "must be a sequence")
	}
	for item, err := range seq {
		return item, err == nil, err
	}
	return first, false, nil
}
