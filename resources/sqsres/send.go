package sqsres

import (
	"context"
	"fmt"
	"iter"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources"
)

const (
	// maxEntries is SQS's limit for the entries of a batch.
	maxEntries = 10
	// maxBytes is SQS's limit for the bytes of a batch, and of a message.
	maxBytes = 1 << 20
)

// Outcome is what came of a message of [Queue.SendAll].
type Outcome struct {
	Index     int    // of the message in the sequence, from 0
	MessageID string // of a message that was accepted
	Err       error  // why it was not, or nil
}

// SendReport is what came of all messages.
type SendReport struct {
	Sent   int       // messages that were accepted
	Calls  int       // requests
	Failed []Outcome // messages that were not, in order
}

// Text returns entries with these bodies, for [Queue.SendAll].
func Text(bodies ...string) iter.Seq[types.SendMessageBatchRequestEntry] {
	return func(yield func(types.SendMessageBatchRequestEntry) bool) {
		for _, b := range bodies {
			if !yield(types.SendMessageBatchRequestEntry{MessageBody: &b}) {
				return
			}
		}
	}
}

// SendAll sends messages, ten a request and no more than a MiB of bodies and
// attributes (SendMessageBatch). Their Id is set here. One request follows the
// other, so that the messages of a FIFO queue stay in order; in such a queue the
// first failure ends it, since what follows must not overtake. In others, what
// SQS refuses for a reason that is not the sender's is sent again, twice.
//
// The error is nil if and only if all messages were accepted.
func (q *Queue) SendAll(ctx context.Context, messages iter.Seq[types.SendMessageBatchRequestEntry]) (SendReport, error) {
	const operation = "sqs.SendMessageBatch"
	s := &sender{queue: q}
	switch err := q.check(operation); {
	case err != nil:
		return s.SendReport, err
	case ctx == nil:
		return s.SendReport, awserr.Invalid(operation, "ctx", nil, "must be a context")
	case messages == nil:
		return s.SendReport, awserr.Invalid(operation, "messages", nil, "must be a sequence")
	}
	index := 0
	for m := range messages {
		size := bytesOf(m)
		if len(s.batch) == maxEntries || len(s.batch) > 0 && s.bytes+size > maxBytes {
			if s.send(ctx); s.stopped != nil {
				return s.finish()
			}
		}
		s.batch = append(s.batch, outgoing{index, m})
		s.bytes += size
		index++
	}
	s.send(ctx)
	return s.finish()
}

// outgoing is a message on its way.
type outgoing struct {
	index int
	entry types.SendMessageBatchRequestEntry
}

type sender struct {
	queue *Queue
	SendReport
	batch   []outgoing
	bytes   int
	stopped error
}

// send sends the batch, and what of it failed for no fault of the sender again.
func (s *sender) send(ctx context.Context) {
	batch := s.batch
	s.batch, s.bytes = nil, 0
	for attempt := 1; len(batch) > 0; attempt++ {
		entries := make([]types.SendMessageBatchRequestEntry, len(batch))
		ordered := false
		for i, m := range batch {
			entries[i] = m.entry
			entries[i].Id = entryID(i)
			ordered = ordered || m.entry.MessageGroupId != nil
		}
		out, err := s.queue.SendMessages(ctx, entries)
		s.Calls++
		if err != nil {
			for _, m := range batch {
				s.Failed = append(s.Failed, Outcome{Index: m.index, Err: err})
			}
			s.stopped = err
			return
		}
		s.Sent += len(out.Successful)
		var again []outgoing
		for _, f := range out.Failed {
			i, err := strconv.Atoi(aws.ToString(f.Id))
			if err != nil || i < 0 || i >= len(batch) {
				s.stopped = fmt.Errorf("sqs.SendMessageBatch: the answer names the entry %q, which was not sent", aws.ToString(f.Id))
				continue
			}
			refused := resources.Refused(aws.ToString(f.Code), aws.ToString(f.Message))
			if !ordered && !f.SenderFault && attempt < 3 {
				again = append(again, batch[i])
				continue
			}
			s.Failed = append(s.Failed, Outcome{Index: batch[i].index, Err: refused})
			if ordered {
				s.stopped = refused
			}
		}
		batch = again
	}
}

func (s *sender) finish() (SendReport, error) {
	if len(s.Failed) == 0 {
		return s.SendReport, s.stopped
	}
	first := s.Failed[0]
	return s.SendReport, fmt.Errorf("%v: %d messages were not sent: message %d: %w", s.queue, len(s.Failed), first.Index, first.Err)
}

func entryID(i int) *string { return aws.String(strconv.Itoa(i)) }

// bytesOf is what SQS counts of a message.
func bytesOf(m types.SendMessageBatchRequestEntry) int {
	n := len(aws.ToString(m.MessageBody))
	for name, a := range m.MessageAttributes {
		n += len(name) + len(aws.ToString(a.DataType)) + len(aws.ToString(a.StringValue)) + len(a.BinaryValue)
	}
	return n
}

// Redrive starts to move the messages of a dead-letter queue back to the queues
// that they came from (StartMessageMoveTask), and returns the handle of the task.
// It continues after the call; a queue has one such task at a time.
func (q *Queue) Redrive(ctx context.Context, changes ...func(*sqs.StartMessageMoveTaskInput)) (handle string, err error) {
	const operation = "sqs.StartMessageMoveTask"
	if err := q.Load(ctx); err != nil {
		return "", err
	}
	client := q.Client()
	if client == nil {
		return "", awserr.Invalid(operation, "client", nil, "must be the SDK's client")
	}
	in := &sqs.StartMessageMoveTaskInput{SourceArn: aws.String(q.Data.Attributes[string(types.QueueAttributeNameQueueArn)])}
	out, err := resources.Call(ctx, operation, func(ctx context.Context, in *sqs.StartMessageMoveTaskInput) (*sqs.StartMessageMoveTaskOutput, error) {
		return client.StartMessageMoveTask(ctx, in)
	}, in, changes)
	if err != nil {
		return "", err
	}
	return aws.ToString(out.TaskHandle), nil
}
