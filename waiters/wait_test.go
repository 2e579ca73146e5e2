package waiters_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/waiters"
)

func TestWaitReturnsTheOutputThatReachedTheState(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var attempts []waiters.Status
		out, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 3)), topic, waiters.Options{
			Max: time.Minute, Schedule: waiters.Fixed(beat),
			OnAttempt: func(a waiters.Status) { attempts = append(attempts, a) },
		})
		require.NoError(t, err)
		require.Equal(t, "1", confirmed(out))
		require.Len(t, attempts, 4)
		require.Equal(t, 3*beat, time.Since(start).Round(time.Second), "n polls have n-1 rests, the first poll is made at once")
		require.Equal(t, beat, attempts[0].Next)
		require.Equal(t, waiters.Pending, attempts[2].Verdict)
		require.Equal(t, waiters.Ready, attempts[3].Verdict)
		require.Zero(t, attempts[3].Next)
	})
}

func TestUntilReturnsTheOutputThatMetTheCondition(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out, err := waiters.Until(t.Context(), newTopic(t, 2).GetTopicAttributes, topic,
			waiters.Equals(confirmed, "1"), waiters.Options{Max: time.Minute})
		require.NoError(t, err)
		require.Equal(t, "1", confirmed(out))
	})
}

func TestTimeoutTellsWhatWasSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 1000)), topic,
			waiters.Options{Max: 25 * time.Second, Schedule: waiters.Fixed(beat)})
		require.ErrorIs(t, err, waiters.ErrTimeout)
		require.NotErrorIs(t, err, context.DeadlineExceeded, "Options.Max was the bound, not the caller's deadline")
		te, ok := errors.AsType[*waiters.TimeoutError](err)
		require.True(t, ok)
		require.Equal(t, 4, te.Attempts, "three beats and one more at the very end of the budget")
		require.Equal(t, waiters.BoundMax, te.Bound)
		require.Equal(t, "0", confirmed(te.Last.(*sns.GetTopicAttributesOutput)))
		require.NoError(t, te.LastErr)
		require.InDelta(t, 25.0, time.Since(start).Seconds(), 0.01)
		require.LessOrEqual(t, time.Since(start), 25*time.Second)
	})
}

func TestDeadlineLessReserveBoundsTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		_, err := waiters.Wait(ctx, newSubscribedWaiter(newTopic(t, 1000)), topic,
			waiters.Options{Max: time.Minute, Reserve: 8 * time.Second, Schedule: waiters.Fixed(beat)})
		require.ErrorIs(t, err, waiters.ErrTimeout)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		te, _ := errors.AsType[*waiters.TimeoutError](err)
		require.Equal(t, waiters.BoundDeadline, te.Bound)
		require.NoError(t, ctx.Err(), "the reserve is left")
		deadline, _ := ctx.Deadline()
		require.GreaterOrEqual(t, time.Until(deadline), 8*time.Second)
	})
}

func TestFailureStateEndsTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		out := attributes("0")
		out.Attributes["SubscriptionsDeleted"] = "1"
		awstest.Return[sns.GetTopicAttributesInput](cloud, out)
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic, waiters.Options{Max: time.Minute})
		require.ErrorIs(t, err, waiters.ErrFailed)
		fe, ok := errors.AsType[*waiters.FailedError](err)
		require.True(t, ok)
		require.Equal(t, 1, fe.Attempts)
		require.NotNil(t, fe.Last)
		require.NoError(t, fe.Err)
		require.EqualError(t, err, "waiters: waiters_test.subscribed: failed after 1 poll in 1ms")
	})
}
