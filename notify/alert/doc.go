// Package alert tells people when a program fails, and summarizes what it did
// when it succeeds. It publishes to a topic of package notify, or to any other
// [Publisher].
//
//	lambda.Start(alert.OnFailure(topic, handle))
//
// [OnFailure] wraps the handler of a Lambda function and publishes its errors, its
// panics and the deadline that it is about to miss. [Wrap] does so for a
// lambda.Handler, and so also for an event that does not decode and an answer that
// does not encode. [Summary] is the message about the good end of a job.
// [LogHandler] is a slog.Handler that publishes records from a level up.
//
// # What no handler can report
//
// These end the process, or happen outside of the handler, so that no code of the
// function runs:
//
//   - a failure before lambda.Start: an init function, a missing variable;
//   - os.Exit and log.Fatal;
//   - a panic in a goroutine that the handler started, and the fatal errors of the
//     runtime: a concurrent map write, a stack overflow, a deadlock;
//   - too little memory, and a timeout that the alert itself does not fit in;
//   - with [OnFailure], an event that does not decode and an answer that does not
//     encode (use [Wrap]), and a streamed answer that fails while it is read;
//   - an event that was never delivered: throttled, refused for its size, or not
//     permitted.
//
// Set in AWS, beside the alerts: a failure destination (OnFailure of the event
// invoke configuration or of the event source mapping) for events that were given
// up, and CloudWatch alarms on the metrics Errors, Throttles and
// DestinationDeliveryFailures of the function.
//
// # Secrets
//
// What looks like a secret is replaced by [redacted], by the names of fields and
// by the shape of values. Redaction looks only at text and may miss a secret:
// give access to the alerts only to those who may read the events.
package alert
