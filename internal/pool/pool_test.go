package pool_test

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/internal/pool"
)

var errBoom = errors.New("boom")

// numbers counts to n, and then fails with err if there is one. It takes note
// of how far it was ranged over.
func numbers(n int, err error, reached *int) func(context.Context) iter.Seq2[int, error] {
	return func(context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			for i := range n {
				*reached = i + 1
				if !yield(i, nil) {
					return
				}
			}
			if err != nil {
				yield(0, err)
			}
		}
	}
}

func TestEachDoesEveryValueOnceWithItsPlace(t *testing.T) {
	for _, n := range []int{1, 3, 100} {
		synctest.Test(t, func(t *testing.T) {
			var reached int
			var done sync.Map
			err := pool.Each(t.Context(), n, numbers(50, nil, &reached), func(_ context.Context, place, v int) error {
				time.Sleep(time.Duration(50-v) * time.Millisecond)
				assert.Equal(t, v, place)
				_, twice := done.LoadOrStore(v, true)
				assert.False(t, twice, "value %d came twice", v)
				return nil
			})
			require.NoError(t, err)
			for v := range 50 {
				_, ok := done.Load(v)
				assert.True(t, ok, "value %d is missing", v)
			}
		})
	}
}

func TestEachNeverRunsMoreThanNAtOnceAndUsesThemAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var reached int
		var running, tooMany atomic.Int64
		start := time.Now()
		err := pool.Each(t.Context(), 4, numbers(40, nil, &reached), func(context.Context, int, int) error {
			if running.Add(1) > 4 {
				tooMany.Add(1)
			}
			defer running.Add(-1)
			time.Sleep(time.Second)
			return nil
		})
		require.NoError(t, err)
		assert.Zero(t, tooMany.Load())
		assert.Equal(t, 10*time.Second, time.Since(start), "40 seconds of work, 4 at once")
	})
}

func TestEachTakesNoValueBeforeAWorkerIsFree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var reached int
		release := make(chan struct{})
		result := make(chan error)
		go func() {
			result <- pool.Each(t.Context(), 2, numbers(50, nil, &reached), func(context.Context, int, int) error {
				<-release
				return nil
			})
		}()
		synctest.Wait()
		assert.Equal(t, 3, reached, "two at work and one that waits for a worker")
		close(release)
		require.NoError(t, <-result)
	})
}

func TestEachFirstErrorCancelsAndIsReturned(t *testing.T) {
	for _, n := range []int{1, 4} {
		synctest.Test(t, func(t *testing.T) {
			var reached int
			var finished atomic.Int64
			err := pool.Each(t.Context(), n, numbers(1000, nil, &reached), func(ctx context.Context, _, v int) error {
				if v == 10 {
					return errBoom
				}
				select {
				case <-ctx.Done():
					return ctx.Err()
				case <-time.After(time.Millisecond):
					finished.Add(1)
					return nil
				}
			})
			require.ErrorIs(t, err, errBoom)
			assert.NotErrorIs(t, err, context.Canceled)
			assert.Less(t, reached, 20)
			assert.LessOrEqual(t, finished.Load(), int64(10))
		})
	}
}

func TestEachSequenceErrorComesAfterTheValuesBeforeIt(t *testing.T) {
	for _, n := range []int{1, 4} {
		synctest.Test(t, func(t *testing.T) {
			var reached int
			var finished atomic.Int64
			err := pool.Each(t.Context(), n, numbers(10, errBoom, &reached), func(ctx context.Context, _, _ int) error {
				time.Sleep(time.Second)
				assert.NoError(t, ctx.Err())
				finished.Add(1)
				return nil
			})
			require.ErrorIs(t, err, errBoom)
			assert.EqualValues(t, 10, finished.Load())
		})
	}
}

func TestEachCancelOfTheCallerEndsASequenceThatDoesNotListen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var reached int
		err := pool.Each(ctx, 2, numbers(1<<40, nil, &reached), func(ctx context.Context, _, _ int) error {
			<-ctx.Done()
			return ctx.Err()
		})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Less(t, reached, 5)
	})
}

func TestEachJoinsItsWorkersWhenTheSequencePanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var finished atomic.Int64
		seq := func(context.Context) iter.Seq2[int, error] {
			return func(yield func(int, error) bool) {
				yield(1, nil)
				panic("sequence")
			}
		}
		require.PanicsWithValue(t, "sequence", func() {
			_ = pool.Each(t.Context(), 2, seq, func(context.Context, int, int) error {
				time.Sleep(time.Second)
				finished.Add(1)
				return nil
			})
		})
		assert.EqualValues(t, 1, finished.Load())
	})
}

func TestEachPanicOfACallContinuesInTheCallersGoroutine(t *testing.T) {
	for _, n := range []int{1, 2, 20} {
		synctest.Test(t, func(t *testing.T) {
			var reached int
			var running atomic.Int64
			value := func() (v any) {
				defer func() { v = recover() }()
				_ = pool.Each(t.Context(), n, numbers(1<<40, nil, &reached), func(ctx context.Context, _, v int) error {
					running.Add(1)
					defer running.Add(-1)
					time.Sleep(time.Second)
					if v == 7 {
						panic(errBoom)
					}
					return ctx.Err()
				})
				return nil
			}()
			err, ok := value.(error)
			require.True(t, ok)
			require.ErrorIs(t, err, errBoom)
			assert.Zero(t, running.Load(), "the calls under way have ended")
			assert.Less(t, reached, 50)
		})
	}
}

func TestEachCallThatEndsItsGoroutineIsAnError(t *testing.T) {
	for _, n := range []int{2, 5, 50} {
		synctest.Test(t, func(t *testing.T) {
			var reached int
			var done atomic.Int64
			err := pool.Each(t.Context(), n, numbers(30, nil, &reached), func(ctx context.Context, _, v int) error {
				if v%7 == 3 {
					runtime.Goexit()
				}
				time.Sleep(time.Second)
				done.Add(1)
				return ctx.Err()
			})
			require.ErrorIs(t, err, callback.ErrGoexit)
			assert.Less(t, done.Load(), int64(30))
		})
	}
}
