package collections

import (
	"context"
	"slices"
)

// Map returns the collection of what f makes of each item, one for one and in
// order. Steps after it still reach the request: a Limit lowers the page size.
func Map[T, U any](c Source[T], f func(T) U) Collection[U] {
	base := baseOf("Map", c)
	if f == nil {
		base = base.wrong("Map", "f", nil, "must be a function")
	}
	return then(base, func(ctx context.Context, p plan, out sink[U]) error {
		return base.run(ctx, p, sink[T]{
			item:    func(item T) bool { return out.item(f(item)) },
			pageEnd: out.pageEnd,
		})
	})
}

// FlatMap walks, for each item of c in turn, the collection that f makes of it:
// the services of each cluster, the keys of each bucket. A collection of a
// slice is Of(s...); for items nested in one output see [Flatten]. The steps
// PageSize and Prefetch after it hold for the collections that f makes.
func FlatMap[T, U any, R Source[U]](c Source[T], f func(T) R) Collection[U] {
	base := partOf("FlatMap", c)
	if f == nil {
		base = base.wrong("FlatMap", "f", nil, "must be a function")
	}
	return made("FlatMap", base.err, func(ctx context.Context, p plan, out sink[U]) error {
		parts := newSeries(p, out)
		var inner error
		outer := base.run(ctx, newPlan(), sink[T]{
			item: func(item T) bool {
				inner = parts.run(ctx, partOf[U]("FlatMap", f(item)))
				return inner == nil
			},
			pageEnd: always,
		})
		if inner != nil {
			return inner
		}
		return outer
	}).loosened(true)
}

// Concat returns the items of each collection in turn. A later one sends no
// request before those ahead of it are through.
func Concat[S Source[T], T any](cs ...S) Collection[T] {
	parts, err := partsOf[S, T]("Concat", cs)
	loose := slices.ContainsFunc(parts, func(c Collection[T]) bool { return c.traits.loose })
	return made("Concat", err, func(ctx context.Context, p plan, out sink[T]) error {
		series := newSeries(p, out)
		for _, c := range parts {
			if err := series.run(ctx, c); err != nil {
				return err
			}
		}
		return nil
	}).loosened(loose)
}

// partOf returns a collection that is combined with others.
func partOf[T any](step string, c Source[T]) Collection[T] {
	part := baseOf(step, c)
	if part.traits.tracked {
		return part.wrong(step, "collection", nil, "must not be tracked: its items are taken before they are handed out")
	}
	return part
}

func partsOf[S Source[T], T any](step string, cs []S) ([]Collection[T], error) {
	parts := make([]Collection[T], len(cs))
	for i, c := range cs {
		parts[i] = partOf[T](step, c)
		if err := parts[i].err; err != nil {
			return nil, err
		}
	}
	return parts, nil
}

// series walks collections one after the other into one sink.
type series[T any] struct {
	p   plan
	out sink[T]
}

func newSeries[T any](p plan, out sink[T]) *series[T] {
	s := &series[T]{p: p}
	s.out = sink[T]{
		item: func(item T) bool {
			if s.p.need != unbounded {
				s.p.need-- // the next part has fewer to give
			}
			return out.item(item)
		},
		pageEnd: out.pageEnd,
	}
	return s
}

func (s *series[T]) run(ctx context.Context, c Collection[T]) error {
	return c.run(ctx, s.p, s.out)
}

// Flatten returns the elements that f finds in each element of s, in order. It
// is meant for the accessor of [From], where an output nests its items: the
// instances of reservations.
func Flatten[S, T any](s []S, f func(S) []T) []T {
	var flat []T
	for _, e := range s {
		flat = append(flat, f(e)...)
	}
	return flat
}
