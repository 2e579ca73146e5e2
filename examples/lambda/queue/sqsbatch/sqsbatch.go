// Package sqsbatch works through an SQS batch in a Lambda function so that one
// bad message costs nobody else a retry.
//
// [Process] handles the messages one after the other and notes those that
// failed; [Result.Response] is the answer that Lambda expects. Lambda reads it
// only when the event source mapping has FunctionResponseTypes set to
// ReportBatchItemFailures. Without it every failed message is deleted as if it had
// been handled.
package sqsbatch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// ErrNotStarted is the class of errors of messages that were not handled: the
// time was up, or an earlier message of a FIFO queue failed.
var ErrNotStarted = errors.New("sqsbatch: not started")

// defaultReserve is ample for writing the answer.
const defaultReserve = time.Second

// Options of [Process]. The zero value is the default.
type Options struct {
	// Reserve is the time before the function's deadline in which no message is
	// handled: a function that is cut off loses its answer, and then the
	// whole batch comes back, also what was done. Default 1 s.
	Reserve time.Duration
}

// A Failure is a message that goes back to the queue.
type Failure struct {
	MessageID string
	// Err is what the handler returned, a [*PanicError], or an ErrNotStarted.
	Err error
}

// A Result is what became of a batch.
type Result struct {
	// Done counts the messages that were handled; they leave the queue.
	Done int
	// Failed has the others, in the order of the batch.
	Failed []Failure
}

// A PanicError is a panic of the handler, kept to its message.
type PanicError struct {
	Value any
	Stack []byte
}

// Error implements error.
func (e *PanicError) Error() string { return fmt.Sprintf("sqsbatch: handler panicked: %v", e.Value) }

// Unwrap returns the value of the panic when it was an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// Process calls handle for each message, in order, on a context that ends at
// the function's deadline less the reserve. A handler that fails or panics
// fails its message alone; with a FIFO queue everything after it is held back,
// so that it is delivered again in order. SQS may deliver a message more
// than once: handle must tolerate that.
func Process(ctx context.Context, event events.SQSEvent, o Options, handle func(context.Context, events.SQSMessage) error) Result {
	reserve := cmp.Or(o.Reserve, defaultReserve)
	began := time.Now()
	deadline, bounded := ctx.Deadline()
	if bounded {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, deadline.Add(-reserve))
		defer cancel()
	}

	var res Result
	var held error
	for _, m := range event.Records {
		err := held
		switch {
		case err != nil:
		case ctx.Err() == nil:
			err = safely(ctx, m, handle)
		case bounded && !deadline.After(began):
			// Some local tools say 1970: name it, or nobody finds it.
			err = fmt.Errorf("%w: the deadline %s had passed before the batch began", ErrNotStarted, deadline.UTC().Format(time.RFC3339))
		default:
			err = fmt.Errorf("%w: %w with %v kept in reserve", ErrNotStarted, ctx.Err(), reserve)
		}
		if err == nil {
			res.Done++
			continue
		}
		res.Failed = append(res.Failed, Failure{MessageID: m.MessageId, Err: err})
		if held == nil && strings.HasSuffix(m.EventSourceARN, ".fifo") {
			held = fmt.Errorf("%w: message %s before it failed", ErrNotStarted, m.MessageId)
		}
	}
	return res
}

func safely(ctx context.Context, m events.SQSMessage, handle func(context.Context, events.SQSMessage) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{Value: v, Stack: debug.Stack()}
		}
	}()
	return handle(ctx, m)
}

// Response is the function's answer: the failed messages. When not one message
// was handled it is an error instead, which has the same effect on the messages,
// is counted as an error of the function, and makes Lambda poll more slowly.
func (r Result) Response() (events.SQSEventResponse, error) {
	if r.Done == 0 && len(r.Failed) > 0 {
		return events.SQSEventResponse{}, fmt.Errorf("sqsbatch: all %d messages failed, the first with: %w", len(r.Failed), r.Failed[0].Err)
	}
	resp := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
	for _, f := range r.Failed {
		resp.BatchItemFailures = append(resp.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: f.MessageID})
	}
	return resp, nil
}
