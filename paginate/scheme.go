package paginate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"reflect"

	"github.com/awsessentials/essentials/internal/tokens"
)

// scheme is how an operation pages: where its tokens are and how they are kept
// as text. in and out point to the operation's input and output. A nil token is
// the position before the first page.
type scheme interface {
	get(in any) any
	set(in, token any)
	clear(in any)
	next(out any) (token any, more bool, err error)
	hash(token any) uint64 // for the guard
	text(token any) (json.RawMessage, error)
	parse(text json.RawMessage) (any, error)
}

// fields pages by the token fields that were found by their names.
type fields struct {
	rule *tokens.Rule
	out  reflect.Type // of the output
}

func (f fields) get(in any) any {
	if f.rule == nil {
		return nil
	}
	if token := f.rule.Get(in); token != nil {
		return token
	}
	return nil
}

func (f fields) set(in, token any) { f.rule.Set(in, token.(tokens.Token)) }
func (f fields) clear(in any)      { f.rule.Set(in, nil) }

func (f fields) next(out any) (any, bool, error) {
	token, more, err := f.rule.Next(out)
	if err != nil {
		return nil, false, fmt.Errorf("%w: %w: use paginate.OpTokens", ErrNoTokens, err)
	}
	return token, more, nil
}

func (f fields) hash(token any) uint64 { return hashOf(token.(tokens.Token)) }

func (f fields) text(token any) (json.RawMessage, error) {
	if f.hasUnions() {
		out := reflect.New(f.out).Interface()
		f.rule.SetNext(out, token.(tokens.Token))
		return wireText(out)
	}
	return json.Marshal(token)
}

func (f fields) parse(text json.RawMessage) (any, error) {
	if f.hasUnions() {
		out := reflect.New(f.out).Interface()
		if err := wireParse(text, out); err != nil {
			return nil, err
		}
		token, more, err := f.rule.Next(out)
		if err == nil && !more {
			err = errors.New("it has no token")
		}
		return token, err
	}
	var values []json.RawMessage
	if err := json.Unmarshal(text, &values); err != nil {
		return nil, err
	}
	types := f.rule.Types()
	if len(values) != len(types) {
		return nil, fmt.Errorf("it has %d tokens, the operation %d", len(values), len(types))
	}
	token := make(tokens.Token, len(types))
	for i, t := range types {
		if string(values[i]) == "null" {
			continue
		}
		v := reflect.New(t)
		if err := json.Unmarshal(values[i], v.Interface()); err != nil {
			return nil, err
		}
		token[i] = v.Elem().Interface()
	}
	return token, nil
}

// hasUnions reports whether a token holds values that encoding/json cannot read
// back: the attribute values of DynamoDB's keys are interfaces.
func (f fields) hasUnions() bool {
	for _, t := range f.rule.Types() {
		if t.Kind() == reflect.Map && t.Elem().Kind() == reflect.Interface {
			return true
		}
	}
	return false
}

// functions pages by the caller's own functions.
type functions[In, Out, Token any] struct {
	nextToken func(Out) (Token, bool)
	setToken  func(In, Token)
}

func (g functions[In, Out, Token]) get(any) any       { return nil }
func (g functions[In, Out, Token]) clear(any)         {}
func (g functions[In, Out, Token]) set(in, token any) { g.setToken(in.(In), token.(Token)) }

func (g functions[In, Out, Token]) next(out any) (any, bool, error) {
	token, more := g.nextToken(out.(Out))
	return token, more, nil
}

func (g functions[In, Out, Token]) hash(token any) uint64 {
	return maphash.Bytes(guardSeed, canonical(token))
}

func (g functions[In, Out, Token]) text(token any) (json.RawMessage, error) {
	text, err := json.Marshal(token)
	if err != nil {
		return nil, err
	}
	// A field that encoding/json omits would be lost without an error, and with it
	// the position in the listing.
	if read, err := g.parse(text); err != nil || !bytes.Equal(canonical(read), canonical(token)) {
		return nil, fmt.Errorf("encoding/json does not give back a %T as it was", token)
	}
	return text, nil
}

func (g functions[In, Out, Token]) parse(text json.RawMessage) (any, error) {
	var token Token
	err := json.Unmarshal(text, &token)
	return token, err
}

// once is one page and no token.
type once struct{}

func (once) get(any) any                        { return nil }
func (once) set(_, _ any)                       {}
func (once) clear(any)                          {}
func (once) next(any) (any, bool, error)        { return nil, false, nil }
func (once) hash(any) uint64                    { return 0 }
func (once) text(any) (json.RawMessage, error)  { return nil, errNoToken }
func (once) parse(json.RawMessage) (any, error) { return nil, errNoToken }

var errNoToken = errors.New("the operation has one page and no token")
