// Package inbox is a topic whose messages a test reads back, on a server that
// speaks the AWS wire.
package inbox

import (
	"encoding/json"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/awsessentials/essentials/session"
)

// An Inbox is a topic with a queue that gets its messages.
type Inbox struct {
	TopicARN string

	sqs   *sqs.Client
	queue *string
}

// New makes topic and queue in the session's account. What goes wrong fails the
// test.
func New(tb testing.TB, sess *session.Session) *Inbox {
	tb.Helper()
	topics, queues := session.Client(sess, sns.NewFromConfig), session.Client(sess, sqs.NewFromConfig)
	topic, err := topics.CreateTopic(tb.Context(), &sns.CreateTopicInput{Name: aws.String("inbox")})
	if err != nil {
		tb.Fatal(err)
	}
	queue, err := queues.CreateQueue(tb.Context(), &sqs.CreateQueueInput{QueueName: aws.String("inbox")})
	if err != nil {
		tb.Fatal(err)
	}
	attributes, err := queues.GetQueueAttributes(tb.Context(), &sqs.GetQueueAttributesInput{
		QueueUrl: queue.QueueUrl, AttributeNames: []sqstypes.QueueAttributeName{sqstypes.QueueAttributeNameQueueArn},
	})
	if err != nil {
		tb.Fatal(err)
	}
	_, err = topics.Subscribe(tb.Context(), &sns.SubscribeInput{
		TopicArn: topic.TopicArn, Protocol: aws.String("sqs"),
		Endpoint: aws.String(attributes.Attributes[string(sqstypes.QueueAttributeNameQueueArn)]),
	})
	if err != nil {
		tb.Fatal(err)
	}
	return &Inbox{TopicARN: aws.ToString(topic.TopicArn), sqs: queues, queue: queue.QueueUrl}
}

// A Message is one that came.
type Message struct {
	Subject string
	Message string
}

// Receive returns the messages that have come since the last call.
func (i *Inbox) Receive(tb testing.TB) (messages []Message) {
	tb.Helper()
	out, err := i.sqs.ReceiveMessage(tb.Context(), &sqs.ReceiveMessageInput{QueueUrl: i.queue, MaxNumberOfMessages: 10})
	if err != nil {
		tb.Fatal(err)
	}
	for _, m := range out.Messages {
		var message Message
		if err := json.Unmarshal([]byte(aws.ToString(m.Body)), &message); err != nil {
			tb.Fatal(err)
		}
		messages = append(messages, message)
	}
	return messages
}
