package s3res

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// S3 gives access to the resources of Amazon S3 in one account and region. It
// is safe for concurrent use. Its zero value makes no requests; use [Open] or
// [New].
type S3 struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*s3.Options)) *S3 {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	s := New(s3.NewFromConfig(cfg, optFns...))
	s.place = s.place.In(sess)
	return s
}

// New returns the resources that a client has access to. It makes no request.
func New(client *s3.Client) *S3 {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &S3{resources.NewPlace("s3", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of *s3.Client,
// such as a fake in a test. What needs another method returns an error.
func NewFrom(api any) *S3 { return &S3{resources.NewPlace("s3", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (s *S3) Client() *s3.Client {
	client, _ := s.api().(*s3.Client)
	return client
}

func (s *S3) api() any {
	if s == nil {
		return nil
	}
	return s.place.API()
}

func (s *S3) at() *resources.Place {
	if s == nil {
		return nil
	}
	return &s.place
}

// node holds what all resources have in common.
type node struct {
	service *S3
	state   resources.State
}

// Service returns the S3 that the resource was made with.
func (n *node) Service() *S3 { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *s3.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// client returns the client as the interface of a waiter.
func client[A any](s *S3, operation string) (A, error) {
	api, ok := s.api().(A)
	if !ok {
		return api, s.at().Lacks(operation)
	}
	return api, nil
}

// tagMap returns tags as a map.
func tagMap(tags []types.Tag) map[string]string {
	m := make(map[string]string, len(tags))
	for _, t := range tags {
		m[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	return m
}

// tagValue returns the value of a tag, or "".
func tagValue(tags []types.Tag, key string) string {
	for _, t := range tags {
		if aws.ToString(t.Key) == key {
			return aws.ToString(t.Value)
		}
	}
	return ""
}

// CreateBucket creates a bucket (CreateBucket) and returns it.
func (s *S3) CreateBucket(ctx context.Context, bucket string, changes ...func(*s3.CreateBucketInput)) (*Bucket, error) {
	in := &s3.CreateBucketInput{Bucket: aws.String(bucket)}
	_, err := resources.Call(ctx, "s3.CreateBucket", s.createBucket, in, changes)
	if err != nil {
		return nil, err
	}
	return &Bucket{node: node{service: s}, Name: aws.ToString(in.Bucket)}, nil
}

// Buckets returns the buckets (ListBuckets).
func (s *S3) Buckets() *Buckets {
	in := &s3.ListBucketsInput{}
	return newBuckets(collections.Listed(s.listBuckets, in, s.bucketsOf))
}
