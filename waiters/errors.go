package waiters

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/awsessentials/essentials/internal/ended"
)

// The classes of errors that end a wait; test for them with errors.Is. A wait
// that the caller cancels is none of them: see *[CanceledError].
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

// Bound is what ended a wait that was not ready in time.
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

// TimeoutError is the end of a wait whose budget ran out, also of one that was
// refused because the budget has no room for a single poll. It matches
// [ErrTimeout], and context.DeadlineExceeded exactly when Bound is
// BoundDeadline.
type TimeoutError struct {
	// Status says where the wait stood. Its Next is the time until the next
	// poll would have been due by the schedule.
	Status
	// Ticket continues the wait, in this process or another, by Options.Resume.
	// It is empty before the first poll and for an input that has no JSON form.
	Ticket Ticket
	// Bound tells which limit ended the wait.
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

// Unwrap makes the class, the context's error and cause, and the last error
// reachable.
func (e *TimeoutError) Unwrap() []error {
	var deadline error
	last := e.LastErr
	if e.Bound == BoundDeadline {
		deadline = context.DeadlineExceeded
	} else if errors.Is(last, context.DeadlineExceeded) {
		// A poll that this wait's own limit cut short ends in a deadline error
		// too, which must not pass for the caller's.
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

// FailedError is the end of a wait whose state can no longer be reached: the
// waiter's model or the condition says so, or the operation ended in an error
// that no poll will mend. It matches [ErrFailed]; an error of the service is
// reachable with errors.As.
type FailedError struct {
	// Status says where the wait stood. A failure that gives no reason has the
	// latest one of an earlier poll.
	Status
	// Err is the error that ended the wait: the operation's, or one that a
	// replaced Retryable of the SDK's waiter returned. It is nil when an output
	// was judged as failed.
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

// Unwrap makes the class and the cause reachable.
func (e *FailedError) Unwrap() (errs []error) {
	if errs = append(errs, ErrFailed); e.Err != nil {
		errs = append(errs, e.Err)
	}
	return errs
}

// CanceledError is the end of a wait whose context was cancelled. It matches
// context.Canceled and the context's cause.
type CanceledError struct {
	// Status says where the wait stood.
	Status
	// Ticket continues the wait, as in [TimeoutError].
	Ticket Ticket
	// Err is context.Cause of the caller's context.
	Err error
}

// Error implements error.
func (e *CanceledError) Error() string { return e.message(e.Err, e.last()) }

// Unwrap makes context.Canceled and the cause reachable.
func (e *CanceledError) Unwrap() (errs []error) { return append(errs, context.Canceled, e.Err) }
