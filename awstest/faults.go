package awstest

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"time"
)

// Fault is one way for calls to go wrong; see [Inject]. The functions that make
// one take the numbers of the calls that it hits, counted from 1 over the
// operation's calls since Inject, each attempt of a retry being a call. Without
// numbers it hits every call.
type Fault struct {
	calls []int
	delay time.Duration
	err   error
	hooks func(in reflect.Type) (hooks, error) // for a fault that looks at inputs or outputs
}

// hooks change the calls of one operation in passing. They must be safe for
// calls at the same time.
type hooks interface {
	// before sees the input of every call, and whether the fault hits it; it may
	// change the input, which is the call's own. The function that it returns, if
	// any, may change the output that a stub then gives; with an error the call
	// ends.
	before(in any, hit bool) (after func(out any) error, err error)
}

// injected is a fault at work on one operation.
type injected struct {
	Fault
	at   hooks
	seen int
}

// dueFault is a fault and whether it hits the call at hand.
type dueFault struct {
	*injected
	hit bool
}

// Inject makes calls of one operation go wrong, besides what its stubs answer:
// Inject[sns.PublishInput](cloud, awstest.Throttle(1, 2)). The operation moves
// to the wire (see [Expect.Wire]), so that the SDK's retryer meets the faults as
// in life. A call that a fault ends takes no answer from a stub. Several faults
// on one call act in the order given; the first error ends it.
//
// A fault must fit the operation: [PartialFailure] needs one that takes a batch.
func Inject[In any](c *Cloud, faults ...Fault) {
	in := reflect.TypeFor[In]()
	if c == nil || in.Kind() != reflect.Struct {
		_ = c.refuse(fmt.Sprintf("awstest.Inject[%s]", in), "In", in.String(), "must be the input of an operation")
		return
	}
	var fit []*injected
	for _, f := range faults {
		at := &injected{Fault: f}
		if f.hooks != nil {
			var err error
			if at.at, err = f.hooks(in); err != nil {
				_ = c.refuse(fmt.Sprintf("awstest.Inject[%s]", in), "faults", nil, err.Error())
				continue
			}
		}
		fit = append(fit, at)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	op := c.op(in)
	op.wire = true
	op.faults = append(op.faults, fit...)
}

// due counts one call for every fault and tells which it hits. The caller holds
// the cloud's lock.
func (o *operation) due() []dueFault {
	due := make([]dueFault, len(o.faults))
	for i, f := range o.faults {
		f.seen++
		due[i] = dueFault{f, len(f.calls) == 0 || slices.Contains(f.calls, f.seen)}
	}
	return due
}

// Throttle refuses the calls as a service does that is asked too often: code
// Throttling, status 400, which the SDK retries.
func Throttle(calls ...int) Fault {
	return Fault{calls: calls, err: APIError("Throttling", "Rate exceeded", http.StatusBadRequest)}
}

// ServerError fails the calls with code InternalError, status 500, which the
// SDK retries.
func ServerError(calls ...int) Fault {
	return Fault{calls: calls, err: APIError("InternalError", "An internal error occurred", http.StatusInternalServerError)}
}

// ConnectionReset drops the connection under the calls: the error is a RequestSendError
// around ECONNRESET, which the SDK retries. In life the service may have done
// the work before.
func ConnectionReset(calls ...int) Fault {
	return Fault{calls: calls, err: connectionReset()}
}

// ExpiredToken refuses the calls as made with credentials that have expired:
// code ExpiredToken, status 403, which the SDK does not retry.
func ExpiredToken(calls ...int) Fault {
	return Fault{calls: calls, err: APIError("ExpiredToken", "The security token included in the request is expired", http.StatusForbidden)}
}

// Slow makes the calls take d longer than the cloud's latency. A context that
// is done first ends them.
func Slow(d time.Duration, calls ...int) Fault {
	return Fault{calls: calls, delay: d}
}
