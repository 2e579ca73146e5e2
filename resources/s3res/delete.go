package s3res

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/resources/s3fast"
)

// Delete deletes the objects, 1,000 a request (DeleteObjects), while the
// collection is listed, and returns how many were deleted, or were not there. The
// options are those of [s3fast.Delete], at most one: 16 requests at a time in each
// bucket, dry run, progress. With a dry run it returns how many would be deleted.
// OnBatch is called with the sums of all buckets, by one goroutine at a time.
//
// When S3 asks to slow down, all requests wait. The error names each object that
// was not deleted, in a [*DeleteError]. A request that fails for another reason
// than its objects, such as denied access, ends it; if the collection is made of
// several, the other buckets go on.
func (c *Objects) Delete(ctx context.Context, opts ...s3fast.DeleteOptions) (int, error) {
	return deleteAll(ctx, c.Erased(), func(r any) (target, error) {
		o := r.(*Object)
		if err := o.check("s3.DeleteObjects"); err != nil {
			return target{}, err
		}
		o.state.Changed()
		return target{place{o.service, o.BucketName}, types.ObjectIdentifier{Key: &o.Key}}, nil
	}, opts)
}

// Delete deletes the object versions and delete markers; see [Objects.Delete].
func (c *ObjectVersions) Delete(ctx context.Context, opts ...s3fast.DeleteOptions) (int, error) {
	return deleteAll(ctx, c.Erased(), func(r any) (target, error) {
		o := r.(*ObjectVersion)
		if err := o.check("s3.DeleteObjects"); err != nil {
			return target{}, err
		}
		return target{place{o.service, o.BucketName}, types.ObjectIdentifier{Key: &o.ObjectKey, VersionId: &o.ID}}, nil
	}, opts)
}

// DeleteError names the objects that were not deleted. Its Unwrap has each of
// them, as a [resources.ItemError] with an *Object or an *ObjectVersion.
type DeleteError struct{ Items []*resources.ItemError }

// Error names the first objects.
func (e *DeleteError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "s3.DeleteObjects: %d not deleted: ", len(e.Items))
	for i, item := range e.Items {
		if i == 3 {
			fmt.Fprintf(&b, "and %d more", len(e.Items)-i)
			break
		}
		fmt.Fprint(&b, item)
		if i+1 < len(e.Items) {
			b.WriteString("; ")
		}
	}
	return b.String()
}

// Unwrap returns Items.
func (e *DeleteError) Unwrap() []error {
	errs := make([]error, len(e.Items))
	for i, item := range e.Items {
		errs[i] = item
	}
	return errs
}

// place is where DeleteObjects deletes: a bucket, as a service reaches it.
type place struct {
	service *S3
	bucket  string
}

// target is what is to be deleted.
type target struct {
	place
	object types.ObjectIdentifier
}

