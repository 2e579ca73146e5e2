package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/resources"
)

// BucketLogging says where S3 logs the requests to a bucket. It is identified
// by its BucketName.
type BucketLogging struct {
	node
	BucketName string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *s3.GetBucketLoggingOutput
}

// BucketLogging returns the bucket logging with a bucket name. It makes no
// request, and the bucket logging need not exist.
func (s *S3) BucketLogging(bucketName string) *BucketLogging {
	return &BucketLogging{node: node{service: s}, BucketName: bucketName}
}

// Identity returns what identifies the bucket logging. It is comparable, and
// can be the key of a map.
func (b *BucketLogging) Identity() resources.Identity {
	if b == nil {
		return resources.Identity{}
	}
	return b.service.at().Identity("BucketLogging", "BucketName", b.BucketName)
}

// String returns the type and the identifiers of the bucket logging.
func (b *BucketLogging) String() string { return b.Identity().String() }

// LogValue implements slog.LogValuer.
func (b *BucketLogging) LogValue() slog.Value { return b.Identity().LogValue() }

func (b *BucketLogging) check(operation string) error {
	if b == nil {
		return resources.Nil(operation, "BucketLogging")
	}
	return b.service.at().Check(operation, "BucketName", b.BucketName)
}

// Load reads Data (GetBucketLogging), unless it is set and not stale.
// Concurrent calls make one request.
func (b *BucketLogging) Load(ctx context.Context) error {
	if err := b.check("s3.GetBucketLogging"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.GetBucketLogging", &b.state, &b.Data, b.fetch)
}

// Reload reads Data again (GetBucketLogging).
func (b *BucketLogging) Reload(ctx context.Context) error {
	if err := b.check("s3.GetBucketLogging"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.GetBucketLogging", &b.state, &b.Data, b.fetch)
}

func (b *BucketLogging) fetch(ctx context.Context) (*s3.GetBucketLoggingOutput, error) {
	return b.service.getBucketLogging(ctx, &s3.GetBucketLoggingInput{Bucket: aws.String(b.BucketName)})
}

// Put sets the bucket logging (PutBucketLogging). Data is stale afterwards.
func (b *BucketLogging) Put(ctx context.Context, bucketLoggingStatus *types.BucketLoggingStatus, changes ...func(*s3.PutBucketLoggingInput)) (*s3.PutBucketLoggingOutput, error) {
	if err := b.check("s3.PutBucketLogging"); err != nil {
		return nil, err
	}
	in := &s3.PutBucketLoggingInput{Bucket: aws.String(b.BucketName), BucketLoggingStatus: bucketLoggingStatus}
	return resources.Act(ctx, &b.state, "s3.PutBucketLogging", b.service.putBucketLogging, in, changes)
}

// Bucket returns the bucket. It makes no request.
func (b *BucketLogging) Bucket() *Bucket {
	return &Bucket{node: node{service: b.service}, Name: b.BucketName}
}
