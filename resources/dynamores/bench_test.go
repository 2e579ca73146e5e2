package dynamores_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/awsessentials/essentials/resources/dynamores"
)

// writing answers an SDK client without a network.
type writing struct{}

func (writing) Do(r *http.Request) (*http.Response, error) {
	_, _ = io.Copy(io.Discard, r.Body)
	body := `{"UnprocessedItems":{}}`
	if strings.HasSuffix(r.Header.Get("X-Amz-Target"), "DescribeTable") {
		body = `{"Table":{"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}}`
	}
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}}, ContentLength: int64(len(body)), Body: io.NopCloser(bytes.NewReader([]byte(body))), Request: r}, nil
}

// BenchmarkPut writes 1,000 items, one request after the other.
func BenchmarkPut(b *testing.B) {
	client := dynamodb.NewFromConfig(aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("a", "b", ""), HTTPClient: writing{}},
		func(o *dynamodb.Options) { o.DisableValidateResponseChecksum = true })
	items := make([]order, 0, 1000)
	for range 10 {
		items = append(items, make100()...)
	}
	for i := range items {
		items[i].ID += strings.Repeat("x", i/100)
	}
	b.Run("dynamores", func(b *testing.B) {
		b.ReportAllocs()
		table := dynamores.New(client).Table("t")
		for b.Loop() {
			report, err := table.PutAll(b.Context(), items)
			if report.Done != 1000 || err != nil {
				b.Fatal(report, err)
			}
		}
	})
	b.Run("by hand", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for first := 0; first < len(items); first += 25 {
				var requests []types.WriteRequest
				for _, item := range items[first : first+25] {
					m, err := attributevalue.MarshalMap(item)
					if err != nil {
						b.Fatal(err)
					}
					requests = append(requests, types.WriteRequest{PutRequest: &types.PutRequest{Item: m}})
				}
				out, err := client.BatchWriteItem(b.Context(), &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{"t": requests}})
				if err != nil || len(out.UnprocessedItems) > 0 {
					b.Fatal(err)
				}
			}
		}
	})
}
