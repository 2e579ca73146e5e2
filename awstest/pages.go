package awstest

import (
	"context"
	"fmt"
	"reflect"

	"github.com/awsessentials/essentials/internal/clone"
	"github.com/awsessentials/essentials/internal/tokens"
)

// Pages answers a paginated operation: a call without a token gets the first
// page, a call with the token that came with a page gets the one after it, and
// a call with any other token fails the test. It can be walked any number of
// times, from any of its tokens, by several callers at once.
//
// A page that is not the last and carries no token is given one, so that a test
// need not write any; a token on the last page is left as it is. An empty page
// with pages after it is an empty page with a token, as services send them.
//
// There must be a page, none may be nil, the operation must page by tokens, and
// tokens that have to be made up must be texts or numbers.
func Pages[In, Out any](c *Cloud, pages ...*Out) *Expect[In] {
	const kind = "Pages"
	if len(pages) == 0 {
		return refused[In](c, kind, "pages", nil, "must have a page; for an empty listing give an empty one")
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
				return refused[In](c, kind, fmt.Sprintf("pages[%d]", i), nil, "must have a token: none can be made up")
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
