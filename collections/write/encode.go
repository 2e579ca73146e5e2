package write

import (
	"bytes"
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	smithydocument "github.com/aws/smithy-go/document"
	"github.com/aws/smithy-go/middleware"
)

// encoder writes values as encoding/json does, except for types of the SDK that
// encoding/json does not know: a union keeps its member, as {"S":"7"}, and a
// document is the JSON that it holds. The encoding of each type is computed once.
type encoder struct {
	omit bool // what is not set

	mu     sync.Mutex
	coders map[reflect.Type]*coder
}

var (
	encodeAll = &encoder{coders: map[reflect.Type]*coder{}}
	encodeSet = &encoder{coders: map[reflect.Type]*coder{}, omit: true}
)

type coder func(b []byte, v reflect.Value, depth int) ([]byte, error)

// maxDepth ends the walk over a value that contains itself.
const maxDepth = 1000

var (
	jsonMarshaler     = reflect.TypeFor[json.Marshaler]()
	textMarshaler     = reflect.TypeFor[encoding.TextMarshaler]()
	documentMarshaler = reflect.TypeFor[smithydocument.Marshaler]()
	metadata          = reflect.TypeFor[middleware.Metadata]()
)

// append appends the JSON of v, which must be of the type t.
func (e *encoder) append(b []byte, v reflect.Value) ([]byte, error) {
	e.mu.Lock()
	c := e.coder(v.Type())
	e.mu.Unlock()
	return (*c)(b, v, 0)
}

// isPlain reports whether encoding/json writes a t correctly.
func (e *encoder) isPlain(t reflect.Type) bool {
	return !t.Implements(documentMarshaler) && e.plain(t, map[reflect.Type]bool{})
}

// coder returns the coder of t. The caller holds e.mu. A recursive type is in
// e.coders before its coder is complete.
func (e *encoder) coder(t reflect.Type) *coder {
	if c := e.coders[t]; c != nil {
		return c
	}
	c := new(coder)
	e.coders[t] = c
	switch {
	case t.Implements(documentMarshaler):
		*c = document
	case isUnionMember(t):
		*c = e.memberOf(t)
	case e.isPlain(t):
		*c = plain
	case t.Kind() == reflect.Interface:
		*c = e.dynamic(t)
	case t.Kind() == reflect.Pointer:
		*c = pointerTo(e.coder(t.Elem()))
	case t.Kind() == reflect.Slice, t.Kind() == reflect.Array:
		*c = listOf(e.coder(t.Elem()))
	case t.Kind() == reflect.Map:
		*c = mapOf(e.coder(t.Elem()))
	default:
		*c = e.structOf(t)
	}
	return c
}

// plain is isPlain, with the types seen so far.
func (e *encoder) plain(t reflect.Type, seen map[reflect.Type]bool) bool {
	switch {
	case seen[t], t.Implements(jsonMarshaler), t.Implements(textMarshaler):
		return true
	case t.Implements(documentMarshaler), isUnionMember(t):
		return false
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Interface:
		return false
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return e.plain(t.Elem(), seen)
	case reflect.Struct:
		for f := range t.Fields() {
			if e.omit || (f.IsExported() || f.Anonymous) && !e.plain(f.Type, seen) {
				return false
			}
		}
	}
	return true
}

