package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/resources"
)

// BucketWebsite says how a bucket is served as a website. It is identified by
// its BucketName.
type BucketWebsite struct {
	node
	BucketName string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *s3.GetBucketWebsiteOutput
}

// BucketWebsite returns the bucket website configuration with a bucket name. It
// makes no request, and the bucket website configuration need not exist.
func (s *S3) BucketWebsite(bucketName string) *BucketWebsite {
	return &BucketWebsite{node: node{service: s}, BucketName: bucketName}
}

// Identity returns what identifies the bucket website configuration. It is
// comparable, and can be the key of a map.
func (b *BucketWebsite) Identity() resources.Identity {
	if b == nil {
		return resources.Identity{}
	}
	return b.service.at().Identity("BucketWebsite", "BucketName", b.BucketName)
}

// String returns the type and the identifiers of the bucket website
// configuration.
func (b *BucketWebsite) String() string { return b.Identity().String() }

// LogValue implements slog.LogValuer.
func (b *BucketWebsite) LogValue() slog.Value { return b.Identity().LogValue() }

func (b *BucketWebsite) check(operation string) error {
	if b == nil {
		return resources.Nil(operation, "BucketWebsite")
	}
	return b.service.at().Check(operation, "BucketName", b.BucketName)
}

// Load reads Data (GetBucketWebsite), unless it is set and not stale.
// Concurrent calls make one request.
func (b *BucketWebsite) Load(ctx context.Context) error {
	if err := b.check("s3.GetBucketWebsite"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.GetBucketWebsite", &b.state, &b.Data, b.fetch)
}

// Reload reads Data again (GetBucketWebsite).
func (b *BucketWebsite) Reload(ctx context.Context) error {
	if err := b.check("s3.GetBucketWebsite"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.GetBucketWebsite", &b.state, &b.Data, b.fetch)
}

func (b *BucketWebsite) fetch(ctx context.Context) (*s3.GetBucketWebsiteOutput, error) {
	return b.service.getBucketWebsite(ctx, &s3.GetBucketWebsiteInput{Bucket: aws.String(b.BucketName)})
}

// Delete deletes the bucket website configuration (DeleteBucketWebsite).
func (b *BucketWebsite) Delete(ctx context.Context, changes ...func(*s3.DeleteBucketWebsiteInput)) (*s3.DeleteBucketWebsiteOutput, error) {
	if err := b.check("s3.DeleteBucketWebsite"); err != nil {
		return nil, err
	}
	in := &s3.DeleteBucketWebsiteInput{Bucket: aws.String(b.BucketName)}
	return resources.Act(ctx, &b.state, "s3.DeleteBucketWebsite", b.service.deleteBucketWebsite, in, changes)
}

// Put sets the bucket website configuration (PutBucketWebsite). Data is stale
// afterwards.
func (b *BucketWebsite) Put(ctx context.Context, websiteConfiguration *types.WebsiteConfiguration, changes ...func(*s3.PutBucketWebsiteInput)) (*s3.PutBucketWebsiteOutput, error) {
	if err := b.check("s3.PutBucketWebsite"); err != nil {
		return nil, err
	}
	in := &s3.PutBucketWebsiteInput{Bucket: aws.String(b.BucketName), WebsiteConfiguration: websiteConfiguration}
	return resources.Act(ctx, &b.state, "s3.PutBucketWebsite", b.service.putBucketWebsite, in, changes)
}

// Bucket returns the bucket. It makes no request.
func (b *BucketWebsite) Bucket() *Bucket {
	return &Bucket{node: node{service: b.service}, Name: b.BucketName}
}
