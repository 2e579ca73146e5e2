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

// Defaults of every [Cloud]. The keys are made up; they open nothing.
const (
	Region          = "us-east-1"
	AccountID       = "123456789012"
	AccessKeyID     = "AKIAAWSTESTEXAMPLE00"
	secretAccessKey = "awstest-secret-access-key"

	// DefaultLatency is how long each stubbed call takes until
	// [Cloud.SetLatency] says otherwise. It is not zero, because inside a
	// testing/synctest bubble time moves only when something waits: a polling
	// loop over stubs that answer in no time would never reach its end.
	DefaultLatency = time.Millisecond
)

// TB is what a [Cloud] needs of a test: *testing.T, *testing.B and *testing.F
// have it. It is declared here so that a program that uses the kit outside
// tests does not link package testing.
type TB interface {
	Errorf(format string, args ...any)
	Cleanup(func())
}

// Cloud answers the calls of real SDK clients from stubs, without a network.
// Make one with [New]; the zero value is a cloud without a test. A Cloud is safe
// for concurrent use.
type Cloud struct {
	tb       TB
	recorder policy.Recorder

	mu       sync.Mutex
	latency  *time.Duration // nil for the default
	ops      map[reflect.Type]*operation
	expects  []*expectation // in order of registration, for the report
	refusals []error        // stubs that were made wrongly
}

// operation is what the cloud knows of one operation, found by its input type.
type operation struct {
	expects []*expectation
	wire    bool // answered under the retryer, because one stub or fault asked for it
	faults  []*injected
	calls   []input // one for each attempt that arrived
}

// New returns an empty cloud. With a test in tb, a call that nothing answers
// fails the test when it is made, and an expectation that was not met fails it
// at the end. In a demo or a tool tb may be nil: then such calls only return
// their error, and [Cloud.Unmet] tells what was not used.
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

// Config returns a configuration for any SDK client's NewFromConfig. It has
// fixed region and made-up static credentials, reads no file and no environment
// variable, keeps the SDK's default retryer, and its HTTP client refuses to
// send. The caller owns the copy and may change it: another region, another
// retryer, more middleware.
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

// Policy returns the IAM policy of what was called so far: each action under its
// IAM name, on the resources that the inputs name in account [AccountID]. What
// a stub answered with an error is in it too. See package policy, and
// [policy.Golden] for a test that fails when code begins to call something new.
func (c *Cloud) Policy() policy.Document {
	if c == nil {
		return policy.Document{}
	}
	return c.recorder.Document()
}

// SetLatency sets how long every call takes before it is answered, from now on.
// Zero or less answers at once: right for a benchmark, wrong in a synctest bubble
// (see [DefaultLatency]).
func (c *Cloud) SetLatency(d time.Duration) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.latency = &d
}

// Unmet returns nil when every expectation had its calls so far, and otherwise
// an error that lists the others with the line that made them, and the stubs
// that were refused when they were made. It is [ErrUnmet]. With a test, [New]
// has it called and reported at the end.
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

// unmet is Unmet without the refusals, which the test was told when they came up.
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

// Calls returns copies of the inputs of the calls that arrived so far, in order
// of arrival: also of those that failed or that nothing answered. A call
// answered on the wire counts once for each attempt. Like the clients' methods
// it is keyed by the input's type: Calls[sns.PublishInput](cloud).
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

// failf reports to the test, if there is one, and returns the same as an error.
func (c *Cloud) failf(format string, args ...any) error {
	return c.fail(&classError{ErrRefused, fmt.Errorf(format, args...)})
}

func (c *Cloud) fail(err error) error {
	if c.tb != nil {
		c.tb.Errorf("%v", err)
	}
	return err
}

// noCloud is what a stub panics with that is made on a nil cloud: there is no test
// to fail, and no call that could get the error.
func noCloud(operation string) error {
	return awserr.Invalid(operation, "cloud", nil, "must be made with New")
}

// refuse reports a stub that was made wrongly, and remembers it for Unmet.
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

// noNetwork is the HTTP client of a cloud: what gets as far as this was not stubbed.
type noNetwork struct{}

func (noNetwork) Do(r *http.Request) (*http.Response, error) {
	return nil, &classError{ErrRefused, fmt.Errorf("awstest: there is no network here: refused to send %s %s", r.Method, r.URL.Host)}
}
