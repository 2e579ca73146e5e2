package awstest

import (
	"context"
	"fmt"
	"path"
	"reflect"
	"runtime"
	"strings"
)

// An Expect is an expectation: which calls it answers, how many, and how. [On],
// [Return], [Pages] and [Fail] make one. Its methods must be called before the
// first call; they return the receiver so that they chain.
//
// A call is answered by the first expectation of its operation, in the order in
// which they were made, that has calls left and whose When accepts the input.
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
	before   *expectation // must have its calls before this one answers any
	after    *expectation // once this one has answered a call, the one before answers none
}

func (e *Expect[In]) expect() *expectation {
	if e == nil {
		return nil
	}
	return e.expectation
}

// On answers every call of an operation by calling a function. The types of the
// function's input and output say which operation that is. The function is
// passed a copy of the input, may be called by many goroutines at once, and
// returns an output or an error, which the SDK wraps as it wraps a service's.
// It must be called at least once and may be called any number of times, unless
// [Expect.Times] or [Expect.Optional] change that.
//
// In and Out must be the input and output of one operation, and Out must not be
// an event stream.
func On[In, Out any](c *Cloud, fn func(ctx context.Context, in *In) (*Out, error)) *Expect[In] {
	if fn == nil {
		return refused[In](c, "On", "function", nil, "must not be nil")
	}
	return register[In, Out](c, "On", 1, 0, func(ctx context.Context, in *In, _ int) (*Out, error) {
		return fn(ctx, in)
	})
}

// Return answers one call with each output, in order, and no call after that.
// Only the input's type must be given: Return[sns.PublishInput](cloud, out).
// The outputs are copied when Return is called and again for each call, so
// callers do not share them. A body is read when a call first reads it, and is
// kept: each call can read all of it.
//
// There must be at least one output, none may be nil, and all must be outputs
// of In's operation.
func Return[In, Out any](c *Cloud, outs ...*Out) *Expect[In] {
	if len(outs) == 0 {
		return refused[In](c, "Return", "outs", nil, "must not be empty: each output answers one call")
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

// Fail answers one call with an error, which the client returns wrapped in a
// *smithy.OperationError, as it does a service's; see [APIError] for such
// errors. On the wire (see [Expect.Wire]) a retryable error is retried, and
// each attempt is a call. The error must not be nil.
func Fail[In any](c *Cloud, err error) *Expect[In] {
	if err == nil {
		return refused[In](c, "Fail", "err", nil, "must not be nil")
	}
	e := add[In](c, "Fail", 1, 1)
	e.answer = func(context.Context, any, int) (any, error) { return nil, err }
	return e
}

// When limits the expectation to the inputs for which accept returns true. accept
// is called with a copy of the input, once for each call that no earlier
// expectation answers, while the cloud's lock is held: it must not call methods
// of the cloud.
func (e *Expect[In]) When(accept func(*In) bool) *Expect[In] {
	if e.unusable() {
		return e
	}
	if accept == nil {
		e.refuse("When", "accept", nil, "must not be nil")
		return e
	}
	e.cloud.mu.Lock()
	defer e.cloud.mu.Unlock()
	e.accepts = func(in any) bool { return accept(in.(*In)) }
	return e
}

// Times requires exactly n calls; n must be at least 1. If n is more than the
// number of outputs of a Return, it starts over with the first.
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

// Optional permits fewer calls than the expectation otherwise requires, or
// none.
func (e *Expect[In]) Optional() *Expect[In] {
	if e.unusable() {
		return e
	}
	e.cloud.mu.Lock()
	defer e.cloud.mu.Unlock()
	e.min = 0
	return e
}

// Wire has all calls of the operation answered below the SDK's retryer:
// serialization, endpoint rules, credentials and signing run, each attempt is a
// separate call, and retryable errors are retried with the client's backoff
// (which takes no real time in a synctest bubble).
func (e *Expect[In]) Wire() *Expect[In] {
	if e.unusable() {
		return e
	}
	e.cloud.mu.Lock()
	defer e.cloud.mu.Unlock()
	e.op.wire = true
	return e
}

// InOrder requires that the expectations are called in the order given: none
// before the preceding one has all the calls that it requires, and none after
// the following one has had its first. Other expectations are not affected. An
// expectation can be in only one InOrder.
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

// unusable reports whether e was not made by On, Return, Pages or Fail, and so
// belongs to no cloud.
func (e *Expect[In]) unusable() bool { return e == nil || e.expectation == nil }

func (e *expectation) refuse(method, argument string, value any, reason string) {
	_ = e.cloud.refuse("awstest.Expect."+method, argument, value, reason)
}

// refused is the expectation of an invalid stub: its calls return the error
// that was reported to the test.
func refused[In any](c *Cloud, kind, argument string, value any, reason string) *Expect[In] {
	err := c.refuse(fmt.Sprintf("awstest.%s[%s]", kind, reflect.TypeFor[In]()), argument, value, reason)
	e := add[In](c, kind, 0, 0)
	e.answer = func(context.Context, any, int) (any, error) { return nil, err }
	return e
}

// register makes an expectation of a typed answer. It checks that In and Out
// are of the same operation: the SDK would panic on another operation's output.
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

// mismatch returns why out cannot be stubbed as the output of in's operation, or
// "".
func mismatch(in, out reflect.Type) string {
	name, ok := strings.CutSuffix(in.Name(), "Input")
	switch {
	case !ok || in.Kind() != reflect.Struct || out.Kind() != reflect.Struct || out.Name() != name+"Output" || in.PkgPath() != out.PkgPath():
		return "must be the output of the operation with input " + in.String()
	case streams(out):
		return "must not be an event stream, which only the SDK can make: stub the code that reads the events"
	}
	return ""
}

// streams reports whether an output is an event stream: the SDK keeps it in an
// unexported field of this name.
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
// caller holds the cloud's lock. The error is the reason that none does. rewind
// restores the input's body, which an expectation's When may have read.
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
		return nil, 0, fmt.Errorf("%s already had its %s", used, times(used.max))
	case len(o.expects) > 0:
		return nil, 0, fmt.Errorf("no stub of this operation accepts the input")
	}
	return nil, 0, fmt.Errorf("this operation has no stub")
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
