package s3res

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources"
)

// Open begins to read the object (GetObject) and returns its content as a
// stream, which the caller must close. A change can ask for a range or a version.
func (o *Object) Open(ctx context.Context, changes ...func(*s3.GetObjectInput)) (io.ReadCloser, error) {
	out, err := o.Get(ctx, changes...)
	return body(out, resources.Named(o, err))
}

// Open begins to read the version (GetObject) and returns its content as a
// stream, which the caller must close.
func (o *ObjectVersion) Open(ctx context.Context, changes ...func(*s3.GetObjectInput)) (io.ReadCloser, error) {
	out, err := o.Get(ctx, changes...)
	return body(out, resources.Named(o, err))
}

func body(out *s3.GetObjectOutput, err error) (io.ReadCloser, error) {
	switch {
	case err != nil:
		return nil, err
	case out.Body == nil:
		return io.NopCloser(bytes.NewReader(nil)), nil
	}
	return out.Body, nil
}

// Read returns the whole content (GetObject). It is in memory as a whole: see
// [Object.Open] and [Object.Download] for what is large.
func (o *Object) Read(ctx context.Context, changes ...func(*s3.GetObjectInput)) ([]byte, error) {
	out, err := o.Get(ctx, changes...)
	if err != nil || out.Body == nil {
		return nil, resources.Named(o, err)
	}
	var b bytes.Buffer
	if n := aws.ToInt64(out.ContentLength); n > 0 && n < 1<<30 {
		b.Grow(int(n) + bytes.MinRead)
	}
	_, err = b.ReadFrom(out.Body)
	if err = errors.Join(err, out.Body.Close()); err != nil {
		return nil, resources.Named(o, fmt.Errorf("s3.GetObject: %w", err))
	}
	return b.Bytes(), nil
}

// Write makes content the whole content of the object (PutObject). It is one
// request, of at most 5 GiB: see [Object.Upload] for more.
func (o *Object) Write(ctx context.Context, content []byte, changes ...func(*s3.PutObjectInput)) error {
	_, err := o.Put(ctx, prepend(changes, func(in *s3.PutObjectInput) { in.Body = bytes.NewReader(content) })...)
	return resources.Named(o, err)
}

// ReadJSON reads the whole content and decodes it into the value that v points
// to, as [json.Unmarshal] does.
func (o *Object) ReadJSON(ctx context.Context, v any, changes ...func(*s3.GetObjectInput)) error {
	if err := resources.CheckTarget("s3.GetObject", "v", v); err != nil {
		return err
	}
	content, err := o.Read(ctx, changes...)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(content, v); err != nil {
		return fmt.Errorf("%v: %w", o, err)
	}
	return nil
}

// WriteJSON makes v, as JSON, the whole content of the object (PutObject), with
// the content type application/json.
func (o *Object) WriteJSON(ctx context.Context, v any, changes ...func(*s3.PutObjectInput)) error {
	content, err := json.Marshal(v)
	if err != nil {
		return resources.Unencodable("s3.PutObject", "v", v, err)
	}
	return o.Write(ctx, content, prepend(changes, ContentType("application/json"))...)
}

func prepend[T any](list []T, first T) []T { return append([]T{first}, list...) }

// ContentType sets the media type of what is written.
func ContentType(mediaType string) func(*s3.PutObjectInput) {
	return func(in *s3.PutObjectInput) { in.ContentType = &mediaType }
}

// IfAbsent makes a write fail with the code PreconditionFailed if the object
// exists. S3 decides it, so that of several writers one succeeds.
func IfAbsent(in *s3.PutObjectInput) { in.IfNoneMatch = aws.String("*") }

// PathStyle makes requests to host/bucket and not to bucket.host, as servers on
// localhost want it: s3res.Open(sess, s3res.PathStyle).
func PathStyle(o *s3.Options) { o.UsePathStyle = true }

// PresignGet returns a URL that reads the object for some time, in whole seconds
// up to seven days, and no longer than the credentials are valid. It makes no
// request.
func (o *Object) PresignGet(ctx context.Context, d time.Duration, changes ...func(*s3.GetObjectInput)) (string, error) {
	client, err := o.presigner(ctx, "s3.PresignGetObject", d)
	if err != nil {
		return "", err
	}
	in := &s3.GetObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key)}
	if err := resources.Change("s3.PresignGetObject", in, changes); err != nil {
		return "", err
	}
	request, err := client.PresignGetObject(ctx, in, s3.WithPresignExpires(d))
	if err != nil {
		return "", err
	}
	return request.URL, nil
}

// PresignPut returns a URL that writes the object for some time, with the PUT
// method; see [Object.PresignGet]. What the changes set must be sent as headers.
func (o *Object) PresignPut(ctx context.Context, d time.Duration, changes ...func(*s3.PutObjectInput)) (string, error) {
	client, err := o.presigner(ctx, "s3.PresignPutObject", d)
	if err != nil {
		return "", err
	}
	in := &s3.PutObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key)}
	if err := resources.Change("s3.PresignPutObject", in, changes); err != nil {
		return "", err
	}
	request, err := client.PresignPutObject(ctx, in, s3.WithPresignExpires(d))
	if err != nil {
		return "", err
	}
	return request.URL, nil
}

// maxPresign is S3's limit for signatures of version 4.
const maxPresign = 7 * 24 * time.Hour

func (o *Object) presigner(ctx context.Context, operation string, d time.Duration) (*s3.PresignClient, error) {
	if err := o.check(operation); err != nil {
		return nil, err
	}
	switch {
	case ctx == nil:
		return nil, awserr.Invalid(operation, "ctx", nil, "must be a context")
	case d < time.Second || d > maxPresign:
		return nil, awserr.Invalid(operation, "d", d, "must be from 1 second to 7 days")
	case o.Client() == nil:
		return nil, awserr.Invalid(operation, "client", nil, "must be the SDK's client")
	}
	return s3.NewPresignClient(o.Client()), nil
}
