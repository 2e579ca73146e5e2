package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/resources"
)

// BucketRequestPayment says who pays for requests to a bucket: its owner or the
// requester. It is identified by its BucketName.
type BucketRequestPayment struct {
	node
	BucketName string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *s3.GetBucketRequestPaymentOutput
}

// BucketRequestPayment returns the bucket request payment with a bucket name.
// It makes no request, and the bucket request payment need not exist.
func (s *S3) BucketRequestPayment(bucketName string) *BucketRequestPayment {
	return &BucketRequestPayment{node: node{service: s}, BucketName: bucketName}
}

// Identity returns what identifies the bucket request payment. It is
// comparable, and can be the key of a map.
func (b *BucketRequestPayment) Identity() resources.Identity {
	if b == nil {
		return resources.Identity{}
	}
	return b.service.at().Identity("BucketRequestPayment", "BucketName", b.BucketName)
}

// String returns the type and the identifiers of the bucket request payment.
func (b *BucketRequestPayment) String() string { return b.Identity().String() }

// LogValue implements slog.LogValuer.
func (b *BucketRequestPayment) LogValue() slog.Value { return b.Identity().LogValue() }

func (b *BucketRequestPayment) check(operation string) error {
	if b == nil {
		return resources.Nil(operation, "BucketRequestPayment")
	}
	return b.service.at().Check(operation, "BucketName", b.BucketName)
}

// Load reads Data (GetBucketRequestPayment), unless it is set and not stale.
// Concurrent calls make one request.
func (b *BucketRequestPayment) Load(ctx context.Context) error {
	if err := b.check("s3.GetBucketRequestPayment"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.GetBucketRequestPayment", &b.state, &b.Data, b.fetch)
}

// Reload reads Data again (GetBucketRequestPayment).
func (b *BucketRequestPayment) Reload(ctx context.Context) error {
	if err := b.check("s3.GetBucketRequestPayment"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.GetBucketRequestPayment", &b.state, &b.Data, b.fetch)
}

func (b *BucketRequestPayment) fetch(ctx context.Context) (*s3.GetBucketRequestPaymentOutput, error) {
	return b.service.getBucketRequestPayment(ctx, &s3.GetBucketRequestPaymentInput{Bucket: aws.String(b.BucketName)})
}

// Put sets the bucket request payment (PutBucketRequestPayment). Data is stale
// afterwards.
func (b *BucketRequestPayment) Put(ctx context.Context, requestPaymentConfiguration *types.RequestPaymentConfiguration, changes ...func(*s3.PutBucketRequestPaymentInput)) (*s3.PutBucketRequestPaymentOutput, error) {
	if err := b.check("s3.PutBucketRequestPayment"); err != nil {
		return nil, err
	}
	in := &s3.PutBucketRequestPaymentInput{Bucket: aws.String(b.BucketName), RequestPaymentConfiguration: requestPaymentConfiguration}
	return resources.Act(ctx, &b.state, "s3.PutBucketRequestPayment", b.service.putBucketRequestPayment, in, changes)
}

// Bucket returns the bucket. It makes no request.
func (b *BucketRequestPayment) Bucket() *Bucket {
	return &Bucket{node: node{service: b.service}, Name: b.BucketName}
}
