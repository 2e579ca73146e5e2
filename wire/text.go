package wire

import (
	"bytes"
	"strings"
)

// arena copies strings side by side into pieces, so that many cost one
// allocation and none holds more than a few of them.
type arena struct {
	piece strings.Builder
	size  int // of the next piece
}

// maxPiece is the size of a piece. Larger ones save little: at 2 KiB a string of
// 20 bytes costs a hundredth of an allocation.
const maxPiece = 2 << 10

// reset forgets the strings, which stay valid, for a document of n bytes.
func (a *arena) reset(n int) {
	a.piece = strings.Builder{}
	a.size = min(n, maxPiece)
}

// grow makes room for n bytes.
func (a *arena) grow(n int) {
	if a.piece.Cap()-a.piece.Len() < n {
		a.piece = strings.Builder{}
		a.piece.Grow(max(n, a.size))
	}
}

// copy returns b as a string.
func (a *arena) copy(b []byte) string {
	switch {
	case len(b) == 0:
		return ""
	case len(b) > maxPiece/4:
		return string(b)
	}
	a.grow(len(b))
	from := a.piece.Len()
	a.piece.Write(b)
	return a.piece.String()[from:]
}

// unescape returns well-formed text with its references resolved.
func (a *arena) unescape(b []byte) (string, bool) {
	if len(b) > maxPiece/4 {
		var s strings.Builder
		s.Grow(len(b))
		ok := unescape(&s, b)
		return s.String(), ok
	}
	a.grow(len(b)) // a character is never longer than its reference
	from := a.piece.Len()
	if !unescape(&a.piece, b) {
		return "", false
	}
	return a.piece.String()[from:], true
}

// unescape writes text to w with its references resolved and each end of line as
// one '\n'.
func unescape(w *strings.Builder, b []byte) bool {
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			newlines(w, b)
			return true
		}
		newlines(w, b[:i])
		n := reference(w, b[i:])
		if n == 0 {
			return false
		}
		b = b[i+n:]
	}
}

func newlines(w *strings.Builder, b []byte) {
	for {
		i := bytes.IndexByte(b, '\r')
		if i < 0 {
			w.Write(b)
			return
		}
		w.Write(b[:i])
		w.WriteByte('\n')
		if b = b[i+1:]; len(b) > 0 && b[0] == '\n' {
			b = b[1:]
		}
	}
}

// reference writes the character of the reference at the start of b and returns
// the length of the reference, or 0 if it is none.
func reference(w *strings.Builder, b []byte) int {
	switch {
	case bytes.HasPrefix(b, []byte("&amp;")):
		w.WriteByte('&')
		return 5
	case bytes.HasPrefix(b, []byte("&quot;")):
		w.WriteByte('"')
		return 6
	case bytes.HasPrefix(b, []byte("&lt;")):
		w.WriteByte('<')
		return 4
	case bytes.HasPrefix(b, []byte("&gt;")):
		w.WriteByte('>')
		return 4
	case bytes.HasPrefix(b, []byte("&apos;")):
		w.WriteByte('\'')
		return 6
	case bytes.HasPrefix(b, []byte("&#")):
		r, n := numeric(b)
		if n > 0 {
			w.WriteRune(r)
		}
		return n
	}
	return 0
}

// numeric reads "&#65;" or "&#x41;". A surrogate is U+FFFD, as in encoding/xml.
func numeric(b []byte) (r rune, length int) {
	i, base := 2, rune(10)
	if len(b) > 2 && b[2] == 'x' {
		i, base = 3, 16
	}
	first := i
	for ; i < len(b); i++ {
		d := digit(b[i])
		if d < 0 || d >= base {
			break
		}
		if r = r*base + d; r > 0x10FFFF {
			return 0, 0
		}
	}
	if i == first || i >= len(b) || b[i] != ';' {
		return 0, 0
	}
	if 0xD800 <= r && r < 0xE000 {
		r = 0xFFFD
	}
	if !allowed(r) {
		return 0, 0
	}
	return r, i + 1
}

func digit(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}
