package sqsres

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/ended"
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
	Index          int    // of the message in the sequence, from 0
	MessageID      string // of a message that was accepted
	SequenceNumber string // of a message that a FIFO queue accepted
	Attempts       int    // requests that the message was in; 0 if it was not sent
	Err            error  // why it was not accepted, or nil
}

// SendReport is what came of all messages.
type SendReport struct {
	Sent     int       // messages that were accepted
	Calls    int       // requests
	Outcomes []Outcome // of each message that was taken from the sequence, in order
}

// SendError reports the messages that were not accepted. Its Unwrap has the
// reason of each.
type SendError struct {
	Queue  string // the URL
	Failed []Outcome
}

// Error names the first of them.
func (e *SendError) Error() string {
	first := e.Failed[0]
	return fmt.Sprintf("sqs.SendMessageBatch: %s: %d messages were not sent: message %d: %v", e.Queue, len(e.Failed), first.Index, first.Err)
}

// Unwrap returns the reason of each failure.
func (e *SendError) Unwrap() []error {
	errs := make([]error, len(e.Failed))
	for i, o := range e.Failed {
		errs[i] = o.Err
	}
	return errs
}

var (
	// ErrHeld is why a message was not sent: one before it in its group of a FIFO
	// queue was not accepted, which it must not overtake.
	ErrHeld = errors.New("held back, since an earlier message of its group was not accepted")
	// ErrNotSent is why a message was not sent: an earlier request failed for a
	// reason that is not the messages', or the context ended.
	ErrNotSent = errors.New("not sent")
	// ErrUnanswered is why a message failed that an answer does not mention. The
	// queue may have it.
	ErrUnanswered = errors.New("the answer does not mention the message; it may have been sent")
)

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
// attributes (SendMessageBatch), one request after the other. Their Id is set
// here. What SQS refuses for a reason that is not the sender's is sent again,
// twice, after a pause. The report has the outcome of each message.
//
// To a FIFO queue, whose name ends in .fifo, a request has at most one message of
// a group, so that none overtakes another: if one is not accepted, the later ones
// of its group are held back ([ErrHeld]) and other groups continue.
//
// A message that breaks a rule of SQS fails alone. A request that fails for
// another reason, such as denied access, is the last: the sequence is read no
// further, and what was read fails with [ErrNotSent]. The error is nil if and only
// if all messages were accepted; it is a [*SendError].
func (q *Queue) SendAll(ctx context.Context, messages iter.Seq[types.SendMessageBatchRequestEntry]) (SendReport, error) {
	const operation = "sqs.SendMessageBatch"
	switch err := q.check(operation); {
	case err != nil:
		return SendReport{}, err
	case ctx == nil:
		return SendReport{}, awserr.Invalid(operation, "ctx", nil, "must be a context")
	case messages == nil:
		return SendReport{}, awserr.Invalid(operation, "messages", nil, "must be a sequence")
	}
	s := &sender{queue: q, fifo: strings.HasSuffix(q.URL, ".fifo"), held: map[string]int{}}
	for m := range messages {
		s.take(m)
		for len(s.waiting) >= s.window() && s.stopped == nil {
			s.send(ctx, s.next())
		}
		if s.stopped != nil {
			break
		}
	}
	for len(s.waiting) > 0 {
		s.send(ctx, s.next())
	}
	return s.finish()
}

// outgoing is a message on its way.
type outgoing struct {
	*types.SendMessageBatchRequestEntry
	index int
	size  int
}

// sender is one call of SendAll.
type sender struct {
	queue   *Queue
	fifo    bool
	report  SendReport
	waiting []outgoing     // in order
	held    map[string]int // by group, the index of its first message that failed
	stopped error          // why no more is sent
}

// window is how many messages wait before a request is made. With a FIFO queue
// it is more than a request takes, so that it finds those of other groups.
func (s *sender) window() int {
	if s.fifo {
		return 8 * maxEntries
	}
	return maxEntries
}

// take takes a message from the sequence. One that breaks a rule has its outcome.
func (s *sender) take(m types.SendMessageBatchRequestEntry) {
	o := outgoing{&m, len(s.report.Outcomes), bytesOf(m)}
	s.report.Outcomes = append(s.report.Outcomes, Outcome{Index: o.index})
	switch {
	case aws.ToString(m.MessageBody) == "":
		s.fail(o, awserr.Invalid("sqs.SendMessageBatch", "MessageBody", "", "must not be empty"))
	case o.size > maxBytes:
		s.fail(o, awserr.Invalid("sqs.SendMessageBatch", "MessageBody", o.size, "must be at most 1 MiB, with the attributes"))
	default:
		s.waiting = append(s.waiting, o)
	}
}

// next takes a batch from what is waiting: as many as a request may have, and
// one of each group of a FIFO queue.
func (s *sender) next() (batch []outgoing) {
	size := 0
	groups := map[string]bool{}
	rest := s.waiting[:0]
	for i, o := range s.waiting {
		group := aws.ToString(o.MessageGroupId)
		switch {
		case s.holds(o):
			s.fail(o, ErrHeld)
		case len(batch) == maxEntries || size+o.size > maxBytes:
			if !s.fifo { // the order is kept, though it is not promised
				s.waiting = append(rest, s.waiting[i:]...)
				return batch
			}
			groups[group] = true
			rest = append(rest, o)
		case s.fifo && groups[group]:
			rest = append(rest, o)
		default:
			groups[group] = true
			batch, size = append(batch, o), size+o.size
		}
	}
	s.waiting = rest
	return batch
}

