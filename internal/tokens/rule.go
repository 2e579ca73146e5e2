package tokens

import (
	"errors"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Rule says how one operation pages. It is immutable and safe for concurrent
// use. Its methods take pointers to the input and output structs that it was
// found for, and panic on anything else.
type Rule struct {
	Size
	name     string
	pairs    []pair
	more     []int // the flag in the output; nil without one
	flag     string
	last     []int   // list whose last key is the token where the output has none; nil for others
	cleared  [][]int // fields of the input that the service refuses beside a token
	encoding Encoding
	repeats  bool // the last token comes again at the end
}

// pair is a token field of the input and the field of the output that fills it.
type pair struct {
	in, out         []int
	inName, outName string
	typ             reflect.Type // of both, without the pointer
}

// Token is a position between two pages: one value for each token field of the
// operation, without pointers, nil where a field is absent. The zero Token is
// the position before the first page.
type Token []any

// ErrUnknown is the class of the errors of [For].
var ErrUnknown = errors.New("no page token fields found")

// UnknownError says why no rule was found for an operation. It is [ErrUnknown].
type UnknownError struct {
	Operation string   // "kinesis.DescribeStream"
	Readings  []string // the possible readings when there are several, "Input -> Output"
	// Of an operation without a token that continues after the last item of a page:
	Flag  string // "HasMoreTags", of the output
	Start string // "ExclusiveStartTagKey", of the input
}

// Error names the operation, the readings, if there are several, and what it has
// instead of a token.
func (e *UnknownError) Error() string {
	if len(e.Readings) > 0 {
		return fmt.Sprintf("%s: the page tokens can be read in more than one way: %s", e.Operation, strings.Join(e.Readings, " or "))
	}
	if e.Flag != "" {
		return fmt.Sprintf("%s: %s; %s says whether there is more, and %s is set from the last item", e.Operation, ErrUnknown, e.Flag, e.Start)
	}
	return e.Operation + ": " + ErrUnknown.Error()
}

// Is reports whether target is [ErrUnknown].
func (e *UnknownError) Is(target error) bool { return target == ErrUnknown }

// ErrMissing is returned by [Rule.Next] for an output that says that there is
// more but carries no token.
var ErrMissing = errors.New("the output says that there is more but carries no token")

type found struct {
	rule *Rule
	err  error
}

var cache sync.Map // [2]reflect.Type to found

// For finds the rule for an operation's input and output struct types. The
// answer, rule or error, is found once and kept.
func For(in, out reflect.Type) (*Rule, error) {
	key := [2]reflect.Type{in, out}
	if f, ok := cache.Load(key); ok {
		return f.(found).rule, f.(found).err
	}
	rule, err := Find(Operation(in), in, out)
	f, _ := cache.LoadOrStore(key, found{rule, err})
	return f.(found).rule, f.(found).err
}

// Operation names the operation that an input struct type belongs to, with its
// service's package: "sns.ListTopics".
func Operation(in reflect.Type) string {
	return path.Base(in.PkgPath()) + "." + strings.TrimSuffix(in.Name(), "Input")
}

// Operation names the operation, as in "sns.ListTopics".
func (r *Rule) Operation() string { return r.name }

// String shows the rule, as in "sns.ListTopics: NextToken -> NextToken".
func (r *Rule) String() string {
	var b strings.Builder
	b.WriteString(r.name)
	for i, p := range r.pairs {
		b.WriteString([]string{": ", ", "}[min(i, 1)])
		b.WriteString(p.inName + " -> " + p.outName)
	}
	return b.String()
}

// Fields returns the names of the token fields, of the input and of the output,
// in the order of a [Token]'s values.
func (r *Rule) Fields() (in, out []string) {
	for _, p := range r.pairs {
		in, out = append(in, p.inName), append(out, p.outName)
	}
	return in, out
}

// MoreField is the name of the flag in the output that says whether another
// page follows; empty without one.
func (r *Rule) MoreField() string { return r.flag }

// RepeatsAtEnd reports whether the service gives the last token again, and an
// empty page, when there is no more: its log may grow.
func (r *Rule) RepeatsAtEnd() bool { return r.repeats }

// Types returns the types of a [Token]'s values.
func (r *Rule) Types() []reflect.Type {
	types := make([]reflect.Type, len(r.pairs))
	for i, p := range r.pairs {
		types[i] = p.typ
	}
	return types
}

// Next returns the position after an output, and false when it was the last
// page. Nil, empty and absent tokens are the same; where the output has a flag
// that says whether there is more, the flag decides.
func (r *Rule) Next(out any) (Token, bool, error) {
	v := reflect.ValueOf(out).Elem()
	if r.more != nil && !isTrue(lookup(v, r.more)) {
		return nil, false, nil
	}
	token := make(Token, len(r.pairs))
	set := false
	for i, p := range r.pairs {
		token[i] = read(lookup(v, p.out))
		if token[i] == nil && r.last != nil {
			token[i] = lastKey(v.FieldByIndex(r.last))
		}
		if text, ok := token[i].(string); ok && slices.Contains(encodedText, p.outName) && r.encoding.encoded(v) {
			decoded := &text
			decode(&decoded)
			token[i] = *decoded
		}
		set = set || token[i] != nil
	}
	if set {
		return token, true, nil
	}
	if r.more != nil {
		return nil, false, ErrMissing
	}
	return nil, false, nil
}

// Get returns the position that an input asks for, nil for the first page.
func (r *Rule) Get(in any) Token {
	v := reflect.ValueOf(in).Elem()
	token := make(Token, len(r.pairs))
	set := false
	for i, p := range r.pairs {
		token[i] = read(v.FieldByIndex(p.in))
		set = set || token[i] != nil
	}
	if !set {
		return nil
	}
	return token
}

// Set makes an input ask for the page at a position: every token field is
// written, so that an absent value clears its field. What the service refuses
// beside a token is cleared.
func (r *Rule) Set(in any, token Token) {
	v := reflect.ValueOf(in).Elem()
	for i, p := range r.pairs {
		write(v.FieldByIndex(p.in), value(token, i))
	}
	if token == nil {
		return
	}
	for _, index := range r.cleared {
		v.FieldByIndex(index).SetZero()
	}
}

// SetNext makes an output say that the page at a position comes next, or, with
// no token, that it is the last page. Nested structs are made where they are
// missing and a token has to be written.
func (r *Rule) SetNext(out any, token Token) {
	v := reflect.ValueOf(out).Elem()
	for i, p := range r.pairs {
		if f := reach(v, p.out, token != nil); f.IsValid() {
			write(f, value(token, i))
		}
	}
	if r.more != nil {
		if f := reach(v, r.more, token != nil); f.IsValid() {
			write(f, token != nil)
		}
	}
}

// Synthetic makes up the token of page n, for stubs, and false when a token
// field is not a text or a number. Tokens of different pages differ.
func (r *Rule) Synthetic(n int) (Token, bool) {
	token := make(Token, len(r.pairs))
	for i, p := range r.pairs {
		v := reflect.New(p.typ).Elem()
		switch {
		case p.typ.Kind() == reflect.String:
			v.SetString("page-" + strconv.Itoa(n))
		case v.CanInt():
			v.SetInt(int64(n))
		default:
			return nil, false
		}
		token[i] = v.Interface()
	}
	return token, true
}

func value(token Token, i int) any {
	if i < len(token) {
		return token[i]
	}
	return nil
}

// lastKey returns the key of the last item, nil if there is none.
func lastKey(list reflect.Value) any {
	if list.Len() == 0 {
		return nil
	}
	return read(list.Index(list.Len() - 1).FieldByName("Key"))
}

// lookup follows an index path and gives the zero Value where a pointer on the
// way is nil.
func lookup(v reflect.Value, index []int) reflect.Value { return reach(v, index, false) }

func reach(v reflect.Value, index []int, create bool) reflect.Value {
	for i, x := range index {
		if i > 0 && v.Kind() == reflect.Pointer {
			if v.IsNil() {
				if !create {
					return reflect.Value{}
				}
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v
}

// read gives the value of a field without its pointer, nil when it is absent
// or empty.
func read(v reflect.Value) any {
	if v.IsValid() && v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if !v.IsValid() || v.IsZero() {
		return nil
	}
	if k := v.Kind(); (k == reflect.Map || k == reflect.Slice) && v.Len() == 0 {
		return nil
	}
	return v.Interface()
}

func write(field reflect.Value, x any) {
	if x == nil {
		field.SetZero()
		return
	}
	v := reflect.ValueOf(x)
	if field.Kind() == reflect.Pointer {
		p := reflect.New(field.Type().Elem())
		p.Elem().Set(v)
		v = p
	}
	field.Set(v)
}

func isTrue(v reflect.Value) bool {
	if v.IsValid() && v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return v.IsValid() && v.Bool()
}
