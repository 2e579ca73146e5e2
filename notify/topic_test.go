package notify_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/notifytest"
)

var (
	_ notify.API = (*sns.Client)(nil)
	_ notify.API = (*notifytest.Topic)(nil)
)

func TestPublishSendsWhatTheMessageSays(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
	m := notify.Message{
		Subject: "Nightly report",
		Body:    "All is well.",
		Attributes: map[string]notify.Attribute{
			"tenant": notify.String("acme"),
			"tags":   notify.StringArray("a", 1, true, nil),
			"count":  notify.Number(3),
			"digest": notify.Binary([]byte{0, 255}),
		},
		GroupID: "g1",
	}
	id, err := topic.Publish(t.Context(), m)
	require.NoError(t, err)
	got := memory.Messages()
	require.Len(t, got, 1)
	assert.Equal(t, got[0].ID, id)
	assert.Equal(t, m, got[0].Message)
}

func TestMalformedARNIsReportedBeforeAnyRequest(t *testing.T) {
	for _, arn := range []string{"alerts", "arn:aws:sqs:us-east-1:123456789012:alerts", "arn:aws:sns:us-east-1:123456789012:alerts:0001-sub", "arn:aws:sns:us-east-1::alerts"} {
		memory := notifytest.NewTopic("alerts", notifytest.Options{})
		topic := notify.NewTopic(memory, arn, notify.TopicOptions{})
		_, err := topic.Publish(t.Context(), notify.Message{Body: "x"})
		require.ErrorContains(t, err, arn)
		require.True(t, errors.Is(err, awserr.ErrInvalid), err)
		assert.Zero(t, memory.Calls())
	}
}

func TestOptionsThatMakeNoSenseAreReportedBeforeAnyRequest(t *testing.T) {
	for want, options := range map[string]notify.TopicOptions{
		"Concurrency -1":         {Concurrency: -1},
		"Attempts -1":            {Attempts: -1},
		"MaxMessageSize 1000":    {MaxMessageSize: 1000},
		"MaxMessageSize 1048577": {MaxMessageSize: 1_048_577},
	} {
		memory := notifytest.NewTopic("alerts", notifytest.Options{})
		topic := notify.NewTopic(memory, memory.ARN(), options)
		_, err := topic.Publish(t.Context(), notify.Message{Body: "x"})
		require.ErrorContains(t, err, want)
		_, err = topic.PublishAll(t.Context(), slicesOf(notify.Message{Body: "x"}))
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, topic.Check(notify.Message{Body: "x"}), want)
		require.ErrorContains(t, topic.Load(t.Context()), want)
		assert.Zero(t, memory.Calls())
	}
}

func slicesOf(messages ...notify.Message) func(func(notify.Message) bool) {
	return func(yield func(notify.Message) bool) {
		for _, m := range messages {
			if !yield(m) {
				return
			}
		}
	}
}

func TestOpenTopicCreatesOrFindsByName(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *sns.CreateTopicInput) (*sns.CreateTopicOutput, error) {
		return &sns.CreateTopicOutput{TopicArn: aws.String("arn:aws-cn:sns:cn-north-1:123456789012:" + *in.Name)}, nil
	})
	client := sns.NewFromConfig(cloud.Config())
	topic, err := notify.OpenTopic(t.Context(), client, "orders.fifo", notify.TopicOptions{})
	require.NoError(t, err)
	assert.Equal(t, []any{"orders.fifo", "cn-north-1", true}, []any{topic.Name(), topic.Region(), topic.FIFO()})
	_, err = notify.OpenTopic(t.Context(), client, "alerts", notify.TopicOptions{})
	require.NoError(t, err)
	calls := awstest.Calls[sns.CreateTopicInput](cloud)
	assert.Equal(t, map[string]string{"FifoTopic": "true"}, calls[0].Attributes)
	assert.Empty(t, calls[1].Attributes)
}

func TestOpenTopicChecksTheName(t *testing.T) {
	client := sns.NewFromConfig(awstest.New(t).Config())
	for _, name := range []string{"", ".fifo", "a b", "a.b", strings.Repeat("a", 257), "ü"} {
		_, err := notify.OpenTopic(t.Context(), client, name, notify.TopicOptions{})
		require.ErrorIs(t, err, awserr.ErrInvalid, name)
	}
}

func TestOpenTopicKeepsTheCause(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Fail[sns.CreateTopicInput](cloud, awstest.APIError("AuthorizationError", "no", 403))
	_, err := notify.OpenTopic(t.Context(), sns.NewFromConfig(cloud.Config()), "alerts", notify.TopicOptions{})
	require.ErrorContains(t, err, "notify: open topic alerts: operation error SNS: CreateTopic")
}
