package notify

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/awsessentials/essentials/awserr"
)

// A Status is the state of a message after a call.
type Status int

const (
	// Published: SNS has the message.
	Published Status = iota + 1

	// Failed: SNS refused the message, or there was no response; Err says which.
	// If there was no response, SNS may have published the message.
	Failed

	// Invalid: the message breaks a rule and was never sent; Err is
	// [ErrInvalidMessage].
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

// An Outcome is the outcome of one message.
type Outcome struct {
	// Index is the position of the message in the input, from 0.
	Index int

	// Message is the message as passed. A [Report] has it only if it was not
	// published.
	Message Message

	Status Status

	// ID is the ID of a published message.
	ID string

	// SequenceNumber is its sequence number, on a FIFO topic.
	SequenceNumber string

	// Attempts is the number of calls for the message, without the client's
	// retries of a call.
	Attempts int

	// Err is nil if the message was published, and otherwise the reason.
	Err error
}

// A Report holds the outcome of each message passed to [Topic.PublishAll]. The
// five counts add up to the number of outcomes.
//
// It takes about 90 bytes for a published message, of which it holds only the
// IDs, and about 250 bytes and the message for any other.
type Report struct {
	Published, Failed, Invalid, Held, NotSent int

	records blocks
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
		r.put(r.records.len, &o)
	}
	return r, r.Err()
}

// put stores the outcome at position i and counts it.
func (r *Report) put(i int, o *Outcome) {
	rec := r.records.grow(i)
	switch o.Status {
	case Published:
		r.Published++
		*rec = record{index: o.Index, ids: o.ID + o.SequenceNumber, idLen: int32(len(o.ID)), attempts: int32(o.Attempts)}
		return
	case Failed:
		r.Failed++
	case Invalid:
		r.Invalid++
	case Held:
		r.Held++
	case NotSent:
		r.NotSent++
	}
	kept := *o
	*rec = record{index: o.Index, other: &kept}
}

// Len returns the number of outcomes.
func (r Report) Len() int { return r.records.len }

// At returns the outcome at position i of the input, from 0. It is the zero
// Outcome if there is none.
func (r Report) At(i int) Outcome {
	if i < 0 || i >= r.records.len {
		return Outcome{}
	}
	return r.records.at(i).outcome()
}

// Outcomes yields all outcomes, in the order of the input.
func (r Report) Outcomes() iter.Seq[Outcome] {
	return func(yield func(Outcome) bool) {
		for i := range r.records.len {
			if !yield(r.records.at(i).outcome()) {
				return
			}
		}
	}
}

// Failures yields the outcome of each message that was not published, in the
// order of the input.
func (r Report) Failures() iter.Seq[Outcome] {
	return func(yield func(Outcome) bool) {
		for i := range r.records.len {
			if o := r.records.at(i).other; o != nil && !yield(*o) {
				return
			}
		}
	}
}

// Err returns nil if every message was published, otherwise a [PartialError].
func (r Report) Err() error {
	if r.Published == r.Len() {
		return nil
	}
	return &PartialError{Report: r}
}

// String returns the counts in a line: "10 messages: 8 published, 2 failed".
func (r Report) String() string {
	return fmt.Sprintf("%d messages: %d published%s", r.Len(), r.Published, r.notPublished(", "))
}

// notPublished returns the counts that are not zero, each after the separator.
func (r Report) notPublished(separator string) string {
	var b strings.Builder
	for _, c := range []struct {
		n int
		s Status
	}{{r.Failed, Failed}, {r.Invalid, Invalid}, {r.Held, Held}, {r.NotSent, NotSent}} {
		if c.n > 0 {
			fmt.Fprintf(&b, "%s%d %s", separator, c.n, c.s)
		}
	}
	return b.String()
}

// A PartialError reports that some messages were not published. It is of the
// class [ErrIncomplete] and wraps the error of each.
type PartialError struct {
	// Report holds all outcomes: see [Report.Failures].
	Report Report
}

// Error returns the counts and the first failure.
func (e *PartialError) Error() string {
	if e != nil {
		for first := range e.Report.Failures() {
			return fmt.Sprintf("notify: %d of %d messages were not published (%s); the first is message %d: %v",
				e.Report.Len()-e.Report.Published, e.Report.Len(), strings.TrimPrefix(e.Report.notPublished(", "), ", "), first.Index, first.Err)
		}
	}
	return "notify: " + ErrIncomplete.Error()
}

// Is reports whether target is [ErrIncomplete].
func (e *PartialError) Is(target error) bool { return target == ErrIncomplete }

// Unwrap returns the error of each message that was not published.
func (e *PartialError) Unwrap() []error {
	if e == nil {
		return nil
	}
	var errs []error
	for o := range e.Report.Failures() {
		// Messages that failed together share an error.
		if len(errs) == 0 || !errors.Is(errs[len(errs)-1], o.Err) {
			errs = append(errs, o.Err)
		}
	}
	return errs
}

// A record is an outcome as a [Report] keeps it.
type record struct {
	index    int
	ids      string   // ID and SequenceNumber, one after the other
	idLen    int32    // of ID
	attempts int32    // of a published message
	other    *Outcome // of a message that was not published
}

func (r *record) outcome() Outcome {
	if r.other != nil {
		return *r.other
	}
	return Outcome{Index: r.index, Status: Published, ID: r.ids[:r.idLen], SequenceNumber: r.ids[r.idLen:], Attempts: int(r.attempts)}
}

// blocks is a list of records that grows without copying them.
type blocks struct {
	blocks []*[blockSize]record
	len    int
}

const blockSize = 64

func (b *blocks) at(i int) *record { return &b.blocks[i/blockSize][i%blockSize] }

// grow makes the list have a record at i.
func (b *blocks) grow(i int) *record {
	for len(b.blocks) <= i/blockSize {
		b.blocks = append(b.blocks, new([blockSize]record))
	}
	b.len = max(b.len, i+1)
	return b.at(i)
}
