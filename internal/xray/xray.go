// Package xray reads the trace of the Lambda invocation at hand.
package xray

import (
	"context"
	"os"
)

// Trace returns the X-Ray trace header that aws-lambda-go puts into the context of
// an invocation, or else that of the process: where several invocations run at
// once, the environment has none.
func Trace(ctx context.Context) string {
	if trace, ok := ctx.Value("x-amzn-trace-id").(string); ok && trace != "" {
		return trace
	}
	return os.Getenv("_X_AMZN_TRACE_ID")
}
