package write

import (
	"bytes"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// CSVOptions sets how [CSV] writes. The zero value is RFC 4180 with a header,
// safe to open in a spreadsheet.
type CSVOptions struct {
	// KeepFormulas writes cells that a spreadsheet would run as a formula as
	// they are. Set it if no person will open the file in one.
	KeepFormulas bool
	// NoHeader leaves out the line with the names of the columns.
	NoHeader bool
}

// CSV writes the items as RFC 4180 has it: commas, lines that end with CR LF,
// quotes where they are needed, in UTF-8. It returns how many rows it wrote, the
// header not counted.
//
// Names and tags in AWS may be chosen by strangers, and a spreadsheet runs a cell
// that begins with =, +, -, @, a tab or a line break as a formula. Such a cell,
// blanks before it or not, gets an apostrophe in front, unless it is a plain
// number.
func CSV[T any](w io.Writer, seq iter.Seq2[T, error], o CSVOptions, columns ...Column[T]) (int, error) {
	if err := checkColumns("CSV", columns); err != nil {
		return 0, err
	}
	var cell []byte
	field := func(b []byte, text []byte, number bool) []byte {
		return appendField(b, text, !number && !o.KeepFormulas)
	}
	var head []byte
	if !o.NoHeader {
		for i, c := range columns {
			if i > 0 {
				head = append(head, ',')
			}
			head = field(head, []byte(c.name), false)
		}
		head = append(head, "\r\n"...)
	}
	return stream(w, seq, format[T]{
		name: "CSV",
		head: string(head),
		row: func(b []byte, _ int, item T) ([]byte, error) {
			for i, c := range columns {
				if i > 0 {
					b = append(b, ',')
				}
				cell = c.append(cell[:0], item)
				if len(columns) == 1 && len(cell) == 0 {
					b = append(b, `""`...) // readers pass over an empty line
				}
				b = field(b, cell, c.number)
			}
			return append(b, "\r\n"...), nil
		},
	})
}

// appendField appends a field, quoted if it has to be.
func appendField(b, text []byte, neutral bool) []byte {
	neutral = neutral && isFormula(text)
	if !slices.ContainsFunc(text, isSpecial) {
		if neutral {
			b = append(b, '\'')
		}
		return append(b, text...)
	}
	b = append(b, '"')
	if neutral {
		b = append(b, '\'')
	}
	for len(text) > 0 {
		quote := bytes.IndexByte(text, '"')
		if quote < 0 {
			return append(append(b, text...), '"')
		}
		b = append(append(b, text[:quote+1]...), '"')
		text = text[quote+1:]
	}
	return append(b, '"')
}

// isSpecial reports whether a byte may stand in quotes only.
func isSpecial(c byte) bool { return c == '"' || c == ',' || c == '\r' || c == '\n' }

// isFormula reports whether a spreadsheet might take the text for a formula.
func isFormula(text []byte) bool {
	text = bytes.TrimLeft(text, " ")
	if len(text) == 0 {
		return false
	}
	switch text[0] {
	case '=', '+', '-', '@', '\t', '\r', '\n':
		return !isPlainNumber(text)
	case "＝"[0]: // of the forms that Japanese and Chinese input methods write
		first, _ := utf8.DecodeRune(text)
		return strings.ContainsRune("＝＋－＠", first)
	}
	return false
}

// isPlainNumber reports whether the text is digits with a sign before and a
// point between, if at all.
func isPlainNumber(text []byte) bool {
	if len(text) > 0 && (text[0] == '+' || text[0] == '-') {
		text = text[1:]
	}
	whole, fraction, point := bytes.Cut(text, []byte("."))
	return isDigits(whole) && (!point || isDigits(fraction))
}

func isDigits(text []byte) bool {
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(text) > 0
}
