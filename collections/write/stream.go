package write

import (
	"bufio"
	"fmt"
	"io"
	"iter"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/nils"
)

// format says how a sequence is written to a stream.
type format[T any] struct {
	name string
	head string
	row  func(b []byte, n int, item T) ([]byte, error) // appends item n, from 0
	held func(b []byte) []byte                         // appends what row has held back, also after an error; may be nil
	tail func(b []byte, n int) []byte                  // appends what n rows end with, not after an error; may be nil
}

func rows(n int) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}

// stream writes the items of seq. It flushes its buffer also after an error.
func stream[T any](w io.Writer, seq iter.Seq2[T, error], f format[T]) (n int, err error) {
	if nils.Is(w) {
		return 0, awserr.Invalid("write."+f.name, "writer", nil, "must not be nil")
	}
	if seq == nil {
		return 0, awserr.Invalid("write."+f.name, "sequence", nil, "must not be nil")
	}
	out := bufio.NewWriterSize(w, 64<<10)
	defer func() {
		if f.held != nil {
			_, _ = out.Write(f.held(nil))
		}
		if flushErr := out.Flush(); err == nil && flushErr != nil {
			err = fmt.Errorf("write: %s: %w", f.name, flushErr)
		}
	}()
	_, _ = out.WriteString(f.head) // an error stays in out until the next Write or Flush
	var row []byte
	for item, err := range seq {
		if err == nil {
			row, err = f.row(row[:0], n, item)
		}
		if err == nil {
			_, err = out.Write(row)
		}
		if err != nil {
			return n, fmt.Errorf("write: %s: after %s: %w", f.name, rows(n), err)
		}
		n++
	}
	if f.tail != nil {
		_, _ = out.Write(f.tail(nil, n))
	}
	return n, nil
}
