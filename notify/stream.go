package notify

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/internal/ended"
)

const (
	// maxAhead is how many bytes of messages may be read ahead of the oldest
	// outcome, unless the calls in flight need more.
	maxAhead = 16 << 20

	// itemSize is what a message costs in memory beside its bytes.
	itemSize = 512
)

// PublishAll publishes messages and returns the outcome of each, in the order of
// the input. The error is nil if all were published, and otherwise a
// [PartialError].
//
// It makes one PublishBatch request for up to 10 messages, within the topic's
// size limit. Up to [TopicOptions.Concurrency] calls are in flight. Memory grows
// with the [Report]; see [Topic.Stream] for the rest, and for how it sends.
func (t *Topic) PublishAll(ctx context.Context, messages iter.Seq[Message]) (Report, error) {
	var r Report
	s := newStream(t, ctx)
	s.done = func(it *item) {
		s.bytes -= it.memory()
		r.put(it.Index, &it.Outcome)
	}
	input := Messages(messages)
	if err := s.refuse("notify.Topic.PublishAll", input == nil); err != nil {
		return r, err
	}
	defer s.join()
	s.run(input, func() bool { return true }) // the input has no error
	return r, r.Err()
}

// Messages returns a sequence without errors in the form that [Topic.Stream]
// takes.
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
// [Outcome] for each, in the order of the input. The error of a message is in
// its outcome. The error of the pair is that of the input or of an invalid
// argument: it comes last, after the outcomes of all messages before it.
//
// Up to [TopicOptions.Concurrency] calls are in flight. If SNS is at fault, a
// message is sent again, after growing pauses, up to [TopicOptions.Attempts] times
// or the deadline of ctx; if the sender is at fault, it is not. A call that SNS
// refuses because of one message is repeated in halves, so that the others are
// published. After an error that applies to all messages, such as denied access,
// nothing more is sent: the rest of the input is still read, and each message is
// reported as [NotSent].
//
// On a FIFO topic, a message is sent when the one before it in its group was
// published. If one was not, all that follow in its group are [Held]. A batch
// holds at most one message of a group, so throughput grows with the number of
// groups that are active at a time.
//
// Memory is bounded. A call that takes long holds back the outcomes behind it,
// and others continue until 16 MiB of messages, counted with 512 bytes each for
// bookkeeping, were read ahead of it; or four times the topic's size in bytes
// for each call in flight, if that is more. On a FIFO topic at most 80 messages
// for each call in flight wait for their groups, and a small record is kept of
// each group that failed. A batch is sent when it is full or the input ends, not
// after a time: use [Topic.Publish] for a slow source.
//
// With a concurrency of 1, calls are made on the caller's goroutine, and otherwise
// on others, which have ended when the loop has. A panic of the client panics again
// in the loop. A break cancels the calls in flight and waits for them. The result
// may be ranged over again if the input may; each range publishes all messages
// again.
func (t *Topic) Stream(ctx context.Context, messages iter.Seq2[Message, error]) iter.Seq2[Outcome, error] {
	return func(yield func(Outcome, error) bool) {
		s := newStream(t, ctx)
		s.done = func(*item) {}
		if err := s.refuse("notify.Topic.Stream", messages == nil); err != nil {
			yield(Outcome{}, err)
			return
		}
		defer s.join()
		var window []*item // what was read and not yet yielded, in order of the input
		s.read = func(it *item) { window = append(window, it) }
		err, ok := s.run(messages, func() bool {
			for len(window) > 0 && window[0].done() {
				it := window[0]
				window[0] = nil
				window = window[1:]
				s.bytes -= it.memory()
				if !yield(it.Outcome, nil) {
					return false
				}
			}
			return true
		})
		if ok && err != nil {
			yield(Outcome{}, err)
		}
	}
}

// A stream is one run of [Topic.Stream] or [Topic.PublishAll]. The caller's
// goroutine reads and packs; others only send, if more than one call may be in
// flight. As many full batches lie ready for them, so that none waits for the
// caller's goroutine between two calls.
type stream struct {
	topic  *Topic
	ctx    context.Context
	cancel context.CancelFunc
	read   func(*item) // is called with each message that was read
	done   func(*item) // is called with each message that has its outcome
	queue  queue
	count  int // of messages read
	bytes  int // that these hold in memory

	senders sync.WaitGroup
	started int // senders
	work    chan []*item
	pending int          // batches given to work and not yet received
	results chan []*item // batches with outcomes; it has room for all that are pending

	refused  atomic.Pointer[error]          // why no other batch need be tried, or nil
	panicked atomic.Pointer[callback.Panic] // of the client, or nil
	stop     error                          // why nothing more is sent, or nil
}

func newStream(t *Topic, ctx context.Context) *stream {
	return &stream{topic: t, ctx: ctx, read: func(*item) {}}
}

