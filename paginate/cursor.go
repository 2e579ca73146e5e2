package paginate

import (
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
)

// A Cursor is a position after an item of a listing. A later walk, also in
// another process, can resume from it with the next item:
//
//	var cur paginate.Cursor
//	for topic, err := range paginate.ListOf[types.Topic](ctx, paginate.With(op, paginate.Options{Track: &cur})) {
//		...
//		break
//	}
//	state, err := cur.MarshalText()
//	// later
//	for topic, err := range paginate.ListOf[types.Topic](ctx, paginate.With(op, paginate.Options{Resume: state})) { ... }
//
// It holds the token of the page and the number of items read from it, so that
// it stays valid if the service changes the size of its pages; the service must
// keep the order of its items. After an error or a canceled context it is the
// position after the last item that the loop received.
//
// Its text has only URL-safe characters. It contains the name of the operation,
// a digest of the input, and the service's token, which for DynamoDB is a key
// of the table. A walk with another page size, region or credentials can resume
// from it.
//
// The zero value is ready for use, and a Cursor is safe for concurrent use.
// One cursor tracks one walk at a time.
type Cursor struct {
	mu        sync.Mutex
	operation string // empty before the first use
	input     string
	pages     []entered    // where the position may be, the oldest first
	done      atomic.Int64 // items of the walk that the position is behind
	text      func(token any) (string, error)
}

// entered is a page that the walk has reached.
type entered struct {
	place
	first int // items of the walk before it
}

// position is where a walk is: offset items after the start of the page that
// token opens, the first page if it is nil; or at the end.
type position struct {
	token    any
	offset   int
	finished bool
}

// after returns the position after n more items of the page.
func (p place) after(n int) position {
	offset := p.before + n
	switch {
	case offset < p.total, p.noNext:
		return position{token: p.token, offset: offset}
	case p.last:
		return position{finished: true}
	}
	return position{token: p.next, offset: p.skip}
}

// Finished reports whether the walk has returned its last item. Resuming from a
// finished cursor returns no items and makes no request.
func (c *Cursor) Finished() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at().finished
}

// String describes the cursor, without its token.
func (c *Cursor) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := c.at()
	switch {
	case c.operation == "":
		return "cursor, not used yet"
	case at.finished:
		return "cursor of " + c.operation + ", finished"
	}
	where := "at the beginning of a page"
	if at.token == nil {
		where = "at the beginning"
	}
	if at.offset > 0 {
		where = strconv.Itoa(at.offset) + " items into a page"
	}
	return "cursor of " + c.operation + ", " + where
}

// GoString returns the same as String, so that %#v does not print the token.
func (c *Cursor) GoString() string { return c.String() }

// LogValue returns the same as String; without it a log would have the text of
// MarshalText.
func (c *Cursor) LogValue() slog.Value { return slog.StringValue(c.String()) }

// Done moves the cursor to the position after the first n items of the walk that
// it tracks, but never back. It is for [Options.Hold], with which the walk does
// not move the cursor: a program that handles many items at a time calls Done
// when the first n are done, so that a later walk skips none.
func (c *Cursor) Done(n int) {
	if c == nil {
		return
	}
	for old := c.done.Load(); int64(n) > old; old = c.done.Load() {
		if c.done.CompareAndSwap(old, int64(n)) {
			return
		}
	}
}

// enter records that the walk has reached a page, after its first items.
// Between two pages only done changes, without the lock, since that happens for
// every item.
func (c *Cursor) enter(p place, first int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if last := len(c.pages) - 1; last >= 0 && c.pages[last].first == first {
		c.pages = c.pages[:last] // an empty page: its position is that of the next one
	}
	c.pages = append(c.pages[c.current():], entered{p, first})
}

// current returns which of the pages the position is in: the latest that begins
// no later. The lock is held.
func (c *Cursor) current() int {
	done := int(c.done.Load())
	i := len(c.pages) - 1
	for i > 0 && c.pages[i].first > done {
		i--
	}
	return max(i, 0)
}

// at returns the position; the lock is held.
func (c *Cursor) at() position {
	if len(c.pages) == 0 {
		return position{}
	}
	p := c.pages[c.current()]
	return p.after(int(c.done.Load()) - p.first)
}

// set starts at a position; the lock is held.
func (c *Cursor) set(at position) {
	c.pages = []entered{{place: place{next: at.token, skip: at.offset, last: at.finished}}}
	c.done.Store(0)
}

// resume sets the walk to the position of Options.Resume and Options.Track to
// where the walk begins.
func (r *run) resume(w *operationWalk) error {
	input := w.inputDigest()
	at := position{token: r.token()}
	if len(r.options.Resume) > 0 {
		var from Cursor
		if err := from.UnmarshalText(r.options.Resume); err != nil {
			if refused, ok := errors.AsType[*CursorError](err); ok {
				refused.Operation = r.name
			}
			return err
		}
		refuse := func(reason CursorReason, err error) error {
			return &CursorError{Operation: r.name, Reason: reason, Err: err}
		}
		switch {
		case from.operation != r.name:
			return refuse(CursorOtherOperation, fmt.Errorf("it belongs to %s", from.operation))
		case from.input != input:
			return refuse(CursorOtherInput, nil)
		case r.whole && from.at().offset > 0:
			return refuse(CursorInsidePage, nil)
		}
		at = from.at()
		if text, ok := at.token.(tokenText); ok {
			token, err := w.scheme.parse(string(text))
			if err != nil {
				return refuse(CursorDamaged, err)
			}
			at.token = token
		}
		w.next = at.token
		r.skip = at.offset
		if at.finished {
			w.more = false
		}
	}
	if t := r.options.Track; t != nil {
		t.mu.Lock()
		t.operation, t.input, t.text = r.name, input, w.scheme.text
		t.set(at)
		t.mu.Unlock()
		r.track = t
	}
	return nil
}
