package s3res_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/s3res"
)

// S3 answers a client of another region, or one without permission, with an
// error and the region.
func TestRegionOfARefusedBucket(t *testing.T) {
	for _, status := range []int{http.StatusOK, http.StatusMovedPermanently, http.StatusForbidden, http.StatusBadRequest} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Amz-Bucket-Region", "eu-west-1")
			w.WriteHeader(status)
		}))
		defer server.Close()
		client := s3.New(s3.Options{
			Region: "us-east-1", BaseEndpoint: &server.URL, UsePathStyle: true, RetryMaxAttempts: 1,
			Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
				return aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: "secret"}, nil
			}),
		})
		region, err := s3res.New(client).Bucket("logs").Region(t.Context())
		assert.NoError(t, err, status)
		assert.Equal(t, "eu-west-1", region, status)
	}
}

func TestRegionOfAListedBucketNeedsNoRequest(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[s3.ListBucketsInput](cloud, &s3.ListBucketsOutput{Buckets: []types.Bucket{{Name: aws.String("logs"), BucketRegion: aws.String("eu-west-1")}}})
	bucket, ok, err := s3res.Open(cloud).Buckets().PageSize(100).First(t.Context())
	require.NoError(t, err)
	require.True(t, ok)
	region, err := bucket.Region(t.Context())
	assert.NoError(t, err)
	assert.Equal(t, "eu-west-1", region)
}

func TestRegionIsNotThere(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[s3.HeadBucketInput](cloud, &s3.HeadBucketOutput{})
	_, err := s3res.Open(cloud).Bucket("logs").Region(t.Context())
	assert.EqualError(t, err, "s3.Bucket(logs): s3.HeadBucket: the answer has no BucketRegion")
}

func TestPublicAccessBlocked(t *testing.T) {
	yes, no := aws.Bool(true), aws.Bool(false)
	for _, test := range []struct {
		c    *types.PublicAccessBlockConfiguration
		want bool
	}{
		{nil, false},
		{&types.PublicAccessBlockConfiguration{}, false},
		{&types.PublicAccessBlockConfiguration{BlockPublicAcls: yes, IgnorePublicAcls: yes, BlockPublicPolicy: yes, RestrictPublicBuckets: yes}, true},
		{&types.PublicAccessBlockConfiguration{BlockPublicAcls: yes, IgnorePublicAcls: yes, BlockPublicPolicy: yes, RestrictPublicBuckets: no}, false},
		{&types.PublicAccessBlockConfiguration{BlockPublicAcls: yes, IgnorePublicAcls: yes, BlockPublicPolicy: yes}, false},
	} {
		cloud := awstest.New(t)
		awstest.Return[s3.GetPublicAccessBlockInput](cloud, &s3.GetPublicAccessBlockOutput{PublicAccessBlockConfiguration: test.c})
		got, err := s3res.Open(cloud).Bucket("logs").PublicAccessBlocked(t.Context())
		assert.NoError(t, err)
		assert.Equal(t, test.want, got, test.c)
	}
}

func TestPublicAccessIsRefused(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Fail[s3.GetPublicAccessBlockInput](cloud, awstest.APIError("AccessDenied", "no", 403))
	_, err := s3res.Open(cloud).Bucket("logs").PublicAccessBlocked(t.Context())
	assert.True(t, awserr.IsAccessDenied(err))
	var none *s3res.Bucket
	_, err = none.PublicAccessBlocked(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = none.Region(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = s3res.NewFrom(struct{}{}).Bucket("logs").PublicAccessBlocked(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestSizeOfObjects(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[s3.ListObjectsV2Input](cloud,
		&s3.ListObjectsV2Output{Contents: []types.Object{{Key: aws.String("a"), Size: aws.Int64(1 << 40)}, {Key: aws.String("b"), Size: aws.Int64(2)}}},
		&s3.ListObjectsV2Output{Contents: []types.Object{{Key: aws.String("c")}, {Key: aws.String("d"), Size: aws.Int64(3)}}},
	)
	size, err := s3res.Open(cloud).Bucket("logs").Objects("").Size(t.Context())
	assert.NoError(t, err)
	assert.EqualValues(t, 1<<40+5, size)

	cloud = awstest.New(t)
	awstest.Fail[s3.ListObjectsV2Input](cloud, awstest.APIError("AccessDenied", "no", 403))
	size, err = s3res.Open(cloud).Bucket("logs").Objects("").Size(t.Context())
	assert.True(t, awserr.IsAccessDenied(err))
	assert.Zero(t, size)
}

func ExampleBucket_PublicAccessBlocked() {
	cloud := awstest.New(nil)
	awstest.Fail[s3.GetPublicAccessBlockInput](cloud, awstest.APIError("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", 404))

	blocked, err := s3res.Open(cloud).Bucket("logs").PublicAccessBlocked(context.Background())
	fmt.Println(blocked, err)
	// Output: false <nil>
}
