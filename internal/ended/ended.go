// Package ended says why a context has ended.
package ended

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Err returns nil until ctx is done, and then its error, with the cause if one
// was given: errors.Is finds both.
func Err(ctx context.Context) error {
	err := ctx.Err()
	if cause := context.Cause(ctx); err != nil && !errors.Is(cause, err) {
		return fmt.Errorf("%w: %w", err, cause)
	}
	return err
}

// Past says that a deadline had passed before anything began, so long ago, with a
// hint if it is one that tools send which run Lambda functions locally, such as
// 1970.
func Past(deadline time.Time, ago time.Duration) string {
	text := "the context's deadline, " + deadline.UTC().Format(time.RFC3339) + ", is in the past"
	if ago > 24*time.Hour {
		text += "; tools that run a Lambda function locally send such a date: give the handler a context with a deadline of its own"
	}
	return text
}
