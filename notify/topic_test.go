package notify_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/notify"
)

var (
	_ notify.API = (*sns.Client)(nil)
	_ notify.API = (*notify.Memory)(nil)
)

func TestPublishSendsWhatTheMessageSays(t *testing.T) {
	memory := notify.NewMemory("alerts", notify.MemoryOptions{})
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
		memory := notify.NewMemory("alerts", notify.MemoryOptions{})
		topic := notify.NewTopic(memory, arn, notify.TopicOptions{})
		_, err := topic.Publish(t.Context(), notify.Message{Body: "x"})
		require.ErrorContains(t, err, arn)
		require.True(t, strings.HasPrefix(err.Error(), "notify: new topic: "), err)
		assert.Zero(t, memory.Calls())
	}
}
