package s3res_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/resources/s3res"
)

const (
	gibibyte = 1 << 30
	mebibyte = 1 << 20
)

// pattern is content that is nowhere stored: each MiB begins with its place.
type pattern struct{ at, size int64 }

func (p *pattern) Read(b []byte) (int, error) {
	if p.at == p.size {
		return 0, io.EOF
	}
	n := int(min(int64(len(b)), p.size-p.at))
	clear(b[:n])
	for place := (p.at + mebibyte - 1) / mebibyte * mebibyte; place < p.at+int64(n); place += mebibyte {
		binary.NativeEndian.PutUint32(b[place-p.at:], uint32(place/mebibyte)) // the parts and buffers begin at multiples of 4
	}
	p.at += int64(n)
	return n, nil
}

// check reports whether what is read is the pattern from a place on.
func check(t *testing.T, r io.Reader, at int64) (n int64) {
	buf := make([]byte, mebibyte)
	for {
		got, err := io.ReadFull(r, buf)
		if got >= 4 && binary.NativeEndian.Uint32(buf) != uint32((at+n)/mebibyte) {
			t.Errorf("the MiB at %d is another", at+n)
		}
		n += int64(got)
		if err != nil {
			return n
		}
	}
}

// sink checks what is written.
type sink struct {
	total atomic.Int64
	wrong atomic.Int64
}

func (s *sink) WriteAt(b []byte, at int64) (int, error) {
	for place := (at + mebibyte - 1) / mebibyte * mebibyte; place+4 <= at+int64(len(b)); place += mebibyte {
		if binary.NativeEndian.Uint32(b[place-at:]) != uint32(place/mebibyte) {
			s.wrong.Add(1)
		}
	}
	s.total.Add(int64(len(b)))
	return len(b), nil
}

// gigabyteServer takes parts and gives ranges of the pattern.
func gigabyteServer(t *testing.T, taken *atomic.Int64) *s3res.Object {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		switch {
		case r.Method == http.MethodPost && query.Has("uploads"):
			fmt.Fprint(w, `<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>`)
		case r.Method == http.MethodPost:
			fmt.Fprint(w, `<CompleteMultipartUploadResult><ETag>"e"</ETag></CompleteMultipartUploadResult>`)
		case r.Method == http.MethodPut:
			var part int64
			_, err := fmt.Sscan(query.Get("partNumber"), &part)
			assert.NoError(t, err)
			taken.Add(check(t, r.Body, (part-1)*partSize))
			w.Header().Set("ETag", `"e"`)
		default:
			var from, to int64
			_, err := fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-%d", &from, &to)
			assert.NoError(t, err)
			to = min(to, gibibyte-1)
			w.Header().Set("ETag", `"e"`)
			w.Header().Set("Content-Length", fmt.Sprint(to-from+1))
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, to, gibibyte))
			w.WriteHeader(http.StatusPartialContent)
			_, _ = io.Copy(w, &pattern{from, to + 1}) // fails if the client ends
		}
	}))
	t.Cleanup(server.Close)
	return s3res.New(s3.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("a", "b", ""),
	}, s3res.PathStyle)).Object("bucket", "large")
}

const partSize = 16 * mebibyte

// heap is the most memory that was seen in use. The server's is in it.
type heap struct {
	mu   sync.Mutex
	most uint64
	seen int64
}

func (h *heap) look(p s3res.Progress) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if p.Done-h.seen < 64*mebibyte {
		return
	}
	h.seen = p.Done
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	h.most = max(h.most, m.HeapAlloc)
}

// TestAGibibyteUpAndDown: the memory in use is that of the parts under way, and
// not of the content.
func TestAGibibyteUpAndDown(t *testing.T) {
	var taken atomic.Int64
	object := gigabyteServer(t, &taken)
	var up, down heap
	o := s3res.TransferOptions{PartSize: partSize, Concurrency: 4, OnProgress: up.look}
	require.NoError(t, object.Upload(t.Context(), &pattern{0, gibibyte}, o))
	assert.EqualValues(t, gibibyte, taken.Load())
	out := &sink{}
	o.OnProgress = down.look
	require.NoError(t, object.Download(t.Context(), out, o))
	assert.EqualValues(t, gibibyte, out.total.Load())
	assert.Zero(t, out.wrong.Load())
	t.Logf("a GiB up in %d MiB, down in %d MiB", up.most/mebibyte, down.most/mebibyte)
	for _, most := range []uint64{up.most, down.most} {
		assert.NotZero(t, most)
		assert.Less(t, most, uint64(200*mebibyte))
	}
	// A stream needs none at all.
	body, err := object.Open(t.Context(), func(in *s3.GetObjectInput) { in.Range = aws.String(fmt.Sprintf("bytes=0-%d", 256*mebibyte-1)) })
	require.NoError(t, err)
	assert.EqualValues(t, 256*mebibyte, check(t, body, 0))
	require.NoError(t, body.Close())
}

// wild is a writer that does what no writer should.
type wild func()

func (w wild) WriteAt(b []byte, _ int64) (int, error) {
	w()
	return len(b), nil
}

func TestWritersThatPanicOrExit(t *testing.T) {
	var taken atomic.Int64
	object := gigabyteServer(t, &taken)
	assert.PanicsWithError(t, "boom", func() {
		defer func() {
			p, _ := recover().(*callback.Panic)
			panic(p.Unwrap())
		}()
		_ = object.Download(t.Context(), wild(func() { panic(errors.New("boom")) }), s3res.TransferOptions{})
	})
	assert.ErrorIs(t, object.Download(t.Context(), wild(runtime.Goexit), s3res.TransferOptions{}), callback.ErrGoexit)
	var none *bytes.Reader
	assert.ErrorIs(t, object.Upload(t.Context(), none, s3res.TransferOptions{}), awserr.ErrInvalid)
	var noFile *os.File
	assert.ErrorIs(t, object.Download(t.Context(), noFile, s3res.TransferOptions{}), awserr.ErrInvalid)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, object.Download(ctx, &sink{}, s3res.TransferOptions{}), context.Canceled)
	assert.ErrorIs(t, object.Upload(ctx, &pattern{0, gibibyte}, s3res.TransferOptions{}), context.Canceled)
}
