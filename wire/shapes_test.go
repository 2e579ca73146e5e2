package wire_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/aws/smithy-go"
	smithytime "github.com/aws/smithy-go/time"
	"github.com/aws/smithy-go/traits"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/aws/smithy-go/transport/http/protocol/awsquery"
	"github.com/aws/smithy-go/transport/http/protocol/ec2query"
	"github.com/aws/smithy-go/transport/http/protocol/restxml"
)

// output is an output of any schema, read as generated code reads it. It is empty
// before, as generated outputs are, so the schema is kept outside.
type output struct{ members map[string]any }

var outputSchema *smithy.Schema

func (o *output) Deserialize(d smithy.ShapeDeserializer) error {
	if o.members == nil {
		o.members = map[string]any{}
	}
	return readMembers(d, outputSchema, o.members)
}

func readMembers(d smithy.ShapeDeserializer, s *smithy.Schema, members map[string]any) error {
	return smithy.ReadStruct(d, s, func(m *smithy.Schema) error {
		v, err := read(d, m)
		members[m.MemberName()] = v
		return err
	})
}

func readAs[T any](f func(*smithy.Schema, *T) error, s *smithy.Schema) (any, error) {
	var v T
	err := f(s, &v)
	return v, err
}

func read(d smithy.ShapeDeserializer, s *smithy.Schema) (any, error) {
	switch s.Type() {
	case smithy.ShapeTypeStructure:
		members := map[string]any{}
		return members, readMembers(d, s, members)
	case smithy.ShapeTypeUnion:
		var v any
		err := smithy.ReadUnion(d, s, func(m *smithy.Schema) (err error) {
			inner, err := read(d, m)
			v = map[string]any{m.MemberName(): inner}
			return err
		})
		return v, err
	case smithy.ShapeTypeList:
		list := make([]any, 0)
		err := smithy.ReadList(d, s, func() error {
			if _, err := d.ReadNil(s.ListMember()); err != nil {
				return err
			}
			v, err := read(d, s.ListMember())
			list = append(list, v)
			return err
		})
		return list, err
	case smithy.ShapeTypeMap:
		m := map[string]any{}
		err := smithy.ReadMap(d, s, func(key string) (err error) {
			m[key], err = read(d, s.MapValue())
			return err
		})
		return m, err
	case smithy.ShapeTypeBoolean:
		return readAs(d.ReadBool, s)
	case smithy.ShapeTypeByte:
		return readAs(d.ReadInt8, s)
	case smithy.ShapeTypeShort:
		return readAs(d.ReadInt16, s)
	case smithy.ShapeTypeInteger:
		return readAs(d.ReadInt32, s)
	case smithy.ShapeTypeLong:
		return readAs(d.ReadInt64, s)
	case smithy.ShapeTypeFloat:
		return readAs(d.ReadFloat32, s)
	case smithy.ShapeTypeDouble:
		return readAs(d.ReadFloat64, s)
	case smithy.ShapeTypeTimestamp:
		return readAs(d.ReadTime, s)
	case smithy.ShapeTypeBlob:
		return readAs(d.ReadBlob, s)
	}
	return readAs(d.ReadString, s)
}

func shapeID(name string) smithy.ShapeID { return smithy.ShapeID{Namespace: "test", Name: name} }

var (
	service   = smithy.NewServiceSchema(smithy.NewSchema(shapeID("Service"), smithy.ShapeTypeService, 0), "1")
	protocols = []smithyhttp.ClientProtocol{awsquery.New(service), ec2query.New(service), restxml.New(service)}
)

// operation is the operation Describe with this output.
func operation(output *smithy.Schema) *smithy.OperationSchema {
	return smithy.NewOperationSchema(smithy.NewSchema(shapeID("Describe"), smithy.ShapeTypeOperation, 0), output, output)
}

// inner counts the answers that it was asked to read with their bodies.
type inner struct {
	smithyhttp.ClientProtocol
	read int
}

