package notifytest_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/notifytest"
)

func entries(bodies ...string) (all []types.PublishBatchRequestEntry) {
	for i, body := range bodies {
		all = append(all, types.PublishBatchRequestEntry{Id: aws.String(string(rune('a' + i))), Message: aws.String(body)})
	}
	return all
}

func TestMemoryRefusesTheBatchesThatSNSRefuses(t *testing.T) {
	twice := entries("x", "y")
	twice[1].Id = twice[0].Id
	badID := entries("x")
	badID[0].Id = aws.String("a.b")
	for code, batch := range map[string][]types.PublishBatchRequestEntry{
		"EmptyBatchRequest":            nil,
		"TooManyEntriesInBatchRequest": entries("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"),
		"BatchEntryIdsNotDistinct":     twice,
		"InvalidBatchEntryId":          badID,
		"BatchRequestTooLong":          entries(strings.Repeat("x", 600), strings.Repeat("x", 600)),
	} {
		memory := notifytest.NewTopic("alerts", notifytest.Options{MaxMessageSize: 1024})
		_, err := memory.PublishBatch(t.Context(), &sns.PublishBatchInput{TopicArn: aws.String(memory.ARN()), PublishBatchRequestEntries: batch})
		api, ok := errors.AsType[smithy.APIError](err)
		require.True(t, ok, err)
		assert.Equal(t, code, api.ErrorCode())
		assert.ErrorContains(t, err, "operation error SNS: PublishBatch")
		assert.Empty(t, memory.Messages())
	}
}

func TestMemoryRefusesOnlyTheBadEntryOfABatch(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	batch := entries("good", "bad", "")
	batch[1].Subject = aws.String("line\nbreak")
	out, err := memory.PublishBatch(t.Context(), &sns.PublishBatchInput{TopicArn: aws.String(memory.ARN()), PublishBatchRequestEntries: batch})
	require.NoError(t, err)
	require.Len(t, out.Successful, 1)
	require.Len(t, out.Failed, 2)
	assert.Equal(t, "b", *out.Failed[0].Id)
	assert.True(t, out.Failed[0].SenderFault)
	assert.Len(t, memory.Messages(), 1)
}

func TestMemoryRefusesTheMessagesThatSNSRefuses(t *testing.T) {
	memory := notifytest.NewTopic("orders.fifo", notifytest.Options{MaxMessageSize: 1024})
	good := sns.PublishInput{TopicArn: aws.String(memory.ARN()), Message: aws.String("x"),
		MessageGroupId: aws.String("g"), MessageDeduplicationId: aws.String("d")}
	for name, spoil := range map[string]func(*sns.PublishInput){
		"topic":            func(in *sns.PublishInput) { in.TopicArn = aws.String("arn:aws:sns:us-east-1:123456789012:other") },
		"body":             func(in *sns.PublishInput) { in.Message = aws.String("") },
		"size":             func(in *sns.PublishInput) { in.Message = aws.String(strings.Repeat("x", 1025)) },
		"subject":          func(in *sns.PublishInput) { in.Subject = aws.String(strings.Repeat("x", 100)) },
		"empty subject":    func(in *sns.PublishInput) { in.Subject = aws.String("") },
		"group":            func(in *sns.PublishInput) { in.MessageGroupId = nil },
		"deduplication id": func(in *sns.PublishInput) { in.MessageDeduplicationId = nil },
		"structure":        func(in *sns.PublishInput) { in.MessageStructure = aws.String("json") },
		"attribute": func(in *sns.PublishInput) {
			in.MessageAttributes = map[string]types.MessageAttributeValue{"a b": {DataType: aws.String("String"), StringValue: aws.String("x")}}
		},
	} {
		in := good
		spoil(&in)
		_, err := memory.Publish(t.Context(), &in)
		_, ok := errors.AsType[smithy.APIError](err)
		assert.True(t, ok, "%s: %v", name, err)
	}
	assert.Empty(t, memory.Messages())
	out, err := memory.Publish(t.Context(), &good)
	require.NoError(t, err)
	assert.NotEmpty(t, *out.SequenceNumber)
}

func TestMemoryDropsDuplicatesForFiveMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		memory := notifytest.NewTopic("orders.fifo", notifytest.Options{ContentBasedDeduplication: true})
		topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
		publish := func(m notify.Message) string {
			m.GroupID = "g"
			id, err := topic.Publish(t.Context(), m)
			require.NoError(t, err)
			return id
		}
		first := publish(notify.Message{Body: "x"})
		assert.Equal(t, first, publish(notify.Message{Body: "x"}), "by the hash of the body")
		publish(notify.Message{Body: "y", DeduplicationID: "d"})
		publish(notify.Message{Body: "z", DeduplicationID: "d"})
		assert.Len(t, memory.Messages(), 2)
		time.Sleep(5 * time.Minute)
		assert.NotEqual(t, first, publish(notify.Message{Body: "x"}))
		assert.Len(t, memory.Messages(), 3)
	})
}

func TestMemoryTellsItsLimits(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{MaxMessageSize: 1_048_576})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
	_, err := topic.Publish(t.Context(), notify.Message{Body: strings.Repeat("x", 500_000)})
	require.NoError(t, err, "without a known limit, SNS decides")
	small := notifytest.NewTopic("small", notifytest.Options{MaxMessageSize: 1024})
	topic = notify.NewTopic(small, small.ARN(), notify.TopicOptions{})
	require.NoError(t, topic.Load(t.Context()))
	require.ErrorIs(t, topic.Check(notify.Message{Body: strings.Repeat("x", 1025)}), notify.ErrTooLarge)
}

func TestMemoryEndsWithTheContext(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{}).Publish(ctx, notify.Message{Body: "x"})
	require.ErrorIs(t, err, context.Canceled)
	assert.Zero(t, memory.Calls())
}

func TestMemoryKeepsWhatGoesToPhonesAndEndpoints(t *testing.T) {
	memory := notifytest.NewTopic("orders.fifo", notifytest.Options{})
	topic := notify.NewTopic(memory, "", notify.TopicOptions{})
	_, err := topic.Publish(t.Context(), notify.Message{Body: "hello", PhoneNumber: "+12065550100"})
	require.NoError(t, err)
	assert.Equal(t, "+12065550100", memory.Messages()[0].Message.PhoneNumber)
	_, err = topic.Publish(t.Context(), notify.Message{Body: "hello"})
	require.ErrorContains(t, err, "the topic has no ARN")
}

func TestATopicThatSNSWouldNotMakeRefusesEveryCall(t *testing.T) {
	for name, options := range map[string]notifytest.Options{
		"a b": {}, "": {}, "small": {MaxMessageSize: 1023}, "large": {MaxMessageSize: 1 << 40}, "negative": {MaxMessageSize: -1},
	} {
		memory := notifytest.NewTopic(name, options)
		_, err := memory.Publish(t.Context(), &sns.PublishInput{TopicArn: aws.String(memory.ARN()), Message: aws.String("x")})
		require.ErrorIs(t, err, awserr.ErrInvalid, name)
		_, err = memory.PublishBatch(t.Context(), &sns.PublishBatchInput{TopicArn: aws.String(memory.ARN()), PublishBatchRequestEntries: entries("x")})
		require.ErrorIs(t, err, awserr.ErrInvalid, name)
		_, err = memory.GetTopicAttributes(t.Context(), &sns.GetTopicAttributesInput{TopicArn: aws.String(memory.ARN())})
		require.ErrorIs(t, err, awserr.ErrInvalid, name)
	}
	_, err := new(notifytest.Topic).Publish(t.Context(), &sns.PublishInput{})
	require.ErrorIs(t, err, awserr.ErrInvalid)
}
