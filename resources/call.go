package resources

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/awserr"
)

// Call makes one request, after the changes to its input.
func Call[In, Out any](ctx context.Context, operation string, call func(context.Context, In) (Out, error), in In, changes []func(In)) (Out, error) {
	var zero Out
	if err := checkContext(ctx, operation); err != nil {
		return zero, err
	}
	if err := Change(operation, in, changes); err != nil {
		return zero, err
	}
	return call(ctx, in)
}

// Change makes the changes to an input.
func Change[In any](operation string, in In, changes []func(In)) error {
	for i, change := range changes {
		if change == nil {
			return awserr.Invalid(operation, fmt.Sprintf("changes[%d]", i), nil, "must be a function")
		}
		change(in)
	}
	return nil
}

// Act is [Call] for a request that changes a resource: its data is stale
// afterwards, even if the request failed, since it may have had an effect.
func Act[In, Out any](ctx context.Context, state *State, operation string, call func(context.Context, In) (Out, error), in In, changes []func(In)) (Out, error) {
	return Call(ctx, operation, func(ctx context.Context, in In) (Out, error) {
		defer state.Changed()
		return call(ctx, in)
	}, in, changes)
}

// Named returns an error that names the resource that a request was for, which
// the errors of most services do not. A nil error stays nil, and a wrong argument
// is no fault of the resource.
func Named(r fmt.Stringer, err error) error {
	var wrong *awserr.InvalidError
	if err == nil || errors.As(err, &wrong) {
		return err
	}
	return fmt.Errorf("%v: %w", r, err)
}

// NotFoundError reports that the service answered a request for a resource, but
// did not give the resource. It is a smithy.APIError with the code NotFound, so
// that awserr.IsNotFound reports true.
type NotFoundError struct {
	Operation string // "ec2.DescribeInstances"
	Resource  Identity
}

// Error names the resource and the operation.
func (e *NotFoundError) Error() string {
	return fmt.Sprintf("%s: %v: not found", e.Operation, e.Resource)
}

// ErrorCode returns "NotFound".
func (e *NotFoundError) ErrorCode() string { return "NotFound" }

// ErrorMessage names the resource.
func (e *NotFoundError) ErrorMessage() string { return e.Resource.String() + " was not found" }

// ErrorFault returns the client's fault.
func (e *NotFoundError) ErrorFault() smithy.ErrorFault { return smithy.FaultClient }

// NotFound returns a [NotFoundError].
func NotFound(operation string, resource Identity) error {
	return &NotFoundError{operation, resource}
}

// Without returns the error for an answer in which a member is missing that
// would name what was made.
func Without(operation, member string) error {
	return fmt.Errorf("%s: the answer has no %s", operation, member)
}

// Prefix returns a prefix for an input: nil, which is all, for "".
func Prefix(prefix string) *string {
	if prefix == "" {
		return nil
	}
	return &prefix
}
