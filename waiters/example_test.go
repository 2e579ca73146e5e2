package waiters_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/waiters"
)

// client is an SNS client whose topic gets its first confirmed subscription
// after the polls given.
func client(polls int) *sns.Client { return newTopic(nil, polls) }

// Wait for what the SDK has no waiter for: a topic that somebody subscribed to.
func ExampleUntil() {
	out, err := waiters.Until(context.Background(), client(2).GetTopicAttributes,
		&sns.GetTopicAttributesInput{TopicArn: aws.String("arn:aws:sns:us-east-1:123456789012:orders")},
		waiters.When(func(out *sns.GetTopicAttributesOutput) bool { return out.Attributes["SubscriptionsConfirmed"] != "0" }),
		waiters.Options{
			Max:       time.Minute,
			Schedule:  waiters.Fixed(20 * time.Millisecond),
			OnAttempt: func(a waiters.Status) { fmt.Println("poll", a.Attempts, a.Verdict) },
		})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("confirmed:", out.Attributes["SubscriptionsConfirmed"])
	// Output:
	// poll 1 pending
	// poll 2 pending
	// poll 3 ready
	// confirmed: 1
}

// Wait with a waiter of the SDK: instead of newSubscribedWaiter, write
// lambda.NewFunctionActiveV2Waiter, ec2.NewInstanceRunningWaiter or any other.
func ExampleWait() {
	_, err := waiters.Wait(context.Background(), newSubscribedWaiter(client(1000)),
		&sns.GetTopicAttributesInput{TopicArn: aws.String("arn:aws:sns:us-east-1:123456789012:orders")},
		waiters.Options{Max: 100 * time.Millisecond, Schedule: waiters.Fixed(40 * time.Millisecond)})
	var te *waiters.TimeoutError
	if errors.As(err, &te) {
		last := te.Last.(*sns.GetTopicAttributesOutput)
		fmt.Println("ended by", te.Bound, "confirmed:", last.Attributes["SubscriptionsConfirmed"])
	}
	// Output: ended by Options.Max confirmed: 0
}

// In a Lambda function the deadline is on the context. The reserve keeps time to
// tell how far the wait has come, and the ticket lets the next invocation go on.
func ExampleOptions_reserve() {
	poller := waiters.PollWaiter(newSubscribedWaiter(client(9)), &sns.GetTopicAttributesInput{TopicArn: aws.String("orders")})
	handler := func(ctx context.Context, ticket waiters.Ticket) (waiters.Ticket, error) {
		_, err := poller.Wait(ctx, waiters.Options{Reserve: 59700 * time.Millisecond, Resume: ticket, Schedule: waiters.Fixed(50 * time.Millisecond)})
		if te, ok := errors.AsType[*waiters.TimeoutError](err); ok {
			return te.Ticket, nil
		}
		return "", err
	}

	var ticket waiters.Ticket
	for n := 1; ; n++ {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		var err error
		ticket, err = handler(ctx, ticket)
		cancel()
		if ticket == "" {
			fmt.Println("ready:", err == nil, "in several invocations:", n > 1)
			return
		}
	}
	// Output: ready: true in several invocations: true
}

// One poll, and nothing that runs until the next.
func ExamplePoller_Poll() {
	poller := waiters.PollWaiter(newSubscribedWaiter(client(1)), &sns.GetTopicAttributesInput{TopicArn: aws.String("orders")})
	first, err := poller.Poll(context.Background(), waiters.Options{Schedule: waiters.Fixed(30 * time.Second)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(first.Verdict, "poll again in", first.Next)
	ticket, err := first.Ticket() // to Step Functions, a queue, a schedule
	if err != nil {
		fmt.Println(err)
		return
	}

	second, err := poller.Poll(context.Background(), waiters.Options{Resume: ticket})
	fmt.Println(second.Verdict, "at poll", second.Attempts, err)
	// Output:
	// pending poll again in 30s
	// ready at poll 2 <nil>
}

// The loop is the caller's, the rests between its turns are the wait's.
func ExamplePoller_Steps() {
	poller := waiters.PollWaiter(newSubscribedWaiter(client(2)), &sns.GetTopicAttributesInput{TopicArn: aws.String("orders")})
	for step, err := range poller.Steps(context.Background(), waiters.Options{Max: time.Minute, Schedule: waiters.Fixed(20 * time.Millisecond)}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(step.Attempts, step.Verdict, step.Output.Attributes["SubscriptionsConfirmed"])
	}
	// Output:
	// 1 pending 0
	// 2 pending 0
	// 3 ready 1
}

// Several things at once, each with its own result.
func ExampleWaitAll() {
	in := &sns.GetTopicAttributesInput{TopicArn: aws.String("orders")}
	gone := awstest.New(nil)
	awstest.Fail[sns.GetTopicAttributesInput](gone, awstest.APIError("NotFound", "Topic does not exist", 404))

	results, err := waiters.WaitAll(context.Background(),
		waiters.ManyOptions{Options: waiters.Options{Max: time.Minute, Schedule: waiters.Fixed(20 * time.Millisecond)}},
		waiters.PollWaiter(newSubscribedWaiter(client(3)), in),
		waiters.Poll(sns.NewFromConfig(gone.Config()).GetTopicAttributes, in, waiters.Gone[sns.GetTopicAttributesOutput]))
	for _, r := range results {
		fmt.Println(r.Operation, r.Err)
	}
	fmt.Println(err)
	// Output:
	// waiters_test.subscribed <nil>
	// sns.GetTopicAttributes <nil>
	// <nil>
}

// Many ids with one request a poll; with EC2 it is client.DescribeInstances, and
// Set is func(in *ec2.DescribeInstancesInput, ids []string) { in.InstanceIds = ids }.
func ExampleWaitEach() {
	f := &fleet{states: map[string][]string{"i-1": {"running"}, "i-2": {"pending", "running"}, "i-3": {"pending", "broken"}}}
	outcomes, err := waiters.WaitEach(context.Background(), f.describe, nil, []string{"i-1", "i-2", "i-3"},
		waiters.List[describeThingsInput, describeThingsOutput, thing]{
			Set:   func(in *describeThingsInput, ids []string) { in.IDs = ids },
			Items: func(out *describeThingsOutput) []thing { return out.Things },
			ID:    func(t thing) string { return t.ID },
			Judge: func(t thing) waiters.Verdict {
				return map[string]waiters.Verdict{"running": waiters.Ready, "broken": waiters.Failed}[t.State]
			},
		},
		waiters.Options{Max: time.Minute, Schedule: waiters.Fixed(20 * time.Millisecond)})
	for _, o := range outcomes {
		fmt.Println(o.ID, o.Verdict, o.State)
	}
	fmt.Println(errors.Is(err, waiters.ErrFailed), "in", len(f.requests), "requests")
	// Output:
	// i-1 ready running
	// i-2 ready running
	// i-3 failed broken
	// true in 2 requests
}
