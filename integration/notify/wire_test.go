package notify

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/notify"
)

// clients speak to one moto_server.
type clients struct {
	sns *sns.Client
	sqs *sqs.Client
}

func start(t *testing.T) clients {
	t.Helper()
	cfg := aws.Config{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(moto.Start(t).URL),
		Credentials:  credentials.NewStaticCredentialsProvider("AKIAIOSFODNN7EXAMPLE", "none", ""),
	}
	return clients{sns: sns.NewFromConfig(cfg), sqs: sqs.NewFromConfig(cfg)}
}

// subscribe makes a queue that gets what is published to the topic, and returns
// its URL.
func (c clients) subscribe(t *testing.T, topic *notify.Topic, attributes map[string]string) string {
	t.Helper()
	name := "queue-" + strings.TrimSuffix(topic.Name(), ".fifo")
	queue := map[string]string{}
	if topic.FIFO() {
		name += ".fifo"
		queue["FifoQueue"] = "true"
	}
	out, err := c.sqs.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: &name, Attributes: queue})
	require.NoError(t, err)
	_, err = c.sns.Subscribe(t.Context(), &sns.SubscribeInput{
		TopicArn: aws.String(topic.ARN()), Protocol: aws.String("sqs"),
		Endpoint:   aws.String("arn:aws:sqs:us-east-1:123456789012:" + name),
		Attributes: attributes,
	})
	require.NoError(t, err)
	return *out.QueueUrl
}

// receive empties a queue, in the order of arrival.
func (c clients) receive(t *testing.T, url string) []sqstypes.Message {
	t.Helper()
	var all []sqstypes.Message
	for {
		out, err := c.sqs.ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{
			QueueUrl: &url, MaxNumberOfMessages: 10,
			MessageAttributeNames:       []string{"All"},
			MessageSystemAttributeNames: []sqstypes.MessageSystemAttributeName{sqstypes.MessageSystemAttributeNameAll},
		})
		require.NoError(t, err)
		if len(out.Messages) == 0 {
			return all
		}
		var entries []sqstypes.DeleteMessageBatchRequestEntry
		for i, m := range out.Messages {
			all = append(all, m)
			entries = append(entries, sqstypes.DeleteMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(i)), ReceiptHandle: m.ReceiptHandle})
		}
		_, err = c.sqs.DeleteMessageBatch(t.Context(), &sqs.DeleteMessageBatchInput{QueueUrl: &url, Entries: entries})
		require.NoError(t, err)
	}
}

// An envelope is what a subscription without raw message delivery gets.
type envelope struct {
	MessageID         string `json:"MessageId"`
	Subject, Message  string
	MessageAttributes map[string]struct{ Type, Value string }
}

func TestTenThousandMessagesComeBackEqual(t *testing.T) {
	c := start(t)
	topic, err := notify.OpenTopic(t.Context(), c.sns, "many", notify.TopicOptions{Concurrency: 4})
	require.NoError(t, err)
	again, err := notify.OpenTopic(t.Context(), c.sns, "many", notify.TopicOptions{})
	require.NoError(t, err)
	require.Equal(t, topic.ARN(), again.ARN(), "found, not created again")
	url := c.subscribe(t, topic, nil)

	const n = 10_000
	messages := make([]notify.Message, n)
	for i := range messages {
		messages[i] = notify.Message{
			Subject: fmt.Sprintf("message %d – ü", i),
			Body:    fmt.Sprintf("%d\n<&> \"日本\" %s", i, strings.Repeat("x", i%700)),
			Attributes: map[string]notify.Attribute{
				"index": notify.Number(i),
				"kind":  notify.String([]string{"a", "b"}[i%2]),
				"tags":  notify.StringArray("x", i),
			},
		}
	}
	// The time that the server takes for a message grows with the length of the
	// queue, so the queue is emptied while messages are published.
	received := map[string]envelope{}
	drain := func() {
		for _, m := range c.receive(t, url) {
			var e envelope
			require.NoError(t, json.Unmarshal([]byte(*m.Body), &e))
			require.NotContains(t, received, e.MessageID, "delivered twice")
			received[e.MessageID] = e
		}
	}
	report, err := notify.ReportOf(func(yield func(notify.Outcome, error) bool) {
		for o, err := range topic.Stream(t.Context(), notify.Messages(slices.Values(messages))) {
			if !yield(o, err) {
				return
			}
			if o.Index%40 == 0 {
				drain()
			}
		}
	})
	drain()
	require.NoError(t, err)
	require.Equal(t, n, report.Published)
	require.Len(t, received, n)
	for o := range report.Outcomes() {
		e := received[o.ID]
		require.Equal(t, messages[o.Index].Subject, e.Subject)
		require.Equal(t, messages[o.Index].Body, e.Message)
		require.Len(t, e.MessageAttributes, 3)
		for name, a := range messages[o.Index].Attributes {
			require.Equal(t, a.DataType(), e.MessageAttributes[name].Type)
			require.Equal(t, a.Text(), e.MessageAttributes[name].Value)
		}
	}
}

