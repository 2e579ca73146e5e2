package notify

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/awsessentials/essentials/notify/internal/subject"
)

// MaxSubject is the largest number of characters in a subject: SNS asks for
// less than 100.
const MaxSubject = subject.Max

// checkSubject is what strict mode does instead of [subject.Clean].
func checkSubject(s string) *MessageError {
	e := &MessageError{Field: "Subject", Size: len(s), Unit: "bytes", Reason: "is not valid UTF-8"}
	if !utf8.ValidString(s) {
		return e
	}
	e.Size, e.Unit = utf8.RuneCountInString(s), "characters"
	if i := strings.IndexFunc(s, subject.IsBreak); i >= 0 {
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

// withHead returns body after the full text of a subject that was cut, if there
// is one.
func withHead(full, body string) string {
	if full == "" {
		return body
	}
	head := strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return ' '
		}
		return r
	}, full)
	return strings.TrimSpace(head) + "\n\n" + body
}

// entry names the entry of a map for an error message.
func entry(field, key string) string { return field + "[" + quote(key) + "]" }

// quote returns s for an error message: quoted, and cut if it is long.
func quote(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) > most {
		s = subject.FirstRunes(s, most) + subject.Ellipsis
	}
	return strconv.Quote(s)
}
