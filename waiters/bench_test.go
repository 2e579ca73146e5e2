package waiters_test

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/smithy-go/middleware"

	"github.com/awsessentials/essentials/waiters"
)

// answering is a client that answers at once and records nothing, so that a
// benchmark measures what is around the call.
func answering(out *sns.GetTopicAttributesOutput) *sns.Client {
	answer := middleware.InitializeMiddlewareFunc("answer", func(context.Context, middleware.InitializeInput, middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		return middleware.InitializeOutput{Result: new(*out)}, middleware.Metadata{}, nil
	})
	return sns.New(sns.Options{Region: "us-east-1", APIOptions: []func(*middleware.Stack) error{
		func(stack *middleware.Stack) error { return stack.Initialize.Add(answer, middleware.After) },
	}})
}

// One poll of a wait against the bare call that it makes.
func BenchmarkPoll(b *testing.B) {
	client := answering(attributes("1"))
	waiter := newSubscribedWaiter(client)
	opts := waiters.Options{Max: time.Minute}

	b.Run("raw", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := client.GetTopicAttributes(b.Context(), topic); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("sdk", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := waiter.WaitForOutput(b.Context(), topic, time.Minute); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("essentials", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := waiters.Wait(b.Context(), waiter, topic, opts); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("until", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := waiters.Until(b.Context(), client.GetTopicAttributes, topic, waiters.Equals(confirmed, "1"), opts); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Going on from a ticket, as a Lambda function that polls once and ends does.
func BenchmarkTicket(b *testing.B) {
	poller := waiters.Of(newSubscribedWaiter(answering(attributes("0"))), topic)
	var ticket waiters.Ticket
	b.ReportAllocs()
	for b.Loop() {
		step, err := poller.Poll(b.Context(), waiters.Options{Resume: ticket})
		if err != nil {
			b.Fatal(err)
		}
		if ticket, err = step.Ticket(); err != nil {
			b.Fatal(err)
		}
	}
}
