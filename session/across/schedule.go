package across

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/arn"

	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/session"
)

// run is one pass over the targets. One goroutine decides what starts next and
// owns every field but slots; the work reports to it through events.
type run[T any] struct {
	session *session.Session
	targets []session.Target
	fn      func(context.Context, *session.Session, session.Target) (T, error)
	opts    Options
	slots   *slots
	queue   *queue

	working int           // goroutines that will send an event
	longest time.Duration // of the work that has ended
	events  chan event[T]

	results []Result[T] // to be given out
	early   map[int]Result[T]
	next    int   // index of the next result, if they are ordered
	late    error // what to say when the deadline ends the run
	stopped error // why nothing starts any more

	panicked *callback.Panic // read by the caller when the run has ended
}

// event reports that an account was entered, or that a target is finished.
type event[T any] struct {
	entry    *entry // nil for a target
	task     *task
	err      error // of the entry
	slot     *slot // that the work held
	result   Result[T]
	panicked *callback.Panic
}

// enterAhead is how short all work has to be for accounts to be entered while other
// targets are still ready: an account entered ahead waits about as long as work
// takes, and its role lasts an hour.
const enterAhead = time.Minute

func newRun[T any](ctx context.Context, s *session.Session, targets []session.Target,
	fn func(context.Context, *session.Session, session.Target) (T, error), opts Options,
) *run[T] {
	opts.Concurrency = cmp.Or(opts.Concurrency, defaultConcurrency)
	r := &run[T]{
		session: s, targets: targets, fn: fn, opts: opts,
		slots:  &slots{free: opts.Concurrency, freed: make(chan struct{}, 1)},
		queue:  newQueue(opts.PerAccount, opts.PerRegion),
		events: make(chan event[T]), early: map[int]Result[T]{},
	}
	refused := map[string]error{}
	for i, t := range targets {
		if t.Profile == "" {
			err, checked := refused[t.Region]
			if !checked {
				_, err = s.Enter(ctx, session.Target{Region: t.Region})
				refused[t.Region] = err
			}
			if err != nil {
				r.give(Result[T]{Target: t, Index: i, State: NotEntered, Err: err})
				continue
			}
		}
		r.queue.add(i, t)
	}
	return r
}

// start runs the scheduler beside the caller, who takes results from the
// channel and calls leave when there are none left or none wanted. leave returns
// when all goroutines have ended.
func (r *run[T]) start(ctx context.Context) (results <-chan Result[T], leave func()) {
	parent := ctx
	ctx, cancel, late := budget(ctx, r.opts.Reserve)
	r.late = late
	out, left, ended := make(chan Result[T]), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		defer close(out)
		r.schedule(parent, ctx, cancel, out, left)
	}()
	done := false
	return out, func() {
		if !done {
			done = true
			close(left)
			cancel()
			<-ended
		}
	}
}

func (r *run[T]) schedule(parent, ctx context.Context, cancel func(), out chan<- Result[T], left <-chan struct{}) {
	over := ctx.Done()
	if r.opts.FailFast && len(r.results) > 0 {
		r.stopAfter(r.results[0].Target, r.results[0].Err)
		cancel()
	}
	for {
		if r.stopped == nil && ctx.Err() != nil {
			over = nil
			r.stopped = r.stopReason(parent, ctx)
			r.giveUp()
		}
		for r.stopped == nil && r.startOne(ctx) {
		}
		if r.working == 0 && len(r.results) == 0 {
			return
		}
		var give chan<- Result[T]
		var head Result[T]
		if len(r.results) > 0 {
			give, head = out, r.results[0]
		}
		select {
		case give <- head:
			r.results[0] = Result[T]{}
			r.results = r.results[1:]
		case e := <-r.events:
			r.working--
			if e.panicked != nil {
				e.slot.close()
				r.abort(e.panicked, cancel)
				return
			}
			r.handle(parent, ctx, e)
			if target, err := e.failure(r.targets); r.opts.FailFast && r.stopped == nil && err != nil {
				r.stopAfter(target, err)
				cancel()
			}
			e.slot.close()
		case <-r.slots.freed:
		case <-over:
			over = nil
		case <-left:
			r.abort(nil, cancel)
			return
		}
	}
}

// abort ends the run without results: what is at work is cancelled and joined.
// The first panic is kept.
func (r *run[T]) abort(p *callback.Panic, cancel func()) {
	r.panicked = p
	r.results = nil
	cancel()
	for ; r.working > 0; r.working-- {
		if e := <-r.events; e.panicked != nil && r.panicked == nil {
			r.panicked = e.panicked
		}
	}
}

