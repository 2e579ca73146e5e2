package paginate

import (
	"context"
	"fmt"
	"reflect"

	"github.com/awsessentials/essentials/internal/nils"
	"github.com/awsessentials/essentials/internal/tokens"
)

// pagerWalk is a walk over a pager of another package, such as an SDK
// paginator.
type pagerWalk struct {
	pager interface{ HasMorePages() bool }
	next  func(context.Context) (any, error)
	rule  *tokens.Rule // nil if it is not known
	guard guard
	ended bool
}

func newPagerWalk(w *walk) *pagerWalk {
	return &pagerWalk{
		pager: w.pager.(interface{ HasMorePages() bool }), next: w.nextPage,
		guard: guard{quiet: w.options.StopOnRepeat},
	}
}

func (w *pagerWalk) hasMore() bool { return !w.ended && w.pager.HasMorePages() }
func (w *pagerWalk) token() any    { return nil }

func (w *pagerWalk) fetch(ctx context.Context) (any, error) { return w.next(ctx) }

// advance looks for a repeated token: that of the paginator is not exported,
// but the output has it too.
func (w *pagerWalk) advance(out any) error {
	if nils.Is(out) || !w.pager.HasMorePages() {
		return nil
	}
	if w.rule == nil {
		in, t := inputOf(w.pager), reflect.TypeOf(out)
		if in == nil || t.Kind() != reflect.Pointer {
			return nil
		}
		var err error
		if w.rule, err = tokens.For(in, t.Elem()); err != nil {
			return nil // its tokens are not known
		}
	}
	token, more, err := w.rule.Next(out)
	if err != nil || !more {
		return nil // the paginator knows better
	}
	w.ended, err = w.guard.check(hashOf(token))
	return err
}

// inputOf returns the type of the input that an SDK paginator was made with, or
// nil for other pagers.
func inputOf(pager any) reflect.Type {
	t := reflect.TypeOf(pager)
	if t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
		return nil
	}
	if f, ok := t.Elem().FieldByName("params"); ok && f.Type.Kind() == reflect.Pointer && f.Type.Elem().Kind() == reflect.Struct {
		return f.Type.Elem()
	}
	return nil
}

// operationOf returns the name of a pager's operation, or of its type if that
// is not known.
func operationOf(pager any) string {
	if o, ok := pager.(operation); ok {
		return o.pages().name
	}
	if in := inputOf(pager); in != nil {
		return tokens.Operation(in)
	}
	return fmt.Sprintf("%T", pager)
}
