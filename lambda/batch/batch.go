package batch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/awsessentials/essentials/awserr"
)

// ErrNotStarted is the class of errors of records that were not handled,
// because there was no time left or a record before them failed.
var ErrNotStarted = errors.New("not started")

// defaultReserve is enough to write the response.
const defaultReserve = time.Second

// Options are the options of this package. The zero value is the default.
type Options struct {
	// Reserve is how long before the function's deadline handling stops and the
	// handler's context ends. 0 is 1 s. It is at most half of the time left when
	// the batch begins.
	Reserve time.Duration
}

// SQS calls handle for each message, in order. With a FIFO queue, which is one
// whose name ends in .fifo, the messages of a group after one that failed are
// not handled. SQS may deliver a message more than once: handle must tolerate
// that.
//
// An event without messages, or of another source, is an [awserr.InvalidError],
// which [Report.Response] returns.
func SQS(ctx context.Context, event events.SQSEvent, handle func(context.Context, events.SQSMessage) error, o Options) Report {
	records := make([]record, len(event.Records))
	for i, m := range event.Records {
		records[i] = record{id: m.MessageId, source: m.EventSource}
		if strings.HasSuffix(m.EventSourceARN, ".fifo") {
			records[i].ordered, records[i].group = true, m.Attributes["MessageGroupId"]
		}
	}
	b := batch{operation: "batch.SQS", source: "aws:sqs", noun: "message", records: records, options: o}
	if handle != nil {
		b.handle = func(ctx context.Context, i int) error { return handle(ctx, event.Records[i]) }
	}
	return b.run(ctx)
}

// Kinesis calls handle for each record, in order, up to the first that fails. A
// record may be delivered more than once: handle must tolerate that.
//
// An event without records, or of another source, is an [awserr.InvalidError],
// which [Report.Response] returns.
func Kinesis(ctx context.Context, event events.KinesisEvent, handle func(context.Context, events.KinesisEventRecord) error, o Options) Report {
	records := make([]record, len(event.Records))
	for i, r := range event.Records {
		records[i] = record{id: r.Kinesis.SequenceNumber, source: r.EventSource, ordered: true}
	}
	b := batch{operation: "batch.Kinesis", source: "aws:kinesis", noun: "record", records: records, options: o}
	if handle != nil {
		b.handle = func(ctx context.Context, i int) error { return handle(ctx, event.Records[i]) }
	}
	return b.run(ctx)
}

// DynamoDB calls handle for each record of a table's stream, in order, up to the
// first that fails. A record may be delivered more than once: handle must
// tolerate that.
//
// An event without records, or of another source, is an [awserr.InvalidError],
// which [Report.Response] returns.
func DynamoDB(ctx context.Context, event events.DynamoDBEvent, handle func(context.Context, events.DynamoDBEventRecord) error, o Options) Report {
	records := make([]record, len(event.Records))
	for i, r := range event.Records {
		records[i] = record{id: r.Change.SequenceNumber, source: r.EventSource, ordered: true}
	}
	b := batch{operation: "batch.DynamoDB", source: "aws:dynamodb", noun: "record", records: records, options: o}
	if handle != nil {
		b.handle = func(ctx context.Context, i int) error { return handle(ctx, event.Records[i]) }
	}
	return b.run(ctx)
}

// record is the part of a record that all sources have in common.
type record struct {
	id      string
	source  string
	ordered bool   // records of the group after a failure are not handled
	group   string // "" for all of a stream
}

type batch struct {
	operation string
	source    string
	noun      string
	records   []record
	options   Options
	handle    func(context.Context, int) error
}

func (b batch) check(ctx context.Context) error {
	switch {
	case ctx == nil:
		return awserr.Invalid(b.operation, "ctx", nil, "must not be nil")
	case b.handle == nil:
		return awserr.Invalid(b.operation, "handle", nil, "must not be nil")
	case b.options.Reserve < 0:
		return awserr.Invalid(b.operation, "Options.Reserve", b.options.Reserve, "must not be negative")
	case len(b.records) == 0:
		return awserr.Invalid(b.operation, "event", nil, "must have records: is it an event of "+b.source+"?")
	}
	for i, r := range b.records {
		switch {
		case r.source != b.source:
			return awserr.Invalid(b.operation, fmt.Sprintf("event.Records[%d]", i), r.source, "must have the source "+b.source)
		case r.id == "":
			return awserr.Invalid(b.operation, fmt.Sprintf("event.Records[%d]", i), nil, "must have an ID, which the response needs")
		}
	}
	return nil
}

func (b batch) run(ctx context.Context) Report {
	report := Report{noun: b.noun}
	if report.err = b.check(ctx); report.err != nil {
		return report
	}
	ctx, late, cancel := b.limit(ctx)
	defer cancel()

	held := map[string]error{} // by group
	for i, r := range b.records {
		err := held[r.group]
		if err == nil {
			if err = late(ctx); err == nil {
				err = b.safely(ctx, i)
			}
		}
		if err == nil {
			report.Done++
			continue
		}
		report.Failed = append(report.Failed, Failure{ID: r.id, Err: err})
		if r.ordered && held[r.group] == nil {
			held[r.group] = fmt.Errorf("%w: %s %s before it failed", ErrNotStarted, b.noun, r.id)
		}
	}
	return report
}

// limit returns a context that ends when the reserve begins, and a function that
// returns the error of records for which there is no time left.
func (b batch) limit(ctx context.Context) (context.Context, func(context.Context) error, context.CancelFunc) {
	deadline, bounded := ctx.Deadline()
	left := time.Until(deadline)
	reserve := min(cmp.Or(b.options.Reserve, defaultReserve), max(left/2, 0))
	late := func(ctx context.Context) error {
		switch {
		case ctx.Err() == nil:
			return nil
		case bounded && left <= 0:
			// Some local tools set a deadline of 1970.
			return fmt.Errorf("%w: the deadline %s had passed before the batch began", ErrNotStarted, deadline.UTC().Format(time.RFC3339))
		}
		return fmt.Errorf("%w: %w with %v kept in reserve", ErrNotStarted, context.Cause(ctx), reserve)
	}
	if !bounded {
		return ctx, late, func() {}
	}
	ctx, cancel := context.WithDeadline(ctx, deadline.Add(-reserve))
	return ctx, late, cancel
}

// safely calls the handler and returns a panic as an error.
func (b batch) safely(ctx context.Context, i int) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{Value: v, Stack: debug.Stack()}
		}
	}()
	return b.handle(ctx, i)
}
