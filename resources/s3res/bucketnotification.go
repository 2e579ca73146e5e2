package s3res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/resources"
)

// BucketNotification says which events of a bucket S3 reports, and to which
// queues, topics and functions. It is identified by its BucketName.
type BucketNotification struct {
	node
	BucketName string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *s3.GetBucketNotificationConfigurationOutput
}

// BucketNotification returns the bucket notification with a bucket name. It
// makes no request, and the bucket notification need not exist.
func (s *S3) BucketNotification(bucketName string) *BucketNotification {
	return &BucketNotification{node: node{service: s}, BucketName: bucketName}
}

// Identity returns what identifies the bucket notification. It is comparable,
// and can be the key of a map.
func (b *BucketNotification) Identity() resources.Identity {
	if b == nil {
		return resources.Identity{}
	}
	return b.service.at().Identity("BucketNotification", "BucketName", b.BucketName)
}

// String returns the type and the identifiers of the bucket notification.
func (b *BucketNotification) String() string { return b.Identity().String() }

// LogValue implements slog.LogValuer.
func (b *BucketNotification) LogValue() slog.Value { return b.Identity().LogValue() }

func (b *BucketNotification) check(operation string) error {
	if b == nil {
		return resources.Nil(operation, "BucketNotification")
	}
	return b.service.at().Check(operation, "BucketName", b.BucketName)
}

// Load reads Data (GetBucketNotificationConfiguration), unless it is set and
// not stale. Concurrent calls make one request.
func (b *BucketNotification) Load(ctx context.Context) error {
	if err := b.check("s3.GetBucketNotificationConfiguration"); err != nil {
		return err
	}
	return resources.Load(ctx, "s3.GetBucketNotificationConfiguration", &b.state, &b.Data, b.fetch)
}

// Reload reads Data again (GetBucketNotificationConfiguration).
func (b *BucketNotification) Reload(ctx context.Context) error {
	if err := b.check("s3.GetBucketNotificationConfiguration"); err != nil {
		return err
	}
	return resources.Reload(ctx, "s3.GetBucketNotificationConfiguration", &b.state, &b.Data, b.fetch)
}

func (b *BucketNotification) fetch(ctx context.Context) (*s3.GetBucketNotificationConfigurationOutput, error) {
	return b.service.getBucketNotificationConfiguration(ctx, &s3.GetBucketNotificationConfigurationInput{Bucket: aws.String(b.BucketName)})
}

// Put sets the bucket notification (PutBucketNotificationConfiguration). Data
// is stale afterwards.
func (b *BucketNotification) Put(ctx context.Context, notificationConfiguration *types.NotificationConfiguration, changes ...func(*s3.PutBucketNotificationConfigurationInput)) (*s3.PutBucketNotificationConfigurationOutput, error) {
	if err := b.check("s3.PutBucketNotificationConfiguration"); err != nil {
		return nil, err
	}
	in := &s3.PutBucketNotificationConfigurationInput{Bucket: aws.String(b.BucketName), NotificationConfiguration: notificationConfiguration}
	return resources.Act(ctx, &b.state, "s3.PutBucketNotificationConfiguration", b.service.putBucketNotificationConfiguration, in, changes)
}

// Bucket returns the bucket. It makes no request.
func (b *BucketNotification) Bucket() *Bucket {
	return &Bucket{node: node{service: b.service}, Name: b.BucketName}
}
