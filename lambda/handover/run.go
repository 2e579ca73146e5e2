package handover

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/awsessentials/essentials/paginate"
)

// run is one invocation.
type run[T, Totals any] struct {
	job      *Job[T, Totals]
	request  string
	progress Progress[Totals]
	lease    *lease[Totals] // nil without a Store
	saved    time.Time
}

func (r *run[T, Totals]) handle(ctx context.Context) (Result[Totals], error) {
	if r.job.options.Store == nil {
		return r.steps(ctx)
	}
	before, err := r.claim(ctx)
	if err != nil {
		return r.result(false), err
	}
	if before != nil {
		return r.result(before.Finished), nil
	}
	ended := false
	defer func() {
		if !ended { // with an error or a panic
			r.release(ctx)
		}
	}()
	res, err := r.steps(ctx)
	ended = err == nil
	return res, err
}

// steps works on items, and then calls Finish or makes the next invocation.
func (r *run[T, Totals]) steps(ctx context.Context) (Result[Totals], error) {
	if r.lease != nil && r.lease.Handed {
		return r.handOver(ctx)
	}
	done, err := r.items(ctx)
	switch {
	case err != nil:
		return r.result(false), err
	case !done:
		return r.handOver(ctx)
	}
	if finish := r.job.options.Finish; finish != nil {
		if err := finish(ctx, r.progress); err != nil {
			return r.result(false), err
		}
	}
	if r.lease != nil {
		r.lease.Finished = true
		if err := r.save(ctx); err != nil {
			return r.result(true), err
		}
	}
	return r.result(true), nil
}

func (r *run[T, Totals]) result(done bool) Result[Totals] {
	return Result[Totals]{Done: done, Handover: r.progress}
}

// items works on items and reports whether all are done.
func (r *run[T, Totals]) items(ctx context.Context) (done bool, err error) {
	work, over, cancel := r.limit(ctx)
	defer cancel()
	cutOff := func() bool { return work.Err() != nil && ctx.Err() == nil }

	first := r.progress.Items
	var cur paginate.Cursor
	for item, err := range r.job.walk(work, []byte(r.progress.Cursor), &cur) {
		if err == nil {
			err = r.item(work, item)
		}
		if err != nil && cutOff() && r.progress.Items > first {
			return false, nil // it is the first of the next invocation
		}
		if err != nil {
			return false, err // as it is: Step Functions match its type
		}
		if err := r.after(ctx, &cur); err != nil {
			return false, err
		}
		// The check is after the work: whatever the deadline, an invocation does at
		// least one item, so that a chain ends.
		if over() && !cur.Finished() {
			return false, nil
		}
	}
	return true, nil
}

// limit returns a context that ends in the middle of the reserve, and a function
// that reports whether the reserve has begun.
func (r *run[T, Totals]) limit(ctx context.Context) (context.Context, func() bool, context.CancelFunc) {
	deadline, bounded := ctx.Deadline()
	if !bounded {
		return ctx, func() bool { return false }, func() {}
	}
	reserve := min(r.job.options.Reserve, time.Until(deadline)/2)
	begins := deadline.Add(-reserve)
	work, cancel := context.WithDeadline(ctx, deadline.Add(-reserve/2))
	return work, func() bool { return !time.Now().Before(begins) }, cancel
}

// item works on one item. If that fails, the totals do not change.
func (r *run[T, Totals]) item(ctx context.Context, item T) (err error) {
	before, returned := r.progress.Totals, false
	defer func() {
		if !returned || err != nil {
			r.progress.Totals = before
		}
	}()
	err = r.job.work(ctx, item, &r.progress.Totals)
	returned = true
	return err
}

// after records that an item is done.
func (r *run[T, Totals]) after(ctx context.Context, cur *paginate.Cursor) error {
	state, err := cur.MarshalText()
	if err != nil {
		return err
	}
	r.progress.Items++
	r.progress.Cursor = string(state)
	if r.lease == nil || time.Since(r.saved) < r.job.options.SaveEvery {
		return nil
	}
	return r.save(ctx)
}

// handOver makes the next invocation for the remaining items.
func (r *run[T, Totals]) handOver(ctx context.Context) (Result[Totals], error) {
	res := r.result(false)
	if r.progress.Invocations >= r.job.options.MaxInvocations {
		return res, fmt.Errorf("%w: not done after %d, and %d items", ErrLimit, r.progress.Invocations, r.progress.Items)
	}
	if r.lease != nil && !r.lease.Handed {
		// Saved first: a retry of this invocation only hands over again, and does
		// no work.
		r.lease.Handed = true
		if err := r.save(ctx); err != nil {
			return res, err
		}
	}
	if r.job.options.Next == nil {
		return res, nil
	}
	event, err := json.Marshal(res)
	if err != nil {
		return res, fmt.Errorf("hand over: %w", err)
	}
	if err := r.job.options.Next(ctx, event); err != nil {
		return res, fmt.Errorf("hand over: %w", err)
	}
	return res, nil
}
