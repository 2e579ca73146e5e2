package waiters

import (
	"context"
	"reflect"
	"time"

	"github.com/awsessentials/essentials/awserr"
)

// Options are the options of a wait. The zero value is ready to use with a
// context that has a deadline. Durations must not be negative or longer than a
// year.
type Options struct {
	// Max is the maximum duration of the wait, counted from the call. Zero is no
	// limit: the wait then ends by the context's deadline only, so beware of a
	// Max that is computed as zero. If both are set the sooner bound ends the
	// wait. [Poller.Poll] counts Max from the first poll of all processes.
	Max time.Duration

	// Reserve is how long before the context's deadline the wait ends, so that
	// the caller has time to report or clean up. It has no effect without a
	// deadline.
	Reserve time.Duration

	// Expect is how long the wait usually takes; zero is unknown. With it the
	// wait makes fewer requests, and notices the end of short waits sooner: the
	// second poll is made after Expect/6, and polls are then Expect/12 apart, at
	// least 1.5 s and at most 12 s, or twice that before Expect/2. If Expect is
	// wrong by a factor of two, the wait notices the end up to twice as late as
	// without Expect. It applies to the default schedule and must be zero if
	// Schedule is set.
	Expect time.Duration

	// Schedule determines the delays between polls. Nil is the default schedule:
	// 2 s at first, 5 s after six seconds, 10 s after a minute and 12 s after
	// three minutes, each with a jitter of ±5%.
	Schedule Schedule

	// Stable is the number of consecutive ready polls that end the wait. Zero is
	// one; more than 10,000 is invalid.
	Stable int

	// OnAttempt is called after each poll, on the goroutine that waits, with the
	// status of the wait.
	OnAttempt func(Status)

	// Classify returns the class of an error that the condition does not handle;
	// if it is nil or returns Unclassified, [Classify] decides.
	Classify func(error) Class

	// Describe returns the state and its reason from an output; out is the
	// operation's output pointer and never nil. If Describe is nil, [Describe]
	// is used.
	Describe func(out any) (state, reason string)

	// Resume continues the wait of a ticket, for the same waiter or operation
	// and input. Attempts, time waited and schedule continue; Max and Reserve
	// are those of these options. Expect or Schedule, if set, replaces the
	// ticket's schedule. The empty ticket starts a new wait.
	Resume Ticket
}

const (
	// longest is the longest duration that an option accepts.
	longest = 366 * 24 * time.Hour
	// most is the largest count that an option accepts.
	most = 10_000
)

// Check returns the error of a wait with these options that would make no
// request: that of an invalid option, or [ErrUnbounded] if neither Max nor the
// context bounds the wait. It is for a function that does something before it
// waits. Resume is not checked, since a ticket is for one input.
func (o Options) Check(ctx context.Context, operation string) error {
	o.Resume = ""
	_, err := (&subject{name: operation}).startBounded(ctx, &o)
	return err
}

// check returns an error for what is invalid, before any request.
func (o *Options) check(operation string) error {
	for _, d := range [...]struct {
		name  string
		value time.Duration
	}{{"Options.Max", o.Max}, {"Options.Reserve", o.Reserve}, {"Options.Expect", o.Expect}} {
		if err := checkDuration(operation, d.name, d.value); err != nil {
			return err
		}
	}
	if err := checkCount(operation, "Options.Stable", o.Stable); err != nil {
		return err
	}
	return o.checkSchedule(operation)
}

func (o *Options) checkSchedule(operation string) error {
	const name = "Options.Schedule"
	least, limit := time.Duration(0), time.Duration(0)
	switch s := o.Schedule.(type) {
	case nil:
		return nil
	case Fixed:
		least = time.Duration(s)
	case Exponential:
		least, limit = s.Min, s.Max
	case SDKSchedule:
		least, limit = s.Min, s.Max
	default:
		if isNil(s) {
			return awserr.Invalid(operation, name, nil, "must not be a nil pointer")
		}
	}
	for _, d := range [...]time.Duration{least, limit} {
		if err := checkDuration(operation, name, d); err != nil {
			return err
		}
	}
	switch {
	case limit > 0 && least > limit:
		return awserr.Invalid(operation, name, o.Schedule, "Min must not be above Max")
	case o.Expect > 0:
		return awserr.Invalid(operation, "Options.Expect", o.Expect, "must be zero if Options.Schedule is set, since it tunes the default schedule")
	}
	return nil
}

func checkDuration(operation, argument string, d time.Duration) error {
	switch {
	case d < 0:
		return awserr.Invalid(operation, argument, d, "must not be negative")
	case d > longest:
		return awserr.Invalid(operation, argument, d, "must not be longer than a year")
	}
	return nil
}

func checkCount(operation, argument string, n int) error {
	switch {
	case n < 0:
		return awserr.Invalid(operation, argument, n, "must not be negative")
	case n > most:
		return awserr.Invalid(operation, argument, n, "must not be above 10000")
	}
	return nil
}

func checkContext(operation string, ctx context.Context) error {
	if isNil(ctx) {
		return awserr.Invalid(operation, "ctx", nil, "must not be nil")
	}
	return nil
}

// isNil reports whether v is nil or holds a nil pointer or the like.
func isNil(v any) bool {
	switch v := reflect.ValueOf(v); v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Func, reflect.Map, reflect.Slice, reflect.Chan:
		return v.IsNil()
	}
	return false
}
