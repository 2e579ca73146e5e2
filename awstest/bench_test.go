package awstest_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/awstest"
)

// BenchmarkCall is one call of a real client: answered by a stub, by a stub on
// the wire, and by an HTTP server on the loopback, which is what tests use
// that have no kit.
func BenchmarkCall(b *testing.B) {
	stubbed := func(b *testing.B) (*sns.Client, *awstest.Expect[sns.PublishInput]) {
		cloud := awstest.New(b)
		cloud.SetLatency(0)
		return sns.NewFromConfig(cloud.Config()), awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) {
			return &sns.PublishOutput{MessageId: aws.String("1")}, nil
		})
	}
	call := func(b *testing.B, client *sns.Client) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := client.Publish(b.Context(), publish); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("loopback", func(b *testing.B) {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>`)
		}))
		defer srv.Close()
		cfg := awstest.New(nil).Config()
		cfg.APIOptions, cfg.HTTPClient, cfg.BaseEndpoint = nil, srv.Client(), &srv.URL
		call(b, sns.NewFromConfig(cfg))
	})
	b.Run("stub", func(b *testing.B) {
		client, _ := stubbed(b)
		call(b, client)
	})
	b.Run("wire", func(b *testing.B) {
		client, e := stubbed(b)
		e.Wire()
		call(b, client)
	})
}
