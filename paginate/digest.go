package paginate

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math"
	"reflect"
	"slices"
	"time"

	"github.com/awsessentials/essentials/internal/tokens"
)

// digest returns a hash that identifies an input by its values. Fields that are not set,
// or empty, do not count, so that a field that the SDK adds changes nothing.
func digest(input any) string {
	sum := sha256.Sum256(canonical(input))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

// canonical encodes a value so that two encodings are equal if and only if the
// values are, in any process.
func canonical(value any) []byte { return appendValue(nil, reflect.ValueOf(value)) }

func appendValue(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Invalid:
		return append(b, '-')
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return append(b, '-')
		}
		if v.Kind() == reflect.Interface {
			b = tokens.AppendText(b, v.Elem().Type().String())
		}
		return appendValue(b, v.Elem())
	case reflect.Struct:
		if v.CanInterface() {
			if t, ok := v.Interface().(time.Time); ok {
				return binary.BigEndian.AppendUint64(append(b, 't'), uint64(t.UnixNano()))
			}
		}
		b = append(b, '{')
		for i := range v.NumField() {
			if f := v.Type().Field(i); !isUnset(v.Field(i)) {
				b = appendValue(tokens.AppendText(b, f.Name), v.Field(i))
			}
		}
		return append(b, '}')
	case reflect.Slice, reflect.Array:
		b = binary.AppendUvarint(append(b, '['), uint64(v.Len()))
		for i := range v.Len() {
			b = appendValue(b, v.Index(i))
		}
		return b
	case reflect.Map:
		entries := make([]string, 0, v.Len())
		for iter := v.MapRange(); iter.Next(); {
			entries = append(entries, string(appendValue(appendValue(nil, iter.Key()), iter.Value())))
		}
		slices.Sort(entries)
		b = binary.AppendUvarint(append(b, 'm'), uint64(len(entries)))
		for _, e := range entries {
			b = tokens.AppendText(b, e)
		}
		return b
	case reflect.String:
		return tokens.AppendText(append(b, 's'), v.String())
	case reflect.Bool:
		if v.Bool() {
			return append(b, '1')
		}
		return append(b, '0')
	case reflect.Float32, reflect.Float64:
		return binary.BigEndian.AppendUint64(append(b, 'f'), math.Float64bits(v.Float()))
	}
	switch {
	case v.CanInt():
		return binary.AppendVarint(append(b, 'i'), v.Int())
	case v.CanUint():
		return binary.AppendUvarint(append(b, 'u'), v.Uint())
	}
	return append(b, '?') // a function or channel: no part of what is asked for
}

func isUnset(v reflect.Value) bool {
	if k := v.Kind(); k == reflect.Slice || k == reflect.Map {
		return v.Len() == 0
	}
	return v.IsZero()
}
