package s3res_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/resources/s3res"
)

// versions is a page of versions and then markers, named by number.
func versions(next string, versions, markers []int) *s3.ListObjectVersionsOutput {
	out := &s3.ListObjectVersionsOutput{IsTruncated: aws.Bool(next != "")}
	if next != "" {
		out.NextKeyMarker, out.NextVersionIdMarker = &next, aws.String("v")
	}
	for _, n := range versions {
		out.Versions = append(out.Versions, types.ObjectVersion{Key: aws.String(fmt.Sprint("k", n)), VersionId: aws.String(fmt.Sprint("v", n))})
	}
	for _, n := range markers {
		out.DeleteMarkers = append(out.DeleteMarkers, types.DeleteMarkerEntry{Key: aws.String(fmt.Sprint("k", n)), VersionId: aws.String(fmt.Sprint("v", n))})
	}
	return out
}

func TestC9LimitCountsItems(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[s3.ListObjectVersionsInput](cloud, versions("k2", []int{1}, []int{2}), versions("", []int{3, 4}, nil))
	got, err := s3res.New(s3.NewFromConfig(cloud.Config())).Bucket("b").ObjectVersions("").Limit(3).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, got, 3, "boto3 counts one list of the two only")
	assert.Equal(t, "s3.ObjectVersion(BucketName=b, ObjectKey=k2, ID=v2)", got[1].String())
	assert.NotNil(t, got[1].DeleteMarker)
	assert.Nil(t, got[1].Data)
	assert.NotNil(t, got[2].Data)
}

func TestC8LimitZeroCostsNothing(t *testing.T) {
	s3s := s3res.New(s3.NewFromConfig(awstest.New(t).Config())) // any request fails the test
	objects, err := s3s.Bucket("b").Objects("").Limit(0).Collect(t.Context())
	require.NoError(t, err)
	assert.Empty(t, objects)
	n, err := s3s.Bucket("b").Objects("").Limit(0).Delete(t.Context())
	require.NoError(t, err)
	assert.Zero(t, n)
}

func TestC2NothingIsRequestedBeforeTheRange(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[s3.ListObjectsV2Input](cloud,
		&s3.ListObjectsV2Output{Contents: []types.Object{{Key: aws.String("a")}}, IsTruncated: aws.Bool(true), NextContinuationToken: aws.String("2")},
		&s3.ListObjectsV2Output{Contents: []types.Object{{Key: aws.String("b")}}}).Times(1)
	objects := s3res.New(s3.NewFromConfig(cloud.Config())).Bucket("b").Objects("in/")
	assert.Empty(t, awstest.Calls[s3.ListObjectsV2Input](cloud))
	for o, err := range objects.All(t.Context()) {
		require.NoError(t, err)
		assert.Equal(t, "a", o.Key)
		break
	}
	calls := awstest.Calls[s3.ListObjectsV2Input](cloud)
	require.Len(t, calls, 1, "the second page is not needed")
	assert.Equal(t, "in/", *calls[0].Prefix)
}

func TestC3StepsLeaveTheirBaseAlone(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(context.Context, *s3.ListObjectsV2Input) (*s3.ListObjectsV2Output, error) {
		return &s3.ListObjectsV2Output{Contents: []types.Object{{Key: aws.String("a")}, {Key: aws.String("b")}}}, nil
	})
	base := s3res.New(s3.NewFromConfig(cloud.Config())).Bucket("b").Objects("")
	none := base.With(func(in *s3.ListObjectsV2Input) { in.StartAfter = aws.String("x") }).Filter(func(*s3res.Object) bool { return false })
	n, err := base.Count(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	n, err = none.Count(t.Context())
	require.NoError(t, err)
	assert.Zero(t, n)
	calls := awstest.Calls[s3.ListObjectsV2Input](cloud)
	assert.Nil(t, calls[0].StartAfter)
	assert.Equal(t, "x", *calls[1].StartAfter)
}

func TestC17FailuresInsideAnAnswerAreNamedAndRetried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Pages[s3.ListObjectVersionsInput](cloud, versions("", []int{1, 2, 3}, []int{4}))
		slow := 0
		awstest.On(cloud, func(_ context.Context, in *s3.DeleteObjectsInput) (*s3.DeleteObjectsOutput, error) {
			out := &s3.DeleteObjectsOutput{}
			for _, o := range in.Delete.Objects {
				switch {
				case *o.VersionId == "v2":
					out.Errors = append(out.Errors, types.Error{Key: o.Key, VersionId: o.VersionId, Code: aws.String("AccessDenied"), Message: aws.String("no")})
				case *o.VersionId == "v3" && slow == 0:
					slow++
					out.Errors = append(out.Errors, types.Error{Key: o.Key, VersionId: o.VersionId, Code: aws.String("SlowDown")})
				}
			}
			return out, nil
		})
		n, err := s3res.New(s3.NewFromConfig(cloud.Config())).Bucket("b").ObjectVersions("").Delete(t.Context())
		assert.Equal(t, 3, n)
		var item *resources.ItemError
		require.ErrorAs(t, err, &item)
		assert.Equal(t, "s3.ObjectVersion(BucketName=b, ObjectKey=k2, ID=v2)", item.Resource.String())
		assert.Equal(t, "AccessDenied", awserr.Code(err))
		assert.True(t, awserr.IsAccessDenied(err))
		calls := awstest.Calls[s3.DeleteObjectsInput](cloud)
		require.Len(t, calls, 2)
		assert.Len(t, calls[1].Delete.Objects, 1, "SlowDown is sent again, AccessDenied is not")
	})
}

