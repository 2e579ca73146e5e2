package s3fast

import (
	"bytes"
	"context"
	"errors"
	"io"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsessentials/essentials/wire"
)

// Decode is an option of an S3 client, or of one call: the answers to
// ListObjectsV2, ListObjects and ListObjectVersions are read by [wire.Decoder].
//
//	client := s3.NewFromConfig(cfg, s3fast.Decode)
//
// Output types, errors, retries, headers and metadata are the SDK's. An answer
// with anything that the Decoder does not read is read by the SDK, which gives
// its own result or error. An object that is kept holds, beside itself, a few
// kilobytes at most and not its page. Decode makes no request.
func Decode(o *s3.Options) {
	o.APIOptions = append(o.APIOptions[:len(o.APIOptions):len(o.APIOptions)], decode)
}

// deserializer is the name of the SDK's own middleware.
const deserializer = "OperationDeserializer"

// decode puts a reader around the SDK's deserializer.
func decode(stack *middleware.Stack) error {
	var output func() listing
	switch stack.ID() {
	case "ListObjectsV2":
		output = func() listing { return new(objectsV2) }
	case "ListObjects":
		output = func() listing { return new(objects) }
	case "ListObjectVersions":
		output = func() listing { return new(versions) }
	default:
		return nil
	}
	sdk, ok := stack.Deserialize.Get(deserializer)
	if _, twice := sdk.(*reader); !ok || twice {
		return nil
	}
	_, err := stack.Deserialize.Swap(deserializer, &reader{sdk, output})
	return err
}

// listing is an output that can be read from a document.
type listing interface {
	read(d *wire.Decoder) error
	// moveTo moves what was read into the SDK's output, which has the headers.
	moveTo(result any)
}

// reader is the SDK's deserializer with bodies read by us. If we are sure of a
// body, the SDK gets an empty one and does all the rest.
type reader struct {
	middleware.DeserializeMiddleware
	output func() listing
}

// HandleDeserialize makes the request and reads its answer.
func (r *reader) HandleDeserialize(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
	var read listing
	p := pages.Get().(*page)
	defer p.release()
	out, metadata, err := r.DeserializeMiddleware.HandleDeserialize(ctx, in, middleware.DeserializeHandlerFunc(
		func(ctx context.Context, in middleware.DeserializeInput) (middleware.DeserializeOutput, middleware.Metadata, error) {
			out, metadata, err := next.HandleDeserialize(ctx, in)
			if resp, ok := out.RawResponse.(*smithyhttp.Response); ok && err == nil && resp.StatusCode >= 200 && resp.StatusCode < 300 {
				read = r.read(resp, p)
			}
			return out, metadata, err
		}))
	if err == nil && read != nil {
		read.moveTo(out.Result)
	}
	return out, metadata, err
}

// read reads the body into a listing and leaves an empty body, or leaves the
// whole body and returns nil.
func (r *reader) read(resp *smithyhttp.Response, p *page) listing {
	rest := resp.Body
	complete := p.fill(rest, resp.ContentLength)
	// In a CDATA section the SDK is stricter than the Decoder.
	if complete == nil && len(p.body) > 0 && !bytes.Contains(p.body, []byte("[CDATA[")) {
		d := wire.NewDecoder(p.body)
		l := r.output()
		if l.read(d) == nil && d.Err() == nil {
			resp.Body = &body{bytes.NewReader(nil), rest}
			return l
		}
	}
	resp.Body = &body{io.MultiReader(bytes.NewReader(p.body), ending{complete, rest}), rest}
	return nil
}

// body is a body that closes the one it is made of.
type body struct {
	io.Reader
	io.Closer
}

// ending is what follows the bytes that were read: an error, or the rest.
type ending struct {
	err  error
	rest io.Reader
}

func (e ending) Read(b []byte) (int, error) {
	switch e.err {
	case nil:
		return 0, io.EOF
	case errLong:
		return e.rest.Read(b)
	}
	return 0, e.err
}

// page is the memory of a body, used again and again.
type page struct{ body []byte }

var pages = sync.Pool{New: func() any { return new(page) }}

const (
	// maxPage is the longest body that is read as a whole. S3's pages have 1,000
	// keys of 1,024 bytes at most: 10 MB if each byte is escaped.
	maxPage = 16 << 20
	// maxKept is the longest buffer that is kept for the next page.
	maxKept = 1 << 20
)

var errLong = errors.New("the page is longer")

func (p *page) release() {
	if cap(p.body) > maxKept {
		p.body = nil
	}
	p.body = p.body[:0]
	pages.Put(p)
}

// fill reads a body to its end. It returns the error that ended it sooner, or
// errLong if there is more to read.
func (p *page) fill(r io.Reader, length int64) error {
	b := p.body[:0]
	if length > 0 && length < maxPage && int64(cap(b)) <= length {
		b = make([]byte, 0, length+1) // one more, to see the end without growing
	}
	defer func() { p.body = b }()
	for len(b) <= maxPage {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return errLong
}
