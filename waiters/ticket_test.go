package waiters_test

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/waiters"
)

func TestPollMakesOneStepAndTheTicketGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		client := newTopic(t, 3)
		var ticket waiters.Ticket
		var numbers []int
		for {
			// Each turn is a process of its own: nothing is kept but the ticket.
			poller := waiters.PollWaiter(newSubscribedWaiter(client), topic)
			opts := waiters.Options{Resume: ticket}
			if ticket == "" {
				opts.Schedule = waiters.Exponential{Min: time.Second, Max: time.Minute}
			}
			step, err := poller.Poll(context.Background(), opts)
			require.NoError(t, err)
			numbers = append(numbers, step.Attempts)
			require.Equal(t, 1, step.Cost.Requests)
			require.InDelta(t, time.Since(start).Seconds(), step.Waited.Seconds(), 0.01)
			if step.Verdict == waiters.Ready {
				require.Equal(t, "1", confirmed(step.Output))
				require.Zero(t, step.Next)
				break
			}
			ticket, err = step.Ticket()
			require.NoError(t, err)
			time.Sleep(step.Next)
		}
		require.Equal(t, []int{1, 2, 3, 4}, numbers)
		require.Equal(t, 7*time.Second, time.Since(start).Round(time.Second), "1 + 2 + 4 s: the schedule goes on too")
	})
}

func TestWaitGoesOnFromATimeoutWithABudgetOfItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newTopic(t, 5)
		poller := waiters.PollWaiter(newSubscribedWaiter(client), topic)
		_, err := poller.Wait(t.Context(), waiters.Options{Max: 25 * time.Second, Schedule: waiters.Fixed(beat)})
		te := timeoutError(t, err)
		require.Equal(t, 4, te.Attempts)
		time.Sleep(time.Hour)

		var first waiters.Status
		out, err := poller.Wait(t.Context(), waiters.Options{Max: 25 * time.Second, Resume: te.Ticket, OnAttempt: func(a waiters.Status) {
			if first.Attempts == 0 {
				first = a
			}
		}})
		require.NoError(t, err)
		require.Equal(t, "1", confirmed(out))
		require.Equal(t, 5, first.Attempts)
		require.Equal(t, time.Hour+25*time.Second, first.Waited.Round(time.Second))
		require.Equal(t, beat, first.Next, "the ticket carries the schedule")
		require.Equal(t, 1, first.Cost.Requests, "the cost is that of this process")
		require.Less(t, first.Cost.Duration, time.Second)
	})
}

func TestMaxBoundsAWaitOfSinglePollsOverAllProcesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		poller := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 1000)), topic)
		var ticket waiters.Ticket
		var polls []time.Duration
		for {
			step, err := poller.Poll(context.Background(), waiters.Options{Max: 25 * time.Second, Resume: ticket, Schedule: waiters.Fixed(beat)})
			polls = append(polls, step.Waited.Round(time.Second))
			if err != nil {
				te := timeoutError(t, err)
				require.Equal(t, waiters.BoundMax, te.Bound)
				require.Equal(t, 4, te.Attempts)
				require.ErrorContains(t, err, "not ready in time after 4 polls in 25s (Options.Max is 25s)")
				require.Zero(t, step.Next)
				break
			}
			time.Sleep(step.Next)
			ticket, err = step.Ticket()
			require.NoError(t, err)
		}
		require.Equal(t, []time.Duration{0, 10 * time.Second, 20 * time.Second, 25 * time.Second}, polls)
	})
}

func TestTicketCarriesTheStableCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		poller := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 0)), topic)
		var ticket waiters.Ticket
		for n := 1; n <= 3; n++ {
			step, err := poller.Poll(t.Context(), waiters.Options{Stable: 3, Resume: ticket})
			require.NoError(t, err)
			require.Equal(t, n == 3, step.Verdict == waiters.Ready, "poll %d", n)
			ticket, err = step.Ticket()
			require.NoError(t, err)
		}
	})
}

func TestTicketIsRefusedForAnythingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("0"))
		client := sns.NewFromConfig(cloud.Config())
		step, err := waiters.PollWaiter(newSubscribedWaiter(client), topic).Poll(t.Context(), waiters.Options{})
		require.NoError(t, err)
		ticket, err := step.Ticket()
		require.NoError(t, err)

		refused := func(want string, p waiters.Poller[sns.GetTopicAttributesOutput], ticket waiters.Ticket) {
			t.Helper()
			_, err := p.Poll(t.Context(), waiters.Options{Resume: ticket})
			require.ErrorIs(t, err, waiters.ErrTicket)
			require.ErrorContains(t, err, want)
		}
		same := waiters.PollWaiter(newSubscribedWaiter(client), topic)
		refused("it was made for another input", waiters.PollWaiter(newSubscribedWaiter(client), &sns.GetTopicAttributesInput{TopicArn: aws.String("other")}), ticket)
		refused("it is for waiters_test.subscribed", waiters.Poll(client.GetTopicAttributes, topic, waiters.Gone[sns.GetTopicAttributesOutput]), ticket)
		refused("another version", same, "w2"+ticket[2:])
		refused("damaged or cut off", same, ticket[:len(ticket)-3])
		refused("damaged or cut off", same, ticket+"AAAA")
		refused("not a ticket", same, "hello")
		require.Len(t, awstest.Calls[sns.GetTopicAttributesInput](cloud), 1, "all of these are refused before any request")
	})
}

