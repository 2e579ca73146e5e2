package wire_test

import (
	"flag"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/traits"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/wire"
)

// same reads a body by the SDK's decoder and by ours and requires the same
// output and the same error. It reports whether the body was read by ours alone.
func same(t *testing.T, protocol int, schema *smithy.Schema, body string) bool {
	t.Helper()
	want, wantPanic, wantErr := decodeOrPanic(protocols[protocol], schema, body)
	counted := &inner{ClientProtocol: protocols[protocol]}
	got, panicked, err := decodeOrPanic(wire.Fast(counted), schema, body)
	require.Equal(t, wantPanic, panicked, "%s", body)
	if panicked != nil {
		return false
	}
	if wantErr != nil {
		require.EqualError(t, err, wantErr.Error(), "%s", body)
		require.Equal(t, reflect.TypeOf(wantErr), reflect.TypeOf(err))
	} else {
		require.NoError(t, err, "%s", body)
	}
	if !equal(want.members, got.members) {
		t.Fatalf("protocol %d\nbody %q\nSDK  %#v\nours %#v", protocol, body, want.members, got.members)
	}
	return counted.read == 0
}

// decodeOrPanic is decode, which panics in the SDK for a time that is NaN.
func decodeOrPanic(p smithyhttp.ClientProtocol, schema *smithy.Schema, body string) (out *output, panicked any, err error) {
	defer func() { panicked = recover() }()
	out, err = decode(p, schema, nil, body)
	return out, nil, err
}

// equal is reflect.DeepEqual, where NaN equals NaN.
func equal(a, b any) bool {
	return reflect.DeepEqual(a, b) || assert.ObjectsAreEqual(nanless(a), nanless(b))
}

func nanless(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, e := range v {
			m[k] = nanless(e)
		}
		return m
	case []any:
		l := []any{}
		for _, e := range v {
			l = append(l, nanless(e))
		}
		return l
	case float64:
		if v != v {
			return "NaN"
		}
	case float32:
		if v != v {
			return "NaN"
		}
	}
	return v
}

func TestSameAsTheSDKOnRandomSchemas(t *testing.T) {
	var ours, all int
	for seed := range uint64(6000) {
		g := newGen(seed)
		schema := g.structure(shapeID("Output"), 4)
		wire.ForgetTables()
		protocol := int(seed % 3)
		if same(t, protocol, schema, g.document(protocol, schema)) {
			ours++
		}
		all++
	}
	assert.Greater(t, ours*100, all*75, "documents that our decoder was sure of, of %d", all)
}

// FuzzDocument changes a document of a random schema.
func FuzzDocument(f *testing.F) {
	for seed := range uint64(12) {
		f.Add(seed, []byte{})
		f.Add(seed, []byte{byte(seed * 20), 2, '<', 90, 1, 'x', 3, 3, 0})
	}
	f.Fuzz(func(t *testing.T, seed uint64, changes []byte) {
		g := newGen(seed)
		schema := g.structure(shapeID("Output"), 4)
		wire.ForgetTables()
		protocol := int(seed % 3)
		same(t, protocol, schema, mutate(g.document(protocol, schema), changes))
	})
}

