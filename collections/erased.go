package collections

import (
	"context"
	"reflect"

	"github.com/awsessentials/essentials/paginate"
)

// An Erased is what all views have in common: a view without its types. It is
// for generated code. Nil is an empty view.
type Erased struct {
	core        Listing[any, any]
	concurrency int
}

// Listed returns what an operation lists. call makes the request, and items
// returns the items of an output. The operation is paged as by [paginate.Op].
// Listed copies in.
func Listed[In, Out any](call func(context.Context, In) (Out, error), in In, items func(Out) []any) *Erased {
	return erase(paginate.OpAny(hide(call), in, reflect.TypeFor[Out]()), items)
}

// ListedOnce is [Listed] for an operation that returns all items in one
// response.
func ListedOnce[In, Out any](call func(context.Context, In) (Out, error), in In, items func(Out) []any) *Erased {
	return erase(paginate.OpOnceAny(hide(call), in, reflect.TypeFor[Out]()), items)
}

func hide[In, Out any](call func(context.Context, In) (Out, error)) func(context.Context, any) (any, error) {
	return func(ctx context.Context, in any) (any, error) { return call(ctx, in.(In)) }
}

func erase[Out any](op *paginate.Operation[any, any, paginate.NoOptions], items func(Out) []any) *Erased {
	return &Erased{core: FromOperation(op, func(out any) []any { return items(out.(Out)) })}
}

// Refused returns a view whose ranges return the error, without a request.
func Refused(err error) *Erased {
	return &Erased{core: Listing[any, any]{Collection: Collection[any]{ranges[any]{err: err}}}}
}

// Items returns the items as a collection.
func (e *Erased) Items() Collection[any] { return e.listing().Collection }

// Concurrency returns the maximum number of concurrent requests that was set, or
// 0.
func (e *Erased) Concurrency() int {
	if e == nil {
		return 0
	}
	return e.concurrency
}

// Combined reports whether the items are those of several sources, as those of
// [Concat], [Merge] and [FlatMap] are.
func (e *Erased) Combined() bool { return e.listing().traits.combinedBy != "" }

func (e *Erased) listing() Listing[any, any] {
	if e == nil {
		return Listing[any, any]{}
	}
	return e.core
}

// each passes the items to yield.
func (e *Erased) each(ctx context.Context, yield func(any, error) bool) {
	e.listing().each(ctx, newPlan(), yield)
}

// atATime sets the maximum number of concurrent requests.
func (e *Erased) atATime(n int) *Erased {
	l := e.listing()
	if n < 1 {
		n = e.Concurrency()
		l = l.then(func(c Collection[any]) Collection[any] {
			return c.wrong("Concurrency", "n", n, "must be at least 1; leave Concurrency out for one request at a time")
		})
	}
	return &Erased{l, n}
}
