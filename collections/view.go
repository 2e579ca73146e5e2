package collections

import (
	"context"
	"iter"
	"reflect"

	"github.com/awsessentials/essentials/paginate"
)

// A View is a collection with its own type: Self is a pointer to a struct that
// embeds the view. Every step returns Self, so that its methods can be called
// after each step. The collections of module resources are views:
//
//	type Instances struct {
//		collections.View[*Instances, *ec2.DescribeInstancesInput, *Instance]
//	}
//
//	instances.Filter(running).Limit(5).Stop(ctx) // Stop is a method of *Instances
//
// In is the type of the operation's input, R that of the items; both are
// pointers. A view is a [Source] of its items. The zero View is empty. The
// steps are those of [Collection] and are documented there. All views share one
// implementation, so that each adds little to a program.
type View[Self, In, R any] struct {
	core        Listing[any, any]
	concurrency int
}

// NewView returns what an operation lists as a Self. call makes the request, and
// items returns the items of an output, each an R. The operation is paged as by
// [paginate.Op]. NewView copies in.
func NewView[Self, In, Out any](call func(context.Context, In) (Out, error), in In, items func(Out) []any) Self {
	return viewOf[Self](paginate.OpAny(hide(call), in, reflect.TypeFor[Out]()), items)
}

// NewViewOnce is [NewView] for an operation that returns all items in one
// response.
func NewViewOnce[Self, In, Out any](call func(context.Context, In) (Out, error), in In, items func(Out) []any) Self {
	return viewOf[Self](paginate.OpOnceAny(hide(call), in, reflect.TypeFor[Out]()), items)
}

func hide[In, Out any](call func(context.Context, In) (Out, error)) func(context.Context, any) (any, error) {
	return func(ctx context.Context, in any) (any, error) { return call(ctx, in.(In)) }
}

func viewOf[Self, Out any](op *paginate.Operation[any, any, paginate.NoOptions], items func(Out) []any) Self {
	return newView[Self](FromOperation(op, func(out any) []any { return items(out.(Out)) }), 0)
}

// RefusedView returns a Self whose ranges return the error, without a request.
func RefusedView[Self any](err error) Self {
	return newView[Self](Listing[any, any]{Collection: Collection[any]{err: err}}, 0)
}

// As returns a source of the items of a Self, such as [Concat], [Merge] or
// [FlatMap] return, as a Self:
//
//	all := collections.As[*ec2res.Instances](collections.Concat(a.Instances(), b.Instances()))
//	n, err := all.Stop(ctx)
func As[Self interface{ collectionOf(R) }, R any](from Source[R]) Self {
	return newView[Self](Listing[any, any]{Collection: Map(from, func(r R) any { return r })}, 0)
}

// settable is implemented by every View.
type settable interface {
	set(core Listing[any, any], concurrency int)
}

// newView allocates the struct that Self points to.
func newView[Self any](core Listing[any, any], concurrency int) Self {
	return makeView(reflect.TypeFor[Self](), core, concurrency).(Self)
}

func makeView(t reflect.Type, core Listing[any, any], concurrency int) any {
	v := reflect.New(t.Elem()).Interface()
	v.(settable).set(core, concurrency)
	return v
}

func (v *View[Self, In, R]) set(core Listing[any, any], concurrency int) {
	v.core, v.concurrency = core, concurrency
}

func (v *View[Self, In, R]) step(core Listing[any, any]) Self {
	return newView[Self](core, v.concurrency)
}

func (v *View[Self, In, R]) collectionOf(R) {}

// AsCollection returns the items as a [Collection].
func (v *View[Self, In, R]) AsCollection() Collection[R] {
	return Map(v.core, func(x any) R { return x.(R) })
}

// Filter is [Collection.Filter].
func (v *View[Self, In, R]) Filter(keep func(R) bool) Self {
	if keep == nil {
		return v.step(v.core.Filter(nil))
	}
	return v.step(v.core.Filter(func(x any) bool { return keep(x.(R)) }))
}

// Limit is [Collection.Limit].
func (v *View[Self, In, R]) Limit(n int) Self { return v.step(v.core.Limit(n)) }

// Skip is [Collection.Skip].
func (v *View[Self, In, R]) Skip(n int) Self { return v.step(v.core.Skip(n)) }

// PageSize is [Collection.PageSize].
func (v *View[Self, In, R]) PageSize(n int) Self { return v.step(v.core.PageSize(n)) }

// Track is [Collection.Track].
func (v *View[Self, In, R]) Track(cur *paginate.Cursor) Self { return v.step(v.core.Track(cur)) }

// Resume is [Collection.Resume].
func (v *View[Self, In, R]) Resume(state []byte) Self { return v.step(v.core.Resume(state)) }

