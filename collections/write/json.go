package write

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"reflect"

	"github.com/awsessentials/essentials/awserr"
)

// JSONOptions sets how [JSON] and [JSONLines] write.
type JSONOptions struct {
	// OmitUnset leaves out the fields that are not set, which the SDK's types have
	// many of: nil pointers, lists and maps, empty enums, and ResultMetadata.
	// Without it they are null, as encoding/json writes them.
	OmitUnset bool
}

// JSONLines writes each item as JSON on a line of its own, and returns how many
// it wrote. It writes as encoding/json does, except that letters such as < and &
// stay as they are, a union of the SDK keeps its type, as in {"S":"7"} for an
// AttributeValue, and a document is the JSON that it holds. There may be one
// JSONOptions.
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

// JSON writes the items as one JSON array, each on a line of its own as
// [JSONLines] writes it, and returns how many it wrote. After an error the array
// is left open, so that nobody takes it for the whole.
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

// plainOf is encodeOf for what encoding/json writes as it should be.
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
