package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awsessentials/essentials/resources"
)

// BucketPolicy is the policy of a bucket. It is identified by its BucketName.
type BucketPolicy struct {
	node
	BucketName string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *s3.GetBucketPolicyOutput
}

// BucketPolicy returns the bucket policy with a bucket name. It makes no
// request, and the bucket policy need not exist.
func (s *S3) BucketPolicy(bucketName string) *BucketPolicy {
	return &BucketPolicy{node: node{service: s}, BucketName: bucketName}
}

// Identity returns what identifies the bucket policy. It is comparable, and can
// be the key of a map.
func (b *BucketPolicy) Identity() resources.Identity {
	if b == nil {
		return resources.Identity{}
	}
	return b.service.at().Identity("BucketPolicy", "BucketName", b.BucketName)
}

// String returns the type and the identifiers of the bucket policy.
func (b *BucketPolicy) String() string { return b.Identity().String() }

// LogValue implements slog.LogValuer.
func (b *BucketPolicy) LogValue() slog.Value { return b.Identity().LogValue() }

func (b *BucketPolicy) check(operation string) error {
	if b == nil {
		return resources.Nil(operation, "BucketPolicy")
	}
	return b.service.at().Check(operation, "BucketName", b.BucketName)
}

// Load reads Data (GetBucketPolicy), unless it is set and not stale. Concurrent
// calls make one request.
func (b *BucketPolicy) Load(ctx context.Context) error {
	if err := b.check("s3.GetBucketPolicy"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.GetBucketPolicy", &b.state, &b.Data, b.fetch)
}

// Reload reads Data again (GetBucketPolicy).
func (b *BucketPolicy) Reload(ctx context.Context) error {
	if err := b.check("s3.GetBucketPolicy"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.GetBucketPolicy", &b.state, &b.Data, b.fetch)
}

func (b *BucketPolicy) fetch(ctx context.Context) (*s3.GetBucketPolicyOutput, error) {
	return b.service.getBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: aws.String(b.BucketName)})
}

// Delete deletes the bucket policy (DeleteBucketPolicy).
func (b *BucketPolicy) Delete(ctx context.Context, changes ...func(*s3.DeleteBucketPolicyInput)) (*s3.DeleteBucketPolicyOutput, error) {
	if err := b.check("s3.DeleteBucketPolicy"); err != nil {
		return nil, err
	}
	in := &s3.DeleteBucketPolicyInput{Bucket: aws.String(b.BucketName)}
	return resources.Act(ctx, &b.state, "s3.DeleteBucketPolicy", b.service.deleteBucketPolicy, in, changes)
}

// Put sets the bucket policy (PutBucketPolicy). Data is stale afterwards.
func (b *BucketPolicy) Put(ctx context.Context, policy string, changes ...func(*s3.PutBucketPolicyInput)) (*s3.PutBucketPolicyOutput, error) {
	if err := b.check("s3.PutBucketPolicy"); err != nil {
		return nil, err
	}
	in := &s3.PutBucketPolicyInput{Bucket: aws.String(b.BucketName), Policy: aws.String(policy)}
	return resources.Act(ctx, &b.state, "s3.PutBucketPolicy", b.service.putBucketPolicy, in, changes)
}

// Bucket returns the bucket. It makes no request.
func (b *BucketPolicy) Bucket() *Bucket {
	return &Bucket{node: node{service: b.service}, Name: b.BucketName}
}