func TestObjectsOfSeveralBucketsAreDeletedByBucket(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *s3.DeleteObjectsInput) (*s3.DeleteObjectsOutput, error) {
		return &s3.DeleteObjectsOutput{}, nil
	})
	s3s := s3res.New(s3.NewFromConfig(cloud.Config()))
	all := collections.As[*s3res.Objects](collections.Of(s3s.Object("a", "1"), s3s.Object("b", "2"), s3s.Object("a", "3")))
	n, err := all.Delete(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 3, n)
	var got []string
	for _, in := range awstest.Calls[s3.DeleteObjectsInput](cloud) {
		got = append(got, fmt.Sprint(*in.Bucket, len(in.Delete.Objects)))
	}
	assert.ElementsMatch(t, []string{"a2", "b1"}, got)
}

func TestC20TheContextEndsARange(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[s3.ListObjectsV2Input](cloud,
		&s3.ListObjectsV2Output{Contents: []types.Object{{Key: aws.String("a")}}, IsTruncated: aws.Bool(true), NextContinuationToken: aws.String("2")},
		&s3.ListObjectsV2Output{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var keys []string
	var last error
	for o, err := range s3res.New(s3.NewFromConfig(cloud.Config())).Bucket("b").Objects("").All(ctx) {
		if last = err; err != nil {
			assert.Nil(t, o)
			continue
		}
		keys = append(keys, o.Key)
		cancel()
	}
	assert.Equal(t, []string{"a"}, keys)
	assert.ErrorIs(t, last, context.Canceled)
}

func TestABucketIsLoadedFromTheListing(t *testing.T) {
	cloud := awstest.New(t)
	created := time.Now()
	awstest.Pages[s3.ListBucketsInput](cloud,
		&s3.ListBucketsOutput{Buckets: []types.Bucket{{Name: aws.String("logs-old")}}, ContinuationToken: aws.String("2")},
		&s3.ListBucketsOutput{Buckets: []types.Bucket{{Name: aws.String("logs"), CreationDate: &created}}})
	s3s := s3res.New(s3.NewFromConfig(cloud.Config()))
	bucket := s3s.Bucket("logs")
	require.NoError(t, bucket.Load(t.Context()))
	assert.Equal(t, created, *bucket.Data.CreationDate)
}

func TestAnObjectIsLoadedFromItsMetadata(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[s3.HeadObjectInput](cloud, &s3.HeadObjectOutput{ContentLength: aws.Int64(7), ETag: aws.String(`"e"`)})
	object := s3res.New(s3.NewFromConfig(cloud.Config())).Object("b", "k")
	require.NoError(t, object.Load(t.Context()))
	assert.EqualValues(t, 7, *object.Data.Size)
	assert.Equal(t, "k", *object.Data.Key)
	assert.Equal(t, types.ObjectStorageClassStandard, object.Data.StorageClass)
}

func TestContent(t *testing.T) {
	cloud := awstest.New(t)
	stored := map[string]string{}
	awstest.On(cloud, func(_ context.Context, in *s3.PutObjectInput) (*s3.PutObjectOutput, error) {
		if _, ok := stored[*in.Key]; ok && aws.ToString(in.IfNoneMatch) == "*" {
			return nil, &smithy.GenericAPIError{Code: "PreconditionFailed"}
		}
		content, err := io.ReadAll(in.Body)
		stored[*in.Key] = aws.ToString(in.ContentType) + " " + string(content)
		return &s3.PutObjectOutput{}, err
	})
	awstest.On(cloud, func(_ context.Context, in *s3.GetObjectInput) (*s3.GetObjectOutput, error) {
		_, content, _ := strings.Cut(stored[*in.Key], " ")
		return &s3.GetObjectOutput{Body: io.NopCloser(strings.NewReader(content)), ContentLength: aws.Int64(int64(len(content)))}, nil
	})
	bucket := s3res.New(s3.NewFromConfig(cloud.Config())).Bucket("b")
	require.NoError(t, bucket.Object("a.json").WriteJSON(t.Context(), map[string]int{"n": 1}))
	assert.Equal(t, `application/json {"n":1}`, stored["a.json"])
	var v map[string]int
	require.NoError(t, bucket.Object("a.json").ReadJSON(t.Context(), &v))
	assert.Equal(t, map[string]int{"n": 1}, v)
	require.NoError(t, bucket.Object("t").Write(t.Context(), []byte("text"), s3res.ContentType("text/plain")))
	content, err := bucket.Object("t").Read(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "text", string(content))
	assert.ErrorContains(t, bucket.Object("t").ReadJSON(t.Context(), &v), "s3.Object(BucketName=b, Key=t): invalid character")
	assert.Equal(t, "PreconditionFailed", awserr.Code(bucket.Object("t").Write(t.Context(), nil, s3res.IfAbsent)))
	r, err := bucket.Object("t").Open(t.Context())
	require.NoError(t, err)
	content, err = io.ReadAll(r)
	require.NoError(t, err)
	require.NoError(t, r.Close())
	assert.Equal(t, "text", string(content))
}

func TestPresign(t *testing.T) {
	object := s3res.New(s3.NewFromConfig(awstest.New(t).Config())).Object("b", "k")
	url, err := object.PresignGet(t.Context(), time.Hour)
	require.NoError(t, err)
	assert.Contains(t, url, "X-Amz-Expires=3600")
	url, err = object.PresignPut(t.Context(), time.Minute)
	require.NoError(t, err)
	assert.Contains(t, url, "X-Amz-Expires=60")
	for _, d := range []time.Duration{0, -1, 8 * 24 * time.Hour} {
		_, err := object.PresignGet(t.Context(), d)
		assert.ErrorIs(t, err, awserr.ErrInvalid)
	}
	_, err = object.PresignGet(t.Context(), time.Hour, nil)
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = s3res.NewFrom(struct{}{}).Object("b", "k").PresignGet(t.Context(), time.Hour)
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}
