package waiters_test

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/waiters"
)

// free is a client whose calls cost nothing, so that a benchmark measures only
// what is around them.
type free struct{ out *sns.GetTopicAttributesOutput }

func (f free) GetTopicAttributes(context.Context, *sns.GetTopicAttributesInput, ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error) {
	return f.out, nil
}

// What a wait costs above its calls: one that is ready at its first poll, so the
// cost of the wait itself is in it too.
func BenchmarkPoll(b *testing.B) {
	client := free{attributes("1")}
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
	poller := waiters.PollWaiter(newSubscribedWaiter(free{attributes("0")}), topic)
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
