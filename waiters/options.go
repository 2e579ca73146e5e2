package waiters

import (
	"context"
	"reflect"
	"time"

	"github.com/awsessentials/essentials/awserr"
)

// Options bounds and tunes one wait. The zero value is the default, and is
// enough for a context that has a deadline. Durations must not be negative or
// longer than a year.
type Options struct {
	// Max is the longest that this wait may take, counted from the call. Zero
	// is no limit of its own: the context's deadline is the only bound then, so
	// a Max that is computed and comes out as zero does not end the wait. The
	// sooner of the two wins. For Poller.Poll it is counted from the first poll
	// of all processes.
	Max time.Duration

	// Reserve is the time to keep before the context's deadline, so that the
	// caller can still report, hand over or clean up. Without a deadline it has
	// no effect.
	Reserve time.Duration

	// Expect is how long the wait usually takes, and makes it cheaper, and
	// quicker for what takes less than a minute or two: the second poll is made
	// after a sixth of it, from half of it on
	// the rest is a twelfth of it, within 1.5 s and 12 s, and before that twice
	// as long. One that is wrong by a factor of
	// two makes the wait late by up to twice as much as none. It tunes the
	// default schedule and must be zero if Schedule is set.
	Expect time.Duration

	// Schedule spaces the polls. Nil is the default schedule: rests of 2 s at
	// first, 5 s after six seconds, 10 s after a minute and 12 s after three,
	// each with a jitter of a twentieth to either side.
	Schedule Schedule

	// Stable is how many polls in a row must be ready before the wait ends; one
	// that is not restarts the count. Zero and one both end it at the first; more
	// than 10,000 is invalid.
	Stable int

	// OnAttempt is called after each poll, on the goroutine that waits, with the
	// status of the wait.
	OnAttempt func(Status)

	// Classify overrides what an error that the condition says nothing about
	// means for the wait; Unclassified leaves it to [Classify].
	Classify func(error) Class

	// Describe overrides how a state and its reason are read from an output;
	// out is the operation's output pointer, never nil. Nil is [Describe].
	Describe func(out any) (state, reason string)

	// Resume continues from the ticket of an earlier wait for the same thing:
	// attempts, time waited and schedule continue, while Max and Reserve are
	// this wait's own; Expect or Schedule, if set, replace the ticket's
	// schedule. The empty ticket starts a new wait.
	Resume Ticket
}

const (
	// longest is the longest duration that an option accepts. A longer one is a
	// mistake, or stands for no limit, which there is not.
	longest = 366 * 24 * time.Hour
	// most is the largest count that an option accepts.
	most = 10_000
)

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
