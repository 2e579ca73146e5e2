package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// kind is the kind of a token, which is its text where it is a symbol.
type kind string

const (
	kindEnd        kind = "the end"
	kindName       kind = "a name"
	kindQuotedName kind = "a quoted name"
	kindNumber     kind = "a number"
	kindLiteral    kind = "a literal"
)

// tok is a token of an expression.
type tok struct {
	kind  kind
	pos   int
	text  string // of a name
	value any    // of a number or a literal
}

// symbols, the longer ones first.
var symbols = []string{
	"[?", "[]", "||", "&&", "==", "!=", "<=", ">=",
	".", "*", "[", "]", "{", "}", "(", ")", ",", ":", "@", "&", "|", "!", "<", ">",
}

func lex(expression string) ([]tok, error) {
	var toks []tok
	for i := 0; i < len(expression); {
		c := expression[i]
		t := tok{pos: i}
		end := i + 1
		var err error
		switch {
		case strings.IndexByte(" \t\r\n", c) >= 0:
			i++
			continue
		case isNameStart(c):
			for end < len(expression) && (isNameStart(expression[end]) || isDigit(expression[end])) {
				end++
			}
			t.kind, t.text = kindName, expression[i:end]
		case isDigit(c), c == '-' && end < len(expression) && isDigit(expression[end]):
			for end < len(expression) && isDigit(expression[end]) {
				end++
			}
			t.kind = kindNumber
			t.value, err = strconv.Atoi(expression[i:end])
		case c == '"', c == '\'', c == '`':
			if end, err = closing(expression, i); err == nil {
				err = t.quoted(c, expression[i+1:end-1])
			}
		default:
			t.kind = symbolAt(expression[i:])
			if t.kind == "" {
				err = fmt.Errorf("unexpected character %q", c)
			}
			end = i + len(t.kind)
		}
		if err != nil {
			return nil, fmt.Errorf("position %d: %w", i+1, err)
		}
		toks = append(toks, t)
		i = end
	}
	return append(toks, tok{kind: kindEnd, pos: len(expression)}), nil
}

func isNameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func symbolAt(s string) kind {
	for _, symbol := range symbols {
		if strings.HasPrefix(s, symbol) {
			return kind(symbol)
		}
	}
	return ""
}

// closing returns the position after the quote that closes the one at start.
func closing(s string, start int) (int, error) {
	for i := start + 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[start]:
			return i + 1, nil
		}
	}
	return 0, fmt.Errorf("%c is not closed", s[start])
}

// quoted sets the token to the text between two quotes.
func (t *tok) quoted(quote byte, text string) error {
	switch quote {
	case '"':
		t.kind = kindQuotedName
		if json.Unmarshal([]byte(`"`+text+`"`), &t.text) != nil {
			return fmt.Errorf("%q is no quoted name", text)
		}
	case '\'':
		t.kind, t.value = kindLiteral, strings.ReplaceAll(text, `\'`, "'")
	default:
		t.kind = kindLiteral
		text = strings.ReplaceAll(text, "\\`", "`")
		value, err := parseJSON(text)
		if err != nil {
			// Text without quotes, which boto3 treats as a string.
			var s string
			if json.Unmarshal([]byte(`"`+strings.TrimLeft(text, " \t\r\n")+`"`), &s) != nil {
				return fmt.Errorf("%q is neither JSON nor text", text)
			}
			value = s
		}
		t.value = value
	}
	return nil
}

// parseJSON reads a JSON value and keeps integers exact.
func parseJSON(text string) (any, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("more than one value")
	}
	return numbers(v), nil
}

// numbers replaces the numbers of a JSON value by int64 and float64.
func numbers(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := strconv.ParseInt(v.String(), 10, 64); err == nil {
			return n
		}
		f, _ := v.Float64()
		return f
	case []any:
		for i := range v {
			v[i] = numbers(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = numbers(v[k])
		}
	}
	return v
}
