package wire

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"
)

// span is a part of the document.
type span struct{ from, to int }

// kind is what the scanner has just read; none means that the reading has ended.
type kind byte

const (
	none kind = iota
	start
	end

	kindBits = 2
)

// This part of the Decoder walks over the tags of a document and checks, as
// encoding/xml does, everything that it passes. Its first doubt is its last: err
// stays.

// doubt ends the reading: the SDK's decoder is to answer. It is called in many
// places and once a document at most.
//
//go:noinline
func (d *Decoder) doubt() kind {
	if d.err == nil {
		d.err = ErrUnsure
	}
	d.due = none
	return none
}

// at returns the byte at i. Behind the end it is 0, which XML does not allow.
func (d *Decoder) at(i int) byte {
	if i < len(d.buf) {
		return d.buf[i]
	}
	return 0
}

// named reports whether the last start tag has this name.
func (d *Decoder) named(name string) bool {
	return strings.EqualFold(name, string(d.buf[d.name.from:d.name.to]))
}

// next reads to the next tag, over text, comments and processing instructions.
func (d *Decoder) next() kind {
	if d.err != nil {
		return none
	}
	if k := d.due & (1<<kindBits - 1); k != none {
		d.due >>= kindBits
		return k
	}
	for {
		if _, ok := d.text(); !ok {
			return d.doubt()
		}
		switch d.at(d.pos + 1) {
		case '/':
			return d.endTag()
		case '?', '!':
			if !d.aside() {
				return d.doubt()
			}
		default:
			return d.startTag()
		}
	}
}

// skip reads to the end of the element that is open.
func (d *Decoder) skip() {
	for depth := 1; depth > 0; {
		switch d.next() {
		case none:
			return
		case start:
			depth++
		case end:
			depth--
		}
	}
}

// text reads to the next '<' and returns the text up to there.
func (d *Decoder) text() (text []byte, ok bool) {
	text, n := d.characters(d.buf[d.pos:])
	d.pos += n
	return text, d.at(d.pos) == '<'
}

