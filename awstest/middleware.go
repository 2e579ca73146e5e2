package awstest

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsessentials/essentials/internal/sigv4"
)

// Call tells a stub's function about the call that it answers; see [CallFrom].
type Call struct {
	Service   string // the SDK's service id, such as "SNS"
	Operation string // such as "Publish"
	Region    string
	// AccessKeyID is the key that signed the request, which tells apart the
	// accounts and roles of a test. It is known on the wire only ([Expect.Wire]),
	// since nothing is signed before; elsewhere it is empty.
	AccessKeyID string
}

type callKey struct{}

// CallFrom returns what is known of the call that a stub's function is
// answering, and the zero Call for any other context.
func CallFrom(ctx context.Context) Call {
	if ctx == nil {
		return Call{}
	}
	call, _ := ctx.Value(callKey{}).(Call)
	return call
}

type inputKey struct{}

// addMiddleware puts the two seams into an operation's stack. The first stands
// where the request would be serialised: all of the Initialize step has run by
// then, the SDK's parameter validation and middleware added after ours
// included, and nothing that needs credentials or an endpoint. The second
// stands where the response would be read, under the retryer.
func (c *Cloud) addMiddleware(stack *middleware.Stack) error {
	err := stack.Serialize.Add(middleware.SerializeMiddlewareFunc("awstest.Stub",
		func(ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler) (
			out middleware.SerializeOutput, metadata middleware.Metadata, err error,
		) {
			c.recorder.Record(awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx), awsmiddleware.GetRegion(ctx), in.Parameters)
			if _, presign := stack.Finalize.Get("PresignHTTPRequest"); presign {
				return next.HandleSerialize(ctx, in) // makes a URL and sends nothing
			}
			if c.onWire(in.Parameters) {
				ctx = middleware.WithStackValue(ctx, inputKey{}, in.Parameters)
				return next.HandleSerialize(ctx, in)
			}
			out.Result, err = c.answer(ctx, in.Parameters, nil)
			return out, metadata, err
		}), middleware.Before)
	if err != nil {
		return err
	}
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("awstest.Wire",
		func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (
			out middleware.DeserializeOutput, metadata middleware.Metadata, err error,
		) {
			params := middleware.GetStackValue(ctx, inputKey{})
			if params == nil {
				return next.HandleDeserialize(ctx, in)
			}
			request, _ := in.Request.(*smithyhttp.Request)
			out.Result, err = c.answer(ctx, params, request)
			return out, metadata, err
		}), middleware.Before)
}

func (c *Cloud) onWire(params any) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	op := c.ops[reflect.TypeOf(params).Elem()]
	return op != nil && op.wire
}

// answer is one call: it is recorded, takes its time, goes wrong if a fault
// says so, and is answered by the expectation whose turn it is.
func (c *Cloud) answer(ctx context.Context, params any, request *smithyhttp.Request) (any, error) {
	call := Call{
		Service:   awsmiddleware.GetServiceID(ctx),
		Operation: awsmiddleware.GetOperationName(ctx),
		Region:    awsmiddleware.GetRegion(ctx),
	}
	if request != nil {
		call.AccessKeyID = sigv4.AccessKeyID(request.Header)
	}
	if err := c.sleep(ctx, 0); err != nil {
		return nil, err // like a client whose context is done: nothing is sent
	}
	arrived := keep(params)

	c.mu.Lock()
	op := c.op(reflect.TypeOf(params).Elem())
	op.calls = append(op.calls, arrived)
	faults := op.due()
	latency := DefaultLatency
	if c.latency != nil {
		latency = *c.latency
	}
	c.mu.Unlock()

	for _, f := range faults {
		if f.hit {
			latency += f.delay
		}
	}
	if err := c.sleep(ctx, latency); err != nil {
		return nil, err
	}
	in := arrived.copy() // the stub's own, so that what was recorded stays true
	var edits []func(out any) error
	for _, f := range faults {
		if f.hit && f.err != nil {
			return nil, f.err
		}
		if f.at == nil {
			continue
		}
		edit, err := f.at.before(in, f.hit)
		if err != nil {
			return nil, c.failf("awstest: %s %s: %w", call.Service, call.Operation, err)
		}
		if edit != nil {
			edits = append(edits, edit)
		}
	}

	c.mu.Lock()
	e, n, err := op.take(in, arrived.rewind)
	c.mu.Unlock()
	if err != nil {
		return nil, c.failf("awstest: %s %s was called and not expected: %w; its input: %s",
			call.Service, call.Operation, err, describe(params))
	}
	out, err := e.answer(context.WithValue(ctx, callKey{}, call), in, n)
	if err != nil {
		return nil, withResponse(err)
	}
	for _, edit := range edits {
		if err := edit(out); err != nil {
			return nil, c.failf("awstest: %s %s: %w", call.Service, call.Operation, err)
		}
	}
	return out, nil
}

// withResponse gives a service's error the HTTP response that it has in life,
// where code that looks at the status expects one.
func withResponse(err error) error {
	var api smithy.APIError
	var response *smithyhttp.ResponseError
	if !errors.As(err, &api) || errors.As(err, &response) {
		return err
	}
	status := http.StatusBadRequest
	if api.ErrorFault() == smithy.FaultServer {
		status = http.StatusInternalServerError
	}
	return respond(status, err)
}

// respond wraps an error as the SDK does that of a response.
func respond(status int, err error) error {
	return &awshttp.ResponseError{
		RequestID: "awstest",
		ResponseError: &smithyhttp.ResponseError{
			Response: &smithyhttp.Response{Response: &http.Response{
				StatusCode: status,
				Header:     http.Header{"Date": {time.Now().UTC().Format(http.TimeFormat)}},
				Body:       http.NoBody,
			}},
			Err: err,
		},
	}
}
