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

// Bucket is a bucket of S3. It is identified by its Name.
type Bucket struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Bucket
}

// Bucket returns the bucket with a name. It makes no request, and the bucket
// need not exist.
func (s *S3) Bucket(name string) *Bucket {
	return &Bucket{node: node{service: s}, Name: name}
}

// Identity returns what identifies the bucket. It is comparable, and can be the
// key of a map.
func (b *Bucket) Identity() resources.Identity {
	if b == nil {
		return resources.Identity{}
	}
	return b.service.at().Identity("Bucket", "Name", b.Name)
}

// String returns the type and the identifiers of the bucket.
func (b *Bucket) String() string { return b.Identity().String() }

// LogValue implements slog.LogValuer.
func (b *Bucket) LogValue() slog.Value { return b.Identity().LogValue() }

func (b *Bucket) check(operation string) error {
	if b == nil {
		return resources.Nil(operation, "Bucket")
	}
	return b.service.at().Check(operation, "Name", b.Name)
}

// Load reads Data (ListBuckets), unless it is set and not stale. Concurrent
// calls make one request.
func (b *Bucket) Load(ctx context.Context) error {
	if err := b.check("s3.ListBuckets"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.ListBuckets", &b.state, &b.Data, b.fetch)
}

// Reload reads Data again (ListBuckets).
func (b *Bucket) Reload(ctx context.Context) error {
	if err := b.check("s3.ListBuckets"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.ListBuckets", &b.state, &b.Data, b.fetch)
}

// Create creates the bucket (CreateBucket). Data is stale afterwards.
func (b *Bucket) Create(ctx context.Context, changes ...func(*s3.CreateBucketInput)) (*s3.CreateBucketOutput, error) {
	if err := b.check("s3.CreateBucket"); err != nil {
		return nil, err
	}
	in := &s3.CreateBucketInput{Bucket: aws.String(b.Name)}
	return resources.Act(ctx, &b.state, "s3.CreateBucket", b.service.createBucket, in, changes)
}

// Delete deletes the bucket (DeleteBucket).
func (b *Bucket) Delete(ctx context.Context, changes ...func(*s3.DeleteBucketInput)) (*s3.DeleteBucketOutput, error) {
	if err := b.check("s3.DeleteBucket"); err != nil {
		return nil, err
	}
	in := &s3.DeleteBucketInput{Bucket: aws.String(b.Name)}
	return resources.Act(ctx, &b.state, "s3.DeleteBucket", b.service.deleteBucket, in, changes)
}

// DeleteObjects deletes up to 1,000 objects of the bucket (DeleteObjects).
func (b *Bucket) DeleteObjects(ctx context.Context, delete *types.Delete, changes ...func(*s3.DeleteObjectsInput)) (*s3.DeleteObjectsOutput, error) {
	if err := b.check("s3.DeleteObjects"); err != nil {
		return nil, err
	}
	in := &s3.DeleteObjectsInput{Bucket: aws.String(b.Name), Delete: delete}
	return resources.Call(ctx, "s3.DeleteObjects", b.service.deleteObjects, in, changes)
}

// PutObject writes an object to the bucket (PutObject) and returns it.
func (b *Bucket) PutObject(ctx context.Context, key string, changes ...func(*s3.PutObjectInput)) (*Object, error) {
	if err := b.check("s3.PutObject"); err != nil {
		return nil, err
	}
	in := &s3.PutObjectInput{Bucket: aws.String(b.Name), Key: aws.String(key)}
	_, err := resources.Call(ctx, "s3.PutObject", b.service.putObject, in, changes)
	if err != nil {
		return nil, err
	}
	return &Object{node: node{service: b.service}, BucketName: b.Name, Key: aws.ToString(in.Key)}, nil
}

// Acl returns the bucket ACL. It makes no request.
func (b *Bucket) Acl() *BucketAcl {
	return &BucketAcl{node: node{service: b.service}, BucketName: b.Name}
}

// Cors returns the bucket CORS rules. It makes no request.
func (b *Bucket) Cors() *BucketCors {
	return &BucketCors{node: node{service: b.service}, BucketName: b.Name}
}

// LifecycleConfiguration returns the bucket lifecycle configuration. It makes
// no request.
func (b *Bucket) LifecycleConfiguration() *BucketLifecycleConfiguration {
	return &BucketLifecycleConfiguration{node: node{service: b.service}, BucketName: b.Name}
}

// Logging returns the bucket logging. It makes no request.
func (b *Bucket) Logging() *BucketLogging {
	return &BucketLogging{node: node{service: b.service}, BucketName: b.Name}
}

// Notification returns the bucket notification. It makes no request.
func (b *Bucket) Notification() *BucketNotification {
	return &BucketNotification{node: node{service: b.service}, BucketName: b.Name}
}

// Object returns the object of the bucket with a key. It makes no request.
func (b *Bucket) Object(key string) *Object {
	return &Object{node: node{service: b.service}, BucketName: b.Name, Key: key}
}

// Policy returns the bucket policy. It makes no request.
func (b *Bucket) Policy() *BucketPolicy {
	return &BucketPolicy{node: node{service: b.service}, BucketName: b.Name}
}

// RequestPayment returns the bucket request payment. It makes no request.
func (b *Bucket) RequestPayment() *BucketRequestPayment {
	return &BucketRequestPayment{node: node{service: b.service}, BucketName: b.Name}
}

// Tagging returns the bucket tagging. It makes no request.
func (b *Bucket) Tagging() *BucketTagging {
	return &BucketTagging{node: node{service: b.service}, BucketName: b.Name}
}

// Versioning returns the bucket versioning. It makes no request.
func (b *Bucket) Versioning() *BucketVersioning {
	return &BucketVersioning{node: node{service: b.service}, BucketName: b.Name}
}

// Website returns the bucket website configuration. It makes no request.
func (b *Bucket) Website() *BucketWebsite {
	return &BucketWebsite{node: node{service: b.service}, BucketName: b.Name}
}

// MultipartUploads returns the multipart uploads of the bucket whose keys begin
// with prefix, or all of them if it is "" (ListMultipartUploads).
func (b *Bucket) MultipartUploads(prefix string) *MultipartUploads {
	if err := b.check("s3.ListMultipartUploads"); err != nil {
		return newMultipartUploads(collections.Refused(err))
	}
	in := &s3.ListMultipartUploadsInput{Bucket: aws.String(b.Name), Prefix: resources.Prefix(prefix)}
	return newMultipartUploads(collections.Listed(b.service.listMultipartUploads, in, b.multipartUploadsOf))
}

func (b *Bucket) multipartUploadsOf(out *s3.ListMultipartUploadsOutput) []any {
	count := len(out.Uploads)
	all, slab := make([]any, 0, count), make([]MultipartUpload, count)
	for n := range out.Uploads {
		m := &slab[len(all)]
		m.service, m.BucketName, m.ObjectKey, m.ID, m.Data = b.service, b.Name, aws.ToString(out.Uploads[n].Key), aws.ToString(out.Uploads[n].UploadId), &out.Uploads[n]
		all = append(all, m)
	}
	return all
}

// ObjectVersions returns the object versions of the bucket whose keys begin
// with prefix, or all of them if it is "" (ListObjectVersions).
func (b *Bucket) ObjectVersions(prefix string) *ObjectVersions {
	if err := b.check("s3.ListObjectVersions"); err != nil {
		return newObjectVersions(collections.Refused(err))
	}
	in := &s3.ListObjectVersionsInput{Bucket: aws.String(b.Name), Prefix: resources.Prefix(prefix)}
	return newObjectVersions(collections.Listed(b.service.listObjectVersions, in, b.objectVersionsOf))
}

func (b *Bucket) objectVersionsOf(out *s3.ListObjectVersionsOutput) []any {
	count := len(out.Versions) + len(out.DeleteMarkers)
	all, slab := make([]any, 0, count), make([]ObjectVersion, count)
	for n := range out.Versions {
		o := &slab[len(all)]
		o.service, o.BucketName, o.ObjectKey, o.ID, o.Data = b.service, b.Name, aws.ToString(out.Versions[n].Key), aws.ToString(out.Versions[n].VersionId), &out.Versions[n]
		all = append(all, o)
	}
	for n := range out.DeleteMarkers {
		o := &slab[len(all)]
		o.service, o.BucketName, o.ObjectKey, o.ID, o.DeleteMarker = b.service, b.Name, aws.ToString(out.DeleteMarkers[n].Key), aws.ToString(out.DeleteMarkers[n].VersionId), &out.DeleteMarkers[n]
		all = append(all, o)
	}
	return all
}

// Objects returns the objects of the bucket whose keys begin with prefix, or
// all of them if it is "" (ListObjectsV2).
func (b *Bucket) Objects(prefix string) *Objects {
	if err := b.check("s3.ListObjectsV2"); err != nil {
		return newObjects(collections.Refused(err))
	}
	in := &s3.ListObjectsV2Input{Bucket: aws.String(b.Name), Prefix: resources.Prefix(prefix)}
	return newObjects(collections.Listed(b.service.listObjectsV2, in, b.objectsOf))
}

func (b *Bucket) objectsOf(out *s3.ListObjectsV2Output) []any {
	count := len(out.Contents)
	all, slab := make([]any, 0, count), make([]Object, count)
	for n := range out.Contents {
		o := &slab[len(all)]
		o.service, o.BucketName, o.Key, o.Data = b.service, b.Name, aws.ToString(out.Contents[n].Key), &out.Contents[n]
		all = append(all, o)
	}
	return all
}

// WaitUntilExists waits until the bucket exists (HeadBucket). The options or
// the context must bound the wait.
func (b *Bucket) WaitUntilExists(ctx context.Context, opts waiters.Options) error {
	if err := b.check("s3.BucketExists"); err != nil {
		return err
	}
	api, err := client[s3.HeadBucketAPIClient](b.service, "s3.HeadBucket")
	if err != nil {
		return err
	}
	_, err = waiters.Wait(ctx, s3.NewBucketExistsWaiter(api), &s3.HeadBucketInput{Bucket: aws.String(b.Name)}, opts)
	b.state.Changed()
	return err
}

// WaitUntilNotExists waits until the bucket does not exist (HeadBucket). The
// options or the context must bound the wait.
func (b *Bucket) WaitUntilNotExists(ctx context.Context, opts waiters.Options) error {
	if err := b.check("s3.BucketNotExists"); err != nil {
		return err
	}
	api, err := client[s3.HeadBucketAPIClient](b.service, "s3.HeadBucket")
	if err != nil {
		return err
	}
	_, err = waiters.Wait(ctx, s3.NewBucketNotExistsWaiter(api), &s3.HeadBucketInput{Bucket: aws.String(b.Name)}, opts)
	b.state.Changed()
	return err
}

// Buckets is a collection of buckets, as ListBuckets lists them. It makes no
// request until it is ranged over; see [collections.View].
type Buckets struct {
	collections.View[*Buckets, *s3.ListBucketsInput, *Bucket]
}

func newBuckets(e *collections.Erased) *Buckets {
	return &Buckets{collections.ViewOf[*Buckets, *s3.ListBucketsInput, *Bucket](e)}
}

func (s *S3) bucketsOf(out *s3.ListBucketsOutput) []any {
	count := len(out.Buckets)
	all, slab := make([]any, 0, count), make([]Bucket, count)
	for n := range out.Buckets {
		b := &slab[len(all)]
		b.service, b.Name, b.Data = s, aws.ToString(out.Buckets[n].Name), &out.Buckets[n]
		all = append(all, b)
	}
	return all
}
