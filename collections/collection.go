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

// Collection is a lazy group of things: it describes a listing and does not hold
// its items. Every range over All, Pages or Batches starts from the beginning,
// and nothing is requested before. Each step (Filter, Limit, ...) returns a new
// Collection and leaves the one it was called on as it was, so that a base can
// be kept and forked.
//
// The zero Collection is empty. A Collection is safe for concurrent use as far
// as the functions given to it are.
type Collection[T any] struct {
	walk   func(context.Context, plan, sink[T]) error
	traits traits
	err    error // the first wrong argument on the way here
}

// traits say which steps a collection cannot take any more.
type traits struct {
	combinedBy   string // what combined it, if it is of no single operation: "Concat"
	virtualPages bool   // its pages are not those of requests: what follows a page end need not cost one
	tracked      bool   // by Track
	resumed      bool   // by Resume
	skips        bool   // by Skip
}

// Source is a [Collection], a [Listing], or any type that embeds one of them or
// has a collection to give. Functions like [Map] and [Merge] take any Source.
type Source[T any] interface {
	// AsCollection returns the collection, without a request.
	AsCollection() Collection[T]
}

// AsCollection returns c. It makes a Collection, and what embeds one, a
// [Source].
func (c Collection[T]) AsCollection() Collection[T] { return c }

// plan says what the end of a chain wants from its source. It travels up the
// chain, and every step that it passes adjusts it.
type plan struct {
	need    int              // no more items than this can be of use
	options paginate.Options // but for its Limit, which is need
	ledger  *ledger          // the range is for work on items, which may fail; or nil
}

// unbounded is the need of a chain that may use every item.
const unbounded = math.MaxInt

// sink takes what a walk finds. Items come down the chain through it, one call
// for each, without a goroutine or an allocation between.
type sink[T any] struct {
	item    func(T) bool // false: no more, please
	pageEnd func() bool  // after the last item of a page, also of an empty one
}

// page hands a page of items down.
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

// errStopped ends a walk whose sink wants no more. It never reaches a caller.
var errStopped = errors.New("collections: stopped")

// cancelled is why ctx is done, its cause included.
func cancelled(ctx context.Context) error {
	return fmt.Errorf("collections: %w", ended.Err(ctx))
}

// newPlan is the plan of a range without steps.
func newPlan() plan { return plan{need: unbounded} }

// run walks the collection. It returns errStopped if and only if out asked for
// the end.
func (c Collection[T]) run(ctx context.Context, p plan, out sink[T]) error {
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

// wrong returns c with an argument that was refused; the first one stays.
func (c Collection[T]) wrong(step, argument string, value any, reason string) Collection[T] {
	if c.err == nil {
		c.err = invalid(step, argument, value, reason)
	}
	return c
}

// then returns the collection that a walk makes of c.
func then[T, U any](c Collection[T], walk func(context.Context, plan, sink[U]) error) Collection[U] {
	return Collection[U]{walk: walk, traits: c.traits, err: c.err}
}

// combined returns a collection of no single operation.
func combined[T any](by string, err error, walk func(context.Context, plan, sink[T]) error) Collection[T] {
	return Collection[T]{walk: walk, traits: traits{combinedBy: by}, err: err}
}

// withVirtualPages returns c as one whose pages are not those of requests, or are.
func (c Collection[T]) withVirtualPages(virtual bool) Collection[T] {
	c.traits.virtualPages = virtual
	return c
}

// baseOf returns the collection that step is taken on.
func baseOf[T any](step string, c Source[T]) Collection[T] {
	if v := reflect.ValueOf(c); !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() {
		return Collection[T]{}.wrong(step, "collection", nil, "must be a collection")
	}
	return c.AsCollection()
}
