// Package subject makes any text a subject that SNS takes.
package subject

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Max is the largest number of characters in a subject: SNS asks for less than
// 100 (the API reference of Publish).
const Max = 99

// Ellipsis marks a text that was cut.
const Ellipsis = "…"

// Clean returns the subject in a form that SNS takes: valid UTF-8, every run of
// line breaks, control characters and spaces one space, at most [Max] runes with
// an ellipsis where it was cut. If it was, full is the whole text, as valid UTF-8.
func Clean(s string) (subject, full string) {
	subject = s
	if !isPlain(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		subject = strings.Join(strings.FieldsFunc(s, func(r rune) bool {
			return unicode.IsSpace(r) || IsBreak(r)
		}), " ")
	}
	if utf8.RuneCountInString(subject) <= Max {
		return subject, ""
	}
	return strings.TrimRightFunc(FirstRunes(subject, Max-1), unicode.IsSpace) + Ellipsis, s
}

// FirstRunes returns the first n runes of s, or s if it has no more.
func FirstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// isPlain reports whether s needs no change, as most subjects do.
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

// IsBreak reports whether SNS refuses r in a subject: a control character or
// one of the two line breaks of Unicode that are not control characters.
func IsBreak(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}
