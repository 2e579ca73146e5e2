package waiters_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/waiters"
)

// What botocore's own tests pin about its waiters, as it holds here. The name of
// a waiter is a constructor in Go, and a matcher is a function, so an unknown
// one does not compile.

func subscriptions(out *sns.ListSubscriptionsByTopicOutput) []types.Subscription {
	return out.Subscriptions
}

func isConfirmed(s types.Subscription) bool {
	return aws.ToString(s.SubscriptionArn) != "PendingConfirmation"
}

func list(arns ...string) *sns.ListSubscriptionsByTopicOutput {
	out := &sns.ListSubscriptionsByTopicOutput{}
	for _, arn := range arns {
		out.Subscriptions = append(out.Subscriptions, types.Subscription{SubscriptionArn: aws.String(arn)})
	}
	return out
}

var errAPI = awstest.APIError("InternalFailure", "try later", 500)

func TestFirstMatchingStateDecides(t *testing.T) {
	// Confirmed and deleted at once: success is modelled first.
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		both := attributes("1")
		both.Attributes["SubscriptionsDeleted"] = "1"
		awstest.Return[sns.GetTopicAttributesInput](cloud, both)
		out, err := waiters.Wait(t.Context(), newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic, waiters.Options{Max: time.Minute})
		require.NoError(t, err)
		require.Equal(t, "1", confirmed(out))
	})
}

func TestConditionsOnOutputs(t *testing.T) {
	every := waiters.Every(subscriptions, isConfirmed)
	some := waiters.Some(subscriptions, isConfirmed)
	none := waiters.None(subscriptions, func(s types.Subscription) bool { return !isConfirmed(s) })
	const pending = "PendingConfirmation"
	for _, c := range []struct {
		name              string
		out               *sns.ListSubscriptionsByTopicOutput
		every, some, none waiters.Verdict
	}{
		{"no items", list(), waiters.Pending, waiters.Pending, waiters.Ready},
		{"one that matches", list("a"), waiters.Ready, waiters.Ready, waiters.Ready},
		{"one that does not", list(pending), waiters.Pending, waiters.Pending, waiters.Pending},
		{"all match", list("a", "b"), waiters.Ready, waiters.Ready, waiters.Ready},
		{"first matches", list("a", pending), waiters.Pending, waiters.Ready, waiters.Pending},
		{"last matches", list(pending, "b"), waiters.Pending, waiters.Ready, waiters.Pending},
		{"none matches", list(pending, pending), waiters.Pending, waiters.Pending, waiters.Pending},
	} {
		require.Equal(t, c.every, every(c.out, nil), "every: %s", c.name)
		require.Equal(t, c.some, some(c.out, nil), "some: %s", c.name)
		require.Equal(t, c.none, none(c.out, nil), "none: %s", c.name)
	}
}

func TestEqualsComparesTypedValues(t *testing.T) {
	c := waiters.Equals(func(out *sns.ListSubscriptionsByTopicOutput) int { return len(out.Subscriptions) }, 2, 3, 4)
	require.Equal(t, waiters.Ready, c(list("a", "b"), nil))
	require.Equal(t, waiters.Pending, c(list("a"), nil))
	require.Equal(t, waiters.Failed, c(list("a", "b", "c"), nil))
	require.Equal(t, waiters.Failed, c(list("a", "b", "c", "d"), nil))
}

func TestConditionsOnOutputsNeverMatchAnError(t *testing.T) {
	boom := func(*sns.ListSubscriptionsByTopicOutput) []types.Subscription { panic("there is no output") }
	matches := func(types.Subscription) bool { return true }
	for _, c := range []waiters.Condition[sns.ListSubscriptionsByTopicOutput]{
		waiters.Every(boom, matches), waiters.Some(boom, matches), waiters.None(boom, matches),
		waiters.When(func(*sns.ListSubscriptionsByTopicOutput) bool { panic("there is no output") }),
		waiters.Equals(func(*sns.ListSubscriptionsByTopicOutput) int { panic("there is no output") }, 0),
	} {
		require.Equal(t, waiters.Pending, c(nil, errAPI))
	}
}

