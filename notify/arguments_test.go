package notify_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/notifytest"
)

// Every wrong argument is an InvalidError that names the operation and the
// argument, from every method, before any request.
func TestWrongArgumentsAreRefusedBeforeAnyRequest(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	newTopic := func(o notify.TopicOptions) *notify.Topic { return notify.NewTopic(memory, memory.ARN(), o) }
	var noClient *sns.Client
	for name, row := range map[string]struct {
		topic *notify.Topic
		want  string
	}{
		"nil topic":             {nil, "topic"},
		"zero topic":            {new(notify.Topic), "topic"},
		"nil client":            {notify.NewTopic(nil, alertsARN, notify.TopicOptions{}), "api"},
		"typed nil client":      {notify.NewTopic(noClient, alertsARN, notify.TopicOptions{}), "api"},
		"ARN":                   {notify.NewTopic(memory, "alerts", notify.TopicOptions{}), "topicARN"},
		"negative concurrency":  {newTopic(notify.TopicOptions{Concurrency: -1}), "TopicOptions.Concurrency"},
		"absurd concurrency":    {newTopic(notify.TopicOptions{Concurrency: 1 << 40}), "TopicOptions.Concurrency"},
		"negative attempts":     {newTopic(notify.TopicOptions{Attempts: -1}), "TopicOptions.Attempts"},
		"absurd attempts":       {newTopic(notify.TopicOptions{Attempts: 1 << 40}), "TopicOptions.Attempts"},
		"small message size":    {newTopic(notify.TopicOptions{MaxMessageSize: 1023}), "TopicOptions.MaxMessageSize"},
		"absurd message size":   {newTopic(notify.TopicOptions{MaxMessageSize: 1 << 50}), "TopicOptions.MaxMessageSize"},
		"negative message size": {newTopic(notify.TopicOptions{MaxMessageSize: -1}), "TopicOptions.MaxMessageSize"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := row.topic.Publish(t.Context(), notify.Message{Body: "x"})
			requireInvalid(t, err, row.want)
			_, err = row.topic.PublishAll(t.Context(), slices.Values(numbered(3)))
			requireInvalid(t, err, row.want)
			for o, err := range row.topic.Stream(t.Context(), notify.Messages(slices.Values(numbered(3)))) {
				assert.Zero(t, o)
				requireInvalid(t, err, row.want)
			}
			requireInvalid(t, row.topic.Check(notify.Message{Body: "x"}), row.want)
			requireInvalid(t, row.topic.Load(t.Context()), row.want)
		})
	}

	topic := newTopic(notify.TopicOptions{})
	var noCtx context.Context
	_, err := topic.Publish(noCtx, notify.Message{Body: "x"})
	requireInvalid(t, err, "ctx")
	_, err = topic.PublishAll(noCtx, slices.Values(numbered(3)))
	requireInvalid(t, err, "ctx")
	requireInvalid(t, topic.Load(noCtx), "ctx")
	_, err = topic.PublishAll(t.Context(), nil)
	requireInvalid(t, err, "messages")
	for _, messages := range []iter.Seq2[notify.Message, error]{nil, notify.Messages(nil)} {
		_, err = notify.ReportOf(topic.Stream(t.Context(), messages))
		requireInvalid(t, err, "messages")
	}
	_, err = notify.ReportOf(nil)
	requireInvalid(t, err, "outcomes")
	requireInvalid(t, notify.NewTopic(struct{ notify.API }{memory}, memory.ARN(), notify.TopicOptions{}).Load(t.Context()), "api")
	_, err = notify.NewTopic(memory, "", notify.TopicOptions{}).PublishAll(t.Context(), slices.Values(numbered(1)))
	requireInvalid(t, err, "topicARN")

	_, err = notify.OpenTopic(noCtx, noClient, "alerts", notify.TopicOptions{})
	requireInvalid(t, err, "ctx")
	_, err = notify.OpenTopic(t.Context(), noClient, "alerts", notify.TopicOptions{})
	requireInvalid(t, err, "api")
	client := sns.New(sns.Options{})
	_, err = notify.OpenTopic(t.Context(), client, "a b", notify.TopicOptions{})
	requireInvalid(t, err, "name")
	_, err = notify.OpenTopic(t.Context(), client, "alerts", notify.TopicOptions{Concurrency: 1 << 40})
	requireInvalid(t, err, "TopicOptions.Concurrency")
	assert.Zero(t, memory.Calls())
}

func requireInvalid(t *testing.T, err error, argument string) {
	t.Helper()
	require.ErrorIs(t, err, awserr.ErrInvalid)
	e, ok := errors.AsType[*awserr.InvalidError](err)
	require.True(t, ok, err)
	require.Equal(t, argument, e.Argument)
	require.NotEmpty(t, e.Operation)
	require.NotEmpty(t, e.Reason)
}

func TestZeroValuesOfErrorsDoNotPanic(t *testing.T) {
	for _, err := range []error{&notify.PartialError{}, (*notify.PartialError)(nil), &notify.MessageError{}, (*notify.MessageError)(nil), &notify.EntryError{}, (*notify.EntryError)(nil)} {
		assert.NotEmpty(t, err.Error())
		assert.NotErrorIs(t, err, context.Canceled)
	}
	assert.NoError(t, new(notify.Report).Err())
	assert.Equal(t, "unknown", notify.Status(-1).String())
	assert.Empty(t, notify.Attribute{}.Text())
}
