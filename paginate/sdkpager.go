package paginate

import (
	"context"
	"fmt"
	"reflect"

	"github.com/awsessentials/essentials/internal/tokens"
)

// pagerWalk is a walk over a pager that is not ours: a paginator of the SDK.
type pagerWalk[P, O any] struct {
	Pager[P, O]
	optFns []func(*O)
	rule   *tokens.Rule // nil where it cannot be told
	guard  guard
	ended  bool
}

func newPagerWalk[P, O any](p Pager[P, O], o Options, optFns []func(*O)) *pagerWalk[P, O] {
	w := &pagerWalk[P, O]{Pager: p, optFns: optFns, guard: guard{quiet: o.StopOnRepeat}}
	// The paginator keeps its token to itself, but the output has it too.
	if in, out := inputOf(p), reflect.TypeFor[P](); in != nil && out.Kind() == reflect.Pointer {
		w.rule, _ = tokens.For(in, out.Elem())
	}
	return w
}

func (w *pagerWalk[P, O]) hasMore() bool { return !w.ended && w.HasMorePages() }
func (w *pagerWalk[P, O]) token() any    { return nil }

func (w *pagerWalk[P, O]) fetch(ctx context.Context, _ int) (P, error) {
	return w.NextPage(ctx, w.optFns...)
}

func (w *pagerWalk[P, O]) advance(out P) error {
	if w.rule == nil || !w.HasMorePages() || isNil(out) {
		return nil
	}
	token, more, err := w.rule.Next(out)
	if err != nil || !more {
		return nil // the paginator knows better
	}
	w.ended, err = w.guard.check(hashOf(token))
	return err
}

// inputOf is the type of the input that a paginator of the SDK was made with,
// nil when it is another kind of pager.
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

// operationOf names the operation of a pager, or at least its type.
func operationOf(pager any) string {
	if o, ok := pager.(interface{ name() string }); ok {
		return o.name()
	}
	if in := inputOf(pager); in != nil {
		return tokens.Operation(in)
	}
	return fmt.Sprintf("%T", pager)
}

func isNil(x any) bool {
	if x == nil {
		return true
	}
	v := reflect.ValueOf(x)
	return v.Kind() == reflect.Pointer && v.IsNil()
}
