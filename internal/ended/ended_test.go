package ended_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/ended"
)

func TestErrIsTheContextsWithItsCause(t *testing.T) {
	cause := errors.New("the user left")
	ctx, cancel := context.WithCancelCause(t.Context())
	require.NoError(t, ended.Err(ctx))
	cancel(cause)
	require.ErrorIs(t, ended.Err(ctx), cause)
	require.ErrorIs(t, ended.Err(ctx), context.Canceled)
	require.EqualError(t, ended.Err(ctx), "context canceled: the user left")

	ctx, cancel = context.WithCancelCause(t.Context())
	cancel(nil)
	require.Equal(t, context.Canceled, ended.Err(ctx))

	ctx, cancel = context.WithCancelCause(t.Context())
	cancel(fmt.Errorf("stopped: %w", context.Canceled))
	require.Equal(t, context.Canceled, ended.Err(ctx), "the cause says no more")
}

func TestPast(t *testing.T) {
	assert.Equal(t, "the context's deadline, 1970-01-01T00:00:00Z, is in the past", ended.Past(time.Unix(0, 0), time.Minute))
	assert.Contains(t, ended.Past(time.Unix(0, 0), 500_000*time.Hour), "is in the past; tools that run a Lambda function locally")
}
