package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// MultipartUpload is an upload in parts. The parts are stored, and paid for,
// until it is completed or aborted. It is identified by its BucketName,
// ObjectKey and ID.
type MultipartUpload struct {
	node
	BucketName string
	ObjectKey  string
	ID         string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.MultipartUpload
}

// MultipartUpload returns the multipart upload with these identifiers. It makes
// no request, and the multipart upload need not exist.
func (s *S3) MultipartUpload(bucketName, objectKey, id string) *MultipartUpload {
	return &MultipartUpload{node: node{service: s}, BucketName: bucketName, ObjectKey: objectKey, ID: id}
}

// Identity returns what identifies the multipart upload. It is comparable, and
// can be the key of a map.
func (m *MultipartUpload) Identity() resources.Identity {
	if m == nil {
		return resources.Identity{}
	}
	return m.service.at().Identity("MultipartUpload", "BucketName", m.BucketName, "ObjectKey", m.ObjectKey, "ID", m.ID)
}

// String returns the type and the identifiers of the multipart upload.
func (m *MultipartUpload) String() string { return m.Identity().String() }

// LogValue implements slog.LogValuer.
func (m *MultipartUpload) LogValue() slog.Value { return m.Identity().LogValue() }

func (m *MultipartUpload) check(operation string) error {
	if m == nil {
		return resources.Nil(operation, "MultipartUpload")
	}
	return m.service.at().Check(operation, "BucketName", m.BucketName, "ObjectKey", m.ObjectKey, "ID", m.ID)
}

// Abort aborts the multipart upload (AbortMultipartUpload).
func (m *MultipartUpload) Abort(ctx context.Context, changes ...func(*s3.AbortMultipartUploadInput)) (*s3.AbortMultipartUploadOutput, error) {
	if err := m.check("s3.AbortMultipartUpload"); err != nil {
		return nil, err
	}
	in := &s3.AbortMultipartUploadInput{Bucket: aws.String(m.BucketName), Key: aws.String(m.ObjectKey), UploadId: aws.String(m.ID)}
	return resources.Call(ctx, "s3.AbortMultipartUpload", m.service.abortMultipartUpload, in, changes)
}

// Complete completes the multipart upload (CompleteMultipartUpload) and returns
// the object.
func (m *MultipartUpload) Complete(ctx context.Context, changes ...func(*s3.CompleteMultipartUploadInput)) (*Object, error) {
	if err := m.check("s3.CompleteMultipartUpload"); err != nil {
		return nil, err
	}
	in := &s3.CompleteMultipartUploadInput{Bucket: aws.String(m.BucketName), Key: aws.String(m.ObjectKey), UploadId: aws.String(m.ID)}
	_, err := resources.Call(ctx, "s3.CompleteMultipartUpload", m.service.completeMultipartUpload, in, changes)
	if err != nil {
		return nil, err
	}
	return &Object{node: node{service: m.service}, BucketName: m.BucketName, Key: m.ObjectKey}, nil
}

// Object returns the object of the multipart upload. It makes no request.
func (m *MultipartUpload) Object() *Object {
	return &Object{node: node{service: m.service}, BucketName: m.BucketName, Key: m.ObjectKey}
}

// Part returns the multipart upload part with a part number. It makes no
// request.
func (m *MultipartUpload) Part(partNumber int32) *MultipartUploadPart {
	return &MultipartUploadPart{node: node{service: m.service}, BucketName: m.BucketName, ObjectKey: m.ObjectKey, MultipartUploadID: m.ID, PartNumber: partNumber}
}

// Parts returns the parts of the multipart upload (ListParts).
func (m *MultipartUpload) Parts() *Parts {
	if err := m.check("s3.ListParts"); err != nil {
		return newParts(collections.Refused(err))
	}
	in := &s3.ListPartsInput{Bucket: aws.String(m.BucketName), Key: aws.String(m.ObjectKey), UploadId: aws.String(m.ID)}
	return newParts(collections.Listed(m.service.listParts, in, m.partsOf))
}

func (m *MultipartUpload) partsOf(out *s3.ListPartsOutput) []any {
	count := len(out.Parts)
	all, slab := make([]any, 0, count), make([]MultipartUploadPart, count)
	for n := range out.Parts {
		x := &slab[len(all)]
		x.service, x.BucketName, x.ObjectKey, x.MultipartUploadID, x.PartNumber, x.Data = m.service, m.BucketName, m.ObjectKey, m.ID, aws.ToInt32(out.Parts[n].PartNumber), &out.Parts[n]
		all = append(all, x)
	}
	return all
}

// MultipartUploads is a collection of multipart uploads, as
// ListMultipartUploads lists them. It makes no request until it is ranged over;
// see [collections.View].
type MultipartUploads struct {
	collections.View[*MultipartUploads, *s3.ListMultipartUploadsInput, *MultipartUpload]
}

func newMultipartUploads(e *collections.Erased) *MultipartUploads {
	return &MultipartUploads{collections.ViewOf[*MultipartUploads, *s3.ListMultipartUploadsInput, *MultipartUpload](e)}
}
