package sqsres

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/internal/ended"
	"github.com/awsessentials/essentials/resources"
)

// ReceiveOptions sets how Messages receives. The zero value is for a program
// that works on what is in the queue and ends.
type ReceiveOptions struct {
	// Forever keeps waiting for messages until the context is done. Without it
	// the sequence ends when a request has found none.
	Forever bool
	// Wait is how long a request waits for a message, in whole seconds up to 20.
	// 0 means 20 seconds. A short wait costs more requests.
	Wait time.Duration
	// Visibility is how long a received message stays hidden from others, in
	// whole seconds up to 12 hours. 0 is 30 seconds. As long as the loop works on
	// messages, they are hidden again when half of it is over, by a goroutine that
	// ends with the range: a short time costs requests, and a program that dies
	// gives its messages back after it. SQS hides a message for 12 hours at most.
	Visibility time.Duration
}

// Received is a message of [Queue.Messages].
type Received struct {
	*Message
	batch *reception
}

// Body returns the body of the message.
func (r *Received) Body() string {
	if r.Message == nil || r.Data == nil || r.Data.Body == nil {
		return ""
	}
	return *r.Data.Body
}

// Delete deletes the message, together with others, ten a request: when ten are
// there, before more are received, and when the loop ends. An error comes from
// the sequence. A message that is not deleted is given again. After the loop
// Delete does nothing: use the Delete of Message.
func (r *Received) Delete() {
	if r.batch != nil {
		r.batch.delete(r.Message)
	}
}

// Messages receives the messages of the queue, ten a request, with long polling
// (ReceiveMessage). Delete those that are done:
//
//	for m, err := range queue.Messages(ctx) {
//		if err != nil {
//			return err
//		}
//		work(m.Body())
//		m.Delete()
//	}
//
// The sequence ends when a request finds no messages, unless Forever is set, and
// when the context is done, whose error it then gives. An error comes once, last,
// with a nil message; messages that could not be deleted are in it, as a
// [resources.ItemError] each, those of the first hundred requests. If none of the
// messages of a request can be deleted, as without the permission, the sequence
// ends, since they would be given again and again. Each range receives on its
// own. After a break the deletions are sent, and what else is in hand comes back
// by itself.
func (q *Queue) Messages(ctx context.Context, opts ...ReceiveOptions) iter.Seq2[*Received, error] {
	return func(yield func(*Received, error) bool) {
		r, err := q.receive(ctx, opts)
		if err == nil {
			err = r.run(ctx, yield)
		}
		if err != nil && !errors.Is(err, errBreak) {
			yield(nil, err)
		}
	}
}

var errBreak = errors.New("the loop ended")

func (q *Queue) receive(ctx context.Context, opts []ReceiveOptions) (*reception, error) {
	const operation = "sqs.ReceiveMessage"
	if err := q.check(operation); err != nil {
		return nil, err
	}
	r := &reception{queue: q}
	if len(opts) == 1 {
		r.opts = opts[0]
	}
	switch {
	case ctx == nil:
		return nil, awserr.Invalid(operation, "ctx", nil, "must be a context")
	case len(opts) > 1:
		return nil, awserr.Invalid(operation, "opts", len(opts), "must be at most one")
	case r.opts.Wait < 0 || r.opts.Wait > 20*time.Second || r.opts.Wait%time.Second != 0:
		return nil, awserr.Invalid(operation, "ReceiveOptions.Wait", r.opts.Wait, "must be whole seconds from 0 to 20")
	case r.opts.Visibility < 0 || r.opts.Visibility > 12*time.Hour || r.opts.Visibility%time.Second != 0:
		return nil, awserr.Invalid(operation, "ReceiveOptions.Visibility", r.opts.Visibility, "must be whole seconds from 0 to 12 hours")
	}
	r.opts.Wait = cmp.Or(r.opts.Wait, 20*time.Second)
	r.opts.Visibility = cmp.Or(r.opts.Visibility, 30*time.Second)
	return r, nil
}

