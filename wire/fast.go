package wire

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"reflect"
	"sync"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Fast returns a protocol that reads the bodies of successful responses by the
// [Decoder] and is p in everything else. If p is nil or not one of XML, Fast
// returns p; [Supports] tells.
//
// The protocol that it returns is safe for concurrent use if p is, as the SDK's
// are. It makes no request of its own.
func Fast(p smithyhttp.ClientProtocol) smithyhttp.ClientProtocol {
	if !Supports(p) {
		return p
	}
	if f, ok := p.(*fast); ok {
		return f
	}
	return &fast{p}
}

// Supports reports whether [Fast] speeds up a protocol: awsQuery, ec2Query and
// restXml are supported.
func Supports(p smithyhttp.ClientProtocol) bool {
	if !target(p).IsValid() {
		return false
	}
	id := p.ID()
	return id.Namespace == "aws.protocols" && (id.Name == "awsQuery" || id.Name == "ec2Query" || id.Name == "restXml")
}

// fast is a protocol with its own reading of responses.
type fast struct{ smithyhttp.ClientProtocol }

// DeserializeResponse reads the body by a Decoder or, where that is not sure,
// lets the protocol read it.
func (f *fast) DeserializeResponse(ctx context.Context, op *smithy.OperationSchema, types *smithy.TypeRegistry, resp *smithyhttp.Response, out smithy.Deserializable) error {
	if !readable(op, resp, out) {
		return f.ClientProtocol.DeserializeResponse(ctx, op, types, resp, out)
	}
	body, ok := bodies.Get().(*bytes.Buffer)
	if !ok {
		body = new(bytes.Buffer)
	}
	err := read(body, resp)
	d := NewDecoder(body.Bytes())
	if len(d.buf) > MaxBody {
		d.err = ErrLimit
	}
	if err == nil && f.decode(ctx, op, types, resp, out, d) {
		if body.Cap() <= maxKept {
			bodies.Put(body)
		}
		return nil
	}
	if d.err == ErrLimit {
		return &smithy.DeserializationError{Err: ErrLimit}
	}
	target(out).SetZero()
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(d.buf), resp.Body), resp.Body}
	return f.ClientProtocol.DeserializeResponse(ctx, op, types, resp, out)
}

// target returns what v points to, and the zero value if that is nothing. It is
// not inlined, since its few lines are many instructions.
//
//go:noinline
func target(v any) reflect.Value { return reflect.Indirect(reflect.ValueOf(v)) }

// readable reports whether a response is successful, whole and XML, and goes
// into an empty output, which can be emptied again.
func readable(op *smithy.OperationSchema, resp *smithyhttp.Response, out smithy.Deserializable) bool {
	if resp.StatusCode < 200 || resp.StatusCode >= 300 || op.Output == nil || op.IsOutputEventStream() {
		return false
	}
	if _, streams := out.(smithy.StreamingOutput); streams {
		return false
	}
	v := target(out)
	return v.CanSet() && v.IsZero()
}

// decode reads the output and reports whether the Decoder was sure.
func (f *fast) decode(ctx context.Context, op *smithy.OperationSchema, types *smithy.TypeRegistry, resp *smithyhttp.Response, out smithy.Deserializable, d *Decoder) bool {
	root := ""
	switch f.ID().Name {
	case "awsQuery":
		root = "Result"
	case "ec2Query":
		// The SDK copies this element, and so checks all of it, before it reads
		// the copy.
		root, d.copied = "Response", true
	default:
		f.head(ctx, op, types, resp, out, d)
	}
	if root != "" {
		for root = op.ID().Name + root; d.next() != none && !d.named(root); {
		}
	}
	sure := d.err == nil && out.Deserialize(d) == nil && d.err == nil
	return sure && !(d.copied && (len(d.open) > 0 || d.due != none))
}

// head lets the protocol read the headers of a response of restXml into the
// output, as if there were no body.
func (f *fast) head(ctx context.Context, op *smithy.OperationSchema, types *smithy.TypeRegistry, resp *smithyhttp.Response, out smithy.Deserializable, d *Decoder) {
	d.payload = tableOf(op.Output).payload
	if p := d.payload; p != nil && p.Type() != smithy.ShapeTypeStructure && p.Type() != smithy.ShapeTypeUnion {
		d.doubt() // it may be no XML
		return
	}
	body, length := resp.Body, resp.ContentLength
	resp.Body, resp.ContentLength = http.NoBody, 0
	if f.ClientProtocol.DeserializeResponse(ctx, op, types, resp, out) != nil {
		d.doubt()
	}
	resp.Body, resp.ContentLength = body, length
}

// bodies are buffers to be used again.
var bodies sync.Pool // of *bytes.Buffer

// maxKept is the longest buffer that is kept for the next response.
const maxKept = 1 << 20

// read reads a body: all of it, or one byte more than MaxBody.
func read(body *bytes.Buffer, resp *smithyhttp.Response) error {
	body.Reset()
	if n := resp.ContentLength; n > 0 && n < MaxBody {
		body.Grow(int(n) + bytes.MinRead)
	}
	_, err := body.ReadFrom(io.LimitReader(resp.Body, MaxBody+1))
	return err
}
