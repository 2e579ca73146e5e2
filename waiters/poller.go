package waiters

import (
	"context"
	"errors"
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
	subject *subject
}

// subject is what a wait is for. It knows nothing of the types of the input and
// the output, so that a program holds the code that waits once, and not once for
// each type.
type subject struct {
	name   string
	input  any
	source source
	err    error // refuses every wait
	// options and retryable are a nil *O and a nil *retryable of an SDK waiter, and
	// nil without a type for an operation.
	options, retryable any
	// describe, unless nil, tells the state instead of the output.
	describe func() (state, reason string)
}

// newSubject names the subject after the type of v, as "sns.GetTopicAttributes"
// for a *sns.GetTopicAttributesInput.
func newSubject(v any, suffix string, input any, source source, options, retryable any) *subject {
	name := strings.TrimSuffix(strings.TrimPrefix(reflect.TypeOf(v).String(), "*"), suffix)
	return &subject{name: name, input: input, source: source, options: options, retryable: retryable}
}

// source makes one request a call and judges it.
type source interface {
	ask(context.Context, *answer)
}

// answer is what the latest poll of a wait found.
type answer struct {
	out     any // the operation's output pointer, or nil
	err     error
	finding finding
	cause   error // to fail with
	// What the wait has of the options of an SDK waiter. It is untyped because a
	// function that captures typed values brings the full text of their types
	// into the user's program.
	options   any // *O, the waiter's options with another Retryable
	retryable any // *retryable, the field in options
	modelled  any // retryable, what was in that field; nil before the first poll
	noted     bool
	// least and most are MinDelay and MaxDelay in options; nil where there are
	// none.
	least, most *time.Duration
}

// finding is a [Verdict], or open: the class of the error decides.
type finding int

const open finding = -1

// set takes over what a poll found; out may be a nil pointer.
func (a *answer) set(out any, err error, found finding, cause error) {
	if v := reflect.ValueOf(out); !v.IsValid() || v.IsNil() {
		out = nil
	}
	a.out, a.err, a.finding, a.cause = out, err, found, cause
}

// Of is what an SDK waiter waits for.
func Of[In, Out, O any](w Waiter[In, Out, O], in *In, optFns ...func(*O)) Poller[Out] {
	s := &single[In, Out, O]{w, in, optFns}
	return Poller[Out]{newSubject(w, "Waiter", in, s, (*O)(nil), (*retryable[In, Out])(nil))}
}

// Op is an operation called until the condition holds.
func Op[In, Out, O any](operation func(context.Context, *In, ...func(*O)) (*Out, error), in *In, until Condition[Out], optFns ...func(*O)) Poller[Out] {
	s := newSubject(in, "Input", in, &call[In, Out, O]{operation, in, until, optFns}, nil, nil)
	if until == nil {
		s.err = errors.New("the condition is nil")
	}
	return Poller[Out]{s}
}

// call is the source of Op.
type call[In, Out, O any] struct {
	operation func(context.Context, *In, ...func(*O)) (*Out, error)
	input     *In
	until     Condition[Out]
	optFns    []func(*O)
}

func (c *call[In, Out, O]) ask(ctx context.Context, a *answer) {
	out, err := c.operation(ctx, c.input, c.optFns...)
	if err != nil {
		out = nil // The SDK's clients return an empty output beside an error.
	}
	found := finding(c.until(out, err))
	if err != nil && found == finding(Pending) {
		found = open
	}
	a.set(out, err, found, err)
}

// Step is one poll of a wait.
type Step[Out any] struct {
	Attempt
	// Output is what the operation answered; nil if it ended in an error.
	Output *Out

	run *run
}

func stepOf[Out any](r *run) Step[Out] {
	out, _ := r.answer.out.(*Out)
	return Step[Out]{Attempt: r.attempt, Output: out, run: r}
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
	result, err := p.subject.wait(ctx, &opts, nil)
	out, _ := result.(*Out)
	return out, err
}

// Steps is the wait poll by poll: one step for each, the last of them ready. If
// the wait ends otherwise, the error comes once, last, with a zero step. It rests
// between two steps while the loop's body may work; breaking off ends the wait.
// Each range starts a new wait.
func (p Poller[Out]) Steps(ctx context.Context, opts Options) iter.Seq2[Step[Out], error] {
	return func(yield func(Step[Out], error) bool) {
		_, err := p.subject.wait(ctx, &opts, func(r *run) bool { return yield(stepOf[Out](r), nil) })
		if err != nil {
			yield(Step[Out]{}, err)
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
	r, err := p.subject.pollOnce(ctx, &opts)
	if r == nil {
		return Step[Out]{}, err
	}
	return stepOf[Out](r), err
}

// Ticket goes on with the wait after its latest poll, in this process or another.
// It fails only for an input that has no JSON form.
func (s Step[Out]) Ticket() (Ticket, error) {
	if s.run == nil {
		return "", errors.New("waiters: a zero step has no ticket")
	}
	return s.run.ticket()
}
