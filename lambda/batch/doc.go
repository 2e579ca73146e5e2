// Package batch works through a batch of SQS, Kinesis or DynamoDB Streams in a
// Lambda function, so that one bad record costs no other a retry.
//
//	func (s store) handle(ctx context.Context, event events.SQSEvent) (batch.Response, error) {
//		report := batch.SQS(ctx, event, s.put, batch.Options{})
//		report.Log(ctx, slog.Default())
//		return report.Response()
//	}
//
// The records are handled one after the other, in the order of the batch. What
// fails is named in the response, and comes back:
//
//   - from a standard queue, the message alone;
//   - from a FIFO queue, the message and those of its group after it, which are
//     not handled, so that the group stays in order;
//   - from a stream, the record and all after it, which are not handled: a stream
//     continues at the first record that failed.
//
// A handler that panics fails its record. Some time is kept before the function's
// deadline, since a function that is cut off loses its response, and then the
// whole batch comes back.
//
// Lambda reads the response only if the event source mapping has
// FunctionResponseTypes set to ReportBatchItemFailures. Without it, what failed
// counts as handled: SQS deletes it, and a stream continues after it. See
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html.
package batch
