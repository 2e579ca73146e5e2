package handover

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
)

// ErrConflict is what [Store.Save] returns for a record that was saved by
// another meanwhile.
var ErrConflict = errors.New("the record has changed")

// A Record is what a [Store] keeps of a job.
type Record struct {
	// Version counts the saves. 0 is no record.
	Version int64
	// Data is the record itself, some hundred bytes of JSON.
	Data []byte
	// Expires is when nobody needs the record any more.
	Expires time.Time
}

// A Store keeps one record for each job. It is called by one invocation at a
// time, or by several that do not know of one another.
type Store interface {
	// Load returns the record of a job, or the zero Record.
	Load(ctx context.Context, job string) (Record, error)
	// Save puts a record in the place of the one with the version before, or of
	// none for version 1, and returns ErrConflict if that is not there.
	Save(ctx context.Context, job string, r Record) error
}

// HeldError reports that the job belongs to another invocation: of another chain,
// or of the same if an event was delivered twice. Nothing was done, or, if the
// other one came later, nothing more.
type HeldError struct {
	Job   string
	Chain string    // that has it
	Until time.Time // when it is free if that chain gives no sign until then
}

// Error names the job and the chain that has it.
func (e *HeldError) Error() string {
	return fmt.Sprintf("handover: the job %q is held by chain %s until %s", e.Job, e.Chain, e.Until.UTC().Format(time.RFC3339))
}

// lease is the data of a record: who works on the job, and how far it is.
type lease[Totals any] struct {
	Request  string           `json:"request"`
	Until    time.Time        `json:"until"` // the deadline of the invocation
	Handed   bool             `json:"handed,omitempty"`
	Finished bool             `json:"finished,omitempty"`
	Progress Progress[Totals] `json:"progress"`

	version int64
	expires time.Time
	lost    bool // another invocation has the job
}

// claim makes this invocation the one that works on the job. If the event was
// handed over or finished before, it returns the lease that says so.
func (r *run[T, Totals]) claim(ctx context.Context) (before *lease[Totals], err error) {
	rec, err := r.job.options.Store.Load(ctx, r.job.name())
	if err != nil {
		return nil, fmt.Errorf("load the job's record: %w", err)
	}
	old := lease[Totals]{version: rec.Version, expires: rec.Expires}
	if rec.Version > 0 {
		if err := json.Unmarshal(rec.Data, &old); err != nil {
			return nil, fmt.Errorf("the record of the job %q is not what this package saves: %w", r.job.name(), err)
		}
	}
	next := lease[Totals]{Request: r.request, version: rec.Version}
	switch now, was := time.Now(), old.Progress; {
	case rec.Version == 0:
	case was.Chain != r.progress.Chain:
		// A new chain may begin when the one before is done or has given up.
		if r.progress.Invocations > 1 || !old.Finished && now.Before(old.expires) {
			return nil, r.held(old)
		}
	case was.Invocations > r.progress.Invocations, was.Invocations == r.progress.Invocations && old.Finished:
		r.progress = was
		return &old, nil
	case was.Invocations == r.progress.Invocations:
		if old.Request != r.request && !old.Handed && now.Before(old.Until) {
			return nil, r.held(old)
		}
		r.progress, next.Handed = was, old.Handed // it is tried again
	}
	next.Until = time.Now().Add(r.job.options.Hold)
	if deadline, ok := ctx.Deadline(); ok {
		next.Until = deadline
	}
	r.lease = &next
	return nil, r.save(ctx)
}

// save writes the lease with the progress. If another invocation did so
// meanwhile, the job is its.
func (r *run[T, Totals]) save(ctx context.Context) error {
	l := r.lease
	l.Progress = r.progress
	data, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("save the job's record: %w", err)
	}
	l.expires = l.Until.Add(r.job.options.Hold)
	l.version++
	err = r.job.options.Store.Save(ctx, r.job.name(), Record{Version: l.version, Data: data, Expires: l.expires})
	if errors.Is(err, ErrConflict) {
		l.lost = true
		return r.other(ctx)
	}
	if err != nil {
		return fmt.Errorf("save the job's record: %w", err)
	}
	r.saved = time.Now()
	return nil
}

// release saves what was done by an invocation that fails, and lets another one
// continue at once. An error of the Store is not worth more than that of the
// invocation: the record is then as if the process had been killed.
func (r *run[T, Totals]) release(ctx context.Context) {
	if !r.lease.lost && !r.lease.Finished {
		r.lease.Until = time.Now()
		_ = r.save(ctx)
	}
}

// other says who has taken the job from this invocation.
func (r *run[T, Totals]) other(ctx context.Context) error {
	var now lease[Totals]
	if rec, err := r.job.options.Store.Load(ctx, r.job.name()); err == nil {
		_ = json.Unmarshal(rec.Data, &now) // at worst it names no chain
		now.expires = rec.Expires
	}
	return r.held(now)
}

func (r *run[T, Totals]) held(by lease[Totals]) error {
	return &HeldError{Job: r.job.name(), Chain: by.Progress.Chain, Until: by.expires}
}

// name is the job's name in the store.
func (j *Job[T, Totals]) name() string {
	if j.options.Name != "" {
		return j.options.Name
	}
	return lambdacontext.FunctionName
}
