package waiters

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/awsessentials/essentials/awserr"
)

// emptyAnswer is the state of an output without any item.
const emptyAnswer = "empty answer"

// shortestRest is the shortest delay; a schedule that returns less gets this.
const shortestRest = 10 * time.Millisecond

// run is the state of one wait.
type run struct {
	subject  *subject
	opts     Options
	schedule Schedule
	memory   int
	// slots, unless nil, limits the requests in flight over several waits.
	slots chan struct{}

	// end is when the budget ends, zero if it has no bound; bound and deadline
	// say why.
	end      time.Time
	bound    Bound
	deadline time.Time

	began   time.Time     // this process's first poll
	origin  time.Time     // the first poll of all processes
	due     time.Time     // of the next poll by the schedule, even if the bound is sooner; zero when there is none
	polled  time.Duration // from origin to the end of the latest poll
	earlier int           // polls of the processes before this one
	streak  int           // ready polls in a row
	slowest time.Duration

	status     Status // after the latest poll
	answer     answer // the latest
	lastReason string // the latest that the service gave
}

// start checks everything that can be checked without a request. The budget ends
// with the context's deadline and, if bounded is set, after Options.Max.
func (s *subject) start(ctx context.Context, opts *Options, bounded bool) (*run, error) {
	if s == nil {
		return nil, awserr.Invalid("waiters.Poller", "Poller", nil, "the zero Poller waits for nothing: make it with Poll or PollWaiter")
	}
	now := time.Now()
	r := &run{
		subject: s, opts: *opts, memory: lambdaMemory(), began: now, origin: now, schedule: opts.Schedule,
		status: Status{Operation: s.name},
	}
	err := cmp.Or(checkContext(s.name, ctx), s.err, opts.check(s.name))
	if err == nil && s.options != nil {
		err = s.prepare(&r.answer)
	}
	if err == nil && opts.Resume != "" {
		err = r.resume(opts.Resume)
	}
	if err != nil {
		return nil, err
	}
	if r.schedule == nil {
		r.schedule = rampSchedule{opts.Expect}
	}
	if bounded && opts.Max > 0 {
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

// startBounded is start for a wait that sleeps, which must have a bound.
func (s *subject) startBounded(ctx context.Context, opts *Options) (*run, error) {
	r, err := s.start(ctx, opts, true)
	if err == nil && r.end.IsZero() {
		return nil, &awserr.InvalidError{Operation: s.name, Argument: "Options.Max", Value: opts.Max, Err: ErrUnbounded,
			Reason: ErrUnbounded.Error() + ": set it, or give the context a deadline"}
	}
	return r, err
}

// wait is Poller.Wait. It calls each, unless nil, after each poll, and ends
// without an error when that returns false.
func (s *subject) wait(ctx context.Context, opts *Options, each func(*run) bool) (out any, err error) {
	r, err := s.startBounded(ctx, opts)
	if err != nil {
		return nil, err
	}
	return r.wait(ctx, each)
}

func (r *run) wait(ctx context.Context, each func(*run) bool) (out any, err error) {
	limited, cancel := context.WithDeadline(ctx, r.end)
	defer cancel()
	if !r.due.IsZero() && time.Until(r.due) > r.room() {
		return nil, r.ended(ctx) // A resumed wait whose next poll is not due before the bound.
	}
	rest(ctx, r.due)
	for {
		if err := r.refuse(ctx); err != nil {
			return nil, err
		}
		err := r.poll(ctx, limited)
		r.cut(r.room())
		due := time.Now().Add(r.status.Next)
		r.report()
		if each != nil && !each(r) {
			return nil, nil
		}
		switch {
		case err != nil:
			return nil, err
		case r.status.Verdict == Ready:
			return r.answer.out, nil
		case r.status.Next == 0:
			return nil, r.timeout(ctx)
		}
		rest(ctx, due)
	}
}

// rest sleeps until t or the end of ctx.
func rest(ctx context.Context, t time.Time) {
	d := time.Until(t)
	if d <= 0 {
		return
	}
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// room is the longest delay after which another poll fits into the budget,
// assuming that it takes twice as long as the slowest so far.
func (r *run) room() time.Duration { return time.Until(r.end) - 2*r.slowest }

// cut shortens the delay before the next poll to room. No poll is made sooner
// than the service asked for.
func (r *run) cut(room time.Duration) {
	if r.status.LastErr != nil && retryAfter(r.status.LastErr, time.Now()) > room {
		room = 0
	}
	r.status.Next = max(0, min(r.status.Next, room))
}

// pollOnce is Poller.Poll; the run is nil if no poll was made.
func (s *subject) pollOnce(ctx context.Context, opts *Options) (*run, error) {
	r, err := s.start(ctx, opts, false)
	if err != nil {
		return nil, err
	}
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
	if r.status.Next > 0 && opts.Max > 0 {
		r.cut(opts.Max - r.status.Waited)
		if r.status.Next == 0 {
			r.bound = BoundMax
			err = r.timeout(ctx)
		}
	}
	r.report()
	return r, err
}

// refuse returns an error if no further poll may be made, since the context or
// the budget has ended. Whether another poll fits was decided before the delay;
// deciding it again would fail when a timer fires a moment late.
func (r *run) refuse(ctx context.Context) error {
	if !r.end.IsZero() && time.Until(r.end) <= 0 {
		return r.timeout(ctx)
	}
	return r.interrupted(ctx)
}

// ended returns the error of a wait that makes no further poll.
func (r *run) ended(ctx context.Context) error {
	if err := r.interrupted(ctx); err != nil {
		return err
	}
	return r.timeout(ctx)
}

// interrupted returns the error of a context that has ended, or nil.
func (r *run) interrupted(ctx context.Context) error {
	switch err := ctx.Err(); {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		r.bound = BoundDeadline
		r.deadline, _ = ctx.Deadline()
		return r.timeout(ctx)
	default:
		r.clock()
		return &CanceledError{Status: r.status, Ticket: r.lastTicket(), Err: context.Cause(ctx)}
	}
}

// poll makes one request with limited, which ends with the budget, and sets its
// verdict. An error ends the wait. While the wait is pending, status.Next is the
// delay that the schedule returned.
func (r *run) poll(ctx, limited context.Context) error {
	s, a := &r.status, &r.answer
	s.Next, r.due = 0, time.Time{}
	if !r.request(limited) {
		return r.ended(ctx)
	}
	s.Attempts++
	if a.out != nil {
		s.Last = a.out
	}
	// A poll that the end of the budget canceled is not reported, unless it was the
	// only one.
	cutShort := a.err != nil && limited.Err() != nil
	if !cutShort || s.Attempts == 1 {
		s.LastErr = a.err
		s.State, s.Reason = r.read(a)
		r.lastReason = cmp.Or(s.Reason, r.lastReason)
	}
	s.Verdict = Pending
	r.clock()
	if cutShort {
		return r.ended(ctx)
	}
	switch s.Verdict = r.judge(a); s.Verdict {
	case Failed:
		return r.failed(a.cause)
	case Pending:
		s.Next, r.polled = r.delay(a), s.Waited
		r.due = time.Now().Add(s.Next)
	}
	return nil
}

// request makes one request as soon as a slot is free, and reports whether it
// did. Waiting for a slot does not make a request slow.
func (r *run) request(ctx context.Context) bool {
	if r.slots != nil {
		select {
		case r.slots <- struct{}{}:
			defer func() { <-r.slots }()
		case <-ctx.Done():
			return false
		}
		if ctx.Err() != nil || time.Until(r.end) <= 0 {
			return false
		}
	}
	begun := time.Now()
	r.subject.source.ask(ctx, &r.answer)
	r.slowest = max(r.slowest, time.Since(begun))
	return true
}

// judge returns the verdict of the answer, or that of the class of its error.
// Ready is pending until there are enough consecutive ready polls.
func (r *run) judge(a *answer) Verdict {
	verdict := Verdict(a.finding)
	if a.finding == undecided {
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

// delay returns the schedule's delay after a pending poll, doubled if the poll
// was throttled, and not less than Retry-After.
func (r *run) delay(a *answer) time.Duration {
	p := Progress{Attempts: r.status.Attempts, Waited: r.status.Waited, Rand: rand.Float64()}
	if a.minDelay != nil && a.maxDelay != nil {
		p.MinDelay, p.MaxDelay = *a.minDelay, *a.maxDelay
	}
	delay := min(max(r.schedule.Delay(p), shortestRest), longest)
	if a.err != nil {
		if throttled(a.err) {
			delay *= 2
		}
		delay = max(delay, retryAfter(a.err, time.Now()))
	}
	return delay
}

func (r *run) report() {
	if r.opts.OnAttempt != nil {
		r.opts.OnAttempt(r.status)
	}
}

// clock records the time and its cost.
func (r *run) clock() {
	r.status.Waited = time.Since(r.origin)
	r.status.Cost = costOf(r.status.Attempts-r.earlier, time.Since(r.began), r.memory)
}

// timeout returns the error of a wait that reached its bound. Its status has the
// time to the next poll, for a process that continues the wait.
func (r *run) timeout(ctx context.Context) error {
	r.clock()
	e := &TimeoutError{Status: r.status, Ticket: r.lastTicket(), Bound: r.bound, Max: r.opts.Max, Reserve: r.opts.Reserve, Deadline: r.deadline, left: time.Until(r.deadline)}
	if !r.due.IsZero() {
		e.Next = max(0, time.Until(r.due))
	}
	if e.Bound == BoundDeadline {
		e.cause = context.Cause(ctx)
	}
	return e
}

// failed returns the error of a poll with the verdict Failed. A failure without
// a reason gets the latest one: a stack that rolls back has a reason only at
// first.
func (r *run) failed(cause error) error {
	e := &FailedError{Status: r.status, Err: cause}
	e.Reason = cmp.Or(e.Reason, r.lastReason)
	return e
}

// lastTicket returns the ticket for an error, empty before the first poll.
func (r *run) lastTicket() (t Ticket) {
	if r.status.Attempts > 0 {
		t, _ = r.ticket()
	}
	return t
}

// read returns the state and the reason in the answer to a poll.
func (r *run) read(a *answer) (state, reason string) {
	code := awserr.Code(a.err)
	switch {
	case code != "":
		return code, ""
	case r.subject.describe != nil:
		return r.subject.describe()
	case a.out == nil:
		return "", ""
	case r.opts.Describe != nil:
		return r.opts.Describe(a.out)
	}
	state, reason = Describe(a.out)
	if state == "" && reason == "" && isEmpty(a.out) {
		state = emptyAnswer
	}
	return state, reason
}
