package waiters

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/awsessentials/essentials/awserr"
)

// waiterSource is the source of PollWaiter. It makes an SDK waiter, which has its own
// loop, poll once a call. The options of every SDK waiter have the modelled states as a
// function in a field Retryable. Replacing it with a function that records the result of
// the modelled one and then ends the SDK's loop leaves exactly one request.
type waiterSource[In, Out, O any] struct {
	waiter Waiter[In, Out, O]
	input  *In
	optFns []func(*O)
	// untilNone is set for a waiter whose success is that nothing is left.
	untilNone bool
}

type retryable[In, Out any] = func(context.Context, *In, *Out, error) (bool, error)

// prepare allocates the options in the answer and finds the fields that are read
// or replaced. It returns an error for a type without them, which no SDK waiter
// has.
func (s *subject) prepare(a *answer) error {
	t, want := reflect.TypeOf(s.options).Elem(), reflect.TypeOf(s.retryable)
	v := reflect.New(t)
	a.options = v.Interface()
	for i := 0; t.Kind() == reflect.Struct && i < t.NumField(); i++ {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		field := v.Elem().Field(i).Addr().Interface()
		switch f.Name {
		case "Retryable":
			a.retryable = field
		case "MinDelay":
			a.minDelay, _ = field.(*time.Duration)
		case "MaxDelay":
			a.maxDelay, _ = field.(*time.Duration)
		}
	}
	if reflect.TypeOf(a.retryable) != want {
		return awserr.Invalid(s.name, "waiter", nil,
			fmt.Sprintf("%v has no field Retryable of type %v, as the options of every SDK waiter have: use Until", t, want.Elem()))
	}
	return nil
}

// sdkMaxWait is the maximum passed to the SDK's own loop. It is never reached,
// since the context has the bound.
const sdkMaxWait time.Duration = 1 << 62

func (s *waiterSource[In, Out, O]) ask(ctx context.Context, a *answer) {
	optFns := s.optFns
	if a.modelled != nil {
		optFns = nil // They are called once a wait, as by the SDK.
	}
	optFns = append(optFns[:len(optFns):len(optFns)], func(o *O) {
		options := a.options.(*O)
		if a.modelled == nil {
			*options = *o
			field := a.retryable.(*retryable[In, Out])
			a.modelled = *field
			*field = func(ctx context.Context, in *In, out *Out, err error) (bool, error) {
				if err != nil {
					out = nil // The SDK's clients return an empty output beside an error.
				}
				retry, cause := a.modelled.(retryable[In, Out])(ctx, in, out, err)
				a.note(out, err, retry, cause)
				if a.finding == finding(Ready) && !s.untilNone && isEmpty(out) && isModelled(a.modelled) {
					a.finding = finding(Pending)
				}
				return false, nil
			}
		}
		*o = *options
	})
	a.noted = false
	_, err := s.waiter.WaitForOutput(ctx, s.input, sdkMaxWait, optFns...)
	if !a.noted {
		// The SDK refused the options before its first request.
		a.set(nil, err, finding(Failed), err)
	}
}

// modelledFailure is the text of the error that the SDK's modelled functions
// return when a failure state matched. Only its text identifies it, and it adds
// nothing to a FailedError.
const modelledFailure = "waiter state transitioned to Failure"

// note records the result of the modelled function for a poll.
func (a *answer) note(out any, err error, retry bool, cause error) {
	found := finding(Ready)
	switch {
	case err != nil && errors.Is(cause, err):
		found = undecided // No modelled state matched the error.
	case cause != nil:
		found = finding(Failed)
		if cause.Error() == modelledFailure {
			cause = err // What the service said, if it was an error, is the better cause.
		}
	case retry:
		found = finding(Pending)
	}
	a.set(out, err, found, cause)
	a.noted = true
}

// waitsUntilNone reports whether a waiter of this name waits until nothing is
// left, so that an empty answer is its success.
func waitsUntilNone(name string) bool {
	return slices.ContainsFunc([]string{"Delet", "NotExist", "Terminat", "Disassociat", "Deregister", "Inactive", "Stopped"},
		func(word string) bool { return strings.Contains(name, word) })
}

// isModelled reports whether a Retryable is the SDK's and not the caller's.
func isModelled(retryable any) bool {
	fn := runtime.FuncForPC(reflect.ValueOf(retryable).Pointer())
	return fn != nil && strings.HasSuffix(fn.Name(), "StateRetryable") && strings.Contains(fn.Name(), "aws-sdk-go-v2/service/")
}

// isEmpty reports whether an output has lists and no field is set, which is how
// some services answer for a name that does not exist.
func isEmpty(out any) bool {
	v := reflect.ValueOf(out)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return false
	}
	v = v.Elem()
	lists := 0
	for i := range v.NumField() {
		f := v.Field(i)
		switch {
		case !v.Type().Field(i).IsExported() || v.Type().Field(i).Name == "ResultMetadata":
		case f.Kind() == reflect.Slice:
			lists++
			if f.Len() > 0 {
				return false
			}
		case !f.IsZero():
			return false
		}
	}
	return lists > 0
}
