package alert

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

const redacted = "[redacted]"

// maxScan is the number of bytes of a text that are searched for secrets, so that
// an alert about a huge error does not take too long.
const maxScan = 32 << 10

// show returns the beginning of s without secrets: at most about limit bytes.
func show(s string, limit int) string {
	size, scan := len(s), min(4*limit+1024, maxScan)
	if size > scan {
		s = withoutLastWord(firstBytes(s, scan))
	}
	s = scrub(validText(s))
	if size <= scan && len(s) <= limit {
		return s
	}
	return shortened(firstBytes(s, limit), size)
}

// withoutLastWord drops the last word of a text that was cut: half of a secret may
// not look like one.
func withoutLastWord(s string) string {
	tail := max(len(s)-512, 0)
	if i := strings.LastIndexAny(s[tail:], " \t\r\n,;&"); i > 0 {
		return s[:tail+i]
	}
	return s[:tail]
}

// firstBytes returns the first n bytes of s, or some less so that no character is
// cut.
func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// cut returns at most about limit bytes of s, and says how many there were.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return shortened(firstBytes(s, limit), len(s))
}

func shortened(s string, size int) string {
	return s + "… (" + strconv.Itoa(size) + " bytes)"
}

// A span is a part of a text that is not shown.
type span struct {
	from, to int
	mark     string // in its place
}

// scrub returns running text with what looks like a secret redacted.
func scrub(s string) string {
	spans := findPairs(s, findShapes(s))
	if len(spans) == 0 {
		return s
	}
	sortSpans(spans)
	var b strings.Builder
	shown := 0 // up to here
	for _, sp := range spans {
		if sp.from >= shown {
			b.WriteString(s[shown:sp.from] + sp.mark)
		}
		shown = max(shown, sp.to)
	}
	return b.String() + s[shown:]
}

// sortSpans sorts by where spans begin. Of those that begin together, the longest
// comes first, and its mark is shown. Few are out of order, and a generic sort of
// a further type costs a function's binary 10 KB.
func sortSpans(spans []span) {
	for i := 1; i < len(spans); i++ {
		for j := i; j > 0; j-- {
			a, b := spans[j-1], spans[j]
			if a.from < b.from || a.from == b.from && a.to >= b.to {
				break
			}
			spans[j-1], spans[j] = b, a
		}
	}
}
