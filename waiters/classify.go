package waiters

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsessentials/essentials/awserr"
)

// A Class says what an error means for a wait whose condition does not handle
// it.
type Class int

const (
	// Unclassified leaves the decision to [Classify]. It is the zero value.
	Unclassified Class = iota
	// Transient continues the wait: the next poll may succeed.
	Transient
	// Terminal ends the wait at once: no number of polls will help.
	Terminal
)

// Classify is the default classification of errors that remain after the SDK's
// own retries. Throttling, HTTP status 408, 429 and 5xx, lost connections,
// responses that are truncated or cannot be decoded, and an exhausted retry
// quota are Transient. Everything else is Terminal: denied access, expired
// credentials, an invalid parameter, a resource that does not exist. Classify
// never returns Unclassified.
func Classify(err error) Class {
	var api smithy.APIError
	status := awserr.Status(err)
	switch {
	case throttled(err), status >= http.StatusInternalServerError, status == http.StatusRequestTimeout, unreadable(err, status):
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

// unreadable reports whether the response was truncated, or was a success that
// could not be decoded.
func unreadable(err error, status int) bool {
	var decoding *smithy.DeserializationError
	return errors.Is(err, io.ErrUnexpectedEOF) || status < http.StatusBadRequest && errors.As(err, &decoding)
}

// TransientCodes returns a function for Options.Classify that classifies errors
// with these API error codes as Transient and leaves all others Unclassified.
// It is of use for a resource that was just created and may not be found at
// first.
func TransientCodes(codes ...string) func(error) Class {
	return func(err error) Class {
		if code := awserr.Code(err); code != "" && slices.Contains(codes, code) {
			return Transient
		}
		return Unclassified
	}
}

// throttled reports whether the service throttled the request, or the SDK's retry
// quota was used up.
func throttled(err error) bool {
	var quota ratelimit.QuotaExceededError
	_, asked := retry.DefaultThrottleErrorCodes[awserr.Code(err)]
	return asked || awserr.IsThrottled(err) || errors.As(err, &quota) || awserr.Status(err) == http.StatusTooManyRequests
}

func response(err error) *http.Response {
	var resp *smithyhttp.ResponseError
	if errors.As(err, &resp) && resp.Response != nil {
		return resp.Response.Response
	}
	return nil
}

// retryAfter returns how long the service asked clients to wait: the
// X-Amz-Retry-After header is in milliseconds, Retry-After is in seconds or a
// date. It returns zero if there is neither.
func retryAfter(err error, now time.Time) time.Duration {
	resp := response(err)
	if resp == nil {
		return 0
	}
	if ms, err := strconv.ParseInt(resp.Header.Get("X-Amz-Retry-After"), 10, 64); err == nil {
		return bounded(ms, time.Millisecond)
	}
	header := resp.Header.Get("Retry-After")
	if seconds, err := strconv.ParseInt(header, 10, 64); err == nil {
		return bounded(seconds, time.Second)
	}
	if at, err := http.ParseTime(header); err == nil {
		return min(max(at.Sub(now), 0), longest)
	}
	return 0
}

// bounded returns n units, but not less than zero or more than the longest
// duration.
func bounded(n int64, unit time.Duration) time.Duration {
	return time.Duration(min(max(n, 0), int64(longest/unit))) * unit
}
