package s3res_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/resources/s3res"
)

// parts is a store that copies in parts an object of any size.
type parts struct {
	size   int64
	failAt int32 // a part

	mu        sync.Mutex
	ranges    []string
	created   *s3.CreateMultipartUploadInput
	completed *s3.CompleteMultipartUploadInput
	aborted   int
}

func (p *parts) HeadObject(context.Context, *s3.HeadObjectInput, ...func(*s3.Options)) (*s3.HeadObjectOutput, error) {
	return &s3.HeadObjectOutput{
		ContentLength: &p.size, ETag: aws.String(`"e"`), TagCount: aws.Int32(1), ContentType: aws.String("text/csv"),
		Metadata: map[string]string{"by": "me"}, ExpiresString: aws.String("Wed, 21 Oct 2026 07:28:00 GMT"),
	}, nil
}

func (p *parts) GetObjectTagging(context.Context, *s3.GetObjectTaggingInput, ...func(*s3.Options)) (*s3.GetObjectTaggingOutput, error) {
	return &s3.GetObjectTaggingOutput{TagSet: []types.Tag{{Key: aws.String("a b"), Value: aws.String("&")}}}, nil
}

func (p *parts) CreateMultipartUpload(_ context.Context, in *s3.CreateMultipartUploadInput, _ ...func(*s3.Options)) (*s3.CreateMultipartUploadOutput, error) {
	p.created = in
	return &s3.CreateMultipartUploadOutput{UploadId: aws.String("u")}, nil
}

func (p *parts) UploadPartCopy(_ context.Context, in *s3.UploadPartCopyInput, _ ...func(*s3.Options)) (*s3.UploadPartCopyOutput, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if *in.PartNumber == p.failAt {
		return nil, awstest.APIError("PreconditionFailed", "changed", 412)
	}
	p.ranges = append(p.ranges, fmt.Sprintf("%05d %s %s", *in.PartNumber, *in.CopySourceRange, *in.CopySourceIfMatch))
	return &s3.UploadPartCopyOutput{CopyPartResult: &types.CopyPartResult{ETag: aws.String(fmt.Sprint(*in.PartNumber))}}, nil
}

func (p *parts) CompleteMultipartUpload(_ context.Context, in *s3.CompleteMultipartUploadInput, _ ...func(*s3.Options)) (*s3.CompleteMultipartUploadOutput, error) {
	p.completed = in
	return &s3.CompleteMultipartUploadOutput{}, nil
}

func (p *parts) AbortMultipartUpload(context.Context, *s3.AbortMultipartUploadInput, ...func(*s3.Options)) (*s3.AbortMultipartUploadOutput, error) {
	p.aborted++
	return &s3.AbortMultipartUploadOutput{}, nil
}

func TestALargeObjectIsCopiedInParts(t *testing.T) {
	p := &parts{size: 6<<30 + 1}
	s3s := s3res.NewFrom(p)
	var seen []s3res.Progress
	err := s3s.Object("b", "to").Copy(t.Context(), s3s.Object("a", "from"), s3res.TransferOptions{OnProgress: func(g s3res.Progress) { seen = append(seen, g) }})
	require.NoError(t, err)
	require.Len(t, p.ranges, 25)
	slices.Sort(p.ranges)
	assert.Equal(t, `00001 bytes=0-268435455 "e"`, p.ranges[0])
	assert.Equal(t, `00025 bytes=6442450944-6442450944 "e"`, p.ranges[24])
	assert.Len(t, seen, 25)
	assert.Equal(t, s3res.Progress{Done: p.size, Total: p.size}, seen[24])
	assert.True(t, slices.IsSortedFunc(p.completed.MultipartUpload.Parts, func(a, b types.CompletedPart) int { return cmp.Compare(*a.PartNumber, *b.PartNumber) }))
	assert.Equal(t, "text/csv", *p.created.ContentType)
	assert.Equal(t, map[string]string{"by": "me"}, p.created.Metadata)
	assert.Equal(t, "a+b=%26", *p.created.Tagging)
	assert.Equal(t, time.Date(2026, 10, 21, 7, 28, 0, 0, time.UTC), *p.created.Expires)

	p = &parts{size: 5 << 40} // the parts are at most 10,000
	s3s = s3res.NewFrom(p)
	require.NoError(t, s3s.Object("b", "to").Copy(t.Context(), s3s.Object("a", "from"), s3res.TransferOptions{PartSize: 8 << 20}, func(in *s3.CopyObjectInput) {
		in.MetadataDirective, in.ContentType = types.MetadataDirectiveReplace, aws.String("text/plain")
		in.TaggingDirective, in.IfNoneMatch = types.TaggingDirectiveReplace, aws.String("*")
	}))
	assert.Len(t, p.ranges, 10_000)
	assert.Equal(t, "text/plain", *p.created.ContentType)
	assert.Nil(t, p.created.Metadata)
	assert.Nil(t, p.created.Tagging)
	assert.Equal(t, "*", *p.completed.IfNoneMatch)
}

