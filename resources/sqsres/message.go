package sqsres

import (
	"context"
	"log/slog"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Message is a message as it was received. When it is received again, it has
// another receipt handle. It is identified by its QueueURL and ReceiptHandle.
type Message struct {
	node
	QueueURL      string
	ReceiptHandle string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.Message
}

// Message returns the message with these identifiers. It makes no request, and
// the message need not exist.
func (s *SQS) Message(queueURL, receiptHandle string) *Message {
	return &Message{node: node{service: s}, QueueURL: queueURL, ReceiptHandle: receiptHandle}
}

// Identity returns what identifies the message. It is comparable, and can be
// the key of a map.
func (m *Message) Identity() resources.Identity {
	if m == nil {
		return resources.Identity{}
	}
	return m.service.at().Identity("Message", "QueueURL", m.QueueURL, "ReceiptHandle", m.ReceiptHandle)
}

// String returns the type and the identifiers of the message.
func (m *Message) String() string { return m.Identity().String() }

// LogValue implements slog.LogValuer.
func (m *Message) LogValue() slog.Value { return m.Identity().LogValue() }

func (m *Message) check(operation string) error {
	if m == nil {
		return resources.Nil(operation, "Message")
	}
	return m.service.at().Check(operation, "QueueURL", m.QueueURL, "ReceiptHandle", m.ReceiptHandle)
}

// ChangeVisibility changes the visibility of the message
// (ChangeMessageVisibility).
func (m *Message) ChangeVisibility(ctx context.Context, visibilityTimeout int32, changes ...func(*sqs.ChangeMessageVisibilityInput)) (*sqs.ChangeMessageVisibilityOutput, error) {
	if err := m.check("sqs.ChangeMessageVisibility"); err != nil {
		return nil, err
	}
	in := &sqs.ChangeMessageVisibilityInput{QueueUrl: aws.String(m.QueueURL), ReceiptHandle: aws.String(m.ReceiptHandle), VisibilityTimeout: visibilityTimeout}
	return resources.Call(ctx, "sqs.ChangeMessageVisibility", m.service.changeMessageVisibility, in, changes)
}

// Delete deletes the message (DeleteMessage).
func (m *Message) Delete(ctx context.Context, changes ...func(*sqs.DeleteMessageInput)) (*sqs.DeleteMessageOutput, error) {
	if err := m.check("sqs.DeleteMessage"); err != nil {
		return nil, err
	}
	in := &sqs.DeleteMessageInput{QueueUrl: aws.String(m.QueueURL), ReceiptHandle: aws.String(m.ReceiptHandle)}
	return resources.Call(ctx, "sqs.DeleteMessage", m.service.deleteMessage, in, changes)
}

// Queue returns the queue of the message. It makes no request.
func (m *Message) Queue() *Queue {
	return &Queue{node: node{service: m.service}, URL: m.QueueURL}
}

// Messages is a collection of messages, made from others by collections.As.
type Messages struct {
	collections.View[*Messages, *sqs.DeleteMessageBatchInput, *Message]
}

// Delete deletes the messages, 10 a request (DeleteMessageBatch). It returns
// how many succeeded; the error has a [resources.ItemError] for each that did
// not.
func (c *Messages) Delete(ctx context.Context, changes ...func(*sqs.DeleteMessageBatchInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Message]{
		Size:  10,
		Group: func(m *Message) any { return [...]any{m.service, m.QueueURL} },
		Do: func(ctx context.Context, group []*Message) ([]collections.Failure, error) {
			in := &sqs.DeleteMessageBatchInput{QueueUrl: aws.String(group[0].QueueURL)}
			for n, m := range group {
				in.Entries = append(in.Entries, types.DeleteMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(n)), ReceiptHandle: aws.String(m.ReceiptHandle)})
			}
			out, err := resources.Call(ctx, "sqs.DeleteMessageBatch", group[0].service.deleteMessageBatch, in, changes)
			if err != nil {
				return nil, err
			}
			return resources.Failures(out.Failed, len(group),
				func(f *types.BatchResultErrorEntry, n int) bool { return aws.ToString(f.Id) == strconv.Itoa(n) },
				func(f *types.BatchResultErrorEntry) (error, bool) {
					return resources.Refused(aws.ToString(f.Code), aws.ToString(f.Message)), !f.SenderFault
				}), nil
		},
	})
}
