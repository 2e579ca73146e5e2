package wire_test

import (
	"strings"
	"testing"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/traits"
	"github.com/stretchr/testify/assert"
)

func scalar(t smithy.ShapeType, ts ...smithy.Trait) *smithy.Schema {
	return smithy.NewSchema(shapeID("Scalar"), t, 0, ts...)
}

// everything is a structure with a member of each kind.
var everything = func() *smithy.Schema {
	text := scalar(smithy.ShapeTypeString)
	list := smithy.NewSchema(shapeID("List"), smithy.ShapeTypeList, 1)
	list.AddMember("member", text)
	m := smithy.NewSchema(shapeID("Map"), smithy.ShapeTypeMap, 2)
	m.AddMember("key", text)
	m.AddMember("value", text)
	union := smithy.NewSchema(shapeID("Union"), smithy.ShapeTypeUnion, 2)
	union.AddMember("a", text)
	union.AddMember("b", list)
	s := smithy.NewSchema(shapeID("Everything"), smithy.ShapeTypeStructure, 20)
	s.AddMember("text", text)
	s.AddMember("attr", text, &traits.XMLAttribute{}, &traits.XMLName{Name: "xsi:type"})
	s.AddMember("list", list)
	s.AddMember("flat", list, &traits.XMLFlattened{})
	s.AddMember("map", m)
	s.AddMember("flatMap", m, &traits.XMLFlattened{})
	s.AddMember("union", union)
	s.AddMember("bool", scalar(smithy.ShapeTypeBoolean))
	s.AddMember("byte", scalar(smithy.ShapeTypeByte))
	s.AddMember("long", scalar(smithy.ShapeTypeLong))
	s.AddMember("float", scalar(smithy.ShapeTypeFloat))
	s.AddMember("blob", scalar(smithy.ShapeTypeBlob))
	s.AddMember("time", scalar(smithy.ShapeTypeTimestamp))
	s.AddMember("httpTime", scalar(smithy.ShapeTypeTimestamp, &traits.TimestampFormat{Format: "http-date"}))
	s.AddMember("epoch", scalar(smithy.ShapeTypeTimestamp, &traits.TimestampFormat{Format: "epoch-seconds"}))
	s.AddMember("self", s)
	return s
}()

// restOutput is an output of restXml with headers; its body is a member or all.
func restOutput(payload bool) *smithy.Schema {
	text := scalar(smithy.ShapeTypeString)
	list := smithy.NewSchema(shapeID("List"), smithy.ShapeTypeList, 1)
	list.AddMember("member", text)
	m := smithy.NewSchema(shapeID("Map"), smithy.ShapeTypeMap, 2)
	m.AddMember("key", text)
	m.AddMember("value", text)
	inside := smithy.NewSchema(shapeID("Inner"), smithy.ShapeTypeStructure, 1)
	inside.AddMember("Name", text)
	s := smithy.NewSchema(shapeID("Output"), smithy.ShapeTypeStructure, 6)
	s.AddMember("ETag", text, &traits.HTTPHeader{Name: "ETag"})
	s.AddMember("List", list, &traits.HTTPHeader{Name: "X-List"})
	s.AddMember("Meta", m, &traits.HTTPPrefixHeaders{Prefix: "X-Meta-"})
	s.AddMember("Number", scalar(smithy.ShapeTypeInteger), &traits.HTTPHeader{Name: "X-Number"})
	s.AddMember("Code", scalar(smithy.ShapeTypeInteger), &traits.HTTPResponseCode{})
	if payload {
		s.AddMember("Payload", inside, &traits.HTTPPayload{})
		return s
	}
	s.AddMember("Name", text)
	s.AddMember("Inner", inside)
	return s
}

