package wire

import (
	"bytes"
	"encoding/base64"
	"errors"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/document"
	smithytime "github.com/aws/smithy-go/time"
	"github.com/aws/smithy-go/traits"
)

// MaxDepth is how deep elements may be nested. AWS's own answers stay below 30.
const MaxDepth = 1000

// MaxBody is the longest body that is read, in bytes. The longest answers of AWS
// (all public images of EC2 in one page) are about 100 MB.
const MaxBody = 256 << 20

var (
	// ErrUnsure is the error of a [Decoder] that met what it does not read. The
	// document is not known to be wrong: another decoder has to tell.
	ErrUnsure = errors.New("wire: not sure how to read this XML")

	// ErrLimit is the error of a response that exceeds [MaxBody] or [MaxDepth].
	ErrLimit = errors.New("wire: the response is longer than 256 MiB or has elements nested deeper than 1000")
)

// Decoder reads shapes from an XML document, by their schemas, as the generated
// types of the SDK's clients do it in their Deserialize methods.
//
// Every error ends the reading: it is returned by all methods that follow, and
// by [Decoder.Err]. What was read before an error is not to be used, since
// [smithy.ReadList] and [smithy.ReadMap] drop the error of a broken list.
//
// Strings do not refer to the document. A Decoder is not safe for concurrent use.
type Decoder struct {
	buf     []byte
	pos     int
	open    []span // the full names of the elements that are open
	due     kind   // the next tags, read already: the first in the lowest bits
	name    span   // of the last start tag, without its prefix
	attrs   int    // the place of the attributes of the last start tag
	scratch []byte // text with references resolved
	err     error

	piece   strings.Builder // where strings are copied to, side by side
	stack   []frame
	attr    []byte         // the value of the attribute that was returned as a member
	copied  bool           // the SDK reads a copy of the element, in which prefixes are defined differently
	payload *smithy.Schema // the member of the output that is the whole document
}

var _ smithy.ShapeDeserializer = (*Decoder)(nil)

// frame is a structure, list or map that is being read.
type frame struct {
	_      [0]func()      // not comparable: a comparison would be linked
	table  *table         // of a structure
	last   int            // of a structure: the member read last
	attrs  int            // of a structure: the place of the attributes not read yet
	schema *smithy.Schema // of a list or map
	flat   bool
	first  bool // of a flattened list or map: the start tag of the first item was read
	value  bool // of a map: the end tag of the entry is due
}

// NewDecoder returns a Decoder of a document, which must not change until the
// last read.
func NewDecoder(doc []byte) *Decoder { return &Decoder{buf: doc} }

// Err returns the error that ended the reading: nil, [ErrUnsure] or [ErrLimit].
func (d *Decoder) Err() error { return d.err }

// Remaining returns how many bytes of the document were not read yet.
func (d *Decoder) Remaining() int { return len(d.buf) - d.pos }

// top returns what is being read. Without anything there is a doubt.
func (d *Decoder) top() *frame {
	if len(d.stack) == 0 {
		d.doubt()
		return new(frame)
	}
	return &d.stack[len(d.stack)-1]
}

// pop ends what is being read, unless an error did.
func (d *Decoder) pop() {
	if d.err == nil {
		d.stack = d.stack[:len(d.stack)-1]
	}
}

// begin reads the start tag of the document, unless one was read, and returns
// the table of the shape that it begins.
func (d *Decoder) begin(s *smithy.Schema) *table {
	t := tableOf(s)
	if t.odd || d.name.to == 0 && d.next() != start {
		d.doubt()
	}
	return t
}

// ReadStruct begins a structure. Its start tag was read, or is the document's.
func (d *Decoder) ReadStruct(s *smithy.Schema) error {
	var f frame
	if d.payload == nil {
		f.table = d.begin(s)
		f.attrs = d.attrs
	}
	d.stack = append(d.stack, f)
	return d.err
}

// ReadStructMember returns the next member that the structure has: first those
// that are attributes, then elements. It returns nil at the structure's end.
func (d *Decoder) ReadStructMember() (*smithy.Schema, error) {
	f := d.top()
	if f.table == nil {
		return d.whole()
	}
	if f.table.attrs {
		if i := d.attributeMember(f); i > 0 {
			return f.table.members[i].schema, d.err
		}
	}
	if !d.guess(f) {
		i := d.elementMember(f.table)
		if i == 0 {
			d.pop()
			return nil, d.err
		}
		f.table.members[f.last].next.Store(int32(i))
		f.last = i
	}
	return f.table.members[f.last].schema, d.err
}

// whole returns the payload, and then nil: there is no structure around it.
func (d *Decoder) whole() (*smithy.Schema, error) {
	m := d.payload
	d.payload = nil
	if m == nil {
		d.pop()
	}
	return m, d.err
}

