package awstest

import (
	"context"
	"fmt"
	"reflect"

	"github.com/awsessentials/essentials/internal/clone"
	"github.com/awsessentials/essentials/internal/tokens"
)

// Pages answers a paginated operation: a call without a token returns the first
// page, a call with the token of a page returns the next, and a call with any
// other token fails the test. The pages can be read any number of times, from
// any token, by several callers at once.
//
// A page without a token is given one unless it is the last, so that tests need
// not set tokens; a token on the last page is left unchanged. An empty page
// before the last is returned with a token, as services do.
//
// There must be at least one page, none may be nil, the operation must page by
// tokens, and tokens that Pages has to set must be strings or numbers.
func Pages[In, Out any](c *Cloud, pages ...*Out) *Expect[In] {
	const kind = "Pages"
	if len(pages) == 0 {
		return refused[In](c, kind, "pages", nil, "must not be empty: for an empty listing pass one empty page")
	}
	if reason := mismatch(reflect.TypeFor[In](), reflect.TypeFor[Out]()); reason != "" {
		return refused[In](c, kind, "pages", reflect.TypeFor[Out]().String(), reason)
	}
	rule, err := tokens.For(reflect.TypeFor[In](), reflect.TypeFor[Out]())
	if err != nil {
		return refused[In](c, kind, "pages", reflect.TypeFor[Out]().String(), err.Error())
	}
	canned := make([]*Out, len(pages))
	opens := make([]tokens.Token, len(pages)) // the token that opens page i, nil for the first
	for i, page := range pages {
		if page == nil {
			return refused[In](c, kind, fmt.Sprintf("pages[%d]", i), nil, "must not be nil")
		}
		canned[i] = new(clone.Of(*page))
		if i == len(pages)-1 {
			break
		}
		token, more, err := rule.Next(page)
		if err != nil || !more {
			made, ok := rule.Synthetic(i + 2)
			if !ok {
				return refused[In](c, kind, fmt.Sprintf("pages[%d]", i), nil, "must have a token, since Pages can only set strings and numbers")
			}
			rule.SetNext(canned[i], made)
			token = made
		}
		opens[i+1] = token
	}
	return register[In, Out](c, kind, 1, 0, func(_ context.Context, in *In, _ int) (*Out, error) {
		token := rule.Get(in)
		for i, opener := range opens {
			if reflect.DeepEqual(opener, token) {
				return new(clone.Of(*canned[i])), nil
			}
		}
		return nil, c.failf("awstest: Pages[%s]: the token %v was not given out with any page before the last", reflect.TypeFor[In](), token)
	})
}
