package awstest

import (
	"context"
	"fmt"
	"path"
	"reflect"
	"runtime"
	"strings"
)

// Expect is one expectation: which calls it answers, how often, and how. It is
// returned by [On], [Return], [Pages] and [Fail], and its methods refine it
// before the first call; they return the same expectation so that they chain.
//
// A call is answered by the first expectation for its operation, in the order
// in which they were made, that still has calls left and whose When accepts the
// input.
type Expect[In any] struct{ *expectation }

// Expectation is any [Expect], whatever its input; see [InOrder].
type Expectation interface{ expect() *expectation }

type expectation struct {
	cloud    *Cloud
	kind     string // "On(sns.PublishInput)"
	site     string // file:line
	min, max int    // max 0: any number
	calls    int
	accepts  func(in any) bool
	answer   func(ctx context.Context, in any, call int) (any, error)
	op       *operation
	before   *expectation // must have had its calls before this one gets any
	after    *expectation // once this one had a call, the one before gets no more
}

func (e *Expect[In]) expect() *expectation {
	if e == nil {
		return nil
	}
	return e.expectation
}

// On answers every call of one operation with a function: the operation is the
// one whose input and output the function takes and returns, so no name needs
// to be given. The function gets a copy of the input, may be called from many
// goroutines at once, and returns an output of its own or an error; the SDK
// wraps the error as it does in life. Unless [Expect.Times] or
// [Expect.Optional] say otherwise it must be called at least once and may be
// called any number of times.
//
// In and Out must be the input and output of one operation, and Out must not be
// an event stream.
func On[In, Out any](c *Cloud, fn func(ctx context.Context, in *In) (*Out, error)) *Expect[In] {
	if fn == nil {
		return refused[In](c, "On", "function", nil, "must answer the calls")
	}
	return register[In, Out](c, "On", 1, 0, func(ctx context.Context, in *In, _ int) (*Out, error) {
		return fn(ctx, in)
	})
}

// Return answers one call with each output, in turn, and no call after that.
// Only the input's type has to be named: Return[sns.PublishInput](cloud, out).
// The outputs are copied when Return is called and again for each call, so that
// nothing that one caller changes reaches another. A body is read when a call
// reads it, and kept: each call gets all of it.
//
// There must be an output, none may be nil, and they must be In's operation's.
func Return[In, Out any](c *Cloud, outs ...*Out) *Expect[In] {
	if len(outs) == 0 {
		return refused[In](c, "Return", "outs", nil, "must have an output: a call is answered with each")
	}
	canned := make([]*canned[Out], len(outs))
	for i, out := range outs {
		if out == nil {
			return refused[In](c, "Return", fmt.Sprintf("outs[%d]", i), nil, "must not be nil")
		}
		canned[i] = can(out)
	}
	return register[In, Out](c, "Return", len(outs), len(outs), func(_ context.Context, _ *In, call int) (*Out, error) {
		return canned[(call-1)%len(canned)].copy(), nil
	})
}

// Fail answers one call with an error, which reaches the caller wrapped in a
// *smithy.OperationError as in life; see [APIError] for errors as services
// return them. On the wire ([Expect.Wire]) a retryable error is retried, and
// each attempt is a call. The error must not be nil.
func Fail[In any](c *Cloud, err error) *Expect[In] {
	if err == nil {
		return refused[In](c, "Fail", "err", nil, "must not be nil")
	}
	e := add[In](c, "Fail", 1, 1)
	e.answer = func(context.Context, any, int) (any, error) { return nil, err }
	return e
}

// When narrows the expectation to the inputs that accept returns true for.
// It is called with a copy of the input, once for each call that no earlier
// expectation took, under the cloud's lock: it must not call back into the cloud.
func (e *Expect[In]) When(accept func(*In) bool) *Expect[In] {
	if e.unusable() {
		return e
	}
	if accept == nil {
		e.refuse("When", "accept", nil, "must look at the input")
		return e
	}
	e.cloud.mu.Lock()
	defer e.cloud.mu.Unlock()
	e.accepts = func(in any) bool { return accept(in.(*In)) }
	return e
}

// Times asks for exactly n calls, n at least 1. A Return with fewer outputs
// than n begins again with its first.
func (e *Expect[In]) Times(n int) *Expect[In] {
	if e.unusable() {
		return e
	}
	if n < 1 {
		e.refuse("Times", "n", n, "must be 1 or more")
		return e
	}
	e.cloud.mu.Lock()
	defer e.cloud.mu.Unlock()
	e.min, e.max = n, n
	return e
}

// Optional lets the expectation be called less often than it otherwise must,
// or never.
func (e *Expect[In]) Optional() *Expect[In] {
	if e.unusable() {
		return e
	}
	e.cloud.mu.Lock()
	defer e.cloud.mu.Unlock()
	e.min = 0
	return e
}

// Wire moves the whole operation under the SDK's retryer: serialisation,
// endpoint rules, credentials and signing run, each attempt is a call of its
// own, and retryable errors are retried with the client's backoff (in a
// synctest bubble that takes no time).
func (e *Expect[In]) Wire() *Expect[In] {
	if e.unusable() {
		return e
	}
	e.cloud.mu.Lock()
	defer e.cloud.mu.Unlock()
	e.op.wire = true
	return e
}

// InOrder asks that the expectations get their calls one after the other: none
// is called before the one ahead of it had all that it must have, and none
// after the one behind it had its first. Expectations that are not named are
// free. An expectation can stand in one InOrder only.
func InOrder(expects ...Expectation) {
	var in []*expectation
	for _, e := range expects {
		if e != nil && e.expect() != nil {
			in = append(in, e.expect())
		}
	}
	if len(in) > 0 && len(in) < len(expects) {
		_ = in[0].cloud.refuse("awstest.InOrder", "expects", nil, "must be made with On, Return, Pages or Fail")
	}
	for i := 1; i < len(in); i++ {
		a, b := in[i-1], in[i]
		a.cloud.mu.Lock()
		a.after, b.before = b, a
		a.cloud.mu.Unlock()
	}
}

