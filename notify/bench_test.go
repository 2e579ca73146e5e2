package notify_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/notify"
)

// loopback answers as SNS does, over HTTP, after the given time.
func loopback(tb testing.TB, latency time.Duration) *sns.Client {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		time.Sleep(latency)
		if r.Form.Get("Action") == "Publish" {
			fmt.Fprint(w, `<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>`)
			return
		}
		var b strings.Builder
		b.WriteString(`<PublishBatchResponse><PublishBatchResult><Failed/><Successful>`)
		for i := 1; ; i++ {
			id := r.Form.Get("PublishBatchRequestEntries.member." + strconv.Itoa(i) + ".Id")
			if id == "" {
				break
			}
			fmt.Fprintf(&b, `<member><Id>%s</Id><MessageId>%d</MessageId></member>`, id, i)
		}
		b.WriteString(`</Successful></PublishBatchResult></PublishBatchResponse>`)
		fmt.Fprint(w, b.String())
	}))
	tb.Cleanup(server.Close)
	transport := &http.Transport{MaxIdleConnsPerHost: 16}
	tb.Cleanup(transport.CloseIdleConnections)
	return sns.New(sns.Options{
		Region:       "us-east-1",
		BaseEndpoint: &server.URL,
		Credentials:  credentials.NewStaticCredentialsProvider("AKIAIOSFODNN7EXAMPLE", "none", ""),
		HTTPClient:   &http.Client{Transport: transport},
	})
}

// BenchmarkPublish10000 publishes 10,000 messages over loopback at 5 ms a call.
func BenchmarkPublish10000(b *testing.B) {
	const n, calls, latency = 10_000, 16, 5 * time.Millisecond
	client := loopback(b, latency)
	messages := numbered(n)
	perMessage := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/message")
	}
	b.Run("raw", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			publishRaw(b, client, messages, calls)
		}
		perMessage(b)
	})
	b.Run("essentials", func(b *testing.B) {
		b.ReportAllocs()
		topic := notify.NewTopic(client, alertsARN, notify.TopicOptions{Concurrency: calls})
		for b.Loop() {
			if _, err := topic.PublishAll(b.Context(), slices.Values(messages)); err != nil {
				b.Fatal(err)
			}
		}
		perMessage(b)
	})
	b.Run("one-by-one", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for i := range messages {
				if _, err := client.Publish(b.Context(), &sns.PublishInput{
					TopicArn: aws.String(alertsARN), Subject: &messages[i].Subject, Message: &messages[i].Body}); err != nil {
					b.Fatal(err)
				}
			}
		}
		perMessage(b)
	})
}

// publishRaw is what one writes by hand: goroutines that publish batches of ten.
// It knows no other limit, and drops what failed.
func publishRaw(b *testing.B, client *sns.Client, messages []notify.Message, goroutines int) {
	batches := make(chan []notify.Message)
	var group sync.WaitGroup
	for range goroutines {
		group.Go(func() {
			for batch := range batches {
				in := &sns.PublishBatchInput{TopicArn: aws.String(alertsARN)}
				for i := range batch {
					in.PublishBatchRequestEntries = append(in.PublishBatchRequestEntries, types.PublishBatchRequestEntry{
						Id: aws.String(strconv.Itoa(i)), Subject: &batch[i].Subject, Message: &batch[i].Body})
				}
				if out, err := client.PublishBatch(b.Context(), in); err != nil || len(out.Failed) > 0 {
					b.Error(err, out)
				}
			}
		})
	}
	for batch := range slices.Chunk(messages, 10) {
		batches <- batch
	}
	close(batches)
	group.Wait()
}

// instant is a topic that takes everything at once.
type instant struct{ notify.API }

func (instant) PublishBatch(_ context.Context, in *sns.PublishBatchInput, _ ...func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	out := &sns.PublishBatchOutput{Successful: make([]types.PublishBatchResultEntry, len(in.PublishBatchRequestEntries))}
	for i, e := range in.PublishBatchRequestEntries {
		out.Successful[i] = types.PublishBatchResultEntry{Id: e.Id, MessageId: e.Id}
	}
	return out, nil
}

// BenchmarkStream measures everything but the calls: checking, packing, matching
// the answers and reporting, for one message.
func BenchmarkStream(b *testing.B) {
	b.ReportAllocs()
	topic := notify.NewTopic(instant{}, alertsARN, notify.TopicOptions{})
	m := notify.Message{Subject: "Nightly report", Body: "All is well."}
	n := 0
	outcomes := topic.Stream(b.Context(), func(yield func(notify.Message, error) bool) {
		for b.Loop() && yield(m, nil) {
			n++
		}
	})
	for _, err := range outcomes {
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "messages/s")
}

// BenchmarkCheck measures what one Publish adds to its call.
func BenchmarkCheck(b *testing.B) {
	topic := notify.NewTopic(instant{}, alertsARN, notify.TopicOptions{})
	for name, m := range map[string]notify.Message{
		"plain":      {Subject: "Nightly report", Body: "All is well."},
		"attributes": {Body: "All is well.", Attributes: map[string]notify.Attribute{"a": notify.String("b"), "n": notify.Number(1)}},
		"cut":        {Subject: strings.Repeat("wörld ", 30), Body: "All is well."},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := topic.Check(m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestMemoryOfAStreamDoesNotGrowWithTheNumberOfMessages(t *testing.T) {
	topic := notify.NewTopic(instant{}, alertsARN, notify.TopicOptions{Concurrency: 4})
	body := strings.Repeat("x", 1_000)
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	const n = 200_000
	outcomes := topic.Stream(t.Context(), func(yield func(notify.Message, error) bool) {
		for range n {
			if !yield(notify.Message{Body: strings.Clone(body)}, nil) {
				return
			}
		}
	})
	start, peak, seen := heap(), uint64(0), 0
	for _, err := range outcomes {
		require.NoError(t, err)
		if seen++; seen%20_000 == 0 {
			peak = max(peak, heap())
		}
	}
	require.Equal(t, n, seen)
	// All bodies together take 200 MB.
	require.Less(t, int64(peak)-int64(start), int64(20<<20), "16 MiB, as Stream documents")
}
