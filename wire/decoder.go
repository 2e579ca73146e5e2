package wire

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/document"
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

	// ErrLimit is the class of errors of a response that exceeds [MaxBody] or
	// [MaxDepth].
	ErrLimit = errors.New("response exceeds a limit")

	errDepth = fmt.Errorf("wire: %w: elements are nested deeper than %d", ErrLimit, MaxDepth)
	errBody  = fmt.Errorf("wire: %w: the body is longer than %d bytes", ErrLimit, MaxBody)
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
	scanner
	strings arena
	stack   []frame
	attr    []byte // the value of the attribute that was returned as a member
	isAttr  bool
	copied  bool // the SDK reads a copy of the element, in which prefixes are defined differently
}

var _ smithy.ShapeDeserializer = (*Decoder)(nil)

// frame is a structure, list or map that is being read.
type frame struct {
	schema *smithy.Schema
	table  *table  // of a structure
	last   *member // of a structure: the one read last
	attrs  span    // of a structure: attributes not read yet
	name   string  // of the elements of a flattened list or map
	flat   bool
	first  bool // of a flattened list or map: the start tag of the first item was read
	value  bool // of a map: the end tag of the entry is due
}

// NewDecoder returns a Decoder of a document, which must not change until the
// last read.
func NewDecoder(doc []byte) *Decoder {
	d := new(Decoder)
	d.reset(doc)
	return d
}

// reset starts with another document and keeps the memory of the stacks only.
func (d *Decoder) reset(doc []byte) {
	clear(d.stack[:cap(d.stack)])
	*d = Decoder{scanner: scanner{buf: doc, open: d.open[:0]}, stack: d.stack[:0]}
	d.strings.reset(len(doc))
}

// Err returns the error that ended the reading: nil, [ErrUnsure] or an error
// that is [ErrLimit].
func (d *Decoder) Err() error { return d.err }

// Offset returns how many bytes of the document were read.
func (d *Decoder) Offset() int { return d.pos }

// Len returns how many bytes of the document were not read yet.
func (d *Decoder) Len() int { return len(d.buf) - d.pos }

func (d *Decoder) top() *frame {
	if len(d.stack) == 0 {
		return nil
	}
	return &d.stack[len(d.stack)-1]
}

func (d *Decoder) pop() { d.stack = d.stack[:len(d.stack)-1] }

// root reads the start tag of the document, unless one was read.
func (d *Decoder) root() error {
	if d.started {
		return d.err
	}
	k, err := d.next()
	if err == nil && k != start {
		err = d.doubt()
	}
	return err
}

// ReadStruct begins a structure. Its start tag was read, or is the document's.
func (d *Decoder) ReadStruct(s *smithy.Schema) error {
	if err := d.root(); err != nil {
		return err
	}
	t := tableOf(s)
	if t.odd {
		return d.doubt()
	}
	d.stack = append(d.stack, frame{schema: s, table: t, attrs: d.attrs})
	return nil
}

// ReadStructMember returns the next member that the structure has: first those
// that are attributes, then elements. It returns nil at the structure's end.
func (d *Decoder) ReadStructMember() (*smithy.Schema, error) {
	f := d.top()
	if f == nil || f.table == nil {
		return nil, d.doubt()
	}
	if len(f.table.attrs) > 0 {
		if m := d.nextAttribute(f); m != nil || d.err != nil {
			return m, d.err
		}
	}
	if m := d.guess(f); m != nil {
		return m.schema, nil
	}
	for {
		k, err := d.next()
		if err != nil {
			return nil, err
		}
		if k == end {
			d.pop()
			return nil, nil
		}
		m, sure := f.table.find(d.bytes(d.name))
		switch {
		case !sure:
			return nil, d.doubt()
		case m == nil || m.attr:
			if err := d.skip(); err != nil {
				return nil, err
			}
		default:
			f.follow(m)
			return m.schema, nil
		}
	}
}

