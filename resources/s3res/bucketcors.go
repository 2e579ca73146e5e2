package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/resources"
)

// BucketCors says which pages of other origins may use a bucket. It is
// identified by its BucketName.
type BucketCors struct {
	node
	BucketName string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *s3.GetBucketCorsOutput
}

// BucketCors returns the bucket CORS rules with a bucket name. It makes no
// request, and the bucket CORS rules need not exist.
func (s *S3) BucketCors(bucketName string) *BucketCors {
	return &BucketCors{node: node{service: s}, BucketName: bucketName}
}

// Identity returns what identifies the bucket CORS rules. It is comparable, and
// can be the key of a map.
func (b *BucketCors) Identity() resources.Identity {
	if b == nil {
		return resources.Identity{}
	}
	return b.service.at().Identity("BucketCors", "BucketName", b.BucketName)
}

// String returns the type and the identifiers of the bucket CORS rules.
func (b *BucketCors) String() string { return b.Identity().String() }

// LogValue implements slog.LogValuer.
func (b *BucketCors) LogValue() slog.Value { return b.Identity().LogValue() }

func (b *BucketCors) check(operation string) error {
	if b == nil {
		return resources.Nil(operation, "BucketCors")
	}
	return b.service.at().Check(operation, "BucketName", b.BucketName)
}

// Load reads Data (GetBucketCors), unless it is set and not stale. Concurrent
// calls make one request.
func (b *BucketCors) Load(ctx context.Context) error {
	if err := b.check("s3.GetBucketCors"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.GetBucketCors", &b.state, &b.Data, b.fetch)
}

// Reload reads Data again (GetBucketCors).
func (b *BucketCors) Reload(ctx context.Context) error {
	if err := b.check("s3.GetBucketCors"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.GetBucketCors", &b.state, &b.Data, b.fetch)
}

func (b *BucketCors) fetch(ctx context.Context) (*s3.GetBucketCorsOutput, error) {
	return b.service.getBucketCors(ctx, &s3.GetBucketCorsInput{Bucket: aws.String(b.BucketName)})
}

// Delete deletes the bucket CORS rules (DeleteBucketCors).
func (b *BucketCors) Delete(ctx context.Context, changes ...func(*s3.DeleteBucketCorsInput)) (*s3.DeleteBucketCorsOutput, error) {
	if err := b.check("s3.DeleteBucketCors"); err != nil {
		return nil, err
	}
	in := &s3.DeleteBucketCorsInput{Bucket: aws.String(b.BucketName)}
	return resources.Act(ctx, &b.state, "s3.DeleteBucketCors", b.service.deleteBucketCors, in, changes)
}

// Put sets the bucket CORS rules (PutBucketCors). Data is stale afterwards.
func (b *BucketCors) Put(ctx context.Context, corsConfiguration *types.CORSConfiguration, changes ...func(*s3.PutBucketCorsInput)) (*s3.PutBucketCorsOutput, error) {
	if err := b.check("s3.PutBucketCors"); err != nil {
		return nil, err
	}
	in := &s3.PutBucketCorsInput{Bucket: aws.String(b.BucketName), CORSConfiguration: corsConfiguration}
	return resources.Act(ctx, &b.state, "s3.PutBucketCors", b.service.putBucketCors, in, changes)
}

// Bucket returns the bucket. It makes no request.
func (b *BucketCors) Bucket() *Bucket {
	return &Bucket{node: node{service: b.service}, Name: b.BucketName}
}
