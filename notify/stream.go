package notify

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"

	"github.com/awsessentials/essentials/awserr"
)

// PublishAll publishes messages and returns the outcome of each, in the order of
// the input. The error is nil if all were published, and otherwise a
// [PartialError]: partial failure cannot be overlooked.
//
// It makes one PublishBatch request for up to 10 messages, as far as the topic's
// size in bytes allows; memory grows with the report, one [Outcome] a message.
// See [Topic.Stream] for how it sends.
func (t *Topic) PublishAll(ctx context.Context, messages iter.Seq[Message]) (Report, error) {
	return ReportOf(t.stream(ctx, "notify.Topic.PublishAll", Messages(messages)))
}

// Messages makes a sequence without errors one that [Topic.Stream] takes.
func Messages(messages iter.Seq[Message]) iter.Seq2[Message, error] {
	if messages == nil {
		return nil
	}
	return func(yield func(Message, error) bool) {
		for m := range messages {
			if !yield(m, nil) {
				return
			}
		}
	}
}

// Stream publishes messages while the result is ranged over, and yields one
// [Outcome] for each, in the order of the input. What went wrong with a message
// is in its outcome. The error of the pair is that of the input, or of a topic
// that was made wrong: it comes last, after the outcomes of all messages read
// before it.
//
// Up to [TopicOptions.Concurrency] calls are in flight. A message for which SNS
// is at fault is sent again, with growing pauses, until
// [TopicOptions.Attempts] or the deadline of ctx; one at the sender's fault
// never. A call refused for one bad message is repeated in halves, so that the
// good ones go through. After an answer that all messages would get, such as
// denied access, nothing more is sent. When nothing more can be sent, the rest of
// the input is still read, and each message reported as [NotSent].
//
// On a FIFO topic, a message is sent when the one before it in its group was
// published. If one was not, all that follow in its group are [Held]. A batch
// holds at most one message of a group, so throughput grows with the number of
// groups that are active at a time.
//
// Memory is bounded: 80 messages, and four times the topic's size in bytes, for
// each call in flight; and a small record for each FIFO group that failed. A batch is
// sent when it is full or the input ends, not after a time: give a slow source
// to [Topic.Publish].
//
// After a break, calls in flight are cancelled and waited for. The result may be
// ranged over again if the input may; each time publishes all messages anew.
func (t *Topic) Stream(ctx context.Context, messages iter.Seq2[Message, error]) iter.Seq2[Outcome, error] {
	return t.stream(ctx, "notify.Topic.Stream", messages)
}

func (t *Topic) stream(ctx context.Context, operation string, messages iter.Seq2[Message, error]) iter.Seq2[Outcome, error] {
	return func(yield func(Outcome, error) bool) {
		err := t.usable(operation)
		switch {
		case err != nil:
		case ctx == nil:
			err = awserr.Invalid(operation, "ctx", nil, "must not be nil")
		case messages == nil:
			err = awserr.Invalid(operation, "messages", nil, "must be a sequence of messages")
		case t.arn == "":
			err = awserr.Invalid(operation, "topicARN", t.arn, "must not be empty: SNS takes batches for topics only")
		}
		if err != nil {
			yield(Outcome{}, err)
			return
		}
		ctx, cancel := context.WithCancel(ctx)
		n := t.options.Concurrency
		s := &stream{topic: t, ctx: ctx, work: make(chan []*item, n), results: make(chan []*item, 2*n)}
		defer s.join()
		defer cancel()
		s.run(messages, yield)
	}
}

// A stream is one run of [Topic.Stream]. The caller's goroutine reads, packs and
// yields; up to Concurrency others only send. As many full batches lie ready for
// them, so that none waits for the caller's goroutine between two calls.
type stream struct {
	topic *Topic
	ctx   context.Context
	queue queue

	window []*item // what was read and not yet yielded, in order of the input
	bytes  int     // of window
	read   int

	senders sync.WaitGroup
	started int // senders
	work    chan []*item
	pending int          // batches given to work and not yet received
	results chan []*item // batches with outcomes; it has room for all that are pending

	refused atomic.Pointer[error] // why no other batch need be tried, or nil
	stop    error                 // why nothing more is sent, or nil
}

