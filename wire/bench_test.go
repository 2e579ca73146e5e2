package wire_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/wire"
)

const benchMembers = 60

// The schemas of a page of 100 structures with 60 members each.
var (
	benchItem = smithy.NewSchema(shapeID("Item"), smithy.ShapeTypeStructure, benchMembers)
	benchList = smithy.NewSchema(shapeID("Items"), smithy.ShapeTypeList, 1)
	benchOut  = smithy.NewSchema(shapeID("Out"), smithy.ShapeTypeStructure, 2)
	benchAt   = map[*smithy.Schema]int{}

	_ = func() *smithy.Schema {
		for i := range benchMembers {
			benchAt[benchItem.AddMember(fmt.Sprintf("SomeMemberName%d", i), scalar(smithy.ShapeTypeString))] = i
		}
		benchList.AddMember("member", benchItem)
		return benchOut.AddMember("Items", benchList)
	}()
)

type thing struct{ members [benchMembers]*string }

func (v *thing) Deserialize(d smithy.ShapeDeserializer) error {
	return smithy.ReadStruct(d, benchItem, func(s *smithy.Schema) error {
		i := benchAt[s]
		v.members[i] = new(string)
		return d.ReadString(s, v.members[i])
	})
}

type things struct{ items []thing }

func (v *things) Deserialize(d smithy.ShapeDeserializer) error {
	return smithy.ReadStruct(d, benchOut, func(*smithy.Schema) error {
		return smithy.ReadList(d, benchList, func() error {
			var item thing
			if err := item.Deserialize(d); err != nil {
				return err
			}
			v.items = append(v.items, item)
			return nil
		})
	})
}

// benchBody is a page of 100 structures with 30 of their 60 members, each text
// with an entity.
func benchBody() string {
	var b strings.Builder
	b.WriteString(`<DescribeResponse xmlns="http://x/"><DescribeResult><Items>`)
	for i := range 100 {
		b.WriteString("<member>")
		for m := 0; m < benchMembers; m += 2 {
			fmt.Fprintf(&b, "<SomeMemberName%d>value-%d-%d &amp; more</SomeMemberName%d>", m, i, m, m)
		}
		b.WriteString("</member>")
	}
	b.WriteString(`</Items></DescribeResult><ResponseMetadata><RequestId>x</RequestId></ResponseMetadata></DescribeResponse>`)
	return b.String()
}

func benchDecode(p smithyhttp.ClientProtocol, body string) (*things, error) {
	out := new(things)
	r := &smithyhttp.Response{Response: &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(body))}}
	return out, p.DeserializeResponse(context.Background(), operation(benchOut), nil, r, out)
}

// BenchmarkPage compares the SDK's decoder with ours on the same page:
//
//	go test -bench Page ./wire
func BenchmarkPage(b *testing.B) {
	body := benchBody()
	want, err := benchDecode(protocols[0], body)
	require.NoError(b, err)
	got, err := benchDecode(wire.Fast(protocols[0]), body)
	require.NoError(b, err)
	require.Equal(b, want, got)
	for _, bench := range []struct {
		name     string
		protocol smithyhttp.ClientProtocol
	}{{"sdk", protocols[0]}, {"fast", wire.Fast(protocols[0])}} {
		b.Run(bench.name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := benchDecode(bench.protocol, body); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
