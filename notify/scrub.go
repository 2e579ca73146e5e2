package notify

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

const redacted = "[redacted]"

// secretWords are what the name of a secret has in it, in lower case and without
// punctuation.
var secretWords = []string{
	"password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "accesskey", "privatekey",
	"authorization", "credential", "cookie", "signature", "sessionid", "connectionstring",
}

// A secretPattern finds secrets in running text, and says what stands in their
// place.
type secretPattern struct {
	find    *regexp.Regexp
	replace string
}

// secretPatterns are compiled when they are needed first, not at every cold start.
var secretPatterns = sync.OnceValue(func() []secretPattern {
	return []secretPattern{
		{regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`), redacted},
		{regexp.MustCompile(`(?i)\b((?:bearer|basic)\s+)[\w.~+/=-]{6,}`), "${1}" + redacted},
		{regexp.MustCompile(`\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*`), redacted},
		{regexp.MustCompile(`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`), redacted},
		{regexp.MustCompile(`(://[^\s/:@]*:)[^\s/@]+@`), "${1}" + redacted + "@"},
		{regexp.MustCompile(`(?i)([\w.-]*(?:passwo?r?d|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|` +
			`authorization|credential|cookie|signature|session[_-]?id)[\w.-]*\\?["']?\s*[:=]\s*)` +
			`(?:\\?"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,;&"')\]}]+)`), "${1}" + redacted},
	}
})

// scrub returns running text with what looks like a secret redacted.
func scrub(s string) string {
	for _, p := range secretPatterns() {
		s = p.find.ReplaceAllString(s, p.replace)
	}
	return s
}

// isSecretName reports whether a value of that name should not be shown.
func isSecretName(name string) bool {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune("_-. ", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
	for _, w := range secretWords {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// cut returns at most about limit bytes of s, and says how many there were.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	end := limit
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return fmt.Sprintf("%s… (%d bytes)", s[:end], len(s))
}

// summarize returns v as JSON of at most about limit bytes, without secrets.
func summarize(v any, limit int) string {
	var text []byte
	switch v := v.(type) {
	case nil:
		return "null"
	case json.RawMessage:
		text = v
	case []byte:
		text = v
	default:
		var err error
		if text, err = json.Marshal(v); err != nil {
			return fmt.Sprintf("%T, which cannot be shown as JSON: %s", v, scrub(err.Error()))
		}
	}
	out, err := summarizeJSON(text, limit)
	if err != nil {
		return cut(scrub(strings.ToValidUTF8(string(text), string(utf8.RuneError))), limit)
	}
	return out
}

// A summarizer copies JSON token by token until it is long enough, so that a large
// event costs no more than a small one.
type summarizer struct {
	dec   *json.Decoder
	out   strings.Builder
	limit int
}

var errLong = errors.New("limit reached")

func summarizeJSON(text []byte, limit int) (string, error) {
	s := &summarizer{dec: json.NewDecoder(bytes.NewReader(text)), limit: limit}
	s.dec.UseNumber()
	switch err := s.value(); {
	case errors.Is(err, errLong):
		return fmt.Sprintf("%s… (%d bytes)", s.out.String(), len(text)), nil
	case err != nil:
		return "", err
	}
	if _, err := s.dec.Token(); !errors.Is(err, io.EOF) {
		return "", errors.New("text after the JSON value")
	}
	return s.out.String(), nil
}

func (s *summarizer) value() error {
	tok, err := s.dec.Token()
	if err != nil {
		return err
	}
	switch tok := tok.(type) {
	case json.Delim:
		return s.container(tok)
	case string:
		return s.text(tok)
	case nil:
		return s.write("null")
	default:
		return s.write(fmt.Sprint(tok))
	}
}

func (s *summarizer) container(open json.Delim) error {
	if err := s.write(open.String()); err != nil {
		return err
	}
	for first := true; s.dec.More(); first = false {
		if !first {
			s.out.WriteByte(',')
		}
		if open == '{' {
			key, err := s.dec.Token()
			if err != nil {
				return err
			}
			name, _ := key.(string)
			s.quoted(name)
			s.out.WriteByte(':')
			if isSecretName(name) {
				var skipped json.RawMessage
				if err := s.dec.Decode(&skipped); err != nil {
					return err
				}
				s.quoted(redacted)
				continue
			}
		}
		if err := s.value(); err != nil {
			return err
		}
	}
	end, err := s.dec.Token()
	if err != nil {
		return err
	}
	return s.write(fmt.Sprint(end))
}

// text writes a string, which may itself be JSON: the body of an SQS message is.
func (s *summarizer) text(v string) error {
	const longest = 512
	rest := max(s.limit-s.out.Len(), 0)
	if len(v) > 1 && (v[0] == '{' || v[0] == '[') {
		if inner, err := summarizeJSON([]byte(v), rest); err == nil {
			s.quoted(inner)
			return s.check()
		}
	}
	// Scrubbed before it is cut, lest half a secret is not recognised.
	if len(v) > 64*longest {
		v = cut(v, 64*longest)
	}
	s.quoted(cut(scrub(v), min(longest, rest)))
	return s.check()
}

func (s *summarizer) quoted(v string) {
	text, err := marshalJSON(v)
	if err != nil {
		text = `"?"`
	}
	s.out.WriteString(text)
}

func (s *summarizer) write(v string) error {
	s.out.WriteString(v)
	return s.check()
}

func (s *summarizer) check() error {
	if s.out.Len() >= s.limit {
		return errLong
	}
	return nil
}
