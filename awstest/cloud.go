package awstest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/smithy-go/middleware"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/nils"
	"github.com/awsessentials/essentials/policy"
)

// Defaults of every [Cloud]. The keys are not valid.
const (
	Region          = "us-east-1"
	AccountID       = "123456789012"
	AccessKeyID     = "AKIAAWSTESTEXAMPLE00"
	secretAccessKey = "awstest-secret-access-key"

	// DefaultLatency is how long each stubbed call takes unless
	// [Cloud.SetLatency] changes it. It is not zero because time in a
	// testing/synctest bubble advances only while every goroutine is blocked: a
	// polling loop over stubs that answer at once would never end.
	DefaultLatency = time.Millisecond
)

// TB is the part of [testing.TB] that a [Cloud] uses; *testing.T, *testing.B
// and *testing.F implement it. It is declared here so that a program that uses
// this package outside tests does not link package testing.
type TB interface {
	Errorf(format string, args ...any)
	Cleanup(func())
}

// Cloud answers the calls of real SDK clients from stubs, without a network.
// Make one with [New]; the zero value is a cloud with no test. A Cloud is safe
// for concurrent use.
type Cloud struct {
	tb       TB
	recorder policy.Recorder

	mu       sync.Mutex
	latency  *time.Duration // nil for the default
	ops      map[reflect.Type]*operation
	expects  []*expectation // in order of registration, for the report
	refusals []error        // invalid stubs
}

// operation is the state of one operation, keyed by its input type.
type operation struct {
	expects []*expectation
	wire    bool // answered below the retryer, because a stub or fault requires it
	faults  []*injected
	calls   []input // one for each attempt that arrived
}

// New returns an empty cloud. A call that no stub answers fails tb when it is
// made, and expectations that are not met fail it when it ends. In a demo or a
// tool tb may be nil: such calls then only return their error, and
// [Cloud.Unmet] reports the expectations that were not met.
func New(tb TB) *Cloud {
	c := &Cloud{recorder: policy.Recorder{Account: AccountID}}
	if nils.Is(tb) {
		return c
	}
	c.tb = tb
	tb.Cleanup(func() {
		if err := c.unmet(); err != nil {
			tb.Errorf("%v", err)
		}
	})
	return c
}

// Config returns a configuration for any SDK client's NewFromConfig. It has a
// fixed region and static credentials that are not valid, reads no file and no
// environment variable, keeps the SDK's default retryer, and its HTTP client
// returns an error for every request. The caller may change the copy: the
// region, the retryer, the middleware.
func (c *Cloud) Config() aws.Config {
	answer := c.addMiddleware
	if c == nil {
		answer = func(*middleware.Stack) error {
			return noCloud("awstest.Cloud.Config")
		}
	}
	keys := credentials.NewStaticCredentialsProvider(AccessKeyID, secretAccessKey, "")
	keys.Value.AccountID = AccountID
	return aws.Config{
		Region:      Region,
		Credentials: keys,
		HTTPClient:  noNetwork{},
		APIOptions:  []func(*middleware.Stack) error{answer},
	}
}

// Policy returns an IAM policy that allows the calls made so far: each action
// under its IAM name, on the resources that the inputs name, in account
// [AccountID]. Calls that a stub answered with an error are included. See
// package policy, and [policy.Golden] for a test that fails when code begins to
// make other calls.
func (c *Cloud) Policy() policy.Document {
	if c == nil {
		return policy.Document{}
	}
	return c.recorder.Document()
}

// SetLatency sets how long each later call takes before it is answered. With zero
// or less a call is answered at once, which suits a benchmark but not a synctest
// bubble (see [DefaultLatency]).
func (c *Cloud) SetLatency(d time.Duration) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.latency = &d
}

// Unmet returns nil if every expectation is met, and otherwise an error of
// class [ErrUnmet] that lists those that are not, with the line that made each,
// and the invalid stubs. [New] reports it when the test ends.
func (c *Cloud) Unmet() error {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	refusals := slices.Clone(c.refusals)
	c.mu.Unlock()
	if err := errors.Join(append(refusals, c.unmet())...); err != nil {
		return &classError{ErrUnmet, err}
	}
	return nil
}

// unmet is Unmet without the refusals, which have been reported to the test
// already.
func (c *Cloud) unmet() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	var errs []error
	for _, e := range c.expects {
		if e.calls < e.min {
			errs = append(errs, fmt.Errorf("awstest: %s made at %s was called %s, want %s",
				e.kind, e.site, times(e.calls), e.wanted()))
		}
	}
	return errors.Join(errs...)
}

// Calls returns copies of the inputs of the calls made so far, in order of
// arrival, including those that failed or that no stub answered. A call
// answered on the wire (see [Expect.Wire]) is included once for each attempt.
// The type argument is that of the operation's input:
// Calls[sns.PublishInput](cloud).
func Calls[In any](c *Cloud) []*In {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	op := c.ops[reflect.TypeFor[In]()]
	if op == nil {
		return nil
	}
	ins := make([]*In, len(op.calls))
	for i, in := range op.calls {
		ins[i] = in.copy().(*In)
	}
	return ins
}

// op returns the record of the operation with this input type. The caller holds c.mu.
func (c *Cloud) op(in reflect.Type) *operation {
	o := c.ops[in]
	if o == nil {
		if c.ops == nil {
			c.ops = map[reflect.Type]*operation{}
		}
		o = &operation{}
		c.ops[in] = o
	}
	return o
}

// failf reports a failure to the test, if any, and returns it as an error.
func (c *Cloud) failf(format string, args ...any) error {
	return c.fail(&classError{ErrRefused, fmt.Errorf(format, args...)})
}

func (c *Cloud) fail(err error) error {
	if c.tb != nil {
		c.tb.Errorf("%v", err)
	}
	return err
}

// noCloud is the panic value of a stub made on a nil cloud: there is no test to
// fail, and no call that could return the error.
func noCloud(operation string) error {
	return awserr.Invalid(operation, "cloud", nil, "must be made with New")
}

// refuse reports an invalid stub, and records it for Unmet.
func (c *Cloud) refuse(operation, argument string, value any, reason string) error {
	if c == nil {
		panic(noCloud(operation))
	}
	err := awserr.Invalid(operation, argument, value, reason+" (at "+callSite()+")")
	c.mu.Lock()
	c.refusals = append(c.refusals, err)
	c.mu.Unlock()
	return c.fail(err)
}

func (c *Cloud) sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return &aws.RequestCanceledError{Err: ctx.Err()}
	}
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return &aws.RequestCanceledError{Err: ctx.Err()}
	}
}

// noNetwork is the HTTP client of a cloud. It refuses all requests, since none that
// reaches it was stubbed.
type noNetwork struct{}

func (noNetwork) Do(r *http.Request) (*http.Response, error) {
	return nil, &classError{ErrRefused, fmt.Errorf("awstest: no network: refused to send %s %s", r.Method, r.URL.Host)}
}