func TestGoneByCodeAndByHTTPStatus(t *testing.T) {
	for err, want := range map[error]waiters.Verdict{
		awstest.APIError("ResourceNotFoundException", "gone", 400):                           waiters.Ready,
		awstest.APIError("InvalidInstanceID.NotFound", "gone", 400):                          waiters.Ready,
		awstest.APIError("NoSuchEntity", "gone", 404):                                        waiters.Ready,
		awstest.APIError("AWS.SimpleQueueService.NonExistentQueue", "gone", 400):             waiters.Ready,
		awstest.APIError("QueueDoesNotExist", "gone", 400):                                   waiters.Ready,
		awstest.APIError("ValidationError", "Stack with id x does not exist", 400):           waiters.Ready,
		awstest.APIError("ValidationError", "Stack name must match", 400):                    waiters.Pending,
		awstest.APIError("Odd", "no code that says so", 404):                                 waiters.Ready,
		awstest.APIError("AccessDenied", "the thing you asked for, not found anywhere", 403): waiters.Pending,
		errAPI:                        waiters.Pending,
		errors.New("dial: not found"): waiters.Pending,
	} {
		require.Equal(t, want, waiters.Gone[sns.GetTopicAttributesOutput](nil, err), "%v", err)
	}
	require.Equal(t, waiters.Pending, waiters.Gone(attributes("0"), nil), "still there")
}

func TestNotFoundIsSuccessForGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("0"), attributes("0"))
		awstest.Fail[sns.GetTopicAttributesInput](cloud, &types.NotFoundException{Message: aws.String("Topic does not exist")})
		out, err := waiters.Until(t.Context(), sns.NewFromConfig(cloud.Config()).GetTopicAttributes, topic, waiters.Gone, waiters.Options{Max: time.Minute})
		require.NoError(t, err)
		require.Nil(t, out, "there is nothing left to return")
		require.Len(t, awstest.Calls[sns.GetTopicAttributesInput](cloud), 3)
	})
}

func TestSucceedsWaitsOutTheErrorsThatPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("NotFound", "not yet", 404)).Times(2)
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("0"))
		client := sns.NewFromConfig(cloud.Config())
		out, err := waiters.Until(t.Context(), client.GetTopicAttributes, topic, waiters.Succeeds,
			waiters.Options{Max: time.Minute, Classify: waiters.TransientCodes("NotFound")})
		require.NoError(t, err)
		require.Equal(t, "0", confirmed(out))
	})
}

func TestModelledRetryOfAnErrorGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("NotFound", "Topic does not exist", 404))
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("1"))
		var states []string
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic, waiters.Options{
			Max: time.Minute, OnAttempt: func(a waiters.Status) { states = append(states, a.State) },
		})
		require.NoError(t, err)
		require.Equal(t, []string{"NotFound", ""}, states)
	})
}

func TestUnlistedErrorEndsTheWaitAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("AuthorizationError", "not allowed to read the topic", 403))
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic, waiters.Options{Max: time.Minute})
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.True(t, isCode(err, "AuthorizationError"), "the API error is reachable")
		require.ErrorContains(t, err, "not allowed to read the topic")
		require.Len(t, awstest.Calls[sns.GetTopicAttributesInput](cloud), 1)
	})
}

func TestConditionMayTakeAnyErrorForAnAnswer(t *testing.T) {
	anyError := func(_ *sns.GetTopicAttributesOutput, err error) waiters.Verdict {
		if err != nil {
			return waiters.Ready
		}
		return waiters.Failed
	}
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("AuthorizationError", "no", 403))
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("1"))
		client := sns.NewFromConfig(cloud.Config())
		_, err := waiters.Until(t.Context(), client.GetTopicAttributes, topic, anyError, waiters.Options{Max: time.Minute})
		require.NoError(t, err, "the condition decides before the error's class does")
		_, err = waiters.Until(t.Context(), client.GetTopicAttributes, topic, anyError, waiters.Options{Max: time.Minute})
		require.ErrorIs(t, err, waiters.ErrFailed)
	})
}