// inserts are pieces of XML that a decoder may take wrongly, whole or broken.
var inserts = []string{
	"&amp;", "&#0;", "&#13;", "&#xD;\n", "&#x0041;", "&#X41;", "&#xD800;", "&#xFFFE;", "&#1114112;", "&#99999999999999999999;", "&bad;", "&amp", "&", "&#;", "&;", "&a:b;",
	"<!--", "-->", "--", "<!---->", "<!--->", "<!-- x -- y -->", "<!-- \xff -->", "<!", "<![", "<![CDATA[", "]]>", "]]", "<![CDATA[]]>", "<![CDATA[<a>&b;]]>", "<![CDATA[\r\n]]>", "<![cdata[x]]>",
	"<?x ?>", "<?x?>", "<??>", "<?x", "?>", "<?x:y z?>", "<?x?>?>", "<?xml?>", "<?XML version='2.0'?>", "<?xml version='1.0'?>", "<?xml version='1.1'?>", `<?xml version="1.0' encoding="UTF-8"?>`,
	`<?xml version = "1.0" encoding="latin1"?>`, `<?xml encoding="utf-8" version="1.0"?>`, `<?xml version="1.0" encoding="Utf-8" standalone='no'?>`, "<!DOCTYPE a>", `<!DOCTYPE a [<!ENTITY b "c">]>`,
	"<", "</", "/>", ">", "/", "<a>", "</a>", "<a/>", "<a />", "<a:b/>", "<a:0/>", "<:a/>", "<a:/>", "<a:b:c/>", "<a-b.c_d/>", "<-a/>", "<\u00e9/>", "<xml:a/>", "<xmlns:a/>", "<xmlns/>", "</ a>", "< a>",
	"<member>", "</member>", "<entry>", "</entry>", "<key>", "</key>", "<value>", "</value>", "<Member0>", "</Member0>", "<member0/>", "<MEMBER1>x</MEMBER1>", "<Renamed0>", "</Renamed0>", "<x:Member0>1</x:Member0>", "<x:Member0>1</y:Member0>",
	` a="1"`, ` a='1'`, ` a="'"`, ` a='1"`, ` a=1`, " a", ` a="1"b="2"`, ` a = "1"`, ` a="<"`, ` a=">"`, ` a="&bad;"`, ` a="]]>"`, ` a="\r\n"`, ` a:b="1"`, ` a:0="1"`, ` :a="1"`, ` a:b:c="1"`, ` Member0="1"`, ` xsi:attr0="1"`, ` x:y="1" xmlns:x="http://z/Member0"`,
	` xmlns="u"`, ` xmlns=""`, ` xmlns:a="u"`, ` xmlns:a=""`, ` xmlns:xmlns="u"`, ` xmlns:xml="u"`, ` xml:lang="en"`,
	"\x00", "\x01", "\x0b", "\x7f", "\u0085", "\u2028", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\xff", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80", "\r", "\r\n", "\n", "\t", " ", "\f", "=", "\"", "'", ":", "0", "-", "+", ".", "_", "NaN", "Inf", "0x1p4", "1_0", "T", "Z", "24:", ":60",
}

// mutate changes a document by triples of a place, a kind of change and a byte.
// Some kinds take the next place behind it where the syntax changes. A document
// can be doubled, so both are bounded.
func mutate(doc string, changes []byte) string {
	changes = changes[:min(len(changes), 3*20)]
	for ; len(changes) >= 3 && len(doc) > 0 && len(doc) < 1<<16; changes = changes[3:] {
		i, c := int(changes[0])*len(doc)/256, changes[2]
		if changes[1]&8 != 0 {
			i = boundary(doc, i)
		}
		before, rest := doc[:i], doc[i:]
		n := min(int(c)%16, len(rest))
		switch changes[1] % 8 {
		case 0:
			doc = before + string([]byte{c}) + rest[min(1, len(rest)):]
		case 1:
			doc = before + string([]byte{c}) + rest
		case 2, 3, 4:
			doc = before + inserts[int(c)%len(inserts)] + rest
		case 5:
			doc = before + rest[n:]
		case 6: // a part comes twice
			n = boundary(rest, min(8*n, len(rest)))
			doc = before + rest[:n] + rest
		case 7:
			if doc = before; c%2 == 0 { // a part comes where another was
				doc += rest[boundary(rest, min(4*n, len(rest))):]
			}
		}
	}
	return doc
}

// boundary is the first place from i on where a tag, name, quote or reference
// begins or ends.
func boundary(doc string, i int) int {
	n := strings.IndexAny(doc[i:], "<>/=\"'&;?! ")
	if n < 0 {
		return len(doc)
	}
	return i + n
}

// changed is how many changed documents TestSameAsTheSDKOnChangedDocuments
// reads.
var changed = flag.Uint64("changed", 6000, "the changed documents to compare")

func TestSameAsTheSDKOnChangedDocuments(t *testing.T) {
	for seed := range *changed {
		g := newGen(seed)
		schema := g.structure(shapeID("Output"), 4)
		wire.ForgetTables()
		protocol := int(seed % 3)
		doc := g.document(protocol, schema)
		changes := make([]byte, 3*(1+g.IntN(3)))
		for i := range changes {
			changes[i] = byte(g.IntN(256))
		}
		same(t, protocol, schema, mutate(doc, changes))
	}
}

// FuzzBytes reads any bytes by a few schemas.
func FuzzBytes(f *testing.F) {
	for _, body := range bodies {
		for p := range protocols {
			f.Add(uint8(p), body)
		}
	}
	f.Fuzz(func(t *testing.T, protocol uint8, body string) {
		same(t, int(protocol)%len(protocols), everything, body)
	})
}

