package batch_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/lambda/batch"
)

var errBad = errors.New("bad record")

// messages is an event of a queue; an id of "x/g" is in the group g.
func messages(queue string, ids ...string) events.SQSEvent {
	var ev events.SQSEvent
	for _, id := range ids {
		m := events.SQSMessage{MessageId: id, EventSource: "aws:sqs", EventSourceARN: "arn:aws:sqs:us-east-1:123456789012:" + queue}
		if _, group, ok := strings.Cut(id, "/"); ok {
			m.Attributes = map[string]string{"MessageGroupId": group}
		}
		ev.Records = append(ev.Records, m)
	}
	return ev
}

func failed(r batch.Report) (ids []string) {
	for _, f := range r.Failed {
		ids = append(ids, f.ID)
	}
	return ids
}

func TestOnlyWhatFailedComesBack(t *testing.T) {
	report := batch.SQS(t.Context(), messages("orders", "a/1", "b/1", "c/1", "d/1"), func(_ context.Context, m events.SQSMessage) error {
		if m.MessageId == "b/1" || m.MessageId == "d/1" {
			return errBad
		}
		return nil
	}, batch.Options{})
	assert.Equal(t, 2, report.Done)
	assert.Equal(t, []string{"b/1", "d/1"}, failed(report), "the group of a standard queue holds nothing back")
	assert.ErrorIs(t, report.Failed[0].Err, errBad)
	resp, err := report.Response()
	require.NoError(t, err)
	text, err := json.Marshal(resp)
	require.NoError(t, err)
	assert.JSONEq(t, `{"batchItemFailures":[{"itemIdentifier":"b/1"},{"itemIdentifier":"d/1"}]}`, string(text))
}

func TestNothingFailed(t *testing.T) {
	resp, err := batch.SQS(t.Context(), messages("orders", "a"), func(context.Context, events.SQSMessage) error { return nil }, batch.Options{}).Response()
	require.NoError(t, err)
	text, err := json.Marshal(resp)
	require.NoError(t, err)
	assert.JSONEq(t, `{"batchItemFailures":[]}`, string(text), "null would mean that the whole batch failed")
}

func TestAPanicIsKeptToItsMessage(t *testing.T) {
	for name, value := range map[string]any{"error": errBad, "text": "boom", "out of range": nil} {
		t.Run(name, func(t *testing.T) {
			report := batch.SQS(t.Context(), messages("orders", "a", "b", "c"), func(_ context.Context, m events.SQSMessage) error {
				if m.MessageId != "b" {
					return nil
				}
				if value == nil {
					return errors.New(m.Body[:1]) // the body is empty
				}
				panic(value)
			}, batch.Options{})
			assert.Equal(t, 2, report.Done)
			require.Equal(t, []string{"b"}, failed(report))
			p, ok := errors.AsType[*batch.PanicError](report.Failed[0].Err)
			require.True(t, ok)
			assert.Contains(t, string(p.Stack), "TestAPanicIsKeptToItsMessage")
			assert.Equal(t, name == "error", errors.Is(p, errBad))
		})
	}
}

func TestAFIFOQueueHoldsBackTheGroupOfAFailure(t *testing.T) {
	var handled []string
	report := batch.SQS(t.Context(), messages("orders.fifo", "1/a", "2/b", "3/a", "4/b", "5/c", "6/a", "7/c"), func(_ context.Context, m events.SQSMessage) error {
		handled = append(handled, m.MessageId)
		switch m.MessageId {
		case "1/a":
			return errBad
		case "5/c":
			panic(errBad)
		}
		return nil
	}, batch.Options{})
	assert.Equal(t, []string{"1/a", "2/b", "4/b", "5/c"}, handled)
	assert.Equal(t, []string{"1/a", "3/a", "5/c", "6/a", "7/c"}, failed(report))
	for i, of := range map[int]string{1: "1/a", 3: "1/a", 4: "5/c"} {
		assert.ErrorIs(t, report.Failed[i].Err, batch.ErrNotStarted)
		assert.ErrorContains(t, report.Failed[i].Err, "message "+of+" before it failed")
	}
}

func kinesis(ids ...string) events.KinesisEvent {
	var ev events.KinesisEvent
	for _, id := range ids {
		ev.Records = append(ev.Records, events.KinesisEventRecord{EventSource: "aws:kinesis", EventID: "shard:" + id, Kinesis: events.KinesisRecord{SequenceNumber: id}})
	}
	return ev
}

func TestAStreamStopsAtTheFirstFailure(t *testing.T) {
	var handled []string
	handle := func(id string) error {
		if handled = append(handled, id); id == "3" {
			return errBad
		}
		return nil
	}
	report := batch.Kinesis(t.Context(), kinesis("1", "2", "3", "4", "5"), func(_ context.Context, r events.KinesisEventRecord) error {
		return handle(r.Kinesis.SequenceNumber)
	}, batch.Options{})
	assert.Equal(t, []string{"1", "2", "3"}, handled)
	assert.Equal(t, []string{"3", "4", "5"}, failed(report))
	assert.Equal(t, 2, report.Done)

	var table events.DynamoDBEvent
	for _, id := range []string{"2", "3", "4"} {
		table.Records = append(table.Records, events.DynamoDBEventRecord{EventSource: "aws:dynamodb", EventID: "e" + id, Change: events.DynamoDBStreamRecord{SequenceNumber: id}})
	}
	handled = nil
	report = batch.DynamoDB(t.Context(), table, func(_ context.Context, r events.DynamoDBEventRecord) error {
		return handle(r.Change.SequenceNumber)
	}, batch.Options{})
	assert.Equal(t, []string{"2", "3"}, handled)
	assert.Equal(t, []string{"3", "4"}, failed(report))
}