func TestBodyAndAttributesComeBackRaw(t *testing.T) {
	c := start(t)
	topic, err := notify.OpenTopic(t.Context(), c.sns, "raw", notify.TopicOptions{})
	require.NoError(t, err)
	url := c.subscribe(t, topic, map[string]string{"RawMessageDelivery": "true"})
	want := notify.Message{
		Body: "line 1\nline 2 <&>\t日本",
		Attributes: map[string]notify.Attribute{
			"text": notify.String("ü"), "number": notify.Number(-1.5),
		},
	}
	_, err = topic.Publish(t.Context(), want)
	require.NoError(t, err)
	report, err := topic.PublishAll(t.Context(), slices.Values([]notify.Message{want, want}))
	require.NoError(t, err)
	require.Equal(t, 2, report.Published)
	got := c.receive(t, url)
	require.Len(t, got, 3)
	for _, m := range got {
		assert.Equal(t, want.Body, *m.Body)
		assert.Equal(t, []string{"number", "text"}, slices.Sorted(maps.Keys(m.MessageAttributes)))
		assert.Equal(t, "ü", *m.MessageAttributes["text"].StringValue)
		assert.Equal(t, "-1.5", *m.MessageAttributes["number"].StringValue)
	}
}

// The server fails on binary attributes with raw message delivery.
func TestBinaryAttributesComeBack(t *testing.T) {
	c := start(t)
	topic, err := notify.OpenTopic(t.Context(), c.sns, "binary", notify.TopicOptions{})
	require.NoError(t, err)
	url := c.subscribe(t, topic, nil)
	m := notify.Message{Body: "x", Attributes: map[string]notify.Attribute{"digest": notify.Binary([]byte{0, 1, 255})}}
	_, err = topic.Publish(t.Context(), m)
	require.NoError(t, err)
	_, err = topic.PublishAll(t.Context(), slices.Values([]notify.Message{m}))
	require.NoError(t, err)
	got := c.receive(t, url)
	require.Len(t, got, 2)
	for _, m := range got {
		var e envelope
		require.NoError(t, json.Unmarshal([]byte(*m.Body), &e))
		assert.Equal(t, "Binary", e.MessageAttributes["digest"].Type)
		assert.Equal(t, base64.StdEncoding.EncodeToString([]byte{0, 1, 255}), e.MessageAttributes["digest"].Value)
	}
}

func TestProtocolsGetTheirOwnText(t *testing.T) {
	c := start(t)
	topic, err := notify.OpenTopic(t.Context(), c.sns, "protocols", notify.TopicOptions{})
	require.NoError(t, err)
	url := c.subscribe(t, topic, nil)
	_, err = topic.Publish(t.Context(), notify.Message{Body: "for all", ByProtocol: map[string]string{"sqs": "for <queues>", "email": "for mail"}})
	require.NoError(t, err)
	got := c.receive(t, url)
	require.Len(t, got, 1)
	var e envelope
	require.NoError(t, json.Unmarshal([]byte(*got[0].Body), &e))
	assert.Equal(t, "for <queues>", e.Message)
}

