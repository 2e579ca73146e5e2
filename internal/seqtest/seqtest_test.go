package seqtest_test

import (
	"context"
	"errors"
	"iter"
	"testing"

	"github.com/awsessentials/essentials/internal/seqtest"
)

// A sequence that keeps the contract passes.
func TestRunAcceptsTheContract(t *testing.T) {
	seqtest.Run(t, func(*testing.T) seqtest.Subject[int] {
		cause := errors.New("broken")
		requests := 0
		seq := func(n int, end error) func(context.Context) iter.Seq2[int, error] {
			return func(ctx context.Context) iter.Seq2[int, error] {
				return func(yield func(int, error) bool) {
					for i := range n {
						if ctx.Err() != nil {
							yield(0, ctx.Err())
							return
						}
						if !yield(i, nil) {
							return
						}
					}
					if end != nil {
						yield(0, end)
					}
				}
			}
		}
		return seqtest.Subject[int]{
			Seq:      seq(3, nil),
			Want:     []int{0, 1, 2},
			Requests: func() int { return requests },
			Broken:   map[int]func(context.Context) iter.Seq2[int, error]{0: seq(0, cause), 2: seq(2, cause)},
			Cause:    cause,
		}
	})
}