// refuse returns the error of an invalid argument, or prepares s and returns
// nil.
func (s *stream) refuse(operation string, noMessages bool) error {
	if err := s.topic.usable(operation); err != nil {
		return err
	}
	switch {
	case s.ctx == nil:
		return awserr.Invalid(operation, "ctx", nil, "must not be nil")
	case noMessages:
		return awserr.Invalid(operation, "messages", nil, "must be a sequence of messages")
	case s.topic.arn == "":
		return awserr.Invalid(operation, "topicARN", "", "must not be empty: SNS takes batches for topics only")
	}
	s.ctx, s.cancel = context.WithCancel(s.ctx)
	n := s.topic.options.Concurrency
	s.work, s.results = make(chan []*item, n), make(chan []*item, 2*n)
	return nil
}

// run reads and sends all messages. It calls deliver when outcomes may have come,
// and returns false after deliver did. The error is that of the input.
func (s *stream) run(messages iter.Seq2[Message, error], deliver func() bool) (err error, ok bool) {
	for m, err := range messages {
		if err != nil {
			return fmt.Errorf("notify: read message %d: %w", s.count, err), s.drain(deliver)
		}
		s.add(m)
		for {
			for len(s.results) > 0 {
				s.receive()
			}
			s.dispatch(s.congested())
			if !deliver() {
				return nil, false
			}
			if s.pending == 0 || !s.congested() {
				break
			}
			s.receive()
		}
	}
	return nil, s.drain(deliver)
}

// drain sends and delivers everything that was read.
func (s *stream) drain(deliver func() bool) (ok bool) {
	for {
		s.dispatch(true)
		if !deliver() {
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
	it := &item{Outcome: Outcome{Index: s.count, Message: m}}
	s.count++
	err := s.check(it)
	s.bytes += it.memory()
	s.read(it)
	switch {
	case err != nil:
		it.conclude(Invalid, err)
		if s.topic.fifo {
			s.queue.refuse(it)
		}
		s.done(it)
	case s.stopped():
		s.giveUp(it)
	default:
		s.queue.add(it, s.topic.fifo)
		if it.done() { // held
			s.done(it)
		}
	}
}

func (s *stream) check(it *item) error {
	m := &it.Message
	if m.PhoneNumber != "" || m.TargetARN != "" {
		return &MessageError{Field: "PhoneNumber or TargetARN", Reason: "is set, and SNS takes neither in a batch; use Publish"}
	}
	return s.topic.prepare(s.ctx, m, &it.wire)
}

// congested reports whether reading must wait: a full batch has no sender, many
// messages wait for their groups, or many bytes were read ahead.
func (s *stream) congested() bool {
	n := s.topic.options.Concurrency
	maxBytes := s.topic.limits.ofBatch()
	return s.queue.full(maxBytes) || s.queue.waiting >= 8*maxEntries*n || s.bytes >= max(maxAhead, 4*maxBytes*n)
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
		switch {
		case n == 1:
			s.publish(batch)
			s.results <- batch
		case s.started < min(s.pending, n):
			s.started++
			s.senders.Go(s.send)
			fallthrough
		default:
			s.work <- batch
		}
	}
}

// send is the goroutine of a sender.
func (s *stream) send() {
	for batch := range s.work {
		p := callback.Run(func() { s.publish(batch) }, func(err error) {
			// The client ended this goroutine with runtime.Goexit. Do what a
			// sender does after an error, since no other may be left to do it.
			s.abort(batch, err)
			s.results <- batch
			s.send()
		})
		if p != nil {
			s.abort(batch, p)
			s.panicked.CompareAndSwap(nil, p)
		}
		s.results <- batch
	}
}

// publish gives each message of a batch its outcome.
func (s *stream) publish(batch []*item) {
	if refused := s.refused.Load(); refused != nil {
		s.topic.expire(batch, *refused)
	} else if err := s.topic.send(s.ctx, batch); err != nil {
		s.refused.Store(&err)
	}
}

// abort concludes a batch whose call did not return, and stops the others.
func (s *stream) abort(batch []*item, err error) {
	err = fmt.Errorf("notify: publish to %s: %w", s.topic.name, err)
	s.refused.Store(&err)
	for _, it := range batch {
		if it.Status == 0 {
			s.topic.expire([]*item{it}, err)
		}
	}
}

// receive waits for the outcomes of a batch.
func (s *stream) receive() {
	batch := <-s.results
	s.panicked.Load().Continue()
	s.pending--
	for _, it := range batch {
		it.sending = false
		s.done(it)
		s.queue.finish(it, s.done)
	}
}

// stopped reports whether nothing more can be sent.
func (s *stream) stopped() bool {
	if refused := s.refused.Load(); refused != nil && s.stop == nil {
		s.stop = notSent(*refused)
	}
	if err := ended.Err(s.ctx); err != nil && s.stop == nil {
		s.stop = notSent(err)
	}
	return s.stop != nil
}

// giveUp concludes a message that is not sent any more.
func (s *stream) giveUp(it *item) {
	it.conclude(NotSent, s.stop)
	s.done(it)
}

// join waits for the senders, whose calls are canceled if they are not done.
func (s *stream) join() {
	s.cancel()
	close(s.work)
	s.senders.Wait()
}
