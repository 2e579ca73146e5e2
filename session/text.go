package session

import (
	"strconv"
	"strings"
)

// maxText is the most bytes that a message has of a text from outside.
const maxText = 200

// quoted returns a text from outside for a message: quoted, so that no control
// character reaches a terminal or a log, bounded, and hidden if it looks like a
// secret, which may have been put under a wrong name.
func quoted(s string) string { return quotedPath(shown(s)) }

// quotedPath is quoted for the path of a file.
func quotedPath(s string) string {
	if len(s) > maxText {
		return strconv.Quote(strings.ToValidUTF8(s[:maxText], "")) + "..."
	}
	return strconv.Quote(s)
}

// unquoted is quoted, but without the quotes if nothing in the text needs them.
func unquoted(s string) string {
	s = shown(s)
	if q := quotedPath(s); q != `"`+s+`"` || strings.TrimSpace(s) != s {
		return q
	}
	return s
}

// printable returns a text of AWS or the system for a message: bounded, and quoted if
// it has control characters.
func printable(s string) string {
	const most = 2000
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "..."
	}
	if strings.ContainsFunc(s, func(r rune) bool { return !strconv.IsPrint(r) }) {
		return strconv.Quote(s)
	}
	return s
}

// hidden replaces what looks like a secret.
const hidden = "(not shown)"

// shown returns a text unless it looks like a secret or names one. A secret access
// key is 40 letters, digits, slashes and plus signs; tokens are longer.
func shown(s string) string {
	for _, name := range secretSettings {
		if folded := strings.ToLower(s); folded != name && strings.Contains(folded, name) {
			return hidden // lines that were indented, and belong to the setting above them
		}
	}
	looked := s
	if parts := strings.SplitN(s, ":", 6); len(parts) == 6 && parts[0] == "arn" {
		looked = strings.TrimSuffix(s, parts[5]) // the name of a resource may be long
	}
	run, upper, lower, digit := 0, false, false, false
	for i := range len(looked) {
		switch c := looked[i]; {
		case 'A' <= c && c <= 'Z':
			upper = true
		case 'a' <= c && c <= 'z':
			lower = true
		case '0' <= c && c <= '9':
			digit = true
		case c == '/' || c == '+' || c == '=':
		default:
			run, upper, lower, digit = -1, false, false, false
		}
		if run++; run >= 40 && upper && lower && digit {
			return hidden
		}
	}
	return s
}
