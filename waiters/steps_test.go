package waiters_test

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/seqtest"
	"github.com/awsessentials/essentials/waiters"
)

func TestStepsYieldsEachPollAndEndsWithTheReadyOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		poller := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 2)), topic)
		var verdicts []waiters.Verdict
		for step, err := range poller.Steps(t.Context(), waiters.Options{Max: time.Minute}) {
			require.NoError(t, err)
			verdicts = append(verdicts, step.Verdict)
			require.NotNil(t, step.Output)
		}
		require.Equal(t, []waiters.Verdict{waiters.Pending, waiters.Pending, waiters.Ready}, verdicts)
	})
}

func TestStepsYieldsTheFailedPollAndThenTheErrorOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("0"))
		awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("AuthorizationError", "no", 403))
		poller := waiters.PollWaiter(newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic)
		var verdicts []waiters.Verdict
		var errs []error
		for step, err := range poller.Steps(t.Context(), waiters.Options{Max: time.Minute}) {
			if err != nil {
				errs = append(errs, err)
				require.Zero(t, step)
				continue
			}
			verdicts = append(verdicts, step.Verdict)
		}
		require.Equal(t, []waiters.Verdict{waiters.Pending, waiters.Failed}, verdicts)
		require.Len(t, errs, 1)
		require.ErrorIs(t, errs[0], waiters.ErrFailed)
	})
}

func TestBreakingOffStepsMakesNoFurtherPollAndItsTicketGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("0"), attributes("0"), attributes("1"))
		poller := waiters.PollWaiter(newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic)
		var ticket waiters.Ticket
		for step, err := range poller.Steps(t.Context(), waiters.Options{Max: time.Minute}) {
			require.NoError(t, err)
			if step.Attempts == 2 {
				ticket, err = step.Ticket()
				require.NoError(t, err)
				break
			}
		}
		require.Len(t, awstest.Calls[sns.GetTopicAttributesInput](cloud), 2)
		step, err := poller.Poll(t.Context(), waiters.Options{Resume: ticket})
		require.NoError(t, err)
		require.Equal(t, waiters.Ready, step.Verdict)
		require.Equal(t, 3, step.Attempts)
	})
}

func TestStepsRangedAgainWaitsAfresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		steps := waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 1)), topic).Steps(t.Context(), waiters.Options{Max: time.Minute})
		for range 2 {
			first := true
			for step, err := range steps {
				require.NoError(t, err)
				require.Equal(t, first, step.Attempts == 1)
				require.Less(t, step.Waited, time.Minute)
				first = false
			}
			time.Sleep(time.Hour)
		}
	})
}

func TestWorkBetweenStepsIsTakenOffTheRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var polls []float64
		for step, err := range waiters.PollWaiter(newSubscribedWaiter(newTopic(t, 2)), topic).Steps(t.Context(), waiters.Options{Max: time.Hour, Schedule: waiters.Fixed(beat)}) {
			require.NoError(t, err)
			polls = append(polls, step.Waited.Round(time.Second).Seconds())
			time.Sleep(7 * time.Second)
		}
		require.Equal(t, []float64{0, 10, 20}, polls)
	})
}

func TestStableWaitsForReadyPollsInARow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("1"), attributes("1"), attributes("0"), attributes("1"), attributes("1"), attributes("1"))
		var verdicts []waiters.Verdict
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic, waiters.Options{
			Max: 5 * time.Minute, Stable: 3, OnAttempt: func(a waiters.Status) { verdicts = append(verdicts, a.Verdict) },
		})
		require.NoError(t, err)
		p, r := waiters.Pending, waiters.Ready
		require.Equal(t, []waiters.Verdict{p, p, p, p, p, r}, verdicts)
	})
}

func TestAttemptIsOneLineForALog(t *testing.T) {
	a := waiters.Status{Operation: "lambda.FunctionActiveV2", Attempts: 3, Waited: 4123456789, Next: 2 * time.Second, State: "Pending", Reason: "being created"}
	require.Equal(t, "lambda.FunctionActiveV2: poll 3 after 4.12s: pending (Pending: being created), next in 2s", a.String())
	a = waiters.Status{Operation: "ec2.InstanceRunning", Attempts: 14, Waited: 754 * time.Second, Verdict: waiters.Ready, State: "running", Cost: waiters.Cost{GBSeconds: 94.25}}
	require.Equal(t, "ec2.InstanceRunning: poll 14 after 12m34s: ready (running), 94.25 GB-s", a.String())
	a = waiters.Status{Operation: "sns.GetTopicAttributes", Attempts: 1, Waited: 1500 * time.Microsecond, Verdict: waiters.Failed}
	require.Equal(t, "sns.GetTopicAttributes: poll 1 after 2ms: failed", a.String())
	a.LastErr = errors.New("no such host")
	require.Equal(t, "sns.GetTopicAttributes: poll 1 after 2ms: failed (no such host)", a.String())
}