// fragments are put between the tags of an output. ours says that our decoder is
// to read them; of the others only the SDK's answer is known.
var fragments = []struct {
	ours bool
	xml  string
}{
	{true, ``}, {true, `<text>a</text>`}, {true, `<TEXT>a</TEXT>`}, {true, `<x:text>a</x:text>`}, {true, `<text/>`}, {true, `<text></text >`},
	{true, `<text>a</text><text>b</text>`}, {true, "\n\t<text>a</text>\r\n"}, {true, `<text>&amp;&lt;&gt;&quot;&apos;&#65;&#x41;&#x1F600;</text>`},
	{true, `<text><![CDATA[<a>&amp;]]></text>`}, {true, `<text>a<![CDATA[b]]>c<![CDATA[]]></text>`}, {true, "<text>a\r\nb\rc\n</text>"}, {true, "<text>&#13;\n</text>"},
	{true, `<!-- c --><text>a</text><?pi x?>`}, {true, `<none><none>a</none><none/></none><text>a</text>`}, {true, `<text>a]]b</text>`}, {true, `<text>a>b</text>`},
	{true, `<list><member>a</member><member/><item>c</item></list>`}, {true, `<list/>`}, {true, `<flat>a</flat><flat>b</flat><text>t</text><flat>c</flat>`},
	{true, `<flat>a</flat><text/>`}, {true, `<flat/><flat/><self/><flat/>`}, {true, `<flat>a</flat><none/><text>x</text>`}, {true, `<flat>a</flat> <flat></flat>`}, {true, `<flatMap><key/><value/></flatMap><self/>`},
	{true, `<map><entry><key>k</key><value>v</value></entry><other/><entry><key>l</key><value/></entry></map>`},
	{true, `<flatMap><key>k</key><value>v</value></flatMap><flatMap><key>l</key><x/><value>w</value></flatMap>`},
	{true, `<union><a>x</a></union>`}, {true, `<union><b><member>x</member></b></union>`}, {true, `<union/>`}, {true, `<union><c/><a/></union>`},
	{true, `<self xsi:type="t &amp; u" other='"'><text>x</text><self/></self>`}, {true, `<self type="t"/>`}, {true, `<self xsi:other="o" xmlns:xsi="http://a/type"><text>x</text></self>`}, {true, `<attr>no</attr>`}, {true, `<type>no</type>`},
	{true, `<bool>true</bool><byte>-128</byte><long>9223372036854775807</long><float>1e10</float>`}, {true, `<float>NaN</float>`},
	{true, `<blob>YQ==</blob>`}, {true, `<blob/>`}, {true, "<blob>Y\nQ==</blob>"}, {true, `<time>2024-02-29T00:00:00Z</time>`}, {true, `<time>2024-02-29T00:00:00.123456789Z</time>`},
	{true, `<time>2024-02-29T00:00:00+01:00</time>`}, {true, `<httpTime>Tue, 29 Apr 2014 18:30:38 GMT</httpTime>`}, {true, `<epoch>1515531081.123</epoch>`},
	{true, `<text>` + strings.Repeat("a&amp;", 2000) + `</text>`}, {true, `<text>` + strings.Repeat("ü", 2000) + `</text>`}, {true, "<text>\u007f\u0085\ufeff</text>"},

	{true, `<text>&#x0010FFFF;&#0065;&#xD800;</text>`}, {false, `<text>&#x00010FFFF;</text>`}, {false, `<text>&#65</text>;`}, {false, `<text>&;</text>`}, {false, `<text>&#+65;</text>`}, {false, `<text>&#6_5;</text>`}, {false, `<text>&65;</text>`}, {false, `<text>&#X41;</text>`}, {false, `<text>&#x;</text>`}, {false, `<text>&#0x41;</text>`},
	{true, `<text><![CDATA[a]]></text><text>b&amp;<![CDATA[]]>&lt;<![CDATA[c]]>&gt;</text>`}, {false, "<text><![CDATA[a\rb]]></text>"}, {false, "<text><![CDATA[\x01]]></text>"}, {false, `<text><![CDATA[a]]><!-- c --></text>`}, {true, `<text>]<![CDATA[]]>]></text>`},
	{true, `<bool>&#116;rue</bool><long><![CDATA[1]]>2</long>`}, {true, `<self xsi:type=""><text>a</text></self>`}, {true, `<float>-INFINITY</float>`}, {true, `<float>+Inf</float>`}, {true, `<float>0x1p4</float>`}, {true, `<time>2024-02-29T00:00:00</time>`}, {true, `<time>2024-02-29T1:00:00,5Z</time>`}, {true, `<time>2024-02-29T00:00:00.1234567891234Z</time>`},

	{false, `<text>a`}, {false, `<text>a</tex>`}, {false, `<text>a<b/></text>`}, {false, `<text>a<!-- c --></text>`}, {false, `<text>&bad;</text>`}, {false, `<text>&amp</text>`},
	{false, `<text>&#0;</text>`}, {false, `<text>&#x110000;</text>`}, {false, `<text>&#;</text>`}, {false, "<text>\x01</text>"}, {false, "<text>\xff</text>"}, {false, "<text>\uffff</text>"},
	{false, `<text>]]></text>`}, {false, `<text><![CDATA[a</text>`}, {false, `<none a=1/>`}, {false, `<none a="<"/>`}, {false, `<none a/>`}, {false, `<none a="&bad;"/>`}, {false, `<1/>`}, {false, `<a:b:c/>`}, {false, `<a:0/>`}, {false, `<a:-b></a:-b>`}, {false, `<a:/>`}, {false, `<:a/>`}, {false, `<none xmlns:a="" a:0="x"/>`}, {false, `<none a:="x"/>`},
	{false, `<!-- a -- b -->`}, {false, `<!DOCTYPE a>`}, {false, `<!DOCTYPE a><text>x</text>`}, {false, `<?xml version="1.0"?>`}, {false, `<ünï/>`}, {false, "<te\u017ft>a</te\u017ft>"}, {false, "<none>\x02</none>"}, {false, "<none>&bad;</none>"},
	{false, `<bool>maybe</bool>`}, {false, `<byte>128</byte>`}, {false, `<long> 1</long>`}, {false, `<float>x</float>`}, {false, `<blob>?</blob>`}, {false, `<time>2023-02-29T00:00:00Z</time>`}, {false, `<time>yesterday</time>`},
	{false, `<time>2024-02-29T24:00:00Z</time>`}, {false, `<time>2024-02-29T00:00:60Z</time>`}, {false, `<epoch>x</epoch>`}, {false, `<epoch>NaN</epoch>`}, {true, `<epoch>inf</epoch>`},
	{false, `<map><entry><value>v</value><key>k</key></entry></map><text>x</text>`}, {false, `<map><entry><key>k</key></entry></map><text>x</text>`},
	{false, `<map><entry><key>k</key><value>v</value><x/></entry><entry><key>l</key><value>w</value></entry></map>`}, {false, `<map><entry><key>k<x/></key><value>v</value></entry></map>`},
	{false, `<union><a>x</a><b/></union>`}, {false, `<list><member>a<x/></member></list><text>y</text>`}, {false, `<list>`}, {false, `<list></self>`},
}

