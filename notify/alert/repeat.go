package alert

import (
	"strings"
	"sync"
	"time"
	"unicode"
)

// maxRemembered bounds the memory of a process with many different failures.
const maxRemembered = 1_000

// A repeatFilter lets the first of equal alerts through in each window, and
// counts the others. The zero window lets everything through.
type repeatFilter struct {
	window time.Duration

	mu   sync.Mutex
	seen map[string]*repeat
}

type repeat struct {
	since      time.Time
	suppressed int
}

// allow reports whether an alert with the given key may go out, and how many
// like it were suppressed since the last one.
func (f *repeatFilter) allow(key string, now time.Time) (ok bool, suppressed int) {
	if f.window <= 0 {
		return true, 0
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	r := f.seen[key]
	if r != nil && now.Sub(r.since) < f.window {
		r.suppressed++
		return false, 0
	}
	if r != nil {
		suppressed = r.suppressed
	}
	if f.seen == nil || len(f.seen) >= maxRemembered && !f.forget(now) {
		f.seen = make(map[string]*repeat)
	}
	f.seen[key] = &repeat{since: now}
	return true, suppressed
}

// forget removes what is older than the window, and reports whether that made
// room.
func (f *repeatFilter) forget(now time.Time) bool {
	for key, r := range f.seen {
		if now.Sub(r.since) >= f.window {
			delete(f.seen, key)
		}
	}
	return len(f.seen) < maxRemembered
}

// undo makes the next alert with the key go out: this one could not be
// published.
func (f *repeatFilter) undo(key string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.seen, key)
}

// fingerprint returns text without what differs from one occurrence to the next:
// every word with a digit in it, such as numbers, addresses and request ids.
func fingerprint(text string) string {
	isWord := func(r rune) bool { return r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) }
	var b strings.Builder
	for text != "" {
		end := strings.IndexFunc(text, func(r rune) bool { return !isWord(r) })
		if end < 0 {
			end = len(text)
		}
		if word := text[:end]; strings.ContainsFunc(word, unicode.IsDigit) {
			b.WriteByte('#')
		} else {
			b.WriteString(word)
		}
		rest := strings.IndexFunc(text[end:], isWord)
		if rest < 0 {
			rest = len(text) - end
		}
		b.WriteString(text[end : end+rest])
		text = text[end+rest:]
	}
	return b.String()
}
