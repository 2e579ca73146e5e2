package s3res

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources"
)

// Region returns the region of the bucket. S3 refuses most requests to another
// one; open the bucket there:
//
//	region, err := bucket.Region(ctx)
//	bucket = s3res.Open(sess.In(region)).Bucket(bucket.Name)
//
// It makes a request (HeadBucket), unless Data has the region: a listing gives it
// if it was asked for anything, such as a page size. S3 says it also to those
// who may not read the bucket.
func (b *Bucket) Region(ctx context.Context) (string, error) {
	const operation = "s3.HeadBucket"
	if err := b.check(operation); err != nil {
		return "", err
	}
	if b.Data != nil && aws.ToString(b.Data.BucketRegion) != "" {
		return *b.Data.BucketRegion, nil
	}
	api, err := client[s3.HeadBucketAPIClient](b.service, operation)
	if err != nil {
		return "", err
	}
	head := func(ctx context.Context, in *s3.HeadBucketInput) (*s3.HeadBucketOutput, error) {
		return api.HeadBucket(ctx, in)
	}
	out, err := resources.Call(ctx, operation, head, &s3.HeadBucketInput{Bucket: aws.String(b.Name)}, nil)
	if err == nil && aws.ToString(out.BucketRegion) != "" {
		return *out.BucketRegion, nil
	}
	var refused *smithyhttp.ResponseError
	if errors.As(err, &refused) && refused.Response != nil {
		if region := refused.Response.Header.Get("X-Amz-Bucket-Region"); region != "" {
			return region, nil
		}
	}
	if err == nil {
		err = resources.Without(operation, "BucketRegion")
	}
	return "", resources.Named(b, err)
}

// PublicAccessBlocked reports whether the bucket blocks all public access by
// itself: all four settings of GetPublicAccessBlock are on. Where it is false,
// those of the account or the organization may still block it, and nothing says
// that the bucket is public.
func (b *Bucket) PublicAccessBlocked(ctx context.Context) (bool, error) {
	const operation = "s3.GetPublicAccessBlock"
	if err := b.check(operation); err != nil {
		return false, err
	}
	api, err := client[interface {
		GetPublicAccessBlock(context.Context, *s3.GetPublicAccessBlockInput, ...func(*s3.Options)) (*s3.GetPublicAccessBlockOutput, error)
	}](b.service, operation)
	if err != nil {
		return false, err
	}
	get := func(ctx context.Context, in *s3.GetPublicAccessBlockInput) (*s3.GetPublicAccessBlockOutput, error) {
		return api.GetPublicAccessBlock(ctx, in)
	}
	out, err := resources.Call(ctx, operation, get, &s3.GetPublicAccessBlockInput{Bucket: aws.String(b.Name)}, nil)
	if awserr.Is(err, "NoSuchPublicAccessBlockConfiguration") {
		return false, nil
	}
	if err != nil || out.PublicAccessBlockConfiguration == nil {
		return false, resources.Named(b, err)
	}
	c := out.PublicAccessBlockConfiguration
	return aws.ToBool(c.BlockPublicAcls) && aws.ToBool(c.IgnorePublicAcls) && aws.ToBool(c.BlockPublicPolicy) && aws.ToBool(c.RestrictPublicBuckets), nil
}
