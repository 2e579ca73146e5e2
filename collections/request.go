package collections

import "github.com/awsessentials/essentials/paginate"

// Request is a Collection of what one operation lists, whose request can still
// be changed, anywhere in a chain. It is a Collection in all else; where the
// type Collection is asked for, write request.Collection.
type Request[In, T any] struct {
	Collection[T]
	// origin makes the request anew, with another input and without the steps.
	origin func(change func(In)) Request[In, T]
	steps  []step[T]
}

// step is one step of a chain.
type step[T any] func(Collection[T]) Collection[T]

// With returns the collection with another request: change is given a copy of
// the input, so that neither this collection nor the input it was made from
// changes. It runs at once, and may be called at any place in a chain; the steps
// stay as they are.
func (r Request[In, T]) With(change func(In)) Request[In, T] {
	switch {
	case change == nil:
		return r.take(func(c Collection[T]) Collection[T] {
			return c.wrong("With", "change", nil, "must be a function")
		})
	case r.origin == nil, r.err != nil:
		return r
	}
	changed := r.origin(change)
	for _, s := range r.steps {
		changed = changed.take(s)
	}
	return changed
}

// take takes a step, now and after any later With.
func (r Request[In, T]) take(s step[T]) Request[In, T] {
	r.Collection = s(r.Collection)
	r.steps = append(r.steps[:len(r.steps):len(r.steps)], s)
	return r
}

// Filter is [Collection.Filter].
func (r Request[In, T]) Filter(keep func(T) bool) Request[In, T] {
	return r.take(func(c Collection[T]) Collection[T] { return c.Filter(keep) })
}

// Limit is [Collection.Limit].
func (r Request[In, T]) Limit(n int) Request[In, T] {
	return r.take(func(c Collection[T]) Collection[T] { return c.Limit(n) })
}

// Skip is [Collection.Skip].
func (r Request[In, T]) Skip(n int) Request[In, T] {
	return r.take(func(c Collection[T]) Collection[T] { return c.Skip(n) })
}

// PageSize is [Collection.PageSize].
func (r Request[In, T]) PageSize(n int) Request[In, T] {
	return r.take(func(c Collection[T]) Collection[T] { return c.PageSize(n) })
}

// Prefetch is [Collection.Prefetch].
func (r Request[In, T]) Prefetch(n int) Request[In, T] {
	return r.take(func(c Collection[T]) Collection[T] { return c.Prefetch(n) })
}

// StopOnRepeat is [Collection.StopOnRepeat].
func (r Request[In, T]) StopOnRepeat() Request[In, T] {
	return r.take(Collection[T].StopOnRepeat)
}

// MaxEmpty is [Collection.MaxEmpty].
func (r Request[In, T]) MaxEmpty(n int) Request[In, T] {
	return r.take(func(c Collection[T]) Collection[T] { return c.MaxEmpty(n) })
}

// Track is [Collection.Track].
func (r Request[In, T]) Track(cur *paginate.Cursor) Request[In, T] {
	return r.take(func(c Collection[T]) Collection[T] { return c.Track(cur) })
}

// Resume is [Collection.Resume].
func (r Request[In, T]) Resume(state []byte) Request[In, T] {
	return r.take(func(c Collection[T]) Collection[T] { return c.Resume(state) })
}

// Progress is [Collection.Progress].
func (r Request[In, T]) Progress(report func(paginate.Progress)) Request[In, T] {
	return r.take(func(c Collection[T]) Collection[T] { return c.Progress(report) })
}
