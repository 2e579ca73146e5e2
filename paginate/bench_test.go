package paginate_test

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/paginate"
)

const (
	benchPages    = 10
	benchPageSize = 100 // what SNS gives
)

func topicsOf(out *sns.ListTopicsOutput) []types.Topic { return out.Topics }

// loopback is a client of an HTTP server that answers as SNS does, after some
// latency.
func loopback(tb testing.TB, latency time.Duration) *sns.Client {
	bodies := make([]string, benchPages)
	for page := range bodies {
		var b strings.Builder
		b.WriteString(`<ListTopicsResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListTopicsResult><Topics>`)
		for i := range benchPageSize {
			fmt.Fprintf(&b, "<member><TopicArn>%s</TopicArn></member>", arn(page*benchPageSize+i))
		}
		b.WriteString("</Topics>")
		if page < benchPages-1 {
			fmt.Fprintf(&b, "<NextToken>%d</NextToken>", page+1)
		}
		b.WriteString("</ListTopicsResult><ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></ListTopicsResponse>")
		bodies[page] = b.String()
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(latency)
		page, _ := strconv.Atoi(r.FormValue("NextToken"))
		w.Header().Set("Content-Type", "text/xml")
		_, _ = w.Write([]byte(bodies[page]))
	}))
	tb.Cleanup(server.Close)
	return sns.New(sns.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(server.URL),
		Credentials: aws.NewCredentialsCache(credentials.NewStaticCredentialsProvider("AKID", "SECRET", "")),
	})
}

func stubbed(tb testing.TB) *sns.Client {
	cloud := awstest.New(tb)
	cloud.SetLatency(0)
	sizes := make([]int, benchPages)
	for i := range sizes {
		sizes[i] = benchPageSize
	}
	pages := pagesOf(sizes...)
	for i, page := range pages[:benchPages-1] {
		page.NextToken = aws.String(strconv.Itoa(i + 1))
	}
	// On and not Pages, which copies each page: the loops are what is measured.
	awstest.On(cloud, func(_ context.Context, in *sns.ListTopicsInput) (*sns.ListTopicsOutput, error) {
		n := 0
		if in.NextToken != nil {
			n, _ = strconv.Atoi(*in.NextToken)
		}
		page := *pages[n]
		return &page, nil
	})
	return sns.NewFromConfig(cloud.Config())
}

