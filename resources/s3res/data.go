package s3res

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/resources"
)

// fetch finds the bucket in the listing of buckets, which is the only request
// that gives its time of creation.
func (b *Bucket) fetch(ctx context.Context) (*types.Bucket, error) {
	in := &s3.ListBucketsInput{Prefix: aws.String(b.Name)}
	for {
		out, err := b.service.listBuckets(ctx, in)
		if err != nil {
			return nil, resources.Named(b, err)
		}
		for n := range out.Buckets {
			if aws.ToString(out.Buckets[n].Name) == b.Name {
				return &out.Buckets[n], nil
			}
		}
		if aws.ToString(out.ContinuationToken) == "" {
			return nil, resources.NotFound("s3.ListBuckets", b.Identity())
		}
		in.ContinuationToken = out.ContinuationToken
	}
}

// fetch reads what a listing says of the object from its own metadata.
func (o *Object) fetch(ctx context.Context) (*types.Object, error) {
	out, err := o.service.headObject(ctx, &s3.HeadObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key)})
	if err != nil {
		return nil, resources.Named(o, err)
	}
	class := types.ObjectStorageClass(out.StorageClass)
	if class == "" {
		class = types.ObjectStorageClassStandard // S3 names all classes but this one
	}
	return &types.Object{
		Key: aws.String(o.Key), Size: out.ContentLength, ETag: out.ETag, LastModified: out.LastModified,
		StorageClass: class, ChecksumType: out.ChecksumType,
	}, nil
}

// Size lists the objects and returns the sum of their sizes in bytes. An object
// without Data, as of [Bucket.ObjectsWithKeys], is loaded. For a bucket of many
// millions the metric BucketSizeBytes of CloudWatch is faster; it is up to a day
// old and counts all versions.
func (c *Objects) Size(ctx context.Context) (int64, error) {
	var size int64
	for o, err := range c.All(ctx) {
		if err != nil {
			return 0, err
		}
		if o == nil || o.Data == nil {
			if err := o.Load(ctx); err != nil {
				return 0, err
			}
		}
		size += aws.ToInt64(o.Data.Size)
	}
	return size, nil
}