// guess reads the start tag of the member that followed the last one in an
// earlier structure, if it comes now too.
func (d *Decoder) guess(f *frame) *member {
	if d.err != nil || d.peeked != none || d.closing || len(d.open) >= MaxDepth {
		return nil
	}
	m := f.table.first.Load()
	if f.last != nil {
		m = f.last.next.Load()
	}
	if m == nil {
		return nil
	}
	i := d.space(d.pos)
	if !bytes.HasPrefix(d.buf[i:], m.tag) {
		return nil
	}
	d.name = span{i + 1, i + len(m.tag) - 1}
	d.attrs = span{}
	d.open = append(d.open, d.name)
	d.pos = i + len(m.tag)
	f.last = m
	return m
}

// follow remembers that m came after the member read last.
func (f *frame) follow(m *member) {
	next := &f.table.first
	if f.last != nil {
		next = &f.last.next
	}
	if next.Load() != m {
		next.Store(m)
	}
	f.last = m
}

// nextAttribute returns the next member that is an attribute, or nil.
func (d *Decoder) nextAttribute(f *frame) *smithy.Schema {
	for f.attrs.from < f.attrs.to {
		name, value, after, ok := d.attribute(f.attrs.from)
		if !ok {
			d.doubt()
			return nil
		}
		f.attrs.from = after
		if name.from == name.to {
			return nil
		}
		if d.copied && d.buf[name.from-1] == ':' {
			d.doubt()
			return nil
		}
		m, sure := f.table.attribute(d.bytes(name))
		if !sure {
			d.doubt()
			return nil
		}
		if m != nil {
			d.attr, d.isAttr = d.bytes(value), true
			return m.schema
		}
	}
	return nil
}

// ReadUnion returns the member that the union has, or nil at its end.
func (d *Decoder) ReadUnion(s *smithy.Schema) (*smithy.Schema, error) {
	if err := d.root(); err != nil {
		return nil, err
	}
	t := tableOf(s)
	if t.odd {
		return nil, d.doubt()
	}
	for {
		k, err := d.next()
		if err != nil || k == end {
			return nil, err
		}
		m, sure := t.find(d.bytes(d.name))
		if !sure {
			return nil, d.doubt()
		}
		if m != nil {
			return m.schema, nil
		}
		if err := d.skip(); err != nil {
			return nil, err
		}
	}
}

// ReadList begins a list.
func (d *Decoder) ReadList(s *smithy.Schema) error {
	d.begin(s)
	return d.err
}

// begin begins a list or map, wrapped or flattened.
func (d *Decoder) begin(s *smithy.Schema) {
	f := frame{schema: s}
	if _, f.flat = smithy.SchemaTrait[*traits.XMLFlattened](s); f.flat {
		f.first, f.name = true, elementName(s)
		if !ascii(f.name) {
			d.doubt()
		}
	}
	d.stack = append(d.stack, f)
}

// item reads the start tag of the next item of a list or entry of a map. At the
// end it ends the list or map.
func (d *Decoder) item(f *frame) (bool, error) {
	if f.first {
		f.first = false
		return true, d.err
	}
	k, err := d.next()
	if err != nil {
		return false, err
	}
	if k == start && (!f.flat || strings.EqualFold(f.name, string(d.bytes(d.name)))) {
		return true, nil
	}
	if f.flat {
		d.peeked = k // it belongs to what the list or map is in
	}
	d.pop()
	return false, nil
}

// ReadListItem reports whether there is another item. Items may have any name,
// as for the SDK.
func (d *Decoder) ReadListItem(*smithy.Schema) (bool, error) {
	f := d.top()
	if f == nil {
		return false, d.doubt()
	}
	return d.item(f)
}

// ReadMap begins a map.
func (d *Decoder) ReadMap(s *smithy.Schema) error {
	d.begin(s)
	return d.err
}