// deleteAll deletes a collection, each bucket of it by one s3fast.Delete.
func deleteAll(ctx context.Context, items *collections.Erased, targetOf func(any) (target, error), opts []s3fast.DeleteOptions) (int, error) {
	const operation = "s3.DeleteObjects"
	var o s3fast.DeleteOptions
	switch {
	case ctx == nil:
		return 0, awserr.Invalid(operation, "ctx", nil, "must be a context")
	case len(opts) > 1:
		return 0, awserr.Invalid(operation, "opts", len(opts), "must be at most one")
	case len(opts) == 1:
		o = opts[0]
	}
	o.Concurrency = cmp.Or(o.Concurrency, items.Concurrency())
	switch {
	case o.Concurrency < 0 || o.Concurrency > 10_000:
		return 0, awserr.Invalid(operation, "DeleteOptions.Concurrency", o.Concurrency, "must be from 0 to 10,000")
	case o.Attempts < 0:
		return 0, awserr.Invalid(operation, "DeleteOptions.Attempts", o.Attempts, "must not be negative")
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	e := &eraser{o: o, ctx: ctx, cancel: cancel, combined: items.Combined(), lanes: map[place]*lane{}}
	end := e.run(items.Items().All(ctx), targetOf)
	e.panicked.Continue()
	return e.result(end)
}

// eraser deletes in several buckets at a time, each in a lane of its own.
type eraser struct {
	o        s3fast.DeleteOptions
	ctx      context.Context
	cancel   func()
	combined bool
	lanes    map[place]*lane
	order    []*lane
	workers  sync.WaitGroup
	wrong    []*resources.ItemError // not handed on

	mu       sync.Mutex
	total    s3fast.DeleteReport // of all lanes
	panicked *callback.Panic
}

// lane is the work in one bucket.
type lane struct {
	place
	batch  []types.ObjectIdentifier      // not handed on yet
	work   chan []types.ObjectIdentifier // handed on
	done   chan struct{}                 // closed when no more is taken
	left   []types.ObjectIdentifier      // that no request was made for
	report s3fast.DeleteReport
	err    error
}

// batchSize is how many objects are handed on at once: those of a request.
const batchSize = 1000

// run hands what is listed to the lanes of their buckets, until the listing or
// the work ends. The lanes have ended when it returns.
func (e *eraser) run(items iter.Seq2[any, error], targetOf func(any) (target, error)) error {
	defer e.join() // also if the listing panics
	for item, err := range items {
		if err != nil {
			return err
		}
		t, err := targetOf(item)
		if err != nil {
			e.wrong = append(e.wrong, &resources.ItemError{Resource: item.(fmt.Stringer), Err: err})
			continue
		}
		l := e.lane(t.place)
		l.batch = append(l.batch, t.object)
		if len(l.batch) == batchSize && !l.flush() && !e.combined {
			break
		}
	}
	for _, l := range e.order {
		l.flush()
	}
	return nil
}

func (e *eraser) lane(p place) *lane {
	if l := e.lanes[p]; l != nil {
		return l
	}
	l := &lane{place: p, work: make(chan []types.ObjectIdentifier), done: make(chan struct{})}
	e.lanes[p], e.order = l, append(e.order, l)
	e.workers.Go(func() {
		defer close(l.done)
		if p := callback.Run(func() { e.serve(l) }, func(err error) { l.err = err }); p != nil {
			e.mu.Lock()
			defer e.mu.Unlock()
			e.panicked = cmp.Or(e.panicked, p)
			e.cancel()
		}
	})
	return l
}

// flush hands on what is there. It reports whether the lane took it.
func (l *lane) flush() bool {
	batch := l.batch
	l.batch = nil
	if len(batch) == 0 {
		return true
	}
	select {
	case l.work <- batch:
		return true
	case <-l.done:
		l.left = append(l.left, batch...)
		return false
	}
}

// serve deletes what is handed on.
func (e *eraser) serve(l *lane) {
	client, ok := l.service.api().(s3fast.Deleter)
	if !ok {
		l.err = l.service.at().Lacks("s3.DeleteObjects")
		return
	}
	o := e.o
	o.OnBatch = func(r s3fast.DeleteReport) { e.note(l, r) }
	before := 0 // objects of earlier batches
	var batch []types.ObjectIdentifier
	report, err := s3fast.Delete(e.ctx, client, l.bucket, func(yield func(types.ObjectIdentifier, error) bool) {
		for batch = range l.work {
			for _, object := range batch {
				if !yield(object, nil) {
					return
				}
			}
			before += len(batch)
		}
		batch = nil
	}, o)
	l.report, l.err, l.left = report, err, batch[min(report.Objects-before, len(batch)):]
}

// note adds what a lane did to the report of all, and hands it on. It is called
// by one lane at a time.
func (e *eraser) note(l *lane, r s3fast.DeleteReport) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.total.Objects += r.Objects - l.report.Objects
	e.total.Deleted += r.Deleted - l.report.Deleted
	e.total.Requests += r.Requests - l.report.Requests
	e.total.Failed = append(e.total.Failed, r.Failed[len(l.report.Failed):]...)
	l.report = r
	if e.o.OnBatch != nil {
		total := e.total
		total.Failed = slices.Clip(total.Failed)
		e.o.OnBatch(total)
	}
}

// join ends the lanes.
func (e *eraser) join() {
	for _, l := range e.order {
		close(l.work)
	}
	e.workers.Wait()
}

var errNotSent = errors.New("not sent, since an earlier request failed")

// result adds up what the lanes did.
func (e *eraser) result(end error) (n int, err error) {
	errs, items := []error{end}, e.wrong
	for _, l := range e.order {
		if n += l.report.Deleted; e.o.DryRun {
			n += l.report.Objects
			l.left, l.batch = nil, nil // nothing was to be sent
		}
		why := errNotSent
		if len(l.report.Failed) == 0 && l.err != nil {
			errs, why = append(errs, l.err), l.err
		}
		for _, f := range l.report.Failed {
			items = append(items, l.failed(f.Object, f.Err))
		}
		for _, object := range append(l.left, l.batch...) {
			items = append(items, l.failed(object, cmp.Or(end, why)))
		}
	}
	if len(items) > 0 {
		errs = append(errs, &DeleteError{items})
	}
	return n, errors.Join(errs...)
}

func (p place) failed(object types.ObjectIdentifier, err error) *resources.ItemError {
	if object.VersionId != nil {
		return &resources.ItemError{Resource: p.service.ObjectVersion(p.bucket, aws.ToString(object.Key), *object.VersionId), Err: err}
	}
	return &resources.ItemError{Resource: p.service.Object(p.bucket, aws.ToString(object.Key)), Err: err}
}