// TestHeaders: what is bound to headers is read by the SDK, the rest by us.
func TestHeaders(t *testing.T) {
	header := http.Header{"Etag": {"tag"}, "X-List": {"a, b"}, "X-Meta-One": {"1"}, "X-Number": {"7"}}
	for _, payload := range []bool{false, true} {
		schema := restOutput(payload)
		body := `<Output><Name>n &amp; m</Name><Inner><Name>i</Name></Inner><ETag>in the body</ETag></Output>`
		want, err := decode(protocols[2], schema, header, body)
		require.NoError(t, err)
		counted := &inner{ClientProtocol: protocols[2]}
		got, err := decode(wire.Fast(counted), schema, header, body)
		require.NoError(t, err)
		require.Equal(t, want, got)
		require.Zero(t, counted.read, "ours reads the body")
		require.Contains(t, got.members, "Number")
	}
}

// withHeaders is an output of restXml whose members are bound to headers, too, and
// the headers of an answer, right or wrong. Elements may have the names of those.
func (g *gen) withHeaders() (*smithy.Schema, http.Header) {
	s := smithy.NewSchema(shapeID("Output"), smithy.ShapeTypeStructure, 12)
	s.AddMember("ETag", scalar(smithy.ShapeTypeString), &traits.HTTPHeader{Name: "ETag"})
	s.AddMember("Number", scalar(smithy.ShapeTypeInteger), &traits.HTTPHeader{Name: "X-Number"})
	s.AddMember("Time", scalar(smithy.ShapeTypeTimestamp), &traits.HTTPHeader{Name: "X-Time"})
	list := smithy.NewSchema(shapeID("List"), smithy.ShapeTypeList, 1)
	list.AddMember("member", scalar(smithy.ShapeTypeString))
	s.AddMember("List", list, &traits.HTTPHeader{Name: "X-List"})
	m := smithy.NewSchema(shapeID("Map"), smithy.ShapeTypeMap, 2)
	m.AddMember("key", scalar(smithy.ShapeTypeString))
	m.AddMember("value", scalar(smithy.ShapeTypeString))
	s.AddMember("Meta", m, &traits.HTTPPrefixHeaders{Prefix: "X-Meta-"})
	s.AddMember("Code", scalar(smithy.ShapeTypeInteger), &traits.HTTPResponseCode{})
	payload := []smithy.ShapeType{smithy.ShapeTypeStructure, smithy.ShapeTypeUnion, smithy.ShapeTypeString, smithy.ShapeTypeBlob}[g.IntN(4)]
	switch {
	case g.one(2):
		g.members(s, 3, g.IntN(6))
	case payload < smithy.ShapeTypeList:
		s.AddMember("Payload", scalar(payload), &traits.HTTPPayload{})
	default:
		inner := smithy.NewSchema(shapeID("Inner"), payload, 6)
		g.members(inner, 3, 1+g.IntN(6))
		s.AddMember("Payload", inner, &traits.HTTPPayload{})
	}
	header := http.Header{}
	for name, values := range map[string][]string{
		"Etag": {"", "tag", "a, b"}, "X-Number": {"7", "-1", "x", ""}, "X-Time": {"Tue, 29 Apr 2014 18:30:38 GMT", "2014"},
		"X-List": {"a, b", "", `"a,b", c`, `"`}, "X-Meta-One": {"1"}, "X-Meta-": {"2"},
	} {
		if g.one(3) {
			header[name] = []string{values[g.IntN(len(values))]}
		}
	}
	return s, header
}

func TestSameAsTheSDKWithHeaders(t *testing.T) {
	var ours, all int
	for seed := range uint64(4000) {
		g := newGen(seed)
		schema, header := g.withHeaders()
		wire.ForgetTables()
		inside := schema
		if p := schema.Member("Payload"); p != nil && p.Type() >= smithy.ShapeTypeList && !g.one(4) {
			inside = p
		}
		body := g.document(2, inside)
		if g.one(8) {
			body = mutate(body, []byte{byte(g.IntN(256)), byte(g.IntN(256)), byte(g.IntN(256))})
		}
		want, wantErr := decode(protocols[2], schema, header, body)
		counted := &inner{ClientProtocol: protocols[2]}
		got, err := decode(wire.Fast(counted), schema, header, body)
		if wantErr != nil { // the SDK reads headers in the order of a map, to the first that is wrong
			require.Error(t, err, "%s", body)
			continue
		}
		require.NoError(t, err, "%s", body)
		require.True(t, equal(want.members, got.members), "header %v\nbody %q\nSDK  %#v\nours %#v", header, body, want.members, got.members)
		if all++; counted.read == 0 {
			ours++
		}
	}
	assert.Greater(t, ours*100, all*40, "documents that our decoder was sure of, of %d", all)
}
