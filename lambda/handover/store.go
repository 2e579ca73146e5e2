package handover

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
)

// ErrConflict is returned by [Store.Save] if another invocation has saved the
// record meanwhile.
var ErrConflict = errors.New("the record has changed")

// A Record is the record of a job in a [Store].
type Record struct {
	// Version is the number of saves. 0 is no record.
	Version int64
	// Data is the content, a few hundred bytes of JSON.
	Data []byte
	// Expires is when the record is no longer needed.
	Expires time.Time
}

// A Store holds one record for each job. It must be safe for concurrent use by
// several processes.
type Store interface {
	// Load returns the record of a job, or the zero Record.
	Load(ctx context.Context, job string) (Record, error)
	// Save replaces the record of the previous version, or creates the record
	// for version 1. It returns ErrConflict if the stored version is another.
	Save(ctx context.Context, job string, r Record) error
}

// A HeldError reports that another invocation holds the job: one of another
// chain, or one of the same chain if an event was delivered twice. The invocation
// that returns it has stopped working on items.
type HeldError struct {
	Job   string
	Chain string    // that has it
	Until time.Time // when the hold ends unless that chain saves again
}

// Error returns the job and the chain that holds it.
func (e *HeldError) Error() string {
	return fmt.Sprintf("handover: the job %q is held by chain %s until %s", e.Job, e.Chain, e.Until.UTC().Format(time.RFC3339))
}

// lease is the data of a record: which invocation holds the job, and its
// progress.
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

// claim acquires the job for this invocation. If the event was handed over or
// finished already, it returns that lease.
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
		// A new chain may start when the one before is done or its hold has
		// ended.
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
		r.progress, next.Handed = was, old.Handed // a retry
	}
	next.Until = time.Now().Add(r.job.options.Hold)
	if deadline, ok := ctx.Deadline(); ok {
		next.Until = deadline
	}
	r.lease = &next
	return nil, r.save(ctx)
}

// save writes the lease with the progress. If another invocation has done so
// meanwhile, that one holds the job.
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

// release saves the progress of an invocation that fails, and lets a retry
// continue at once. An error of the Store is ignored in favor of that of the
// invocation: the record is then as if the process had been killed.
func (r *run[T, Totals]) release(ctx context.Context) {
	if !r.lease.lost && !r.lease.Finished {
		r.lease.Until = time.Now()
		_ = r.save(ctx)
	}
}

// other returns the error with the chain that has taken the job from this
// invocation.
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
