package xray_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/internal/xray"
)

func TestTrace(t *testing.T) {
	t.Setenv("_X_AMZN_TRACE_ID", "")
	assert.Empty(t, xray.Trace(t.Context()))
	t.Setenv("_X_AMZN_TRACE_ID", "Root=1-process")
	assert.Equal(t, "Root=1-process", xray.Trace(t.Context()))
	key := any("x-amzn-trace-id") // aws-lambda-go's key is a string
	assert.Equal(t, "Root=1-call", xray.Trace(context.WithValue(t.Context(), key, "Root=1-call")))
	assert.Equal(t, "Root=1-process", xray.Trace(context.WithValue(t.Context(), key, "")))
	assert.Equal(t, "Root=1-process", xray.Trace(context.WithValue(t.Context(), key, 7)))
}
