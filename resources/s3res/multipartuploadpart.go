package s3res

import (
	"context"
	"log/slog"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// MultipartUploadPart is a part of a multipart upload. It is identified by its
// BucketName, ObjectKey, MultipartUploadID and PartNumber.
type MultipartUploadPart struct {
	node
	BucketName        string
	ObjectKey         string
	MultipartUploadID string
	PartNumber        int32

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.Part
}

// MultipartUploadPart returns the multipart upload part with these identifiers.
// It makes no request, and the multipart upload part need not exist.
func (s *S3) MultipartUploadPart(bucketName, objectKey, multipartUploadID string, partNumber int32) *MultipartUploadPart {
	return &MultipartUploadPart{node: node{service: s}, BucketName: bucketName, ObjectKey: objectKey, MultipartUploadID: multipartUploadID, PartNumber: partNumber}
}

// Identity returns what identifies the multipart upload part. It is comparable,
// and can be the key of a map.
func (m *MultipartUploadPart) Identity() resources.Identity {
	if m == nil {
		return resources.Identity{}
	}
	return m.service.at().Identity("MultipartUploadPart", "BucketName", m.BucketName, "ObjectKey", m.ObjectKey, "MultipartUploadID", m.MultipartUploadID, "PartNumber", strconv.Itoa(int(m.PartNumber)))
}

// String returns the type and the identifiers of the multipart upload part.
func (m *MultipartUploadPart) String() string { return m.Identity().String() }

// LogValue implements slog.LogValuer.
func (m *MultipartUploadPart) LogValue() slog.Value { return m.Identity().LogValue() }

func (m *MultipartUploadPart) check(operation string) error {
	if m == nil {
		return resources.Nil(operation, "MultipartUploadPart")
	}
	return m.service.at().Check(operation, "BucketName", m.BucketName, "ObjectKey", m.ObjectKey, "MultipartUploadID", m.MultipartUploadID, "PartNumber", strconv.Itoa(int(m.PartNumber)))
}

// CopyFrom copies an object into the part (UploadPartCopy).
func (m *MultipartUploadPart) CopyFrom(ctx context.Context, copySource string, changes ...func(*s3.UploadPartCopyInput)) (*s3.UploadPartCopyOutput, error) {
	if err := m.check("s3.UploadPartCopy"); err != nil {
		return nil, err
	}
	in := &s3.UploadPartCopyInput{Bucket: aws.String(m.BucketName), Key: aws.String(m.ObjectKey), UploadId: aws.String(m.MultipartUploadID), PartNumber: aws.Int32(m.PartNumber), CopySource: aws.String(copySource)}
	return resources.Call(ctx, "s3.UploadPartCopy", m.service.uploadPartCopy, in, changes)
}

// Upload uploads the part (UploadPart).
func (m *MultipartUploadPart) Upload(ctx context.Context, changes ...func(*s3.UploadPartInput)) (*s3.UploadPartOutput, error) {
	if err := m.check("s3.UploadPart"); err != nil {
		return nil, err
	}
	in := &s3.UploadPartInput{Bucket: aws.String(m.BucketName), Key: aws.String(m.ObjectKey), UploadId: aws.String(m.MultipartUploadID), PartNumber: aws.Int32(m.PartNumber)}
	return resources.Call(ctx, "s3.UploadPart", m.service.uploadPart, in, changes)
}

// MultipartUpload returns the multipart upload. It makes no request.
func (m *MultipartUploadPart) MultipartUpload() *MultipartUpload {
	return &MultipartUpload{node: node{service: m.service}, BucketName: m.BucketName, ObjectKey: m.ObjectKey, ID: m.MultipartUploadID}
}

// Parts is a collection of multipart upload parts, as ListParts lists them. It
// makes no request until it is ranged over; see [collections.View].
type Parts struct {
	collections.View[*Parts, *s3.ListPartsInput, *MultipartUploadPart]
}

func newParts(e *collections.Erased) *Parts {
	return &Parts{collections.ViewOf[*Parts, *s3.ListPartsInput, *MultipartUploadPart](e)}
}
