package collections_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
)

const (
	topicPages = 20
	topicsEach = 100
)

// BenchmarkSDK lists 2,000 topics through a filter and a limit that lets all
// pass, beside the loop over the SDK's paginator, on stubs and over HTTP.
func BenchmarkSDK(b *testing.B) {
	pages := make([]*sns.ListTopicsOutput, topicPages)
	for i := range pages {
		arns := make([]string, topicsEach)
		for j := range arns {
			arns[j] = fmt.Sprintf("arn:aws:sns:us-east-1:111122223333:topic-%d-%d", i, j)
		}
		pages[i] = topics(arns...)
	}
	cloud := awstest.New(b)
	cloud.SetLatency(0)
	awstest.Pages[sns.ListTopicsInput](cloud, pages...)
	server := httptest.NewServer(listTopicsXML(pages))
	b.Cleanup(server.Close)

	for _, transport := range []struct {
		name   string
		client *sns.Client
	}{
		{"stub", sns.NewFromConfig(cloud.Config())},
		{"http", sns.New(sns.Options{
			Region: "us-east-1", BaseEndpoint: &server.URL,
			Credentials: aws.NewCredentialsCache(credentials.NewStaticCredentialsProvider("AKID", "SECRET", "")),
		})},
	} {
		keep := func(t types.Topic) bool { return t.TopicArn != nil }
		raw := func(b *testing.B) {
			n := 0
			pager := sns.NewListTopicsPaginator(transport.client, &sns.ListTopicsInput{})
			for pager.HasMorePages() {
				out, err := pager.NextPage(b.Context())
				if err != nil {
					b.Fatal(err)
				}
				for _, t := range out.Topics {
					if keep(t) {
						n++
					}
				}
			}
			checkTopics(b, n)
		}
		c := collections.From(transport.client.ListTopics, nil, topicsOf).Filter(keep).Limit(topicPages*topicsEach + 1)
		essentials := func(b *testing.B) {
			n := 0
			for _, err := range c.All(b.Context()) {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			checkTopics(b, n)
		}
		for name, run := range map[string]func(*testing.B){"raw": raw, "essentials": essentials} {
			b.Run(transport.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					run(b)
				}
			})
		}
		// In turns, and by the best of each: what else the machine does hits both.
		b.Run(transport.name+"/ratio", func(b *testing.B) {
			best := [2]time.Duration{time.Hour, time.Hour}
			for b.Loop() {
				for i, run := range []func(*testing.B){raw, essentials} {
					begun := time.Now()
					run(b)
					best[i] = min(best[i], time.Since(begun))
				}
			}
			b.ReportMetric(float64(best[1])/float64(best[0]), "ratio")
		})
	}
}

func checkTopics(b *testing.B, n int) {
	if n != topicPages*topicsEach {
		b.Fatalf("%d topics", n)
	}
}

// listTopicsXML answers ListTopics as SNS does. The token is a page's number.
func listTopicsXML(pages []*sns.ListTopicsOutput) http.HandlerFunc {
	bodies := make([]string, len(pages))
	for i, page := range pages {
		var b strings.Builder
		b.WriteString(`<ListTopicsResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListTopicsResult><Topics>`)
		for _, t := range page.Topics {
			fmt.Fprintf(&b, "<member><TopicArn>%s</TopicArn></member>", aws.ToString(t.TopicArn))
		}
		b.WriteString("</Topics>")
		if i+1 < len(pages) {
			fmt.Fprintf(&b, "<NextToken>%d</NextToken>", i+1)
		}
		b.WriteString("</ListTopicsResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></ListTopicsResponse>")
		bodies[i] = b.String()
	}
	return func(w http.ResponseWriter, r *http.Request) {
		i, _ := strconv.Atoi(r.FormValue("NextToken"))
		w.Header().Set("Content-Type", "text/xml")
		_, _ = w.Write([]byte(bodies[i]))
	}
}
