package paginate

import (
	"context"
	"errors"
	"reflect"
)

// operation is an [Operation] of any types.
type operation interface {
	pages() *paging
	input() any     // to be read only
	copyInput() any // to be changed
	// call makes a request. optFns is a slice of the service's option functions,
	// or nil. It may return neither an output nor an error.
	call(ctx context.Context, in, optFns any) (out any, err error)
}

// operationWalk is one walk over an operation's pages.
type operationWalk struct {
	*paging
	op      operation
	optFns  any
	perPage int // page size to ask for, 0 for the input's
	next    any // token of the next page, nil for the first
	more    bool
	guard   guard

	// For NextPage alone:
	fetched int   // pages
	pending error // for the next call
}

// newOperationWalk starts a separate walk over the operation's pages.
func newOperationWalk(op operation, optFns any, opts Options) *operationWalk {
	p := op.pages()
	w := &operationWalk{
		paging: p, op: op, optFns: optFns, next: p.scheme.get(op.input()), more: true,
		perPage: opts.PageSize, guard: guard{quiet: opts.StopOnRepeat || p.repeats},
	}
	if w.perPage == 0 && p.size.PageSize(op.input()) == 0 {
		w.perPage = p.size.Needed()
	}
	return w
}

// startWalk checks what can be checked without a request, and starts a walk.
func startWalk(op operation, optFns any, opts Options) (*operationWalk, error) {
	p := op.pages()
	if opts.PageSize > 0 {
		empty := reflect.New(reflect.TypeOf(op.input()).Elem()).Interface()
		if err := p.size.SetPageSize(empty, opts.PageSize); err != nil {
			return nil, invalid(p.name, "Options.PageSize", opts.PageSize, err.Error())
		}
	}
	return newOperationWalk(op, optFns, opts), nil
}

func (w *operationWalk) hasMore() bool { return w.more }
func (w *operationWalk) token() any    { return w.next }

func (w *operationWalk) fetch(ctx context.Context) (any, error) {
	in := w.op.copyInput()
	if w.next != nil {
		w.scheme.set(in, w.next)
	} else {
		w.scheme.clear(in)
	}
	if w.perPage > 0 {
		if err := w.size.SetPageSize(in, w.perPage); err != nil {
			return nil, err
		}
	}
	undo := w.encoding.Ask(in)
	out, err := w.op.call(ctx, in, w.optFns)
	switch {
	case err != nil:
		return nil, err
	case out == nil:
		return nil, errors.New("the operation returned neither an output nor an error")
	case undo:
		w.encoding.Undo(out)
	}
	return out, nil
}

func (w *operationWalk) advance(out any) error {
	next, more, err := w.scheme.next(out)
	if err != nil {
		return err
	}
	if !more {
		w.more, w.next = false, nil
		return nil
	}
	if w.guard.seen == nil && w.next != nil {
		_, _ = w.guard.check(w.scheme.hash(w.next)) // where the walk began
	}
	hash := w.scheme.hash(next)
	repeated, err := w.guard.check(hash)
	w.more = !repeated
	if repeated && (w.next == nil || hash != w.scheme.hash(w.next)) {
		next = nil // a cycle
	} // else the page that was just fetched, which may have more items later
	w.next = next
	return err
}

// hasNext is [Operation.HasMorePages]; nil is a walk that has not begun.
func (w *operationWalk) hasNext() bool { return w == nil || w.more || w.pending != nil }

// nextPage is [Operation.NextPage].
func (w *operationWalk) nextPage(ctx context.Context, optFns any) (any, error) {
	if err := w.pending; err != nil {
		w.pending, w.more = nil, false
		return nil, &PageError{Operation: w.name, Page: w.fetched, Err: err}
	}
	if !w.more {
		return nil, errors.New("paginate: " + w.name + ": there are no more pages")
	}
	w.optFns = optFns
	out, err := w.fetch(ctx)
	if err != nil {
		return nil, &PageError{Operation: w.name, Page: w.fetched + 1, Err: err}
	}
	w.fetched++
	// An error of the token is returned for the next page, so that this one is
	// not lost.
	w.pending = w.advance(out)
	return out, nil
}

// inputDigest is what a cursor is bound to.
func (w *operationWalk) inputDigest() string {
	in := w.op.copyInput()
	w.scheme.clear(in)
	if w.size.HasPageSize() {
		_ = w.size.SetPageSize(in, 0)
	}
	return digest(in)
}
