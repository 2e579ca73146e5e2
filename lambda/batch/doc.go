// Package batch handles batches of SQS, Kinesis and DynamoDB Streams in a
// Lambda function and reports partial failures, so that one failed record does
// not cause retries of the others.
//
//	func (s store) handle(ctx context.Context, event events.SQSEvent) (batch.Response, error) {
//		report := batch.SQS(ctx, event, s.put, batch.Options{})
//		report.Log(ctx, slog.Default())
//		return report.Response()
//	}
//
// The records are handled one after the other, in the order of the batch. The
// response lists the failed records, which Lambda delivers again:
//
//   - from a standard queue, the message alone;
//   - from a FIFO queue, the message and those of its group after it, which are
//     not handled, so that the group stays in order;
//   - from a stream, the record and all after it, which are not handled: a stream
//     continues at the first record that failed.
//
// A panic of the handler fails its record. Handling stops some time before the
// function's deadline, since the whole batch is delivered again if the function
// times out before it returns a response.
//
// Lambda reads the response only if the event source mapping has
// FunctionResponseTypes set to ReportBatchItemFailures. Without it, failed
// records count as handled: SQS deletes them, and a stream continues after
// them. See
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html.
package batch
