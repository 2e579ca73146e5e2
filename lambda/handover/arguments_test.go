package handover_test

import (
	"context"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/internal/argtest"
	"github.com/awsessentials/essentials/lambda/handover"
)

type numbers = collections.Collection[int]

func TestWrongArgumentsDoNotPanic(t *testing.T) {
	cfg := awstest.New(nil).Config()
	table := argtest.Table{
		Functions: map[string]any{"handover.New": handover.New[numbers, int, int], "handover.Self": handover.Self, "handover.Queue": handover.Queue},
		Zeros:     []any{handover.Job[int, int]{}, handover.Table{}, handover.Table{Client: (*dynamodb.Client)(nil), Name: "t"}, handover.HeldError{}, handover.Record{}},
		Good: func(typ reflect.Type) reflect.Value {
			if typ == reflect.TypeFor[json.RawMessage]() {
				return reflect.ValueOf(json.RawMessage("{}"))
			}
			return reflect.Value{}
		},
		Implementations: []any{dynamodb.NewFromConfig(cfg), lambda.NewFromConfig(cfg), sqs.NewFromConfig(cfg), handover.Table{}},
		Wrong:           []any{(*dynamodb.Client)(nil), (*lambda.Client)(nil), (*sqs.Client)(nil), (*handover.Table)(nil)},
	}
	table.Complete(t, ".")
	assert.Greater(t, table.Try(t), 50)
}

func TestWrongArgumentsAreRefused(t *testing.T) {
	cfg := awstest.New(t).Config() // fails the test for a request
	var none context.Context
	ctx := t.Context()
	work := func(context.Context, int, *int) error { return nil }
	job := func(items numbers, work func(context.Context, int, *int) error, o handover.Options[int]) error {
		_, err := handover.New(items, work, o)
		return err
	}
	good, err := handover.New(collections.Of(1), work, handover.Options[int]{})
	require.NoError(t, err)
	second := func(_ any, err error) error { return err }
	stored := handover.Table{Client: dynamodb.NewFromConfig(cfg), Name: "t"}
	for name, err := range map[string]error{
		"nil work":            job(collections.Of(1), nil, handover.Options[int]{}),
		"nil pointer store":   job(collections.Of(1), work, handover.Options[int]{Store: (*handover.Table)(nil)}),
		"negative reserve":    job(collections.Of(1), work, handover.Options[int]{Reserve: -1}),
		"negative limit":      job(collections.Of(1), work, handover.Options[int]{MaxInvocations: -1}),
		"negative hold":       job(collections.Of(1), work, handover.Options[int]{Hold: -time.Hour}),
		"zero job":            second(new(handover.Job[int, int]).Handle(ctx, json.RawMessage("{}"))),
		"nil job":             second((*handover.Job[int, int])(nil).Handle(ctx, json.RawMessage("{}"))),
		"Handle: nil context": second(good.Handle(none, json.RawMessage("{}"))),
		"Self: nil client":    handover.Self(nil)(ctx, nil),
		"Self: nil context":   handover.Self(lambda.NewFromConfig(cfg))(none, nil),
		"Queue: nil client":   handover.Queue((*sqs.Client)(nil), "url")(ctx, nil),
		"Queue: no url":       handover.Queue(sqs.NewFromConfig(cfg), "")(ctx, nil),
		"Queue: nil context":  handover.Queue(sqs.NewFromConfig(cfg), "url")(none, nil),
		"Table: zero":         second(handover.Table{}.Load(ctx, "job")),
		"Load: nil context":   second(stored.Load(none, "job")),
		"Load: no job":        second(stored.Load(ctx, "")),
		"Save: nil context":   stored.Save(none, "job", handover.Record{Version: 1}),
		"Save: no job":        stored.Save(ctx, "", handover.Record{Version: 1}),
	} {
		assert.ErrorIs(t, err, awserr.ErrInvalid, name)
	}
}
