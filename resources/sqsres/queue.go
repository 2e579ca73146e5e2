package sqsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Queue is a queue of SQS. It is identified by its URL.
type Queue struct {
	node
	URL string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *sqs.GetQueueAttributesOutput
}

// Queue returns the queue with a URL. It makes no request, and the queue need
// not exist.
func (s *SQS) Queue(url string) *Queue {
	return &Queue{node: node{service: s}, URL: url}
}

// Identity returns what identifies the queue. It is comparable, and can be the
// key of a map.
func (q *Queue) Identity() resources.Identity {
	if q == nil {
		return resources.Identity{}
	}
	return q.service.at().Identity("Queue", "URL", q.URL)
}

// String returns the type and the identifiers of the queue.
func (q *Queue) String() string { return q.Identity().String() }

// LogValue implements slog.LogValuer.
func (q *Queue) LogValue() slog.Value { return q.Identity().LogValue() }

func (q *Queue) check(operation string) error {
	if q == nil {
		return resources.Nil(operation, "Queue")
	}
	return q.service.at().Check(operation, "URL", q.URL)
}

// Load reads Data (GetQueueAttributes), unless it is set and not stale.
// Concurrent calls make one request.
func (q *Queue) Load(ctx context.Context) error {
	if err := q.check("sqs.GetQueueAttributes"); err != nil {
		return err
	}
	return resources.Load(ctx, "sqs.GetQueueAttributes", &q.state, &q.Data, q.fetch)
}

// Reload reads Data again (GetQueueAttributes).
func (q *Queue) Reload(ctx context.Context) error {
	if err := q.check("sqs.GetQueueAttributes"); err != nil {
		return err
	}
	return resources.Reload(ctx, "sqs.GetQueueAttributes", &q.state, &q.Data, q.fetch)
}

func (q *Queue) fetch(ctx context.Context) (*sqs.GetQueueAttributesOutput, error) {
	return q.service.getQueueAttributes(ctx, &sqs.GetQueueAttributesInput{QueueUrl: aws.String(q.URL), AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameAll}})
}

// AddPermission adds a permission to the queue (AddPermission). Data is stale
// afterwards.
func (q *Queue) AddPermission(ctx context.Context, label string, awsAccountIDs, actions []string, changes ...func(*sqs.AddPermissionInput)) (*sqs.AddPermissionOutput, error) {
	if err := q.check("sqs.AddPermission"); err != nil {
		return nil, err
	}
	in := &sqs.AddPermissionInput{QueueUrl: aws.String(q.URL), Label: aws.String(label), AWSAccountIds: awsAccountIDs, Actions: actions}
	return resources.Act(ctx, &q.state, "sqs.AddPermission", q.service.addPermission, in, changes)
}

// ChangeMessageVisibilityBatch changes the visibility of up to ten messages of
// the queue (ChangeMessageVisibilityBatch). Data is stale afterwards.
func (q *Queue) ChangeMessageVisibilityBatch(ctx context.Context, entries []types.ChangeMessageVisibilityBatchRequestEntry, changes ...func(*sqs.ChangeMessageVisibilityBatchInput)) (*sqs.ChangeMessageVisibilityBatchOutput, error) {
	if err := q.check("sqs.ChangeMessageVisibilityBatch"); err != nil {
		return nil, err
	}
	in := &sqs.ChangeMessageVisibilityBatchInput{QueueUrl: aws.String(q.URL), Entries: entries}
	return resources.Act(ctx, &q.state, "sqs.ChangeMessageVisibilityBatch", q.service.changeMessageVisibilityBatch, in, changes)
}

// Delete deletes the queue (DeleteQueue).
func (q *Queue) Delete(ctx context.Context, changes ...func(*sqs.DeleteQueueInput)) (*sqs.DeleteQueueOutput, error) {
	if err := q.check("sqs.DeleteQueue"); err != nil {
		return nil, err
	}
	in := &sqs.DeleteQueueInput{QueueUrl: aws.String(q.URL)}
	return resources.Act(ctx, &q.state, "sqs.DeleteQueue", q.service.deleteQueue, in, changes)
}

// DeleteMessages deletes up to ten messages of the queue (DeleteMessageBatch).
func (q *Queue) DeleteMessages(ctx context.Context, entries []types.DeleteMessageBatchRequestEntry, changes ...func(*sqs.DeleteMessageBatchInput)) (*sqs.DeleteMessageBatchOutput, error) {
	if err := q.check("sqs.DeleteMessageBatch"); err != nil {
		return nil, err
	}
	in := &sqs.DeleteMessageBatchInput{QueueUrl: aws.String(q.URL), Entries: entries}
	return resources.Act(ctx, &q.state, "sqs.DeleteMessageBatch", q.service.deleteMessageBatch, in, changes)
}

// Purge deletes all messages of the queue (PurgeQueue). Data is stale
// afterwards.
func (q *Queue) Purge(ctx context.Context, changes ...func(*sqs.PurgeQueueInput)) (*sqs.PurgeQueueOutput, error) {
	if err := q.check("sqs.PurgeQueue"); err != nil {
		return nil, err
	}
	in := &sqs.PurgeQueueInput{QueueUrl: aws.String(q.URL)}
	return resources.Act(ctx, &q.state, "sqs.PurgeQueue", q.service.purgeQueue, in, changes)
}

