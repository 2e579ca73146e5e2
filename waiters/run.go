package waiters

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// shortestRest keeps a schedule that gives no delay from spinning.
const shortestRest = 10 * time.Millisecond

// run is the state of one wait.
type run struct {
	subject  *subject
	opts     Options
	schedule Schedule
	memory   int

	// end is when the budget ends, zero when nothing bounds it; bound and
	// deadline tell why.
	end      time.Time
	bound    Bound
	deadline time.Time

	began   time.Time // this process's first poll
	origin  time.Time // the first poll of all processes
	earlier int       // polls of the processes before this one
	streak  int       // ready polls in a row
	slowest time.Duration

	attempt    Attempt // the latest; its Number counts the polls
	answer     answer  // the latest
	last       any     // the last output seen, or nil
	lastErr    error
	lastReason string // the latest that the service gave
}

// start checks everything that can be checked without a request.
func (s *subject) start(ctx context.Context, opts *Options) (*run, error) {
	if s == nil {
		return nil, errors.New("waiters: the zero Poller waits for nothing: make it with Of or Op")
	}
	now := time.Now()
	r := &run{
		subject: s, opts: *opts, memory: lambdaMemory(), began: now, origin: now, schedule: opts.Schedule,
		attempt: Attempt{Operation: s.name},
	}
	err := opts.check()
	if err == nil {
		err = s.err
	}
	if err == nil && s.options != nil {
		err = r.answer.prepare(s.options, s.retryable)
	}
	if err == nil && opts.Resume != "" {
		err = r.resume(opts.Resume)
	}
	if err != nil {
		return nil, s.named(err)
	}
	if r.schedule == nil {
		r.schedule = &carried{Kind: kindRamp, First: opts.Expect}
	}
	if opts.Max > 0 {
		r.end, r.bound = now.Add(opts.Max), BoundMax
	}
	if deadline, ok := ctx.Deadline(); ok {
		r.deadline = deadline
		if end := deadline.Add(-opts.Reserve); r.end.IsZero() || end.Before(r.end) {
			r.end, r.bound = end, BoundDeadline
		}
	}
	return r, nil
}

// wait is Poller.Wait. It calls each, unless nil, after each poll, and ends
// without an error when that returns false.
func (s *subject) wait(ctx context.Context, opts *Options, each func(*run) bool) (out any, err error) {
	r, err := s.start(ctx, opts)
	if err != nil {
		return nil, err
	}
	if r.end.IsZero() {
		return nil, s.named(fmt.Errorf("%w: set Options.Max, or give the context a deadline", ErrUnbounded))
	}
	limited, cancel := context.WithDeadline(ctx, r.end)
	defer cancel()
	for {
		if err := r.refuse(ctx); err != nil {
			return nil, err
		}
		err := r.poll(ctx, limited)
		// One more poll must still fit into the budget, given twice the time of
		// the slowest so far.
		r.attempt.Next = max(0, min(r.attempt.Next, time.Until(r.end)-2*r.slowest))
		due := time.Now().Add(r.attempt.Next)
		r.report()
		if each != nil && !each(r) {
			return nil, nil
		}
		switch {
		case err != nil:
			return nil, err
		case r.attempt.Verdict == Ready:
			return r.answer.out, nil
		case r.attempt.Next == 0:
			return nil, r.timeout(ctx)
		}
		select {
		case <-time.After(time.Until(due)):
		case <-ctx.Done():
		}
	}
}

// pollOnce is Poller.Poll; the run is nil if no poll was made.
func (s *subject) pollOnce(ctx context.Context, opts *Options) (*run, error) {
	whole := opts.Max
	opts.Max = min(whole, 0) // The bound of this process is the deadline alone.
	r, err := s.start(ctx, opts)
	if err != nil {
		return nil, err
	}
	r.opts.Max = whole
	limited := ctx
	if !r.end.IsZero() {
		var cancel context.CancelFunc
		limited, cancel = context.WithDeadline(ctx, r.end)
		defer cancel()
	}
	if err := r.refuse(ctx); err != nil {
		return nil, err
	}
	err = r.poll(ctx, limited)
	if r.attempt.Next > 0 && whole > 0 {
		r.attempt.Next = max(0, min(r.attempt.Next, whole-r.attempt.Waited))
		if r.attempt.Next == 0 {
			r.bound = BoundMax
			err = r.timeout(ctx)
		}
	}
	r.report()
	return r, err
}

// refuse says why no further poll may be made: the context or the budget has
// ended. Whether one more poll fits was decided before the rest; asking again
// after it would refuse for a timer that fired a moment late.
func (r *run) refuse(ctx context.Context) error {
	if !r.end.IsZero() && time.Until(r.end) <= 0 {
		return r.timeout(ctx)
	}
	return r.interrupted(ctx)
}

