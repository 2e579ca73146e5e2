package write

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
)

// JSONLines writes each item as JSON on a line of its own, and returns how many
// it wrote. Letters such as < and & stay as they are.
func JSONLines[T any](w io.Writer, seq iter.Seq2[T, error]) (int, error) {
	encode := encoder[T]()
	return stream(w, seq, format[T]{
		name: "JSONLines",
		row: func(b []byte, _ int, item T) ([]byte, error) {
			text, err := encode(item)
			return append(append(b, text...), '\n'), err
		},
	})
}

// JSON writes the items as one JSON array, each on a line of its own, and
// returns how many it wrote. After an error the array is left open, so that
// nobody takes it for the whole.
func JSON[T any](w io.Writer, seq iter.Seq2[T, error]) (int, error) {
	encode := encoder[T]()
	return stream(w, seq, format[T]{
		name: "JSON",
		head: "[",
		row: func(b []byte, n int, item T) ([]byte, error) {
			text, err := encode(item)
			if n > 0 {
				b = append(b, ',')
			}
			return append(append(b, '\n'), text...), err
		},
		tail: func(b []byte, n int) []byte {
			if n > 0 {
				b = append(b, '\n')
			}
			return append(b, "]\n"...)
		},
	})
}

// encoder returns a function that gives the JSON of a value, in memory that its
// next call uses again.
func encoder[T any]() func(T) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	return func(item T) ([]byte, error) {
		buf.Reset()
		err := enc.Encode(item)
		return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), err
	}
}
