package waiters_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/waiters"
)

func TestErrorsThatNoPollWillMendAreTerminal(t *testing.T) {
	for err, want := range map[error]waiters.Class{
		awstest.APIError("ThrottlingException", "", 400):               waiters.Transient,
		awstest.APIError("RequestLimitExceeded", "", 503):              waiters.Transient,
		awstest.APIError("TooManyRequests", "", 429):                   waiters.Transient,
		awstest.APIError("InternalFailure", "", 500):                   waiters.Transient,
		awstest.APIError("ServiceUnavailable", "", 503):                waiters.Transient,
		awstest.APIError("RequestTimeout", "", 400):                    waiters.Transient,
		awstest.APIError("Whatever", "", 408):                          waiters.Transient,
		&smithy.GenericAPIError{Code: "X", Fault: smithy.FaultServer}:  waiters.Transient,
		awstest.APIError("AccessDenied", "", 403):                      waiters.Terminal,
		awstest.APIError("ExpiredToken", "", 403):                      waiters.Terminal,
		awstest.APIError("ValidationError", "", 400):                   waiters.Terminal,
		awstest.APIError("ResourceNotFoundException", "", 404):         waiters.Terminal,
		errors.New("no EC2 IMDS role found"):                           waiters.Terminal,
		&smithy.InvalidParamsError{Context: "GetTopicAttributesInput"}: waiters.Terminal,
	} {
		require.Equal(t, want, waiters.Classify(err), "%v", err)
	}
}

func TestFaultsOnTheWireAreWaitedOutOrNot(t *testing.T) {
	for name, c := range map[string]struct {
		fault awstest.Fault
		code  string // of the terminal error; empty when the wait goes on
	}{
		"throttling":          {awstest.Throttle(1, 2, 3), ""},
		"server error":        {awstest.ServerError(1, 2, 3), ""},
		"connection reset":    {awstest.ConnectionReset(1, 2, 3), ""},
		"expired credentials": {awstest.ExpiredToken(1, 2, 3), "ExpiredToken"},
	} {
		for _, wait := range []string{"Wait", "Until"} {
			t.Run(name+" in "+wait, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					cloud := awstest.New(t)
					// The SDK retries three times within a poll, so that the
					// first poll meets nothing but faults.
					awstest.On(cloud, func(context.Context, *sns.GetTopicAttributesInput) (*sns.GetTopicAttributesOutput, error) {
						return attributes("1"), nil
					}).Wire().Optional()
					awstest.Inject[sns.GetTopicAttributesInput](cloud, c.fault)
					client := sns.NewFromConfig(cloud.Config())
					opts := waiters.Options{Max: time.Minute}
					var attempts []waiters.Status
					opts.OnAttempt = func(a waiters.Status) { attempts = append(attempts, a) }
					var err error
					if wait == "Wait" {
						_, err = waiters.Wait(t.Context(), newSubscribedWaiter(client), topic, opts)
					} else {
						_, err = waiters.Until(t.Context(), client.GetTopicAttributes, topic, waiters.Equals(confirmed, "1"), opts)
					}
					if c.code != "" {
						require.ErrorIs(t, err, waiters.ErrFailed)
						require.True(t, isCode(err, c.code), "%v", err)
						require.Len(t, attempts, 1)
						return
					}
					require.NoError(t, err)
					require.Len(t, attempts, 2, "one poll that outlived the SDK's retries, one that succeeded")
					require.Error(t, attempts[0].LastErr)
				})
			})
		}
	}
}

func TestClassifyCanBeOverriddenBothWays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("AuthorizationError", "policy not yet in effect", 403)).Times(2)
		awstest.Return[sns.GetTopicAttributesInput](cloud, attributes("1"))
		client := sns.NewFromConfig(cloud.Config())
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(client), topic,
			waiters.Options{Max: time.Minute, Classify: waiters.TransientCodes("AuthorizationError")})
		require.NoError(t, err)
	})
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("ThrottlingException", "Rate exceeded", 400))
		_, err := waiters.Until(t.Context(), sns.NewFromConfig(cloud.Config()).GetTopicAttributes, topic, waiters.Gone,
			waiters.Options{Max: time.Minute, Classify: func(error) waiters.Class { return waiters.Terminal }})
		require.ErrorIs(t, err, waiters.ErrFailed)
	})
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("AuthorizationError", "no", 403))
		_, err := waiters.Until(t.Context(), sns.NewFromConfig(cloud.Config()).GetTopicAttributes, topic, waiters.Gone,
			waiters.Options{Max: time.Minute, Classify: waiters.TransientCodes("SomethingElse")})
		require.ErrorIs(t, err, waiters.ErrFailed, "what the override leaves alone is classified as ever")
	})
}

