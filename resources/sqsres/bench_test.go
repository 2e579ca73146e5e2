package sqsres_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/awsessentials/essentials/resources/sqsres"
)

// accepting answers an SDK client without a network: all ten are accepted.
type accepting struct{ body []byte }

func (a accepting) Do(r *http.Request) (*http.Response, error) {
	_, _ = io.Copy(io.Discard, r.Body)
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}}, ContentLength: int64(len(a.body)), Body: io.NopCloser(bytes.NewReader(a.body)), Request: r}, nil
}

// BenchmarkSend sends 1,000 messages of 200 bytes.
func BenchmarkSend(b *testing.B) {
	body := bytes.NewBufferString(`{"Successful":[`)
	for i := range 10 {
		if i > 0 {
			body.WriteByte(',')
		}
		fmt.Fprintf(body, `{"Id":"%d","MessageId":"0123456789","MD5OfMessageBody":"%s"}`, i, "8215ef0796a20bcaaae116d3876c664a")
	}
	body.WriteString(`]}`)
	client := sqs.NewFromConfig(aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("a", "b", ""), HTTPClient: accepting{body.Bytes()}},
		func(o *sqs.Options) { o.DisableMessageChecksumValidation = true })
	bodies := make([]string, 1000)
	for i := range bodies {
		bodies[i] = fmt.Sprintf("%0200d", i)
	}
	b.Run("sqsres", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			report, err := sqsres.New(client).Queue(url).SendAll(b.Context(), sqsres.Text(bodies...))
			if report.Sent != 1000 || err != nil {
				b.Fatal(report.Sent, err)
			}
		}
	})
	b.Run("by hand", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for first := 0; first < len(bodies); first += 10 {
				in := &sqs.SendMessageBatchInput{QueueUrl: aws.String(url)}
				for i := range 10 {
					in.Entries = append(in.Entries, types.SendMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(i)), MessageBody: &bodies[first+i]})
				}
				out, err := client.SendMessageBatch(b.Context(), in)
				if err != nil || len(out.Failed) > 0 {
					b.Fatal(err)
				}
			}
		}
	})
}
