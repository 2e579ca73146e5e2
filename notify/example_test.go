package notify_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/notifytest"
)

// A subject that SNS would refuse is made valid: this one has a line break.
func ExampleTopic_Publish() {
	ctx := context.Background()
	cloud := awstest.New(nil)
	awstest.On(cloud, func(_ context.Context, in *sns.PublishInput) (*sns.PublishOutput, error) {
		fmt.Printf("%s\n%s\n", *in.Subject, *in.Message)
		return &sns.PublishOutput{MessageId: aws.String("m-1")}, nil
	})

	topic := notify.NewTopic(sns.NewFromConfig(cloud.Config()), "arn:aws:sns:us-east-1:123456789012:alerts", notify.TopicOptions{})
	id, err := topic.Publish(ctx, notify.Message{
		Subject:    "Disk full\non db-1",
		Body:       "98 % of /var is used.",
		Attributes: map[string]notify.Attribute{"severity": notify.Number(2)},
	})
	fmt.Println(id, err)
	// Output:
	// Disk full on db-1
	// 98 % of /var is used.
	// m-1 <nil>
}

// What SNS would not take is refused before any request.
func ExampleTopic_Check() {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{MaxMessageSize: notify.DefaultMaxMessageSize})

	err := topic.Check(notify.Message{
		Body:       "x",
		Attributes: map[string]notify.Attribute{"AWS.kind": notify.String("alarm")},
	})
	fmt.Println(err)

	err = topic.Check(notify.Message{Body: strings.Repeat("x", 300_000)})
	if e, ok := errors.AsType[*notify.MessageError](err); ok {
		fmt.Println(e.Size, e.Limit, e.Unit, errors.Is(err, notify.ErrTooLarge))
	}
	// Output:
	// notify: invalid message: Attributes["AWS.kind"]: names that begin with AWS. or Amazon. are reserved
	// 300000 262144 bytes true
}

// Every message has an outcome, and the error tells if one was not published.
func ExampleTopic_PublishAll() {
	ctx := context.Background()
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{Concurrency: 4})

	messages := slices.Repeat([]notify.Message{{Body: "hello"}}, 25)
	messages[7].Body = ""
	report, err := topic.PublishAll(ctx, slices.Values(messages))
	fmt.Println(report)
	fmt.Println(memory.Calls(), "calls")
	for o := range report.Failures() {
		fmt.Println(o.Index, o.Status, o.Err)
	}
	fmt.Println(errors.Is(err, notify.ErrIncomplete))
	// Output:
	// 25 messages: 24 published, 1 invalid
	// 3 calls
	// 7 invalid notify: invalid message: Body: is empty, which SNS refuses
	// true
}

// On a FIFO topic a group stops at its first failure, so that order is kept.
func ExampleTopic_Stream() {
	ctx := context.Background()
	memory := notifytest.NewTopic("orders.fifo", notifytest.Options{ContentBasedDeduplication: true})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})

	messages := []notify.Message{
		{GroupID: "alice", Body: "create"},
		{GroupID: "bob", Body: "create"},
		{GroupID: "alice", Body: ""},
		{GroupID: "alice", Body: "delete"},
		{GroupID: "bob", Body: "delete"},
	}
	for o, err := range topic.Stream(ctx, notify.Messages(slices.Values(messages))) {
		if err != nil {
			fmt.Println(err) // of the input
			return
		}
		fmt.Println(o.Message.GroupID, o.Message.Body, o.Status)
	}
	// Output:
	// alice create published
	// bob create published
	// alice  invalid
	// alice delete held
	// bob delete published
}