func TestWhatMatchesNoStateIsWaitedOnToTheEndOfTheBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		odd := &sns.GetTopicAttributesOutput{Attributes: map[string]string{"SubscriptionsConfirmed": "-7"}}
		awstest.Return[sns.GetTopicAttributesInput](cloud, odd).Times(4)
		_, err := waiters.Until(t.Context(), sns.NewFromConfig(cloud.Config()).GetTopicAttributes, topic, waiters.Equals(confirmed, "1", "-1"),
			waiters.Options{Max: 3 * beat, Schedule: waiters.Fixed(beat)})
		require.Equal(t, 4, timeoutError(t, err).Attempts)
	})
}

func TestFailureSaysTheStateAndKeepsTheLastOutput(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("0"), attributes("-1"))
		_, err := waiters.Until(t.Context(), sns.NewFromConfig(cloud.Config()).GetTopicAttributes, topic,
			waiters.Equals(confirmed, "1", "-1"),
			waiters.Options{Max: time.Minute, Schedule: waiters.Fixed(beat), Describe: func(out any) (string, string) {
				return "confirmed " + confirmed(out.(*sns.GetTopicAttributesOutput)), "the endpoint refused"
			}})
		fe, ok := errors.AsType[*waiters.FailedError](err)
		require.True(t, ok)
		require.Equal(t, "confirmed -1", fe.State)
		require.Equal(t, "the endpoint refused", fe.Reason)
		require.Equal(t, "-1", confirmed(fe.Last.(*sns.GetTopicAttributesOutput)))
		require.NoError(t, fe.Err)
		require.EqualError(t, err, "waiters: sns.GetTopicAttributes: failed after 2 polls in 10s: state confirmed -1: the endpoint refused")
	})
}

func TestTimeoutNamesTheStateThatWasSeenLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 1000)), topic, waiters.Options{
			Max: 15 * time.Second, Schedule: waiters.Fixed(beat),
			Describe: func(out any) (string, string) {
				return "confirmed " + confirmed(out.(*sns.GetTopicAttributesOutput)), ""
			},
		})
		require.EqualError(t, err, "waiters: waiters_test.subscribed: not ready in time after 3 polls in 15s (Options.Max is 15s): last state confirmed 0")
	})
}

func TestEveryErrorKeepsTheLastOutput(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("0"))
		awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("ThrottlingException", "Rate exceeded", 400)).Times(2)
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic,
			waiters.Options{Max: 15 * time.Second, Schedule: waiters.Fixed(beat)})
		te := timeoutError(t, err)
		require.Equal(t, "0", confirmed(te.Last.(*sns.GetTopicAttributesOutput)))
		require.True(t, isCode(te.LastErr, "ThrottlingException"))
		require.True(t, isCode(err, "ThrottlingException"))
		require.ErrorContains(t, err, "Rate exceeded")
	})
}

func TestDelayIsHonouredAndNPollsHaveNMinusOneRests(t *testing.T) {
	// The zero Fixed takes the delay from the waiter, as boto3 does, and an
	// override of it too.
	for delay, optFns := range map[time.Duration][]func(*subscribedWaiterOptions){
		15 * time.Second: nil,
		20 * time.Second: {func(o *subscribedWaiterOptions) { o.MinDelay = 20 * time.Second }},
	} {
		synctest.Test(t, func(t *testing.T) {
			var rests []time.Duration
			_, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 3)), topic, waiters.Options{
				Max: 5 * time.Minute, Schedule: waiters.Fixed(0),
				OnAttempt: func(a waiters.Status) { rests = append(rests, a.Next) },
			}, optFns...)
			require.NoError(t, err)
			require.Equal(t, []time.Duration{delay, delay, delay, 0}, rests)
		})
	}
}

func TestSmallestBudgetStillPollsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 0)), topic, waiters.Options{Max: 2 * time.Millisecond})
		require.NoError(t, err)
		require.Equal(t, "1", confirmed(out))
	})
}

func TestEveryPollSendsTheSameInput(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("0"), attributes("0"), attributes("1"))
		in := &sns.GetTopicAttributesInput{TopicArn: topic.TopicArn}
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), in, waiters.Options{Max: time.Minute})
		require.NoError(t, err)
		calls := awstest.Calls[sns.GetTopicAttributesInput](cloud)
		require.Len(t, calls, 3)
		for _, call := range calls {
			require.Equal(t, topic, call)
		}
		require.Equal(t, topic, in, "what was lent is not touched")
	})
}

