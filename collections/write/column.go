package write

import (
	"encoding"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"time"
)

// Column is a column of a [CSV] file or a [Table]; see [Col].
type Column[T any] struct {
	name   string
	number bool // of digits: to the right in a table, never a formula
	append func([]byte, T) []byte
}

// Col makes a column from its name and an accessor. The value may be a pointer:
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

// checkColumns refuses columns that nothing could be written with.
func checkColumns[T any](format string, columns []Column[T]) error {
	if len(columns) == 0 {
		return fmt.Errorf("write: %s: no columns: want one or more of write.Col", format)
	}
	for i, c := range columns {
		if c.append == nil {
			return fmt.Errorf("write: %s: column %d %q has no accessor: want one of write.Col", format, i, c.name)
		}
	}
	return nil
}

// formatOf returns the function that appends the text of a V. The types that
// most columns have need neither reflection nor an allocation for a cell.
func formatOf[V any]() func([]byte, V) []byte {
	for _, format := range []any{
		appendString, pointer(appendString),
		appendTime, pointer(appendTime),
		appendInt[int], pointer(appendInt[int]),
		appendInt[int32], pointer(appendInt[int32]),
		appendInt[int64], pointer(appendInt[int64]),
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

// appendValue appends the text of a value of any other type.
func appendValue(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return b
		}
	}
	switch x := v.Interface().(type) {
	case time.Time:
		return appendTime(b, x)
	case encoding.TextMarshaler:
		if text, err := x.MarshalText(); err == nil {
			return append(b, text...)
		}
	case fmt.Stringer:
		return append(b, x.String()...)
	case error:
		return append(b, x.Error()...)
	case []byte:
		return base64.StdEncoding.AppendEncode(b, x)
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return appendValue(b, v.Elem())
	case reflect.String:
		return append(b, v.String()...)
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.AppendUint(b, v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		return strconv.AppendFloat(b, v.Float(), 'g', -1, v.Type().Bits())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = appendValue(b, v.Index(i))
		}
		return b
	}
	text, err := json.Marshal(v.Interface())
	if err != nil {
		return fmt.Append(b, v.Interface()) // a channel, a function: better than nothing
	}
	return append(b, text...)
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
