package alert

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

const redacted = "[redacted]"

// secretWords are what the name of a secret has in it, in lower case and without
// punctuation.
var secretWords = []string{
	"password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "accesskey", "privatekey",
	"authorization", "credential", "cookie", "signature", "sessionid", "connectionstring",
}

// secrets find secrets in running text; the first group is what comes before the
// secret, the second what comes after it.
var secrets = patterns{sources: []string{
	`-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`,
	`(?i)\b((?:bearer|basic)\s+)[\w.~+/=-]{6,}`,
	`\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*`,
	`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`,
	`(://[^\s/:@]*:)[^\s/@]+(@)`,
	`(?i)([\w.-]*(?:passwo?r?d|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|` +
		`authorization|credential|cookie|signature|session[_-]?id)[\w.-]*\\?["']?\s*[:=]\s*)` +
		`(?:\\?"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,;&"')\]}]+)`,
}}

// scrub returns running text with what looks like a secret redacted.
func scrub(s string) string { return secrets.replace(s, redacted) }

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
	return shortened(s[:end], len(s))
}

func shortened(s string, size int) string {
	return s + "… (" + strconv.Itoa(size) + " bytes)"
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
			return fmt.Sprintf("%T, which cannot be shown as JSON: %s", v, scrub(err.Error()))
		}
	}
	if !json.Valid(text) {
		return cut(scrub(validText(string(text))), limit)
	}
	return summarizeJSON(string(text), limit)
}

// summarizeJSON copies valid JSON, without white space, until it is long enough:
// a large event costs little more than a small one.
func summarizeJSON(text string, limit int) string {
	var out []byte
	for i := 0; i < len(text); {
		piece := text[i : i+1]
		i++
		switch piece[0] {
		case ' ', '\t', '\r', '\n':
			continue
		case '"':
			var s string
			end := stringEnd(text, i)
			_ = json.Unmarshal([]byte(text[i-1:end]), &s)
			rest, isName := strings.CutPrefix(strings.TrimLeft(text[end:], " \t\r\n"), ":")
			i = len(text) - len(rest)
			switch {
			case !isName:
				s = quoted(summarizeText(s, max(limit-len(out), 0)))
			case isSecretName(s):
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

// isWordByte tells the bytes of numbers and of true, false and null, which are not
// cut.
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

// summarizeText shortens a string, which may itself be JSON: the body of an SQS
// message is.
func summarizeText(s string, limit int) string {
	const longest = 512
	if (strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[")) && json.Valid([]byte(s)) {
		return summarizeJSON(s, limit)
	}
	// Scrubbed before it is cut, lest half a secret is not recognised.
	if len(s) > 64*longest {
		s = cut(s, 64*longest)
	}
	return cut(scrub(s), min(longest, limit))
}

// quoted returns s as a JSON string, without the escapes for HTML.
func quoted(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // strings do not fail
	return strings.TrimSuffix(b.String(), "\n")
}