// guess reads the start tag of the member that followed the last one in an
// earlier structure, if it comes now too.
func (d *Decoder) guess(f *frame) bool {
	next := int(f.table.members[f.last].next.Load())
	if next == 0 || d.due != none {
		return false
	}
	name := f.table.members[next].name
	from := d.space(d.pos) + 1
	to := from + len(name)
	if d.at(to) != '>' || d.buf[from-1] != '<' || string(d.buf[from:to]) != name {
		return false
	}
	d.name, d.attrs, d.pos = span{from, to}, to, to+1
	d.push(d.name)
	f.last = next
	return true
}

// elementMember reads to the next element that is a member. It returns 0 at the
// end of the structure, and after an error.
func (d *Decoder) elementMember(t *table) int {
	for d.next() == start {
		if i := t.find(string(d.buf[d.name.from:d.name.to]), false); i > 0 {
			return i
		}
		d.skip()
	}
	return 0
}

// attributeMember returns the next member that is an attribute, or 0.
func (d *Decoder) attributeMember(f *frame) int {
	for {
		name, value, after := d.attribute(f.attrs)
		if name.to == 0 {
			return 0
		}
		f.attrs = after
		if d.copied && d.buf[name.from-1] == ':' {
			d.doubt()
		}
		if i := f.table.find(string(d.buf[name.from:name.to]), true); i > 0 {
			d.attr = value
			return i
		}
	}
}

// ReadUnion returns the member that the union has, or nil at its end.
func (d *Decoder) ReadUnion(s *smithy.Schema) (*smithy.Schema, error) {
	t := d.begin(s)
	if t.attrs {
		d.doubt()
	}
	return t.members[d.elementMember(t)].schema, d.err
}

// ReadList begins a list.
func (d *Decoder) ReadList(s *smithy.Schema) error {
	_, flat := smithy.SchemaTrait[*traits.XMLFlattened](s)
	d.stack = append(d.stack, frame{schema: s, flat: flat, first: flat})
	return d.err
}

// ReadMap begins a map.
func (d *Decoder) ReadMap(s *smithy.Schema) error { return d.ReadList(s) }

// ReadListItem reports whether there is another item. Items may have any name,
// as for the SDK.
func (d *Decoder) ReadListItem(*smithy.Schema) (bool, error) {
	return d.item(d.top()), d.err
}

// item reads the start tag of the next item of a list or entry of a map. At the
// end it ends the list or map.
func (d *Decoder) item(f *frame) bool {
	if f.first {
		f.first = false
		return d.err == nil
	}
	k := d.next()
	if k == start && (!f.flat || d.named(nameOf(f.schema, f.schema.MemberName()))) {
		return true
	}
	if f.flat {
		d.due = d.due<<kindBits | k // it belongs to what the list or map is in
	}
	d.pop()
	return false
}

// ReadMapKey returns the key of the next entry and stands before its value.
func (d *Decoder) ReadMapKey(key *smithy.Schema) (string, bool, error) {
	f := d.top()
	if f.value {
		f.value = false
		if d.next() != end {
			d.doubt()
		}
	}
	for d.item(f) {
		if f.flat || d.named("entry") {
			k, ok := d.entry(f, nameOf(key, "key"), nameOf(f.schema.MapValue(), "value"))
			return k, ok, d.err
		}
		d.skip()
	}
	return "", false, d.err
}

// entry reads the key of an entry and the start tag of its value.
func (d *Decoder) entry(f *frame, keyName, valueName string) (key string, ok bool) {
	for d.next() == start {
		switch {
		case d.named(keyName):
			_ = d.ReadString(nil, &key) // next returns none after an error
		case d.named(valueName):
			f.value = true
			return key, true
		default:
			d.skip()
		}
	}
	d.doubt() // there is no value
	return "", false
}

// value reads the text of the attribute or element that is open, and its end tag.
// It is valid until the next read.
func (d *Decoder) value() []byte {
	switch {
	case d.err != nil:
		return nil
	case d.attr != nil:
		text := d.attr
		d.attr = nil
		return text
	case d.due == end:
		d.due = none
		return nil
	case d.due != none:
		d.doubt()
		return nil
	}
	text, ok := d.text()
	if ok && d.at(d.pos+1) == '!' {
		text, ok = d.sections(text)
	}
	if !ok || d.at(d.pos+1) != '/' {
		d.doubt()
		return nil
	}
	d.endTag()
	return text
}

// sections reads text that continues with CDATA sections.
func (d *Decoder) sections(text []byte) ([]byte, bool) {
	var all bytes.Buffer
	all.Write(text)
	for d.at(d.pos+1) == '!' {
		section, isCDATA := d.cdata()
		text, ok := d.text()
		if !isCDATA || !ok {
			return nil, false
		}
		all.Write(section)
		all.Write(text)
	}
	return all.Bytes(), true
}

// pieceSize is the size of the pieces that strings are copied to side by side, so
// that many cost one allocation and none holds more than a few pieces. Larger
// ones save little: at 2 KiB a string of 20 bytes costs a hundredth of an
// allocation.
const pieceSize = 2 << 10

