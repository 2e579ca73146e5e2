package s3fast

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/internal/ended"
	"github.com/awsessentials/essentials/internal/nils"
)

// Deleter deletes objects. *s3.Client is one.
type Deleter interface {
	DeleteObjects(context.Context, *s3.DeleteObjectsInput, ...func(*s3.Options)) (*s3.DeleteObjectsOutput, error)
}

// oneDeleter deletes an object whose key DeleteObjects cannot name.
type oneDeleter interface {
	DeleteObject(context.Context, *s3.DeleteObjectInput, ...func(*s3.Options)) (*s3.DeleteObjectOutput, error)
}

// DeleteOptions says how [Delete] deletes. The zero value makes 16 requests at a
// time.
type DeleteOptions struct {
	// Concurrency is how many requests are made at a time. 0 is 16.
	Concurrency int
	// Attempts is how often an object is sent that S3 was too busy for. 0 is 5,
	// 1 is no retry. The SDK's retries of whole requests come on top.
	Attempts int
	// DryRun only counts: no request is made.
	DryRun bool
	// Change, if not nil, changes each DeleteObjects request, as for MFA or
	// governance. It is called by several goroutines. A request for one object has
	// the same MFA, governance, owner and payer.
	Change func(*s3.DeleteObjectsInput)
	// OnBatch, if not nil, is called in the caller's goroutine when a request has
	// ended, with what was done so far.
	OnBatch func(DeleteReport)
}

// DeleteReport is what [Delete] did.
type DeleteReport struct {
	Objects  int // that were to be deleted
	Deleted  int // that are gone, or were not there
	Requests int // without the SDK's retries
	Failed   []DeleteFailure
}

// DeleteFailure is an object that was not deleted.
type DeleteFailure struct {
	Object types.ObjectIdentifier
	Code   string // of S3, as in "AccessDenied"; empty if Err has more
	Err    error
}

// DeleteError reports the objects that were not deleted, each with its reason.
// Its Unwrap has all reasons.
type DeleteError struct {
	Failed []DeleteFailure
}

// Error names the first objects.
func (e *DeleteError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "s3fast.Delete: %d objects were not deleted", len(e.Failed))
	for i, f := range e.Failed {
		if i == 3 {
			b.WriteString("; ...")
			break
		}
		fmt.Fprintf(&b, "; %.100q: %v", keyOf(f.Object), f.Err)
	}
	return b.String()
}

// Unwrap returns the reason of each failure.
func (e *DeleteError) Unwrap() []error {
	errs := make([]error, len(e.Failed))
	for i, f := range e.Failed {
		errs[i] = f.Err
	}
	return errs
}

const (
	perRequest      = 1000 // objects of a DeleteObjects request, a limit of S3
	defaultAttempts = 5
)

// Delete deletes objects, or versions of them, 1,000 a request, several requests
// at a time. It returns what was done; the error is nil if and only if all
// objects were deleted. An object that S3 refuses is a [DeleteFailure] and the
// others continue; a request that fails fails its objects and is the last to
// begin. An error of the sequence ends the call and is returned with the
// failures.
//
// When S3 asks to slow down, all requests wait, longer each time it does. Objects
// that it was too busy for are sent again. Keys that XML cannot hold, such as
// those with control characters, would name other objects in a DeleteObjects
// request: they are deleted one by one, if the client has DeleteObject, and fail
// if it has not. Wrong arguments are [awserr.ErrInvalid].
func Delete(ctx context.Context, client Deleter, bucket string, objects iter.Seq2[types.ObjectIdentifier, error], o DeleteOptions) (DeleteReport, error) {
	if err := validDelete(ctx, client, bucket, objects, o); err != nil {
		return DeleteReport{}, err
	}
	o.Concurrency = cmp.Or(o.Concurrency, defaultConcurrency)
	o.Attempts = cmp.Or(o.Attempts, defaultAttempts)
	d := &deleter{client: client, bucket: bucket, o: o, work: make(chan []types.ObjectIdentifier), results: make(chan deleted, o.Concurrency)}
	return d.run(ctx, objects)
}

func validDelete(ctx context.Context, client Deleter, bucket string, objects iter.Seq2[types.ObjectIdentifier, error], o DeleteOptions) error {
	argument, value, reason := "", any(nil), "must not be nil"
	switch {
	case ctx == nil:
		argument = "ctx"
	case nils.Is(client):
		argument = "client"
	case bucket == "":
		argument, value, reason = "bucket", bucket, "must not be empty"
	case objects == nil:
		argument = "objects"
	case o.Concurrency < 0 || o.Concurrency > maxConcurrency:
		argument, value, reason = "DeleteOptions.Concurrency", o.Concurrency, "must be between 0 and 10000"
	case o.Attempts < 0:
		argument, value, reason = "DeleteOptions.Attempts", o.Attempts, "must not be negative"
	default:
		return nil
	}
	return awserr.Invalid("s3fast.Delete", argument, value, reason)
}