func TestKindsOfFailureAreToldApartByType(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, canceled := waiters.Wait(ctx, newSubscribedWaiter(newTopic(t, 0)), topic, waiters.Options{Max: time.Minute})
		_, timeout := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 100)), topic, waiters.Options{Max: time.Second})
		failing := awstest.New(t)
		awstest.Fail[sns.GetTopicAttributesInput](failing, awstest.APIError("InvalidParameter", "no ARN", 400))
		_, failed := waiters.Wait(t.Context(), newSubscribedWaiter(sns.NewFromConfig(failing.Config())), topic, waiters.Options{Max: time.Minute})
		_, unbounded := waiters.Wait(context.Background(), newSubscribedWaiter(newTopic(t, 0)), topic, waiters.Options{})
		classes := []error{context.Canceled, waiters.ErrTimeout, waiters.ErrFailed, waiters.ErrUnbounded, waiters.ErrTicket}
		for i, err := range []error{canceled, timeout, failed, unbounded} {
			for j, class := range classes {
				require.Equal(t, i == j, errors.Is(err, class), "%v is %v", err, class)
			}
		}
	})
}

func TestCallersOverrideOfRetryableHolds(t *testing.T) {
	errEnough := errors.New("enough")
	retryable := func(n *int, end error) func(*subscribedWaiterOptions) {
		return func(o *subscribedWaiterOptions) {
			modelled := o.Retryable
			o.Retryable = func(ctx context.Context, in *sns.GetTopicAttributesInput, out *sns.GetTopicAttributesOutput, err error) (bool, error) {
				if *n++; *n == 3 {
					return false, end
				}
				_, _ = modelled(ctx, in, out, err)
				return true, nil
			}
		}
	}
	for name, atConstruction := range map[string]bool{"when the waiter is made": true, "when it is waited for": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for _, end := range []error{nil, errEnough} {
					var n int
					made := []func(*subscribedWaiterOptions){retryable(&n, end)}
					var called []func(*subscribedWaiterOptions)
					if !atConstruction {
						made, called = called, made
					}
					out, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 0), made...), topic, waiters.Options{Max: time.Minute}, called...)
					require.Equal(t, 3, n)
					if end == nil {
						require.NoError(t, err)
						require.Equal(t, "1", confirmed(out))
					} else {
						require.ErrorIs(t, err, waiters.ErrFailed)
						require.ErrorIs(t, err, errEnough)
					}
				}
			})
		})
	}
}

func TestCallersClientOptionsHoldAndOptionFunctionsRunOnceAWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var applied, calls int
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 2)), topic, waiters.Options{Max: time.Minute},
			func(o *subscribedWaiterOptions) {
				applied++
				o.ClientOptions = append(slices.Clone(o.ClientOptions), func(*sns.Options) { calls++ })
			})
		require.NoError(t, err)
		require.Equal(t, 1, applied)
		require.Equal(t, 3, calls)
	})
}

func TestOptionsThatTheSDKRefusesEndTheWait(t *testing.T) {
	_, err := waiters.Wait(t.Context(), newSubscribedWaiter(newTopic(t, 0)), topic, waiters.Options{Max: time.Minute},
		func(o *subscribedWaiterOptions) { o.MinDelay = time.Hour })
	require.ErrorIs(t, err, waiters.ErrFailed)
	require.ErrorContains(t, err, "minimum waiter delay must be lesser")
}

// oddWaiter has the method of a waiter, but not its options.
type oddWaiter struct{}

func (oddWaiter) WaitForOutput(context.Context, *sns.GetTopicAttributesInput, time.Duration, ...func(*struct{ Retryable bool })) (*sns.GetTopicAttributesOutput, error) {
	panic("must not be called")
}

func TestWaiterOfAnotherShapeIsRefusedBeforeItIsCalled(t *testing.T) {
	_, err := waiters.Wait(t.Context(), oddWaiter{}, topic, waiters.Options{Max: time.Minute})
	require.ErrorContains(t, err, "waiters_test.odd: invalid waiter: struct { Retryable bool } has no field Retryable of type func(context.Context, *sns.GetTopicAttributesInput")
	require.ErrorContains(t, err, "use Until")
}
