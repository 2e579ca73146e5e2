package waiters

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/aws/smithy-go"
)

// shortestRest keeps a schedule that gives no delay from spinning.
const shortestRest = 10 * time.Millisecond

// run is the state of one wait.
type run[Out any] struct {
	poller   Poller[Out]
	ask      ask[Out]
	opts     Options
	schedule Schedule
	budget   budget
	memory   int

	began   time.Time // this process's first poll
	origin  time.Time // the first poll of all processes
	polls   int       // of all processes
	earlier int       // of the processes before this one
	streak  int       // ready polls in a row
	slowest time.Duration

	last          *Out
	lastErr       error
	state, reason string
	lastReason    string // the latest that the service gave
}

// start checks everything that can be checked without a request.
func (p Poller[Out]) start(ctx context.Context, opts Options) (*run[Out], error) {
	if p.begin == nil {
		return nil, errors.New("the zero Poller waits for nothing: make it with Of or Op")
	}
	if err := opts.check(); err != nil {
		return nil, err
	}
	ask, err := p.begin()
	if err != nil {
		return nil, err
	}
	now := time.Now()
	r := &run[Out]{
		poller: p, ask: ask, opts: opts, budget: opts.budget(ctx, now), memory: lambdaMemory(),
		began: now, origin: now, schedule: opts.Schedule,
	}
	if opts.Resume != "" {
		if err := r.resume(opts.Resume); err != nil {
			return nil, err
		}
	}
	if r.schedule == nil {
		r.schedule = Ramp{Expect: opts.Expect}
	}
	return r, nil
}

// refuse says why no further poll may be made: the context or the budget has
// ended. Whether one more poll fits was decided before the rest, by fit; asking
// again after it would refuse for a timer that fired a moment late.
func (r *run[Out]) refuse(ctx context.Context) error {
	if !r.budget.end.IsZero() && r.budget.left(time.Now()) <= 0 {
		return r.timeout(ctx)
	}
	return r.interrupted(ctx)
}

// interrupted is the error of a context that has ended, or nil.
func (r *run[Out]) interrupted(ctx context.Context) error {
	switch err := ctx.Err(); {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		r.budget.bound = BoundDeadline
		r.budget.deadline, _ = ctx.Deadline()
		return r.timeout(ctx)
	default:
		return &CanceledError{Summary: r.unfinished(), Cause: context.Cause(ctx)}
	}
}

// poll makes one request under limited, which ends with the budget, and judges
// it. Its error ends the wait. While the step is pending, its Next is the rest
// that the schedule asks for.
func (r *run[Out]) poll(ctx, limited context.Context) (Step[Out], error) {
	begun := time.Now()
	a := r.ask(limited)
	r.slowest = max(r.slowest, time.Since(begun))
	r.polls++
	if a.out != nil {
		r.last = a.out
	}
	// A poll that the budget cut short says nothing new, unless it was the only one.
	cut := a.err != nil && limited.Err() != nil
	if !cut || r.polls == 1 {
		r.observe(a)
	}

	var verdict Verdict
	var err error
	if cut {
		if err = r.interrupted(ctx); err == nil {
			err = r.timeout(ctx)
		}
	} else if verdict = r.stable(r.judge(a)); verdict == Failed {
		err = r.failed(a.cause)
	}
	step := Step[Out]{Output: a.out, run: r, Attempt: Attempt{
		Operation: r.poller.name, Number: r.polls, Waited: time.Since(r.origin),
		Verdict: verdict, State: r.state, Reason: r.reason, Err: a.err, Cost: r.cost(),
	}}
	if verdict == Pending && err == nil {
		step.Next = r.delay(a)
	}
	return step, err
}

// judge is the answer's own verdict, or what the class of its error makes of it.
func (r *run[Out]) judge(a answer[Out]) Verdict {
	switch {
	case a.settled:
		return a.verdict
	case r.classify(a.err) == Terminal:
		return Failed
	default:
		return Pending
	}
}

// stable holds a ready verdict back until it came often enough in a row.
func (r *run[Out]) stable(v Verdict) Verdict {
	if v != Ready {
		r.streak = 0
		return v
	}
	if r.streak++; r.streak < r.opts.Stable {
		return Pending
	}
	return Ready
}

func (r *run[Out]) classify(err error) Class {
	if r.opts.Classify != nil {
		if class := r.opts.Classify(err); class != Unclassified {
			return class
		}
	}
	return Classify(err)
}

// delay asks the schedule for the rest after a pending poll. A throttled poll
// doubles it, and Retry-After is its least.
func (r *run[Out]) delay(a answer[Out]) time.Duration {
	delay := r.schedule.Delay(Progress{
		Polls: r.polls, Waited: time.Since(r.origin), Rand: rand.Float64(),
		MinDelay: a.minDelay, MaxDelay: a.maxDelay,
	})
	if a.err != nil {
		if throttled(a.err) {
			delay *= 2
		}
		delay = max(delay, retryAfter(a.err, time.Now()))
	}
	return max(delay, shortestRest)
}

// fit cuts the rest so that one more poll still fits into the budget, given twice
// the time of the slowest so far; zero means that none does.
func (r *run[Out]) fit(delay time.Duration) time.Duration {
	return max(0, min(delay, r.budget.left(time.Now())-2*r.slowest))
}

// rest sleeps until due or until the context ends.
func (r *run[Out]) rest(ctx context.Context, due time.Time) error {
	timer := time.NewTimer(time.Until(due))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return r.interrupted(ctx)
	}
}

func (r *run[Out]) report(a Attempt) {
	if r.opts.OnAttempt != nil {
		r.opts.OnAttempt(a)
	}
}

func (r *run[Out]) cost() Cost {
	return costOf(r.polls-r.earlier, time.Since(r.began), r.memory)
}

func (r *run[Out]) timeout(ctx context.Context) error {
	e := &TimeoutError{
		Summary: r.unfinished(), Bound: r.budget.bound, Max: r.budget.max, Reserve: r.budget.reserve,
		Deadline: r.budget.deadline, now: time.Now(),
	}
	if e.Bound == BoundDeadline {
		e.cause = context.Cause(ctx)
	}
	return e
}

func (r *run[Out]) summary() Summary {
	s := Summary{
		Operation: r.poller.name, Attempts: r.polls, Waited: time.Since(r.origin),
		State: r.state, Reason: r.reason, LastErr: r.lastErr, Cost: r.cost(),
	}
	if r.last != nil {
		s.Last = r.last
	}
	return s
}

// unfinished is the summary of a wait that can be gone on with.
func (r *run[Out]) unfinished() Summary {
	s := r.summary()
	if r.polls > 0 {
		s.Ticket, _ = r.ticket()
	}
	return s
}

// failed is the end by a poll that was judged as failed. A failure without a
// reason has the latest one: a stack that rolls back says why only at the
// beginning.
func (r *run[Out]) failed(cause error) error {
	s := r.summary()
	s.Reason = cmp.Or(r.reason, r.lastReason)
	return &FailedError{Summary: s, Cause: cause}
}

// observe reads the state of what the poll was answered.
func (r *run[Out]) observe(a answer[Out]) {
	r.lastErr = a.err
	r.state, r.reason = r.describe(a)
	r.lastReason = cmp.Or(r.reason, r.lastReason)
}

func (r *run[Out]) describe(a answer[Out]) (state, reason string) {
	if api, ok := errors.AsType[smithy.APIError](a.err); ok {
		return api.ErrorCode(), ""
	}
	switch {
	case r.poller.describe != nil:
		return r.poller.describe()
	case a.out == nil:
		return "", ""
	default:
		return r.opts.describe(a.out)
	}
}
