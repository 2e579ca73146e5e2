package waiters_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/waiters"
)

func timeoutError(t *testing.T, err error) *waiters.TimeoutError {
	t.Helper()
	te, ok := errors.AsType[*waiters.TimeoutError](err)
	require.True(t, ok, "%v", err)
	return te
}

func TestOptionsAreCheckedWithoutAWait(t *testing.T) {
	assert.ErrorIs(t, waiters.Options{}.Check(t.Context(), "x.Op"), waiters.ErrUnbounded)
	assert.EqualError(t, waiters.Options{Max: -1}.Check(t.Context(), "x.Op"), "x.Op: invalid Options.Max -1ns: must not be negative")
	assert.NoError(t, waiters.Options{Max: time.Hour, Resume: "of something"}.Check(t.Context(), "x.Op"))
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	assert.NoError(t, waiters.Options{}.Check(ctx, "x.Op"))
	var none context.Context
	assert.ErrorIs(t, waiters.Options{Max: time.Hour}.Check(none, "x.Op"), awserr.ErrInvalid)
}

func TestUnboundedWaitIsRefusedBeforeAnyRequest(t *testing.T) {
	cloud := awstest.New(t)
	client := sns.NewFromConfig(cloud.Config())
	_, err := waiters.Wait(context.Background(), newSubscribedWaiter(client), topic, waiters.Options{Reserve: time.Second})
	require.ErrorIs(t, err, waiters.ErrUnbounded)
	require.EqualError(t, err, "waiters_test.subscribed: invalid Options.Max 0s: nothing bounds this wait: set it, or give the context a deadline")
	_, err = waiters.Until(context.Background(), client.GetTopicAttributes, topic, waiters.Gone, waiters.Options{})
	require.ErrorIs(t, err, waiters.ErrUnbounded)
	require.Empty(t, awstest.Calls[sns.GetTopicAttributesInput](cloud))
}

func TestTheEarliestBoundWins(t *testing.T) {
	for _, c := range []struct {
		name                   string
		max, deadline, reserve time.Duration
		want                   time.Duration
		bound                  waiters.Bound
	}{
		{"Max alone", 30 * time.Second, 0, 0, 30 * time.Second, waiters.BoundMax},
		{"Max before the deadline", 30 * time.Second, time.Minute, 0, 30 * time.Second, waiters.BoundMax},
		{"Max before the deadline less the reserve", 30 * time.Second, time.Minute, 29 * time.Second, 30 * time.Second, waiters.BoundMax},
		{"deadline alone", 0, 30 * time.Second, 0, 30 * time.Second, waiters.BoundDeadline},
		{"deadline before Max", time.Minute, 30 * time.Second, 0, 30 * time.Second, waiters.BoundDeadline},
		{"deadline less the reserve before Max", 50 * time.Second, time.Minute, 20 * time.Second, 40 * time.Second, waiters.BoundDeadline},
		{"the reserve means nothing without a deadline", 30 * time.Second, 0, time.Hour, 30 * time.Second, waiters.BoundMax},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := t.Context(), context.CancelFunc(func() {})
				if c.deadline > 0 {
					ctx, cancel = context.WithTimeout(ctx, c.deadline)
				}
				defer cancel()
				start := time.Now()
				_, err := waiters.Wait(ctx, newSubscribedWaiter(newTopic(t, 1000)), topic,
					waiters.Options{Max: c.max, Reserve: c.reserve, Schedule: waiters.Fixed(beat)})
				te := timeoutError(t, err)
				require.Equal(t, c.bound, te.Bound)
				require.Equal(t, c.bound == waiters.BoundDeadline, errors.Is(err, context.DeadlineExceeded))
				require.LessOrEqual(t, time.Since(start), c.want)
				require.InDelta(t, c.want.Seconds(), time.Since(start).Seconds(), 0.01, "the budget is used up to its end")
			})
		})
	}
}

func TestLastPollIsMadeAtTheVeryEndOfTheBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var polls []time.Duration
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 1000)), topic, waiters.Options{
			Max: 29 * time.Second, Schedule: waiters.Fixed(beat),
			OnAttempt: func(a waiters.Status) { polls = append(polls, a.Waited.Round(time.Second)) },
		})
		require.ErrorIs(t, err, waiters.ErrTimeout)
		require.Equal(t, []time.Duration{0, 10 * time.Second, 20 * time.Second, 29 * time.Second}, polls)
	})
}

func TestTooLittleRoomForOneMorePollIsRefusedAndNeverSlept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		cloud.SetLatency(2 * time.Second)
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("0"))
		start := time.Now()
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic,
			waiters.Options{Max: 5 * time.Second, Schedule: waiters.Fixed(beat)})
		te := timeoutError(t, err)
		require.Equal(t, 1, te.Attempts)
		require.Equal(t, 2*time.Second, time.Since(start), "3 s are left, and a poll is given twice the 2 s of the slowest")
	})
}