// interrupted is the error of a context that has ended, or nil.
func (r *run) interrupted(ctx context.Context) error {
	switch err := ctx.Err(); {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		r.bound = BoundDeadline
		r.deadline, _ = ctx.Deadline()
		return r.timeout(ctx)
	default:
		e := &CanceledError{Cause: context.Cause(ctx)}
		r.sum(&e.Summary)
		return e
	}
}

// poll makes one request under limited, which ends with the budget, and judges
// it. Its error ends the wait. While the attempt is pending, its Next is the rest
// that the schedule asks for.
func (r *run) poll(ctx, limited context.Context) error {
	begun := time.Now()
	a := &r.answer
	r.subject.source.ask(limited, a)
	r.slowest = max(r.slowest, time.Since(begun))
	seen := &r.attempt
	seen.Number++
	if a.out != nil {
		r.last = a.out
	}
	// A poll that the budget cut short says nothing new, unless it was the only one.
	cut := a.err != nil && limited.Err() != nil
	if !cut || seen.Number == 1 {
		r.lastErr = a.err
		seen.State, seen.Reason = r.read(a)
		r.lastReason = cmp.Or(seen.Reason, r.lastReason)
	}
	seen.Err, seen.Verdict, seen.Next = a.err, Pending, 0
	r.clock()
	if cut {
		if err := r.interrupted(ctx); err != nil {
			return err
		}
		return r.timeout(ctx)
	}
	switch seen.Verdict = r.judge(a); seen.Verdict {
	case Failed:
		return r.failed(a.cause)
	case Pending:
		seen.Next = r.delay(a)
	}
	return nil
}

// judge is what the answer says, or the class of its error. A ready verdict is
// held back until it came often enough in a row.
func (r *run) judge(a *answer) Verdict {
	verdict := Verdict(a.finding)
	if a.finding == open {
		class := Unclassified
		if r.opts.Classify != nil {
			class = r.opts.Classify(a.err)
		}
		if class == Unclassified {
			class = Classify(a.err)
		}
		verdict = Pending
		if class == Terminal {
			verdict = Failed
		}
	}
	if verdict != Ready {
		r.streak = 0
	} else if r.streak++; r.streak < r.opts.Stable {
		verdict = Pending
	}
	return verdict
}

// delay asks the schedule for the rest after a pending poll. A throttled poll
// doubles it, and Retry-After is its least.
func (r *run) delay(a *answer) time.Duration {
	p := Progress{Polls: r.attempt.Number, Waited: r.attempt.Waited, Rand: rand.Float64()}
	if a.least != nil && a.most != nil {
		p.MinDelay, p.MaxDelay = *a.least, *a.most
	}
	delay := r.schedule.Delay(p)
	if a.err != nil {
		if throttled(a.err) {
			delay *= 2
		}
		delay = max(delay, retryAfter(a.err, time.Now()))
	}
	return max(delay, shortestRest)
}

func (r *run) report() {
	if r.opts.OnAttempt != nil {
		r.opts.OnAttempt(r.attempt)
	}
}

// clock notes the time and what it costs.
func (r *run) clock() {
	r.attempt.Waited = time.Since(r.origin)
	r.attempt.Cost = costOf(r.attempt.Number-r.earlier, time.Since(r.began), r.memory)
}

func (r *run) timeout(ctx context.Context) error {
	e := &TimeoutError{Bound: r.bound, Max: r.opts.Max, Reserve: r.opts.Reserve, Deadline: r.deadline, left: time.Until(r.deadline)}
	if e.Bound == BoundDeadline {
		e.cause = context.Cause(ctx)
	}
	r.sum(&e.Summary)
	return e
}

// failed is the end by a poll that was judged as failed. A failure without a
// reason has the latest one: a stack that rolls back says why only at the
// beginning. It cannot be gone on with.
func (r *run) failed(cause error) error {
	e := &FailedError{Cause: cause}
	r.sum(&e.Summary)
	e.Reason = cmp.Or(e.Reason, r.lastReason)
	e.Ticket = ""
	return e
}

// sum fills a summary.
func (r *run) sum(s *Summary) {
	r.clock()
	a := &r.attempt
	s.Operation, s.Attempts, s.Waited, s.Cost = a.Operation, a.Number, a.Waited, a.Cost
	s.State, s.Reason, s.Last, s.LastErr = a.State, a.Reason, r.last, r.lastErr
	if s.Attempts > 0 {
		s.Ticket, _ = r.ticket()
	}
}

// read is the state and the reason of what the poll was answered.
func (r *run) read(a *answer) (state, reason string) {
	code := codeOf(a.err)
	switch {
	case code != "":
		return code, ""
	case r.subject.describe != nil:
		return r.subject.describe()
	case a.out == nil:
		return "", ""
	case r.opts.Describe != nil:
		return r.opts.Describe(a.out)
	default:
		return Describe(a.out)
	}
}

func (s *subject) named(err error) error {
	return fmt.Errorf("waiters: %s: %w", s.name, err)
}
