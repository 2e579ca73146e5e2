package awstest

import (
	"fmt"
	"reflect"
	"sync"

	"github.com/awsessentials/essentials/internal/tokens"
)

// RepeatToken sets the token of each output to that of its input, as some
// services do instead of ending. A call without a token is not affected. The
// call fails the test if the token fields of the operation are not known.
func RepeatToken(calls ...int) Fault {
	return Fault{calls: calls, hooks: func(reflect.Type) (hooks, error) { return repeatToken{}, nil }}
}

type repeatToken struct{}

func (repeatToken) before(in any, hit bool) (func(out any) error, error) {
	if !hit {
		return nil, nil
	}
	return func(out any) error {
		rule, err := ruleOf("RepeatToken", in, out)
		if err != nil {
			return err
		}
		if token := rule.Get(in); token != nil {
			rule.SetNext(out, token)
		}
		return nil
	}, nil
}

// EmptyPage answers the calls with a page that has no items and a token, as
// services do when a filter matches nothing on a page. No items are lost: a
// call with that token returns what the affected call asked for. The stub is
// called for both. The call fails the test if the token fields of the operation
// are not known, or are neither strings nor numbers.
func EmptyPage(calls ...int) Fault {
	return Fault{calls: calls, hooks: func(reflect.Type) (hooks, error) {
		return &emptyPage{}, nil
	}}
}

// firstEmptyToken distinguishes the tokens of EmptyPage from those of Pages.
const firstEmptyToken = 1_000_000

type emptyPage struct {
	mu    sync.Mutex
	rule  *tokens.Rule   // known from the first output on
	opens []tokens.Token // the tokens that the ones made here replace, in order
}

func (e *emptyPage) before(in any, hit bool) (func(out any) error, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.rule != nil {
		token := e.rule.Get(in)
		for i, opens := range e.opens {
			if made, _ := e.rule.Synthetic(firstEmptyToken + i); reflect.DeepEqual(made, token) {
				e.rule.Set(in, opens)
			}
		}
	}
	if !hit {
		return nil, nil
	}
	return func(out any) error { return e.empty(in, out) }, nil
}

func (e *emptyPage) empty(in, out any) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	rule, err := ruleOf("EmptyPage", in, out)
	if err != nil {
		return err
	}
	made, ok := rule.Synthetic(firstEmptyToken + len(e.opens))
	if !ok {
		return fmt.Errorf("EmptyPage: the tokens of %s are neither strings nor numbers", rule.Operation())
	}
	e.rule, e.opens = rule, append(e.opens, rule.Get(in))
	clearLists(reflect.ValueOf(out).Elem())
	rule.SetNext(out, made)
	return nil
}

func ruleOf(fault string, in, out any) (*tokens.Rule, error) {
	rule, err := tokens.For(reflect.TypeOf(in).Elem(), reflect.TypeOf(out).Elem())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", fault, err)
	}
	return rule, nil
}

// clearLists removes the items of a page: its lists, including those one level
// down, where CloudFront has them.
func clearLists(page reflect.Value) {
	for i := range page.NumField() {
		if !page.Type().Field(i).IsExported() {
			continue
		}
		switch f := page.Field(i); {
		case f.Kind() == reflect.Slice:
			f.SetZero()
		case f.Kind() == reflect.Pointer && !f.IsNil() && f.Elem().Kind() == reflect.Struct:
			if f.Elem().Type().PkgPath() != "time" {
				clearLists(f.Elem())
			}
		}
	}
}
