package waiters

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/awsessentials/essentials/internal/ended"
)

// Classes of errors that end a wait, for errors.Is. A wait that the caller
// cancels has none of them: see *[CanceledError].
var (
	// ErrTimeout is the class of *[TimeoutError].
	ErrTimeout = errors.New("not ready in time")
	// ErrFailed is the class of *[FailedError].
	ErrFailed = errors.New("failed")
	// ErrUnbounded is the cause of the [awserr.InvalidError] of a wait without
	// Options.Max under a context without a deadline.
	ErrUnbounded = errors.New("nothing bounds this wait")
	// ErrTicket is the cause of the [awserr.InvalidError] of a ticket that is
	// damaged, of an unknown version, or made for another waiter, operation or
	// input.
	ErrTicket = errors.New("invalid ticket")
)

// A Bound is the limit that ended a wait that was not ready in time.
type Bound int

const (
	// BoundMax is Options.Max.
	BoundMax Bound = iota + 1
	// BoundDeadline is the deadline of the caller's context, less
	// Options.Reserve.
	BoundDeadline
)

// String returns "Options.Max" or "the context's deadline".
func (b Bound) String() string {
	if b == BoundMax {
		return "Options.Max"
	}
	return "the context's deadline"
}

// A TimeoutError is the error of a wait that ran out of time, or that was not
// begun because there is no time for a single poll. It matches [ErrTimeout],
// and it matches context.DeadlineExceeded if and only if Bound is
// BoundDeadline.
type TimeoutError struct {
	// Status is the status at the end of the wait. Its Next is the time to the
	// next poll by the schedule.
	Status
	// Ticket continues the wait, in this process or another, by Options.Resume.
	// It is empty before the first poll and for an input that has no JSON form.
	Ticket Ticket
	// Bound is the limit that ended the wait.
	Bound Bound
	// Max and Reserve are those of the options, Deadline is that of the
	// caller's context, zero when it has none.
	Max, Reserve time.Duration
	Deadline     time.Time

	left  time.Duration // to Deadline
	cause error         // of the caller's context, when it has ended
}

// Error implements error.
func (e *TimeoutError) Error() string {
	limit := "Options.Max is " + e.Max.String()
	if e.Bound == BoundDeadline {
		limit = "the context's deadline"
		switch {
		case e.Attempts == 0 && e.left < 0:
			limit = ended.Past(e.Deadline, -e.left)
		default:
			if e.Attempts == 0 {
				limit += " is in " + round(e.left).String()
			}
			if e.Reserve > 0 {
				limit += " less Options.Reserve of " + e.Reserve.String()
			}
		}
	}
	if e.Attempts == 0 {
		return fmt.Sprintf("waiters: %s: %v: no room for a single poll: %s", e.Operation, ErrTimeout, limit)
	}
	return e.message(ErrTimeout, " ("+limit+")"+e.last())
}

// Unwrap returns the class, the context's error and cause, and the last error.
func (e *TimeoutError) Unwrap() []error {
	var deadline error
	last := e.LastErr
	if e.Bound == BoundDeadline {
		deadline = context.DeadlineExceeded
	} else if errors.Is(last, context.DeadlineExceeded) {
		// A poll that this wait's own limit ended has a deadline error too, which
		// must not match as the caller's.
		last = nil
	}
	var errs []error
	for _, err := range [...]error{ErrTimeout, deadline, e.cause, last} {
		if err != nil {
			errs = append(errs, err)
		}
	}
	return errs
}

// A FailedError is the error of a wait whose state can no longer be reached: by
// the waiter's model or the condition, or because the operation returned a
// terminal error. It matches [ErrFailed]; errors.As finds an error of the
// service in it.
type FailedError struct {
	// Status is the status at the end of the wait. If the failure has no reason,
	// it has the latest one of an earlier poll.
	Status
	// Err is the error that ended the wait: the operation's, or that of a
	// Retryable set by the caller in the waiter's options. It is nil if the
	// verdict on an output was Failed.
	Err error
}

// Error implements error.
func (e *FailedError) Error() string {
	text := ""
	switch {
	case e.LastErr != nil:
	case e.State != "":
		text = ": state " + joined(e.State, ": ", e.Reason)
	case e.Reason != "":
		text = ": " + e.Reason
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return e.message(ErrFailed, text)
}

// Unwrap returns the class and the cause.
func (e *FailedError) Unwrap() (errs []error) {
	if errs = append(errs, ErrFailed); e.Err != nil {
		errs = append(errs, e.Err)
	}
	return errs
}

// A CanceledError is the error of a wait whose context was canceled. It matches
// context.Canceled and the context's cause.
type CanceledError struct {
	// Status is the status at the end of the wait.
	Status
	// Ticket continues the wait, as in [TimeoutError].
	Ticket Ticket
	// Err is context.Cause of the caller's context.
	Err error
}

// Error implements error.
func (e *CanceledError) Error() string { return e.message(e.Err, e.last()) }

// Unwrap returns context.Canceled and the cause.
func (e *CanceledError) Unwrap() (errs []error) { return append(errs, context.Canceled, e.Err) }
