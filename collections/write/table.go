package write

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/awsessentials/essentials/awserr"
)

// TableOptions are the options of [Table]. The zero value is the default.
type TableOptions struct {
	// Sample is the number of rows that are buffered to find the width of the
	// columns. 0 means 100; it must not be negative.
	Sample int
	// MaxWidth is the maximum width of a cell; longer ones are cut and end with
	// an ellipsis. 0 means no limit; it must not be negative.
	MaxWidth int
	// NoHeader omits the line with the names of the columns.
	NoHeader bool
}

// Table writes the items as a table for people: columns are aligned by their
// width on a terminal and separated by two spaces, and numbers are
// right-aligned. It returns the number of rows written, without the header.
//
// The columns are as wide as the first rows need (see Sample); a later cell that
// is wider widens its column from there on. Control characters are written as Go
// escapes, so that no name from AWS can control the terminal.
func Table[T any](w io.Writer, seq iter.Seq2[T, error], o TableOptions, columns ...Column[T]) (int, error) {
	if err := checkColumns("Table", columns); err != nil {
		return 0, err
	}
	switch {
	case o.Sample < 0:
		return 0, awserr.Invalid("write.Table", "TableOptions.Sample", o.Sample, "must not be negative; 0 means 100")
	case o.MaxWidth < 0:
		return 0, awserr.Invalid("write.Table", "TableOptions.MaxWidth", o.MaxWidth, "must not be negative; 0 means no limit")
	case o.Sample == 0:
		o.Sample = 100
	}
	t := table{maxWidth: o.MaxWidth, cells: make([]tableCell, len(columns))}
	if !o.NoHeader {
		for i, c := range columns {
			t.set(i, []byte(c.name), c.number)
		}
		t.hold()
	}
	var cell []byte
	return stream(w, seq, format[T]{
		name: "Table",
		row: func(b []byte, n int, item T) ([]byte, error) {
			if n >= o.Sample {
				b = t.release(b)
			}
			for i, c := range columns {
				cell = c.append(cell[:0], item)
				t.set(i, cell, c.number)
			}
			if n >= o.Sample {
				return t.appendRow(b, t.cells), nil
			}
			t.hold()
			return b, nil
		},
		held: t.release,
	})
}

// table lays out rows. It may buffer the first ones.
type table struct {
	maxWidth int
	cells    []tableCell // of the row in work
	widths   []int
	rows     [][]tableCell // held back
}

type tableCell struct {
	text  string
	width int
	right bool
}

// set sets a cell of the current row, and widens its column if necessary.
func (t *table) set(column int, text []byte, right bool) {
	text = printable(text)
	if t.maxWidth > 0 && width(text) > t.maxWidth {
		text = cut(text, t.maxWidth)
	}
	if t.widths == nil {
		t.widths = make([]int, len(t.cells))
	}
	n := width(text)
	t.cells[column] = tableCell{string(text), n, right}
	t.widths[column] = max(t.widths[column], n)
}

func (t *table) hold() { t.rows = append(t.rows, slices.Clone(t.cells)) }

// release appends the buffered rows.
func (t *table) release(b []byte) []byte {
	for _, row := range t.rows {
		b = t.appendRow(b, row)
	}
	t.rows = nil
	return b
}

func (t *table) appendRow(b []byte, cells []tableCell) []byte {
	for i, c := range cells {
		padding := t.widths[i] - c.width
		if i > 0 {
			b = append(b, "  "...)
		}
		if c.right {
			b = appendBlanks(b, padding)
		}
		b = append(b, c.text...)
		if !c.right {
			b = appendBlanks(b, padding)
		}
	}
	return append(bytes.TrimRight(b, " "), '\n')
}

func appendBlanks(b []byte, n int) []byte {
	for range n {
		b = append(b, ' ')
	}
	return b
}

// cut shortens text to the width, including the ellipsis that it then ends
// with.
func cut(text []byte, to int) []byte {
	end := 0
	for end < len(text) {
		_, n := utf8.DecodeRune(text[end:])
		if width(text[:end+n]) > to-1 {
			break
		}
		end += n
	}
	return append(slices.Clone(text[:end]), "…"...)
}

// printable returns the text with control characters, changes of the writing
// direction and invalid UTF-8 written as Go escapes.
func printable(text []byte) []byte {
	obeyed := func(r rune) bool {
		return unicode.IsControl(r) || r >= '\u2028' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
	}
	if utf8.Valid(text) && bytes.IndexFunc(text, obeyed) < 0 {
		return text
	}
	var b []byte
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && n == 1:
			b = fmt.Appendf(b, `\x%02x`, text[0])
		case obeyed(r):
			quoted := strconv.QuoteRuneToASCII(r)
			b = append(b, quoted[1:len(quoted)-1]...)
		default:
			b = append(b, text[:n]...)
		}
		text = text[n:]
	}
	return b
}