func (p *inner) DeserializeResponse(ctx context.Context, op *smithy.OperationSchema, types *smithy.TypeRegistry, resp *smithyhttp.Response, out smithy.Deserializable) error {
	if resp.Body != http.NoBody {
		p.read++
	}
	return p.ClientProtocol.DeserializeResponse(ctx, op, types, resp, out)
}

func response(header http.Header, body string) *smithyhttp.Response {
	return &smithyhttp.Response{Response: &http.Response{StatusCode: 200, Header: header, ContentLength: int64(len(body)), Body: io.NopCloser(strings.NewReader(body))}}
}

// decode reads a body by a protocol, into a fresh output.
func decode(p smithyhttp.ClientProtocol, schema *smithy.Schema, header http.Header, body string) (*output, error) {
	outputSchema = schema
	out := new(output)
	err := p.DeserializeResponse(context.Background(), operation(schema), &smithy.TypeRegistry{}, response(header, body), out)
	return out, err
}

// gen makes schemas and documents at random.
type gen struct {
	*rand.Rand
	shapes int
	b      strings.Builder
}

func newGen(seed uint64) *gen { return &gen{Rand: rand.New(rand.NewPCG(seed, 17))} }

func (g *gen) one(in int) bool { return g.IntN(in) == 0 }

var scalars = []smithy.ShapeType{
	smithy.ShapeTypeString, smithy.ShapeTypeString, smithy.ShapeTypeString, smithy.ShapeTypeEnum, smithy.ShapeTypeBlob, smithy.ShapeTypeBoolean,
	smithy.ShapeTypeTimestamp, smithy.ShapeTypeByte, smithy.ShapeTypeShort, smithy.ShapeTypeInteger, smithy.ShapeTypeLong, smithy.ShapeTypeFloat, smithy.ShapeTypeDouble,
}

// schema makes the schema of a shape at most this deep.
func (g *gen) schema(depth int) *smithy.Schema {
	g.shapes++
	id := shapeID("Shape" + strconv.Itoa(g.shapes))
	if depth <= 0 || g.one(2) {
		return g.scalar(id)
	}
	switch g.IntN(5) {
	case 0:
		s := smithy.NewSchema(id, smithy.ShapeTypeList, 1)
		s.AddMember("member", g.schema(depth-1), g.renamed("item")...)
		return s
	case 1:
		s := smithy.NewSchema(id, smithy.ShapeTypeMap, 2)
		s.AddMember("key", smithy.NewSchema(shapeID("Key"), smithy.ShapeTypeString, 0), g.renamed("Name")...)
		s.AddMember("value", g.schema(depth-1), g.renamed("Data")...)
		return s
	case 2:
		s := smithy.NewSchema(id, smithy.ShapeTypeUnion, 3)
		g.members(s, depth, 1+g.IntN(3))
		return s
	}
	return g.structure(id, depth)
}

func (g *gen) scalar(id smithy.ShapeID) *smithy.Schema {
	t := scalars[g.IntN(len(scalars))]
	if t == smithy.ShapeTypeTimestamp && g.one(2) {
		return smithy.NewSchema(id, t, 0, &traits.TimestampFormat{Format: []string{"date-time", "http-date", "epoch-seconds"}[g.IntN(3)]})
	}
	return smithy.NewSchema(id, t, 0)
}

func (g *gen) structure(id smithy.ShapeID, depth int) *smithy.Schema {
	s := smithy.NewSchema(id, smithy.ShapeTypeStructure, 8)
	g.members(s, depth, g.IntN(8))
	return s
}

func (g *gen) members(s *smithy.Schema, depth, n int) {
	for i := range n {
		target := g.schema(depth - 1)
		ts := g.renamed("Renamed" + strconv.Itoa(i))
		switch t := target.Type(); {
		case (t == smithy.ShapeTypeList || t == smithy.ShapeTypeMap) && g.one(2):
			ts = append(ts, &traits.XMLFlattened{})
		case t < smithy.ShapeTypeList && s.Type() == smithy.ShapeTypeStructure && g.one(8):
			ts = append(ts, &traits.XMLAttribute{})
			if g.one(2) {
				ts = append(ts, &traits.XMLName{Name: "xsi:attr" + strconv.Itoa(i)})
			}
		}
		s.AddMember("Member"+strconv.Itoa(i), target, ts...)
	}
}

