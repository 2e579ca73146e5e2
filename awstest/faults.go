package awstest

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"time"
)

// A Fault makes calls fail; see [Inject]. The functions that make one take the
// numbers of the calls that it affects, counted from 1 over the operation's
// calls since Inject; each attempt of a retry is a call. Without numbers it
// affects every call.
type Fault struct {
	calls []int
	delay time.Duration
	err   error
	hooks func(in reflect.Type) (hooks, error) // for a fault that looks at inputs or outputs
}

// hooks change the calls of one operation. They must be safe for concurrent
// use.
type hooks interface {
	// before is passed the input of every call, which it may change, and whether
	// the fault affects the call. The function that it returns, if any, may
	// change the output of the stub; an error ends the call.
	before(in any, hit bool) (after func(out any) error, err error)
}

// injected is a fault of one operation.
type injected struct {
	Fault
	at   hooks
	seen int
}

// dueFault is a fault and whether it affects the current call.
type dueFault struct {
	*injected
	hit bool
}

// Inject adds faults to an operation: Inject[sns.PublishInput](cloud,
// awstest.Throttle(1, 2)). Its calls are then answered on the wire (see
// [Expect.Wire]), so that the SDK's retryer handles the faults as it does a
// service's. A call that a fault ends does not reach a stub. Several faults of
// one call apply in the order given; the first error ends it.
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

// due counts one call for every fault and returns which affect it. The caller
// holds the cloud's lock.
func (o *operation) due() []dueFault {
	due := make([]dueFault, len(o.faults))
	for i, f := range o.faults {
		f.seen++
		due[i] = dueFault{f, len(f.calls) == 0 || slices.Contains(f.calls, f.seen)}
	}
	return due
}

// Throttle fails the calls as throttled: code Throttling, status 400, which the
// SDK retries.
func Throttle(calls ...int) Fault {
	return Fault{calls: calls, err: APIError("Throttling", "Rate exceeded", http.StatusBadRequest)}
}

// ServerError fails the calls with code InternalError, status 500, which the
// SDK retries.
func ServerError(calls ...int) Fault {
	return Fault{calls: calls, err: APIError("InternalError", "An internal error occurred", http.StatusInternalServerError)}
}

// ConnectionReset drops the connection under the calls: the error is a
// RequestSendError around ECONNRESET, which the SDK retries. A real service may
// have done the work before.
func ConnectionReset(calls ...int) Fault {
	return Fault{calls: calls, err: connectionReset()}
}

// ExpiredToken fails the calls as made with expired credentials: code
// ExpiredToken, status 403, which the SDK does not retry.
func ExpiredToken(calls ...int) Fault {
	return Fault{calls: calls, err: APIError("ExpiredToken", "The security token included in the request is expired", http.StatusForbidden)}
}

// Slow makes the calls take d longer than the cloud's latency. They end early
// if their context is done.
func Slow(d time.Duration, calls ...int) Fault {
	return Fault{calls: calls, delay: d}
}