// rawLoop is what a program without this package writes.
func rawLoop(b *testing.B, client *sns.Client, work func()) (n int) {
	pager := sns.NewListTopicsPaginator(client, &sns.ListTopicsInput{})
	for pager.HasMorePages() {
		page, err := pager.NextPage(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		for i := range page.Topics {
			if page.Topics[i].TopicArn != nil {
				n++
			}
		}
		work()
	}
	return n
}

func itemsLoop(b *testing.B, p paginate.Pager[*sns.ListTopicsOutput, sns.Options]) (n int) {
	for topic, err := range paginate.Items(b.Context(), p, topicsOf) {
		if err != nil {
			b.Fatal(err)
		}
		if topic.TopicArn != nil {
			n++
		}
	}
	return n
}

var benchClients = []struct {
	name   string
	client func(testing.TB) *sns.Client
}{
	{"awstest", stubbed},
	{"http", func(tb testing.TB) *sns.Client { return loopback(tb, 0) }},
}

// BenchmarkItems walks 1000 topics in 10 pages, by hand and by Items.
func BenchmarkItems(b *testing.B) {
	for _, how := range []struct {
		name string
		loop func(*testing.B, *sns.Client) int
	}{
		{"raw", func(b *testing.B, c *sns.Client) int { return rawLoop(b, c, func() {}) }},
		{"essentials", func(b *testing.B, c *sns.Client) int { return itemsLoop(b, paginate.Op(c.ListTopics, nil)) }},
		{"essentials-sdk-paginator", func(b *testing.B, c *sns.Client) int {
			return itemsLoop(b, sns.NewListTopicsPaginator(c, nil))
		}},
		{"essentials-tracked", func(b *testing.B, c *sns.Client) int {
			return itemsLoop(b, paginate.With(paginate.Op(c.ListTopics, nil), paginate.Options{
				Track: new(paginate.Cursor), OnPage: func(paginate.Progress) {},
			}))
		}},
	} {
		for _, where := range benchClients {
			b.Run(how.name+"/"+where.name, func(b *testing.B) {
				client := where.client(b)
				b.ReportAllocs()
				items := 0
				for b.Loop() {
					items += how.loop(b, client)
				}
				if items != b.N*benchPages*benchPageSize {
					b.Fatalf("%d items", items)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(items), "ns/item")
			})
		}
	}
}

// BenchmarkRatio walks by hand and by Items in turn, and gives the ratio of the
// median times, which holds on a busy machine too.
func BenchmarkRatio(b *testing.B) {
	for _, where := range benchClients {
		b.Run(where.name, func(b *testing.B) {
			client := where.client(b)
			var raw, ours []time.Duration
			timed := func(times *[]time.Duration, loop func()) {
				begun := time.Now()
				loop()
				*times = append(*times, time.Since(begun))
			}
			byHand := func() { timed(&raw, func() { rawLoop(b, client, func() {}) }) }
			byItems := func() { timed(&ours, func() { itemsLoop(b, paginate.Op(client.ListTopics, nil)) }) }
			for b.Loop() {
				byHand() // each goes first once
				byItems()
				byItems()
				byHand()
			}
			slices.Sort(raw)
			slices.Sort(ours)
			b.ReportMetric(float64(ours[len(ours)/2])/float64(raw[len(raw)/2]), "essentials/raw")
			b.ReportMetric(float64(raw[len(raw)/2].Microseconds()), "raw-µs")
		})
	}
}

// BenchmarkPerItem has one page of a million items: what is left is the cost of
// the sequence itself.
func BenchmarkPerItem(b *testing.B) {
	const million = 1_000_000
	page := &ListNumbersOutput{Numbers: count(0, million)}
	list := func(context.Context, *ListNumbersInput, ...func(*serviceOptions)) (*ListNumbersOutput, error) {
		return page, nil
	}
	run := func(name string, loop func() int) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			sum := 0
			for b.Loop() {
				sum += loop()
			}
			if sum != b.N*million*(million-1)/2 {
				b.Fatal("wrong sum")
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/million, "ns/item")
		})
	}
	sumOf := func(o paginate.Options) func() int {
		op := paginate.With(paginate.Op(list, nil), o)
		return func() (sum int) {
			for n, err := range paginate.Items(b.Context(), op, listed) {
				if err != nil {
					b.Fatal(err)
				}
				sum += n
			}
			return sum
		}
	}
	run("raw", func() (sum int) {
		out, _ := list(b.Context(), nil)
		for _, n := range out.Numbers {
			sum += n
		}
		return sum
	})
	run("essentials", sumOf(paginate.Options{}))
	run("essentials-limited", sumOf(paginate.Options{Limit: million}))
	run("essentials-tracked", sumOf(paginate.Options{Track: new(paginate.Cursor)}))
}

// BenchmarkPrefetch has 5 ms of network and 5 ms of work for each page.
func BenchmarkPrefetch(b *testing.B) {
	client := loopback(b, 5*time.Millisecond)
	work := func() { time.Sleep(5 * time.Millisecond) }
	b.Run("raw", func(b *testing.B) {
		for b.Loop() {
			rawLoop(b, client, work)
		}
	})
	for _, ahead := range []int{0, 1, 4} {
		b.Run(fmt.Sprintf("essentials-%d", ahead), func(b *testing.B) {
			op := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Prefetch: ahead})
			for b.Loop() {
				for _, err := range paginate.ItemPages(b.Context(), op, topicsOf) {
					if err != nil {
						b.Fatal(err)
					}
					work()
				}
			}
		})
	}
}

// BenchmarkList is a page of 1000 items by the accessor and by the type.
func BenchmarkList(b *testing.B) {
	out := pagesOf(1000)[0]
	op := paginate.OpOnce(func(context.Context, *sns.ListTopicsInput, ...func(*sns.Options)) (*sns.ListTopicsOutput, error) {
		return out, nil
	}, nil)
	for name, seq := range map[string]iter.Seq2[types.Topic, error]{
		"From": paginate.Items(b.Context(), op, func(out *sns.ListTopicsOutput) []types.Topic { return out.Topics }),
		"List": paginate.ListOf[types.Topic](b.Context(), op),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range seq {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