// reception is one range over the messages of a queue.
type reception struct {
	queue *Queue
	opts  ReceiveOptions

	mu     sync.Mutex
	inHand []*Message // received last
	done   []*Message // to be deleted

	failed []error // of requests that deleted only some of their messages
}

func (r *reception) delete(m *Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Contains(r.done, m) {
		r.done = append(r.done, m)
	}
}

// run receives until the queue is empty, the loop ends or the context is done.
func (r *reception) run(ctx context.Context, yield func(*Received, error) bool) (err error) {
	defer func() { // also when the body of the loop panics
		last := r.flush(ctx)
		if errors.Is(err, errBreak) {
			return // there is nobody to give errors to
		}
		err = errors.Join(append([]error{err, last}, r.failed...)...)
	}()
	for {
		if err := ended.Err(ctx); err != nil {
			return err
		}
		messages, err := r.queue.ReceiveMessages(ctx, func(in *sqs.ReceiveMessageInput) {
			in.MaxNumberOfMessages = maxEntries
			in.WaitTimeSeconds = int32(r.opts.Wait / time.Second)
			in.VisibilityTimeout = int32(r.opts.Visibility / time.Second)
			in.MessageAttributeNames = []string{"All"}
			in.MessageSystemAttributeNames = []types.MessageSystemAttributeName{types.MessageSystemAttributeNameAll}
		})
		if err != nil {
			return resources.Named(r.queue, err)
		}
		if len(messages) == 0 && !r.opts.Forever {
			return nil
		}
		if err := r.hand(ctx, messages, yield); err != nil {
			return err
		}
		if err := r.flush(ctx); err != nil {
			return err
		}
	}
}

// hand gives the messages of one request to the loop.
func (r *reception) hand(ctx context.Context, messages []*Message, yield func(*Received, error) bool) error {
	r.mu.Lock()
	r.inHand = messages
	r.mu.Unlock()
	if len(messages) > 0 {
		stop := r.keepHidden(ctx)
		defer stop()
	}
	for _, m := range messages {
		if err := ended.Err(ctx); err != nil {
			return err
		}
		if !yield(&Received{m, r}, nil) {
			return errBreak
		}
	}
	return nil
}

// keepHidden extends the visibility of what is in hand, each time that half of
// it is over, until it is stopped.
func (r *reception) keepHidden(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var joined sync.WaitGroup
	joined.Go(func() {
		tick := time.NewTicker(max(r.opts.Visibility/2, 500*time.Millisecond))
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				r.extend(ctx)
			}
		}
	})
	return func() {
		cancel()
		joined.Wait()
	}
}

// extend asks for more time. If that fails, others may receive the messages too,
// which a program on SQS must bear anyway.
func (r *reception) extend(ctx context.Context) {
	r.mu.Lock()
	inHand := r.inHand // also what is done, which is deleted with the others
	r.mu.Unlock()
	var entries []types.ChangeMessageVisibilityBatchRequestEntry
	for i, m := range inHand {
		entries = append(entries, types.ChangeMessageVisibilityBatchRequestEntry{
			Id: entryID(i), ReceiptHandle: &m.ReceiptHandle, VisibilityTimeout: int32(r.opts.Visibility / time.Second),
		})
	}
	_, _ = r.queue.ChangeMessageVisibilityBatch(ctx, entries)
}

// maxFailed bounds the errors that are kept for the end.
const maxFailed = 100 // requests

// flush deletes what is done, also if the context is done, since the work is. It
// returns an error if nothing was deleted.
func (r *reception) flush(ctx context.Context) error {
	r.mu.Lock()
	done := r.done
	r.done = nil
	r.mu.Unlock()
	if len(done) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTime)
	defer cancel()
	n, err := collections.As[*Messages](collections.Of(done...)).Delete(ctx)
	if err != nil && n > 0 {
		if len(r.failed) < maxFailed {
			r.failed = append(r.failed, err)
		}
		return nil
	}
	return err
}

// flushTime bounds the last deletions of a range whose context is done.
const flushTime = 10 * time.Second
