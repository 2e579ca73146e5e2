package write

import (
	"bytes"
	"io"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/awsessentials/essentials/awserr"
)

// CSVOptions are the options of [CSV]. The zero value writes RFC 4180 with a
// header, safe to open in a spreadsheet.
type CSVOptions struct {
	// Comma separates the fields. 0 means a comma; spreadsheets expect a semicolon
	// where a comma is the decimal separator. It must not be a quote, a line break,
	// =, +, - or @.
	Comma rune
	// UseLF ends lines with LF instead of CR LF, which RFC 4180 requires.
	UseLF bool
	// KeepFormulas writes cells that a spreadsheet would evaluate as a formula
	// unchanged. Set it only if the file will not be opened in a spreadsheet.
	KeepFormulas bool
	// NoHeader omits the line with the names of the columns.
	NoHeader bool
}

// CSV writes the items as RFC 4180 defines it: commas, lines that end with CR
// LF, quotes where needed, in UTF-8. It returns the number of rows written,
// without the header.
//
// Names and tags in AWS are untrusted input, and a spreadsheet evaluates a cell
// that begins with =, +, -, @, a tab or a line break as a formula. CSV writes an
// apostrophe before such a cell, unless it is a plain number, also if spaces,
// byte order marks or control characters precede the sign. Since a spreadsheet
// with other separators may split a cell, it also writes an apostrophe within a
// cell, before a formula that follows a line break, or a semicolon, comma or tab
// that is not the separator.
func CSV[T any](w io.Writer, seq iter.Seq2[T, error], o CSVOptions, columns ...Column[T]) (int, error) {
	c, err := newCSVFormat(o)
	if err == nil {
		err = checkColumns("CSV", columns)
	}
	if err != nil {
		return 0, err
	}
	var cell []byte
	var head []byte
	if !o.NoHeader {
		for i, column := range columns {
			if i > 0 {
				head = append(head, c.comma...)
			}
			head = c.appendField(head, []byte(column.name))
		}
		head = append(head, c.end...)
	}
	return stream(w, seq, format[T]{
		name: "CSV",
		head: string(head),
		row: func(b []byte, _ int, item T) ([]byte, error) {
			for i, column := range columns {
				if i > 0 {
					b = append(b, c.comma...)
				}
				cell = column.append(cell[:0], item)
				if len(columns) == 1 && len(cell) == 0 {
					b = append(b, `""`...) // readers pass over an empty line
				}
				b = c.appendField(b, cell)
			}
			return append(b, c.end...), nil
		},
	})
}

// csvFormat is the format that CSVOptions describe.
type csvFormat struct {
	comma, end string
	kinds      [256]byteKind
	formulas   bool // are kept
}

// byteKind says what a byte means in a field.
type byteKind uint8

const (
	quoted byteKind = 1 << iota // stands in quotes only
	breaks                      // may end the cell for another program
)

func newCSVFormat(o CSVOptions) (*csvFormat, error) {
	if o.Comma == 0 {
		o.Comma = ','
	}
	if strings.ContainsRune("\"'\r\n=+-@", o.Comma) || !utf8.ValidRune(o.Comma) || o.Comma == utf8.RuneError {
		return nil, awserr.Invalid("write.CSV", "CSVOptions.Comma", string(o.Comma), "must be a character that is no quote, no line break and no start of a formula")
	}
	c := &csvFormat{comma: string(o.Comma), end: "\r\n", formulas: o.KeepFormulas}
	if o.UseLF {
		c.end = "\n"
	}
	for _, b := range []byte("\"\r\n" + c.comma) {
		c.kinds[b] |= quoted
	}
	for _, b := range []byte(",;\t\r\n") {
		if !o.KeepFormulas && rune(b) != o.Comma {
			c.kinds[b] |= breaks
		}
	}
	return c, nil
}

// appendField appends a field, quoted if necessary.
func (c *csvFormat) appendField(b, text []byte) []byte {
	var kinds byteKind
	for _, char := range text {
		kinds |= c.kinds[char]
	}
	formula := !c.formulas && isFormula(text)
	if kinds == 0 {
		if formula {
			b = append(b, '\'')
		}
		return append(b, text...)
	}
	if kinds&quoted != 0 {
		b = append(b, '"')
	}
	if formula {
		b = append(b, '\'')
	}
	b = c.appendEscaped(b, text, formula)
	if kinds&quoted != 0 {
		b = append(b, '"')
	}
	return b
}

// appendEscaped doubles quotes, and writes an apostrophe before a formula that
// follows what another program may take for the end of a cell.
func (c *csvFormat) appendEscaped(b, text []byte, formula bool) []byte {
	start := 0 // of what the apostrophe in front does not cover
	if formula {
		start = len(text) - len(bytes.TrimLeftFunc(text, isInvisible))
	}
	for i, char := range text {
		b = append(b, char)
		switch {
		case char == '"':
			b = append(b, '"')
		case i >= start && c.kinds[char]&breaks != 0 && isFormula(c.segment(text[i+1:])):
			b = append(b, '\'')
		}
	}
	return b
}

// segment returns the text up to what may end a cell.
func (c *csvFormat) segment(text []byte) []byte {
	for i, char := range text {
		if c.kinds[char]&breaks != 0 {
			return text[:i]
		}
	}
	return text
}

// isFormula reports whether a spreadsheet might take the text for a formula.
func isFormula(text []byte) bool {
	if len(text) == 0 || isAlphanumeric(text[0]) {
		return false // as most are
	}
	switch text[0] {
	case '\t', '\r', '\n':
		return true
	}
	text = bytes.TrimLeftFunc(text, isInvisible)
	switch first, _ := utf8.DecodeRune(text); first {
	case '=', '+', '-', '@', '＝', '＋', '－', '＠': // the wide forms are of Japanese and Chinese input methods
		return !isPlainNumber(text)
	}
	return false
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// isInvisible reports whether a spreadsheet may ignore the character: spaces,
// control characters, byte order marks and other invisible ones.
func isInvisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// isPlainNumber reports whether the text is digits, with an optional sign and
// decimal point, or an infinity as Go writes it.
func isPlainNumber(text []byte) bool {
	if len(text) > 0 && (text[0] == '+' || text[0] == '-') {
		text = text[1:]
	}
	if string(text) == "Inf" {
		return true
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
