package wire

import (
	"bytes"
	"context"
	"io"
	"reflect"
	"sync"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/traits"
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
	return &fast{ClientProtocol: p, name: p.ID().Name}
}

// Supports reports whether [Fast] speeds up a protocol: awsQuery, ec2Query and
// restXml are supported.
func Supports(p smithyhttp.ClientProtocol) bool {
	if v := reflect.ValueOf(p); !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() {
		return false
	}
	switch id := p.ID(); id.Name {
	case "awsQuery", "ec2Query", "restXml":
		return id.Namespace == "aws.protocols"
	}
	return false
}

// fast is a protocol with its own reading of responses.
type fast struct {
	smithyhttp.ClientProtocol
	name string
}

// DeserializeResponse reads the body by a Decoder or, where that is not sure,
// lets the protocol read it.
func (f *fast) DeserializeResponse(ctx context.Context, op *smithy.OperationSchema, types *smithy.TypeRegistry, resp *smithyhttp.Response, out smithy.Deserializable) error {
	if !readable(op, resp, out) {
		return f.ClientProtocol.DeserializeResponse(ctx, op, types, resp, out)
	}
	p := pages.Get().(*page)
	defer p.release()
	err := p.read(resp.Body, resp.ContentLength)
	if len(p.body) > MaxBody {
		return &smithy.DeserializationError{Err: errBody}
	}
	if err == nil && len(p.body) > 0 {
		p.dec.reset(p.body)
		if f.decode(ctx, op, types, resp, out, &p.dec) {
			return nil
		}
		if limit := p.dec.Err(); limit != nil && limit != ErrUnsure {
			return &smithy.DeserializationError{Err: limit}
		}
		reflect.ValueOf(out).Elem().SetZero()
	}
	resp.Body = &replay{io.MultiReader(bytes.NewReader(p.body), failing{err}), resp.Body}
	return f.ClientProtocol.DeserializeResponse(ctx, op, types, resp, out)
}

// readable reports whether a response is successful, whole and XML, and goes
// into an empty output, which can be emptied again.
func readable(op *smithy.OperationSchema, resp *smithyhttp.Response, out smithy.Deserializable) bool {
	if resp.StatusCode < 200 || resp.StatusCode >= 300 || op.Output == nil || op.IsOutputEventStream() {
		return false
	}
	if _, streams := out.(smithy.StreamingOutput); streams {
		return false
	}
	v := reflect.ValueOf(out)
	return v.Kind() == reflect.Pointer && !v.IsNil() && v.Elem().IsZero()
}

// decode reads the output and reports whether the Decoder was sure.
func (f *fast) decode(ctx context.Context, op *smithy.OperationSchema, types *smithy.TypeRegistry, resp *smithyhttp.Response, out smithy.Deserializable, d *Decoder) bool {
	switch f.name {
	case "awsQuery":
		return d.skipTo(op.ID().Name+"Result") && out.Deserialize(d) == nil && d.err == nil
	case "ec2Query":
		// The SDK copies this element, and so checks all of it, before it reads
		// the copy.
		d.copied = true
		return d.skipTo(op.ID().Name+"Response") && d.whole(out)
	}
	return f.decodeREST(ctx, op, types, resp, out, d)
}

// whole reads the element that is open and reports whether all of it was read.
func (d *Decoder) whole(out smithy.Deserializable) bool {
	outside := len(d.open)
	if !d.closing {
		outside--
	}
	return out.Deserialize(d) == nil && d.err == nil && len(d.open) == outside && !d.closing && d.peeked == none
}

// decodeREST lets the protocol read the headers of a response without a body,
// and the Decoder the body.
func (f *fast) decodeREST(ctx context.Context, op *smithy.OperationSchema, types *smithy.TypeRegistry, resp *smithyhttp.Response, out smithy.Deserializable, d *Decoder) bool {
	payload, ok := payloadOf(op.Output)
	if !ok {
		return false
	}
	head := *resp.Response
	head.Body, head.ContentLength = io.NopCloser(bytes.NewReader(nil)), 0
	err := f.ClientProtocol.DeserializeResponse(ctx, op, types, &smithyhttp.Response{Response: &head}, &split{out, d, payload})
	return err == nil && d.err == nil
}

// payloadOf returns the member of an output that is the whole body, or nil if
// the body is the output. It is not ok if the body may be no XML.
func payloadOf(output *smithy.Schema) (payload *smithy.Schema, ok bool) {
	for _, m := range output.Members() {
		if _, is := smithy.SchemaTrait[*traits.HTTPPayload](m); is {
			return m, m.Type() == smithy.ShapeTypeStructure || m.Type() == smithy.ShapeTypeUnion
		}
	}
	return nil, true
}

// page is a body and its decoder, used again and again.
type page struct {
	body []byte
	dec  Decoder
}

var pages = sync.Pool{New: func() any { return new(page) }}

// maxKept is the longest buffer that is kept for the next response.
const maxKept = 1 << 20

// release gives the page back, with no reference to what was read.
func (p *page) release() {
	if cap(p.body) > maxKept {
		p.body = nil
	}
	p.dec.reset(nil)
	pages.Put(p)
}

// read reads the body: all of it, or one byte more than MaxBody.
func (p *page) read(r io.Reader, length int64) error {
	b := p.body[:0]
	if length > 0 && length < MaxBody && int64(cap(b)) <= length {
		b = make([]byte, 0, length+1) // one more, to see the end without growing
	}
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == nil && len(b) <= MaxBody {
			continue
		}
		p.body = b
		if err == io.EOF {
			err = nil
		}
		return err
	}
}

// replay is a body to be read by the protocol that was given.
type replay struct {
	io.Reader
	io.Closer
}

// failing is the end of a body: err, or io.EOF if that is nil.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return 0, io.EOF
}