func TestCostIsToldInRequestsTimeAndLambdaMemory(t *testing.T) {
	for env, perSecond := range map[string]float64{"512": 0.5, "": 0, "nonsense": 0} {
		t.Setenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", env)
		synctest.Test(t, func(t *testing.T) {
			var last waiters.Cost
			_, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 4)), topic, waiters.Options{
				Max: time.Hour, Schedule: waiters.Fixed(beat), OnAttempt: func(a waiters.Status) { last = a.Cost },
			})
			require.NoError(t, err)
			require.Equal(t, 5, last.Requests)
			require.Equal(t, 4*beat, last.Duration.Round(time.Second))
			require.InDelta(t, 40*perSecond, last.GBSeconds, 0.01)
		})
	}
}

func TestPollCutShortDoesNotBreakAStableRow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := false
		operation := func(ctx context.Context, _ *sns.GetTopicAttributesInput, _ ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error) {
			if hang {
				<-ctx.Done()
				return nil, ctx.Err()
			}
			time.Sleep(time.Millisecond)
			return attributes("1"), nil
		}
		poller := waiters.Poll(operation, topic, waiters.Equals(confirmed, "1"))
		_, err := poller.Wait(t.Context(), waiters.Options{Max: 15 * time.Second, Stable: 3, Schedule: waiters.Fixed(beat), OnAttempt: func(a waiters.Status) { hang = a.Attempts == 2 }})
		te := timeoutError(t, err)
		require.Equal(t, 3, te.Attempts)
		hang = false
		step, err := poller.Poll(t.Context(), waiters.Options{Resume: te.Ticket, Stable: 3})
		require.NoError(t, err)
		require.Equal(t, waiters.Ready, step.Verdict)
	})
}

func TestReasonOfAnEarlierStateIsNotToldOfALaterOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lines []string
		_, err := waiters.Until(t.Context(), newTopic(t, 1).GetTopicAttributes, topic, waiters.Equals(confirmed, "1"), waiters.Options{
			Max: time.Minute, Schedule: waiters.Fixed(beat),
			OnAttempt: func(a waiters.Status) { lines = append(lines, a.String()) },
			Describe: func(out any) (string, string) {
				if confirmed(out.(*sns.GetTopicAttributesOutput)) == "0" {
					return "Pending", "nobody has confirmed"
				}
				return "Active", ""
			},
		})
		require.NoError(t, err)
		require.Equal(t, []string{
			"sns.GetTopicAttributes: poll 1 after 1ms: pending (Pending: nobody has confirmed), next in 10s",
			"sns.GetTopicAttributes: poll 2 after 10s: ready (Active)",
		}, lines)
	})
}

// One poller serves many waits at once; run with -race.
func TestPollerIsSafeForConcurrentWaits(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(context.Context, *sns.GetTopicAttributesInput) (*sns.GetTopicAttributesOutput, error) {
		return attributes("1"), nil
	})
	poller := waiters.PollWaiter(newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic)
	done := make(chan error)
	for range 20 {
		go func() {
			_, err := poller.Wait(t.Context(), waiters.Options{Max: time.Minute})
			done <- err
		}()
	}
	for range 20 {
		require.NoError(t, <-done)
	}
}

func TestStepsKeepsTheContractOfSequences(t *testing.T) {
	// numbers are the steps by their number; the wait is ready at one poll or
	// fails at another.
	numbers := func(ready, failed int, requests *atomic.Int32) func(context.Context) iter.Seq2[int, error] {
		operation := func(context.Context, *sns.GetTopicAttributesInput, ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error) {
			time.Sleep(time.Millisecond)
			requests.Add(1)
			return attributes("0"), nil
		}
		return func(ctx context.Context) iter.Seq2[int, error] {
			return func(yield func(int, error) bool) {
				polls := 0
				condition := func(*sns.GetTopicAttributesOutput, error) waiters.Verdict {
					polls++
					switch polls {
					case ready:
						return waiters.Ready
					case failed:
						return waiters.Failed
					}
					return waiters.Pending
				}
				for step, err := range waiters.Poll(operation, topic, condition, func(*sns.Options) {}).Steps(ctx, waiters.Options{Max: time.Minute}) {
					if !yield(step.Attempts, err) {
						return
					}
				}
			}
		}
	}
	seqtest.Run(t, func(t *testing.T) seqtest.Subject[int] {
		requests := new(atomic.Int32)
		return seqtest.Subject[int]{
			Seq:      numbers(4, 0, requests),
			Want:     []int{1, 2, 3, 4},
			Requests: func() int { return int(requests.Load()) },
			Needed:   func(n int) int { return n },
			Broken: map[int]func(context.Context) iter.Seq2[int, error]{
				1: numbers(0, 1, new(atomic.Int32)),
				3: numbers(0, 3, new(atomic.Int32)),
			},
			Cause: waiters.ErrFailed,
		}
	})
}
