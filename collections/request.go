package collections

import "github.com/awsessentials/essentials/paginate"

// Request is a Collection of what one operation lists, whose request can still
// be changed, anywhere in a chain. It is a Collection in all else; where the
// type Collection is asked for, write request.Collection.
type Request[In, T any] struct {
	Collection[T]
	with func(func(*In)) Request[In, T]
}

// With returns the collection with another request: change is given a copy of
// the input, so that neither this collection nor the input it was made from
// changes. It runs at once, and may be called at any place in a chain; the steps
// stay as they are.
func (r Request[In, T]) With(change func(*In)) Request[In, T] {
	switch {
	case change == nil:
		return r.step(func(c Collection[T]) Collection[T] {
			return c.wrong("With", "function", nil, "want a function")
		})
	case r.with == nil, r.err != nil:
		return r
	}
	return r.with(change)
}

// step takes the same step on the collection, now and after any later With.
func (r Request[In, T]) step(take func(Collection[T]) Collection[T]) Request[In, T] {
	return Request[In, T]{
		Collection: take(r.Collection),
		with:       func(change func(*In)) Request[In, T] { return r.With(change).step(take) },
	}
}

// Filter is [Collection.Filter].
func (r Request[In, T]) Filter(keep func(T) bool) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Filter(keep) })
}

// Limit is [Collection.Limit].
func (r Request[In, T]) Limit(n int) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Limit(n) })
}

// Skip is [Collection.Skip].
func (r Request[In, T]) Skip(n int) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Skip(n) })
}

// PageSize is [Collection.PageSize].
func (r Request[In, T]) PageSize(n int) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.PageSize(n) })
}

// Prefetch is [Collection.Prefetch].
func (r Request[In, T]) Prefetch(n int) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Prefetch(n) })
}

// StopOnRepeat is [Collection.StopOnRepeat].
func (r Request[In, T]) StopOnRepeat() Request[In, T] {
	return r.step(Collection[T].StopOnRepeat)
}

// MaxEmpty is [Collection.MaxEmpty].
func (r Request[In, T]) MaxEmpty(n int) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.MaxEmpty(n) })
}

// Track is [Collection.Track].
func (r Request[In, T]) Track(cur *paginate.Cursor) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Track(cur) })
}

// Resume is [Collection.Resume].
func (r Request[In, T]) Resume(state []byte) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Resume(state) })
}

// Progress is [Collection.Progress].
func (r Request[In, T]) Progress(report func(paginate.Progress)) Request[In, T] {
	return r.step(func(c Collection[T]) Collection[T] { return c.Progress(report) })
}