// startOne starts one piece of work if there is a free slot and something to
// do. Accounts are entered when the targets that could run, or will when the
// accounts under way are entered, are fewer than the slots: early enough that no
// slot is idle, late enough that no role expires before its work.
func (r *run[T]) startOne(ctx context.Context) bool {
	if len(r.results) >= r.opts.Concurrency {
		return false // the caller is behind
	}
	next := r.queue.runnable()
	var enter *entry
	if next == nil || 0 < r.longest && r.longest < enterAhead {
		if r.slots.supply(r.queue.supply()) < r.opts.Concurrency {
			enter = r.queue.enterable()
		}
	}
	if next == nil && enter == nil || !r.slots.take() {
		return false
	}
	r.working++
	if enter != nil {
		r.queue.enter(enter)
		go r.enter(ctx, enter)
		return true
	}
	r.queue.start(next)
	go r.work(ctx, next)
	return true
}

// enter and work always send their event, also when a callback panics or ends
// its goroutine. The scheduler frees the slot, so that nothing starts before it
// knows how the work ended.
func (r *run[T]) enter(ctx context.Context, e *entry) {
	out := event[T]{entry: e, slot: newSlot(r.slots)}
	out.slot.weight = len(e.tasks)
	out.panicked = callback.Run(func() {
		target := e.target
		target.Region = ""
		e.session, out.err = r.session.WithAPIOptions(out.slot.addTo).Enter(ctx, target)
	}, func(err error) {
		out.err = fmt.Errorf("across: enter %s: %w", e.target, err)
		r.events <- out
	})
	r.events <- out
}

func (r *run[T]) work(ctx context.Context, t *task) {
	target := r.targets[t.index]
	out := event[T]{task: t, slot: newSlot(r.slots), result: Result[T]{Target: target, Index: t.index, State: Failed}}
	res := &out.result
	began := time.Now()
	out.panicked = callback.Run(func() {
		s, err := t.entry.session.Enter(ctx, session.Target{Region: target.Region})
		if err != nil {
			res.State, res.Err = NotEntered, err
			return
		}
		if res.Value, res.Err = r.fn(ctx, s.WithAPIOptions(out.slot.addTo), target); res.Err == nil {
			res.State = Done
		}
	}, func(err error) {
		res.Err = fmt.Errorf("across: %s: %w", target, err)
		res.Took = time.Since(began)
		r.events <- out
	})
	res.Took = time.Since(began)
	r.events <- out
}

// failure returns the target that an event says failed, and why.
func (e event[T]) failure(targets []session.Target) (session.Target, error) {
	if e.entry != nil {
		return e.entry.target, e.err
	}
	return targets[e.task.index], e.result.Err
}

func (r *run[T]) handle(parent, ctx context.Context, e event[T]) {
	if e.entry == nil {
		r.longest = max(r.longest, e.result.Took)
		r.queue.finish(e.task)
		r.give(e.result)
		return
	}
	if e.err == nil && r.stopped == nil {
		r.queue.entered(e.entry)
		return
	}
	r.queue.drop(e.entry)
	for _, t := range e.entry.tasks {
		switch {
		case e.err != nil && ctx.Err() != nil:
			r.give(r.unstarted(t.index, parent, ctx))
		case e.err != nil:
			r.give(Result[T]{Target: r.targets[t.index], Index: t.index, State: NotEntered, Err: e.err})
		default:
			r.give(Result[T]{Target: r.targets[t.index], Index: t.index, State: NotStarted, Err: r.stopped})
		}
	}
}

// stopAfter gives up all targets that have not started because one failed.
func (r *run[T]) stopAfter(failed session.Target, err error) {
	r.stopped = notStarted("the run stopped when "+failed.String()+" failed", err)
	r.giveUp()
}

func (r *run[T]) giveUp() {
	for _, i := range r.queue.rest() {
		r.give(Result[T]{Target: r.targets[i], Index: i, State: NotStarted, Err: r.stopped})
	}
}

func (r *run[T]) unstarted(i int, parent, ctx context.Context) Result[T] {
	reason := r.stopped
	if reason == nil {
		reason = r.stopReason(parent, ctx)
	}
	return Result[T]{Target: r.targets[i], Index: i, State: NotStarted, Err: reason}
}

// stopReason says why the run's context has ended: its own deadline, or what
// the caller's context says.
func (r *run[T]) stopReason(parent, ctx context.Context) error {
	cause := context.Cause(ctx)
	switch {
	case errors.Is(parent.Err(), context.Canceled):
		cause = context.Cause(parent)
	case r.late != nil && errors.Is(ctx.Err(), context.DeadlineExceeded):
		cause = r.late
	}
	return notStarted(cause.Error(), cause)
}

// give puts a result where the caller gets it, in order if so asked.
func (r *run[T]) give(result Result[T]) {
	if !r.opts.Ordered {
		r.results = append(r.results, result)
		return
	}
	r.early[result.Index] = result
	for {
		next, ok := r.early[r.next]
		if !ok {
			return
		}
		delete(r.early, r.next)
		r.results = append(r.results, next)
		r.next++
	}
}

// accountOf is what PerAccount counts a target by.
func accountOf(t session.Target) string {
	if role, err := arn.Parse(t.Role.ARN); t.Account == "" && err == nil {
		return role.AccountID
	}
	return cmp.Or(t.Account, t.Profile)
}
