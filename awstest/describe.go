package awstest

import (
	"fmt"
	"reflect"
	"strings"
	"time"
)

// describeLimit bounds the length of an input in a failure message.
const describeLimit = 400

// describe formats an input on one line for a failure message: it follows
// pointers, omits unset fields and hides the values of secret ones.
func describe(in any) string {
	var b strings.Builder
	writeValue(&b, reflect.ValueOf(in))
	s := b.String()
	if r := []rune(s); len(r) > describeLimit {
		s = string(r[:describeLimit]) + "…"
	}
	return s
}

func writeValue(b *strings.Builder, v reflect.Value) {
	if b.Len() > 8*describeLimit {
		return // already longer than what is shown
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			b.WriteString("nil")
			return
		}
		writeValue(b, v.Elem())
	case reflect.Struct:
		if t, ok := v.Interface().(time.Time); ok {
			b.WriteString(t.Format(time.RFC3339))
			return
		}
		b.WriteByte('{')
		first := true
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() || v.Field(i).IsZero() {
				continue
			}
			if !first {
				b.WriteString(", ")
			}
			first = false
			b.WriteString(f.Name + ": ")
			if secret(f.Name) {
				b.WriteString("(hidden)")
				continue
			}
			writeValue(b, v.Field(i))
		}
		b.WriteByte('}')
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			fmt.Fprintf(b, "(%d bytes)", v.Len())
			return
		}
		b.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				b.WriteString(", ")
			}
			writeValue(b, v.Index(i))
		}
		b.WriteByte(']')
	case reflect.Map:
		fmt.Fprintf(b, "(map of %d)", v.Len())
	case reflect.String:
		fmt.Fprintf(b, "%q", v.String())
	case reflect.Func, reflect.Chan:
		b.WriteString(v.Type().String())
	default:
		fmt.Fprint(b, v)
	}
}

func secret(field string) bool {
	for _, word := range []string{"Secret", "Password", "TokenCode", "PrivateKey"} {
		if strings.Contains(field, word) {
			return true
		}
	}
	return false
}
