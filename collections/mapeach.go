package collections

import (
	"context"

	"github.com/awsessentials/essentials/internal/callback"
)

// resultsAhead is the number of results that MapEach may hold, for each of its
// n calls, until the oldest call ends. With 16 a call may take about ten times
// as long as the others without delaying them.
const resultsAhead = 16

// MapEach is [Map] for a function that makes requests, such as one that
// describes a resource of which the listing has only the name. Up to n calls run
// at once. The results are in the order of the items: up to 16 times n results
// are held while an earlier call is still running.
//
// Calls for one page overlap with those for the next, which is requested as
// soon as a call is free for its items. After a break, or with a Filter and a
// Limit after MapEach, calls and a page may therefore have been requested that
// were not needed. A Limit directly after MapEach causes no extra calls.
//
// The first error, in the order of the items, ends the range as an [*ItemError],
// after the results before it. An error or a break cancels the running calls and
// waits for them. A panic in f panics again in the caller's goroutine. An n less
// than 1 or more than 10,000 is [awserr.ErrInvalid].
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

// mapping is one range over a MapEach. All but the calls runs in the goroutine
// of the range.
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

// deliver passes on the results that are due, and reports whether more are
// needed.
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

// finish waits for all calls and passes on their results.
func (m *mapping[T, U]) finish() {
	for m.deliver() && m.running > 0 {
		m.await()
	}
}

// join waits for the calls whose results are not needed.
func (m *mapping[T, U]) join() {
	for ; m.running > 0; m.running-- {
		<-m.ended
	}
}
