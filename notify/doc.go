// Package notify publishes to Amazon SNS topics, and reports the outcome of
// every message.
//
//	topic := notify.NewTopic(sns.NewFromConfig(cfg), arn, notify.TopicOptions{})
//	id, err := topic.Publish(ctx, notify.Message{Subject: "Nightly report", Body: body})
//	report, err := topic.PublishAll(ctx, slices.Values(messages))
//
// # Messages
//
// A [Message] is checked against the rules of SNS before a request is made, and
// a [MessageError] names the field, its size and the limit. A subject that SNS
// would refuse is changed instead: line breaks and control characters are
// replaced by spaces, and a subject of 100 characters or more is cut, with the
// full text at the beginning of the body. With [TopicOptions.Strict] such a
// subject is an error.
//
// # Many messages
//
// [Topic.PublishAll] and [Topic.Stream] pack messages into as few calls as the
// limits of SNS allow (10 messages and the topic's size in bytes a call), keep up
// to [TopicOptions.Concurrency] calls in flight, and return one [Outcome] for each
// message, in the order of the input:
//
//	Published  SNS has it; ID and SequenceNumber are set.
//	Failed     SNS refused it, or its answer never came.
//	Invalid    It breaks a rule and was never sent.
//	Held       An earlier message of its FIFO group was not published.
//	NotSent    The context ended, or the topic refused all, before its request.
//
// On a FIFO topic a message is sent only after the message before it in its
// group was published, whatever fails and is retried in between.
//
// # Alerts and tests
//
// Package notify/alert publishes the failures of a Lambda function, summaries
// and log records. Package notify/notifytest has a topic in memory with the
// rules of SNS: pass it to [NewTopic] instead of an SNS client.
//
// # Concurrency and errors
//
// A Topic is safe for concurrent use. No goroutine outlives the call that
// started it. Errors wrap their cause: smithy.APIError, the types of the SNS
// package and context errors can be found with errors.Is and errors.As. A wrong
// argument is an [awserr.InvalidError], before any request; a message that SNS
// would refuse is a [MessageError], since messages are data.
package notify
