package session

import (
	"context"
	"errors"
	"slices"
	"time"
)

// run is one pass over the targets. One goroutine decides what starts next and
// owns every field but slots; the work reports to it through events.
type run[T any] struct {
	session *Session
	targets []Target
	fn      func(context.Context, *Session, Target) (T, error)
	opts    AcrossOptions
	slots   *slots

	entries []*entry // not yet being entered, in the order of the targets
	ready   []task   // in accounts that are entered
	coming  int      // targets of the accounts that are being entered
	working int      // goroutines that will send an event
	account map[string]int
	region  map[string]int
	events  chan event[T]
	queue   []Result[T] // to be given out
	early   map[int]Result[T]
	next    int   // index of the next result, when they are ordered
	late    error // what to say when the deadline ends the run
	stopped error // why nothing starts any more
}

// entry is one way into an account, for all targets that share it.
type entry struct {
	target  Target // the first of them
	tasks   []int  // their indexes
	session *Session
}

// task is a target whose account is entered.
type task struct {
	index   int
	session *Session
}

// event tells the scheduler that an account was entered, or a target is through.
type event[T any] struct {
	entry  *entry
	err    error
	slot   *slot // that the work held
	result Result[T]
}

func newRun[T any](s *Session, targets []Target, fn func(context.Context, *Session, Target) (T, error), opts AcrossOptions) *run[T] {
	if opts.Concurrency <= 0 {
		opts.Concurrency = defaultConcurrency
	}
	r := &run[T]{
		session: s, targets: targets, fn: fn, opts: opts,
		slots:   &slots{free: opts.Concurrency, freed: make(chan struct{}, 1)},
		account: map[string]int{}, region: map[string]int{},
		events: make(chan event[T]), early: map[int]Result[T]{},
	}
	byKey := map[string]*entry{}
	for i, t := range targets {
		key := t.entryKey()
		e := byKey[key]
		if e == nil {
			e = &entry{target: t}
			byKey[key] = e
			r.entries = append(r.entries, e)
		}
		e.tasks = append(e.tasks, i)
	}
	return r
}

// start runs the scheduler beside the caller, who takes results from the
// channel, and calls leave when there are none left or none wanted any more.
// leave returns when all goroutines have ended.
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
	return out, func() {
		close(left)
		cancel()
		<-ended
	}
}

func (r *run[T]) schedule(parent, ctx context.Context, cancel func(), out chan<- Result[T], left <-chan struct{}) {
	over := ctx.Done()
	for {
		if r.stopped == nil && ctx.Err() != nil {
			over = nil
			r.stop(parent, ctx)
		}
		for r.stopped == nil && r.startOne(ctx) {
		}
		if r.working == 0 && len(r.queue) == 0 {
			return
		}
		var give chan<- Result[T]
		var head Result[T]
		if len(r.queue) > 0 {
			give, head = out, r.queue[0]
		}
		select {
		case give <- head:
			r.queue[0] = Result[T]{}
			r.queue = r.queue[1:]
		case e := <-r.events:
			r.working--
			r.handle(parent, ctx, e)
			if r.opts.FailFast && r.stopped == nil && e.failed() {
				r.stopAfter(e)
				cancel()
			}
			e.slot.close()
		case <-r.slots.freed:
		case <-over:
			over = nil
		case <-left:
			// Nobody takes results any more: only what is at work is waited for.
			r.stopped = context.Canceled
			r.queue = nil
			for ; r.working > 0; r.working-- {
				<-r.events
			}
			return
		}
	}
}

// startOne starts one piece of work if there is a free slot and something to
// do. Accounts are entered when the targets that are ready, or soon will be, are
// fewer than the slots: early enough that no slot stands idle, late enough that
// the first results do not wait for the last account.
func (r *run[T]) startOne(ctx context.Context) bool {
	if len(r.queue) >= r.opts.Concurrency {
		return false // the caller is behind
	}
	next := r.runnable()
	enter := len(r.entries) > 0 && (next < 0 || len(r.ready)+r.coming < r.opts.Concurrency)
	if next < 0 && !enter || !r.slots.take() {
		return false
	}
	r.working++
	if enter {
		e := r.entries[0]
		r.entries[0] = nil
		r.entries = r.entries[1:]
		r.coming += len(e.tasks)
		go r.enter(ctx, e)
		return true
	}
	t := r.ready[next]
	r.ready = slices.Delete(r.ready, next, next+1)
	target := r.targets[t.index]
	r.account[target.entryAccount()]++
	r.region[target.Region]++
	go r.work(ctx, t)
	return true
}

