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
	hash(token any) uint64          // for the guard
	text(token any) (string, error) // not empty
	parse(text string) (any, error)
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

func (f fields) text(token any) (string, error) {
	if f.isMap() {
		return keyText(token.(tokens.Token)[0], f.out)
	}
	return token.(tokens.Token).Text(), nil
}

func (f fields) parse(text string) (any, error) {
	if !f.isMap() {
		return f.rule.Parse(text)
	}
	out := reflect.New(f.out).Interface()
	_, names := f.rule.Fields()
	if err := parseKey(text, names[0], out); err != nil {
		return nil, err
	}
	token, more, err := f.rule.Next(out)
	if err == nil && !more {
		err = errors.New("it has no token")
	}
	return token, err
}

// isMap reports whether a token is a map, as DynamoDB's keys are.
func (f fields) isMap() bool { return f.rule.Types()[0].Kind() == reflect.Map }

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

func (g functions[In, Out, Token]) text(token any) (string, error) {
	text, err := json.Marshal(token)
	if err != nil {
		return "", err
	}
	// A field that encoding/json omits would be lost without an error, and with it
	// the position in the listing.
	if read, err := g.parse(string(text)); err != nil || !bytes.Equal(canonical(read), canonical(token)) {
		return "", fmt.Errorf("encoding/json does not give back a %T as it was", token)
	}
	return string(text), nil
}

func (g functions[In, Out, Token]) parse(text string) (any, error) {
	var token Token
	err := json.Unmarshal([]byte(text), &token)
	return token, err
}

// once is one page and no token.
type once struct{}

func (once) get(any) any                 { return nil }
func (once) set(_, _ any)                {}
func (once) clear(any)                   {}
func (once) next(any) (any, bool, error) { return nil, false, nil }
func (once) hash(any) uint64             { return 0 }
func (once) text(any) (string, error)    { return "", errNoToken }
func (once) parse(string) (any, error)   { return nil, errNoToken }

var errNoToken = errors.New("the operation has one page and no token")
