package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
)

// What became of an object.
const (
	wouldDelete = "would delete"
	deleted     = "deleted"
	failed      = "failed"
)

// An outcome is one object that is old enough, and what became of it.
type outcome struct {
	types.Object
	What string
	Err  error // with failed
}

// reason is why an object was not deleted, or empty.
func (o outcome) reason() string {
	if code := awserr.Code(o.Err); code != "" {
		return code + ": " + awserr.Message(o.Err)
	}
	if o.Err != nil {
		return o.Err.Error()
	}
	return ""
}

// A cleaner deletes what is old, or only says what it would delete.
type cleaner struct {
	s3          *s3.Client
	bucket      string
	prefix      string
	before      time.Time
	delete      bool
	batch       int    // objects in one request, 1 to 1000
	concurrency int    // requests in flight
	state       string // a file with the position; may be empty

	seen int // objects listed, old or not
}

// errStopped is the end of a walk that was interrupted; what was begun is done.
var errStopped = errors.New("stopped before the end")

// outcomes walks the objects and gives one outcome for each that is old enough.
//
// The position of an interrupted walk is the last key that was dealt with, and
// not a cursor: a cursor counts the items of a page, and here the items before it
// are deleted, so that the page that is fetched again begins elsewhere.
func (c *cleaner) outcomes(ctx context.Context) iter.Seq2[outcome, error] {
	return func(yield func(outcome, error) bool) {
		after, err := c.load()
		if err != nil {
			yield(outcome{}, err)
			return
		}
		old := collections.List[types.Object](c.s3.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: &c.bucket, Prefix: &c.prefix, StartAfter: after}).Filter(c.old)

		// A round is as much as may be in flight at once.
		for round, err := range old.Batches(ctx, c.batch*c.concurrency) {
			if ctx.Err() != nil {
				err = errStopped
			}
			if err != nil {
				yield(outcome{}, err)
				return
			}
			done, err := c.clean(ctx, round)
			for _, o := range done {
				if !yield(o, nil) {
					return
				}
			}
			if err == nil {
				err = c.save(round[len(round)-1].Key)
			}
			if err != nil {
				yield(outcome{}, err)
				return
			}
		}
		if err := c.forget(); err != nil {
			yield(outcome{}, err)
		}
	}
}

// old says whether an object is to go. One without a date stays.
func (c *cleaner) old(o types.Object) bool {
	c.seen++
	return o.LastModified != nil && o.LastModified.Before(c.before)
}

// clean deletes the objects of a round, or only says so. Objects that S3 refuses
// are failed outcomes; the error is for a request that failed as a whole.
func (c *cleaner) clean(ctx context.Context, round []types.Object) ([]outcome, error) {
	done := make([]outcome, len(round))
	for i, o := range round {
		done[i] = outcome{Object: o, What: wouldDelete}
	}
	if !c.delete {
		return done, nil
	}
	for i := range done {
		done[i].What = deleted
	}
	// What was begun is finished: a request that is cut off may have deleted
	// everything or nothing.
	report, _ := collections.Of(round...).Batch(context.WithoutCancel(ctx), c.deleteObjects,
		collections.BatchOptions{Size: c.batch, Concurrency: c.concurrency, Attempts: 4, ContinueOnError: true})
	var broken error
	for _, f := range report.Failed {
		done[f.Index].What, done[f.Index].Err = failed, f.Err
		if e, ok := errors.AsType[*smithy.OperationError](f.Err); ok && broken == nil {
			broken = e
		}
	}
	return done, broken
}

// deleteObjects deletes up to 1,000 objects by one request. S3 answers 200 and
// lists in it the keys that it did not delete.
func (c *cleaner) deleteObjects(ctx context.Context, objects []types.Object) ([]collections.Failure, error) {
	var failures []collections.Failure
	index := make(map[string]int, len(objects))
	var ids []types.ObjectIdentifier
	for i, o := range objects {
		if strings.ContainsFunc(aws.ToString(o.Key), notInXML) {
			failures = append(failures, collections.Failure{Index: i, Err: errNotInXML})
			continue
		}
		ids = append(ids, types.ObjectIdentifier{Key: o.Key})
		index[aws.ToString(o.Key)] = i
	}
	if len(ids) == 0 {
		return failures, nil
	}
	out, err := c.s3.DeleteObjects(ctx, &s3.DeleteObjectsInput{
		Bucket: &c.bucket,
		Delete: &types.Delete{Objects: ids, Quiet: aws.Bool(true)},
	})
	if err != nil {
		return nil, err
	}
	for _, e := range out.Errors {
		i, ok := index[aws.ToString(e.Key)]
		if !ok {
			return nil, fmt.Errorf("S3 reports a failure of %q, which was not asked for", aws.ToString(e.Key))
		}
		code := aws.ToString(e.Code)
		failures = append(failures, collections.Failure{
			Index: i,
			Err:   &smithy.GenericAPIError{Code: code, Message: aws.ToString(e.Message)},
			Retry: code == "InternalError" || code == "SlowDown" || code == "ServiceUnavailable",
		})
	}
	return failures, nil
}

// errNotInXML is why an object stays: the request is XML, which cannot write
// some characters, and the SDK would name another object in its place.
var errNotInXML = errors.New("its key has characters that a request for many objects cannot name; delete it by itself")

func notInXML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF
}

// A position says how far a walk has come.
type position struct {
	Bucket string `json:"bucket"`
	Prefix string `json:"prefix"`
	After  string `json:"after"` // the last key that was dealt with
}

// errPosition is a position that is damaged or of another walk.
var errPosition = errors.New("holds no position of this bucket and prefix")

// load returns the key after which an earlier walk stopped, nil if there was
// none.
func (c *cleaner) load() (after *string, err error) {
	if c.state == "" {
		return nil, nil
	}
	text, err := os.ReadFile(c.state)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var p position
	if json.Unmarshal(text, &p) != nil || p.After == "" || p.Bucket != c.bucket || p.Prefix != c.prefix {
		return nil, fmt.Errorf("%s %w: remove the file to begin at the beginning", c.state, errPosition)
	}
	return &p.After, nil
}

// save writes the position beside the file and then in its place, so that there
// is never half of one.
func (c *cleaner) save(key *string) error {
	if c.state == "" {
		return nil
	}
	text, err := json.Marshal(position{Bucket: c.bucket, Prefix: c.prefix, After: aws.ToString(key)})
	if err == nil {
		err = os.WriteFile(c.state+".new", text, 0o600)
	}
	if err == nil {
		err = os.Rename(c.state+".new", c.state)
	}
	if err != nil {
		return fmt.Errorf("save the position: %w", err)
	}
	return nil
}

// forget removes the position of a walk that has come to its end.
func (c *cleaner) forget() error {
	if c.state == "" {
		return nil
	}
	if err := os.Remove(c.state); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