// document puts a fragment into an answer of a protocol.
func document(protocol int, fragment string) string {
	switch protocol {
	case 0:
		return `<DescribeResponse><DescribeResult>` + fragment + `</DescribeResult></DescribeResponse>`
	case 1:
		return `<DescribeResponse>` + fragment + `</DescribeResponse>`
	}
	return `<Output>` + fragment + `</Output>`
}

func TestSameAsTheSDK(t *testing.T) {
	for _, f := range fragments {
		for p := range protocols {
			ours := same(t, p, everything, document(p, f.xml))
			// In the copy that the SDK makes for ec2Query a prefix may become an attribute.
			prefixed := p == 1 && strings.Contains(f.xml, "<self xsi:")
			assert.Equal(t, f.ours && !prefixed, ours, "protocol %d: %s", p, f.xml)
		}
	}
}

// bodies are whole ones.
var bodies = append([]string{
	"", " ", "<", "<a", "text", "<a/>", "\ufeff<DescribeResponse><DescribeResult/></DescribeResponse>", "<DescribeResult><text>a</text></DescribeResult>garbage <",
	`<?xml version="1.0" encoding="ISO-8859-1"?><DescribeResponse/>`, `<?xml version="1.1"?><DescribeResponse/>`, "<?xml version=\"1.0' encoding=\"UTF-8\"?><DescribeResponse/>", "<?xml version='1.0\" encoding='UTF-8'?><DescribeResponse/>", "<?xml version='1.0' encoding='utf-8' standalone='yes'?><DescribeResponse/>",
	`<!DOCTYPE a [<!ENTITY b "c">]><DescribeResponse><DescribeResult><text>&b;</text></DescribeResult></DescribeResponse>`,
	`<?xml?><DescribeResponse/>`, `<?xml version="1.0" ?><DescribeResponse/>`, `<?xml version="1.0" encoding="utf-8" stand?><DescribeResponse/>`, `<?xml version="?><DescribeResponse/>`, ` <?xml version="1.0"?><DescribeResponse/>`, `<?XML version="1.0"?><DescribeResponse><DescribeResult/></DescribeResponse>`,
	`<?&?><DescribeResponse/>`, `<?a:b:c d?><DescribeResponse><DescribeResult/></DescribeResponse>`,
	`<describeresponse><describeresult><text>a</text></describeresult></describeresponse>`, `<DescribeResult xsi:type="t"/>`,
}, document(0, fragments[1].xml), document(1, fragments[1].xml), document(2, fragments[1].xml))

func TestSameAsTheSDKOnBodies(t *testing.T) {
	for _, body := range bodies {
		for p := range protocols {
			same(t, p, everything, body)
		}
	}
}
