package session

import (
	"strconv"
	"strings"
)

// maxText bounds text from outside in messages.
const maxText = 200

// quoted is text from outside for a message: quoted, so that no control
// character reaches a terminal or a log, and bounded.
func quoted(s string) string {
	if len(s) > maxText {
		return strconv.Quote(strings.ToValidUTF8(s[:maxText], "")) + "..."
	}
	return strconv.Quote(s)
}

// unquoted is text from outside within a message, without quotes where it has
// nothing that would need them.
func unquoted(s string) string {
	q := quoted(s)
	if q == `"`+s+`"` {
		return s
	}
	return q
}
