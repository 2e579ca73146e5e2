package collections

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"

	"github.com/awsessentials/essentials/internal/ended"
	"github.com/awsessentials/essentials/paginate"
)

// A Collection describes a listing, without its items. Every range over All,
// Pages or Batches starts from the beginning, and no request is made before.
// Each step (Filter, Limit, ...) returns a new Collection and does not change
// its receiver, so that several collections can be made from one.
//
// The zero Collection is empty. A Collection is safe for concurrent use if the
// functions passed to it are.
type Collection[T any] struct{ ranges[T] }

// ranges is the part of a Collection that hands out its items, and has a part's
// own table of types: a program that only ranges over collections does not hold
// those of ForEach and Batch.
type ranges[T any] struct {
	walk   func(context.Context, plan, sink[T]) error
	traits traits
	err    error // the first wrong argument on the way here
}

// traits say which steps a collection no longer supports.
type traits struct {
	combinedBy   string // what combined it, if it is of no single operation: "Concat"
	virtualPages bool   // its pages are not those of requests: what follows a page end need not cost one
	tracked      bool   // by Track
	resumed      bool   // by Resume
	skips        bool   // by Skip
}

// A Source is a [Collection], a [Listing], or any type that embeds one or can
// return one. Functions such as [Map] and [Merge] take any Source.
type Source[T any] interface {
	// AsCollection returns the collection. It makes no request.
	AsCollection() Collection[T]
}

// AsCollection returns c. It makes a Collection, and types that embed one, a
// [Source].
func (c Collection[T]) AsCollection() Collection[T] { return c }

// plan says what the end of a chain needs from its source. It is passed up the
// chain, and each step adjusts it.
type plan struct {
	need    int              // no more items than this can be of use
	options paginate.Options // but for its Limit, which is need
	ledger  *ledger          // the range is for work on items, which may fail; or nil
}

// unbounded is the need of a chain that may use every item.
const unbounded = math.MaxInt

// sink receives the items of a walk: one call for each item and step of the
// chain, without goroutines or allocations.
type sink[T any] struct {
	item    func(T) bool // false: no more, please
	pageEnd func() bool  // after the last item of a page, also of an empty one
}

// page passes on a page of items.
func (s sink[T]) page(items []T) error {
	for _, item := range items {
		if !s.item(item) {
			return errStopped
		}
	}
	if !s.pageEnd() {
		return errStopped
	}
	return nil
}

// errStopped ends a walk whose sink needs no more items. It is never returned
// to the caller.
var errStopped = errors.New("collections: stopped")

// cancelled returns why ctx is done, including its cause.
func cancelled(ctx context.Context) error {
	return fmt.Errorf("collections: %w", ended.Err(ctx))
}

// newPlan is the plan of a range without steps.
func newPlan() plan { return plan{need: unbounded} }

// run walks the collection. It returns errStopped if and only if out did.
func (c ranges[T]) run(ctx context.Context, p plan, out sink[T]) error {
	switch {
	case c.err != nil:
		return c.err
	case ctx == nil:
		return invalid("Collection", "ctx", nil, "must be a context")
	case c.walk == nil || p.need == 0:
		return nil
	}
	return c.walk(ctx, p, out)
}

// wrong returns c with the error of an invalid argument, unless c has one
// already.
func (c Collection[T]) wrong(step, argument string, value any, reason string) Collection[T] {
	if c.err == nil {
		c.err = invalid(step, argument, value, reason)
	}
	return c
}

// then returns the collection that a walk makes of c.
func then[T, U any](c Collection[T], walk func(context.Context, plan, sink[U]) error) Collection[U] {
	return Collection[U]{ranges[U]{walk, c.traits, c.err}}
}

// paged returns a collection of the pages of an operation.
func paged[T any](err error, walk func(context.Context, plan, sink[T]) error) Collection[T] {
	return Collection[T]{ranges[T]{walk: walk, err: err}}
}

// combined returns a collection that is not of a single operation.
func combined[T any](by string, err error, walk func(context.Context, plan, sink[T]) error) Collection[T] {
	return Collection[T]{ranges[T]{walk, traits{combinedBy: by}, err}}
}

// withVirtualPages returns c with its trait virtual set: whether its pages are not
// those of requests.
func (c Collection[T]) withVirtualPages(virtual bool) Collection[T] {
	c.traits.virtualPages = virtual
	return c
}

// baseOf returns the collection of c for a step.
func baseOf[T any](step string, c Source[T]) Collection[T] {
	if v := reflect.ValueOf(c); !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() {
		return Collection[T]{}.wrong(step, "collection", nil, "must be a collection")
	}
	return c.AsCollection()
}
