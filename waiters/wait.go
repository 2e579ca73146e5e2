package waiters

import (
	"context"
	"time"
)

// Waiter is implemented by every waiter of the SDK, such as
// lambda.FunctionActiveV2Waiter, ec2.InstanceRunningWaiter and
// cloudformation.StackCreateCompleteWaiter. O is the waiter's options type; the
// compiler infers all three types.
type Waiter[In, Out, O any] interface {
	WaitForOutput(ctx context.Context, in *In, maxWait time.Duration, optFns ...func(*O)) (*Out, error)
}

// Wait polls until the waiter's state is reached and returns the output that
// reached it. The states are those that AWS models for the waiter; the schedule,
// the bounds and the errors are this package's. The waiter's own options apply,
// whether set when it was made or by optFns, except that MinDelay and MaxDelay
// only affect the schedules that use them ([Fixed], [Exponential],
// [SDKSchedule]).
//
// An output without any item is not a success, unless the waiter waits until
// nothing is left. The models of some waiters, such as ECS's ServicesStable and
// Auto Scaling's GroupInService, treat it as ready, and so would be ready at once
// for a mistyped name. Here the wait continues, with the state "empty answer".
// This does not apply to a Retryable set by the caller.
//
// The output is nil if success is an error of the service, as when a waiter for
// a deletion finds that the resource does not exist.
//
// See [Poller.Wait] for the bounds and the errors. Wait is
// PollWaiter(w, in, optFns...).Wait(ctx, opts).
func Wait[In, Out, O any](ctx context.Context, w Waiter[In, Out, O], in *In, opts Options, optFns ...func(*O)) (*Out, error) {
	return PollWaiter(w, in, optFns...).Wait(ctx, opts)
}

// Until calls the operation until the condition is ready and returns that
// output. The operation is a method value of an SDK client, such as
// client.DescribeRule, and optFns are passed to each call.
//
// See [Poller.Wait] for the bounds and the errors. Until is
// Poll(operation, in, until, optFns...).Wait(ctx, opts).
func Until[In, Out, O any](ctx context.Context, operation func(context.Context, *In, ...func(*O)) (*Out, error), in *In, until Condition[Out], opts Options, optFns ...func(*O)) (*Out, error) {
	return Poll(operation, in, until, optFns...).Wait(ctx, opts)
}