func (g *gen) renamed(name string) []smithy.Trait {
	if g.one(4) {
		return []smithy.Trait{&traits.XMLName{Name: name}}
	}
	return nil
}

// document is what a service could answer, with the decoration that XML allows.
func (g *gen) document(protocol int, s *smithy.Schema) string {
	if g.one(2) {
		g.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	}
	switch protocol {
	case 0:
		g.b.WriteString(`<DescribeResponse xmlns="http://test.amazonaws.com/doc/">`)
		g.element("DescribeResult", func() { g.content(s) }, s)
		g.b.WriteString(`<ResponseMetadata><RequestId>1-2</RequestId></ResponseMetadata></DescribeResponse>`)
	case 1:
		g.element("DescribeResponse", func() { g.content(s) }, s)
	default:
		g.element("Output", func() { g.content(s) }, s)
	}
	return g.b.String()
}

func (g *gen) noise() {
	switch g.IntN(24) {
	case 0:
		g.b.WriteString("\n    ")
	case 1:
		g.b.WriteString("<!-- a comment - with <tags> & all -->")
	case 2:
		g.b.WriteString("<?target some=instruction?>")
	case 3:
		g.b.WriteString(`<Unknown a="1"><Inner/>text &amp; more<!-- --><![CDATA[x]]></Unknown>`)
	case 4:
		g.b.WriteString("\r\n\t")
	}
}

// element writes an element around its content. Attributes of a structure are
// written too.
func (g *gen) element(name string, content func(), s *smithy.Schema) {
	if g.one(40) {
		name = "ns:" + name
	}
	if g.one(20) {
		name = strings.ToUpper(name)
	}
	g.b.WriteString("<" + name)
	g.attributes(s)
	g.b.WriteString([]string{"", "", "", " ", "\n"}[g.IntN(5)])
	if g.one(15) && (s.Type() == smithy.ShapeTypeString || s.Type() >= smithy.ShapeTypeList) {
		g.b.WriteString("/>")
		return
	}
	g.b.WriteString(">")
	content()
	g.b.WriteString("</" + name + []string{"", "", "", " "}[g.IntN(4)] + ">")
}

func (g *gen) attributes(s *smithy.Schema) {
	if g.one(15) {
		g.b.WriteString(` xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' other = "1 &gt; 0"`)
	}
	if s.Type() != smithy.ShapeTypeStructure {
		return
	}
	for _, m := range s.Members() {
		if _, ok := smithy.SchemaTrait[*traits.XMLAttribute](m); ok && !g.one(3) {
			quote := []string{`"`, `'`}[g.IntN(2)]
			g.b.WriteString(" " + name(m) + "=" + quote + strings.ReplaceAll(g.scalarText(m), quote, "&#39;") + quote)
		}
	}
}

func name(m *smithy.Schema) string {
	if t, ok := smithy.SchemaDirectTrait[*traits.XMLName](m); ok {
		return t.Name
	}
	return m.MemberName()
}

// content writes what stands between the tags of a shape's element.
func (g *gen) content(s *smithy.Schema) {
	switch s.Type() {
	case smithy.ShapeTypeStructure:
		for _, m := range s.Members() {
			g.member(m)
		}
	case smithy.ShapeTypeUnion:
		for _, m := range s.Members() {
			g.member(m)
			break
		}
	case smithy.ShapeTypeList:
		for range g.IntN(4) {
			g.noise()
			g.element("member", func() { g.content(s.ListMember()) }, s.ListMember())
		}
	case smithy.ShapeTypeMap:
		for range g.IntN(4) {
			g.noise()
			g.element("entry", func() { g.entry(s) }, s)
		}
	default:
		g.text(s)
	}
	if s.Type() >= smithy.ShapeTypeList {
		g.noise()
	}
}

