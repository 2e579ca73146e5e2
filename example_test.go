package essentials_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/waiters"
)

// What the README shows is cut from the Examples below, without the lines that
// are marked "test only"; TestReadmeShowsTheExamples holds them together.

var ctx = context.Background()

// newCloud is an account with a few topics, in the place of a real one.
func newCloud() *awstest.Cloud {
	cloud := awstest.New(nil)
	awstest.On(cloud, func(context.Context, *sts.GetCallerIdentityInput) (*sts.GetCallerIdentityOutput, error) {
		return &sts.GetCallerIdentityOutput{
			Account: aws.String("111122223333"), Arn: aws.String("arn:aws:iam::111122223333:user/ana"), UserId: aws.String("AIDAEXAMPLE"),
		}, nil
	})
	topics := func(names ...string) *sns.ListTopicsOutput {
		out := &sns.ListTopicsOutput{}
		for _, name := range names {
			out.Topics = append(out.Topics, types.Topic{TopicArn: aws.String("arn:aws:sns:eu-west-1:111122223333:" + name)})
		}
		return out
	}
	awstest.Pages[sns.ListTopicsInput](cloud, topics("orders", "orders-dead"), topics("reports"), topics("alarms", "alarms-dead"))
	pending := 2
	awstest.On(cloud, func(_ context.Context, in *sns.GetSubscriptionAttributesInput) (*sns.GetSubscriptionAttributesOutput, error) {
		pending--
		return &sns.GetSubscriptionAttributesOutput{Attributes: map[string]string{"PendingConfirmation": fmt.Sprint(pending >= 0)}}, nil
	})
	n := 0
	awstest.On(cloud, func(_ context.Context, in *sns.PublishBatchInput) (*sns.PublishBatchOutput, error) {
		out := &sns.PublishBatchOutput{}
		for _, e := range in.PublishBatchRequestEntries {
			n++
			out.Successful = append(out.Successful, types.PublishBatchResultEntry{Id: e.Id, MessageId: aws.String(fmt.Sprint(n))})
		}
		return out, nil
	})
	return cloud
}

// auditProfile writes a configuration file with one profile, as on a laptop.
func auditProfile() (remove func()) {
	dir, err := os.MkdirTemp("", "essentials")
	if err != nil {
		panic(err)
	}
	file := filepath.Join(dir, "config")
	text := "[profile audit]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = example\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		panic(err)
	}
	if err := os.Setenv("AWS_CONFIG_FILE", file); err != nil {
		panic(err)
	}
	return func() {
		_ = os.Unsetenv("AWS_CONFIG_FILE")
		_ = os.RemoveAll(dir)
	}
}

// Never the default profile by accident, never the wrong account.
func Example_session() {
	defer auditProfile()()
	onCloud := []func(*config.LoadOptions) error{config.WithAPIOptions(newCloud().Config().APIOptions)}

	sess, err := session.New(ctx, session.Options{
		Profile:         "audit",
		Region:          "eu-west-1",
		AllowedAccounts: []string{"111122223333"},
		LoadOptions:     onCloud, // test only
	})
	if err != nil {
		fmt.Println(err) // one sentence: what is wrong, with which value, what to do
		return
	}
	client := session.Client(sess, sns.NewFromConfig) // *sns.Client
	who, err := sess.Identity(ctx)
	fmt.Println(who.Account, client.Options().Region, err)
	// Output: 111122223333 eu-west-1 <nil>
}

// Any operation pages, also those for which the SDK has no paginator.
func Example_paginate() {
	client := sns.NewFromConfig(newCloud().Config())

	for topic, err := range paginate.List[types.Topic](ctx, client.ListTopics, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(*topic.TopicArn)
	}
	// Output:
	// arn:aws:sns:eu-west-1:111122223333:orders
	// arn:aws:sns:eu-west-1:111122223333:orders-dead
	// arn:aws:sns:eu-west-1:111122223333:reports
	// arn:aws:sns:eu-west-1:111122223333:alarms
	// arn:aws:sns:eu-west-1:111122223333:alarms-dead
}

// A collection is declared once and asked for nothing until it is ranged over.
func Example_collection() {
	client := sns.NewFromConfig(newCloud().Config())

	topics := collections.List[types.Topic](client.ListTopics, nil)
	dead := topics.Filter(func(t types.Topic) bool { return strings.HasSuffix(*t.TopicArn, "-dead") })

	for topic, err := range dead.Limit(10).All(ctx) {
		fmt.Println(*topic.TopicArn, err)
	}
	arns, err := collections.Map(topics, func(t types.Topic) string { return *t.TopicArn }).Collect(ctx)
	fmt.Println(len(arns), err)
	// Output:
	// arn:aws:sns:eu-west-1:111122223333:orders-dead <nil>
	// arn:aws:sns:eu-west-1:111122223333:alarms-dead <nil>
	// 5 <nil>
}

// A wait is bounded, says how it went, and keeps time for the end of a handler.
func Example_wait() {
	client := sns.NewFromConfig(newCloud().Config())
	arn := aws.String("arn:aws:sns:eu-west-1:111122223333:orders:1")

	_, err := waiters.Until(ctx, client.GetSubscriptionAttributes, &sns.GetSubscriptionAttributesInput{SubscriptionArn: arn},
		waiters.When(func(out *sns.GetSubscriptionAttributesOutput) bool {
			return out.Attributes["PendingConfirmation"] == "false"
		}),
		waiters.Options{
			Max:       5 * time.Minute,
			Reserve:   10 * time.Second,
			Schedule:  waiters.Fixed(10 * time.Millisecond), // test only
			OnAttempt: func(s waiters.Status) { fmt.Println("poll", s.Attempts, s.Verdict) },
		})
	if timeout, ok := errors.AsType[*waiters.TimeoutError](err); ok {
		fmt.Println(timeout.Attempts, timeout.Waited) // and the last output, error and state
	}
	// Output:
	// poll 1 pending
	// poll 2 pending
	// poll 3 ready
}

// One outcome for each message: nothing is lost in silence.
func Example_notify() {
	client := sns.NewFromConfig(newCloud().Config())

	topic := notify.NewTopic(client, "arn:aws:sns:eu-west-1:111122223333:reports", notify.TopicOptions{})
	messages := []notify.Message{
		{Subject: "Nightly report", Body: "all is well"},
		{Subject: "Weekly report", Body: ""}, // SNS would refuse it; no request is spent on it
	}
	report, err := topic.PublishAll(ctx, slices.Values(messages))
	fmt.Println(report)
	fmt.Println(errors.Is(err, notify.ErrIncomplete), report.At(1).Status)
	// Output:
	// 2 messages: 1 published, 1 invalid
	// true invalid
}