// ReadString reads text.
func (d *Decoder) ReadString(_ *smithy.Schema, v *string) error {
	text := d.value()
	switch {
	case d.err != nil:
		return d.err
	case len(text) > pieceSize/4:
		*v = string(text)
		return nil
	case d.piece.Cap()-d.piece.Len() < len(text):
		d.piece = strings.Builder{}
		d.piece.Grow(pieceSize)
	}
	from := d.piece.Len()
	d.piece.Write(text)
	*v = d.piece.String()[from:]
	return nil
}

// parsed has a doubt if a value did not parse, and reports whether there is none.
func (d *Decoder) parsed(err error) bool {
	if err != nil {
		d.doubt()
	}
	return d.err == nil
}

// ReadBool reads a boolean, as [strconv.ParseBool] has it.
func (d *Decoder) ReadBool(_ *smithy.Schema, v *bool) error {
	b, err := strconv.ParseBool(string(d.value()))
	if d.parsed(err) {
		*v = b
	}
	return d.err
}

// integer reads an integer of this many bits.
func (d *Decoder) integer(bits int) (n int64, ok bool) {
	n, err := strconv.ParseInt(string(d.value()), 10, bits)
	return n, d.parsed(err)
}

// ReadInt8 reads an integer.
func (d *Decoder) ReadInt8(_ *smithy.Schema, v *int8) error {
	if n, ok := d.integer(8); ok {
		*v = int8(n)
	}
	return d.err
}

// ReadInt16 reads an integer.
func (d *Decoder) ReadInt16(_ *smithy.Schema, v *int16) error {
	if n, ok := d.integer(16); ok {
		*v = int16(n)
	}
	return d.err
}

// ReadInt32 reads an integer.
func (d *Decoder) ReadInt32(_ *smithy.Schema, v *int32) error {
	if n, ok := d.integer(32); ok {
		*v = int32(n)
	}
	return d.err
}

// ReadInt64 reads an integer.
func (d *Decoder) ReadInt64(_ *smithy.Schema, v *int64) error {
	if n, ok := d.integer(64); ok {
		*v = n
	}
	return d.err
}

// float reads a number.
func (d *Decoder) float() (f float64, ok bool) {
	f, err := strconv.ParseFloat(string(d.value()), 64)
	return f, d.parsed(err)
}

// ReadFloat32 reads a number, NaN, Infinity or -Infinity.
func (d *Decoder) ReadFloat32(_ *smithy.Schema, v *float32) error {
	if f, ok := d.float(); ok {
		*v = float32(f)
	}
	return d.err
}

// ReadFloat64 reads a number, NaN, Infinity or -Infinity.
func (d *Decoder) ReadFloat64(_ *smithy.Schema, v *float64) error {
	if f, ok := d.float(); ok {
		*v = f
	}
	return d.err
}

// ReadBlob reads base64. Without text v stays as it is.
func (d *Decoder) ReadBlob(_ *smithy.Schema, v *[]byte) error {
	text := d.value()
	if len(text) == 0 {
		return d.err
	}
	b, err := base64.StdEncoding.DecodeString(string(text))
	if d.parsed(err) {
		*v = b
	}
	return d.err
}

// ReadTime reads a timestamp in the format that the schema names; the default is
// date-time.
func (d *Decoder) ReadTime(s *smithy.Schema, v *time.Time) error {
	text := d.value()
	format := "date-time"
	if t, ok := smithy.SchemaTrait[*traits.TimestampFormat](s); ok {
		format = t.Format
	}
	var t time.Time
	var err error
	switch format {
	case "date-time":
		// Several times as fast as ParseDateTime, which also takes a time without a zone.
		if t.UnmarshalText(text) != nil {
			t, err = smithytime.ParseDateTime(string(text))
		}
	case "http-date":
		t, err = smithytime.ParseHTTPDate(string(text))
	case "epoch-seconds":
		var n float64
		if n, err = strconv.ParseFloat(string(text), 64); math.IsNaN(n) {
			err = ErrUnsure // ParseEpochSeconds panics
		} else {
			t = smithytime.ParseEpochSeconds(n)
		}
	default:
		err = ErrUnsure
	}
	if d.parsed(err) {
		*v = t
	}
	return d.err
}

// ReadNil reports false: there is no null in XML.
func (d *Decoder) ReadNil(*smithy.Schema) (bool, error) { return false, nil }

// ReadDocument is not supported, as by the SDK's decoder.
func (d *Decoder) ReadDocument(*smithy.Schema, *document.Value) error {
	d.doubt()
	return d.err
}

// ReadBigInt is not supported, as by the SDK's decoder.
func (d *Decoder) ReadBigInt(*smithy.Schema, *big.Int) error {
	d.doubt()
	return d.err
}

// ReadBigFloat is not supported, as by the SDK's decoder.
func (d *Decoder) ReadBigFloat(*smithy.Schema, *big.Float) error {
	d.doubt()
	return d.err
}
