package s3fast_test

import (
	"context"
	"errors"
	"iter"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/internal/seqtest"
	"github.com/awsessentials/essentials/resources/s3fast"
)

// TestListIsASequence lists 12 keys, two in a page, in order.
func TestListIsASequence(t *testing.T) {
	for _, concurrency := range []int{1, 4} {
		seqtest.Run(t, func(*testing.T) seqtest.Subject[types.Object] {
			list := func(b *keySpace, concurrency int) func(context.Context) iter.Seq2[types.Object, error] {
				return func(ctx context.Context) iter.Seq2[types.Object, error] {
					return s3fast.List(ctx, b, &s3.ListObjectsV2Input{Bucket: bucket, MaxKeys: aws.Int32(2)}, s3fast.ListOptions{Concurrency: concurrency})
				}
			}
			b := newKeySpace(numbered(12, "%02d")...)
			subject := seqtest.Subject[types.Object]{
				Seq: list(b, concurrency),
				Requests: func() int {
					b.mu.Lock()
					defer b.mu.Unlock()
					return b.requests
				},
				Broken: map[int]func(context.Context) iter.Seq2[types.Object, error]{},
				Cause:  errors.New("broken"),
			}
			for _, key := range b.keys {
				subject.Want = append(subject.Want, types.Object{Key: &key})
			}
			for page := range 6 {
				broken := newKeySpace(b.keys...)
				broken.before = func(n int) error {
					if n > page {
						return subject.Cause
					}
					return nil
				}
				subject.Broken[2*page] = list(broken, 1)
			}
			if concurrency == 1 {
				subject.Needed = func(n int) int { return (n + 1) / 2 }
			}
			return subject
		})
	}
}