// ReadMapKey returns the key of the next entry and stands before its value.
func (d *Decoder) ReadMapKey(key *smithy.Schema) (string, bool, error) {
	f := d.top()
	if f == nil {
		return "", false, d.doubt()
	}
	if f.value {
		f.value = false
		if k, err := d.next(); err != nil || k != end {
			return "", false, d.doubt()
		}
	}
	for {
		ok, err := d.item(f)
		if err != nil || !ok {
			return "", false, err
		}
		if f.flat || strings.EqualFold("entry", string(d.bytes(d.name))) {
			return d.entry(f, entryName(key, "key"), entryName(f.schema.MapValue(), "value"))
		}
		if err := d.skip(); err != nil {
			return "", false, err
		}
	}
}

func entryName(s *smithy.Schema, name string) string {
	if t, ok := smithy.SchemaDirectTrait[*traits.XMLName](s); ok {
		return t.Name
	}
	return name
}

// entry reads the key of an entry and the start tag of its value.
func (d *Decoder) entry(f *frame, keyName, valueName string) (key string, ok bool, err error) {
	for {
		k, err := d.next()
		if err != nil || k == end {
			return "", false, d.doubt() // without a value
		}
		switch name := string(d.bytes(d.name)); {
		case strings.EqualFold(name, keyName):
			err = d.ReadString(nil, &key)
		case strings.EqualFold(name, valueName):
			f.value = true
			return key, true, nil
		default:
			err = d.skip()
		}
		if err != nil {
			return "", false, err
		}
	}
}

// chars reads the text of the element that is open, and its end tag. The text is
// as it stands in the document if it is plain.
func (d *Decoder) chars() (text []byte, plain bool, err error) {
	switch {
	case d.err != nil:
		return nil, false, d.err
	case d.isAttr:
		d.isAttr = false
		return d.attr, bytes.IndexByte(d.attr, '&') < 0 && bytes.IndexByte(d.attr, '\r') < 0, nil
	case d.closing:
		d.closing = false
		return nil, true, nil
	case d.peeked != none:
		return nil, false, d.doubt()
	}
	from := d.pos
	plain, ok := d.text()
	if !ok || d.pos+1 >= len(d.buf) || d.buf[d.pos+1] != '/' {
		return nil, false, d.doubt()
	}
	text = d.buf[from:d.pos]
	return text, plain, d.endTag()
}

// sections reads text that has CDATA sections in it. The error of chars came
// first: where there are none, it stays.
func (d *Decoder) sections(from int) (string, bool) {
	var b strings.Builder
	d.err, d.pos = nil, from
	for {
		from := d.pos
		if _, ok := d.text(); !ok || d.pos+1 >= len(d.buf) || !unescape(&b, d.buf[from:d.pos]) {
			return "", false
		}
		if d.buf[d.pos+1] == '/' {
			return b.String(), d.endTag() == nil
		}
		content, ok := d.cdata()
		if !ok {
			return "", false
		}
		b.Write(content)
	}
}

// value reads the text of the element that is open, with everything resolved.
// It is valid until the next read.
func (d *Decoder) value() ([]byte, error) {
	text, plain, err := d.chars()
	if err != nil || plain {
		return text, err
	}
	s, ok := d.strings.unescape(text)
	if !ok {
		return nil, d.doubt()
	}
	return []byte(s), nil
}

// ReadString reads text.
func (d *Decoder) ReadString(_ *smithy.Schema, v *string) error {
	from, fresh := d.pos, d.err == nil
	text, plain, err := d.chars()
	switch {
	case err != nil:
		return d.readSections(from, fresh, v)
	case plain:
		*v = d.strings.copy(text)
		return nil
	}
	s, ok := d.strings.unescape(text)
	if !ok {
		return d.doubt()
	}
	*v = s
	return nil
}

// readSections is the second try of ReadString.
func (d *Decoder) readSections(from int, fresh bool, v *string) error {
	if !fresh || d.peeked != none {
		return d.err
	}
	s, ok := d.sections(from)
	if !ok {
		return d.doubt()
	}
	*v = s
	return nil
}

