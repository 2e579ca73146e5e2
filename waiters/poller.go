package waiters

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"strings"
	"time"
)

// Poller is one thing to wait for: an SDK waiter or an operation with a
// condition, bound to its input. It may be waited on any number of times, each
// wait starting afresh, and by several goroutines at once, as long as nobody
// changes the input meanwhile. Make it with [Of] or [Op].
type Poller[Out any] struct {
	name  string
	input any
	// begin prepares one wait: the returned ask makes one request a call.
	begin func() (ask[Out], error)
	// describe, unless nil, tells the state instead of the output.
	describe func() (state, reason string)
}

// ask makes one request and judges it.
type ask[Out any] func(context.Context) answer[Out]

type answer[Out any] struct {
	out *Out
	err error
	// verdict holds if settled; otherwise the class of err decides.
	verdict Verdict
	settled bool
	// cause is the error to fail with.
	cause error
	// minDelay and maxDelay are those of the SDK's waiter.
	minDelay, maxDelay time.Duration
}

// Of is what an SDK waiter waits for.
func Of[In, Out, O any](w Waiter[In, Out, O], in *In, optFns ...func(*O)) Poller[Out] {
	name := typeName(w, "Waiter")
	return Poller[Out]{name: name, input: in, begin: func() (ask[Out], error) {
		at, err := optionsOf[In, Out, O]()
		s := single[In, Out, O]{waiter: w, input: in, optFns: optFns, at: at}
		return s.ask, err
	}}
}

// Op is an operation called until the condition holds.
func Op[In, Out, O any](operation func(context.Context, *In, ...func(*O)) (*Out, error), in *In, until Condition[Out], optFns ...func(*O)) Poller[Out] {
	call := func(ctx context.Context) answer[Out] {
		out, err := operation(ctx, in, optFns...)
		a := answer[Out]{out: out, err: err, cause: err}
		if err != nil {
			a.out = nil
		}
		a.verdict = until(a.out, err)
		a.settled = err == nil || a.verdict != Pending
		return a
	}
	return Poller[Out]{name: typeName(in, "Input"), input: in, begin: func() (ask[Out], error) {
		if until == nil {
			return nil, errors.New("the condition is nil")
		}
		return call, nil
	}}
}

// Step is one poll of a wait.
type Step[Out any] struct {
	Attempt
	// Output is what the operation answered; nil if it ended in an error.
	Output *Out

	run *run[Out]
}

// Wait polls until the state is reached and returns the output that reached it.
// The first poll is made at once.
//
// The wait is bounded by the sooner of Options.Max and the context's deadline
// less Options.Reserve; without either it is refused with [ErrUnbounded]. The
// rest before the last poll is cut so that a poll that takes twice as long as the
// slowest so far still ends inside the bound; when there is no room for that, the
// wait ends at once, without sleeping the rest away. A poll that is under way at
// the bound is cut off.
//
// The error is a *[TimeoutError], a *[FailedError] or a *[CanceledError], or
// tells what is wrong with the arguments. The output beside an error is nil; the
// last one is in the error.
func (p Poller[Out]) Wait(ctx context.Context, opts Options) (*Out, error) {
	var out *Out
	for step, err := range p.Steps(ctx, opts) {
		if err != nil {
			return nil, err
		}
		out = step.Output
	}
	return out, nil
}

// Steps is the wait poll by poll: one step for each, the last of them ready. If
// the wait ends otherwise, the error comes once, last, with a zero step. It rests
// between two steps while the loop's body may work; breaking off ends the wait.
// Each range starts a new wait.
func (p Poller[Out]) Steps(ctx context.Context, opts Options) iter.Seq2[Step[Out], error] {
	return func(yield func(Step[Out], error) bool) {
		r, err := p.start(ctx, opts)
		if err == nil && r.budget.end.IsZero() {
			err = fmt.Errorf("%w: set Options.Max, or give the context a deadline", ErrUnbounded)
		}
		if err != nil {
			yield(Step[Out]{}, p.named(err))
			return
		}
		limited, cancel := context.WithDeadline(ctx, r.budget.end)
		defer cancel()
		for {
			if err := r.refuse(ctx); err != nil {
				yield(Step[Out]{}, err)
				return
			}
			step, err := r.poll(ctx, limited)
			if err == nil && step.Verdict == Pending {
				step.Next = r.fit(step.Next)
			}
			due := time.Now().Add(step.Next)
			r.report(step.Attempt)
			if !yield(step, nil) {
				return
			}
			if err == nil && step.Verdict == Pending && step.Next == 0 {
				err = r.timeout(ctx)
			}
			if err == nil && step.Verdict == Pending {
				err = r.rest(ctx, due)
			}
			if err != nil {
				yield(Step[Out]{}, err)
				return
			}
			if step.Verdict == Ready {
				return
			}
		}
	}
}

// Poll makes one poll and never sleeps: for a process that ends between two
// polls instead of waiting. The step says whether the wait is over (Verdict is
// Ready), and otherwise when to poll next (Next) and what to go on with (Ticket,
// given back as Options.Resume).
//
// Options.Max bounds the whole wait here, from its first poll on and over all
// processes: a poll that is still pending then ends it with a *[TimeoutError]. The
// context's deadline less the reserve bounds the poll itself. Neither is required.
//
// The error is that of [Poller.Wait], with the step of the poll beside it if one
// was made.
func (p Poller[Out]) Poll(ctx context.Context, opts Options) (Step[Out], error) {
	whole := opts.Max
	opts.Max = min(whole, 0) // The bound of this process is the deadline alone.
	r, err := p.start(ctx, opts)
	if err != nil {
		return Step[Out]{}, p.named(err)
	}
	limited := ctx
	if !r.budget.end.IsZero() {
		var cancel context.CancelFunc
		limited, cancel = context.WithDeadline(ctx, r.budget.end)
		defer cancel()
	}
	if err := r.refuse(ctx); err != nil {
		return Step[Out]{}, err
	}
	step, err := r.poll(ctx, limited)
	if err == nil && step.Verdict == Pending && whole > 0 {
		step.Next = max(0, min(step.Next, whole-step.Waited))
		if step.Next == 0 {
			r.budget.bound, r.budget.max = BoundMax, whole
			err = r.timeout(ctx)
		}
	}
	r.report(step.Attempt)
	return step, err
}

// Ticket goes on with the wait after its latest poll, in this process or another.
// It fails only for an input that has no JSON form.
func (s Step[Out]) Ticket() (Ticket, error) {
	if s.run == nil {
		return "", errors.New("waiters: a zero step has no ticket")
	}
	return s.run.ticket()
}

func (p Poller[Out]) named(err error) error {
	return fmt.Errorf("waiters: %s: %w", p.name, err)
}

// typeName is "sns.GetTopicAttributes" for a *sns.GetTopicAttributesInput.
func typeName(v any, suffix string) string {
	return strings.TrimSuffix(strings.TrimPrefix(reflect.TypeOf(v).String(), "*"), suffix)
}
