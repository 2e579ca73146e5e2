package handover_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/lambda/handover"
	"github.com/awsessentials/essentials/paginate"
)

// Whatever the event is, it is refused as such, or the job runs to its end.
func FuzzEvent(f *testing.F) {
	job, err := handover.New(groups(0), func(context.Context, types.LogGroup, *totals) error { return nil }, handover.Options[totals]{})
	require.NoError(f, err)
	done, err := json.Marshal(handover.Result[totals]{Handover: handover.Progress[totals]{Chain: "c", Invocations: 3, Items: 7}})
	require.NoError(f, err)
	for _, seed := range []string{`{}`, `null`, `[]`, `{"handover":{}}`, `{"Records":[{"eventSource":"aws:sqs","messageId":"m","body":"{}"}]}`, `{"done":true,"handover":{"chain":"c","invocations":1}}`, string(done)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, event []byte) {
		res, err := job.Handle(t.Context(), event)
		switch {
		case err == nil:
			require.True(t, res.Done)
			require.Positive(t, res.Handover.Invocations)
			next, err := json.Marshal(res)
			require.NoError(t, err)
			_, err = job.Handle(t.Context(), next)
			require.ErrorIs(t, err, awserr.ErrInvalid, "it is done")
		case !errors.Is(err, awserr.ErrInvalid) && !errors.Is(err, paginate.ErrCursor):
			t.Fatalf("%q: %v", event, err)
		}
	})
}
