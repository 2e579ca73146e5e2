package waiters_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/waiters"
)

// topics is a client whose topic named by a duration is ready after it, and
// whose topic "denied" cannot be read. Its gauge tells the most requests that
// were in flight at once.
func topics(t *testing.T) (client *sns.Client, peak *atomic.Int32) {
	cloud := awstest.New(t)
	start := time.Now()
	var inFlight atomic.Int32
	peak = new(atomic.Int32)
	awstest.On(cloud, func(_ context.Context, in *sns.GetTopicAttributesInput) (*sns.GetTopicAttributesOutput, error) {
		n := inFlight.Add(1)
		defer inFlight.Add(-1)
		for p := peak.Load(); n > p && !peak.CompareAndSwap(p, n); p = peak.Load() {
		}
		time.Sleep(time.Second)
		if *in.TopicArn == "denied" {
			return nil, awstest.APIError("AuthorizationError", "not yours", 403)
		}
		after, err := time.ParseDuration(*in.TopicArn)
		if err != nil {
			return nil, err
		}
		if time.Since(start) < after {
			return attributes("0"), nil
		}
		return attributes("1"), nil
	}).Optional()
	return sns.NewFromConfig(cloud.Config()), peak
}

func readyAfter(client *sns.Client, name string) waiters.Waitable {
	return waiters.PollWaiter(newSubscribedWaiter(client), &sns.GetTopicAttributesInput{TopicArn: aws.String(name)})
}

var steady = waiters.ManyOptions{Options: waiters.Options{Max: time.Minute, Schedule: waiters.Fixed(5 * time.Second)}}

func TestAllKeepsEveryResultInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := topics(t)
		identity := awstest.New(t)
		awstest.Return[sts.GetCallerIdentityInput](identity, &sts.GetCallerIdentityOutput{Account: aws.String("123456789012")})
		account := waiters.Poll(sts.NewFromConfig(identity.Config()).GetCallerIdentity, &sts.GetCallerIdentityInput{},
			waiters.When(func(out *sts.GetCallerIdentityOutput) bool { return out.Account != nil }))
		start := time.Now()
		results, err := waiters.WaitAll(t.Context(), steady, readyAfter(client, "20s"), readyAfter(client, "denied"), readyAfter(client, "0s"), account, readyAfter(client, "2h"))
		require.Len(t, results, 5)
		require.Equal(t, "1", confirmed(results[0].Output.(*sns.GetTopicAttributesOutput)))
		require.ErrorIs(t, results[1].Err, waiters.ErrFailed)
		require.Nil(t, results[1].Output)
		require.NoError(t, results[2].Err)
		require.Equal(t, "123456789012", *results[3].Output.(*sts.GetCallerIdentityOutput).Account)
		require.Equal(t, "sts.GetCallerIdentity", results[3].Operation)
		require.ErrorIs(t, results[4].Err, waiters.ErrTimeout)
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.ErrorIs(t, err, waiters.ErrTimeout)
		require.LessOrEqual(t, time.Since(start), time.Minute, "all of them share the bound")

		results, err = waiters.WaitAll(t.Context(), steady, readyAfter(client, "0s"), readyAfter(client, "1s"))
		require.NoError(t, err)
		require.Len(t, results, 2)
	})
}

func TestConcurrencyBoundsRequestsAndNotWaits(t *testing.T) {
	for concurrency, want := range map[int]int32{0: 10, 1: 1, 3: 3} {
		synctest.Test(t, func(t *testing.T) {
			client, peak := topics(t)
			var targets []waiters.Waitable
			for i := range 12 {
				targets = append(targets, readyAfter(client, fmt.Sprintf("%ds", 30+i%2)))
			}
			opts := steady
			opts.Concurrency = concurrency
			opts.Max = 5 * time.Minute
			_, err := waiters.WaitAll(t.Context(), opts, targets...)
			require.NoError(t, err)
			require.Equal(t, want, peak.Load())
		})
	}
}

func TestAnyReturnsTheFirstAndCancelsTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := topics(t)
		start := time.Now()
		var attempts int // OnAttempt is called by one wait at a time: no lock here
		opts := steady
		opts.OnAttempt = func(waiters.Status) { attempts++ }
		first, results, err := waiters.WaitAny(t.Context(), opts, readyAfter(client, "50s"), readyAfter(client, "12s"), readyAfter(client, "denied"))
		require.NoError(t, err)
		require.Equal(t, 1, first)
		require.InDelta(t, 12+6, time.Since(start).Seconds(), 6)
		require.ErrorIs(t, results[0].Err, context.Canceled)
		require.ErrorContains(t, results[0].Err, "another wait was ready first")
		require.NoError(t, results[1].Err)
		require.ErrorIs(t, results[2].Err, waiters.ErrFailed, "a failure does not end the others")
		require.Greater(t, attempts, 5)
	})
}

