package paginate_test

import (
	"context"
	"errors"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/paginate"
)

// With Prefetch the operation and the items function are called in another
// goroutine. What they do there reaches the loop's.
func TestCallbacksUnderPrefetch(t *testing.T) {
	errThrown := errors.New("thrown")
	for where, make := range map[string]func(do func()) (*paginate.Operation[*ListNumbersInput, *ListNumbersOutput, serviceOptions], func(*ListNumbersOutput) []int){
		"items": func(do func()) (*paginate.Operation[*ListNumbersInput, *ListNumbersOutput, serviceOptions], func(*ListNumbersOutput) []int) {
			service := &numbers{total: 100, size: 10}
			return paginate.Op(service.ListNumbers, nil), func(out *ListNumbersOutput) []int {
				if out.Numbers[0] == 20 {
					do()
				}
				return out.Numbers
			}
		},
		"operation": func(do func()) (*paginate.Operation[*ListNumbersInput, *ListNumbersOutput, serviceOptions], func(*ListNumbersOutput) []int) {
			service := &numbers{total: 100, size: 10}
			return paginate.Op(func(ctx context.Context, in *ListNumbersInput, _ ...func(*serviceOptions)) (*ListNumbersOutput, error) {
				if in.NextToken != nil && *in.NextToken == "20" {
					do()
				}
				return service.ListNumbers(ctx, in)
			}, nil), listed
		},
	} {
		for _, prefetch := range []int{0, 1, 5} {
			options := paginate.Options{Prefetch: prefetch}
			t.Run(where, func(t *testing.T) {
				op, items := make(func() { panic(errThrown) })
				var got []int
				thrown := func() (v any) {
					defer func() { v = recover() }()
					for n := range paginate.Items(t.Context(), paginate.With(op, options), items) {
						got = append(got, n)
					}
					return nil
				}()
				err, _ := thrown.(error)
				assert.ErrorIs(t, err, errThrown)
				assert.Equal(t, count(0, 20), got, "what came before the panic")

				if prefetch == 0 {
					return // a Goexit ends the loop's own goroutine, which is what it is for
				}
				op, items = make(runtime.Goexit)
				got, err = paginate.Collect(paginate.Items(t.Context(), paginate.With(op, options), items))
				require.ErrorIs(t, err, callback.ErrGoexit)
				assert.Equal(t, count(0, 20), got)
			})
		}
	}
}
