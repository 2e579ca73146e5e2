package s3res_test

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/resources/s3res"
)

func motoBucket(t *testing.T) *s3res.Bucket {
	s3s := s3res.New(s3.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: aws.String(moto.Start(t).URL), Credentials: credentials.NewStaticCredentialsProvider("a", "b", ""),
	}, s3res.PathStyle))
	bucket, err := s3s.CreateBucket(t.Context(), "files")
	require.NoError(t, err)
	return bucket
}

func TestTransferInParts(t *testing.T) {
	bucket := motoBucket(t)
	content := make([]byte, 21<<20)
	for i := range content {
		content[i] = byte(i * 7 >> 3)
	}
	path := filepath.Join(t.TempDir(), "big")
	require.NoError(t, os.WriteFile(path, content, 0o600))
	var sent, received []s3res.Progress
	opts := s3res.TransferOptions{PartSize: 5 << 20, Concurrency: 3, OnProgress: func(p s3res.Progress) { sent = append(sent, p) }}
	require.NoError(t, bucket.Object("big").UploadFile(t.Context(), path, opts))
	last := sent[len(sent)-1]
	assert.EqualValues(t, len(content), last.Done)
	assert.Greater(t, len(sent), 2)
	for i := 1; i < len(sent); i++ {
		assert.Greater(t, sent[i].Done, sent[i-1].Done)
	}

	opts.OnProgress = func(p s3res.Progress) { received = append(received, p) }
	back := filepath.Join(t.TempDir(), "back")
	require.NoError(t, bucket.Object("big").DownloadFile(t.Context(), back, opts))
	got, err := os.ReadFile(back)
	require.NoError(t, err)
	assert.Equal(t, sha256.Sum256(content), sha256.Sum256(got))
	assert.EqualValues(t, len(content), received[len(received)-1].Done)

	// What fails leaves no file behind, and none is overwritten.
	require.NoError(t, os.WriteFile(back, []byte("kept"), 0o600))
	assert.True(t, awserr.IsNotFound(bucket.Object("none").DownloadFile(t.Context(), back, s3res.TransferOptions{})))
	got, err = os.ReadFile(back)
	require.NoError(t, err)
	assert.Equal(t, "kept", string(got))
	entries, err := os.ReadDir(filepath.Dir(back))
	require.NoError(t, err)
	assert.Len(t, entries, 1)

	// A callback that fails ends the transfer in the caller's goroutine.
	opts.OnProgress = func(s3res.Progress) { panic("boom") }
	var thrown *callback.Panic
	func() {
		defer func() { thrown, _ = recover().(*callback.Panic) }()
		_ = bucket.Object("again").Upload(t.Context(), bytes.NewReader(content), opts)
	}()
	require.NotNil(t, thrown)
	assert.Equal(t, "boom", thrown.Value)
	opts.OnProgress = func(s3res.Progress) { runtime.Goexit() }
	assert.ErrorIs(t, bucket.Object("again").Upload(t.Context(), bytes.NewReader(content), opts), callback.ErrGoexit)
	uploads, err := bucket.MultipartUploads("").Collect(t.Context())
	require.NoError(t, err)
	assert.Empty(t, uploads, "no parts are left behind")

	assert.ErrorIs(t, bucket.Object("k").Upload(t.Context(), nil, s3res.TransferOptions{}), awserr.ErrInvalid)
	assert.ErrorIs(t, bucket.Object("k").Download(t.Context(), nil, s3res.TransferOptions{}), awserr.ErrInvalid)
	assert.ErrorIs(t, bucket.Object("k").UploadFile(t.Context(), path, s3res.TransferOptions{PartSize: 1}), awserr.ErrInvalid)
	assert.ErrorIs(t, bucket.Object("k").UploadFile(t.Context(), path, s3res.TransferOptions{PartSize: 1 << 40}), awserr.ErrInvalid)
}

// bad is content that ends the goroutine that reads it, behind the first part.
type bad struct {
	left int
	end  func()
}

