package wire

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// span is a part of the document.
type span struct{ from, to int }

// kind is what the scanner has just read.
type kind byte

const (
	none kind = iota
	start
	end
)

// scanner walks over the tags of a document and checks, as encoding/xml does,
// everything that it passes. Its first doubt is its last: err stays.
type scanner struct {
	buf     []byte
	pos     int
	open    []span // the full names of the elements that are open
	closing bool   // the last start tag was <name/>: its end is due
	peeked  kind   // a tag that was read and is to be read again
	name    span   // of the last start tag, without its prefix
	attrs   span   // of the last start tag
	started bool   // there was a start tag
	err     error
}

// doubt ends the scan: the SDK's decoder is to answer.
func (s *scanner) doubt() error {
	if s.err == nil {
		s.err = ErrUnsure
	}
	return s.err
}

func (s *scanner) bytes(p span) []byte { return s.buf[p.from:p.to] }

// next reads to the next tag, over text, comments and processing instructions.
func (s *scanner) next() (kind, error) {
	if s.err != nil {
		return none, s.err
	}
	if k := s.peeked; k != none {
		s.peeked = none
		return k, nil
	}
	if s.closing {
		s.closing = false
		return end, nil
	}
	for {
		from := s.pos
		plain, ok := s.text()
		if !ok || s.pos+1 >= len(s.buf) || !plain && !wellFormed(s.buf[from:s.pos]) {
			return none, s.doubt()
		}
		switch s.buf[s.pos+1] {
		case '/':
			return end, s.endTag()
		case '?':
			if !s.instruction() {
				return none, s.doubt()
			}
		case '!':
			if !s.comment() && !s.skipCDATA() {
				return none, s.doubt()
			}
		default:
			return start, s.startTag()
		}
	}
}

// skip reads to the end of the element that is open.
func (s *scanner) skip() error {
	for depth := 1; depth > 0; {
		k, err := s.next()
		switch {
		case err != nil:
			return err
		case k == start:
			depth++
		default:
			depth--
		}
	}
	return nil
}

// skipTo reads to the start tag of this name.
func (s *scanner) skipTo(name string) bool {
	for {
		k, err := s.next()
		if err != nil {
			return false
		}
		if k == start && len(name) == s.name.to-s.name.from && strings.EqualFold(name, string(s.bytes(s.name))) {
			return true
		}
	}
}

// text reads to the next '<' and reports whether the text up to there is well
// formed; it is plain if it has no references and no CR.
func (s *scanner) text() (plain, ok bool) {
	plain = true
	from, i := s.pos, s.pos
	for {
		for i+8 <= len(s.buf) {
			m := special(binary.LittleEndian.Uint64(s.buf[i:]))
			if m != 0 {
				i += bits.TrailingZeros64(m) >> 3
				break
			}
			i += 8
		}
		if i >= len(s.buf) {
			return false, false
		}
		switch c := s.buf[i]; {
		case c == '<':
			s.pos = i
			return plain, true
		case c >= utf8.RuneSelf:
			n := char(s.buf[i:])
			if n == 0 {
				return false, false
			}
			i += n
			continue
		case c == '&' || c == '\r':
			plain = false
		case c == '>':
			if bytes.HasSuffix(s.buf[from:i], []byte("]]")) {
				return false, false
			}
		case c < ' ' && c != '\n' && c != '\t':
			return false, false
		}
		i++
	}
}

// special marks, by their high bits, the bytes of x that text has to look at:
// control characters, '&', '<', '>' and what is not ASCII. The lowest mark is
// exact; those above it may be false.
func special(x uint64) uint64 {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	control := (x - ones*' ') &^ x
	amp := x ^ ones*'&'
	angle := (x | ones*2) ^ ones*'>' // '<' and '>' differ in this bit
	return (control | (amp-ones)&^amp | (angle-ones)&^angle | x) & highs
}

// char returns the length of the character at the start of b, or 0 if XML does
// not allow it.
func char(b []byte) int {
	r, n := utf8.DecodeRune(b)
	if r == utf8.RuneError && n == 1 || !allowed(r) {
		return 0
	}
	return n
}

func allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= ' ' && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

// startTag reads the start tag at pos.
func (s *scanner) startTag() error {
	full, local, ok := s.qname(s.pos + 1)
	if !ok || full.to >= len(s.buf) {
		return s.doubt()
	}
	i := full.to
	if c := s.buf[i]; c != '>' && c != '/' {
		if i, ok = s.attributes(i); !ok {
			return s.doubt()
		}
	}
	s.attrs = span{full.to, i}
	if s.buf[i] == '/' {
		if i++; i >= len(s.buf) || s.buf[i] != '>' {
			return s.doubt()
		}
		s.closing = true
	} else if err := s.push(full); err != nil {
		return err
	}
	s.name, s.pos, s.started = local, i+1, true
	return nil
}

// push remembers an open element.
func (s *scanner) push(full span) error {
	if len(s.open) >= MaxDepth {
		s.err = errDepth
		return s.err
	}
	s.open = append(s.open, full)
	return nil
}

