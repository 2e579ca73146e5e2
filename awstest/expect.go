package awstest

import (
	"context"
	"fmt"
	"path"
	"reflect"
	"runtime"
	"strings"

	"github.com/awsessentials/essentials/internal/clone"
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

func (e *expectation) expect() *expectation { return e }

// On answers every call of one operation with a function: the operation is the
// one whose input and output the function takes and returns, so no name needs
// to be given. The function gets a copy of the input, may be called from many
// goroutines at once, and returns an output of its own or an error; the SDK
// wraps the error as it does in life. Unless [Expect.Times] or
// [Expect.Optional] say otherwise it must be called at least once and may be
// called any number of times.
//
// On panics when In and Out are not the input and output of one operation.
func On[In, Out any](c *Cloud, fn func(ctx context.Context, in *In) (*Out, error)) *Expect[In] {
	return register[In, Out](c, "On", 1, 0, func(ctx context.Context, in *In, _ int) (*Out, error) {
		return fn(ctx, in)
	})
}

// Return answers one call with each output, in turn, and no call after that.
// Only the input's type has to be named: Return[sns.PublishInput](cloud, out).
// The outputs are copied when Return is called and again for each call, so that
// nothing that one caller changes reaches another.
//
// Return panics when an output is nil, or is not that of In's operation.
func Return[In, Out any](c *Cloud, outs ...*Out) *Expect[In] {
	canned := make([]*Out, len(outs))
	for i, out := range outs {
		if out == nil {
			panic(fmt.Sprintf("awstest: Return[%s]: output %d is nil", reflect.TypeFor[In](), i))
		}
		canned[i] = new(clone.Of(*out))
	}
	return register[In, Out](c, "Return", len(outs), len(outs), func(_ context.Context, _ *In, call int) (*Out, error) {
		return new(clone.Of(*canned[(call-1)%len(canned)])), nil
	})
}

// Fail answers one call with an error, which reaches the caller wrapped in a
// *smithy.OperationError as in life; see [APIError] for errors as services
// return them. On the wire ([Expect.Wire]) a retryable error is retried, and
// each attempt is a call.
func Fail[In any](c *Cloud, err error) *Expect[In] {
	if err == nil {
		panic(fmt.Sprintf("awstest: Fail[%s]: the error is nil", reflect.TypeFor[In]()))
	}
	e := add[In](c, "Fail", 1, 1)
	e.answer = func(context.Context, any, int) (any, error) { return nil, err }
	return e
}

// When narrows the expectation to the inputs that accept returns true for.
// It is called with a copy of the input, once for each call that no earlier
// expectation took, under the cloud's lock: it must not call back into the cloud.
func (e *Expect[In]) When(accept func(*In) bool) *Expect[In] {
	e.cloud.mu.Lock()
	defer e.cloud.mu.Unlock()
	e.accepts = func(in any) bool { return accept(in.(*In)) }
	return e
}

// Times asks for exactly n calls, n at least 1. A Return with fewer outputs
// than n begins again with its first.
func (e *Expect[In]) Times(n int) *Expect[In] {
	if n < 1 {
		panic(fmt.Sprintf("awstest: Times(%d) of %s: want 1 or more", n, e.kind))
	}
	e.cloud.mu.Lock()
	defer e.cloud.mu.Unlock()
	e.min, e.max = n, n
	return e
}

// Optional lets the expectation be called less often than it otherwise must,
// or never.
func (e *Expect[In]) Optional() *Expect[In] {
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
	for i := 1; i < len(expects); i++ {
		a, b := expects[i-1].expect(), expects[i].expect()
		a.cloud.mu.Lock()
		a.after, b.before = b, a
		a.cloud.mu.Unlock()
	}
}

// register makes a typed answer into an expectation, and sees to it that In and
// Out belong together: the SDK would panic on an output of another operation.
func register[In, Out any](c *Cloud, kind string, least, most int, answer func(context.Context, *In, int) (*Out, error)) *Expect[In] {
	in, out := reflect.TypeFor[In](), reflect.TypeFor[Out]()
	name, ok := strings.CutSuffix(in.Name(), "Input")
	if !ok || out.Name() != name+"Output" || in.PkgPath() != out.PkgPath() {
		panic(fmt.Sprintf("awstest: %s: want the input and the output of one operation, have %s and %s", kind, in, out))
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

func add[In any](c *Cloud, kind string, least, most int) *Expect[In] {
	in := reflect.TypeFor[In]()
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
// caller holds the cloud's lock. The error says why none does.
func (o *operation) take(in any) (*expectation, int, error) {
	var used, outOfTurn *expectation
	for _, e := range o.expects {
		switch {
		case e.accepts != nil && !e.accepts(in):
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

func (e *expectation) String() string { return e.kind + " made at " + e.site }

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
