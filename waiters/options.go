package waiters

import (
	"errors"
	"fmt"
	"time"
)

// Options bounds and tunes one wait. The zero value is the default, and is
// enough for a context that has a deadline.
type Options struct {
	// Max is the longest that this wait may take, counted from the call; zero
	// leaves the bound to the context's deadline. The sooner of the two wins.
	// For Poller.Poll it is counted from the first poll of all processes.
	Max time.Duration

	// Reserve is kept free before the context's deadline, so that the caller
	// can still report, hand over or clean up. Without a deadline it has no
	// effect.
	Reserve time.Duration

	// Expect is how long the wait usually takes, and makes it both quicker and
	// cheaper: after the first poll none is made until about half of it has
	// passed. It tunes the default schedule and is refused beside Schedule.
	Expect time.Duration

	// Schedule spaces the polls; nil is [Ramp].
	Schedule Schedule

	// Stable is how many polls in a row must be ready before the wait ends; one
	// that is not starts the count anew. Zero and one both end it at the first.
	Stable int

	// OnAttempt is called after each poll, on the waiting goroutine, with what
	// the poll found and when the next one follows.
	OnAttempt func(Attempt)

	// Classify overrides what an error that the condition says nothing about
	// means for the wait; Unclassified leaves it to [Classify].
	Classify func(error) Class

	// Describe overrides how a state and its reason are read from an output for
	// attempts and errors; out is the operation's output pointer, never nil.
	// Nil is [Describe].
	Describe func(out any) (state, reason string)

	// Resume goes on from a ticket of an earlier wait for the same thing:
	// attempts, time waited and schedule continue, while Max and Reserve are
	// this wait's own; Expect or Schedule, if set, take the place of the
	// ticket's schedule. The empty ticket starts anew.
	Resume Ticket
}

// check refuses what cannot be meant, before any request.
func (o *Options) check() error {
	for i, d := range [...]time.Duration{o.Max, o.Reserve, o.Expect} {
		if d < 0 {
			name := [...]string{"Options.Max", "Options.Reserve", "Options.Expect"}[i]
			return fmt.Errorf("%s is %v: use zero or a positive duration", name, d)
		}
	}
	if o.Stable < 0 {
		return fmt.Errorf("Options.Stable is %d: use the number of ready polls in a row", o.Stable)
	}
	if o.Expect > 0 && o.Schedule != nil {
		return errors.New("Options.Expect tunes the default schedule, but Options.Schedule is set too: leave one of them out")
	}
	return nil
}