// characters reads to the first '<' in b, or before it to what it does not
// accept. It returns the text, with references and ends of line resolved, and
// the number of bytes. The text is valid until the next call.
func (d *Decoder) characters(b []byte) (text []byte, n int) {
	out, from, i := d.scratch[:0], 0, 0
	for i < len(b) {
		if i+8 <= len(b) {
			m := special(binary.LittleEndian.Uint64(b[i:]))
			if m == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(m) >> 3
		}
		c := b[i]
		if c == '<' || c == '>' && i >= 2 && b[i-1] == ']' && b[i-2] == ']' {
			break
		}
		r, size := rune(c), 1
		switch {
		case c == '&':
			r, size = reference(b[i:])
		case c == '\r':
			if r = '\n'; i+1 < len(b) && b[i+1] == '\n' {
				size = 2
			}
		case c < ' ' || c >= utf8.RuneSelf:
			size = char(b[i:])
		}
		if size == 0 {
			break
		}
		i += size
		if c == '&' || c == '\r' {
			// The character is written over its reference, which is no shorter.
			out = append(out, b[from:i]...)
			at := len(out) - size
			out = out[:at+utf8.EncodeRune(out[at:], r)]
			from = i
		}
	}
	if len(out) == 0 {
		return b[:i], i
	}
	d.scratch = append(out, b[from:i]...)
	return d.scratch, i
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

// char returns the size of the character at the start of b, or 0 if XML does not
// have it.
func char(b []byte) int {
	r, size := utf8.DecodeRune(b)
	if r == utf8.RuneError && size == 1 || !allowed(r) {
		return 0
	}
	return size
}

// allowed reports whether a document may have a character.
func allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= ' ' && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

// maxReference is the length of "&#x0010FFFF;".
const maxReference = 12

// reference returns the character of the reference at the start of b and the
// reference's length, which is 0 if it is none that XML has.
func reference(b []byte) (r rune, size int) {
	n := bytes.IndexByte(b[:min(len(b), maxReference)], ';')
	if n < 0 {
		return 0, 0
	}
	name := b[1:n]
	switch string(name) {
	case "amp":
		r = '&'
	case "lt":
		r = '<'
	case "gt":
		r = '>'
	case "quot":
		r = '"'
	case "apos":
		r = '\''
	default:
		digits, base := bytes.TrimPrefix(name, []byte("#")), 10
		if len(digits) > 0 && digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
		number, err := strconv.ParseUint(string(digits), base, 21)
		if err != nil || name[0] != '#' {
			return 0, 0
		}
		if r = rune(number); 0xD800 <= r && r < 0xE000 {
			r = utf8.RuneError // as in encoding/xml
		}
	}
	if !allowed(r) {
		return 0, 0
	}
	return r, n + 1
}

// startTag reads the start tag at pos.
func (d *Decoder) startTag() kind {
	from := d.pos + 1
	d.name = d.qname(from)
	full := span{from, d.name.to}
	i := full.to
	d.attrs = i
	for more := true; more; {
		var name span
		name, _, i = d.attribute(i)
		more = name.to > 0
	}
	if d.at(i) == '/' {
		d.due = end
		i++
	} else {
		d.push(full)
	}
	if d.at(i) != '>' {
		d.doubt()
	}
	if d.err != nil {
		return none
	}
	d.pos = i + 1
	return start
}

// push remembers the full name of an open element.
func (d *Decoder) push(full span) {
	if len(d.open) >= MaxDepth && d.err == nil {
		d.err = ErrLimit
	}
	d.open = append(d.open, full)
}

// endTag reads the end tag at pos, which must be that of the open element.
func (d *Decoder) endTag() kind {
	top := len(d.open) - 1
	if top < 0 {
		return d.doubt()
	}
	from := d.pos + len("</")
	to := from + d.open[top].to - d.open[top].from
	i := d.space(to)
	if d.at(i) != '>' || string(d.buf[from:to]) != string(d.buf[d.open[top].from:d.open[top].to]) {
		return d.doubt()
	}
	d.open, d.pos = d.open[:top], i+1
	return end
}

// qname reads the name at i and returns it without its prefix. Both must begin
// as a name does: the SDK's ec2Query writes the elements again without prefixes.
func (d *Decoder) qname(i int) (local span) {
	local = span{i, i}
	for c := d.at(i); nameByte(c) || c == ':' && local.from == i; c = d.at(local.to) {
		local.to++
		if c == ':' {
			local.from = local.to
		}
	}
	after := d.at(local.to)
	if !nameStart(d.at(i)) || !nameStart(d.at(local.from)) || after == ':' || after >= utf8.RuneSelf {
		d.doubt()
		return span{}
	}
	return local
}

// The characters of names, as bits from '@' and from ' '.
const (
	letters = (1<<26-1)<<('A'-'@') | (1<<26-1)<<('a'-'@') | 1<<('_'-'@')
	others  = (1<<10-1)<<('0'-' ') | 1<<('-'-' ') | 1<<('.'-' ')
)

func nameStart(c byte) bool { return uint64(letters)>>(c-'@')&1 != 0 }

func nameByte(c byte) bool { return nameStart(c) || uint64(others)>>(c-' ')&1 != 0 }

// attribute reads the attribute at i and the space around it. It returns the
// name without its prefix, the value, and the place behind. Without one, the
// name is empty and the place is that of the tag's end.
func (d *Decoder) attribute(i int) (name span, value []byte, after int) {
	i = d.space(i)
	if c := d.at(i); c == '>' || c == '/' {
		return span{}, nil, i
	}
	name = d.qname(i)
	equals := d.space(name.to)
	from := d.space(equals+1) + 1
	if quote := d.at(from - 1); d.at(equals) == '=' && (quote == '"' || quote == '\'') {
		b := d.buf[from:]
		if to := bytes.IndexByte(b, quote); to >= 0 {
			text, n := d.characters(b[:to])
			if n == to && d.err == nil {
				return name, text, d.space(from + to + 1)
			}
		}
	}
	d.doubt()
	return span{}, nil, i
}

// space returns the place behind the space at i. There is none in most places
// that ask.
//
//go:noinline
func (d *Decoder) space(i int) int {
	for c := d.at(i); c == ' ' || c == '\n' || c == '\t' || c == '\r'; c = d.at(i) {
		i++
	}
	return i
}

// usual is the usual declaration of XML.
const usual = `xml version="1.0" encoding="UTF-8" standalone="yes"`

// aside passes what is neither text nor a tag. A declaration of XML must be the
// usual one, or begin like it, and stand at the document's start.
func (d *Decoder) aside() bool {
	from := d.pos + len("<?")
	if content, ok := d.section("<?", "?>"); ok {
		target := d.qname(from)
		return d.err == nil && (string(d.buf[from:target.to]) != "xml" ||
			from == len("<?") && len(content) <= len(usual) && strings.EqualFold(usual[:len(content)], string(content)))
	}
	if _, ok := d.section("<!--", "--"); ok {
		d.pos++
		return d.at(d.pos-1) == '>'
	}
	_, ok := d.cdata()
	return ok
}

// section passes what begins with opening at pos and ends with closing.
func (d *Decoder) section(opening, closing string) (content []byte, ok bool) {
	rest, ok := bytes.CutPrefix(d.buf[d.pos:], []byte(opening))
	if !ok {
		return nil, false
	}
	if content, _, ok = bytes.Cut(rest, []byte(closing)); ok {
		d.pos += len(opening) + len(content) + len(closing)
	}
	return content, ok
}

// cdata passes a CDATA section. The SDK changes ends of line in it too.
func (d *Decoder) cdata() (content []byte, ok bool) {
	content, ok = d.section("<![CDATA[", "]]>")
	for i := 0; ok && i < len(content); {
		size := char(content[i:])
		ok = size > 0 && content[i] != '\r'
		i += size
	}
	return content, ok
}