// plain appends what encoding/json writes.
func plain(b []byte, v reflect.Value, _ int) ([]byte, error) {
	buf := bytes.NewBuffer(b)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	value := v
	if v.CanAddr() {
		value = v.Addr() // for methods of the pointer
	}
	if err := enc.Encode(value.Interface()); err != nil {
		return b, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

func document(b []byte, v reflect.Value, _ int) ([]byte, error) {
	if (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && v.IsNil() {
		return append(b, "null"...), nil
	}
	text, err := v.Interface().(smithydocument.Marshaler).MarshalSmithyDocument()
	if err != nil {
		return b, err
	}
	buf := bytes.NewBuffer(b)
	err = json.Compact(buf, text)
	return buf.Bytes(), err
}

// dynamic writes the value in an interface.
func (e *encoder) dynamic(t reflect.Type) coder {
	return func(b []byte, v reflect.Value, depth int) ([]byte, error) {
		if v.IsNil() {
			return append(b, "null"...), nil
		}
		v = v.Elem()
		if member, value, ok := unionMember(t, v); ok {
			b = append(strconv.AppendQuote(append(b, '{'), member), ':')
			b, err := e.deeper(b, value, depth)
			return append(b, '}'), err
		}
		return e.deeper(b, v, depth)
	}
}

func (e *encoder) deeper(b []byte, v reflect.Value, depth int) ([]byte, error) {
	if depth > maxDepth {
		return b, &json.UnsupportedValueError{Value: v, Str: "encountered a cycle via " + v.Type().String()}
	}
	e.mu.Lock()
	c := e.coder(v.Type())
	e.mu.Unlock()
	return (*c)(b, v, depth+1)
}

// unionMember returns the member of a union: each is a struct with a field
// Value, named after the interface, such as AttributeValueMemberS.
func unionMember(t reflect.Type, v reflect.Value) (member string, value reflect.Value, ok bool) {
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return "", value, false
	}
	v = v.Elem()
	union, member, _ := strings.Cut(v.Type().Name(), "Member")
	value = v.FieldByName("Value")
	named := t.Name() == union && t.PkgPath() == v.Type().PkgPath() ||
		t.Name() == "" && strings.HasSuffix(v.Type().PkgPath(), "/types") // in an any
	return member, value, named && member != "" && value.IsValid()
}

// isUnionMember reports whether t is the type of a member of a union in the SDK,
// which a program may name where there is but one, as in *types.AttributeValueMemberN.
func isUnionMember(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || !strings.HasSuffix(t.PkgPath(), "/types") {
		return false
	}
	union, member, _ := strings.Cut(t.Name(), "Member")
	exported := 0
	for f := range t.Fields() {
		if f.IsExported() {
			exported++
		}
	}
	_, ok := t.FieldByName("Value")
	return ok && exported == 1 && union != "" && member != ""
}

// memberOf writes a member of a union with its name, as in {"N":"7"}.
func (e *encoder) memberOf(t reflect.Type) coder {
	_, member, _ := strings.Cut(t.Name(), "Member")
	value, _ := t.FieldByName("Value")
	name, elem := append(strconv.AppendQuote([]byte("{"), member), ':'), e.coder(value.Type)
	return func(b []byte, v reflect.Value, depth int) ([]byte, error) {
		b, err := (*elem)(append(b, name...), v.FieldByIndex(value.Index), depth)
		return append(b, '}'), err
	}
}

// isUnion reports whether v is an interface that holds the member of a union.
func isUnion(v reflect.Value) bool {
	if v.Kind() != reflect.Interface {
		return false
	}
	_, _, ok := unionMember(v.Type(), v.Elem())
	return ok
}

func pointerTo(elem *coder) coder {
	return func(b []byte, v reflect.Value, depth int) ([]byte, error) {
		switch {
		case v.IsNil():
			return append(b, "null"...), nil
		case depth > maxDepth:
			return b, &json.UnsupportedValueError{Value: v, Str: "encountered a cycle via " + v.Type().String()}
		}
		return (*elem)(b, v.Elem(), depth+1)
	}
}

func listOf(elem *coder) coder {
	return func(b []byte, v reflect.Value, depth int) (_ []byte, err error) {
		if v.Kind() == reflect.Slice && v.IsNil() {
			return append(b, "null"...), nil
		}
		b = append(b, '[')
		for i := range v.Len() {
			if i > 0 {
				b = append(b, ',')
			}
			if b, err = (*elem)(b, v.Index(i), depth); err != nil {
				return b, err
			}
		}
		return append(b, ']'), nil
	}
}

func mapOf(elem *coder) coder {
	return func(b []byte, v reflect.Value, depth int) (_ []byte, err error) {
		if v.IsNil() {
			return append(b, "null"...), nil
		}
		type entry struct {
			name  []byte
			value reflect.Value
		}
		entries := make([]entry, 0, v.Len())
		for iter := v.MapRange(); iter.Next(); {
			name, err := mapKey(iter.Key())
			if err != nil {
				return b, err
			}
			entries = append(entries, entry{name, iter.Value()})
		}
		slices.SortFunc(entries, func(a, b entry) int { return bytes.Compare(a.name, b.name) })
		b = append(b, '{')
		for i, e := range entries {
			if i > 0 {
				b = append(b, ',')
			}
			if b, err = plain(b, reflect.ValueOf(string(e.name)), 0); err != nil {
				return b, err
			}
			if b, err = (*elem)(append(b, ':'), e.value, depth); err != nil {
				return b, err
			}
		}
		return append(b, '}'), nil
	}
}

// mapKey returns a map's key as encoding/json writes it.
func mapKey(v reflect.Value) ([]byte, error) {
	if v.Kind() != reflect.String && v.Type().Implements(textMarshaler) {
		if v.Kind() == reflect.Pointer && v.IsNil() {
			return nil, nil
		}
		return v.Interface().(encoding.TextMarshaler).MarshalText()
	}
	switch {
	case v.Kind() == reflect.String:
		return []byte(v.String()), nil
	case v.CanInt():
		return strconv.AppendInt(nil, v.Int(), 10), nil
	case v.CanUint():
		return strconv.AppendUint(nil, v.Uint(), 10), nil
	}
	return nil, &json.UnsupportedTypeError{Type: v.Type()}
}

// field is a field of a struct, with the options of its tag.
type field struct {
	index     []int
	name      []byte // quoted, with the colon
	coder     *coder
	omitEmpty bool
	omitZero  bool
	quoted    bool
	enum      bool
}

func (e *encoder) structOf(t reflect.Type) coder {
	var fields []field
	for _, f := range reflect.VisibleFields(t) {
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		inner := f.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		embedded := f.Anonymous && name == "" && inner.Kind() == reflect.Struct // its fields are listed
		if !f.IsExported() || tag == "-" || embedded || e.omit && f.Type == metadata {
			continue
		}
		if name == "" {
			name = f.Name
		}
		has := func(option string) bool { return slices.Contains(strings.Split(options, ","), option) }
		quoted, _ := plain(nil, reflect.ValueOf(name), 0)
		fields = append(fields, field{
			index: f.Index, name: append(quoted, ':'), coder: e.coder(f.Type),
			omitEmpty: has("omitempty"), omitZero: has("omitzero"), quoted: has("string"),
			enum: f.Type.Kind() == reflect.String && f.Type.PkgPath() != "",
		})
	}
	return func(b []byte, v reflect.Value, depth int) ([]byte, error) {
		b = append(b, '{')
		first := true
		for _, f := range fields {
			value, err := v.FieldByIndexErr(f.index)
			if err != nil || f.omitted(value, e.omit) { // err: in an embedded pointer that is nil
				continue
			}
			if !first {
				b = append(b, ',')
			}
			first = false
			b = append(b, f.name...)
			if b, err = f.append(b, value, depth); err != nil {
				return b, err
			}
		}
		return append(b, '}'), nil
	}
}

// omitted reports whether the field is omitted, by its tag or because it is not
// set.
func (f field) omitted(v reflect.Value, unset bool) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return unset || f.omitEmpty || f.omitZero
		}
	case reflect.Slice, reflect.Map:
		if v.IsNil() && unset || v.Len() == 0 && f.omitEmpty {
			return true
		}
	case reflect.String:
		if v.Len() == 0 && (f.omitEmpty || unset && f.enum) {
			return true
		}
	case reflect.Array:
		if v.Len() == 0 && f.omitEmpty {
			return true
		}
	case reflect.Struct:
	default:
		if f.omitEmpty && v.IsZero() {
			return true
		}
	}
	if !f.omitZero {
		return false
	}
	if z, ok := v.Interface().(interface{ IsZero() bool }); ok {
		return z.IsZero()
	}
	return v.IsZero()
}

// append appends the value, as a string if the tag requires it of a number or
// bool.
func (f field) append(b []byte, v reflect.Value, depth int) ([]byte, error) {
	if !f.quoted {
		return (*f.coder)(b, v, depth)
	}
	text, err := (*f.coder)(nil, v, depth)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if err != nil || v.Kind() != reflect.Bool && v.Kind() != reflect.String && !v.CanInt() && !v.CanUint() && !v.CanFloat() {
		return append(b, text...), err
	}
	return plain(b, reflect.ValueOf(string(text)), 0)
}
