package notify

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxSubject is the largest number of characters in a subject: SNS asks for
// less than 100.
const MaxSubject = 99

const ellipsis = '…'

// cleanSubject returns the subject in a form that SNS takes: valid UTF-8, every
// run of line breaks, control characters and spaces one space, at most
// [MaxSubject] runes with an ellipsis where it was cut.
func cleanSubject(s string) (subject string, cut bool) {
	s = joinLines(s)
	if utf8.RuneCountInString(s) <= MaxSubject {
		return s, false
	}
	n := 0
	for i := range s {
		if n == MaxSubject-1 {
			return strings.TrimRightFunc(s[:i], unicode.IsSpace) + string(ellipsis), true
		}
		n++
	}
	panic("unreachable")
}

func joinLines(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, string(utf8.RuneError)), func(r rune) bool {
		return unicode.IsSpace(r) || isBreak(r)
	}), " ")
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
	if !utf8.ValidString(s) {
		return &MessageError{Field: "Subject", Size: len(s), Unit: "bytes", Reason: "is not valid UTF-8"}
	}
	if i := strings.IndexFunc(s, isBreak); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		return &MessageError{Field: "Subject", Size: utf8.RuneCountInString(s), Unit: "characters",
			Reason: fmt.Sprintf("has the control character or line break %U at byte %d", r, i)}
	}
	if n := utf8.RuneCountInString(s); n > MaxSubject {
		return &MessageError{Field: "Subject", Size: n, Limit: MaxSubject, Unit: "characters",
			Reason: "shorten it, or unset Strict to have it cut"}
	}
	return nil
}

// withHead returns body with the full text of a subject that was cut before it.
func withHead(subject, body string) string {
	head := strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(subject, string(utf8.RuneError))))
	return head + "\n\n" + body
}

// quote returns s for an error message: quoted, and cut if it is long.
func quote(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + string(ellipsis)
	}
	return fmt.Sprintf("%q", s)
}
