package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awsessentials/essentials/resources"
)

// BucketLifecycleConfiguration says when objects of a bucket expire, or move to
// another storage class. It is identified by its BucketName.
type BucketLifecycleConfiguration struct {
	node
	BucketName string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *s3.GetBucketLifecycleConfigurationOutput
}

// BucketLifecycleConfiguration returns the bucket lifecycle configuration with
// a bucket name. It makes no request, and the bucket lifecycle configuration
// need not exist.
func (s *S3) BucketLifecycleConfiguration(bucketName string) *BucketLifecycleConfiguration {
	return &BucketLifecycleConfiguration{node: node{service: s}, BucketName: bucketName}
}

// Identity returns what identifies the bucket lifecycle configuration. It is
// comparable, and can be the key of a map.
func (b *BucketLifecycleConfiguration) Identity() resources.Identity {
	if b == nil {
		return resources.Identity{}
	}
	return b.service.at().Identity("BucketLifecycleConfiguration", "BucketName", b.BucketName)
}

// String returns the type and the identifiers of the bucket lifecycle
// configuration.
func (b *BucketLifecycleConfiguration) String() string { return b.Identity().String() }

// LogValue implements slog.LogValuer.
func (b *BucketLifecycleConfiguration) LogValue() slog.Value { return b.Identity().LogValue() }

func (b *BucketLifecycleConfiguration) check(operation string) error {
	if b == nil {
		return resources.Nil(operation, "BucketLifecycleConfiguration")
	}
	return b.service.at().Check(operation, "BucketName", b.BucketName)
}

// Load reads Data (GetBucketLifecycleConfiguration), unless it is set and not
// stale. Concurrent calls make one request.
func (b *BucketLifecycleConfiguration) Load(ctx context.Context) error {
	if err := b.check("s3.GetBucketLifecycleConfiguration"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.GetBucketLifecycleConfiguration", &b.state, &b.Data, b.fetch)
}

// Reload reads Data again (GetBucketLifecycleConfiguration).
func (b *BucketLifecycleConfiguration) Reload(ctx context.Context) error {
	if err := b.check("s3.GetBucketLifecycleConfiguration"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.GetBucketLifecycleConfiguration", &b.state, &b.Data, b.fetch)
}

func (b *BucketLifecycleConfiguration) fetch(ctx context.Context) (*s3.GetBucketLifecycleConfigurationOutput, error) {
	return b.service.getBucketLifecycleConfiguration(ctx, &s3.GetBucketLifecycleConfigurationInput{Bucket: aws.String(b.BucketName)})
}

// Delete deletes the bucket lifecycle configuration (DeleteBucketLifecycle).
func (b *BucketLifecycleConfiguration) Delete(ctx context.Context, changes ...func(*s3.DeleteBucketLifecycleInput)) (*s3.DeleteBucketLifecycleOutput, error) {
	if err := b.check("s3.DeleteBucketLifecycle"); err != nil {
		return nil, err
	}
	in := &s3.DeleteBucketLifecycleInput{Bucket: aws.String(b.BucketName)}
	return resources.Act(ctx, &b.state, "s3.DeleteBucketLifecycle", b.service.deleteBucketLifecycle, in, changes)
}

// Put sets the bucket lifecycle configuration
// (PutBucketLifecycleConfiguration). Data is stale afterwards.
func (b *BucketLifecycleConfiguration) Put(ctx context.Context, changes ...func(*s3.PutBucketLifecycleConfigurationInput)) (*s3.PutBucketLifecycleConfigurationOutput, error) {
	if err := b.check("s3.PutBucketLifecycleConfiguration"); err != nil {
		return nil, err
	}
	in := &s3.PutBucketLifecycleConfigurationInput{Bucket: aws.String(b.BucketName)}
	return resources.Act(ctx, &b.state, "s3.PutBucketLifecycleConfiguration", b.service.putBucketLifecycleConfiguration, in, changes)
}

// Bucket returns the bucket. It makes no request.
func (b *BucketLifecycleConfiguration) Bucket() *Bucket {
	return &Bucket{node: node{service: b.service}, Name: b.BucketName}
}