// A timer may fire late, and a loop's body may take its time: a last poll that
// was planned is made as long as the budget lasts.
func TestLastPollIsMadeThoughItBeginsLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		cloud.SetLatency(time.Second)
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("0"), attributes("0"), attributes("1"))
		polls := 0
		for step, err := range waiters.PollWaiter(newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic).Steps(t.Context(),
			waiters.Options{Max: 20 * time.Second, Schedule: waiters.Fixed(beat)}) {
			require.NoError(t, err)
			if polls++; polls == 2 {
				require.Equal(t, 6*time.Second, step.Next, "2 s of the 8 s left are kept for the poll")
				time.Sleep(step.Next + 500*time.Millisecond)
			}
		}
		require.Equal(t, 3, polls)
	})
}

func TestPollsShorterThanTheBeatStillHappen(t *testing.T) {
	// The SDK's waiters do not wait at all when MinDelay is above the maximum.
	synctest.Test(t, func(t *testing.T) {
		out, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 1)), topic,
			waiters.Options{Max: 3 * time.Second, Schedule: waiters.SDKSchedule{}})
		require.NoError(t, err)
		require.Equal(t, "1", confirmed(out))
	})
}

func TestNoRoomForASinglePollIsRefusedBeforeAnyRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		client := sns.NewFromConfig(cloud.Config())
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		_, err := waiters.Wait(ctx, newSubscribedWaiter(client), topic, waiters.Options{Reserve: 5 * time.Second})
		require.EqualError(t, err, "waiters: waiters_test.subscribed: not ready in time: no room for a single poll: the context's deadline is in 3s less Options.Reserve of 5s")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.NoError(t, ctx.Err())
		_, err = waiters.PollWaiter(newSubscribedWaiter(client), topic).Poll(ctx, waiters.Options{Reserve: 5 * time.Second})
		require.ErrorIs(t, err, waiters.ErrTimeout)
		require.Empty(t, awstest.Calls[sns.GetTopicAttributesInput](cloud))
	})
}

func TestDeadlineInThePastIsNamed(t *testing.T) {
	cloud := awstest.New(t)
	client := sns.NewFromConfig(cloud.Config())
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	_, err := waiters.Wait(ctx, newSubscribedWaiter(client), topic, waiters.Options{Max: time.Minute})
	require.ErrorIs(t, err, waiters.ErrTimeout)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.ErrorContains(t, err, "the context's deadline, 1970-01-01T00:00:00Z, is in the past")
	require.ErrorContains(t, err, "tools that run a Lambda function locally send such a date")
	require.Empty(t, awstest.Calls[sns.GetTopicAttributesInput](cloud))
}

func TestPollCutShortByMaxIsNotTheCallersDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(ctx context.Context, _ *sns.GetTopicAttributesInput) (*sns.GetTopicAttributesOutput, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		})
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic, waiters.Options{Max: 5 * time.Second})
		te := timeoutError(t, err)
		require.Equal(t, waiters.BoundMax, te.Bound)
		require.Equal(t, 1, te.Attempts)
		require.ErrorIs(t, te.LastErr, context.DeadlineExceeded, "what the only poll ended in is still told")
		require.NotErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, 5*time.Second, te.Waited)
	})
}

func TestCancelIsNoTimeoutAndKeepsItsCause(t *testing.T) {
	errStop := errors.New("the user pressed ^C")
	for name, during := range map[string]time.Duration{"while resting": 15 * time.Second, "while polling": 10*time.Second + 500*time.Microsecond + time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancelCause(t.Context())
				time.AfterFunc(during, func() { cancel(errStop) })
				_, err := waiters.Wait(ctx, newSubscribedWaiter(newTopic(t, 1000)), topic,
					waiters.Options{Max: time.Minute, Schedule: waiters.Fixed(beat)})
				ce, ok := errors.AsType[*waiters.CanceledError](err)
				require.True(t, ok, "%v", err)
				require.Equal(t, 2, ce.Attempts)
				require.ErrorIs(t, err, context.Canceled)
				require.ErrorIs(t, err, errStop)
				require.NotErrorIs(t, err, waiters.ErrTimeout)
				require.NotErrorIs(t, err, context.DeadlineExceeded)
				require.NotEmpty(t, ce.Ticket, "a canceled wait can be gone on with")
				require.Equal(t, "0", confirmed(ce.Last.(*sns.GetTopicAttributesOutput)))
			})
		})
	}
}

func TestCauseOfTheDeadlineIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		errBudget := errors.New("the release window closes")
		ctx, cancel := context.WithTimeoutCause(t.Context(), 15*time.Second, errBudget)
		defer cancel()
		n := 0
		_, err := waiters.Wait(ctx, newSubscribedWaiter(newTopic(t, 1000)), topic, waiters.Options{
			Schedule: waiters.Fixed(beat),
			// Work between two polls may run past the deadline too.
			OnAttempt: func(waiters.Status) {
				if n++; n == 2 {
					time.Sleep(beat)
				}
			},
		})
		require.ErrorIs(t, err, waiters.ErrTimeout)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, errBudget)
	})
}