func TestACopyThatFailsLeavesNoParts(t *testing.T) {
	copyOf := func(p *parts, o s3res.TransferOptions) error {
		s3s := s3res.NewFrom(p)
		return s3s.Object("b", "to").Copy(t.Context(), s3s.Object("a", "from"), o)
	}
	p := &parts{size: 6 << 30, failAt: 7}
	assert.Equal(t, "PreconditionFailed", awserr.Code(copyOf(p, s3res.TransferOptions{})))
	assert.Equal(t, 1, p.aborted)
	assert.Nil(t, p.completed)

	p = &parts{size: 6 << 30}
	assert.Panics(t, func() { _ = copyOf(p, s3res.TransferOptions{OnProgress: func(s3res.Progress) { panic("boom") }}) })
	assert.Equal(t, 1, p.aborted)
	p = &parts{size: 6 << 30}
	assert.ErrorIs(t, copyOf(p, s3res.TransferOptions{OnProgress: func(s3res.Progress) { runtime.Goexit() }}), callback.ErrGoexit)
	assert.Equal(t, 1, p.aborted)

	object := s3res.NewFrom(p).Object("b", "k")
	var none *s3res.Object
	for _, from := range []s3res.Source{nil, none, object.Version("")} {
		assert.ErrorIs(t, object.Copy(t.Context(), from, s3res.TransferOptions{}), awserr.ErrInvalid)
	}
	assert.ErrorIs(t, none.Copy(t.Context(), object, s3res.TransferOptions{}), awserr.ErrInvalid)
	assert.ErrorIs(t, object.Copy(t.Context(), object, s3res.TransferOptions{PartSize: 1}), awserr.ErrInvalid)
	assert.ErrorIs(t, object.Copy(t.Context(), object, s3res.TransferOptions{}, nil), awserr.ErrInvalid)
}

