package collections

import (
	"context"
	"slices"
)

// Map returns the collection of the results of f for each item, in order.
// Limit, PageSize and other steps after it still affect the requests.
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

// FlatMap returns the items of the collections that f returns for each item of c,
// in order: the services of each cluster, or the keys of each bucket. PageSize
// and Paging after it apply to the collections that f returns. Items nested in
// one output need no FlatMap; see [List].
func FlatMap[T, U any, R Source[U]](c Source[T], f func(T) R) Collection[U] {
	base := partOf("FlatMap", c)
	if f == nil {
		base = base.wrong("FlatMap", "f", nil, "must be a function")
	}
	return combined("FlatMap", base.err, func(ctx context.Context, p plan, out sink[U]) error {
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
	}).withVirtualPages(true)
}

// Concat returns the items of each collection in order. A collection is not
// requested before the one ahead of it has ended.
func Concat[T any](cs ...Source[T]) Collection[T] {
	parts, err := partsOf("Concat", cs)
	virtual := slices.ContainsFunc(parts, func(c Collection[T]) bool { return c.traits.virtualPages })
	return combined("Concat", err, func(ctx context.Context, p plan, out sink[T]) error {
		series := newSeries(p, out)
		for _, c := range parts {
			if err := series.run(ctx, c); err != nil {
				return err
			}
		}
		return nil
	}).withVirtualPages(virtual)
}

// partOf returns the collection of a source that is combined with others.
func partOf[T any](step string, c Source[T]) Collection[T] {
	part := baseOf(step, c)
	if part.traits.tracked {
		return part.wrong(step, "collection", nil, "must not be tracked: its items are taken before they are handed out")
	}
	return part
}

func partsOf[T any](step string, cs []Source[T]) ([]Collection[T], error) {
	parts := make([]Collection[T], len(cs))
	for i, c := range cs {
		parts[i] = partOf(step, c)
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
