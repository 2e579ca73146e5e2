// Package handover runs a job over a collection that takes longer than one
// invocation of a Lambda function.
//
// An invocation works on items until its time is nearly up, and hands the
// position in the collection and the totals to the next one, which continues
// with the next item, even in the middle of a page:
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
// Lambda stops a function that invokes itself after some 16 times, also by way of
// SQS, unless it is configured with RecursiveLoop: Allow; a job has a limit of its
// own. See https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html.
//
// # At least once, and counted once
//
// Lambda invokes a function again that failed, and may deliver an event twice, so
// that an item may be worked on more than once: the work must tolerate that.
//
// Without a [Store] an invocation that is tried again begins where its event
// says, with the totals of the event: each item counts once, but what the failed
// try did, the second one finds done. And an event that is delivered twice makes
// two chains.
//
// With a Store, such as [Table], there is one chain of a job at a time, and an
// event of another one is refused with a [HeldError]. Position and totals are
// saved every few seconds and whenever an invocation ends, with an error or a
// panic too, and one that is tried again continues from there. Only a process
// that is killed, or runs out of time, loses what it did after its last save.
package handover
