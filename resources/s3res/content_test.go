package s3res_test

import (
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources/s3fast"
	"github.com/awsessentials/essentials/resources/s3res"
)

// TestWhatContentRefuses: no request is made for values that JSON cannot be read
// into or made of, nor a URL that is over before it is used.
func TestWhatContentRefuses(t *testing.T) {
	object := s3res.New(s3.NewFromConfig(awstest.New(t).Config())).Bucket("b").Object("k")
	assert.ErrorIs(t, object.ReadJSON(t.Context(), nil), awserr.ErrInvalid)
	assert.ErrorIs(t, object.ReadJSON(t.Context(), struct{}{}), awserr.ErrInvalid)
	assert.ErrorIs(t, object.ReadJSON(t.Context(), (*string)(nil)), awserr.ErrInvalid)
	assert.ErrorIs(t, object.WriteJSON(t.Context(), math.NaN()), awserr.ErrInvalid)
	for _, d := range []time.Duration{-time.Hour, 0, time.Second - 1, 7*24*time.Hour + 1} {
		_, err := object.PresignGet(t.Context(), d)
		assert.ErrorIs(t, err, awserr.ErrInvalid, d)
		_, err = object.PresignPut(t.Context(), d)
		assert.ErrorIs(t, err, awserr.ErrInvalid, d)
	}
}

// TestSizeOfObjectsThatWereNotListed asks for what a listing did not say.
func TestSizeOfObjectsThatWereNotListed(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *s3.HeadObjectInput) (*s3.HeadObjectOutput, error) {
		return &s3.HeadObjectOutput{ContentLength: aws.Int64(int64(len(*in.Key)))}, nil
	})
	bucket := s3res.New(s3.NewFromConfig(cloud.Config())).Bucket("b")
	size, err := bucket.ObjectsWithKeys(slices.Values([]string{"a", "bc"})).Size(t.Context())
	require.NoError(t, err)
	assert.EqualValues(t, 3, size)
	_, err = collections.As[*s3res.Objects](collections.Of[*s3res.Object](nil)).Size(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

// TestADryRunOfAListingThatFails counts what was listed, and says of no object
// that it was not deleted.
func TestADryRunOfAListingThatFails(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *s3.ListObjectsV2Input) (*s3.ListObjectsV2Output, error) {
		if in.ContinuationToken != nil {
			return nil, awstest.APIError("AccessDenied", "no", 403)
		}
		return &s3.ListObjectsV2Output{Contents: []types.Object{{Key: aws.String("a")}}, IsTruncated: aws.Bool(true), NextContinuationToken: aws.String("2")}, nil
	})
	_, err := s3res.New(s3.NewFromConfig(cloud.Config())).Bucket("b").Objects("").Delete(t.Context(), s3fast.DeleteOptions{DryRun: true})
	assert.True(t, awserr.IsAccessDenied(err))
	var failed *s3res.DeleteError
	assert.NotErrorAs(t, err, &failed)
}

// TestErrorsNameTheObject: S3's own say which key is not there to nobody.
func TestErrorsNameTheObject(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Fail[s3.GetObjectInput](cloud, awstest.APIError("NoSuchKey", "The specified key does not exist.", 404)).Times(3)
	awstest.Fail[s3.HeadObjectInput](cloud, awstest.APIError("NotFound", "", 404))
	awstest.Fail[s3.PutObjectInput](cloud, awstest.APIError("AccessDenied", "no", 403))
	awstest.Fail[s3.GetPublicAccessBlockInput](cloud, awstest.APIError("AccessDenied", "no", 403))
	bucket := s3res.New(s3.NewFromConfig(cloud.Config())).Bucket("b")
	object := bucket.Object("in/1.json")
	for name, call := range map[string]func() error{
		"Read":      func() error { _, err := object.Read(t.Context()); return err },
		"Open":      func() error { _, err := object.Open(t.Context()); return err },
		"ReadJSON":  func() error { return object.ReadJSON(t.Context(), new(int)) },
		"WriteJSON": func() error { return object.WriteJSON(t.Context(), 1) },
		"Load":      func() error { return object.Load(t.Context()) },
	} {
		err := call()
		assert.ErrorContains(t, err, "s3.Object(BucketName=b, Key=in/1.json): operation error S3: ", name)
		assert.True(t, awserr.IsNotFound(err) || awserr.IsAccessDenied(err), name)
	}
	_, err := bucket.PublicAccessBlocked(t.Context())
	assert.ErrorContains(t, err, "s3.Bucket(b): operation error S3: ")
}
