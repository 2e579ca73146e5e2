package batch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
)

// A Report is the result of a batch.
type Report struct {
	// Done is the number of records that were handled.
	Done int
	// Failed has the others, in the order of the batch.
	Failed []Failure

	err  error // of the arguments
	noun string
}

// A Failure is a record that Lambda delivers again.
type Failure struct {
	// ID identifies the record to Lambda: the message ID of SQS, or the sequence
	// number of a stream.
	ID string
	// Err is the error of the handler, a [*PanicError], or of class
	// [ErrNotStarted].
	Err error
}

// A Response is the function's result, in the form that Lambda expects for all
// three sources.
type Response struct {
	BatchItemFailures []ItemFailure `json:"batchItemFailures"`
}

// An ItemFailure identifies a record that Lambda delivers again.
type ItemFailure struct {
	ItemIdentifier string `json:"itemIdentifier"`
}

// Response returns the function's result. If no record was handled it returns
// the first error instead: the records are delivered again all the same, the
// failure is counted in the function's error metric, and Lambda polls the queue
// more slowly.
func (r Report) Response() (Response, error) {
	if r.err != nil {
		return Response{}, r.err
	}
	if r.Done == 0 && len(r.Failed) > 0 {
		return Response{}, fmt.Errorf("all %d %ss failed, the first with: %w", len(r.Failed), r.noun, r.Failed[0].Err)
	}
	resp := Response{BatchItemFailures: []ItemFailure{}} // null would be an invalid answer
	for _, f := range r.Failed {
		resp.BatchItemFailures = append(resp.BatchItemFailures, ItemFailure{f.ID})
	}
	return resp, nil
}

// Log writes one line for each record whose handler failed, and one for all that
// were not started, with their number and the reason of the first. A nil logger
// is [slog.Default].
func (r Report) Log(ctx context.Context, logger *slog.Logger) {
	if logger == nil {
		logger = slog.Default()
	}
	var first error
	notStarted := 0
	for _, f := range r.Failed {
		if errors.Is(f.Err, ErrNotStarted) {
			notStarted++
			if first == nil {
				first = f.Err
			}
			continue
		}
		args := []any{"id", f.ID, "error", f.Err}
		if p, ok := errors.AsType[*PanicError](f.Err); ok {
			args = append(args, "stack", string(p.Stack))
		}
		logger.ErrorContext(ctx, r.noun+" failed", args...)
	}
	if notStarted > 0 {
		logger.WarnContext(ctx, r.noun+"s not started", "count", notStarted, "error", first)
	}
}

// A PanicError is a panic of the handler.
type PanicError struct {
	Value any
	Stack []byte
}

// Error returns the value of the panic as text.
func (e *PanicError) Error() string { return fmt.Sprintf("handler panicked: %v", e.Value) }

// Unwrap returns the value of the panic if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}
