package waiters

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"time"
)

// single makes a waiter of the SDK, which loops and sleeps by itself, poll once
// a call. The options of every SDK waiter hold the modelled states as a function
// in a field Retryable: replaced by one that notes what the modelled function
// says and then ends the SDK's loop, it leaves exactly one request.
type single[In, Out, O any] struct {
	waiter Waiter[In, Out, O]
	input  *In
	optFns []func(*O)
	at     optionFields

	// options are the waiter's after the first poll took them over, so that
	// reflection is needed once a wait and not once a poll.
	options            *O
	modelled           retryable[In, Out]
	minDelay, maxDelay time.Duration

	noted  bool
	answer answer[Out]
}

type retryable[In, Out any] = func(context.Context, *In, *Out, error) (bool, error)

// ownLoop is the time that the SDK is given for its own loop: enough to be out
// of the way, since the context holds the bound.
const ownLoop time.Duration = 1 << 62

func (s *single[In, Out, O]) ask(ctx context.Context) answer[Out] {
	s.noted = false
	_, err := s.waiter.WaitForOutput(ctx, s.input, ownLoop, func(o *O) {
		if s.options == nil {
			s.takeOver(o)
		}
		*o = *s.options
	})
	if !s.noted {
		// The SDK refused the options before its first request.
		return answer[Out]{err: err, verdict: Failed, settled: true, cause: err}
	}
	return s.answer
}

// modelledFailure is the text of the error by which the SDK's modelled functions
// say that a failure state matched. It has no other mark, and says nothing that a
// FailedError does not.
const modelledFailure = "waiter state transitioned to Failure"

// takeOver applies the caller's options, puts note in the place of Retryable
// and keeps the result for the polls to come.
func (s *single[In, Out, O]) takeOver(o *O) {
	for _, fn := range s.optFns {
		fn(o)
	}
	fields := reflect.ValueOf(o).Elem()
	slot := fields.Field(s.at.retryable).Addr().Interface().(*retryable[In, Out])
	s.modelled, *slot = *slot, s.note
	if s.at.minDelay >= 0 && s.at.maxDelay >= 0 {
		s.minDelay = time.Duration(fields.Field(s.at.minDelay).Int())
		s.maxDelay = time.Duration(fields.Field(s.at.maxDelay).Int())
	}
	s.options = new(*o)
}

// note stands in for Retryable.
func (s *single[In, Out, O]) note(ctx context.Context, in *In, out *Out, err error) (bool, error) {
	if err != nil {
		out = nil // The SDK's clients return an empty output beside an error.
	}
	retry, cause := s.modelled(ctx, in, out, err)
	a := answer[Out]{out: out, err: err, verdict: Ready, settled: true, cause: cause,
		minDelay: s.minDelay, maxDelay: s.maxDelay}
	switch {
	case err != nil && errors.Is(cause, err):
		a.verdict, a.settled = Pending, false // No modelled state matched the error.
	case cause != nil:
		a.verdict = Failed
		if cause.Error() == modelledFailure {
			a.cause = err // What the service said, if it was an error, is the better cause.
		}
	case retry:
		a.verdict = Pending
	}
	s.answer, s.noted = a, true
	return false, nil
}

// optionFields are the places of the fields that are read or replaced in the
// options of a waiter; the delays are -1 where there are none.
type optionFields struct{ retryable, minDelay, maxDelay int }

// knownOptions holds the optionFields of each options type seen.
var knownOptions sync.Map

// optionsOf refuses a type that cannot be taken over, which no waiter of the SDK
// has.
func optionsOf[In, Out, O any]() (optionFields, error) {
	options, want := reflect.TypeFor[O](), reflect.TypeFor[retryable[In, Out]]()
	if known, ok := knownOptions.Load(options); ok {
		return known.(optionFields), nil
	}
	at := optionFields{
		retryable: fieldIndex(options, "Retryable", want),
		minDelay:  fieldIndex(options, "MinDelay", reflect.TypeFor[time.Duration]()),
		maxDelay:  fieldIndex(options, "MaxDelay", reflect.TypeFor[time.Duration]()),
	}
	if at.retryable < 0 {
		return at, fmt.Errorf("%v has no field Retryable of type %v, as the options of every SDK waiter have: use Until", options, want)
	}
	knownOptions.Store(options, at)
	return at, nil
}

func fieldIndex(t reflect.Type, name string, want reflect.Type) int {
	if t.Kind() != reflect.Struct {
		return -1
	}
	if f, ok := t.FieldByName(name); ok && f.Type == want && len(f.Index) == 1 {
		return f.Index[0]
	}
	return -1
}
