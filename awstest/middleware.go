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

// A Call describes the call that a stub's function is answering; see
// [CallFrom].
type Call struct {
	Service   string // the SDK's service id, such as "SNS"
	Operation string // such as "Publish"
	Region    string
	// AccessKeyID is the key that signed the request, which identifies the
	// account or role of a test. It is set only on the wire (see [Expect.Wire]),
	// since requests are not signed before.
	AccessKeyID string
}

type callKey struct{}

// CallFrom returns the call that a stub's function is answering, and the zero
// Call for any other context.
func CallFrom(ctx context.Context) Call {
	if ctx == nil {
		return Call{}
	}
	call, _ := ctx.Value(callKey{}).(Call)
	return call
}

type inputKey struct{}

// addMiddleware adds both answering points to an operation's stack. The first
// is where the request would be serialized: the whole Initialize step has run,
// including the SDK's parameter validation and middleware added after ours, and
// nothing has needed credentials or an endpoint. The second is where the
// response would be read, below the retryer.
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

// answer handles one call: it records the call, waits for the latency, applies
// the faults, and returns the answer of the expectation that takes it.
func (c *Cloud) answer(ctx context.Context, params any, request *smithyhttp.Request) (any, error) {
	call := Call{
		Service:   awsmiddleware.GetServiceID(ctx),
		Operation: awsmiddleware.GetOperationName(ctx),
		Region:    awsmiddleware.GetRegion(ctx),
	}
	if request != nil {
		call.AccessKeyID = sigv4.AccessKeyID(request.Request)
	}
	if err := c.sleep(ctx, 0); err != nil {
		return nil, err // as a client does if its context is done
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
	in := arrived.copy() // the stub may change it; the record must not change
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
		return nil, c.failf("awstest: unexpected call of %s %s: %w; input: %s",
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

// withResponse adds an HTTP response to a service's error, as the SDK does, for
// code that looks at the status.
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

// respond wraps an error as the SDK wraps that of a response.
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
