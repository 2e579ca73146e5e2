package alert

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

// valueText returns a value as text, with the names of the fields of a struct, so
// that secrets are found by them. It is not redacted.
func valueText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	case error:
		return v.Error()
	case fmt.Stringer, fmt.Formatter:
		return fmt.Sprint(v)
	}
	if r := reflect.ValueOf(v); r.Kind() == reflect.Slice && r.Type().Elem().Kind() == reflect.Uint8 {
		return string(r.Bytes()) // json.RawMessage, say
	}
	return fmt.Sprintf("%+v", v)
}

// summarize returns v as JSON of at most about limit bytes, without secrets.
func summarize(v any, limit int) string {
	var text []byte
	switch v := v.(type) {
	case json.RawMessage:
		text = v
	case []byte:
		text = v
	default:
		var err error
		if text, err = json.Marshal(v); err != nil {
			return fmt.Sprintf("%T, which cannot be shown as JSON: %s", v, show(err.Error(), limit))
		}
	}
	if len(text) > maxScan || !json.Valid(text) {
		if size := len(text); size > maxScan {
			return shortened(show(string(text[:maxScan]), limit), size)
		}
		return show(string(text), limit)
	}
	return summarizeJSON(string(text), limit)
}

// summarizeJSON copies valid JSON, without white space, until it is long enough.
func summarizeJSON(text string, limit int) string {
	var out []byte
	var secretObjects []bool // for each open object: it is a pair with the name of a secret
	for i := 0; i < len(text); {
		piece := text[i : i+1]
		i++
		switch piece[0] {
		case ' ', '\t', '\r', '\n':
			continue
		case '{':
			secretObjects = append(secretObjects, isSecretPair(text[i-1:]))
		case '[':
			secretObjects = append(secretObjects, false)
		case '}', ']':
			secretObjects = secretObjects[:len(secretObjects)-1]
		case '"':
			var s string
			end := stringEnd(text, i)
			_ = json.Unmarshal([]byte(text[i-1:end]), &s)
			rest, isName := strings.CutPrefix(strings.TrimLeft(text[end:], " \t\r\n"), ":")
			i = len(text) - len(rest)
			switch {
			case !isName:
				s = quoted(summarizeText(s, max(limit-len(out), 0)))
			case isSecretName(s) && !isPlainJSON(rest), secretObjects[len(secretObjects)-1] && valueKeys[strings.ToLower(s)]:
				i += skipValue(rest)
				s = quoted(s) + ":" + quoted(redacted)
			default:
				s = quoted(s) + ":"
			}
			piece = s
		}
		out = append(out, piece...)
		if len(out) >= limit && !isWordByte(piece[0]) {
			return shortened(string(out), len(text))
		}
	}
	return string(out)
}

// isSecretPair reports whether the object at the beginning of text is a pair whose
// name is that of a secret, such as {"name": "DB_PASS", "value": "x"}.
func isSecretPair(text string) bool {
	dec := json.NewDecoder(strings.NewReader(text))
	_, _ = dec.Token()
	for dec.More() {
		key, _ := dec.Token()
		var value json.RawMessage
		if dec.Decode(&value) != nil {
			return false
		}
		if k, ok := key.(string); ok && nameKeys[strings.ToLower(k)] {
			var name string
			if json.Unmarshal(value, &name) == nil && len(name) <= maxName && isSecretName(name) {
				return true
			}
		}
	}
	return false
}

// isPlainJSON reports whether the value at the beginning of text is true, false,
// null or the empty string.
func isPlainJSON(text string) bool {
	text = strings.TrimLeft(text, " \t\r\n")
	for _, plain := range []string{"true", "false", "null", `""`} {
		if strings.HasPrefix(text, plain) {
			return true
		}
	}
	return false
}

// isWordByte reports whether c is of a number or of true, false and null, which are
// not cut.
func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'E'
}

// skipValue returns the length of the JSON value at the beginning of text.
func skipValue(text string) int {
	var skipped json.RawMessage
	dec := json.NewDecoder(strings.NewReader(text))
	_ = dec.Decode(&skipped) // the text is valid
	return int(dec.InputOffset())
}

// stringEnd returns where a JSON string ends whose text begins at i.
func stringEnd(text string, i int) int {
	for ; text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// summarizeText shortens a string, which may itself be JSON, as the body of an SQS
// message is, or base64, as bytes are in JSON.
func summarizeText(s string, limit int) string {
	const longest = 512
	if (strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[")) && json.Valid([]byte(s)) {
		return summarizeJSON(s, limit)
	}
	if b, err := base64.StdEncoding.DecodeString(s); err == nil && len(b) > 8 && utf8.Valid(b) {
		if hidden := scrub(string(b)); hidden != string(b) {
			s = hidden
		}
	}
	return show(s, min(longest, limit))
}

// quoted returns s as a JSON string, without the escapes for HTML.
func quoted(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // strings do not fail
	return strings.TrimSuffix(b.String(), "\n")
}
