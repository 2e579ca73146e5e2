package batch_test

import (
	"context"
	"log/slog"
	"reflect"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/argtest"
	"github.com/awsessentials/essentials/lambda/batch"
)

func TestWrongArgumentsDoNotPanic(t *testing.T) {
	table := argtest.Table{
		Functions: map[string]any{"batch.SQS": batch.SQS, "batch.Kinesis": batch.Kinesis, "batch.DynamoDB": batch.DynamoDB},
		Zeros:     []any{batch.Report{}, batch.PanicError{}, batch.Options{}, batch.Response{}, batch.Failure{}},
		Good: func(typ reflect.Type) reflect.Value {
			switch typ {
			case reflect.TypeFor[events.SQSEvent]():
				return reflect.ValueOf(events.SQSEvent{Records: []events.SQSMessage{{MessageId: "1", EventSource: "aws:sqs"}}})
			case reflect.TypeFor[*slog.Logger]():
				return reflect.ValueOf(slog.New(slog.DiscardHandler))
			}
			return reflect.Value{}
		},
	}
	table.Complete(t, ".")
	assert.Greater(t, table.Try(t), 50)
}

func TestWrongArgumentsAreRefused(t *testing.T) {
	var none context.Context
	sqs := events.SQSEvent{Records: []events.SQSMessage{{MessageId: "1", EventSource: "aws:sqs"}}}
	handle := func(context.Context, events.SQSMessage) error { t.Error("was called"); return nil }
	for argument, report := range map[string]batch.Report{
		"ctx":              batch.SQS(none, sqs, handle, batch.Options{}),
		"handle":           batch.SQS(t.Context(), sqs, nil, batch.Options{}),
		"Options.Reserve":  batch.SQS(t.Context(), sqs, handle, batch.Options{Reserve: -1}),
		"event":            batch.SQS(t.Context(), events.SQSEvent{}, handle, batch.Options{}),
		"event.Records[0]": batch.SQS(t.Context(), events.SQSEvent{Records: []events.SQSMessage{{MessageId: "1"}}}, handle, batch.Options{}),
	} {
		_, err := report.Response()
		var invalid *awserr.InvalidError
		require.ErrorAs(t, err, &invalid, argument)
		require.Equal(t, argument, invalid.Argument)
		report.Log(none, nil)
	}
}