// runnable is the first ready target that no limit holds back, or -1.
func (r *run[T]) runnable() int {
	for i, t := range r.ready {
		target := r.targets[t.index]
		if r.opts.PerAccount > 0 && r.account[target.entryAccount()] >= r.opts.PerAccount {
			continue
		}
		if r.opts.PerRegion > 0 && r.region[target.Region] >= r.opts.PerRegion {
			continue
		}
		return i
	}
	return -1
}

// entryAccount is what PerAccount counts by.
func (t Target) entryAccount() string {
	switch {
	case t.Account != "":
		return t.Account
	case t.Role.ARN != "":
		return accountOf(t.Role.ARN)
	}
	return t.Profile
}

// enter and work always send their event, also when fn ends its goroutine. The
// scheduler frees the slot, so that nothing starts before it knows how the work
// ended.
func (r *run[T]) enter(ctx context.Context, e *entry) {
	out := event[T]{entry: e, err: errGoexit, slot: newSlot(r.slots)}
	defer func() { r.events <- out }()
	s := r.session.with(out.slot)
	e.session, out.err = s.enterTarget(ctx, e.target)
}

func (r *run[T]) work(ctx context.Context, t task) {
	target := r.targets[t.index]
	out := event[T]{slot: newSlot(r.slots), result: Result[T]{Target: target, Index: t.index, State: Failed, Err: errGoexit}}
	began := time.Now()
	defer func() {
		out.result.Took = time.Since(began)
		r.events <- out
	}()
	s := t.session
	if target.Region != "" {
		s = s.In(target.Region)
	}
	s = s.with(out.slot)
	if out.result.Value, out.result.Err = r.fn(ctx, s, target); out.result.Err == nil {
		out.result.State = Done
	}
}

var errGoexit = errors.New("session: across: the function ended its goroutine")

func (e event[T]) failed() bool {
	return e.entry != nil && e.err != nil || e.entry == nil && e.result.Err != nil
}

func (r *run[T]) handle(parent, ctx context.Context, e event[T]) {
	if e.entry == nil {
		r.account[e.result.Target.entryAccount()]--
		r.region[e.result.Target.Region]--
		r.give(e.result)
		return
	}
	r.coming -= len(e.entry.tasks)
	for _, i := range e.entry.tasks {
		switch {
		case e.err != nil && ctx.Err() != nil:
			r.give(r.unstarted(i, parent, ctx))
		case e.err != nil:
			r.give(Result[T]{Target: r.targets[i], Index: i, State: NotEntered, Err: e.err})
		case r.stopped != nil:
			r.give(Result[T]{Target: r.targets[i], Index: i, State: NotStarted, Err: r.stopped})
		default:
			// In the order of the targets, so that ordered results wait little.
			at, _ := slices.BinarySearchFunc(r.ready, i, func(t task, i int) int { return t.index - i })
			r.ready = slices.Insert(r.ready, at, task{i, e.entry.session})
		}
	}
}

// stop gives up all targets that have not started, because ctx is over.
func (r *run[T]) stop(parent, ctx context.Context) {
	r.stopped = r.stopReason(parent, ctx)
	r.giveUp()
}

// stopAfter gives them up because another one failed.
func (r *run[T]) stopAfter(e event[T]) {
	failed := e.result.Target
	err := e.result.Err
	if e.entry != nil {
		failed, err = e.entry.target, e.err
	}
	r.stopped = notStarted("the run stopped when "+failed.String()+" failed", err)
	r.giveUp()
}

func (r *run[T]) giveUp() {
	for _, t := range r.ready {
		r.give(Result[T]{Target: r.targets[t.index], Index: t.index, State: NotStarted, Err: r.stopped})
	}
	for _, e := range r.entries {
		for _, i := range e.tasks {
			r.give(Result[T]{Target: r.targets[i], Index: i, State: NotStarted, Err: r.stopped})
		}
	}
	r.ready, r.entries = nil, nil
}

func (r *run[T]) unstarted(i int, parent, ctx context.Context) Result[T] {
	err := r.stopped
	if err == nil {
		err = r.stopReason(parent, ctx)
	}
	return Result[T]{Target: r.targets[i], Index: i, State: NotStarted, Err: err}
}

func (r *run[T]) stopReason(parent, ctx context.Context) error {
	cause := context.Cause(ctx)
	switch {
	case parent.Err() == context.Canceled:
		cause = context.Cause(parent)
	case r.late != nil && ctx.Err() == context.DeadlineExceeded:
		cause = r.late
	}
	return notStarted(cause.Error(), cause)
}

// give puts a result where the caller gets it, in order if so asked.
func (r *run[T]) give(result Result[T]) {
	if !r.opts.Ordered {
		r.queue = append(r.queue, result)
		return
	}
	r.early[result.Index] = result
	for {
		next, ok := r.early[r.next]
		if !ok {
			return
		}
		delete(r.early, r.next)
		r.queue = append(r.queue, next)
		r.next++
	}
}
