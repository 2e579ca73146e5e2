package policy

import (
	"context"
	"sync"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"

	"github.com/awsessentials/essentials/awserr"
)

// A Recorder records the calls of clients. Add [Recorder.AddTo] to the
// APIOptions of a configuration or a client. The zero Recorder is ready to use,
// by any number of clients and goroutines.
type Recorder struct {
	// Account is the account in the ARNs of resources. Empty is "*", any.
	Account string

	mu  sync.Mutex
	doc Document
}

// AddTo adds the recorder to a client's middleware. Calls are recorded before
// they are sent, whether or not they succeed, and once, however often they are
// retried. Calls that fail before a request is made, by the SDK's validation or
// a session's guards, are not recorded.
func (r *Recorder) AddTo(stack *middleware.Stack) error {
	if stack == nil {
		return awserr.Invalid("policy.Recorder.AddTo", "stack", nil, "must not be nil")
	}
	return stack.Serialize.Add(middleware.SerializeMiddlewareFunc("EssentialsPolicy", func(
		ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
	) (middleware.SerializeOutput, middleware.Metadata, error) {
		r.Record(awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx), awsmiddleware.GetRegion(ctx), in.Parameters)
		return next.HandleSerialize(ctx, in)
	}), middleware.Before)
}

// Record records a call: the SDK's service ID and name of the operation, the
// region, and the input, a pointer.
func (r *Recorder) Record(service, operation, region string, input any) {
	c := newCall(service, operation, region, r.Account, input)
	r.mu.Lock()
	defer r.mu.Unlock()
	c.allowIn(&r.doc)
}

// Document returns the policy of the calls so far.
func (r *Recorder) Document() Document {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.doc.Merge(Document{})
}