func (s *stream) run(messages iter.Seq2[Message, error], yield func(Outcome, error) bool) {
	for m, err := range messages {
		if err != nil {
			if s.drain(yield) {
				yield(Outcome{}, fmt.Errorf("notify: read message %d: %w", s.read, err))
			}
			return
		}
		s.add(m)
		for {
			s.dispatch(s.congested())
			if !s.yieldDone(yield) {
				return
			}
			if s.pending == 0 || !s.congested() {
				break
			}
			s.receive()
		}
	}
	s.drain(yield)
}

// drain sends and yields everything that was read.
func (s *stream) drain(yield func(Outcome, error) bool) bool {
	for {
		s.dispatch(true)
		if !s.yieldDone(yield) {
			return false
		}
		if s.pending == 0 {
			return true
		}
		s.receive()
	}
}

// add checks a message and queues it.
func (s *stream) add(m Message) {
	it := &item{Outcome: Outcome{Index: s.read, Message: m}}
	s.read++
	s.window = append(s.window, it)
	switch err := s.check(it); {
	case err != nil:
		it.conclude(Invalid, err)
		if s.topic.fifo {
			s.queue.refuse(it)
		}
	case s.stopped():
		s.giveUp(it)
	default:
		s.queue.add(it, s.topic.fifo)
	}
	s.bytes += it.size
}

func (s *stream) check(it *item) error {
	m := &it.Message
	if m.PhoneNumber != "" || m.TargetARN != "" {
		return &MessageError{Field: "PhoneNumber or TargetARN", Reason: "is set, and SNS takes neither in a batch; use Publish"}
	}
	return s.topic.prepare(s.ctx, m, &it.wire)
}

// congested reports whether reading must wait: a full batch has no slot, or the
// window is full.
func (s *stream) congested() bool {
	n := s.topic.options.Concurrency
	maxBytes := s.topic.limits.ofBatch()
	return s.queue.full(maxBytes) || len(s.window) >= 8*maxEntries*n || s.bytes >= 4*maxBytes*n
}

// dispatch gives full batches to the senders as far as there is room, and if all
// is set also smaller ones while a sender is idle.
func (s *stream) dispatch(all bool) {
	if s.stopped() {
		s.queue.drop(s.giveUp)
		return
	}
	n := s.topic.options.Concurrency
	maxBytes := s.topic.limits.ofBatch()
	for (s.queue.full(maxBytes) && s.pending < 2*n) || (all && len(s.queue.ready) > 0 && s.pending < n) {
		batch := s.queue.take(maxBytes)
		for _, it := range batch {
			it.sending = true
		}
		s.pending++
		if s.started < min(s.pending, n) {
			s.started++
			s.senders.Go(s.send)
		}
		s.work <- batch
	}
}

// send is the goroutine of a sender.
func (s *stream) send() {
	for batch := range s.work {
		if refused := s.refused.Load(); refused != nil {
			s.topic.expire(batch, *refused)
		} else if err := s.topic.send(s.ctx, batch); err != nil {
			s.refused.Store(&err)
		}
		s.results <- batch
	}
}

// receive waits for the outcomes of a batch.
func (s *stream) receive() {
	batch := <-s.results
	s.pending--
	for _, it := range batch {
		it.sending = false
		s.queue.finish(it)
	}
}

// stopped reports whether nothing more can be sent.
func (s *stream) stopped() bool {
	if refused := s.refused.Load(); refused != nil && s.stop == nil {
		s.stop = *refused
	}
	if s.stop == nil {
		s.stop = ended(s.ctx)
	}
	return s.stop != nil
}

func (s *stream) giveUp(it *item) {
	it.conclude(NotSent, fmt.Errorf("notify: %w: %w", ErrNotSent, s.stop))
}

// yieldDone yields the outcomes at the head of the window.
func (s *stream) yieldDone(yield func(Outcome, error) bool) bool {
	for len(s.window) > 0 && s.window[0].done() {
		it := s.window[0]
		s.window[0] = nil
		s.window = s.window[1:]
		s.bytes -= it.size
		if !yield(it.Outcome, nil) {
			return false
		}
	}
	return true
}

// join waits for the senders; ctx is done, or nothing is left to send.
func (s *stream) join() {
	close(s.work)
	s.senders.Wait()
}
