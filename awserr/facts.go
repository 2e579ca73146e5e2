package awserr

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Code returns the code of the service's error in err, such as "NoSuchBucket",
// without a namespace. It returns "" if err is nil or no service answered with an
// error, and the SDK's "UnknownError" if the answer had no code.
func Code(err error) string { return find(err).code() }

// Message returns the message of the service's error in err. It is untrusted
// text, and may contain names and ARNs of the caller's account.
func Message(err error) string {
	if f := find(err); f.api != nil {
		return f.api.ErrorMessage()
	}
	return ""
}

// Status returns the HTTP status of the response that err reports, or 0 if
// there was none.
func Status(err error) int { return find(err).status() }

// RequestID returns the ID of the failed request, which AWS Support asks for,
// or "".
func RequestID(err error) string { return find(err).requestID }

// Service returns the SDK's ID of the service whose call failed, such as "S3" or
// "DynamoDB", or "".
func Service(err error) string { return find(err).service }

// Operation returns the operation that failed, such as "GetObject", or "".
func Operation(err error) string { return find(err).operation }

// Is reports whether err is an API error with one of the codes. A code is what
// the service sends ("NoSuchEntity") or the name of the SDK's type for it
// ("NoSuchEntityException").
func Is(err error, codes ...string) bool {
	f := find(err)
	return slices.ContainsFunc(codes, func(code string) bool {
		return code != "" && (code == f.code() || code == f.typeName())
	})
}

// facts is what an error contains about the call that failed.
type facts struct {
	api                smithy.APIError // nil if no service answered with an error
	service, operation string
	requestID          string
	response           *smithyhttp.Response // nil if there was none
	inner              bool                 // the call was made for another, as for its credentials
	refused            bool                 // before a request was sent
}

// find reads err and what it wraps, from the outside in, to the first API error.
// In joined errors it is the first that has one.
func find(err error) *facts {
	f := new(facts)
	f.read(err)
	return f
}

// read reports whether it found what the search ends with.
func (f *facts) read(err error) bool {
	for err != nil {
		if v := reflect.ValueOf(err); v.Kind() == reflect.Pointer && v.IsNil() {
			return false
		}
		if f.note(err); f.api != nil || f.refused {
			return true
		}
		switch wrapper := err.(type) {
		case interface{ Unwrap() []error }:
			return f.readJoined(wrapper.Unwrap())
		case interface{ Unwrap() error }:
			if answer, ok := err.(*awshttp.ResponseError); ok && answer.ResponseError == nil {
				return false // it cannot unwrap
			}
			err = wrapper.Unwrap()
		default:
			return false
		}
	}
	return false
}

// readJoined takes the facts of the first that has what the search ends with, or
// else those of the first.
func (f *facts) readJoined(errs []error) bool {
	outer, first := *f, *f
	for i, err := range errs {
		*f = outer
		if f.read(err) {
			return true
		}
		if i == 0 {
			first = *f
		}
	}
	*f = first
	return false
}

// note takes the facts of err itself, without those of the errors that it
// wraps.
func (f *facts) note(err error) {
	switch e := err.(type) {
	case *smithy.OperationError:
		*f = facts{service: e.ServiceID, operation: e.OperationName, inner: f.operation != ""}
	case smithy.InvalidParamsError, *smithy.InvalidParamsError, *InvalidError:
		f.refused = true
	case *smithyhttp.ResponseError:
		f.answered(e)
	case *awshttp.ResponseError:
		f.requestID = e.RequestID
		f.answered(e.ResponseError)
	case interface{ As(any) bool }: // S3's own embeds the one above
		var answer *awshttp.ResponseError
		if e.As(&answer) && answer != nil {
			f.requestID = answer.RequestID
			f.answered(answer.ResponseError)
		}
	}
	if api, ok := err.(smithy.APIError); ok {
		f.api = api
	}
	if err == ErrInvalid {
		f.refused = true
	}
}

func (f *facts) answered(e *smithyhttp.ResponseError) {
	if e == nil || e.Response == nil || e.Response.Response == nil {
		return
	}
	f.response = e.Response
	if f.requestID == "" { // the SDK's S3 client knows one of the two
		f.requestID = cmp.Or(e.Response.Header.Get("X-Amz-Request-Id"), e.Response.Header.Get("X-Amzn-Requestid"))
	}
}

func (f *facts) status() int {
	if f.response == nil {
		return 0
	}
	return f.response.StatusCode
}

// code is the error's code as the SDK cleans it: some services send
// "aws.protocoltests#FooError:http://…" for FooError.
func (f *facts) code() string {
	if f.api == nil {
		return ""
	}
	code, _, _ := strings.Cut(f.api.ErrorCode(), ":")
	return code[strings.LastIndexByte(code, '#')+1:]
}

// typeName is the name of the SDK's type for the error.
func (f *facts) typeName() string {
	if _, generic := f.api.(*smithy.GenericAPIError); generic || f.api == nil {
		return ""
	}
	typ := reflect.TypeOf(f.api)
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	return typ.Name()
}
