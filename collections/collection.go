package collections

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"

	"github.com/awsessentials/essentials/paginate"
)

// Collection is a lazy group of things: a recipe for a walk, not its result.
// Every range over All, Pages or Batches carries the recipe out afresh, and
// nothing is requested before. Each step (Filter, Limit, ...) returns a new
// Collection and leaves the one it was called on as it was, so that a base can
// be kept and forked.
//
// The zero Collection is empty. A Collection is safe for concurrent use as far
// as the functions given to it are.
type Collection[T any] struct {
	walk func(context.Context, plan, sink[T]) error
	err  error // the first wrong argument on the way here
}

// Source is a Collection, or a type that embeds one, such as [Request]. It lets
// functions like [Map] take any of them.
type Source[T any] interface {
	collection() Collection[T]
}

func (c Collection[T]) collection() Collection[T] { return c }

// plan says what the end of a chain wants from its source. It travels up the
// chain, and every step that it passes adjusts it.
type plan struct {
	need    int              // no more items than this can be of use
	options paginate.Options // but for its Limit, which is need
}

// unbounded is the need of a chain that may use every item.
const unbounded = math.MaxInt

// sink takes what a walk finds. Items come down the chain through it, one call
// for each, without a goroutine or an allocation between.
type sink[T any] struct {
	item    func(T) bool // false: no more, please
	pageEnd func() bool  // after the last item of a page, also of an empty one
}

// errStopped ends a walk whose sink wants no more. It never reaches a caller.
var errStopped = errors.New("collections: stopped")

// cancelled is why ctx is done, its cause included.
func cancelled(ctx context.Context) error {
	err, cause := ctx.Err(), context.Cause(ctx)
	if errors.Is(cause, err) {
		return fmt.Errorf("collections: %w", cause)
	}
	return fmt.Errorf("collections: %w: %w", err, cause)
}

// newPlan is the plan of a range without steps.
func newPlan() plan { return plan{need: unbounded} }

// single refuses the steps that need a single operation, for a collection made
// by op that has none.
func (p plan) single(op string) error {
	step := ""
	switch {
	case p.options.Track != nil:
		step = "Track"
	case len(p.options.Resume) > 0:
		step = "Resume"
	case p.options.Progress != nil:
		step = "Progress"
	default:
		return nil
	}
	return invalid(step, "collection", "of "+op, "want one of a single operation; take the step before it is combined")
}

// run walks the collection. It returns errStopped if and only if out asked for
// the end.
func (c Collection[T]) run(ctx context.Context, p plan, out sink[T]) error {
	switch {
	case c.err != nil:
		return c.err
	case c.walk == nil || p.need == 0:
		return nil
	}
	return c.walk(ctx, p, out)
}

func baseOf[T any](op string, c Source[T]) Collection[T] {
	if c == nil {
		return Collection[T]{err: invalid(op, "collection", nil, "want a collection")}
	}
	return c.collection()
}

func basesOf[S Source[T], T any](op string, cs []S) ([]Collection[T], error) {
	bases := make([]Collection[T], len(cs))
	for i, c := range cs {
		bases[i] = baseOf[T](op, c)
		if err := bases[i].err; err != nil {
			return nil, err
		}
	}
	return bases, nil
}

// wrong returns c with an argument that was refused; the first one stays.
func (c Collection[T]) wrong(op, name string, value any, reason string) Collection[T] {
	if c.err == nil {
		c.err = invalid(op, name, value, reason)
	}
	return c
}

// then returns the collection that the walk makes of c, unless c is wrong already.
func then[T, U any](c Collection[T], walk func(context.Context, plan, sink[U]) error) Collection[U] {
	return Collection[U]{walk: walk, err: c.err}
}

// Of returns a collection of the given items, as one page.
func Of[T any](items ...T) Collection[T] {
	return Collection[T]{walk: func(ctx context.Context, p plan, out sink[T]) error {
		if err := p.single("Of"); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return cancelled(ctx)
		}
		return out.page(items)
	}}
}

// FromSeq returns a collection of the items of a sequence. The function is
// called for every range over the collection, so it should start afresh each
// time; method values such as topics.All fit. The sequence ends at its first
// error. It knows of no pages: each item counts as one.
func FromSeq[T any](all func(context.Context) iter.Seq2[T, error]) Collection[T] {
	if all == nil {
		return Collection[T]{err: invalid("FromSeq", "function", nil, "want a function")}
	}
	return Collection[T]{walk: func(ctx context.Context, p plan, out sink[T]) error {
		if err := p.single("FromSeq"); err != nil {
			return err
		}
		for item, err := range all(ctx) {
			if err != nil {
				return err
			}
			if !out.item(item) || !out.pageEnd() {
				return errStopped
			}
		}
		return nil
	}}
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