// send sends a batch, and what of it failed for no fault of the sender again.
func (s *sender) send(ctx context.Context, batch []outgoing) {
	for attempt := 1; len(batch) > 0; attempt++ {
		if s.stopped == nil {
			if err := ended.Err(ctx); err != nil {
				s.stopped = fmt.Errorf("%w: %w", ErrNotSent, err)
			}
		}
		if s.stopped != nil {
			for _, o := range batch {
				s.fail(o, s.stopped)
			}
			return
		}
		entries := make([]types.SendMessageBatchRequestEntry, len(batch))
		for i, o := range batch {
			entries[i] = *o.SendMessageBatchRequestEntry
			entries[i].Id = entryID(i)
			s.report.Outcomes[o.index].Attempts++
		}
		s.report.Calls++
		out, err := s.queue.SendMessages(ctx, entries)
		if err != nil {
			s.refused(ctx, batch, err)
			return
		}
		if batch = s.settle(batch, out, attempt < maxAttempts); len(batch) > 0 {
			pause(ctx, attempt)
		}
	}
}

// maxAttempts is how often a message is sent that SQS refuses for a reason of its
// own.
const maxAttempts = 3

// refused is for a request that failed as a whole. If it is for what is in it,
// the halves are sent, until the one is alone.
func (s *sender) refused(ctx context.Context, batch []outgoing, err error) {
	about := awserr.IsValidation(err) || awserr.Is(err, "BatchRequestTooLong", "AWS.SimpleQueueService.BatchRequestTooLong", "InvalidMessageContents")
	if about && len(batch) > 1 {
		half := len(batch) / 2
		s.send(ctx, batch[:half])
		s.send(ctx, batch[half:])
		return
	}
	for _, o := range batch {
		s.fail(o, err)
	}
	if !about {
		s.stopped = fmt.Errorf("%w: %w", ErrNotSent, err)
	}
}

// settle gives the messages of an answered request their outcomes, and returns
// those to be sent again.
func (s *sender) settle(batch []outgoing, out *sqs.SendMessageBatchOutput, retry bool) (again []outgoing) {
	settled := make([]bool, len(batch))
	place := func(id *string) (int, bool) {
		i, err := strconv.Atoi(aws.ToString(id))
		if err != nil || i < 0 || i >= len(batch) || settled[i] {
			return 0, false // unknown, or named twice
		}
		settled[i] = true
		return i, true
	}
	for _, e := range out.Successful {
		if i, ok := place(e.Id); ok {
			o := &s.report.Outcomes[batch[i].index]
			o.MessageID, o.SequenceNumber = aws.ToString(e.MessageId), aws.ToString(e.SequenceNumber)
			s.report.Sent++
		}
	}
	for _, e := range out.Failed {
		i, ok := place(e.Id)
		switch {
		case !ok:
		case !e.SenderFault && retry:
			again = append(again, batch[i])
		default:
			s.fail(batch[i], resources.Refused(aws.ToString(e.Code), aws.ToString(e.Message)))
		}
	}
	for i, o := range batch {
		if !settled[i] {
			s.fail(o, ErrUnanswered)
		}
	}
	return again
}

// fail gives a message its outcome, and holds back those after it in its group.
func (s *sender) fail(o outgoing, err error) {
	s.report.Outcomes[o.index].Err = err
	group := aws.ToString(o.MessageGroupId)
	if first, held := s.held[group]; !held || o.index < first {
		s.held[group] = o.index
	}
}

// holds reports whether a message would overtake one that failed.
func (s *sender) holds(o outgoing) bool {
	first, held := s.held[aws.ToString(o.MessageGroupId)]
	return s.fifo && held && o.index > first
}

func (s *sender) finish() (SendReport, error) {
	var failed []Outcome
	for _, o := range s.report.Outcomes {
		if o.Err != nil {
			failed = append(failed, o)
		}
	}
	if len(failed) == 0 {
		return s.report, nil
	}
	return s.report, &SendError{s.queue.URL, failed}
}

// pause waits before messages are sent again, or until the context is done.
func pause(ctx context.Context, attempt int) {
	select {
	case <-time.After(200 * time.Millisecond << attempt):
	case <-ctx.Done():
	}
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
// A change can name another destination, and the most messages a second. It
// continues after the call; a queue has one such task at a time. The ARN of the
// queue is that of its Data, which is loaded if it is not there.
func (q *Queue) Redrive(ctx context.Context, changes ...func(*sqs.StartMessageMoveTaskInput)) (handle string, err error) {
	const operation = "sqs.StartMessageMoveTask"
	if err := q.Load(ctx); err != nil {
		return "", resources.Named(q, err)
	}
	arn := q.Data.Attributes[string(types.QueueAttributeNameQueueArn)]
	if arn == "" {
		return "", resources.Without("sqs.GetQueueAttributes", "QueueArn")
	}
	api, ok := q.service.api().(interface {
		StartMessageMoveTask(context.Context, *sqs.StartMessageMoveTaskInput, ...func(*sqs.Options)) (*sqs.StartMessageMoveTaskOutput, error)
	})
	if !ok {
		return "", q.service.at().Lacks(operation)
	}
	in := &sqs.StartMessageMoveTaskInput{SourceArn: &arn}
	out, err := resources.Call(ctx, operation, func(ctx context.Context, in *sqs.StartMessageMoveTaskInput) (*sqs.StartMessageMoveTaskOutput, error) {
		return api.StartMessageMoveTask(ctx, in)
	}, in, changes)
	if err != nil {
		return "", resources.Named(q, err)
	}
	return aws.ToString(out.TaskHandle), nil
}