// unusable reports whether e was made by hand, and not by On and the others: it
// belongs to no cloud, and nothing can be said of it.
func (e *Expect[In]) unusable() bool { return e == nil || e.expectation == nil }

func (e *expectation) refuse(method, argument string, value any, reason string) {
	_ = e.cloud.refuse("awstest.Expect."+method, argument, value, reason)
}

// refused is the expectation of a stub that was made wrongly: its calls get the
// error that the test was told.
func refused[In any](c *Cloud, kind, argument string, value any, reason string) *Expect[In] {
	err := c.refuse(fmt.Sprintf("awstest.%s[%s]", kind, reflect.TypeFor[In]()), argument, value, reason)
	e := add[In](c, kind, 0, 0)
	e.answer = func(context.Context, any, int) (any, error) { return nil, err }
	return e
}

// register makes a typed answer into an expectation, and sees to it that In and
// Out belong together: the SDK would panic on an output of another operation.
func register[In, Out any](c *Cloud, kind string, least, most int, answer func(context.Context, *In, int) (*Out, error)) *Expect[In] {
	if reason := mismatch(reflect.TypeFor[In](), reflect.TypeFor[Out]()); reason != "" {
		return refused[In](c, kind, "output", reflect.TypeFor[Out]().String(), reason)
	}
	e := add[In](c, kind, least, most)
	e.answer = func(ctx context.Context, in any, call int) (any, error) {
		out, err := answer(ctx, in.(*In), call)
		if err != nil {
			return nil, err
		}
		if out == nil {
			return nil, c.failf("awstest: %s made at %s returned neither an output nor an error", e.kind, e.site)
		}
		own := *out // the client writes ResultMetadata into what it gets
		return &own, nil
	}
	return e
}

// mismatch says why out cannot be stubbed as the output of in's operation, or "".
func mismatch(in, out reflect.Type) string {
	name, ok := strings.CutSuffix(in.Name(), "Input")
	switch {
	case !ok || in.Kind() != reflect.Struct || out.Kind() != reflect.Struct || out.Name() != name+"Output" || in.PkgPath() != out.PkgPath():
		return "must be that of the operation of " + in.String()
	case streams(out):
		return "must not be an event stream, which only the SDK can make: stub what reads the events"
	}
	return ""
}

// streams reports whether an output is an event stream: the SDK keeps it in a
// field of this name, which nobody else can set.
func streams(out reflect.Type) bool {
	_, ok := out.FieldByName("eventStream")
	return ok
}

func add[In any](c *Cloud, kind string, least, most int) *Expect[In] {
	in := reflect.TypeFor[In]()
	if c == nil {
		panic(noCloud(fmt.Sprintf("awstest.%s[%s]", kind, in)))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e := &expectation{
		cloud: c,
		kind:  fmt.Sprintf("%s[%s]", kind, in),
		site:  callSite(),
		min:   least,
		max:   most,
		op:    c.op(in),
	}
	e.op.expects = append(e.op.expects, e)
	c.expects = append(c.expects, e)
	return &Expect[In]{e}
}

// take finds the expectation that answers this input and counts the call. The
// caller holds the cloud's lock. The error says why none does. An expectation's
// When may have read the input's body: rewind makes it whole again.
func (o *operation) take(in any, rewind func(any)) (*expectation, int, error) {
	accepts := func(e *expectation) bool {
		if e.accepts == nil {
			return true
		}
		defer rewind(in)
		return e.accepts(in)
	}
	var used, outOfTurn *expectation
	for _, e := range o.expects {
		switch {
		case !accepts(e):
		case e.max > 0 && e.calls >= e.max:
			used = e
		case e.before != nil && e.before.calls < e.before.min, e.after != nil && e.after.calls > 0:
			outOfTurn = e
		default:
			e.calls++
			return e, e.calls, nil
		}
	}
	switch {
	case outOfTurn != nil && outOfTurn.after != nil && outOfTurn.after.calls > 0:
		return nil, 0, fmt.Errorf("out of order: %s was called already", outOfTurn.after)
	case outOfTurn != nil:
		return nil, 0, fmt.Errorf("out of order: %s comes first and was called %s of %s",
			outOfTurn.before, times(outOfTurn.before.calls), outOfTurn.before.wanted())
	case used != nil:
		return nil, 0, fmt.Errorf("%s had its %s", used, times(used.max))
	case len(o.expects) > 0:
		return nil, 0, fmt.Errorf("the input is not one that the stubs of this operation accept")
	}
	return nil, 0, fmt.Errorf("nothing is stubbed for this operation")
}

func (e *expectation) String() string {
	if e == nil {
		return "an expectation of no cloud"
	}
	return e.kind + " made at " + e.site
}

func (e *expectation) wanted() string {
	if e.max == 0 {
		return "at least " + times(e.min)
	}
	return times(e.min)
}

func times(n int) string {
	if n == 1 {
		return "1 time"
	}
	return fmt.Sprintf("%d times", n)
}

// callSite is the line outside this package that made an expectation.
func callSite() string {
	var pcs [16]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	for {
		f, more := frames.Next()
		own := strings.Contains(f.Function, "essentials/awstest.") && !strings.HasSuffix(f.File, "_test.go")
		if !own || !more {
			return fmt.Sprintf("%s:%d", path.Base(f.File), f.Line)
		}
	}
}