func TestAnyWithoutAReadyOneJoinsTheErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := topics(t)
		first, results, err := waiters.WaitAny(t.Context(), steady, readyAfter(client, "denied"), readyAfter(client, "5h"))
		require.Equal(t, -1, first)
		require.Len(t, results, 2)
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.ErrorIs(t, err, waiters.ErrTimeout)
	})
}

func TestManyEndsWithTheCallersContextAndLeavesNothingBehind(t *testing.T) {
	// The bubble fails the test if a goroutine outlives it.
	synctest.Test(t, func(t *testing.T) {
		client, _ := topics(t)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(7500*time.Millisecond, cancel)
		opts := steady
		opts.Concurrency = 1
		results, err := waiters.WaitAll(ctx, opts, readyAfter(client, "1h"), readyAfter(client, "1h"), readyAfter(client, "1h"))
		require.ErrorIs(t, err, context.Canceled)
		for _, r := range results {
			_, ok := errors.AsType[*waiters.CanceledError](r.Err)
			require.True(t, ok, "%v", r.Err)
		}
	})
}

// A thousand waits share ten requests at a time, so that a poll queues for ten
// seconds. The ideal is that each wait is polled until the bound, and that each
// notices what is ready one turn of the queue before the bound.
func TestTimeInTheQueueIsNoSlowness(t *testing.T) {
	const (
		waits   = 1000
		latency = 100 * time.Millisecond
		bound   = time.Minute
	)
	run := func(t *testing.T, schedule waiters.Schedule, ready time.Duration) (results []waiters.Result, took time.Duration) {
		start := time.Now()
		operation := func(ctx context.Context, _ *sns.GetTopicAttributesInput, _ ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error) {
			begun := time.Since(start)
			select {
			case <-time.After(latency):
			case <-ctx.Done():
				return nil, ctx.Err()
			}
			if begun >= ready {
				return attributes("1"), nil
			}
			return attributes("0"), nil
		}
		targets := make([]waiters.Waitable, waits)
		for i := range targets {
			targets[i] = waiters.Poll(operation, topic, waiters.Equals(confirmed, "1"))
		}
		results, _ = waiters.WaitAll(t.Context(), waiters.ManyOptions{Options: waiters.Options{Max: bound, Schedule: schedule}}, targets...)
		return results, time.Since(start)
	}
	for name, schedule := range map[string]waiters.Schedule{"default": nil, "fixed": waiters.Fixed(5 * time.Second)} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				results, took := run(t, schedule, time.Hour)
				early := 0
				for _, r := range results {
					te := timeoutError(t, r.Err)
					require.Equal(t, waiters.BoundMax, te.Bound)
					if te.Waited < bound-2*latency {
						early++
					}
				}
				require.Zero(t, early, "a wait ends at the bound, or when no other poll fits into what is left")
				require.LessOrEqual(t, took, bound)
			})
			synctest.Test(t, func(t *testing.T) {
				results, took := run(t, schedule, 35*time.Second)
				for _, r := range results {
					require.NoError(t, r.Err)
				}
				ideal := 35*time.Second + waits/10*latency // all of them polled once more
				require.LessOrEqual(t, took, ideal+12*time.Second, "%v is the ideal, a rest later is allowed", ideal)
			})
		})
	}
}

func TestAPollThatNeverLeftTheQueueIsNoAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := func(ctx context.Context, _ *sns.GetTopicAttributesInput, _ ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		p := waiters.Poll(hang, topic, waiters.Equals(confirmed, "1"))
		opts := waiters.ManyOptions{Options: waiters.Options{Max: time.Minute}, Concurrency: 1}
		results, err := waiters.WaitAll(t.Context(), opts, p, p, p)
		require.ErrorIs(t, err, waiters.ErrTimeout)
		attempts := 0
		for _, r := range results {
			te := timeoutError(t, r.Err)
			attempts += te.Attempts
			require.Equal(t, te.Attempts, te.Cost.Requests)
		}
		require.Equal(t, 1, attempts)
	})
}
