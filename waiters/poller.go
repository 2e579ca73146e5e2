package waiters

import (
	"context"
	"iter"
	"reflect"
	"strings"
	"time"

	"github.com/awsessentials/essentials/awserr"
)

// A Poller is an SDK waiter, or an operation with a condition, bound to its input.
// It can be waited on any number of times, each wait starting from the beginning,
// and by several goroutines at once, if the input is not changed meanwhile. Make
// one with [Poll] or [PollWaiter]; methods of the zero value return an
// [awserr.InvalidError].
type Poller[Out any] struct {
	subject *subject
}

// subject is what is waited for. It does not depend on the types of the input and
// the output, so that a program has one copy of the code that waits.
type subject struct {
	name   string
	input  any
	source source
	err    error // refuses every wait
	// options and retryable are a nil *O and a nil *retryable of an SDK waiter, and
	// nil without a type for an operation.
	options, retryable any
	// describe, unless nil, returns the state instead of [Describe].
	describe func() (state, reason string)
}

// nameOf returns the name of the operation of a type, as "sns.GetTopicAttributes"
// for a *sns.GetTopicAttributesInput.
func nameOf(t reflect.Type, suffix string) string {
	return strings.TrimSuffix(strings.TrimPrefix(t.String(), "*"), suffix)
}

// source makes one request a call and sets its verdict.
type source interface {
	ask(context.Context, *answer)
}

// answer is what the latest poll of a wait found.
type answer struct {
	out     any // the operation's output pointer, or nil
	err     error
	finding finding
	cause   error // to fail with
	// The options of an SDK waiter. They are untyped because a function that
	// captures typed values adds the full text of their types to the program.
	options   any // *O, the waiter's options with another Retryable
	retryable any // *retryable, the field in options
	modelled  any // retryable, what was in that field; nil before the first poll
	noted     bool
	// minDelay and maxDelay are fields of options; nil where there are none.
	minDelay, maxDelay *time.Duration
}

// finding is a [Verdict], or undecided: the class of the error decides.
type finding int

const undecided finding = -1

// set records what a poll found; out may be a nil pointer.
func (a *answer) set(out any, err error, found finding, cause error) {
	if isNil(out) {
		out = nil
	}
	a.out, a.err, a.finding, a.cause = out, err, found, cause
}

// PollWaiter returns a Poller of an SDK waiter. Its methods return an
// [awserr.InvalidError] if w or one of optFns is nil.
func PollWaiter[In, Out, O any](w Waiter[In, Out, O], in *In, optFns ...func(*O)) Poller[Out] {
	source := &waiterSource[In, Out, O]{waiter: w, input: in, optFns: optFns}
	s := &subject{input: in, source: source, options: (*O)(nil), retryable: (*retryable[In, Out])(nil)}
	if t := reflect.TypeOf(w); t != nil {
		s.name = nameOf(t, "Waiter")
	} else {
		s.name = nameOf(reflect.TypeFor[In](), "Input")
	}
	source.untilNone = waitsUntilNone(s.name)
	s.require("waiter", w)
	for _, fn := range optFns {
		s.require("optFns", fn)
	}
	return Poller[Out]{s}
}

// Poll returns a Poller of an operation that is called until the condition is
// ready. The operation is a method value of an SDK client, such as
// client.DescribeRule. The Poller's methods return an [awserr.InvalidError] if
// operation, until or one of optFns is nil.
func Poll[In, Out, O any](operation func(context.Context, *In, ...func(*O)) (*Out, error), in *In, until Condition[Out], optFns ...func(*O)) Poller[Out] {
	s := &subject{name: nameOf(reflect.TypeFor[In](), "Input"), input: in, source: &operationSource[In, Out, O]{operation, in, until, optFns}}
	s.require("operation", operation)
	s.require("until", until)
	for _, fn := range optFns {
		s.require("optFns", fn)
	}
	return Poller[Out]{s}
}

// require makes every wait return an error if the argument is nil.
func (s *subject) require(argument string, v any) {
	if s.err == nil && isNil(v) {
		s.err = awserr.Invalid(s.name, argument, nil, "must not be nil")
	}
}