func TestTheRestIsNotStartedWhenTheReserveBegins(t *testing.T) {
	for name, test := range map[string]struct {
		timeout, reserve, works time.Duration
	}{
		"the reserve that was asked for":  {10 * time.Second, 3 * time.Second, 7 * time.Second},
		"the default":                     {10 * time.Second, 0, 9 * time.Second},
		"a function of one second":        {time.Second, 0, 500 * time.Millisecond},
		"a reserve that is all there was": {4 * time.Second, time.Hour, 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), test.timeout)
				defer cancel()
				began := time.Now()
				report := batch.SQS(ctx, messages("orders", "a", "b", "c", "d"), func(ctx context.Context, m events.SQSMessage) error {
					select {
					case <-time.After(test.works * 2 / 5):
						return nil
					case <-ctx.Done():
						return fmt.Errorf("store: %w", ctx.Err())
					}
				}, batch.Options{Reserve: test.reserve})
				assert.Equal(t, test.works, time.Since(began), "the third message is cut off")
				assert.Equal(t, 2, report.Done)
				require.Equal(t, []string{"c", "d"}, failed(report))
				assert.NotErrorIs(t, report.Failed[0].Err, batch.ErrNotStarted)
				assert.ErrorIs(t, report.Failed[1].Err, batch.ErrNotStarted)
				assert.ErrorIs(t, report.Failed[1].Err, context.DeadlineExceeded)
			})
		})
	}
}

func TestADeadlineIn1970IsNamed(t *testing.T) {
	ctx, cancel := context.WithDeadline(t.Context(), time.UnixMilli(0))
	defer cancel()
	report := batch.SQS(ctx, messages("orders", "a", "b"), func(context.Context, events.SQSMessage) error { panic("must not be called") }, batch.Options{})
	assert.Equal(t, []string{"a", "b"}, failed(report))
	_, err := report.Response()
	assert.ErrorIs(t, err, batch.ErrNotStarted)
	assert.EqualError(t, err, "all 2 messages failed, the first with: not started: the deadline 1970-01-01T00:00:00Z had passed before the batch began")
}

func TestABatchThatFailsAsAWholeIsAnError(t *testing.T) {
	resp, err := batch.SQS(t.Context(), messages("orders", "a", "b"), func(context.Context, events.SQSMessage) error { return errBad }, batch.Options{}).Response()
	assert.ErrorIs(t, err, errBad)
	assert.Empty(t, resp)
}

func TestALateBatchIsOneLine(t *testing.T) {
	ids := make([]string, 1000)
	for i := range ids {
		ids[i] = fmt.Sprint(i)
	}
	ctx, cancel := context.WithCancel(t.Context())
	report := batch.SQS(ctx, messages("orders", ids...), func(_ context.Context, m events.SQSMessage) error {
		switch m.MessageId {
		case "1":
			return errBad
		case "2":
			cancel()
			panic("boom")
		}
		return nil
	}, batch.Options{})
	var out bytes.Buffer
	report.Log(t.Context(), slog.New(slog.NewTextHandler(&out, nil)))
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Len(t, lines, 3)
	assert.Contains(t, lines[0], `msg="message failed" id=1 error="bad record"`)
	assert.Contains(t, lines[1], `id=2 error="handler panicked: boom" stack=`)
	assert.Contains(t, lines[2], `msg="messages not started" count=997`)
}

func TestForeignAndEmptyEventsAreRefused(t *testing.T) {
	put := func(context.Context, events.SQSMessage) error { panic("must not be called") }
	s3 := messages("q", "a", "b")
	s3.Records[1].EventSource = "aws:s3"
	var noCtx context.Context
	for want, report := range map[string]batch.Report{
		"batch.SQS: invalid event: must have records: is it an event of aws:sqs?":         batch.SQS(t.Context(), events.SQSEvent{}, put, batch.Options{}),
		`batch.SQS: invalid event.Records[1] "aws:s3": must have the source aws:sqs`:      batch.SQS(t.Context(), s3, put, batch.Options{}),
		"batch.SQS: invalid event.Records[0]: must have an ID, which the response needs":  batch.SQS(t.Context(), messages("q", ""), put, batch.Options{}),
		"batch.SQS: invalid handle: must not be nil":                                      batch.SQS(t.Context(), messages("q", "a"), nil, batch.Options{}),
		"batch.SQS: invalid ctx: must not be nil":                                         batch.SQS(noCtx, messages("q", "a"), put, batch.Options{}),
		"batch.SQS: invalid Options.Reserve -1s: must not be negative":                    batch.SQS(t.Context(), messages("q", "a"), put, batch.Options{Reserve: -time.Second}),
		"batch.Kinesis: invalid event: must have records: is it an event of aws:kinesis?": batch.Kinesis(t.Context(), events.KinesisEvent{}, func(context.Context, events.KinesisEventRecord) error { return nil }, batch.Options{}),
		"batch.DynamoDB: invalid handle: must not be nil":                                 batch.DynamoDB(t.Context(), events.DynamoDBEvent{}, nil, batch.Options{}),
	} {
		_, err := report.Response()
		assert.EqualError(t, err, want)
		assert.ErrorIs(t, err, awserr.ErrInvalid)
	}
}
