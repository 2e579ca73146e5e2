package waiters

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"time"
)

// ownLoop is the time that the SDK is given for its own loop: enough to be out
// of the way, since the context holds the bound.
const ownLoop time.Duration = 1 << 62

// takeOver makes a waiter of the SDK, which loops and sleeps by itself, poll once
// a call. The options of every SDK waiter hold the modelled states as a function
// in a field Retryable: replaced by one that notes what the modelled function
// says and then ends the SDK's loop, it leaves exactly one request.
func takeOver[In, Out, O any](w Waiter[In, Out, O], in *In, optFns []func(*O)) *subject {
	type retryable = func(context.Context, *In, *Out, error) (bool, error)
	s := &subject{name: typeName(w, "Waiter"), input: in}
	var at optionFields
	at, s.err = fieldsOf(new(O), retryable(nil))
	s.begin = func() ask {
		var taken *O // the waiter's options, taken over at the first poll
		var said model
		return func(ctx context.Context) answer {
			said.noted = false
			_, err := w.WaitForOutput(ctx, in, ownLoop, func(o *O) {
				if taken == nil {
					for _, fn := range optFns {
						fn(o)
					}
					slot := said.find(o, at).(*retryable)
					modelled := *slot
					*slot = func(ctx context.Context, in *In, out *Out, err error) (bool, error) {
						if err != nil {
							out = nil // The SDK's clients return an empty output beside an error.
						}
						retry, cause := modelled(ctx, in, out, err)
						said.note(retry, err, cause)
						if out != nil {
							said.answer.out = out
						}
						return false, nil
					}
					taken = new(*o)
				}
				*o = *taken
			})
			return said.get(err)
		}
	}
	return s
}

// model is what the SDK's model says in a wait.
type model struct {
	answer             answer
	noted              bool
	minDelay, maxDelay time.Duration
}

// find returns a pointer to the field Retryable and notes the delays.
func (m *model) find(options any, at optionFields) (retryable any) {
	fields := reflect.ValueOf(options).Elem()
	if at.minDelay >= 0 && at.maxDelay >= 0 {
		m.minDelay = *fields.Field(at.minDelay).Addr().Interface().(*time.Duration)
		m.maxDelay = *fields.Field(at.maxDelay).Addr().Interface().(*time.Duration)
	}
	return fields.Field(at.retryable).Addr().Interface()
}

// modelledFailure is the text of the error by which the SDK's modelled functions
// say that a failure state matched. It has no other mark, and says nothing that a
// FailedError does not.
const modelledFailure = "waiter state transitioned to Failure"

// note takes over what the modelled function said of a poll that ended in err.
func (m *model) note(retry bool, err, cause error) {
	a := answer{err: err, verdict: Ready, settled: true, cause: cause, minDelay: m.minDelay, maxDelay: m.maxDelay}
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
	m.answer, m.noted = a, true
}

func (m *model) get(err error) answer {
	if !m.noted {
		// The SDK refused the options before its first request.
		return answer{err: err, verdict: Failed, settled: true, cause: err}
	}
	return m.answer
}

// optionFields are the places of the fields that are read or replaced in the
// options of a waiter; the delays are -1 where there are none.
type optionFields struct{ retryable, minDelay, maxDelay int }

// fieldsOf refuses options that cannot be taken over, which no waiter of the SDK
// has.
func fieldsOf(options, retryable any) (optionFields, error) {
	t, want := reflect.TypeOf(options).Elem(), reflect.TypeOf(retryable)
	at := optionFields{-1, -1, -1}
	if t.Kind() == reflect.Struct {
		for i := range t.NumField() {
			switch f := t.Field(i); {
			case f.Name == "Retryable" && f.Type == want:
				at.retryable = i
			case f.Name == "MinDelay" && f.Type == reflect.TypeFor[time.Duration]():
				at.minDelay = i
			case f.Name == "MaxDelay" && f.Type == reflect.TypeFor[time.Duration]():
				at.maxDelay = i
			}
		}
	}
	if at.retryable < 0 {
		return at, fmt.Errorf("%v has no field Retryable of type %v, as the options of every SDK waiter have: use Until", t, want)
	}
	return at, nil
}
