// Package notifytest is for the tests of programs that publish with package
// notify: an SNS topic in memory that has the rules of SNS.
//
//	topic := notifytest.NewTopic("alerts", notifytest.Options{})
//	err := run(ctx, notify.NewTopic(topic, topic.ARN(), notify.TopicOptions{}))
//	for _, d := range topic.Messages() { ... }
package notifytest
