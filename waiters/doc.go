// Package waiters waits until an AWS resource has reached a state. Every wait
// is bounded, makes few requests, has errors that say what was waited for and
// why it ended, and can be continued by another process.
//
// [Wait] takes any waiter of the SDK and uses the states that AWS models for it;
// [Until] takes any operation and a [Condition]:
//
//	out, err := waiters.Wait(ctx, lambda.NewFunctionActiveV2Waiter(client), input,
//		waiters.Options{Max: 5 * time.Minute, Reserve: 10 * time.Second})
//
//	out, err := waiters.Until(ctx, client.DescribeRule, input,
//		waiters.Equals(func(out *eventbridge.DescribeRuleOutput) types.RuleState { return out.State }, types.RuleStateEnabled),
//		waiters.Options{Max: time.Minute})
//
// Each is a [Poller], made by [PollWaiter] or [Poll], and its methods are the ways
// to wait: Wait sleeps until the end, Steps is a loop over the polls, Poll makes a
// single one. [WaitAll] and [WaitAny] wait for several pollers at once, [WaitEach]
// for many ids with one request a poll.
//
// # Bounds
//
// Every wait has an end that is known before its first request: the sooner of
// Options.Max and of the context's deadline less Options.Reserve. Without either
// it returns an error. In a Lambda function the context already has a deadline,
// so Reserve is all that is needed. A wait that has no time for another poll
// ends early instead of sleeping until its bound.
//
// # Errors
//
//	*TimeoutError   ErrTimeout          the budget ran out; context.DeadlineExceeded too if the
//	                                    deadline of the caller's context was the bound
//	*FailedError    ErrFailed           the state cannot be reached any more, or an error that
//	                                    polling will not fix, which errors.As finds
//	*CanceledError  context.Canceled    the caller's context was canceled, with its cause
//	*awserr.InvalidError                an argument is invalid, and nothing was requested: also
//	                                    ErrUnbounded (nothing bounds the wait) and ErrTicket (the
//	                                    ticket is not for this wait)
//
// The first three hold a [Status]: how many polls were made, how long it took,
// the last output and the last error, the state and its reason as the service
// worded it, and the cost of the wait.
//
// # When to poll
//
// The first poll is made at once. The default schedule was chosen by simulation:
// `go run ./waiters/internal/waitsim` in the repository compares it with those of
// the SDK and of boto3, and docs/waiters.svg shows the result. Set Options.Expect
// if you know how long the wait usually takes. Throttling and an exhausted retry
// quota of the client double the delay before the next poll; Retry-After is
// honored. The SDK's retries are part of a poll.
//
// # Waiting without a running process
//
// A process that is billed by the second should not sleep. [Poller.Poll] makes one
// poll and returns a [Step]: its verdict, the time to the next poll, and a
// [Ticket], a short string with which a later process continues the wait. Nothing
// needs to run in between: a Wait state of Step Functions, a one-time schedule of
// EventBridge Scheduler, a delayed SQS message or a durable function can pass the
// ticket on. The error of a wait that ran out of time has a ticket too.
package waiters
