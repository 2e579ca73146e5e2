package write

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"reflect"

	"github.com/awsessentials/essentials/awserr"
)

// JSONOptions are the options of [JSON] and [JSONLines].
type JSONOptions struct {
	// OmitUnset omits the fields of the SDK's types that are not set: nil
	// pointers, lists and maps, empty enums, and ResultMetadata. Without it they
	// are written as encoding/json does, as null.
	OmitUnset bool
}

// JSONLines writes each item as JSON on a separate line, and returns the number
// of items written. It writes as encoding/json does, except that characters such
// as < and & are not escaped, a union of the SDK keeps its member, as in
// {"S":"7"} for an AttributeValue, and a document is the JSON that it holds. At
// most one JSONOptions may be passed.
func JSONLines[T any](w io.Writer, seq iter.Seq2[T, error], options ...JSONOptions) (int, error) {
	encode, err := encodeOf[T]("JSONLines", options)
	if err != nil {
		return 0, err
	}
	return stream(w, seq, format[T]{
		name: "JSONLines",
		row: func(b []byte, _ int, item T) ([]byte, error) {
			b, err := encode(b, item)
			return append(b, '\n'), err
		},
	})
}

// JSON writes the items as one JSON array, each on a separate line as
// [JSONLines] writes it, and returns the number of items written. After an error
// the array is not closed, so that the output is not taken for complete.
func JSON[T any](w io.Writer, seq iter.Seq2[T, error], options ...JSONOptions) (int, error) {
	encode, err := encodeOf[T]("JSON", options)
	if err != nil {
		return 0, err
	}
	return stream(w, seq, format[T]{
		name: "JSON",
		head: "[",
		row: func(b []byte, n int, item T) ([]byte, error) {
			if n > 0 {
				b = append(b, ',')
			}
			return encode(append(b, '\n'), item)
		},
		tail: func(b []byte, n int) []byte {
			if n > 0 {
				b = append(b, '\n')
			}
			return append(b, "]\n"...)
		},
	})
}

// encodeOf returns the function that appends the JSON of a T.
func encodeOf[T any](name string, options []JSONOptions) (func([]byte, T) ([]byte, error), error) {
	if len(options) > 1 {
		return nil, awserr.Invalid("write."+name, "options", len(options), "must be one JSONOptions at most")
	}
	e := encodeAll
	if len(options) == 1 && options[0].OmitUnset {
		e = encodeSet
	}
	if e.isPlain(reflect.TypeFor[T]()) {
		return plainOf[T](), nil
	}
	return func(b []byte, item T) ([]byte, error) { return e.append(b, reflect.ValueOf(&item).Elem()) }, nil
}

// plainOf is encodeOf for types that encoding/json writes correctly.
func plainOf[T any]() func([]byte, T) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	return func(b []byte, item T) ([]byte, error) {
		buf.Reset()
		err := enc.Encode(item)
		return append(b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...), err
	}
}