// operationSource is the source of Poll.
type operationSource[In, Out, O any] struct {
	operation func(context.Context, *In, ...func(*O)) (*Out, error)
	input     *In
	until     Condition[Out]
	optFns    []func(*O)
}

func (c *operationSource[In, Out, O]) ask(ctx context.Context, a *answer) {
	out, err := c.operation(ctx, c.input, c.optFns...)
	if err != nil {
		out = nil // The SDK's clients return an empty output beside an error.
	}
	verdict := c.until(out, err)
	switch {
	case !verdict.valid():
		a.set(out, err, finding(Failed), awserr.Invalid("waiters.Condition", "verdict", int(verdict), "must be Pending, Ready or Failed"))
	case err != nil && verdict == Pending:
		a.set(out, err, undecided, err)
	default:
		a.set(out, err, finding(verdict), err)
	}
}

// A Step is one poll of a wait.
type Step[Out any] struct {
	Status
	// Output is the output of this poll; nil if it ended in an error.
	Output *Out

	run *run
}

func stepOf[Out any](r *run) Step[Out] {
	out, _ := r.answer.out.(*Out)
	return Step[Out]{Status: r.status, Output: out, run: r}
}

// Wait polls until the state is reached and returns the output that reached it.
// The first poll is made at once, except that a resumed wait first waits for the
// rest of the delay in its ticket.
//
// The wait is bounded by the sooner of Options.Max and the context's deadline
// less Options.Reserve; without either the error is [ErrUnbounded]. The delay
// before the last poll is shortened so that a poll that takes twice as long as
// the slowest so far still ends before the bound. If there is no time for that,
// or if the service's Retry-After ends later, the wait ends at once instead of
// sleeping until the bound. A poll in flight at the bound is canceled.
//
// The error is a *[TimeoutError], a *[FailedError], a *[CanceledError], or an
// [awserr.InvalidError], which means that nothing was requested. With an error
// the output is nil; the error has the last one.
func (p Poller[Out]) Wait(ctx context.Context, opts Options) (*Out, error) {
	out, err := p.subject.wait(ctx, &opts, nil)
	typed, _ := out.(*Out)
	return typed, err
}

// Steps returns a sequence of the polls of a wait: one step for each, the last of
// them ready. If the wait ends otherwise, the last pair is a zero step and the
// error. The sequence sleeps between two steps; time that the loop's body takes
// counts. A break ends the wait. Each range starts a new wait. Bounds and errors
// are those of [Poller.Wait].
func (p Poller[Out]) Steps(ctx context.Context, opts Options) iter.Seq2[Step[Out], error] {
	return func(yield func(Step[Out], error) bool) {
		_, err := p.subject.wait(ctx, &opts, func(r *run) bool { return yield(stepOf[Out](r), nil) })
		if err != nil {
			yield(Step[Out]{}, err)
		}
	}
}

// Poll makes one poll and never sleeps, for a process that ends between two
// polls instead of waiting. The wait is over if the step's Verdict is Ready;
// otherwise its Next is the time to the next poll, and its Ticket is to be
// passed to that poll as Options.Resume.
//
// Options.Max bounds the whole wait, from its first poll and over all processes: a
// poll that is still pending after that returns a *[TimeoutError]. The context's
// deadline less the reserve bounds the poll itself. Neither is required.
//
// The error is that of [Poller.Wait]; the step is that of the poll, if one was
// made.
func (p Poller[Out]) Poll(ctx context.Context, opts Options) (Step[Out], error) {
	r, err := p.subject.pollOnce(ctx, &opts)
	if r == nil {
		return Step[Out]{}, err
	}
	return stepOf[Out](r), err
}

// Ticket returns a ticket that continues the wait after its latest poll, in this
// process or another. It fails only for a zero step and for an input that has no
// JSON form.
func (s Step[Out]) Ticket() (Ticket, error) {
	if s.run == nil {
		return "", awserr.Invalid("waiters.Step.Ticket", "Step", nil, "a zero step has no ticket")
	}
	return s.run.ticket()
}
