package s3res_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/resources/s3fast"
	"github.com/awsessentials/essentials/resources/s3res"
)

// wire answers an SDK client without a network: 20 pages of 1,000 keys, and each
// deletion after 5 ms.
type wire struct{ pages [20][]byte }

func newWire() *wire {
	w := &wire{}
	for p := range w.pages {
		b := bytes.NewBufferString("<ListBucketResult>")
		for i := range 1000 {
			fmt.Fprintf(b, "<Contents><Key>logs/2026/11/%02d/%04d.json.gz</Key><LastModified>2026-11-25T10:00:00.000Z</LastModified><ETag>&quot;0123456789abcdef&quot;</ETag><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>", p, i, i)
		}
		if p+1 < len(w.pages) {
			fmt.Fprintf(b, "<IsTruncated>true</IsTruncated><NextContinuationToken>%d</NextContinuationToken>", p+1)
		}
		b.WriteString("</ListBucketResult>")
		w.pages[p] = b.Bytes()
	}
	return w
}

func (w *wire) Do(r *http.Request) (*http.Response, error) {
	body := []byte("<DeleteResult/>")
	if r.Method == http.MethodGet {
		p, _ := strconv.Atoi(r.URL.Query().Get("continuation-token"))
		body = w.pages[p]
	} else {
		_, _ = io.Copy(io.Discard, r.Body)
		time.Sleep(5 * time.Millisecond)
	}
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/xml"}}, ContentLength: int64(len(body)), Body: io.NopCloser(bytes.NewReader(body)), Request: r}, nil
}

// BenchmarkDelete empties a prefix of 20,000 objects with 16 requests at a time.
func BenchmarkDelete(b *testing.B) {
	client := s3.NewFromConfig(aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("a", "b", ""), HTTPClient: newWire()})
	b.Run("s3res", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			n, err := s3res.New(client).Bucket("b").Objects("logs/").Delete(b.Context(), s3fast.DeleteOptions{Concurrency: 16})
			if n != 20_000 || err != nil {
				b.Fatal(n, err)
			}
		}
	})
	b.Run("by hand", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := deleteByHand(b.Context(), client); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func deleteByHand(ctx context.Context, client *s3.Client) error {
	pages := make(chan []types.ObjectIdentifier)
	var workers sync.WaitGroup
	for range 16 {
		workers.Go(func() {
			for objects := range pages {
				_, _ = client.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: aws.String("b"), Delete: &types.Delete{Objects: objects, Quiet: aws.Bool(true)}})
			}
		})
	}
	defer workers.Wait()
	defer close(pages)
	pager := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: aws.String("b"), Prefix: aws.String("logs/")})
	for pager.HasMorePages() {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return err
		}
		objects := make([]types.ObjectIdentifier, len(page.Contents))
		for i := range page.Contents {
			objects[i].Key = page.Contents[i].Key
		}
		pages <- objects
	}
	return nil
}