// With is [Listing.With].
func (v *View[Self, In, R]) With(change func(In)) Self {
	if change == nil {
		return v.step(v.core.With(nil))
	}
	return v.step(v.core.With(func(in any) { change(in.(In)) }))
}

// Concurrency sets the maximum number of concurrent requests of a batch action,
// and the default of ForEach and Batch. Without it there is one at a time.
func (v *View[Self, In, R]) Concurrency(n int) Self {
	if n < 1 {
		return v.step(v.core.then(func(c Collection[any]) Collection[any] {
			return c.wrong("Concurrency", "n", n, "must be at least 1; leave Concurrency out for one request at a time")
		}))
	}
	return newView[Self](v.core, n)
}

// Erased is a view without its types, for code that all views share.
type Erased struct {
	Collection[any]
	Concurrency int  // as set by the view; 0 if it was not
	Combined    bool // of several sources, as those of Concat, Merge and FlatMap are
}

// Erased returns the view without its types. Batch actions use it.
func (v *View[Self, In, R]) Erased() Erased {
	return Erased{v.core.Collection, v.concurrency, v.core.traits.combinedBy != ""}
}

// All is [Collection.All].
func (v *View[Self, In, R]) All(ctx context.Context) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		for x, err := range v.core.All(ctx) {
			r, _ := x.(R)
			if !yield(r, err) {
				return
			}
		}
	}
}

// Pages is [Collection.Pages].
func (v *View[Self, In, R]) Pages(ctx context.Context) iter.Seq2[[]R, error] {
	return typed[R](v.core.Pages(ctx))
}

// Batches is [Collection.Batches].
func (v *View[Self, In, R]) Batches(ctx context.Context, n int) iter.Seq2[[]R, error] {
	return typed[R](v.core.Batches(ctx, n))
}

func typed[R any](batches iter.Seq2[[]any, error]) iter.Seq2[[]R, error] {
	return func(yield func([]R, error) bool) {
		for batch, err := range batches {
			if !yield(asAll[R](batch), err) {
				return
			}
		}
	}
}

func asAll[R any](batch []any) []R {
	if batch == nil {
		return nil
	}
	rs := make([]R, len(batch))
	for i, x := range batch {
		rs[i] = x.(R)
	}
	return rs
}

// Collect is [Collection.Collect].
func (v *View[Self, In, R]) Collect(ctx context.Context) ([]R, error) {
	return paginate.Collect(v.All(ctx))
}

// First is [Collection.First].
func (v *View[Self, In, R]) First(ctx context.Context) (R, bool, error) {
	x, ok, err := v.core.First(ctx)
	r, _ := x.(R)
	return r, ok, err
}

// Count is [Collection.Count].
func (v *View[Self, In, R]) Count(ctx context.Context) (int, error) { return v.core.Count(ctx) }

// Do is [Collection.Do].
func (v *View[Self, In, R]) Do(ctx context.Context, do func(R) error) error {
	if do == nil {
		return v.core.Do(ctx, nil)
	}
	return v.core.Do(ctx, func(x any) error { return do(x.(R)) })
}

// ForEach is [Collection.ForEach].
func (v *View[Self, In, R]) ForEach(ctx context.Context, do func(context.Context, R) error, o ForEachOptions) (Report[R], error) {
	var hidden func(context.Context, any) error
	if do != nil {
		hidden = func(ctx context.Context, x any) error { return do(ctx, x.(R)) }
	}
	if o.Concurrency == 0 {
		o.Concurrency = v.concurrency
	}
	report, err := v.core.ForEach(ctx, hidden, o)
	return typedReport[R](report), err
}

// Batch is [Collection.Batch].
func (v *View[Self, In, R]) Batch(ctx context.Context, action func(context.Context, []R) ([]Failure, error), o BatchOptions) (Report[R], error) {
	var hidden func(context.Context, []any) ([]Failure, error)
	if action != nil {
		hidden = func(ctx context.Context, batch []any) ([]Failure, error) { return action(ctx, asAll[R](batch)) }
	}
	if o.Concurrency == 0 {
		o.Concurrency = v.concurrency
	}
	report, err := v.core.Batch(ctx, hidden, o)
	return typedReport[R](report), err
}

func typedReport[R any](report Report[any]) Report[R] {
	typed := Report[R]{Done: report.Done, Calls: report.Calls}
	for _, f := range report.Failed {
		r, _ := f.Item.(R)
		typed.Failed = append(typed.Failed, FailedItem[R]{Item: r, Index: f.Index, Attempts: f.Attempts, Err: f.Err})
	}
	return typed
}
