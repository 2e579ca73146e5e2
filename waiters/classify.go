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
	var api smithy.APIError
	status := httpStatus(err)
	switch {
	case throttled(err), status >= http.StatusInternalServerError, status == http.StatusRequestTimeout:
		return Transient
	case !errors.As(err, &api):
		if (retry.RetryableConnectionError{}).IsErrorRetryable(err) == aws.TrueTernary {
			return Transient
		}
	case api.ErrorFault() == smithy.FaultServer:
		return Transient
	default:
		if _, ok := retry.DefaultRetryableErrorCodes[api.ErrorCode()]; ok {
			return Transient
		}
	}
	return Terminal
}

// TransientCodes classifies the errors with these API error codes as Transient
// and leaves all others alone: the usual Options.Classify for a thing that was
// just created and may not be found at first.
func TransientCodes(codes ...string) func(error) Class {
	return func(err error) Class {
		if code := codeOf(err); code != "" && slices.Contains(codes, code) {
			return Transient
		}
		return Unclassified
	}
}

// throttled reports whether the service asked for fewer requests.
func throttled(err error) bool {
	var quota ratelimit.QuotaExceededError
	_, asked := retry.DefaultThrottleErrorCodes[codeOf(err)]
	return asked || errors.As(err, &quota) || httpStatus(err) == http.StatusTooManyRequests
}

// codeOf is the code of an API error; empty for any other.
func codeOf(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorCode()
	}
	return ""
}

func httpStatus(err error) int {
	if resp := response(err); resp != nil {
		return resp.StatusCode
	}
	return 0
}

func response(err error) *http.Response {
	var resp *smithyhttp.ResponseError
	if errors.As(err, &resp) && resp.Response != nil {
		return resp.Response.Response
	}
	return nil
}

// retryAfter is how long the service asked to be left alone, by its Retry-After
// header in seconds or as a date; zero when it did not ask.
func retryAfter(err error, now time.Time) time.Duration {
	resp := response(err)
	if resp == nil {
		return 0
	}
	header := resp.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(header); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return at.Sub(now)
	}
	return 0
}
