package policy

import (
	"context"
	"sync"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"

	"github.com/awsessentials/essentials/awserr"
)

// A Recorder notes what clients call. Put [Recorder.AddTo] into the APIOptions
// of a configuration or a client. The zero Recorder is ready for use, by any
// number of clients and goroutines.
type Recorder struct {
	// Account is the account in the ARNs of resources. Empty is "*", any.
	Account string

	mu  sync.Mutex
	doc Document
}

// AddTo adds the recorder to a client's middleware. Calls are noted before they
// are sent, whatever becomes of them, and once, however often they are retried.
// What is refused before a request is made, by the SDK's validation or a
// session's guards, is not noted.
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

// Record notes a call: the SDK's service ID and name of the operation, the
// region, and the input, a pointer.
func (r *Recorder) Record(service, operation, region string, input any) {
	c := newCall(service, operation, region, r.Account, input)
	r.mu.Lock()
	defer r.mu.Unlock()
	c.allowIn(&r.doc)
}

// Document returns the policy of what was called so far.
func (r *Recorder) Document() Document {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.doc.Merge(Document{})
}
