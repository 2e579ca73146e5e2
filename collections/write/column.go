package write

import (
	"encoding"
	"encoding/base64"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/awsessentials/essentials/awserr"
)

// A Column is a column of a [CSV] file or a [Table]; see [Col].
type Column[T any] struct {
	name   string
	number bool // to the right in a table
	append func([]byte, T) []byte
}

// Col returns a column with a name and an accessor. The value may be a pointer:
// nil is an empty cell.
func Col[T, V any](name string, value func(T) V) Column[T] {
	if value == nil {
		return Column[T]{name: name}
	}
	format := formatOf[V]()
	return Column[T]{
		name:   name,
		number: isNumber(reflect.TypeFor[V]()),
		append: func(b []byte, item T) []byte { return format(b, value(item)) },
	}
}

// checkColumns returns an error if there are no columns or one has no accessor.
func checkColumns[T any](format string, columns []Column[T]) error {
	if len(columns) == 0 {
		return awserr.Invalid("write."+format, "columns", nil, "must be one or more of write.Col")
	}
	for i, c := range columns {
		if c.append == nil {
			return awserr.Invalid("write."+format, fmt.Sprintf("columns[%d]", i), c.name, "must have an accessor: use write.Col")
		}
	}
	return nil
}

// formatOf returns the function that appends the text of a V. For common types
// it uses neither reflection nor an allocation a cell.
func formatOf[V any]() func([]byte, V) []byte {
	for _, format := range []any{
		appendString, pointer(appendString),
		appendTime, pointer(appendTime),
		appendInt[int], pointer(appendInt[int]),
		appendInt[int32], pointer(appendInt[int32]),
		appendInt[int64], pointer(appendInt[int64]),
		appendFloat, pointer(appendFloat),
		strconv.AppendBool, pointer(strconv.AppendBool),
	} {
		if f, ok := format.(func([]byte, V) []byte); ok {
			return f
		}
	}
	return func(b []byte, v V) []byte { return appendValue(b, reflect.ValueOf(&v).Elem()) }
}

func pointer[V any](format func([]byte, V) []byte) func([]byte, *V) []byte {
	return func(b []byte, p *V) []byte {
		if p == nil {
			return b
		}
		return format(b, *p)
	}
}

func appendString(b []byte, s string) []byte { return append(b, s...) }

func appendTime(b []byte, t time.Time) []byte { return t.AppendFormat(b, time.RFC3339) }

func appendInt[N int | int32 | int64](b []byte, n N) []byte {
	return strconv.AppendInt(b, int64(n), 10)
}

func appendFloat(b []byte, f float64) []byte { return appendDigits(b, f, 64) }

// appendDigits appends a float without an exponent, with as few digits as
// identify it.
func appendDigits(b []byte, f float64, bits int) []byte {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return strconv.AppendFloat(b, f, 'g', -1, bits)
	}
	return strconv.AppendFloat(b, f, 'f', -1, bits)
}

// appendValue appends the text of a value of any other type.
func appendValue(b []byte, v reflect.Value) []byte {
	for range maxDepth { // pointers to pointers may go round
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice, reflect.Func, reflect.Chan:
			if v.IsNil() {
				return b
			}
		}
		if text, ok := ownText(b, v); ok {
			return text
		}
		if v.Type().Implements(documentMarshaler) || isUnion(v) {
			return appendJSON(b, v)
		}
		if v.Kind() != reflect.Pointer && v.Kind() != reflect.Interface {
			return appendKind(b, v)
		}
		v = v.Elem()
	}
	return append(b, "(cyclic)"...)
}

// ownText appends the text of a type with a text form (MarshalText, String).
func ownText(b []byte, v reflect.Value) ([]byte, bool) {
	switch x := v.Interface().(type) {
	case time.Time:
		return appendTime(b, x), true
	case encoding.TextMarshaler:
		if text, err := x.MarshalText(); err == nil {
			return append(b, text...), true
		}
	case fmt.Stringer:
		return append(b, x.String()...), true
	case error:
		return append(b, x.Error()...), true
	case []byte:
		return base64.StdEncoding.AppendEncode(b, x), true
	}
	return b, false
}

// appendKind appends the text of a value by its kind.
func appendKind(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		return append(b, v.String()...)
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.AppendUint(b, v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		return appendDigits(b, v.Float(), v.Type().Bits())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = appendElement(b, v.Index(i))
		}
		return b
	}
	return appendJSON(b, v)
}

// appendElement appends an element of a list. A list in a list is written as
// JSON, which has brackets and detects cycles.
func appendElement(b []byte, v reflect.Value) []byte {
	inner := v
	for range maxDepth {
		if inner.Kind() != reflect.Pointer && inner.Kind() != reflect.Interface || inner.IsNil() {
			break
		}
		inner = inner.Elem()
	}
	if k := inner.Kind(); (k == reflect.Slice || k == reflect.Array) && inner.Type().Elem().Kind() != reflect.Uint8 {
		return appendJSON(b, inner)
	}
	return appendValue(b, v)
}

// appendJSON appends v as JSON, or the error if it has no JSON form.
func appendJSON(b []byte, v reflect.Value) []byte {
	text, err := encodeAll.append(nil, v)
	switch {
	case err == nil:
		return append(b, text...)
	case finite(v.Type(), nil):
		return fmt.Append(b, v.Interface()) // its own MarshalText fails
	}
	return append(b, "("+err.Error()+")"...)
}

// finite reports whether no value of a t can contain itself.
func finite(t reflect.Type, outer []reflect.Type) bool {
	if slices.Contains(outer, t) {
		return false
	}
	outer = append(outer, t)
	switch t.Kind() {
	case reflect.Interface:
		return false
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return finite(t.Elem(), outer)
	case reflect.Struct:
		for f := range t.Fields() {
			if !finite(f.Type, outer) {
				return false
			}
		}
	}
	return true
}

// isNumber reports whether the text of a t is always a plain number.
func isNumber(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t.Kind() < reflect.Int || t.Kind() > reflect.Float64:
		return false
	case t.Implements(reflect.TypeFor[fmt.Stringer]()), t.Implements(reflect.TypeFor[encoding.TextMarshaler]()), t.Implements(reflect.TypeFor[error]()):
		return false // a text of its own, such as a time.Duration's
	}
	return true
}
