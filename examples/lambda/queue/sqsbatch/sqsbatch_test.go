package sqsbatch_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/examples/lambda/queue/sqsbatch"
)

var errBad = errors.New("bad message")

func batch(queue string, ids ...string) events.SQSEvent {
	var ev events.SQSEvent
	for _, id := range ids {
		ev.Records = append(ev.Records, events.SQSMessage{MessageId: id, EventSourceARN: "arn:aws:sqs:us-east-1:123456789012:" + queue})
	}
	return ev
}

func failed(r sqsbatch.Result) (ids []string) {
	for _, f := range r.Failed {
		ids = append(ids, f.MessageID)
	}
	return ids
}

func TestOnlyWhatFailedComesBack(t *testing.T) {
	res := sqsbatch.Process(t.Context(), batch("orders", "a", "b", "c", "d"), sqsbatch.Options{},
		func(_ context.Context, m events.SQSMessage) error {
			if m.MessageId == "b" || m.MessageId == "d" {
				return errBad
			}
			return nil
		})
	assert.Equal(t, 2, res.Done)
	assert.Equal(t, []string{"b", "d"}, failed(res))
	assert.ErrorIs(t, res.Failed[0].Err, errBad)

	resp, err := res.Response()
	require.NoError(t, err)
	out, err := json.Marshal(resp)
	require.NoError(t, err)
	assert.JSONEq(t, `{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"d"}]}`, string(out))
}

func TestNoFailureIsAnEmptyListAndNotNull(t *testing.T) {
	for _, ev := range []events.SQSEvent{{}, batch("orders", "a")} {
		resp, err := sqsbatch.Process(t.Context(), ev, sqsbatch.Options{},
			func(context.Context, events.SQSMessage) error { return nil }).Response()
		require.NoError(t, err)
		out, err := json.Marshal(resp)
		require.NoError(t, err)
		assert.JSONEq(t, `{"batchItemFailures":[]}`, string(out))
	}
}

func TestAPanicIsKeptToItsMessage(t *testing.T) {
	for name, value := range map[string]any{"error": errBad, "text": "boom", "out of range": nil} {
		t.Run(name, func(t *testing.T) {
			res := sqsbatch.Process(t.Context(), batch("orders", "a", "b", "c"), sqsbatch.Options{},
				func(_ context.Context, m events.SQSMessage) error {
					if m.MessageId != "b" {
						return nil
					}
					if value == nil {
						return errors.New(m.Body[:1]) // the body is empty
					}
					panic(value)
				})
			assert.Equal(t, 2, res.Done)
			require.Equal(t, []string{"b"}, failed(res))
			p, ok := errors.AsType[*sqsbatch.PanicError](res.Failed[0].Err)
			require.True(t, ok)
			assert.Contains(t, string(p.Stack), "TestAPanicIsKeptToItsMessage")
			assert.Equal(t, name == "error", errors.Is(p, errBad), "an error inside can be told")
		})
	}
}

func TestAFIFOQueueStopsAtTheFirstFailure(t *testing.T) {
	var handled []string
	res := sqsbatch.Process(t.Context(), batch("orders.fifo", "a", "b", "c", "d"), sqsbatch.Options{},
		func(_ context.Context, m events.SQSMessage) error {
			handled = append(handled, m.MessageId)
			if m.MessageId == "b" {
				return errBad
			}
			return nil
		})
	assert.Equal(t, []string{"a", "b"}, handled)
	assert.Equal(t, []string{"b", "c", "d"}, failed(res))
	assert.ErrorIs(t, res.Failed[0].Err, errBad)
	for _, f := range res.Failed[1:] {
		assert.ErrorIs(t, f.Err, sqsbatch.ErrNotStarted)
		assert.ErrorContains(t, f.Err, "message b before it failed")
	}
}

func TestTheRestIsMarkedFailedWhenTheReserveIsReached(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		began := time.Now()
		res := sqsbatch.Process(ctx, batch("orders", "a", "b", "c", "d"), sqsbatch.Options{Reserve: 3 * time.Second},
			func(ctx context.Context, m events.SQSMessage) error {
				select {
				case <-time.After(3 * time.Second):
					return nil
				case <-ctx.Done():
					return fmt.Errorf("store: %w", ctx.Err())
				}
			})
		assert.Equal(t, 7*time.Second, time.Since(began), "the third message is cut off at the reserve")
		assert.Equal(t, 2, res.Done)
		require.Equal(t, []string{"c", "d"}, failed(res))
		assert.NotErrorIs(t, res.Failed[0].Err, sqsbatch.ErrNotStarted)
		assert.ErrorIs(t, res.Failed[1].Err, sqsbatch.ErrNotStarted)
		assert.ErrorIs(t, res.Failed[1].Err, context.DeadlineExceeded)
	})
}

func TestADeadlineIn1970IsNamed(t *testing.T) {
	ctx, cancel := context.WithDeadline(t.Context(), time.UnixMilli(0))
	defer cancel()
	res := sqsbatch.Process(ctx, batch("orders", "a", "b"), sqsbatch.Options{},
		func(context.Context, events.SQSMessage) error { panic("must not be called") })
	assert.Equal(t, []string{"a", "b"}, failed(res))
	_, err := res.Response()
	assert.ErrorIs(t, err, sqsbatch.ErrNotStarted)
	assert.EqualError(t, err, "sqsbatch: all 2 messages failed, the first with: sqsbatch: not started: the deadline 1970-01-01T00:00:00Z had passed before the batch began")
}

func TestABatchThatFailsAsAWholeIsAnError(t *testing.T) {
	resp, err := sqsbatch.Process(t.Context(), batch("orders", "a", "b"), sqsbatch.Options{},
		func(context.Context, events.SQSMessage) error { return errBad }).Response()
	assert.ErrorIs(t, err, errBad)
	assert.Empty(t, resp)
}
