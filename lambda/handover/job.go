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

// ErrLimit reports that a chain has made [Options.MaxInvocations] and is not
// done.
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
	// Next hands an event to the next invocation: [Self], [Queue], or a function
	// of your own. If it is nil, the result is the next event, and a state machine
	// has to call the function with it while done is false.
	Next func(ctx context.Context, event []byte) error
	// Finish is called when all items are done. If it fails, the invocation does,
	// and when it is tried again, Finish alone is called again. It is called twice
	// too if the process ends before the Store says that the job is done.
	Finish func(context.Context, Progress[Totals]) error
	// Store keeps position and totals. If it is nil, only events do.
	Store Store
	// Reserve is the time before the function's deadline in which no item is
	// begun. An item that was begun may take half of it, then its context ends.
	// 0 is 10 s. It is never more than half of the time that is left when the
	// invocation begins.
	Reserve time.Duration
	// MaxInvocations is the limit of a chain that a fault keeps going. 0 is 1000.
	MaxInvocations int
	// SaveEvery is the time between two saves to the Store. 0 is 5 s.
	SaveEvery time.Duration
	// Hold is how long a chain that gives no sign keeps the job, after the
	// deadline of its last invocation. 0 is an hour. It should be longer than
	// Lambda, or the queue, takes to try an invocation again.
	Hold time.Duration
}

// Source is a collection of T whose position can be saved, of package
// collections.
type Source[C, T any] interface {
	Resume(state []byte) C
	Track(*paginate.Cursor) C
	All(context.Context) iter.Seq2[T, error]
}

// Progress is how far a chain of invocations has come.
type Progress[Totals any] struct {
	// Chain names the chain: the id of the request, or of the message, that began
	// it.
	Chain string `json:"chain"`
	// Started is when the first invocation began.
	Started time.Time `json:"started"`
	// Invocations counts the invocations, this one included; those that were tried
	// again count once.
	Invocations int `json:"invocations"`
	// Items counts the items that are done.
	Items int `json:"items"`
	// Cursor is the position after them.
	Cursor string `json:"cursor"`
	// Totals is what the work has added up.
	Totals Totals `json:"totals"`
}

// Result is the result of an invocation, and the event of the next one.
type Result[Totals any] struct {
	// Done reports whether all items are done.
	Done bool `json:"done"`
	// Handover is how far the job has come.
	Handover Progress[Totals] `json:"handover"`
}

// A Job works through a collection in as many invocations as it takes. Make it
// with [New]. It is safe for concurrent use.
type Job[T, Totals any] struct {
	walk    func(ctx context.Context, from []byte, track *paginate.Cursor) iter.Seq2[T, error]
	work    func(context.Context, T, *Totals) error
	options Options[Totals]
}

// New returns a job that calls work for each item of items, one after the other.
//
// An error of work ends the invocation; a failure that is only to be counted is
// added to the totals by work itself. If work returns an error because its
// context ended, the item is the first of the next invocation, unless it was the
// first of this one too. What work did to the totals before an error or a panic is
// forgotten: Totals is copied by assignment for that, and handed over as JSON, so
// it should be a struct of numbers.
//
// items, work and negative options are checked: an [awserr.InvalidError].
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

// Handle is the function's handler. It works on items until they are done or the
// time is nearly up, and returns how far the job has come.
//
// Any JSON object begins a new chain, except a [Result], which continues its
// own. From SQS it takes one message, whose body is the event: the event source
// mapping needs BatchSize: 1.
//
// The errors are those of the listing, of work and of Finish, [HeldError],
// [ErrLimit], and those of the Store and of Next. An event that was handed over
// already is no error: the result says how far its chain has come.
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
