package notify

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/awsessentials/essentials/awserr"
)

// A Status says what became of a message.
type Status int

const (
	// Published: SNS has the message.
	Published Status = iota + 1

	// Failed: SNS refused the message, or its answer never came; Err says which.
	// Without an answer, SNS may have the message all the same.
	Failed

	// Invalid: the message breaks a rule and was never sent; Err is [ErrInvalid].
	Invalid

	// Held: an earlier message of the FIFO group was not published, so this one was
	// never sent; Err is [ErrHeld].
	Held

	// NotSent: the context ended, or the topic refused all messages, before a
	// request for this one; Err is [ErrNotSent] and wraps the cause.
	NotSent
)

var statusNames = [...]string{"unknown", "published", "failed", "invalid", "held", "not sent"}

// String returns the status in lower case: "published", "not sent".
func (s Status) String() string {
	if s < 0 || int(s) >= len(statusNames) {
		s = 0
	}
	return statusNames[s]
}

// An Outcome is what became of one message.
type Outcome struct {
	// Index is the position of the message in the input, from 0.
	Index int

	// Message is the message as it was given.
	Message Message

	Status Status

	// ID is the id that SNS gave a published message.
	ID string

	// SequenceNumber is the sequence number that a FIFO topic gave it.
	SequenceNumber string

	// Attempts counts the calls that the message was in, not counting the retries
	// of the client within a call.
	Attempts int

	// Err is nil if the message was published, and otherwise the reason.
	Err error
}

// A Report holds the outcome of each message that was given to
// [Topic.PublishAll]. The five counts add up to the number of outcomes.
type Report struct {
	// Outcomes are in the order of the input.
	Outcomes []Outcome

	Published, Failed, Invalid, Held, NotSent int
}

// ReportOf collects a stream of outcomes. The error is that of the stream, or else
// that of [Report.Err].
func ReportOf(outcomes iter.Seq2[Outcome, error]) (Report, error) {
	var r Report
	if outcomes == nil {
		return r, awserr.Invalid("notify.ReportOf", "outcomes", nil, "must be the result of Topic.Stream")
	}
	for o, err := range outcomes {
		if err != nil {
			return r, err
		}
		r.Add(o)
	}
	return r, r.Err()
}

// Add appends an outcome and counts it.
func (r *Report) Add(o Outcome) {
	if len(r.Outcomes) == cap(r.Outcomes) {
		// Doubled, since append grows a large slice by a quarter, and outcomes are
		// large enough for the copying to be seen.
		r.Outcomes = slices.Grow(r.Outcomes, max(len(r.Outcomes), maxEntries))
	}
	r.Outcomes = append(r.Outcomes, o)
	switch o.Status {
	case Published:
		r.Published++
	case Failed:
		r.Failed++
	case Invalid:
		r.Invalid++
	case Held:
		r.Held++
	case NotSent:
		r.NotSent++
	}
}

// Failures yields the outcome of each message that was not published, in the
// order of the input.
func (r Report) Failures() iter.Seq[Outcome] {
	return func(yield func(Outcome) bool) {
		for _, o := range r.Outcomes {
			if o.Status != Published && !yield(o) {
				return
			}
		}
	}
}

// Err returns nil if every message was published, otherwise a [PartialError].
func (r Report) Err() error {
	if r.Published == len(r.Outcomes) {
		return nil
	}
	e := &PartialError{Total: len(r.Outcomes)}
	for o := range r.Failures() {
		e.Failures = append(e.Failures, o)
	}
	return e
}

// String returns the counts in a line: "10 messages: 8 published, 2 failed".
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d messages: %d published", len(r.Outcomes), r.Published)
	for _, c := range []struct {
		n int
		s Status
	}{{r.Failed, Failed}, {r.Invalid, Invalid}, {r.Held, Held}, {r.NotSent, NotSent}} {
		if c.n > 0 {
			fmt.Fprintf(&b, ", %d %s", c.n, c.s)
		}
	}
	return b.String()
}