// TestCopyOnTheWire copies odd keys, versions, metadata and tags, whole and in
// parts.
func TestCopyOnTheWire(t *testing.T) {
	bucket := motoBucket(t)
	_, err := bucket.Versioning().Enable(t.Context())
	require.NoError(t, err)
	content := bytes.Repeat([]byte("0123456789"), 600<<10)
	odd := bucket.Object("a b/ü+%2F?versionId=1&c")
	put, err := odd.Put(t.Context(), func(in *s3.PutObjectInput) {
		in.Body, in.ContentType, in.Metadata, in.Tagging = bytes.NewReader(content), aws.String("text/csv"), map[string]string{"by": "me"}, aws.String("x=y+z")
	})
	require.NoError(t, err)
	require.NoError(t, odd.Write(t.Context(), []byte("later")))
	for name, test := range map[string]struct {
		from s3res.Source
		o    s3res.TransferOptions
		want []byte
	}{
		"whole":    {odd, s3res.TransferOptions{}, []byte("later")},
		"version":  {odd.Version(*put.VersionId), s3res.TransferOptions{}, content},
		"in parts": {odd.Version(*put.VersionId), s3res.TransferOptions{PartSize: 5 << 20}, content},
	} {
		to := bucket.Object("copy of " + name)
		require.NoError(t, to.Copy(t.Context(), test.from, test.o), name)
		got, err := to.Read(t.Context())
		require.NoError(t, err)
		assert.True(t, bytes.Equal(test.want, got), name)
		if name == "whole" {
			continue
		}
		head, err := to.Head(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "text/csv", aws.ToString(head.ContentType), name)
		assert.Equal(t, map[string]string{"by": "me"}, head.Metadata, name)
		tags, err := to.Client().GetObjectTagging(t.Context(), &s3.GetObjectTaggingInput{Bucket: &to.BucketName, Key: &to.Key})
		require.NoError(t, err)
		require.Len(t, tags.TagSet, 1, name)
		assert.Equal(t, "y z", *tags.TagSet[0].Value, name)
	}
	assert.True(t, awserr.IsNotFound(bucket.Object("x").Copy(t.Context(), bucket.Object("none"), s3res.TransferOptions{})))
}

// TestWhatACopyInPartsAsks: the conditions on the source hold for each part, and
// its tags are asked for as the source is.
func TestWhatACopyInPartsAsks(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *s3.HeadObjectInput) (*s3.HeadObjectOutput, error) {
		assert.Equal(t, "arn:aws:s3:eu-west-1:111122223333:accesspoint/from", *in.Bucket)
		return &s3.HeadObjectOutput{ContentLength: aws.Int64(6 << 20), ETag: aws.String(`"e"`), TagCount: aws.Int32(1)}, nil
	})
	awstest.On(cloud, func(_ context.Context, in *s3.GetObjectTaggingInput) (*s3.GetObjectTaggingOutput, error) {
		assert.Equal(t, types.RequestPayerRequester, in.RequestPayer)
		assert.Equal(t, "111122223333", aws.ToString(in.ExpectedBucketOwner))
		return &s3.GetObjectTaggingOutput{}, nil
	})
	awstest.Return[s3.CreateMultipartUploadInput](cloud, &s3.CreateMultipartUploadOutput{UploadId: aws.String("u")})
	since := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	copied := 0
	awstest.On(cloud, func(_ context.Context, in *s3.UploadPartCopyInput) (*s3.UploadPartCopyOutput, error) {
		copied++
		assert.Equal(t, "arn%3Aaws%3As3%3Aeu-west-1%3A111122223333%3Aaccesspoint/from/object/a%20b%2Bc", *in.CopySource)
		assert.Equal(t, since, aws.ToTime(in.CopySourceIfUnmodifiedSince))
		assert.Equal(t, since, aws.ToTime(in.CopySourceIfModifiedSince))
		assert.Equal(t, `"old"`, aws.ToString(in.CopySourceIfNoneMatch))
		return &s3.UploadPartCopyOutput{CopyPartResult: &types.CopyPartResult{ETag: aws.String("p")}}, nil
	})
	awstest.Return[s3.CompleteMultipartUploadInput](cloud, &s3.CompleteMultipartUploadOutput{})
	s3s := s3res.New(s3.NewFromConfig(cloud.Config()))
	from := s3s.Object("arn:aws:s3:eu-west-1:111122223333:accesspoint/from", "a b+c")
	require.NoError(t, s3s.Object("b", "k").Copy(t.Context(), from, s3res.TransferOptions{PartSize: 5 << 20, Concurrency: 1}, func(in *s3.CopyObjectInput) {
		in.CopySourceIfUnmodifiedSince, in.CopySourceIfModifiedSince, in.CopySourceIfNoneMatch = &since, &since, aws.String(`"old"`)
		in.RequestPayer, in.ExpectedSourceBucketOwner = types.RequestPayerRequester, aws.String("111122223333")
	}))
	assert.Equal(t, 2, copied)
}
