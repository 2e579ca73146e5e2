package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awsessentials/essentials/resources"
)

// BucketAcl is the access control list of a bucket. Buckets do not use theirs
// unless they were made so: policies decide. It is identified by its
// BucketName.
type BucketAcl struct {
	node
	BucketName string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *s3.GetBucketAclOutput
}

// BucketAcl returns the bucket ACL with a bucket name. It makes no request, and
// the bucket ACL need not exist.
func (s *S3) BucketAcl(bucketName string) *BucketAcl {
	return &BucketAcl{node: node{service: s}, BucketName: bucketName}
}

// Identity returns what identifies the bucket ACL. It is comparable, and can be
// the key of a map.
func (b *BucketAcl) Identity() resources.Identity {
	if b == nil {
		return resources.Identity{}
	}
	return b.service.at().Identity("BucketAcl", "BucketName", b.BucketName)
}

// String returns the type and the identifiers of the bucket ACL.
func (b *BucketAcl) String() string { return b.Identity().String() }

// LogValue implements slog.LogValuer.
func (b *BucketAcl) LogValue() slog.Value { return b.Identity().LogValue() }

func (b *BucketAcl) check(operation string) error {
	if b == nil {
		return resources.Nil(operation, "BucketAcl")
	}
	return b.service.at().Check(operation, "BucketName", b.BucketName)
}

// Load reads Data (GetBucketAcl), unless it is set and not stale. Concurrent
// calls make one request.
func (b *BucketAcl) Load(ctx context.Context) error {
	if err := b.check("s3.GetBucketAcl"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.GetBucketAcl", &b.state, &b.Data, b.fetch)
}

// Reload reads Data again (GetBucketAcl).
func (b *BucketAcl) Reload(ctx context.Context) error {
	if err := b.check("s3.GetBucketAcl"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.GetBucketAcl", &b.state, &b.Data, b.fetch)
}

func (b *BucketAcl) fetch(ctx context.Context) (*s3.GetBucketAclOutput, error) {
	return b.service.getBucketAcl(ctx, &s3.GetBucketAclInput{Bucket: aws.String(b.BucketName)})
}

// Put sets the bucket ACL (PutBucketAcl). Data is stale afterwards.
func (b *BucketAcl) Put(ctx context.Context, changes ...func(*s3.PutBucketAclInput)) (*s3.PutBucketAclOutput, error) {
	if err := b.check("s3.PutBucketAcl"); err != nil {
		return nil, err
	}
	in := &s3.PutBucketAclInput{Bucket: aws.String(b.BucketName)}
	return resources.Act(ctx, &b.state, "s3.PutBucketAcl", b.service.putBucketAcl, in, changes)
}

// Bucket returns the bucket. It makes no request.
func (b *BucketAcl) Bucket() *Bucket {
	return &Bucket{node: node{service: b.service}, Name: b.BucketName}
}
