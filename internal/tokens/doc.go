// Package tokens knows how AWS operations page: which fields of an input and
// of its output carry the page tokens, which flag says that there is more, and
// which input field sets the page size. It finds this out from the names and
// types of the fields alone, once for each pair of types.
//
//	rule, err := tokens.For(reflect.TypeFor[sns.ListTopicsInput](), reflect.TypeFor[sns.ListTopicsOutput]())
//	token, more, err := rule.Next(out) // what out says about the next page
//	rule.Set(in, token)                // in asks for that page; copy the caller's input first
//	token = rule.Get(in)               // the page that in asks for
//	rule.SetNext(out, token)           // out says that token comes next: for stubs
//	rule.SetNext(out, nil)             // out is the last page
//	token, ok := rule.Synthetic(2)     // a made-up token, for stubs
//	rule.SetPageSize(in, 100)          // in asks for pages of 100
//
// A [Token] has one value for each token field, since some operations page by
// two or three at once. A wrong guess would lose or repeat data without an error, so
// where nothing fits, or two readings are possible, [For] refuses.
package tokens
