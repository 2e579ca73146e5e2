package notify_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/notify"
)

func numbered(n int) []notify.Message {
	messages := make([]notify.Message, n)
	for i := range messages {
		messages[i] = notify.Message{Subject: "numbered", Body: fmt.Sprint(i)}
	}
	return messages
}

func TestPublishAllPacksTenMessagesACall(t *testing.T) {
	memory := notify.NewMemory("alerts", notify.MemoryOptions{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{Concurrency: 3})
	messages := numbered(95)
	report, err := topic.PublishAll(t.Context(), slices.Values(messages))
	require.NoError(t, err)
	assert.Equal(t, 95, report.Published)
	assert.Equal(t, 10, memory.Calls())
	for i, o := range report.Outcomes {
		assert.Equal(t, i, o.Index)
		assert.Equal(t, messages[i], o.Message)
	}
	assert.Len(t, memory.Messages(), 95)
}

func TestPublishAllReportsAnInvalidMessageAndSendsTheOthers(t *testing.T) {
	memory := notify.NewMemory("alerts", notify.MemoryOptions{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
	messages := numbered(12)
	messages[4].Body = ""
	report, err := topic.PublishAll(t.Context(), slices.Values(messages))
	require.ErrorIs(t, err, notify.ErrIncomplete)
	require.ErrorIs(t, err, notify.ErrInvalid)
	assert.Equal(t, "12 messages: 11 published, 1 invalid", report.String())
	assert.Equal(t, "notify: publish all: 1 of 12 messages were not published (1 invalid); the first is message 4: notify: check message: Body: is empty, which SNS refuses", err.Error())
	assert.Equal(t, 2, memory.Calls())
}