func (b *bad) Read(to []byte) (int, error) {
	if b.left <= 0 {
		b.end()
	}
	b.left -= len(to)
	return len(to), nil
}

// TestAReaderThatPanics leaves no parts, no goroutines that wait for more, and no
// file of a download.
func TestAReaderThatPanics(t *testing.T) {
	bucket := motoBucket(t)
	opts := s3res.TransferOptions{PartSize: 5 << 20}
	assert.Panics(t, func() {
		_ = bucket.Object("k").Upload(t.Context(), &bad{17 << 20, func() { panic("boom") }}, opts)
	})
	assert.ErrorIs(t, bucket.Object("k").Upload(t.Context(), &bad{17 << 20, runtime.Goexit}, opts), callback.ErrGoexit)
	uploads, err := bucket.MultipartUploads("").Collect(t.Context())
	require.NoError(t, err)
	assert.Empty(t, uploads)
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	assert.NotContains(t, string(stacks), "transfermanager", "all its workers have ended")

	require.NoError(t, bucket.Object("k").Write(t.Context(), []byte("content")))
	dir := t.TempDir()
	opts.OnProgress = func(s3res.Progress) { panic("boom") }
	assert.Panics(t, func() { _ = bucket.Object("k").DownloadFile(t.Context(), filepath.Join(dir, "k"), opts) })
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, entries)
}

// TestUploadOfAPipe: a pipe, such as os.Stdin, is a file that cannot seek.
func TestUploadOfAPipe(t *testing.T) {
	object := motoBucket(t).Object("piped")
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	go func() {
		_, _ = w.WriteString("through a pipe")
		_ = w.Close()
	}()
	require.NoError(t, object.Upload(t.Context(), r, s3res.TransferOptions{}))
	got, err := object.Read(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "through a pipe", string(got))
}

// TestDownloadOfUnequalParts: the parts of an upload may have any sizes, and a
// download does not depend on them.
func TestDownloadOfUnequalParts(t *testing.T) {
	bucket := motoBucket(t)
	content := make([]byte, 12<<20)
	for i := range content {
		content[i] = byte(i >> 12)
	}
	object := bucket.Object("unequal")
	upload, err := object.InitiateMultipartUpload(t.Context())
	require.NoError(t, err)
	var parts []types.CompletedPart
	for n, bounds := range [][2]int{{0, 5 << 20}, {5 << 20, 11 << 20}, {11 << 20, 12 << 20}} {
		out, err := bucket.Client().UploadPart(t.Context(), &s3.UploadPartInput{
			Bucket: &bucket.Name, Key: &object.Key, UploadId: &upload.ID, PartNumber: aws.Int32(int32(n + 1)), Body: bytes.NewReader(content[bounds[0]:bounds[1]]),
		})
		require.NoError(t, err)
		parts = append(parts, types.CompletedPart{PartNumber: aws.Int32(int32(n + 1)), ETag: out.ETag})
	}
	_, err = bucket.Client().CompleteMultipartUpload(t.Context(), &s3.CompleteMultipartUploadInput{
		Bucket: &bucket.Name, Key: &object.Key, UploadId: &upload.ID, MultipartUpload: &types.CompletedMultipartUpload{Parts: parts},
	})
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "f")
	for _, o := range []s3res.TransferOptions{{}, {PartSize: 5 << 20}} {
		require.NoError(t, object.DownloadFile(t.Context(), path, o))
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.True(t, bytes.Equal(content, got))
	}

	// A range of it, and an object that is empty.
	require.NoError(t, object.DownloadFile(t.Context(), path, s3res.TransferOptions{}, func(in *transfermanager.DownloadObjectInput) { in.Range = aws.String("bytes=100-199") }))
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, content[100:200], got)
	require.NoError(t, bucket.Object("empty").Write(t.Context(), nil))
	require.NoError(t, bucket.Object("empty").DownloadFile(t.Context(), path, s3res.TransferOptions{}))
	got, err = os.ReadFile(path)
	require.NoError(t, err)
	assert.Empty(t, got)
}
