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

// ObjectVersion is a version of an object, or a delete marker, which a deletion
// leaves in a bucket with versions. It is identified by its BucketName,
// ObjectKey and ID.
type ObjectVersion struct {
	node
	BucketName string
	ObjectKey  string
	ID         string

	// Data is set by a listing or an action; otherwise it is nil.
	Data         *types.ObjectVersion
	DeleteMarker *types.DeleteMarkerEntry // instead of Data, where the listing gave one
}

// ObjectVersion returns the object version with these identifiers. It makes no
// request, and the object version need not exist.
func (s *S3) ObjectVersion(bucketName, objectKey, id string) *ObjectVersion {
	return &ObjectVersion{node: node{service: s}, BucketName: bucketName, ObjectKey: objectKey, ID: id}
}

// Identity returns what identifies the object version. It is comparable, and
// can be the key of a map.
func (o *ObjectVersion) Identity() resources.Identity {
	if o == nil {
		return resources.Identity{}
	}
	return o.service.at().Identity("ObjectVersion", "BucketName", o.BucketName, "ObjectKey", o.ObjectKey, "ID", o.ID)
}

// String returns the type and the identifiers of the object version.
func (o *ObjectVersion) String() string { return o.Identity().String() }

// LogValue implements slog.LogValuer.
func (o *ObjectVersion) LogValue() slog.Value { return o.Identity().LogValue() }

func (o *ObjectVersion) check(operation string) error {
	if o == nil {
		return resources.Nil(operation, "ObjectVersion")
	}
	return o.service.at().Check(operation, "BucketName", o.BucketName, "ObjectKey", o.ObjectKey, "ID", o.ID)
}

// Delete deletes the object version (DeleteObject).
func (o *ObjectVersion) Delete(ctx context.Context, changes ...func(*s3.DeleteObjectInput)) (*s3.DeleteObjectOutput, error) {
	if err := o.check("s3.DeleteObject"); err != nil {
		return nil, err
	}
	in := &s3.DeleteObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.ObjectKey), VersionId: aws.String(o.ID)}
	return resources.Call(ctx, "s3.DeleteObject", o.service.deleteObject, in, changes)
}

// Get reads the object version (GetObject).
func (o *ObjectVersion) Get(ctx context.Context, changes ...func(*s3.GetObjectInput)) (*s3.GetObjectOutput, error) {
	if err := o.check("s3.GetObject"); err != nil {
		return nil, err
	}
	in := &s3.GetObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.ObjectKey), VersionId: aws.String(o.ID)}
	return resources.Call(ctx, "s3.GetObject", o.service.getObject, in, changes)
}

// Head reads the headers of the object version (HeadObject).
func (o *ObjectVersion) Head(ctx context.Context, changes ...func(*s3.HeadObjectInput)) (*s3.HeadObjectOutput, error) {
	if err := o.check("s3.HeadObject"); err != nil {
		return nil, err
	}
	in := &s3.HeadObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.ObjectKey), VersionId: aws.String(o.ID)}
	return resources.Call(ctx, "s3.HeadObject", o.service.headObject, in, changes)
}

// Object returns the object. It makes no request.
func (o *ObjectVersion) Object() *Object {
	return &Object{node: node{service: o.service}, BucketName: o.BucketName, Key: o.ObjectKey}
}

// ObjectVersions is a collection of object versions, as ListObjectVersions
// lists them. It makes no request until it is ranged over; see
// [collections.View].
type ObjectVersions struct {
	collections.View[*ObjectVersions, *s3.ListObjectVersionsInput, *ObjectVersion]
}

func newObjectVersions(e *collections.Erased) *ObjectVersions {
	return &ObjectVersions{collections.ViewOf[*ObjectVersions, *s3.ListObjectVersionsInput, *ObjectVersion](e)}
}