// deleter is one call of Delete.
type deleter struct {
	client  Deleter
	bucket  string
	o       DeleteOptions
	brake   brake
	work    chan []types.ObjectIdentifier
	results chan deleted
	report  DeleteReport
	workers sync.WaitGroup
	started int  // workers
	pending int  // batches that were sent and not taken back
	failed  bool // a request failed: no more begin
}

// deleted is what came of one batch.
type deleted struct {
	requests int
	objects  int
	failed   []DeleteFailure
	fatal    bool
	panicked *callback.Panic
}

// run reads the sequence and hands on batches, on the caller's goroutine.
func (d *deleter) run(ctx context.Context, objects iter.Seq2[types.ObjectIdentifier, error]) (DeleteReport, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer d.workers.Wait()
	defer cancel()
	defer close(d.work)
	var end error
	var batch []types.ObjectIdentifier
	for object, err := range objects {
		if end = cmp.Or(err, ended.Err(ctx)); end != nil || d.failed {
			break
		}
		d.report.Objects++
		if keyOf(object) == "" { // S3 would refuse the whole request
			d.report.Failed = append(d.report.Failed, all([]types.ObjectIdentifier{object}, errNoKey)...)
			continue
		}
		if batch = append(batch, object); len(batch) == perRequest {
			d.send(ctx, batch)
			batch = nil
		}
	}
	if len(batch) > 0 && end == nil {
		d.send(ctx, batch)
	} else {
		d.unsent(batch, end)
	}
	for d.pending > 0 {
		d.take(<-d.results)
	}
	return d.report, d.err(end)
}

func (d *deleter) err(end error) error {
	if len(d.report.Failed) == 0 {
		return end
	}
	failures := &DeleteError{d.report.Failed}
	if end == nil {
		return failures
	}
	return errors.Join(end, failures)
}

var errNoKey = awserr.Invalid("s3fast.Delete", "Key", "", "must not be empty")

var errUnsent = errors.New("not sent, since an earlier request failed")

// unsent notes objects that no request was made for.
func (d *deleter) unsent(batch []types.ObjectIdentifier, why error) {
	if !d.o.DryRun {
		d.report.Failed = append(d.report.Failed, all(batch, cmp.Or(why, errUnsent))...)
	}
}

// send hands on a batch when a worker is free.
func (d *deleter) send(ctx context.Context, batch []types.ObjectIdentifier) {
	if d.o.DryRun {
		d.progress()
		return
	}
	for d.pending == d.o.Concurrency || len(d.results) > 0 {
		d.take(<-d.results)
	}
	if d.failed {
		d.unsent(batch, nil)
		return
	}
	if d.pending == d.started {
		d.started++
		d.workers.Go(func() { d.serve(ctx) })
	}
	d.pending++
	d.work <- batch
}

// take notes a result.
func (d *deleter) take(r deleted) {
	d.pending--
	r.panicked.Continue()
	d.report.Requests += r.requests
	d.report.Deleted += r.objects - len(r.failed)
	d.report.Failed = append(d.report.Failed, r.failed...)
	d.failed = d.failed || r.fatal
	d.progress()
}

func (d *deleter) progress() {
	if d.o.OnBatch != nil {
		report := d.report
		report.Failed = slices.Clip(report.Failed)
		d.o.OnBatch(report)
	}
}

// serve deletes batch after batch. There is room for its results, so that it
// never waits for the caller.
func (d *deleter) serve(ctx context.Context) {
	for batch := range d.work {
		r := deleted{objects: len(batch)}
		p := callback.Run(func() { d.batch(ctx, batch, &r) }, func(err error) {
			d.results <- deleted{requests: r.requests, objects: len(batch), failed: all(batch, err), fatal: true}
		})
		r.panicked = p
		d.results <- r
	}
}

// batch deletes the objects of one request, and again those that S3 was too busy
// for.
func (d *deleter) batch(ctx context.Context, batch []types.ObjectIdentifier, r *deleted) {
	batch = d.oneByOne(ctx, batch, r)
	for attempt := 1; len(batch) > 0; attempt++ {
		failed, err := d.request(ctx, batch, r)
		busy := false
		var again []types.ObjectIdentifier
		for _, f := range failed {
			passing := busyCode(f.Code)
			busy = busy || passing
			if passing && attempt < d.o.Attempts {
				again = append(again, f.Object)
			} else {
				r.failed = append(r.failed, f)
			}
		}
		if busy {
			d.brake.pull()
		} else if err == nil {
			d.brake.release()
		}
		r.fatal = err != nil && len(again) == 0
		batch = again
	}
}

