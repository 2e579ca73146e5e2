package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/resources"
)

// BucketVersioning says whether a bucket keeps the versions of its objects. It
// is identified by its BucketName.
type BucketVersioning struct {
	node
	BucketName string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *s3.GetBucketVersioningOutput
}

// BucketVersioning returns the bucket versioning with a bucket name. It makes
// no request, and the bucket versioning need not exist.
func (s *S3) BucketVersioning(bucketName string) *BucketVersioning {
	return &BucketVersioning{node: node{service: s}, BucketName: bucketName}
}

// Identity returns what identifies the bucket versioning. It is comparable, and
// can be the key of a map.
func (b *BucketVersioning) Identity() resources.Identity {
	if b == nil {
		return resources.Identity{}
	}
	return b.service.at().Identity("BucketVersioning", "BucketName", b.BucketName)
}

// String returns the type and the identifiers of the bucket versioning.
func (b *BucketVersioning) String() string { return b.Identity().String() }

// LogValue implements slog.LogValuer.
func (b *BucketVersioning) LogValue() slog.Value { return b.Identity().LogValue() }

func (b *BucketVersioning) check(operation string) error {
	if b == nil {
		return resources.Nil(operation, "BucketVersioning")
	}
	return b.service.at().Check(operation, "BucketName", b.BucketName)
}

// Load reads Data (GetBucketVersioning), unless it is set and not stale.
// Concurrent calls make one request.
func (b *BucketVersioning) Load(ctx context.Context) error {
	if err := b.check("s3.GetBucketVersioning"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.GetBucketVersioning", &b.state, &b.Data, b.fetch)
}

// Reload reads Data again (GetBucketVersioning).
func (b *BucketVersioning) Reload(ctx context.Context) error {
	if err := b.check("s3.GetBucketVersioning"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.GetBucketVersioning", &b.state, &b.Data, b.fetch)
}

func (b *BucketVersioning) fetch(ctx context.Context) (*s3.GetBucketVersioningOutput, error) {
	return b.service.getBucketVersioning(ctx, &s3.GetBucketVersioningInput{Bucket: aws.String(b.BucketName)})
}

// Enable turns on versioning of the bucket (PutBucketVersioning). Data is stale
// afterwards.
func (b *BucketVersioning) Enable(ctx context.Context, changes ...func(*s3.PutBucketVersioningInput)) (*s3.PutBucketVersioningOutput, error) {
	if err := b.check("s3.PutBucketVersioning"); err != nil {
		return nil, err
	}
	in := &s3.PutBucketVersioningInput{Bucket: aws.String(b.BucketName), VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}}
	return resources.Act(ctx, &b.state, "s3.PutBucketVersioning", b.service.putBucketVersioning, in, changes)
}

// Put sets the bucket versioning (PutBucketVersioning). Data is stale
// afterwards.
func (b *BucketVersioning) Put(ctx context.Context, versioningConfiguration *types.VersioningConfiguration, changes ...func(*s3.PutBucketVersioningInput)) (*s3.PutBucketVersioningOutput, error) {
	if err := b.check("s3.PutBucketVersioning"); err != nil {
		return nil, err
	}
	in := &s3.PutBucketVersioningInput{Bucket: aws.String(b.BucketName), VersioningConfiguration: versioningConfiguration}
	return resources.Act(ctx, &b.state, "s3.PutBucketVersioning", b.service.putBucketVersioning, in, changes)
}

// Suspend suspends versioning of the bucket (PutBucketVersioning). Data is
// stale afterwards.
func (b *BucketVersioning) Suspend(ctx context.Context, changes ...func(*s3.PutBucketVersioningInput)) (*s3.PutBucketVersioningOutput, error) {
	if err := b.check("s3.PutBucketVersioning"); err != nil {
		return nil, err
	}
	in := &s3.PutBucketVersioningInput{Bucket: aws.String(b.BucketName), VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusSuspended}}
	return resources.Act(ctx, &b.state, "s3.PutBucketVersioning", b.service.putBucketVersioning, in, changes)
}

// Bucket returns the bucket. It makes no request.
func (b *BucketVersioning) Bucket() *Bucket {
	return &Bucket{node: node{service: b.service}, Name: b.BucketName}
}