// ReadBool reads a boolean, as [strconv.ParseBool] has it.
func (d *Decoder) ReadBool(_ *smithy.Schema, v *bool) error {
	text, err := d.value()
	if err != nil {
		return err
	}
	b, err := strconv.ParseBool(string(text))
	if err != nil {
		return d.doubt()
	}
	*v = b
	return nil
}

func readInt[T int8 | int16 | int32 | int64](d *Decoder, bits int, v *T) error {
	text, err := d.value()
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(string(text), 10, bits)
	if err != nil {
		return d.doubt()
	}
	*v = T(n)
	return nil
}

// ReadInt8 reads an integer.
func (d *Decoder) ReadInt8(_ *smithy.Schema, v *int8) error { return readInt(d, 8, v) }

// ReadInt16 reads an integer.
func (d *Decoder) ReadInt16(_ *smithy.Schema, v *int16) error { return readInt(d, 16, v) }

// ReadInt32 reads an integer.
func (d *Decoder) ReadInt32(_ *smithy.Schema, v *int32) error { return readInt(d, 32, v) }

// ReadInt64 reads an integer.
func (d *Decoder) ReadInt64(_ *smithy.Schema, v *int64) error { return readInt(d, 64, v) }

func readFloat[T float32 | float64](d *Decoder, v *T) error {
	text, err := d.value()
	if err != nil {
		return err
	}
	f, err := parseFloat(string(text))
	if err != nil {
		return d.doubt()
	}
	*v = T(f)
	return nil
}

func parseFloat(s string) (float64, error) {
	switch {
	case strings.EqualFold(s, "NaN"):
		return math.NaN(), nil
	case strings.EqualFold(s, "Infinity"):
		return math.Inf(1), nil
	case strings.EqualFold(s, "-Infinity"):
		return math.Inf(-1), nil
	}
	return strconv.ParseFloat(s, 64)
}

// ReadFloat32 reads a number, NaN, Infinity or -Infinity.
func (d *Decoder) ReadFloat32(_ *smithy.Schema, v *float32) error { return readFloat(d, v) }

// ReadFloat64 reads a number, NaN, Infinity or -Infinity.
func (d *Decoder) ReadFloat64(_ *smithy.Schema, v *float64) error { return readFloat(d, v) }

// ReadBlob reads base64. Without text v stays as it is.
func (d *Decoder) ReadBlob(_ *smithy.Schema, v *[]byte) error {
	text, err := d.value()
	if err != nil || len(text) == 0 {
		return err
	}
	b := make([]byte, base64.StdEncoding.DecodedLen(len(text)))
	n, err := base64.StdEncoding.Decode(b, text)
	if err != nil {
		return d.doubt()
	}
	*v = b[:n]
	return nil
}

// ReadTime reads a timestamp in the format that the schema names; the default is
// date-time.
func (d *Decoder) ReadTime(s *smithy.Schema, v *time.Time) error {
	text, err := d.value()
	if err != nil {
		return err
	}
	format := "date-time"
	if t, ok := smithy.SchemaTrait[*traits.TimestampFormat](s); ok {
		format = t.Format
	}
	t, err := parseTime(format, text)
	if err != nil {
		return d.doubt()
	}
	*v = t
	return nil
}

// ReadNil reports false: there is no null in XML.
func (d *Decoder) ReadNil(*smithy.Schema) (bool, error) { return false, nil }

// ReadDocument is not supported, as by the SDK's decoder.
func (d *Decoder) ReadDocument(*smithy.Schema, *document.Value) error { return d.doubt() }

// ReadBigInt is not supported, as by the SDK's decoder.
func (d *Decoder) ReadBigInt(*smithy.Schema, *big.Int) error { return d.doubt() }

// ReadBigFloat is not supported, as by the SDK's decoder.
func (d *Decoder) ReadBigFloat(*smithy.Schema, *big.Float) error { return d.doubt() }
