// Package handover runs a job over a collection that takes longer than one
// invocation of a Lambda function.
//
// An invocation works on items until little time is left, and passes the
// position in the collection and the totals to the next invocation, which
// continues with the next item, even in the middle of a page:
//
//	job, err := handover.New(groups, setRetention, handover.Options[totals]{
//		Next:   handover.Self(lambdaClient),
//		Finish: publishSummary,
//	})
//	lambda.StartHandlerFunc(job.Handle)
//
// The next invocation comes from the function itself ([Self]), from an SQS queue
// ([Queue]) or, if Options.Next is nil, from a state machine that calls the
// function with its own result until the result's done is true:
//
//	"Work":  {"Type": "Task", "Resource": "${FunctionArn}", "Next": "Done?"},
//	"Done?": {"Type": "Choice", "Default": "Work",
//	          "Choices": [{"Variable": "$.done", "BooleanEquals": true, "Next": "End"}]},
//	"End":   {"Type": "Succeed"}
//
// Lambda stops a function that invokes itself, also through SQS, after about 16
// times, unless it is configured with RecursiveLoop: Allow; see
// Options.MaxInvocations for the limit of a job. See
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html.
//
// # Retries and duplicates
//
// Lambda retries failed invocations and may deliver an event twice, so an item
// may be worked on more than once: the work must tolerate that.
//
// Without a [Store] a retry starts at the position and with the totals of its
// event: each item is counted once, but the retry repeats the work of the failed
// attempt. An event that is delivered twice starts two chains.
//
// With a Store, such as [Table], a job has one chain at a time, and events of
// another return a [HeldError]. The position and totals are saved every few
// seconds and when an invocation ends, also by an error or a panic, and a retry
// continues from there. Only a process that is killed or times out loses the
// progress since its last save.
package handover
