package s3fast

import (
	"bytes"
	"context"
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
	if newListing(stack.ID()) == nil {
		return nil
	}
	sdk, ok := stack.Deserialize.Get(deserializer)
	if _, twice := sdk.(*reader); !ok || twice {
		return nil
	}
	_, err := stack.Deserialize.Swap(deserializer, &reader{sdk, stack.ID()})
	return err
}

// reader is the SDK's deserializer with bodies read by us. If we are sure of a
// body, the SDK finds it at its end and does all the rest.
type reader struct {
	sdk       middleware.DeserializeMiddleware
	operation string
}

// ID is that of the SDK's deserializer.
func (r *reader) ID() string { return deserializer }

// HandleDeserialize makes the request and reads its answer.
func (r *reader) HandleDeserialize(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
	var l *listing
	out, metadata, err := r.sdk.HandleDeserialize(ctx, in, middleware.DeserializeHandlerFunc(
		func(ctx context.Context, in middleware.DeserializeInput) (middleware.DeserializeOutput, middleware.Metadata, error) {
			out, metadata, err := next.HandleDeserialize(ctx, in)
			if resp, ok := out.RawResponse.(*smithyhttp.Response); ok && err == nil && resp.StatusCode >= 200 && resp.StatusCode < 300 {
				l = r.read(resp)
			}
			return out, metadata, err
		}))
	if err == nil && l != nil {
		l.addHeaders(out.Result)
		out.Result = l.output
	}
	return out, metadata, err
}

const (
	// maxPage is the longest body that is read as a whole. S3's pages have 1,000
	// keys of 1,024 bytes at most: 10 MB if each byte is escaped.
	maxPage = 16 << 20
	// maxKept is the longest buffer that is kept for the next page.
	maxKept = 1 << 20
)

// pages are buffers to be used again.
var pages sync.Pool // of *bytes.Buffer

// read reads the body, or leaves the whole body and returns nil.
func (r *reader) read(resp *smithyhttp.Response) *listing {
	page, ok := pages.Get().(*bytes.Buffer)
	if !ok {
		page = new(bytes.Buffer)
	}
	page.Reset()
	if n := resp.ContentLength; n > 0 && n < maxPage {
		page.Grow(int(n) + bytes.MinRead)
	}
	_, err := page.ReadFrom(io.LimitReader(resp.Body, maxPage))
	body := page.Bytes()
	// In a CDATA section the SDK is stricter than the Decoder.
	if err == nil && 0 < len(body) && len(body) < maxPage && !bytes.Contains(body, []byte("[CDATA[")) {
		l, d := newListing(r.operation), wire.NewDecoder(body)
		if l.read(d); d.Err() == nil {
			if page.Cap() <= maxKept {
				pages.Put(page)
			}
			return l
		}
	}
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(body), resp.Body), resp.Body}
	return nil
}
