package handover

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/nils"
	"github.com/awsessentials/essentials/paginate"
)

// ErrLimit reports a chain that is not done after [Options.MaxInvocations].
var ErrLimit = errors.New("too many invocations")

// The defaults of [Options].
const (
	defaultReserve        = 10 * time.Second
	defaultMaxInvocations = 1000
	defaultSaveEvery      = 5 * time.Second
	defaultHold           = time.Hour
)

// Options are the options of [New]. The zero value is the default: a job that a
// state machine calls.
type Options[Totals any] struct {
	// Name is the job's name in the Store. Default: the function's name.
	Name string
	// Next makes the next invocation with an event: [Self], [Queue], or another
	// function. If it is nil, the result is the next event, and a state machine
	// must call the function with it while done is false.
	Next func(ctx context.Context, event []byte) error
	// Finish is called when all items are done. If it fails, so does the
	// invocation, and a retry calls only Finish again. It may also be called twice
	// if the process ends before the Store has recorded that the job is done.
	Finish func(context.Context, Progress[Totals]) error
	// Store saves the position and totals. If it is nil, only events have them.
	Store Store
	// Reserve is how long before the function's deadline no further item is
	// started. An item that was started may take half of it before its context
	// ends. 0 is 10 s. It is at most half of the time left when the invocation
	// begins.
	Reserve time.Duration
	// MaxInvocations is the maximum number of invocations of a chain, which stops
	// one that would never end. 0 is 1000.
	MaxInvocations int
	// SaveEvery is the time between two saves to the Store. 0 is 5 s.
	SaveEvery time.Duration
	// Hold is how long after the deadline of its last invocation a chain that
	// saves nothing more keeps the job. 0 is an hour. It should be longer than
	// Lambda, or the queue, takes to retry an invocation.
	Hold time.Duration
}

// A Source is a collection of T whose position can be saved, as those of
// package collections.
type Source[C, T any] interface {
	Resume(state []byte) C
	Track(*paginate.Cursor) C
	All(context.Context) iter.Seq2[T, error]
}

// Progress is the progress of a chain of invocations.
type Progress[Totals any] struct {
	// Chain identifies the chain: the ID of the request, or of the message, that
	// started it.
	Chain string `json:"chain"`
	// Started is when the first invocation began.
	Started time.Time `json:"started"`
	// Invocations is the number of invocations, including this one; retries are
	// not counted.
	Invocations int `json:"invocations"`
	// Items is the number of items that are done.
	Items int `json:"items"`
	// Cursor is the position after them.
	Cursor string `json:"cursor"`
	// Totals are the totals of the work.
	Totals Totals `json:"totals"`
}

// Result is the result of an invocation, and the event of the next one.
type Result[Totals any] struct {
	// Done reports whether all items are done.
	Done bool `json:"done"`
	// Handover is the progress of the job.
	Handover Progress[Totals] `json:"handover"`
}

// A Job works on the items of a collection in as many invocations as needed.
// Make one with [New]. It is safe for concurrent use.
type Job[T, Totals any] struct {
	walk    func(ctx context.Context, from []byte, track *paginate.Cursor) iter.Seq2[T, error]
	work    func(context.Context, T, *Totals) error
	options Options[Totals]
}

// New returns a job that calls work for each item of items, one after the other.
//
// An error of work ends the invocation; to continue after a failure, work adds it
// to the totals and returns nil. If work returns an error because its context
// ended, its item is the first of the next invocation, unless it was the first of
// this one too. Changes to the totals by a call that ends in an error or a panic
// are discarded. Totals is copied by assignment and passed on as JSON, so it
// should be a struct of numbers.
//
// New returns an [awserr.InvalidError] if items or work is nil, or an option is
// negative.
func New[C Source[C, T], T, Totals any](items C, work func(ctx context.Context, item T, totals *Totals) error, o Options[Totals]) (*Job[T, Totals], error) {
	const operation = "handover.New"
	switch {
	case nils.Is(items):
		return nil, awserr.Invalid(operation, "items", nil, "must not be nil")
	case work == nil:
		return nil, awserr.Invalid(operation, "work", nil, "must not be nil")
	case o.Store != nil && nils.Is(o.Store):
		return nil, awserr.Invalid(operation, "Options.Store", nil, "must not be a nil pointer")
	case o.MaxInvocations < 0:
		return nil, awserr.Invalid(operation, "Options.MaxInvocations", o.MaxInvocations, "must not be negative")
	}
	for name, d := range map[string]time.Duration{"Reserve": o.Reserve, "SaveEvery": o.SaveEvery, "Hold": o.Hold} {
		if d < 0 {
			return nil, awserr.Invalid(operation, "Options."+name, d, "must not be negative")
		}
	}
	o.Reserve = cmp.Or(o.Reserve, defaultReserve)
	o.MaxInvocations = cmp.Or(o.MaxInvocations, defaultMaxInvocations)
	o.SaveEvery = cmp.Or(o.SaveEvery, defaultSaveEvery)
	o.Hold = cmp.Or(o.Hold, defaultHold)
	walk := func(ctx context.Context, from []byte, track *paginate.Cursor) iter.Seq2[T, error] {
		return items.Resume(from).Track(track).All(ctx)
	}
	return &Job[T, Totals]{walk: walk, work: work, options: o}, nil
}

// Handle is the function's handler. It works on items until all are done or
// little time is left, and returns the progress of the job.
//
// Any JSON object starts a new chain, except a [Result], which continues its
// chain. An SQS event must have one message, whose body is the event: the event
// source mapping needs BatchSize: 1.
//
// The errors are those of the listing, of work and of Finish, [HeldError],
// [ErrLimit], and those of the Store and of Next. An event whose invocation has
// made the next one already is not an error: the result has the progress of its
// chain.
func (j *Job[T, Totals]) Handle(ctx context.Context, event json.RawMessage) (Result[Totals], error) {
	const operation = "handover.Job.Handle"
	switch {
	case j == nil || j.walk == nil:
		return Result[Totals]{}, awserr.Invalid(operation, "Job", nil, "must be made by handover.New")
	case ctx == nil:
		return Result[Totals]{}, awserr.Invalid(operation, "ctx", nil, "must not be nil")
	case j.options.Store != nil && j.name() == "":
		return Result[Totals]{}, awserr.Invalid(operation, "Options.Name", "", "a Store needs it outside of Lambda")
	}
	in, err := parse[Totals](ctx, operation, event)
	if err != nil {
		return Result[Totals]{}, err
	}
	deadline, bounded := ctx.Deadline()
	if bounded && !time.Now().Before(deadline) {
		return Result[Totals]{}, fmt.Errorf("%s: the deadline %s has passed already", operation, deadline.UTC().Format(time.RFC3339))
	}
	r := run[T, Totals]{job: j, progress: in.progress, request: in.request}
	return r.handle(ctx)
}