func TestTicketOfAScheduleOfOnesOwnAsksForItAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		poller := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 10)), topic)
		step, err := poller.Poll(t.Context(), waiters.Options{Schedule: none{}})
		require.NoError(t, err)
		ticket, err := step.Ticket()
		require.NoError(t, err)
		_, err = poller.Poll(t.Context(), waiters.Options{Resume: ticket})
		require.ErrorIs(t, err, waiters.ErrTicket)
		require.ErrorContains(t, err, "set Options.Schedule to it")
		_, err = poller.Poll(t.Context(), waiters.Options{Resume: ticket, Schedule: none{}})
		require.NoError(t, err)
	})
}

func TestScheduleThatEmbedsOneOfThisPackageIsOnesOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		poller := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 10)), topic)
		step, err := poller.Poll(t.Context(), waiters.Options{Schedule: patient{}})
		require.NoError(t, err)
		ticket, err := step.Ticket()
		require.NoError(t, err)
		_, err = poller.Poll(t.Context(), waiters.Options{Resume: ticket})
		require.ErrorIs(t, err, waiters.ErrTicket)
	})
}

type patient struct{ waiters.Fixed }

func (p patient) Delay(pr waiters.Progress) time.Duration { return 2 * p.Fixed.Delay(pr) }

func TestTicketHoldsNothingOfTheInput(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := &sns.GetTopicAttributesInput{TopicArn: aws.String("arn:aws:sns:us-east-1:123456789012:a-name-to-hide")}
		step, err := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 1)), in).Poll(t.Context(), waiters.Options{})
		require.NoError(t, err)
		ticket, err := step.Ticket()
		require.NoError(t, err)
		raw, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(string(ticket), "w1."))
		require.NoError(t, err)
		require.NotContains(t, string(raw), "hide")
		require.NotContains(t, string(raw), "123456789012")
		require.Less(t, len(ticket), 256, "short enough for a state machine, a message attribute, a log line")
	})
}

// A ticket from a clock that runs ahead must not turn the time waited negative.
func TestTicketFromTheFutureCountsFromNow(t *testing.T) {
	var ticket waiters.Ticket
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Hour)
		step, err := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 1)), topic).Poll(t.Context(), waiters.Options{})
		require.NoError(t, err)
		ticket, err = step.Ticket()
		require.NoError(t, err)
	})
	synctest.Test(t, func(t *testing.T) {
		step, err := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 1)), topic).Poll(t.Context(), waiters.Options{Resume: ticket})
		require.NoError(t, err)
		require.Equal(t, 2, step.Attempts)
		require.Equal(t, time.Millisecond, step.Waited)
	})
}

func TestInputWithoutJSONFormHasNoTicketButIsWaitedFor(t *testing.T) {
	type request struct{ Done chan bool }
	type answer struct{}
	synctest.Test(t, func(t *testing.T) {
		operation := func(context.Context, *request, ...func(*struct{})) (*answer, error) { return new(answer), nil }
		poller := waiters.Poll(operation, &request{}, waiters.When(func(*answer) bool { return false }))
		step, err := poller.Poll(t.Context(), waiters.Options{})
		require.NoError(t, err)
		_, err = step.Ticket()
		require.ErrorContains(t, err, "no ticket for an input without a JSON form")
		_, err = poller.Wait(t.Context(), waiters.Options{Max: time.Second})
		require.Empty(t, timeoutError(t, err).Ticket)
	})
	_, err := waiters.Step[answer]{}.Ticket()
	require.ErrorContains(t, err, "a zero step has no ticket")
}

// sealed makes a ticket of a body, as whoever knows the format can.
func sealed(body string) string {
	sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(body)))
	return "w1." + base64.RawURLEncoding.EncodeToString(append(sum, body...))
}

