package waiters

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Class is what an error means for a wait whose condition says nothing about it.
type Class int

const (
	// Unclassified leaves the decision to [Classify]. It is the zero value.
	Unclassified Class = iota
	// Transient goes on: the next poll may succeed.
	Transient
	// Terminal ends the wait at once: no number of polls will help.
	Terminal
)

// Classify is the default classification, for errors that outlived the SDK's own
// retries. Throttling, HTTP status 408, 429 and 5xx, lost connections and an
// exhausted retry quota are Transient. Everything else is Terminal: denied
// access, expired credentials, a refused parameter, a thing that does not exist.
// It never returns Unclassified.
func Classify(err error) Class {
	if throttled(err) {
		return Transient
	}
	status := httpStatus(err)
	if status >= http.StatusInternalServerError || status == http.StatusRequestTimeout {
		return Transient
	}
	var api smithy.APIError
	if errors.As(err, &api) {
		if _, ok := retry.DefaultRetryableErrorCodes[api.ErrorCode()]; ok {
			return Transient
		}
		if api.ErrorFault() == smithy.FaultServer {
			return Transient
		}
		return Terminal
	}
	if (retry.RetryableConnectionError{}).IsErrorRetryable(err) == aws.TrueTernary {
		return Transient
	}
	return Terminal
}

// TransientCodes classifies the errors with these API error codes as Transient
// and leaves all others alone: the usual Options.Classify for a thing that was
// just created and may not be found at first.
func TransientCodes(codes ...string) func(error) Class {
	return func(err error) Class {
		var api smithy.APIError
		if errors.As(err, &api) && slices.Contains(codes, api.ErrorCode()) {
			return Transient
		}
		return Unclassified
	}
}

// throttled reports whether the service asked for fewer requests.
func throttled(err error) bool {
	var api smithy.APIError
	if errors.As(err, &api) {
		if _, ok := retry.DefaultThrottleErrorCodes[api.ErrorCode()]; ok {
			return true
		}
	}
	var quota ratelimit.QuotaExceededError
	return errors.As(err, &quota) || httpStatus(err) == http.StatusTooManyRequests
}

func httpStatus(err error) int {
	var resp *smithyhttp.ResponseError
	if errors.As(err, &resp) && resp.Response != nil && resp.Response.Response != nil {
		return resp.HTTPStatusCode()
	}
	return 0
}

// retryAfter is how long the service asked to be left alone, by its Retry-After
// header in seconds or as a date; zero when it did not ask.
func retryAfter(err error, now time.Time) time.Duration {
	var resp *smithyhttp.ResponseError
	if !errors.As(err, &resp) || resp.Response == nil || resp.Response.Response == nil {
		return 0
	}
	header := resp.Response.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(header); err == nil {
		return max(0, time.Duration(seconds)*time.Second)
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