func TestFIFOOrderAndDeduplication(t *testing.T) {
	c := start(t)
	topic, err := notify.OpenTopic(t.Context(), c.sns, "orders.fifo", notify.TopicOptions{Concurrency: 4})
	require.NoError(t, err)
	url := c.subscribe(t, topic, map[string]string{"RawMessageDelivery": "true"})
	messages := make([]notify.Message, 300)
	for i := range messages {
		messages[i] = notify.Message{Body: strconv.Itoa(i), GroupID: fmt.Sprint("g", i%25), DeduplicationID: fmt.Sprint("d", i)}
	}
	report, err := topic.PublishAll(t.Context(), slices.Values(messages))
	require.NoError(t, err)
	require.Equal(t, 300, report.Published)
	_, err = topic.PublishAll(t.Context(), slices.Values(messages[:50]))
	require.NoError(t, err, "duplicates are taken, and not delivered")

	last, n := map[string]int{}, 0
	for _, m := range c.receive(t, url) {
		n++
		group := m.Attributes[string(sqstypes.MessageSystemAttributeNameMessageGroupId)]
		i, err := strconv.Atoi(*m.Body)
		require.NoError(t, err)
		if before, ok := last[group]; ok {
			require.Greater(t, i, before, "out of order in group %s", group)
		}
		last[group] = i
	}
	assert.Equal(t, 300, n)
	assert.Len(t, last, 25)
}

// countingAPI counts the requests that reach the server.
type countingAPI struct {
	notify.API
	mu    sync.Mutex
	calls int
}

func (c *countingAPI) PublishBatch(ctx context.Context, in *sns.PublishBatchInput, opts ...func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	c.mu.Lock()
	c.calls++
	c.mu.Unlock()
	return c.API.PublishBatch(ctx, in, opts...)
}

func TestLimitsThatTheServerDoesNotEnforceAreEnforced(t *testing.T) {
	c := start(t)
	opened, err := notify.OpenTopic(t.Context(), c.sns, "limits", notify.TopicOptions{})
	require.NoError(t, err)
	api := &countingAPI{API: c.sns}
	topic := notify.NewTopic(api, opened.ARN(), notify.TopicOptions{MaxMessageSize: notify.DefaultMaxMessageSize})
	_, err = topic.PublishAll(t.Context(), slices.Values([]notify.Message{}))
	require.NoError(t, err)
	assert.Zero(t, api.calls, "no empty batch")

	large := notify.Message{Body: strings.Repeat("x", 100_000)}
	messages := []notify.Message{large, large, large, {Body: strings.Repeat("x", 262_145)}, large}
	report, err := topic.PublishAll(t.Context(), slices.Values(messages))
	require.ErrorIs(t, err, notify.ErrTooLarge)
	assert.Equal(t, "5 messages: 4 published, 1 invalid", report.String())
	assert.Equal(t, 2, api.calls, "two batches of 200,000 bytes")

	api.calls = 0
	topic = notify.NewTopic(api, opened.ARN(), notify.TopicOptions{})
	report, err = topic.PublishAll(t.Context(), slices.Values(messages))
	require.ErrorIs(t, err, notify.ErrTooLarge)
	assert.Equal(t, "5 messages: 4 published, 1 failed", report.String())
	assert.Equal(t, 4, api.calls, "the largest goes by itself, and the server refuses it")
	_, err = topic.Publish(t.Context(), messages[3])
	require.ErrorIs(t, err, notify.ErrTooLarge)
}

func TestATopicThatDoesNotExistIsSaidOnce(t *testing.T) {
	c := start(t)
	api := &countingAPI{API: c.sns}
	topic := notify.NewTopic(api, "arn:aws:sns:us-east-1:123456789012:missing", notify.TopicOptions{})
	messages := slices.Repeat([]notify.Message{{Body: "x"}}, 50)
	report, err := topic.PublishAll(t.Context(), slices.Values(messages))
	require.ErrorContains(t, err, "NotFound")
	assert.Equal(t, "50 messages: 0 published, 10 failed, 40 not sent", report.String())
	assert.Equal(t, 1, api.calls)
}

func TestADeadlineOnTheWireLeavesTheRestNotSent(t *testing.T) {
	c := start(t)
	topic, err := notify.OpenTopic(t.Context(), c.sns, "deadline", notify.TopicOptions{})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 150*time.Millisecond)
	defer cancel()
	report, err := topic.PublishAll(ctx, slices.Values(slices.Repeat([]notify.Message{{Body: "x"}}, 20_000)))
	require.ErrorIs(t, err, notify.ErrNotSent)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Positive(t, report.NotSent)
	assert.Equal(t, 20_000, report.Published+report.Failed+report.NotSent)
}