// request makes one request. If that fails, all its objects do.
func (d *deleter) request(ctx context.Context, batch []types.ObjectIdentifier, r *deleted) ([]DeleteFailure, error) {
	if err := d.brake.wait(ctx); err != nil {
		return all(batch, err), err
	}
	in := &s3.DeleteObjectsInput{Bucket: &d.bucket, Delete: &types.Delete{Objects: batch, Quiet: aws.Bool(true)}}
	if d.o.Change != nil {
		d.o.Change(in)
	}
	r.requests++
	out, err := d.client.DeleteObjects(ctx, in, d.brake.option)
	if err != nil {
		return all(batch, err), err
	}
	return refused(batch, out.Errors), nil
}

// refused finds the objects that an answer names. They are those of the request
// and not of the answer: what is sent again must be what was meant. An answer that
// names another object leaves all in doubt, and none counts as deleted.
func refused(batch []types.ObjectIdentifier, errs []types.Error) []DeleteFailure {
	if len(errs) == 0 {
		return nil
	}
	type name struct{ key, version string }
	byName := make(map[name][]types.ObjectIdentifier, len(batch)) // equal ones several times
	for _, object := range batch {
		n := name{keyOf(object), aws.ToString(object.VersionId)}
		byName[n] = append(byName[n], object)
	}
	var failed []DeleteFailure
	for _, e := range errs {
		n := name{aws.ToString(e.Key), aws.ToString(e.VersionId)}
		objects, sent := byName[n]
		if !sent { // a version that was not asked for
			n.version = ""
			objects, sent = byName[n]
		}
		if !sent {
			return all(batch, fmt.Errorf("%w: %.100q: %s: %s", errOther, n.key, aws.ToString(e.Code), aws.ToString(e.Message)))
		}
		byName[n] = nil // once, however often it is named
		for _, object := range objects {
			failed = append(failed, DeleteFailure{
				Object: object,
				Code:   aws.ToString(e.Code),
				Err:    &smithy.GenericAPIError{Code: aws.ToString(e.Code), Message: aws.ToString(e.Message)},
			})
		}
	}
	return failed
}

var errOther = errors.New("the answer refuses an object that was not in the request")

// busyCode reports whether an error means that S3 was too busy.
func busyCode(code string) bool {
	switch code {
	case "SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout", "Throttling", "ThrottlingException":
		return true
	}
	return false
}

// all fails all objects for one reason.
func all(batch []types.ObjectIdentifier, err error) []DeleteFailure {
	failed := make([]DeleteFailure, len(batch))
	for i, object := range batch {
		failed[i] = DeleteFailure{Object: object, Code: awserr.Code(err), Err: err}
	}
	return failed
}

var errKey = errors.New("the key has characters that a DeleteObjects request cannot hold, and the client has no DeleteObject")

// oneByOne deletes the objects whose keys are no XML and returns the others. The
// SDK would write U+FFFD instead of such a character, which is another key.
func (d *deleter) oneByOne(ctx context.Context, batch []types.ObjectIdentifier, r *deleted) []types.ObjectIdentifier {
	n := 0
	for n < len(batch) && !unwritable(batch[n]) {
		n++
	}
	one, _ := d.client.(oneDeleter)
	rest := batch[:n:n]
	for _, object := range batch[n:] {
		if !unwritable(object) {
			rest = append(rest, object)
			continue
		}
		err := errKey
		if one != nil {
			if err = d.brake.wait(ctx); err == nil {
				r.requests++
				_, err = one.DeleteObject(ctx, d.single(object), d.brake.option)
			}
		}
		if err != nil {
			r.failed = append(r.failed, all([]types.ObjectIdentifier{object}, err)...)
		}
	}
	return rest
}

// single is the request for one object, changed as those for many are.
func (d *deleter) single(object types.ObjectIdentifier) *s3.DeleteObjectInput {
	many := &s3.DeleteObjectsInput{Bucket: &d.bucket, Delete: &types.Delete{Objects: []types.ObjectIdentifier{object}}}
	if d.o.Change != nil {
		d.o.Change(many)
	}
	return &s3.DeleteObjectInput{
		Bucket: many.Bucket, Key: object.Key, VersionId: object.VersionId,
		BypassGovernanceRetention: many.BypassGovernanceRetention, ExpectedBucketOwner: many.ExpectedBucketOwner,
		MFA: many.MFA, RequestPayer: many.RequestPayer,
	}
}

// unwritable reports whether the key has a character that XML has not, or reads
// as another one: a carriage return is a line end to it.
func unwritable(object types.ObjectIdentifier) bool {
	key := keyOf(object)
	return !utf8.ValidString(key) || strings.ContainsFunc(key, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF
	})
}

func keyOf(object types.ObjectIdentifier) string { return aws.ToString(object.Key) }