// Whatever text arrives as a ticket, whole or made by a forger, is refused or
// understood before any request, and what is understood continues with the
// attempts that it names.
func FuzzTicket(f *testing.F) {
	synctestTicket := func(s waiters.Schedule) string {
		step, err := waiters.Poll(pendingForEver, &struct{ Name string }{"x"}, waiters.When(func(*struct{}) bool { return false })).
			Poll(context.Background(), waiters.Options{Schedule: s})
		if err != nil {
			f.Fatal(err)
		}
		ticket, err := step.Ticket()
		if err != nil {
			f.Fatal(err)
		}
		return string(ticket)
	}
	for _, s := range []waiters.Schedule{nil, waiters.Fixed(beat), waiters.SDKSchedule{}, waiters.Exponential{Min: 1, Max: 2}, none{}} {
		ticket := synctestTicket(s)
		f.Add(ticket)
		raw, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(ticket, "w1."))
		if err != nil {
			f.Fatal(err)
		}
		body := string(raw[4:])
		f.Add(body)
		for _, change := range []string{`"n":9223372036854775807`, `"n":-1`, `"n":1,"t":-9223372036854775808`, `"n":1,"d":9223372036854775807`, `"n":1,"r":-1`,
			`"n":1,"k":9223372036854775807`, `"n":1,"s":{"k":"exponential","a":1,"b":9223372036854775807}`, `"n":1,"s":{"k":"ramp","a":9223372036854775807}`} {
			f.Add(strings.Replace(body, `"n":1`, change, 1))
		}
	}
	f.Add("")
	f.Add("w1.")
	f.Add("w1.e30")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.HasPrefix(text, "{") {
			text = sealed(text)
		}
		calls := 0
		operation := func(ctx context.Context, in *struct{ Name string }, fns ...func(*struct{})) (*struct{}, error) {
			calls++
			return pendingForEver(ctx, in, fns...)
		}
		step, err := waiters.Poll(operation, &struct{ Name string }{"x"}, waiters.When(func(*struct{}) bool { return false })).
			Poll(context.Background(), waiters.Options{Resume: waiters.Ticket(text)})
		if err != nil {
			require.ErrorIs(t, err, waiters.ErrTicket)
			require.Zero(t, calls)
			return
		}
		require.Equal(t, 1, calls)
		require.Positive(t, step.Next)
		require.GreaterOrEqual(t, step.Waited, time.Duration(0))
		if text == "" {
			require.Equal(t, 1, step.Attempts)
		} else {
			require.Greater(t, step.Attempts, 1)
		}
		next, err := step.Ticket()
		require.NoError(t, err)
		_, err = waiters.Poll(operation, &struct{ Name string }{"x"}, waiters.When(func(*struct{}) bool { return false })).
			Poll(context.Background(), waiters.Options{Resume: next})
		require.NoError(t, err, fmt.Sprintf("a ticket of a resumed wait resumes too: %s", next))
	})
}

func pendingForEver(context.Context, *struct{ Name string }, ...func(*struct{})) (*struct{}, error) {
	return new(struct{}), nil
}

// A process that continues at once makes its first poll when the schedule says, and
// one that is late makes it at once.
func TestAResumedWaitCompletesItsRest(t *testing.T) {
	for pause, want := range map[time.Duration]time.Duration{0: 10 * time.Second, 4 * time.Second: 10 * time.Second, time.Hour: time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			poller := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 1)), topic)
			start := time.Now()
			step, err := poller.Poll(t.Context(), waiters.Options{Schedule: waiters.Fixed(beat)})
			require.NoError(t, err)
			ticket, err := step.Ticket()
			require.NoError(t, err)
			time.Sleep(pause)
			_, err = poller.Wait(t.Context(), waiters.Options{Max: time.Minute, Resume: ticket})
			require.NoError(t, err)
			require.Equal(t, want, time.Since(start).Round(time.Second))
		})
	}
}

// Processes with little time each, one after the other, poll when the schedule
// says and once more at their end, and not twice each.
func TestResumedWaitsPollNoFasterThanTheSchedule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		poller := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 1000)), topic)
		start, polls := time.Now(), 0
		opts := waiters.Options{Max: 3 * time.Second, Schedule: waiters.Fixed(beat), OnAttempt: func(waiters.Status) { polls++ }}
		for range 100 {
			_, err := poller.Wait(t.Context(), opts)
			te := timeoutError(t, err)
			require.LessOrEqual(t, te.Next, beat)
			opts.Resume = te.Ticket
			time.Sleep(time.Second)
		}
		require.LessOrEqual(t, polls, 2*int(time.Since(start)/beat+1))
		require.Less(t, polls, 50)
	})
}

// A clock that is behind the one that made the ticket does not make the rest
// longer than the schedule's.
func TestARestFromTheFutureIsNoLongerThanItWas(t *testing.T) {
	var ticket waiters.Ticket
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Hour)
		step, err := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 1)), topic).Poll(t.Context(), waiters.Options{Schedule: waiters.Fixed(beat)})
		require.NoError(t, err)
		ticket, err = step.Ticket()
		require.NoError(t, err)
	})
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		_, err := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 0)), topic).Wait(t.Context(), waiters.Options{Max: time.Hour, Resume: ticket})
		require.NoError(t, err)
		require.Equal(t, beat, time.Since(start).Round(time.Second))
	})
}
