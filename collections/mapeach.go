package collections

import (
	"context"

	"github.com/awsessentials/essentials/internal/callback"
)

// resultsAhead is how many results of MapEach may be kept, for each of its n
// calls, until the oldest call ends. With 16 a call may take some ten times as
// long as the others and not hold them up.
const resultsAhead = 16

// MapEach is [Map] for a function that makes a request of its own, such as to
// describe what a listing only names. Up to n calls run at once, and the results
// come in the order of the items. Up to 16 times n results are kept while an
// earlier call is still running.
//
// The calls run over page ends: the next page is requested when a call is free
// for its items. So that after a break, or a Limit behind a Filter, calls and a
// page may have been made that were not needed; a Limit right after MapEach
// makes none too many.
//
// The first error, in the order of the items, ends it as an [*ItemError], after
// the results before it. It cancels the running calls, as a break does, and waits
// for them. A panic in f continues in the caller's goroutine. An n below 1 or
// above 10,000 is [awserr.ErrInvalid].
func MapEach[T, U any](c Source[T], n int, f func(context.Context, T) (U, error)) Collection[U] {
	base := partOf("MapEach", c)
	switch {
	case f == nil:
		base = base.wrong("MapEach", "f", nil, "must be a function")
	case n < 1 || n > 10_000:
		base = base.wrong("MapEach", "n", n, "must be from 1 to 10,000")
	}
	return combined("MapEach", base.err, func(ctx context.Context, p plan, out sink[U]) error {
		ctx, cancel := context.WithCancel(ctx)
		m := mapping[T, U]{ctx: ctx, n: n, f: f, out: out, ended: make(chan *call[U], n)}
		defer m.join()
		defer cancel()
		err := base.run(ctx, p, sink[T]{item: m.item, pageEnd: m.pageEnd})
		if m.err == nil {
			m.finish() // what was running when the listing ended
		}
		if m.err != nil {
			return m.err
		}
		return err
	}).withVirtualPages(base.traits.virtualPages)
}

// mapping is one range over a MapEach. But for the calls themselves everything
// happens in the goroutine of the range.
type mapping[T, U any] struct {
	ctx     context.Context
	n       int
	f       func(context.Context, T) (U, error)
	out     sink[U]
	queue   []*call[U]    // in the order of the items; the oldest may be running still
	place   int           // of the oldest item
	running int           // calls
	ended   chan *call[U] // has room for all that run
	err     error         // why no more results are wanted
}

// call is the call for one item, or the end of a page.
type call[U any] struct {
	value   U
	err     error
	panic   *callback.Panic
	done    bool
	pageEnd bool
}

func (m *mapping[T, U]) item(item T) bool {
	for m.deliver() && (m.running == m.n || len(m.queue) >= resultsAhead*m.n) {
		m.await()
	}
	if m.err != nil {
		return false
	}
	c := new(call[U])
	m.queue = append(m.queue, c)
	m.running++
	go func() {
		defer func() { m.ended <- c }()
		c.panic = callback.Run(func() { c.value, c.err = m.f(m.ctx, item) }, func(err error) { c.err = err })
	}()
	return true
}

func (m *mapping[T, U]) pageEnd() bool {
	m.queue = append(m.queue, &call[U]{done: true, pageEnd: true})
	for m.deliver() && m.running == m.n {
		m.await() // no call is free for an item of the next page
	}
	return m.err == nil
}

// await waits for a call to end.
func (m *mapping[T, U]) await() {
	c := <-m.ended
	m.running--
	c.done = true
	c.panic.Continue()
}

// deliver hands down the results that are due, and reports whether more are
// wanted.
func (m *mapping[T, U]) deliver() bool {
	for m.err == nil && len(m.queue) > 0 && m.queue[0].done {
		c := m.queue[0]
		m.queue[0] = nil
		m.queue = m.queue[1:]
		switch {
		case c.pageEnd:
			if !m.out.pageEnd() {
				m.err = errStopped
			}
			continue
		case c.err != nil:
			m.err = &ItemError{Operation: "MapEach", Index: m.place, Err: c.err}
		case !m.out.item(c.value):
			m.err = errStopped
		}
		m.place++
	}
	return m.err == nil
}

// finish waits for all calls and hands down their results.
func (m *mapping[T, U]) finish() {
	for m.deliver() && m.running > 0 {
		m.await()
	}
}

// join waits for the calls whose results nobody wants any more.
func (m *mapping[T, U]) join() {
	for ; m.running > 0; m.running-- {
		<-m.ended
	}
}