func TestThrottlingAndRetryAfterSlowThePollsDown(t *testing.T) {
	after := func(value string) error {
		return &smithyhttp.ResponseError{
			Response: &smithyhttp.Response{Response: &http.Response{StatusCode: 503, Header: http.Header{"Retry-After": {value}}}},
			Err:      &smithy.GenericAPIError{Code: "ServiceUnavailable"},
		}
	}
	synctest.Test(t, func(t *testing.T) {
		for name, c := range map[string]struct {
			err  error
			want time.Duration
		}{
			"throttled":                   {awstest.APIError("ThrottlingException", "Rate exceeded", 400), 2 * beat},
			"server error":                {awstest.APIError("InternalFailure", "oops", 500), beat},
			"Retry-After in seconds":      {after("45"), 45 * time.Second},
			"Retry-After below the beat":  {after("3"), beat},
			"Retry-After as a date":       {after(time.Now().Add(30 * time.Second).UTC().Format(http.TimeFormat)), 30 * time.Second},
			"Retry-After that is no time": {after("soon"), beat},
			"Retry-After below zero":      {after("-5"), beat},
		} {
			cloud := awstest.New(t)
			cloud.SetLatency(0)
			awstest.Fail[sns.GetTopicAttributesInput](cloud, c.err)
			step, err := waiters.Poll(sns.NewFromConfig(cloud.Config()).GetTopicAttributes, topic, waiters.Gone[sns.GetTopicAttributesOutput]).
				Poll(t.Context(), waiters.Options{Schedule: waiters.Fixed(beat)})
			require.NoError(t, err, name)
			require.Equal(t, c.want, step.Next, name)
		}
	})
}

// The longest rest that can be asked for is waited and not turned into none.
func TestAnAbsurdRestDoesNotPollAtOnce(t *testing.T) {
	longest := absurd{}
	synctest.Test(t, func(t *testing.T) {
		for name, c := range map[string]struct {
			err      error
			schedule waiters.Schedule
		}{
			"throttled": {awstest.APIError("ThrottlingException", "Rate exceeded", 400), longest},
			"pending":   {awstest.APIError("InternalFailure", "oops", 500), longest},
			"Retry-After": {&smithyhttp.ResponseError{
				Response: &smithyhttp.Response{Response: &http.Response{StatusCode: 503, Header: http.Header{"Retry-After": {"9223372036854775807"}}}},
				Err:      &smithy.GenericAPIError{Code: "ServiceUnavailable"},
			}, waiters.Fixed(beat)},
		} {
			cloud := awstest.New(t)
			awstest.Fail[sns.GetTopicAttributesInput](cloud, c.err)
			step, err := waiters.Poll(sns.NewFromConfig(cloud.Config()).GetTopicAttributes, topic, waiters.Gone[sns.GetTopicAttributesOutput]).
				Poll(t.Context(), waiters.Options{Schedule: c.schedule})
			require.NoError(t, err, name)
			require.Greater(t, step.Next, 360*24*time.Hour, name)
		}
	})
}

type absurd struct{}

func (absurd) Delay(waiters.Progress) time.Duration { return 1<<63 - 1 }

// A service that asks to be left alone is not asked again before, not even by a
// last poll at the bound.
func TestRetryAfterIsHonouredAtTheBound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		operation := func(context.Context, *sns.GetTopicAttributesInput, ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error) {
			calls++
			return nil, &smithyhttp.ResponseError{
				Response: &smithyhttp.Response{Response: &http.Response{StatusCode: 503, Header: http.Header{"X-Amz-Retry-After": {"45000"}}}},
				Err:      &smithy.GenericAPIError{Code: "ServiceUnavailable"},
			}
		}
		start := time.Now()
		_, err := waiters.Until(t.Context(), operation, topic, waiters.Succeeds, waiters.Options{Max: 30 * time.Second, Schedule: waiters.Fixed(beat)})
		te := timeoutError(t, err)
		require.Equal(t, 1, calls)
		require.Zero(t, time.Since(start), "the time is given back")
		require.Equal(t, 45*time.Second, te.Next)
	})
}

// Each retry within a poll costs the client 14 of 500 tokens, and no success
// brings them back during an outage: later polls are made without retries, and
// the wait outlives both.
func TestAnOutageThatUsesUpTheRetryQuotaIsWaitedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(context.Context, *sns.GetTopicAttributesInput) (*sns.GetTopicAttributesOutput, error) {
			return attributes("1"), nil
		}).Wire()
		requests := make([]int, 80)
		for i := range requests {
			requests[i] = i + 1
		}
		awstest.Inject[sns.GetTopicAttributesInput](cloud, awstest.ServerError(requests...))
		var quota *ratelimit.QuotaExceededError
		polls, exceeded := 0, 0
		_, err := waiters.Wait(t.Context(), newSubscribedWaiter(sns.NewFromConfig(cloud.Config())), topic, waiters.Options{
			Max: time.Hour, OnAttempt: func(s waiters.Status) {
				polls++
				if q, ok := errors.AsType[ratelimit.QuotaExceededError](s.LastErr); ok {
					exceeded, quota = exceeded+1, &q
				}
			},
		})
		require.NoError(t, err)
		require.Greater(t, polls, 40, "three requests a poll until the quota is used up, then one")
		require.Positive(t, exceeded)
		require.NotNil(t, quota)
	})
}
