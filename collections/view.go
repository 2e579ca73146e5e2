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
// implementation, [Erased], so that each adds little to a program.
type View[Self, In, R any] struct {
	erased *Erased
	itemsOf[R]
	batchesOf[R]
	sourceOf[R]
}

// The parts of a view beside its steps. The methods of a generic type share one
// table of the types that they need, so a program that calls one of them holds the
// types of all. In parts, it does not hold those of what it does not use.
type (
	itemsOf[R any]   struct{ erased *Erased }
	batchesOf[R any] struct{ erased *Erased }
	sourceOf[R any]  struct{ erased *Erased }
)

// ViewOf returns e as a view. Its items must be of type R, and its input of type
// In.
func ViewOf[Self, In, R any](e *Erased) View[Self, In, R] {
	return View[Self, In, R]{e, itemsOf[R]{e}, batchesOf[R]{e}, sourceOf[R]{e}}
}

// As returns a source of the items of a Self, such as [Concat], [Merge] or
// [FlatMap] return, as a Self:
//
//	all := collections.As[*ec2res.Instances](collections.Concat(a.Instances(), b.Instances()))
//	n, err := all.Stop(ctx)
func As[Self interface{ collectionOf(R) }, R any](from Source[R]) Self {
	return newView[Self](&Erased{core: Listing[any, any]{Collection: Map(from, func(r R) any { return r })}})
}

// newView allocates the struct that Self points to.
func newView[Self any](e *Erased) Self {
	return makeView(reflect.TypeFor[Self](), e).(Self)
}

func makeView(t reflect.Type, e *Erased) any {
	v := reflect.New(t.Elem()).Interface()
	v.(interface{ set(*Erased) }).set(e)
	return v
}

func (v *View[Self, In, R]) set(e *Erased) { *v = ViewOf[Self, In, R](e) }

// Erased returns the view without its types. Batch actions use it.
func (v *View[Self, In, R]) Erased() *Erased { return v.erased }

func (v *View[Self, In, R]) step(l Listing[any, any]) Self {
	return newView[Self](&Erased{l, v.erased.Concurrency()})
}

// Filter is [Collection.Filter].
func (v *View[Self, In, R]) Filter(keep func(R) bool) Self {
	if keep == nil {
		return v.step(v.erased.listing().Filter(nil))
	}
	return v.step(v.erased.listing().Filter(func(x any) bool { return keep(x.(R)) }))
}

// Limit is [Collection.Limit].
func (v *View[Self, In, R]) Limit(n int) Self { return v.step(v.erased.listing().Limit(n)) }

// Skip is [Collection.Skip].
func (v *View[Self, In, R]) Skip(n int) Self { return v.step(v.erased.listing().Skip(n)) }

// PageSize is [Collection.PageSize].
func (v *View[Self, In, R]) PageSize(n int) Self { return v.step(v.erased.listing().PageSize(n)) }

// Track is [Collection.Track].
func (v *View[Self, In, R]) Track(cur *paginate.Cursor) Self {
	return v.step(v.erased.listing().Track(cur))
}

// Resume is [Collection.Resume].
func (v *View[Self, In, R]) Resume(state []byte) Self {
	return v.step(v.erased.listing().Resume(state))
}

// With is [Listing.With].
func (v *View[Self, In, R]) With(change func(In)) Self {
	if change == nil {
		return v.step(v.erased.listing().With(nil))
	}
	return v.step(v.erased.listing().With(func(in any) { change(in.(In)) }))
}

// Concurrency sets the maximum number of concurrent requests of a batch action,
// and the default of ForEach and Batch. Without it there is one at a time. With
// it, what changes the requests of a batch action is called from several
// goroutines.
func (v *View[Self, In, R]) Concurrency(n int) Self {
	return newView[Self](v.erased.atATime(n))
}

func (v *sourceOf[R]) collectionOf(R) {}

// AsCollection returns the items as a [Collection].
func (v *sourceOf[R]) AsCollection() Collection[R] {
	return Map(v.erased.listing(), func(x any) R { return x.(R) })
}

// All is [Collection.All].
func (v *itemsOf[R]) All(ctx context.Context) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		v.erased.each(ctx, func(x any, err error) bool {
			r, _ := x.(R)
			return yield(r, err)
		})
	}
}

// Pages is [Collection.Pages].
func (v *batchesOf[R]) Pages(ctx context.Context) iter.Seq2[[]R, error] {
	return typed[R](v.erased.listing().Pages(ctx))
}

// Batches is [Collection.Batches].
func (v *batchesOf[R]) Batches(ctx context.Context, n int) iter.Seq2[[]R, error] {
	return typed[R](v.erased.listing().Batches(ctx, n))
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
func (v *itemsOf[R]) Collect(ctx context.Context) ([]R, error) {
	return paginate.Collect(v.All(ctx))
}

// First is [Collection.First].
func (v *itemsOf[R]) First(ctx context.Context) (R, bool, error) {
	x, ok, err := v.erased.listing().First(ctx)
	r, _ := x.(R)
	return r, ok, err
}

// Count is [Collection.Count].
func (v *itemsOf[R]) Count(ctx context.Context) (int, error) { return v.erased.listing().Count(ctx) }

// Do is [Collection.Do].
func (v *itemsOf[R]) Do(ctx context.Context, do func(R) error) error {
	if do == nil {
		return v.erased.listing().Do(ctx, nil)
	}
	return v.erased.listing().Do(ctx, func(x any) error { return do(x.(R)) })
}

// ForEach is [Collection.ForEach].
func (v *batchesOf[R]) ForEach(ctx context.Context, do func(context.Context, R) error, o ForEachOptions) (Report[R], error) {
	var hidden func(context.Context, any) error
	if do != nil {
		hidden = func(ctx context.Context, x any) error { return do(ctx, x.(R)) }
	}
	if o.Concurrency == 0 {
		o.Concurrency = v.erased.Concurrency()
	}
	report, err := v.erased.listing().ForEach(ctx, hidden, o)
	return typedReport[R](report), err
}

// Batch is [Collection.Batch].
func (v *batchesOf[R]) Batch(ctx context.Context, action func(context.Context, []R) ([]Failure, error), o BatchOptions) (Report[R], error) {
	var hidden func(context.Context, []any) ([]Failure, error)
	if action != nil {
		hidden = func(ctx context.Context, batch []any) ([]Failure, error) { return action(ctx, asAll[R](batch)) }
	}
	if o.Concurrency == 0 {
		o.Concurrency = v.erased.Concurrency()
	}
	report, err := v.erased.listing().Batch(ctx, hidden, o)
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
