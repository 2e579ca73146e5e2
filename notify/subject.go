package notify

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxSubject is the largest number of characters in a subject: SNS asks for
// less than 100.
const MaxSubject = 99

const ellipsis = "…"

// cleanSubject returns the subject in a form that SNS takes: valid UTF-8, every
// run of line breaks, control characters and spaces one space, at most
// [MaxSubject] runes with an ellipsis where it was cut. If it was, full is all of
// the text, as valid UTF-8.
func cleanSubject(s string) (subject, full string) {
	subject = s
	if !isPlain(s) {
		s = validText(s)
		subject = strings.Join(strings.FieldsFunc(s, func(r rune) bool {
			return unicode.IsSpace(r) || isBreak(r)
		}), " ")
	}
	if utf8.RuneCountInString(subject) <= MaxSubject {
		return subject, ""
	}
	return strings.TrimRightFunc(firstRunes(subject, MaxSubject-1), unicode.IsSpace) + ellipsis, s
}

// firstRunes returns the first n runes of s, which has more.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// validText returns s with a replacement character for each run of bytes that are
// not UTF-8.
func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	wasBad := false
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		bad := r == utf8.RuneError && n == 1
		if !bad || !wasBad {
			b.WriteRune(r)
		}
		wasBad = bad
		s = s[n:]
	}
	return b.String()
}

// isPlain tells the common subject that needs no change.
func isPlain(s string) bool {
	space := true
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space || s == ""
}

// isBreak reports whether SNS refuses r in a subject: a control character or
// one of the two line breaks of Unicode that are not control characters.
func isBreak(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}

// checkSubject is what strict mode does in place of [cleanSubject].
func checkSubject(s string) *MessageError {
	e := &MessageError{Field: "Subject", Size: len(s), Unit: "bytes", Reason: "is not valid UTF-8"}
	if !utf8.ValidString(s) {
		return e
	}
	e.Size, e.Unit = utf8.RuneCountInString(s), "characters"
	if i := strings.IndexFunc(s, isBreak); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		e.Reason = fmt.Sprintf("has the control character or line break %U at byte %d", r, i)
		return e
	}
	if e.Size > MaxSubject {
		e.Limit, e.Reason = MaxSubject, "shorten it, or unset Strict to have it cut"
		return e
	}
	return nil
}

// withHead returns body with the full text of a subject that was cut before it,
// if there is one.
func withHead(subject, body string) string {
	if subject == "" {
		return body
	}
	head := strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return ' '
		}
		return r
	}, subject)
	return strings.TrimSpace(head) + "\n\n" + body
}

// entry names the entry of a map for an error message.
func entry(field, key string) string { return field + "[" + quote(key) + "]" }

// quote returns s for an error message: quoted, and cut if it is long.
func quote(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) > most {
		s = firstRunes(s, most) + ellipsis
	}
	return strconv.Quote(s)
}
