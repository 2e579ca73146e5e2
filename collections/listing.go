package collections

import "github.com/awsessentials/essentials/paginate"

// A Listing is a [Collection] of what one operation lists, whose input can be
// changed at any place in a chain; see [Listing.With]. In is the type of the
// input, such as *sns.ListTopicsInput. Use the field Collection where a
// Collection is required.
type Listing[In, T any] struct {
	Collection[T]
	changed func(change func(In)) Listing[In, T] // the listing of another input, without the steps
	steps   []step[T]
}

// step is one step of a chain.
type step[T any] func(Collection[T]) Collection[T]

// With returns the listing with a changed input. It calls change at once, with
// a copy of the input, so that neither this listing nor the caller's input
// changes. The other steps of the chain still apply.
func (l Listing[In, T]) With(change func(In)) Listing[In, T] {
	switch {
	case change == nil:
		return l.then(func(c Collection[T]) Collection[T] {
			return c.wrong("With", "change", nil, "must be a function")
		})
	case l.changed == nil, l.err != nil:
		return l
	}
	changed := l.changed(change)
	for _, s := range l.steps {
		changed = changed.then(s)
	}
	return changed
}

// then adds a step and records it for a later With.
func (l Listing[In, T]) then(s step[T]) Listing[In, T] {
	l.Collection = s(l.Collection)
	l.steps = append(l.steps[:len(l.steps):len(l.steps)], s)
	return l
}

// Filter is [Collection.Filter].
func (l Listing[In, T]) Filter(keep func(T) bool) Listing[In, T] {
	return l.then(func(c Collection[T]) Collection[T] { return c.Filter(keep) })
}

// Limit is [Collection.Limit].
func (l Listing[In, T]) Limit(n int) Listing[In, T] {
	return l.then(func(c Collection[T]) Collection[T] { return c.Limit(n) })
}

// Skip is [Collection.Skip].
func (l Listing[In, T]) Skip(n int) Listing[In, T] {
	return l.then(func(c Collection[T]) Collection[T] { return c.Skip(n) })
}

// PageSize is [Collection.PageSize].
func (l Listing[In, T]) PageSize(n int) Listing[In, T] {
	return l.then(func(c Collection[T]) Collection[T] { return c.PageSize(n) })
}

// Paging is [Collection.Paging].
func (l Listing[In, T]) Paging(o paginate.Options) Listing[In, T] {
	return l.then(func(c Collection[T]) Collection[T] { return c.Paging(o) })
}

// Track is [Collection.Track].
func (l Listing[In, T]) Track(cur *paginate.Cursor) Listing[In, T] {
	return l.then(func(c Collection[T]) Collection[T] { return c.Track(cur) })
}

// Resume is [Collection.Resume].
func (l Listing[In, T]) Resume(state []byte) Listing[In, T] {
	return l.then(func(c Collection[T]) Collection[T] { return c.Resume(state) })
}
