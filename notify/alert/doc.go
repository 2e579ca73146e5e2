// Package alert publishes alerts when a program fails, and summaries when it
// succeeds. It publishes to a topic of package notify, or to any other
// [Publisher].
//
//	lambda.Start(alert.OnFailure(topic, handle))
//
// [OnFailure] wraps the handler of a Lambda function and publishes its errors, its
// panics and the deadline that it is about to miss. [Wrap] does the same for a
// lambda.Handler, and so also for an event that cannot be decoded and a response
// that cannot be encoded. [Summary] is the message about a job that is done.
// [LogHandler] is a slog.Handler that publishes records of a level or above.
//
// # What no handler can report
//
// These end the process, or happen outside the handler, so that none of the
// function's code runs:
//
//   - a failure before lambda.Start: an init function, a missing variable;
//   - os.Exit and log.Fatal;
//   - a panic in a goroutine that the handler started, and the fatal errors of the
//     runtime: a concurrent map write, a stack overflow, a deadlock;
//   - too little memory, and a timeout that leaves no time for the alert;
//   - with [OnFailure], an event that cannot be decoded and a response that
//     cannot be encoded (use [Wrap]), and a streamed response that fails while
//     it is read;
//   - an event that was never delivered: throttled, refused for its size, or not
//     permitted.
//
// In addition to alerts, configure a failure destination (OnFailure of the event
// invoke configuration or of the event source mapping) for events that Lambda
// discards, and CloudWatch alarms on the metrics Errors, Throttles and
// DestinationDeliveryFailures of the function.
//
// # Secrets
//
// Values that look like secrets, by the names of fields or by their form, are
// replaced by [redacted]. Redaction may miss a secret: give access to the alerts
// only to people who may read the events.
package alert
