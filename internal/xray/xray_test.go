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
	for value, want := range map[any]string{"Root=1-call": "Root=1-call", "": "Root=1-process", 7: "Root=1-process"} {
		//lint:ignore SA1029 aws-lambda-go's key is a string
		ctx := context.WithValue(t.Context(), "x-amzn-trace-id", value)
		assert.Equal(t, want, xray.Trace(ctx))
	}
}
