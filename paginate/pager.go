package paginate

import (
	"context"
	"iter"
)

// Pager gives pages, one after the other. Every paginator of the SDK is a
// Pager, and so is what [Op] and [Tokens] return; the page type P and the
// service's options type O are inferred from it.
type Pager[P, O any] interface {
	// HasMorePages reports whether NextPage has another page to give.
	HasMorePages() bool
	// NextPage fetches the next page with one request.
	NextPage(ctx context.Context, optFns ...func(*O)) (P, error)
}

// Pages returns the pages of a pager, empty ones too. The SDK's option
// functions are passed on to each request.
//
// Over [Op] and [Tokens] every range begins anew; over a paginator of the SDK,
// which cannot be set back, a second range gives [ErrSpent].
func Pages[P, O any](ctx context.Context, p Pager[P, O], optFns ...func(*O)) iter.Seq2[P, error] {
	w := newWalk(p, optFns, func(page P) []P { return []P{page} })
	w.whole = true
	return itemsOf[P](ctx, w)
}

// Items returns the items of all pages of a pager, one after the other; items
// says which they are in a page. The page after the last one that is needed is
// not fetched. It may be ranged as often as [Pages].
func Items[P, O, T any](ctx context.Context, p Pager[P, O], items func(P) []T, optFns ...func(*O)) iter.Seq2[T, error] {
	return itemsOf[T](ctx, newWalk(p, optFns, items))
}

// Slices returns the items of a pager as one slice for each page, the empty
// ones too. [Options.Limit] cuts the last slice; nothing else does. The slices
// are those of the pages, not copies. It may be ranged as often as [Pages].
func Slices[P, O, T any](ctx context.Context, p Pager[P, O], items func(P) []T, optFns ...func(*O)) iter.Seq2[[]T, error] {
	return slicesOf[T](ctx, newWalk(p, optFns, items))
}

// Collect ranges over a sequence and returns what it gave, also what it gave
// before an error. It holds everything in memory.
func Collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for item, err := range seq {
		if err != nil {
			return all, err
		}
		all = append(all, item)
	}
	return all, nil
}

// First returns the first of a sequence, and false when it is empty. No more
// pages are fetched than it takes to find one.
func First[T any](seq iter.Seq2[T, error]) (first T, ok bool, err error) {
	for item, err := range seq {
		return item, err == nil, err
	}
	return first, false, nil
}
