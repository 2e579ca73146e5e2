package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/resources"
)

// BucketTagging is the tags of a bucket. It is identified by its BucketName.
type BucketTagging struct {
	node
	BucketName string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *s3.GetBucketTaggingOutput
}

// BucketTagging returns the bucket tagging with a bucket name. It makes no
// request, and the bucket tagging need not exist.
func (s *S3) BucketTagging(bucketName string) *BucketTagging {
	return &BucketTagging{node: node{service: s}, BucketName: bucketName}
}

// Identity returns what identifies the bucket tagging. It is comparable, and
// can be the key of a map.
func (b *BucketTagging) Identity() resources.Identity {
	if b == nil {
		return resources.Identity{}
	}
	return b.service.at().Identity("BucketTagging", "BucketName", b.BucketName)
}

// String returns the type and the identifiers of the bucket tagging.
func (b *BucketTagging) String() string { return b.Identity().String() }

// LogValue implements slog.LogValuer.
func (b *BucketTagging) LogValue() slog.Value { return b.Identity().LogValue() }

func (b *BucketTagging) check(operation string) error {
	if b == nil {
		return resources.Nil(operation, "BucketTagging")
	}
	return b.service.at().Check(operation, "BucketName", b.BucketName)
}

// Load reads Data (GetBucketTagging), unless it is set and not stale.
// Concurrent calls make one request.
func (b *BucketTagging) Load(ctx context.Context) error {
	if err := b.check("s3.GetBucketTagging"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.GetBucketTagging", &b.state, &b.Data, b.fetch)
}

// Reload reads Data again (GetBucketTagging).
func (b *BucketTagging) Reload(ctx context.Context) error {
	if err := b.check("s3.GetBucketTagging"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.GetBucketTagging", &b.state, &b.Data, b.fetch)
}

func (b *BucketTagging) fetch(ctx context.Context) (*s3.GetBucketTaggingOutput, error) {
	return b.service.getBucketTagging(ctx, &s3.GetBucketTaggingInput{Bucket: aws.String(b.BucketName)})
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (b *BucketTagging) Tags() map[string]string {
	if b == nil || b.Data == nil {
		return nil
	}
	return tagMap(b.Data.TagSet)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (b *BucketTagging) Tag(key string) string {
	if b == nil || b.Data == nil {
		return ""
	}
	return tagValue(b.Data.TagSet, key)
}

// Delete deletes the bucket tagging (DeleteBucketTagging).
func (b *BucketTagging) Delete(ctx context.Context, changes ...func(*s3.DeleteBucketTaggingInput)) (*s3.DeleteBucketTaggingOutput, error) {
	if err := b.check("s3.DeleteBucketTagging"); err != nil {
		return nil, err
	}
	in := &s3.DeleteBucketTaggingInput{Bucket: aws.String(b.BucketName)}
	return resources.Act(ctx, &b.state, "s3.DeleteBucketTagging", b.service.deleteBucketTagging, in, changes)
}

// Put sets the bucket tagging (PutBucketTagging). Data is stale afterwards.
func (b *BucketTagging) Put(ctx context.Context, tagging *types.Tagging, changes ...func(*s3.PutBucketTaggingInput)) (*s3.PutBucketTaggingOutput, error) {
	if err := b.check("s3.PutBucketTagging"); err != nil {
		return nil, err
	}
	in := &s3.PutBucketTaggingInput{Bucket: aws.String(b.BucketName), Tagging: tagging}
	return resources.Act(ctx, &b.state, "s3.PutBucketTagging", b.service.putBucketTagging, in, changes)
}

// Bucket returns the bucket. It makes no request.
func (b *BucketTagging) Bucket() *Bucket {
	return &Bucket{node: node{service: b.service}, Name: b.BucketName}
}