// ReceiveMessages receives messages from the queue (ReceiveMessage) and returns
// them.
func (q *Queue) ReceiveMessages(ctx context.Context, changes ...func(*sqs.ReceiveMessageInput)) ([]*Message, error) {
	if err := q.check("sqs.ReceiveMessage"); err != nil {
		return nil, err
	}
	in := &sqs.ReceiveMessageInput{QueueUrl: aws.String(q.URL)}
	out, err := resources.Call(ctx, "sqs.ReceiveMessage", q.service.receiveMessage, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Message, len(out.Messages))
	for n := range out.Messages {
		all[n] = &Message{node: node{service: q.service}, QueueURL: q.URL, ReceiptHandle: aws.ToString(out.Messages[n].ReceiptHandle), Data: &out.Messages[n]}
	}
	return all, nil
}

// RemovePermission removes a permission from the queue (RemovePermission). Data
// is stale afterwards.
func (q *Queue) RemovePermission(ctx context.Context, label string, changes ...func(*sqs.RemovePermissionInput)) (*sqs.RemovePermissionOutput, error) {
	if err := q.check("sqs.RemovePermission"); err != nil {
		return nil, err
	}
	in := &sqs.RemovePermissionInput{QueueUrl: aws.String(q.URL), Label: aws.String(label)}
	return resources.Act(ctx, &q.state, "sqs.RemovePermission", q.service.removePermission, in, changes)
}

// SendMessage sends a message to the queue (SendMessage).
func (q *Queue) SendMessage(ctx context.Context, messageBody string, changes ...func(*sqs.SendMessageInput)) (*sqs.SendMessageOutput, error) {
	if err := q.check("sqs.SendMessage"); err != nil {
		return nil, err
	}
	in := &sqs.SendMessageInput{QueueUrl: aws.String(q.URL), MessageBody: aws.String(messageBody)}
	return resources.Call(ctx, "sqs.SendMessage", q.service.sendMessage, in, changes)
}

// SendMessages sends up to ten messages to the queue (SendMessageBatch).
func (q *Queue) SendMessages(ctx context.Context, entries []types.SendMessageBatchRequestEntry, changes ...func(*sqs.SendMessageBatchInput)) (*sqs.SendMessageBatchOutput, error) {
	if err := q.check("sqs.SendMessageBatch"); err != nil {
		return nil, err
	}
	in := &sqs.SendMessageBatchInput{QueueUrl: aws.String(q.URL), Entries: entries}
	return resources.Call(ctx, "sqs.SendMessageBatch", q.service.sendMessageBatch, in, changes)
}

// SetAttributes sets attributes of the queue (SetQueueAttributes). Data is
// stale afterwards.
func (q *Queue) SetAttributes(ctx context.Context, attributes map[string]string, changes ...func(*sqs.SetQueueAttributesInput)) (*sqs.SetQueueAttributesOutput, error) {
	if err := q.check("sqs.SetQueueAttributes"); err != nil {
		return nil, err
	}
	in := &sqs.SetQueueAttributesInput{QueueUrl: aws.String(q.URL), Attributes: attributes}
	return resources.Act(ctx, &q.state, "sqs.SetQueueAttributes", q.service.setQueueAttributes, in, changes)
}

// Message returns the message of the queue with a receipt handle. It makes no
// request.
func (q *Queue) Message(receiptHandle string) *Message {
	return &Message{node: node{service: q.service}, QueueURL: q.URL, ReceiptHandle: receiptHandle}
}

// DeadLetterSourceQueues returns the dead letter source queues of the queue
// (ListDeadLetterSourceQueues). The listing does not set Data: Load requests it
// for each.
func (q *Queue) DeadLetterSourceQueues() *DeadLetterSourceQueues {
	if err := q.check("sqs.ListDeadLetterSourceQueues"); err != nil {
		return newDeadLetterSourceQueues(collections.Refused(err))
	}
	in := &sqs.ListDeadLetterSourceQueuesInput{QueueUrl: aws.String(q.URL)}
	return newDeadLetterSourceQueues(collections.Listed(q.service.listDeadLetterSourceQueues, in, q.service.deadLetterSourceQueuesOf))
}

// Queues is a collection of queues, as ListQueues lists them. It makes no
// request until it is ranged over; see [collections.View].
type Queues struct {
	collections.View[*Queues, *sqs.ListQueuesInput, *Queue]
}

func newQueues(e *collections.Erased) *Queues {
	return &Queues{collections.ViewOf[*Queues, *sqs.ListQueuesInput, *Queue](e)}
}

func (s *SQS) queuesOf(out *sqs.ListQueuesOutput) []any {
	count := len(out.QueueUrls)
	all, slab := make([]any, 0, count), make([]Queue, count)
	for n := range out.QueueUrls {
		q := &slab[len(all)]
		q.service, q.URL = s, out.QueueUrls[n]
		all = append(all, q)
	}
	return all
}

// DeadLetterSourceQueues is a collection of queues, as
// ListDeadLetterSourceQueues lists them. It makes no request until it is ranged
// over; see [collections.View].
type DeadLetterSourceQueues struct {
	collections.View[*DeadLetterSourceQueues, *sqs.ListDeadLetterSourceQueuesInput, *Queue]
}

func newDeadLetterSourceQueues(e *collections.Erased) *DeadLetterSourceQueues {
	return &DeadLetterSourceQueues{collections.ViewOf[*DeadLetterSourceQueues, *sqs.ListDeadLetterSourceQueuesInput, *Queue](e)}
}

func (s *SQS) deadLetterSourceQueuesOf(out *sqs.ListDeadLetterSourceQueuesOutput) []any {
	count := len(out.QueueUrls)
	all, slab := make([]any, 0, count), make([]Queue, count)
	for n := range out.QueueUrls {
		q := &slab[len(all)]
		q.service, q.URL = s, out.QueueUrls[n]
		all = append(all, q)
	}
	return all
}
