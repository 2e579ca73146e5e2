package tokens

import (
	"encoding/binary"
	"errors"
	"reflect"
	"strconv"
)

// Text returns the token as text, which [Rule.Parse] of the same operation reads.
// The values must be texts, numbers or bytes, and at least one must be there.
func (t Token) Text() string {
	var b []byte
	for _, value := range t {
		text := "" // of an absent value: the others are not zero
		if value != nil {
			text = textOf(reflect.ValueOf(value))
		}
		b = AppendText(b, text)
	}
	return string(b)
}

func textOf(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Slice:
		return string(v.Bytes())
	}
	return strconv.FormatInt(v.Int(), 10)
}

// Parse reads the text of a token of this operation.
func (r *Rule) Parse(text string) (Token, error) {
	token := make(Token, len(r.pairs))
	unread, absent := []byte(text), 0
	for i, p := range r.pairs {
		value, rest, ok := CutText(unread)
		if !ok {
			return nil, errors.New("it has too few tokens")
		}
		unread = rest
		if value == "" {
			absent++
			continue
		}
		v := reflect.New(p.typ).Elem()
		if err := setText(v, value); err != nil {
			return nil, err
		}
		token[i] = v.Interface()
	}
	switch {
	case len(unread) > 0:
		return nil, errors.New("it has too many tokens")
	case absent == len(token):
		return nil, errors.New("it has no token")
	}
	return token, nil
}

// AppendText appends the length of a text and the text.
func AppendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// CutText returns the text that follows its length, and the rest.
func CutText(b []byte) (text string, rest []byte, ok bool) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return "", nil, false
	}
	b = b[size:]
	return string(b[:n]), b[n:], true
}

// setText sets a text, a number or bytes.
func setText(v reflect.Value, text string) error {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Slice:
		v.SetBytes([]byte(text))
	default:
		n, err := strconv.ParseInt(text, 10, v.Type().Bits())
		if err != nil || n == 0 {
			return errors.New("it has a text where the operation has a number")
		}
		v.SetInt(n)
	}
	return nil
}
