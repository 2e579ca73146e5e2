package paginate

import (
	"context"
	"errors"
)

// operationWalk is one walk over an operation's pages.
type operationWalk[In, Out, Opt any] struct {
	op     *Operation[In, Out, Opt]
	optFns []func(*Opt)
	size   int // page size, 0 for the service's own
	next   any // token of the next page, nil for the first
	more   bool
	guard  guard

	// For NextPage alone:
	pages int
	stuck error // there is no way on from the last page
}

func (w *operationWalk[In, Out, Opt]) hasMore() bool { return w.more }
func (w *operationWalk[In, Out, Opt]) token() any    { return w.next }

func (w *operationWalk[In, Out, Opt]) fetch(ctx context.Context, need int) (*Out, error) {
	in := w.op.in
	if w.next != nil {
		w.op.scheme.set(&in, w.next)
	} else {
		w.op.scheme.clear(&in)
	}
	if w.size > 0 {
		size := w.size
		if need > 0 {
			size = min(size, max(need, w.op.size.LeastPageSize()))
		}
		if err := w.op.size.SetPageSize(&in, size); err != nil {
			return nil, err
		}
	}
	out, err := w.op.call(ctx, &in, w.optFns...)
	if err != nil {
		return nil, err
	}
	if out == nil {
		return nil, errors.New("the operation returned neither an output nor an error")
	}
	return out, nil
}

func (w *operationWalk[In, Out, Opt]) advance(out *Out) error {
	next, more, err := w.op.scheme.next(out)
	if err != nil {
		return err
	}
	if !more {
		w.more = false
		return nil
	}
	if w.guard.seen == nil && w.next != nil {
		_, _ = w.guard.check(w.op.scheme.hash(w.next)) // where the walk began
	}
	if repeated, err := w.guard.check(w.op.scheme.hash(next)); repeated {
		w.more = false
		return err
	}
	w.next = next
	return nil
}

func (w *operationWalk[In, Out, Opt]) cursors() cursors {
	return cursors{
		operation: w.op.name(),
		input: func() string {
			in := w.op.in
			w.op.scheme.clear(&in)
			if w.op.size.HasPageSize() {
				_ = w.op.size.SetPageSize(&in, 0)
			}
			return digest(in)
		},
		text:  w.op.scheme.text,
		parse: w.op.scheme.parse,
		seek:  func(token any) { w.next = token },
		end:   func() { w.more = false },
	}
}