// endTag reads the end tag at pos, which must be that of the open element.
func (s *scanner) endTag() error {
	if len(s.open) == 0 {
		return s.doubt()
	}
	top := len(s.open) - 1
	name := s.bytes(s.open[top])
	i := s.pos + 2
	if !bytes.HasPrefix(s.buf[i:], name) {
		return s.doubt()
	}
	for i += len(name); i < len(s.buf) && space(s.buf[i]); i++ {
	}
	if i >= len(s.buf) || s.buf[i] != '>' {
		return s.doubt()
	}
	s.open, s.pos = s.open[:top], i+1
	return nil
}

// qname reads the name at i, whole and without its prefix. Both must begin as a
// name does: the SDK's ec2Query writes the elements again without prefixes.
func (s *scanner) qname(i int) (full, local span, ok bool) {
	j, colon := i, -1
	for ; j < len(s.buf) && nameByte(s.buf[j]); j++ {
		if s.buf[j] != ':' {
			continue
		}
		if colon >= 0 {
			return full, local, false
		}
		colon = j
	}
	full, local = span{i, j}, span{i, j}
	if colon >= 0 {
		local.from = colon + 1
	}
	ok = j > i && local.from < j && nameStart(s.buf[i]) && nameStart(s.buf[local.from]) && (j == len(s.buf) || s.buf[j] < utf8.RuneSelf)
	return full, local, ok
}

func nameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
}

func nameByte(c byte) bool {
	return nameStart(c) || '0' <= c && c <= '9' || c == '-' || c == '.' || c == ':'
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// attributes reads from behind a tag's name to its '>' or '/'.
func (s *scanner) attributes(i int) (int, bool) {
	for {
		_, _, after, ok := s.attribute(i)
		if !ok {
			return 0, false
		}
		if after == i || s.buf[after] == '>' || s.buf[after] == '/' {
			return after, true
		}
		i = after
	}
}

// attribute reads one attribute and the space around it. Without one, its name
// is empty and after is at the tag's end.
func (s *scanner) attribute(i int) (name, value span, after int, ok bool) {
	b := s.buf
	if i = s.space(i); i >= len(b) {
		return name, value, 0, false
	}
	if b[i] == '>' || b[i] == '/' {
		return name, value, i, true
	}
	full, name, ok := s.qname(i)
	if !ok {
		return name, value, 0, false
	}
	if i = s.space(full.to); i >= len(b) || b[i] != '=' {
		return name, value, 0, false
	}
	if i = s.space(i + 1); i >= len(b) || b[i] != '"' && b[i] != '\'' {
		return name, value, 0, false
	}
	value.from = i + 1
	n := bytes.IndexByte(b[value.from:], b[i])
	if n < 0 {
		return name, value, 0, false
	}
	value.to = value.from + n
	if !wellFormed(b[value.from:value.to]) {
		return name, value, 0, false
	}
	after = s.space(value.to + 1)
	return name, value, after, after < len(b)
}

func (s *scanner) space(i int) int {
	for i < len(s.buf) && space(s.buf[i]) {
		i++
	}
	return i
}

// wellFormed reports whether a value has no '<', only allowed characters and
// only references that stand for one.
func wellFormed(b []byte) bool {
	for i := 0; i < len(b); {
		n := 1
		switch c := b[i]; {
		case c == '<':
			return false
		case c == '&':
			n = reference(new(strings.Builder), b[i:])
		case c < ' ' || c >= utf8.RuneSelf:
			n = char(b[i:])
		}
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}

// instruction reads the processing instruction at pos.
func (s *scanner) instruction() bool {
	target, _, ok := s.qname(s.pos + 2)
	if !ok {
		return false
	}
	n := bytes.Index(s.buf[target.to:], []byte("?>"))
	if n < 0 {
		return false
	}
	if string(s.bytes(target)) == "xml" && (s.started || !utf8Declared(string(s.buf[target.to:target.to+n]))) {
		return false
	}
	s.pos = target.to + n + 2
	return true
}

// utf8Declared reports whether an XML declaration is one of the usual ones, with
// one kind of quotes throughout.
func utf8Declared(content string) bool {
	if !strings.Contains(content, `"`) {
		content = strings.ReplaceAll(content, "'", `"`)
	}
	switch strings.ToLower(strings.TrimSpace(content)) {
	case `version="1.0"`, `version="1.0" encoding="utf-8"`,
		`version="1.0" encoding="utf-8" standalone="yes"`, `version="1.0" encoding="utf-8" standalone="no"`:
		return true
	}
	return false
}

// comment reads the comment at pos.
func (s *scanner) comment() bool {
	rest, ok := bytes.CutPrefix(s.buf[s.pos:], []byte("<!--"))
	if !ok {
		return false
	}
	n := bytes.Index(rest, []byte("--"))
	if n < 0 || n+2 >= len(rest) || rest[n+2] != '>' {
		return false
	}
	s.pos += len("<!--") + n + len("-->")
	return true
}

// cdata reads the CDATA section at pos.
func (s *scanner) cdata() (content []byte, ok bool) {
	rest, ok := bytes.CutPrefix(s.buf[s.pos:], []byte("<![CDATA["))
	if !ok {
		return nil, false
	}
	content, _, ok = bytes.Cut(rest, []byte("]]>"))
	if !ok {
		return nil, false
	}
	for i := 0; i < len(content); {
		n := char(content[i:])
		if n == 0 || content[i] == '\r' {
			return nil, false
		}
		i += n
	}
	s.pos += len("<![CDATA[") + len(content) + len("]]>")
	return content, true
}

func (s *scanner) skipCDATA() bool {
	_, ok := s.cdata()
	return ok
}