func (g *gen) member(m *smithy.Schema) {
	g.noise()
	_, flat := smithy.SchemaTrait[*traits.XMLFlattened](m)
	_, attr := smithy.SchemaTrait[*traits.XMLAttribute](m)
	switch {
	case attr || g.one(5):
	case flat && m.Type() == smithy.ShapeTypeList:
		for range g.IntN(4) {
			g.element(name(m), func() { g.content(m.ListMember()) }, m.ListMember())
			g.noise()
		}
	case flat && m.Type() == smithy.ShapeTypeMap:
		for range g.IntN(4) {
			g.element(name(m), func() { g.entry(m) }, m)
			g.noise()
		}
	default:
		g.element(name(m), func() { g.content(m) }, m)
	}
}

func (g *gen) entry(s *smithy.Schema) {
	key, value := "key", "value"
	if t, ok := smithy.SchemaDirectTrait[*traits.XMLName](s.MapKey()); ok {
		key = t.Name
	}
	if t, ok := smithy.SchemaDirectTrait[*traits.XMLName](s.MapValue()); ok {
		value = t.Name
	}
	g.element(key, func() { g.text(s.MapKey()) }, s.MapKey())
	g.noise()
	g.element(value, func() { g.content(s.MapValue()) }, s.MapValue())
}

var texts = []string{"", "a", "plain text", "a &amp; b", "&lt;tag&gt; &quot;q&quot; &apos;", "&#65;&#x1F600;&#xD;&#10;", "  blanks  ", "two\nlines", "cr\r\nlf\rcr",
	"grüße 日本 😀", "a]]b", "a>b", "tab\t", strings.Repeat("long &amp; ", 200), strings.Repeat("x", 3000), "%2F/../", "&#xD800;", "true", "1"}

func (g *gen) text(s *smithy.Schema) {
	t := g.scalarText(s)
	if g.one(10) && s.Type() == smithy.ShapeTypeString && !strings.ContainsAny(t, "\r&") {
		t = "<![CDATA[" + t + "]]>"
		if g.one(2) {
			t = "x &amp; " + t + "<![CDATA[<y>]]>"
		}
	}
	g.b.WriteString(t)
}

func (g *gen) scalarText(s *smithy.Schema) string {
	switch s.Type() {
	case smithy.ShapeTypeBoolean:
		return []string{"true", "false", "TRUE", "0", "1"}[g.IntN(5)]
	case smithy.ShapeTypeByte:
		return strconv.Itoa(g.IntN(256) - 128)
	case smithy.ShapeTypeShort:
		return strconv.Itoa(g.IntN(1<<16) - 1<<15)
	case smithy.ShapeTypeInteger, smithy.ShapeTypeLong:
		return strconv.Itoa(g.IntN(1<<32) - 1<<31)
	case smithy.ShapeTypeFloat, smithy.ShapeTypeDouble:
		return []string{"Infinity", "-infinity", "1.5", "-2e10", fmt.Sprint(g.Float64())}[g.IntN(5)]
	case smithy.ShapeTypeBlob:
		return base64.StdEncoding.EncodeToString([]byte(texts[g.IntN(len(texts))]))
	case smithy.ShapeTypeTimestamp:
		return g.timestamp(s)
	}
	return texts[g.IntN(len(texts))]
}

func (g *gen) timestamp(s *smithy.Schema) string {
	t := time.Unix(g.Int64N(4e9), g.Int64N(1e9)).UTC()
	format, _ := smithy.SchemaTrait[*traits.TimestampFormat](s)
	switch {
	case format != nil && format.Format == "http-date":
		return smithytime.FormatHTTPDate(t)
	case format != nil && format.Format == "epoch-seconds":
		return fmt.Sprint(smithytime.FormatEpochSeconds(t))
	}
	return []string{t.Format("2006-01-02T15:04:05Z"), t.Format("2006-01-02T15:04:05.000Z"), t.Format(time.RFC3339Nano),
		t.Format("2006-01-02T15:04:05"), t.In(time.FixedZone("", 3600)).Format(time.RFC3339)}[g.IntN(5)]
}
