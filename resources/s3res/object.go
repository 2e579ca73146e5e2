package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Object is an object in a bucket. It is identified by its BucketName and Key.
type Object struct {
	node
	BucketName string
	Key        string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Object
}

// Object returns the object with these identifiers. It makes no request, and
// the object need not exist.
func (s *S3) Object(bucketName, key string) *Object {
	return &Object{node: node{service: s}, BucketName: bucketName, Key: key}
}

// Identity returns what identifies the object. It is comparable, and can be the
// key of a map.
func (o *Object) Identity() resources.Identity {
	if o == nil {
		return resources.Identity{}
	}
	return o.service.at().Identity("Object", "BucketName", o.BucketName, "Key", o.Key)
}

// String returns the type and the identifiers of the object.
func (o *Object) String() string { return o.Identity().String() }

// LogValue implements slog.LogValuer.
func (o *Object) LogValue() slog.Value { return o.Identity().LogValue() }

func (o *Object) check(operation string) error {
	if o == nil {
		return resources.Nil(operation, "Object")
	}
	return o.service.at().Check(operation, "BucketName", o.BucketName, "Key", o.Key)
}

// Load reads Data (HeadObject), unless it is set and not stale. Concurrent
// calls make one request.
func (o *Object) Load(ctx context.Context) error {
	if err := o.check("s3.HeadObject"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.HeadObject", &o.state, &o.Data, o.fetch)
}

// Reload reads Data again (HeadObject).
func (o *Object) Reload(ctx context.Context) error {
	if err := o.check("s3.HeadObject"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.HeadObject", &o.state, &o.Data, o.fetch)
}

// CopyFrom copies another object to this one (CopyObject). Data is stale
// afterwards.
func (o *Object) CopyFrom(ctx context.Context, copySource string, changes ...func(*s3.CopyObjectInput)) (*s3.CopyObjectOutput, error) {
	if err := o.check("s3.CopyObject"); err != nil {
		return nil, err
	}
	in := &s3.CopyObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key), CopySource: aws.String(copySource)}
	return resources.Act(ctx, &o.state, "s3.CopyObject", o.service.copyObject, in, changes)
}

// Delete deletes the object (DeleteObject).
func (o *Object) Delete(ctx context.Context, changes ...func(*s3.DeleteObjectInput)) (*s3.DeleteObjectOutput, error) {
	if err := o.check("s3.DeleteObject"); err != nil {
		return nil, err
	}
	in := &s3.DeleteObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key)}
	return resources.Act(ctx, &o.state, "s3.DeleteObject", o.service.deleteObject, in, changes)
}

// Get reads the object (GetObject).
func (o *Object) Get(ctx context.Context, changes ...func(*s3.GetObjectInput)) (*s3.GetObjectOutput, error) {
	if err := o.check("s3.GetObject"); err != nil {
		return nil, err
	}
	in := &s3.GetObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key)}
	return resources.Call(ctx, "s3.GetObject", o.service.getObject, in, changes)
}

// Head reads the headers of the object (HeadObject).
func (o *Object) Head(ctx context.Context, changes ...func(*s3.HeadObjectInput)) (*s3.HeadObjectOutput, error) {
	if err := o.check("s3.HeadObject"); err != nil {
		return nil, err
	}
	in := &s3.HeadObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key)}
	return resources.Call(ctx, "s3.HeadObject", o.service.headObject, in, changes)
}

// InitiateMultipartUpload starts a multipart upload of the object
// (CreateMultipartUpload) and returns it. Data is stale afterwards.
func (o *Object) InitiateMultipartUpload(ctx context.Context, changes ...func(*s3.CreateMultipartUploadInput)) (*MultipartUpload, error) {
	if err := o.check("s3.CreateMultipartUpload"); err != nil {
		return nil, err
	}
	in := &s3.CreateMultipartUploadInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key)}
	out, err := resources.Act(ctx, &o.state, "s3.CreateMultipartUpload", o.service.createMultipartUpload, in, changes)
	if err != nil {
		return nil, err
	}
	return &MultipartUpload{node: node{service: o.service}, BucketName: o.BucketName, ObjectKey: o.Key, ID: aws.ToString(out.UploadId)}, nil
}

// Put writes the object (PutObject). Data is stale afterwards.
func (o *Object) Put(ctx context.Context, changes ...func(*s3.PutObjectInput)) (*s3.PutObjectOutput, error) {
	if err := o.check("s3.PutObject"); err != nil {
		return nil, err
	}
	in := &s3.PutObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key)}
	return resources.Act(ctx, &o.state, "s3.PutObject", o.service.putObject, in, changes)
}

// RestoreObject restores the object (RestoreObject). Data is stale afterwards.
func (o *Object) RestoreObject(ctx context.Context, changes ...func(*s3.RestoreObjectInput)) (*s3.RestoreObjectOutput, error) {
	if err := o.check("s3.RestoreObject"); err != nil {
		return nil, err
	}
	in := &s3.RestoreObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key)}
	return resources.Act(ctx, &o.state, "s3.RestoreObject", o.service.restoreObject, in, changes)
}

// Acl returns the object ACL. It makes no request.
func (o *Object) Acl() *ObjectAcl {
	return &ObjectAcl{node: node{service: o.service}, BucketName: o.BucketName, ObjectKey: o.Key}
}

// Bucket returns the bucket of the object. It makes no request.
func (o *Object) Bucket() *Bucket {
	return &Bucket{node: node{service: o.service}, Name: o.BucketName}
}

// MultipartUpload returns the multipart upload of the object with an ID. It
// makes no request.
func (o *Object) MultipartUpload(id string) *MultipartUpload {
	return &MultipartUpload{node: node{service: o.service}, BucketName: o.BucketName, ObjectKey: o.Key, ID: id}
}

// Version returns the object version with an ID. It makes no request.
func (o *Object) Version(id string) *ObjectVersion {
	return &ObjectVersion{node: node{service: o.service}, BucketName: o.BucketName, ObjectKey: o.Key, ID: id}
}

// WaitUntilExists waits until the object exists (HeadObject). The options or
// the context must bound the wait.
func (o *Object) WaitUntilExists(ctx context.Context, opts waiters.Options) error {
	if err := o.check("s3.ObjectExists"); err != nil {
		return err
	}
	api, err := client[s3.HeadObjectAPIClient](o.service, "s3.HeadObject")
	if err != nil {
		return err
	}
	_, err = waiters.Wait(ctx, s3.NewObjectExistsWaiter(api), &s3.HeadObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key)}, opts)
	o.state.Changed()
	return err
}

// WaitUntilNotExists waits until the object does not exist (HeadObject). The
// options or the context must bound the wait.
func (o *Object) WaitUntilNotExists(ctx context.Context, opts waiters.Options) error {
	if err := o.check("s3.ObjectNotExists"); err != nil {
		return err
	}
	api, err := client[s3.HeadObjectAPIClient](o.service, "s3.HeadObject")
	if err != nil {
		return err
	}
	_, err = waiters.Wait(ctx, s3.NewObjectNotExistsWaiter(api), &s3.HeadObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key)}, opts)
	o.state.Changed()
	return err
}

// Objects is a collection of objects, as ListObjectsV2 lists them. It makes no
// request until it is ranged over; see [collections.View].
type Objects struct {
	collections.View[*Objects, *s3.ListObjectsV2Input, *Object]
}

func newObjects(e *collections.Erased) *Objects {
	return &Objects{collections.ViewOf[*Objects, *s3.ListObjectsV2Input, *Object](e)}
}
