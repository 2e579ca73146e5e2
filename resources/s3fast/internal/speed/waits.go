package main

import (
	"context"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/aws/smithy-go/transport/http/protocol/awsquery"

	"github.com/awsessentials/essentials/resources/s3fast"
	"github.com/awsessentials/essentials/wire"
)

const latency = 20 * time.Millisecond

// distant is a bucket that is 20 ms away.
type distant struct {
	keys     []string
	requests chan struct{}
}

func newDistant(pages int) *distant {
	d := &distant{requests: make(chan struct{}, 10*pages)}
	r := rand.New(rand.NewPCG(1, 2))
	for range pages * 1000 {
		d.keys = append(d.keys, fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64()))
	}
	slices.Sort(d.keys)
	return d
}

func (d *distant) ListObjectsV2(_ context.Context, in *s3.ListObjectsV2Input, _ ...func(*s3.Options)) (*s3.ListObjectsV2Output, error) {
	d.requests <- struct{}{}
	time.Sleep(latency)
	from, found := slices.BinarySearch(d.keys, aws.ToString(in.StartAfter))
	if found {
		from++
	}
	to := min(from+1000, len(d.keys))
	out := &s3.ListObjectsV2Output{IsTruncated: aws.Bool(to < len(d.keys)), Contents: make([]types.Object, to-from)}
	for i := range out.Contents {
		out.Contents[i].Key = &d.keys[from+i]
	}
	return out, nil
}

func (d *distant) DeleteObjects(context.Context, *s3.DeleteObjectsInput, ...func(*s3.Options)) (*s3.DeleteObjectsOutput, error) {
	d.requests <- struct{}{}
	time.Sleep(latency)
	return &s3.DeleteObjectsOutput{}, nil
}

func (d *distant) DeleteObject(context.Context, *s3.DeleteObjectInput, ...func(*s3.Options)) (*s3.DeleteObjectOutput, error) {
	return nil, fmt.Errorf("no key needs a request of its own")
}

// identifiers are the keys as objects to delete.
func (d *distant) identifiers(n int) iter.Seq2[types.ObjectIdentifier, error] {
	return func(yield func(types.ObjectIdentifier, error) bool) {
		for _, key := range d.keys[:n] {
			if !yield(types.ObjectIdentifier{Key: &key}, nil) {
				return
			}
		}
	}
}

// line is a row of the second table: what something took, and what it is held
// against.
type line struct {
	name         string
	took, beside time.Duration
	note         string
}

// listing lists random names in order by 16 requests at a time. A serial listing
// waits once for each page.
func listing(pages int) (line, error) {
	d := newDistant(pages)
	start, n := time.Now(), 0
	for _, err := range s3fast.List(context.Background(), d, &s3.ListObjectsV2Input{Bucket: aws.String("bucket")}, s3fast.ListOptions{}) {
		if err != nil {
			return line{}, err
		}
		n++
	}
	if n != len(d.keys) {
		return line{}, fmt.Errorf("%d keys of %d", n, len(d.keys))
	}
	return line{fmt.Sprintf("listing %d keys in order, 20 ms a page", n), time.Since(start), time.Duration(pages) * latency,
		fmt.Sprintf("beside the serial listing; %.2f requests a page", float64(len(d.requests))/float64(pages))}, nil
}

// deleting deletes 100,000 keys by 16 requests at a time. The ideal is that all
// are always on their way.
func deleting() (line, error) {
	const keys = 100_000
	d := newDistant(keys / 1000)
	start := time.Now()
	report, err := s3fast.Delete(context.Background(), d, "bucket", d.identifiers(keys), s3fast.DeleteOptions{})
	if err == nil && report.Deleted != keys {
		err = fmt.Errorf("%d keys of %d", report.Deleted, keys)
	}
	return line{"deleting 100000 keys, 20 ms a request", time.Since(start), time.Duration(math.Ceil(keys/1000/16.0)) * latency, "beside the ideal of 16 always in flight"}, err
}

var (
	itemSchema = schema("Item", smithy.ShapeTypeStructure)
	listSchema = schema("Items", smithy.ShapeTypeList)
	outSchema  = schema("Output", smithy.ShapeTypeStructure)
	places     = map[*smithy.Schema]int{}
)

func schema(name string, t smithy.ShapeType) *smithy.Schema {
	return smithy.NewSchema(smithy.ShapeID{Namespace: "speed", Name: name}, t, members)
}

const members = 60

type (
	item  [members]*string
	items []item
)

func (v *items) Deserialize(d smithy.ShapeDeserializer) error {
	return smithy.ReadStruct(d, outSchema, func(*smithy.Schema) error {
		return smithy.ReadList(d, listSchema, func() error {
			*v = append(*v, item{})
			it := &(*v)[len(*v)-1]
			return smithy.ReadStruct(d, itemSchema, func(m *smithy.Schema) error {
				text := new(string)
				it[places[m]] = text
				return d.ReadString(m, text)
			})
		})
	})
}

// page decodes a page of 100 structures with 30 of 60 members, each text with an
// entity, by the SDK's awsQuery protocol and by wire.Fast.
func page() (line, error) {
	text := schema("Text", smithy.ShapeTypeString)
	for i := range members {
		places[itemSchema.AddMember(fmt.Sprintf("SomeMemberName%d", i), text)] = i
	}
	listSchema.AddMember("member", itemSchema)
	outSchema.AddMember("Items", listSchema)
	var b strings.Builder
	b.WriteString("<DescribeResponse><DescribeResult><Items>")
	for i := range 100 {
		b.WriteString("<member>")
		for m := 0; m < members; m += 2 {
			fmt.Fprintf(&b, "<SomeMemberName%d>value-%d-%d &amp; more</SomeMemberName%d>", m, i, m, m)
		}
		b.WriteString("</member>")
	}
	b.WriteString("</Items></DescribeResult></DescribeResponse>")
	body := b.String()

	service := smithy.NewServiceSchema(schema("Service", smithy.ShapeTypeService), "1")
	op := smithy.NewOperationSchema(schema("Describe", smithy.ShapeTypeOperation), outSchema, outSchema)
	const times = 200
	decode := func(p smithyhttp.ClientProtocol) (time.Duration, error) {
		from := cpu()
		for range times {
			var out items
			r := &smithyhttp.Response{Response: &http.Response{StatusCode: 200, Body: http.NoBody}}
			r.Body = struct {
				*strings.Reader
				noClose
			}{strings.NewReader(body), noClose{}}
			if err := p.DeserializeResponse(context.Background(), op, &smithy.TypeRegistry{}, r, &out); err != nil {
				return 0, err
			}
			if len(out) != 100 {
				return 0, fmt.Errorf("%d structures of 100", len(out))
			}
		}
		return (cpu() - from) / times, nil
	}
	sdk, err := decode(awsquery.New(service))
	if err != nil {
		return line{}, err
	}
	fast, err := decode(wire.Fast(awsquery.New(service)))
	return line{"a page of 100 structures through awsQuery", fast, sdk, "CPU, beside the SDK's decoder"}, err
}

type noClose struct{}

func (noClose) Close() error { return nil }
