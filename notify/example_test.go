package notify_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/notify"
)

// A subject that SNS would refuse is mended: this one has a line break.
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
	memory := notify.NewMemory("alerts", notify.MemoryOptions{})
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
	// notify: check message: Attributes["AWS.kind"]: names that begin with AWS. or Amazon. are reserved
	// 300000 262144 bytes true
}

// Every message has an outcome, and the error tells if one was not published.
func ExampleTopic_PublishAll() {
	ctx := context.Background()
	memory := notify.NewMemory("alerts", notify.MemoryOptions{})
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
	// 7 invalid notify: check message: Body: is empty, which SNS refuses
	// true
}

// On a FIFO topic a group stops at its first failure, so that order is kept.
func ExampleTopic_Stream() {
	ctx := context.Background()
	memory := notify.NewMemory("orders.fifo", notify.MemoryOptions{ContentBasedDeduplication: true})
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

// The handler of a Lambda function is wrapped once, in main:
//
//	lambda.Start(notify.OnFailure(topic, handle))
func ExampleOnFailure() {
	os.Setenv("AWS_LAMBDA_FUNCTION_NAME", "nightly")
	defer os.Unsetenv("AWS_LAMBDA_FUNCTION_NAME")
	ctx := context.Background()
	memory := notify.NewMemory("alerts", notify.MemoryOptions{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})

	type event struct{ Table, Password string }
	handle := func(ctx context.Context, in event) (string, error) {
		return "", fmt.Errorf("open table %s: %w", in.Table, errors.New("access denied"))
	}
	_, err := notify.OnFailure(topic, handle)(ctx, event{Table: "orders", Password: "hunter2"})
	fmt.Println(err)
	fmt.Println("---")
	fmt.Println(memory.Messages()[0].Message.Subject)
	fmt.Println(memory.Messages()[0].Message.Body)
	// Output:
	// open table orders: access denied
	// ---
	// nightly failed: open table orders: access denied
	// nightly failed.
	//
	// error:    open table orders: access denied
	// function: nightly
	//
	// Errors, outermost first
	// *fmt.wrapError: open table orders: access denied
	// *errors.errorString: access denied
	//
	// Event
	// {"Table":"orders","Password":"[redacted]"}
}

func ExampleHandler() {
	ctx := context.Background()
	memory := notify.NewMemory("alerts", notify.MemoryOptions{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})

	alerts := notify.NewHandler(topic, notify.HandlerOptions{Level: slog.LevelWarn})
	logger := slog.New(slog.NewMultiHandler(slog.DiscardHandler, alerts))
	logger.Info("started")
	for range 3 {
		logger.Warn("cannot read", "bucket", "logs")
	}
	fmt.Println(len(memory.Messages()), "messages before Flush")
	if err := alerts.Flush(ctx); err != nil {
		fmt.Println(err)
	}
	for _, d := range memory.Messages() {
		fmt.Println(strings.Contains(d.Message.Body, "3 records like this one"))
	}
	// Output:
	// 0 messages before Flush
	// true
}

func ExampleSummary() {
	ctx := context.Background()
	memory := notify.NewMemory("alerts", notify.MemoryOptions{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})

	summary := notify.Summary{Job: "nightly tagging"}
	summary.Add("tagged", 120)
	summary.Add("skipped", 3)
	_, err := topic.Publish(ctx, summary.Message())
	fmt.Println(memory.Messages()[0].Message.Subject, err)
	// Output:
	// nightly tagging done <nil>
}

// Memory stands in for SNS in the tests of a program that takes a topic.
func ExampleMemory() {
	greet := func(ctx context.Context, topic *notify.Topic, name string) error {
		_, err := topic.Publish(ctx, notify.Message{Subject: "Welcome", Body: "Hello, " + name + "!"})
		return err
	}

	memory := notify.NewMemory("greetings", notify.MemoryOptions{})
	err := greet(context.Background(), notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{}), "Ada")
	fmt.Println(memory.Messages()[0].Message.Body, err)
	// Output:
	// Hello, Ada! <nil>
}
