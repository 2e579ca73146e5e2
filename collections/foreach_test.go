package collections_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/paginate"
)

var errItem = errors.New("this one is locked")

func TestForEachWorksInOrderByDefaultAndEndsAtTheFirstError(t *testing.T) {
	s := &service{numbers: count(25)}
	var seen []int
	_, err := s.all().ForEach(t.Context(), func(_ context.Context, n int) error {
		if n == 12 {
			return errItem
		}
		seen = append(seen, n)
		return nil
	}, collections.ForEachOptions{})
	require.EqualError(t, err, "collections: ForEach: item 12: this one is locked")
	require.ErrorIs(t, err, errItem)
	assert.Equal(t, count(12), seen)
	assert.Equal(t, 2, s.calls())
}

func TestForEachWorksOnSeveralAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{numbers: count(40), latency: time.Millisecond}
		start := time.Now()
		var running, tooMany, done atomic.Int64
		_, err := s.all().ForEach(t.Context(), func(context.Context, int) error {
			if running.Add(1) > 8 {
				tooMany.Add(1)
			}
			defer running.Add(-1)
			time.Sleep(time.Second)
			done.Add(1)
			return nil
		}, collections.ForEachOptions{Concurrency: 8})
		require.NoError(t, err)
		assert.EqualValues(t, 40, done.Load())
		assert.Zero(t, tooMany.Load())
		assert.Less(t, time.Since(start), 6*time.Second, "40 seconds of work, 8 at once")
	})
}

func TestForEachFirstErrorCancelsTheRestAndTheListing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{numbers: count(1000), latency: time.Second}
		var cancelled atomic.Int64
		_, err := s.all().ForEach(t.Context(), func(ctx context.Context, n int) error {
			if n == 13 {
				return errItem
			}
			select {
			case <-ctx.Done():
				cancelled.Add(1)
				return ctx.Err()
			case <-time.After(time.Minute):
				return nil
			}
		}, collections.ForEachOptions{Concurrency: 4})
		// One of the four waits for a minute, then takes item 13 and so on.
		var item *collections.ItemError
		require.ErrorAs(t, err, &item)
		assert.Equal(t, 13, item.Index)
		assert.NotErrorIs(t, err, context.Canceled)
		assert.Positive(t, cancelled.Load())
		assert.LessOrEqual(t, s.calls(), 3)
	})
}

func TestForEachContinueOnErrorReturnsAllErrorsInOrder(t *testing.T) {
	for _, concurrency := range []int{1, 5} {
		synctest.Test(t, func(t *testing.T) {
			s := &service{numbers: count(25), latency: time.Millisecond, fail: map[int]error{20: errService}}
			var done atomic.Int64
			_, err := s.all().ForEach(t.Context(), func(_ context.Context, n int) error {
				time.Sleep(time.Duration(30-n) * time.Millisecond) // later ones fail sooner
				if n%4 == 3 {
					return fmt.Errorf("no %d: %w", n, errItem)
				}
				done.Add(1)
				return nil
			}, collections.ForEachOptions{Concurrency: concurrency, ContinueOnError: true})
			require.ErrorIs(t, err, errItem)
			require.ErrorIs(t, err, errService, "the listing's own error is not lost")
			var all *collections.ItemsError
			require.ErrorAs(t, err, &all)
			var places []int
			for _, item := range all.Items {
				places = append(places, item.Index)
			}
			assert.Equal(t, []int{3, 7, 11, 15, 19}, places)
			assert.EqualError(t, all, "collections: ForEach: 5 failed: item 3: no 3: this one is locked; "+
				"item 7: no 7: this one is locked; item 11: no 11: this one is locked; and 2 more")
			assert.EqualValues(t, 15, done.Load())
		})
	}
}

func TestForEachCancelJoinsTheWorkers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{numbers: count(1000), latency: time.Millisecond}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		var running atomic.Int64
		_, err := s.all().ForEach(ctx, func(ctx context.Context, _ int) error {
			running.Add(1)
			defer running.Add(-1)
			<-ctx.Done()
			time.Sleep(time.Second) // slow to end
			return ctx.Err()
		}, collections.ForEachOptions{Concurrency: 4})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Zero(t, running.Load())
	})
}

func TestForEachReportsWhatWasDone(t *testing.T) {
	s := &service{numbers: count(25)}
	fail := func(_ context.Context, n int) error {
		if n%10 == 2 {
			return errItem
		}
		return nil
	}
	report, err := s.all().ForEach(t.Context(), fail, collections.ForEachOptions{ContinueOnError: true})
	require.ErrorIs(t, err, errItem)
	assert.Equal(t, collections.Report[int]{Done: 22, Calls: 25, Failed: []collections.FailedItem[int]{
		{Item: 2, Index: 2, Attempts: 1, Err: errItem},
		{Item: 12, Index: 12, Attempts: 1, Err: errItem},
		{Item: 22, Index: 22, Attempts: 1, Err: errItem},
	}}, report)

	report, err = s.all().ForEach(t.Context(), fail, collections.ForEachOptions{})
	require.EqualError(t, err, "collections: ForEach: item 2: this one is locked")
	assert.Equal(t, 2, report.Done)
	assert.Len(t, report.Failed, 1)

	report, err = s.all().ForEach(t.Context(), func(context.Context, int) error { return nil }, collections.ForEachOptions{Concurrency: 4})
	require.NoError(t, err)
	assert.Equal(t, collections.Report[int]{Done: 25, Calls: 25}, report)
}

func TestDoEndsAtTheFirstErrorAndReturnsIt(t *testing.T) {
	s := &service{numbers: count(25)}
	var seen []int
	require.NoError(t, s.all().Do(t.Context(), func(n int) error { seen = append(seen, n); return nil }))
	assert.Equal(t, count(25), seen)
	assert.Equal(t, errItem, s.all().Do(t.Context(), func(n int) error { return errItem }))
	s.fail = map[int]error{20: errService}
	require.ErrorIs(t, s.all().Do(t.Context(), func(int) error { return nil }), errService)
}

func TestForEachAndBatchPanicInTheCallersGoroutine(t *testing.T) {
	for _, concurrency := range []int{1, 4} {
		synctest.Test(t, func(t *testing.T) {
			s := &service{numbers: count(100), latency: time.Millisecond}
			cur := new(paginate.Cursor)
			requirePanic(t, errItem, func() {
				_, _ = s.all().Track(cur).ForEach(t.Context(), func(_ context.Context, n int) error {
					time.Sleep(time.Second)
					if n == 17 {
						panic(errItem)
					}
					return nil
				}, collections.ForEachOptions{Concurrency: concurrency})
			})
			requirePanic(t, errItem, func() {
				_, _ = s.all().Batch(t.Context(), func(_ context.Context, items []int) ([]collections.Failure, error) {
					if items[0] == 20 {
						panic(errItem)
					}
					return nil, nil
				}, collections.BatchOptions{Concurrency: concurrency})
			})
			state, err := cur.MarshalText()
			require.NoError(t, err)
			first, ok, err := s.all().Resume(state).First(t.Context())
			require.NoError(t, err)
			assert.True(t, ok)
			assert.LessOrEqual(t, first, 17, "the item that panicked is not done")
		})
	}
}

func TestForEachAndBatchWhoseCallbackEndsItsGoroutineAreErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{numbers: count(30), latency: time.Millisecond}
		report, err := s.all().ForEach(t.Context(), func(_ context.Context, n int) error {
			if n == 7 {
				runtime.Goexit()
			}
			return nil
		}, collections.ForEachOptions{Concurrency: 3, ContinueOnError: true})
		require.ErrorContains(t, err, "the callback ended its goroutine")
		assert.Less(t, report.Done, 30)

		batches, err := s.all().Batch(t.Context(), func(_ context.Context, items []int) ([]collections.Failure, error) {
			if items[0] == 5 {
				runtime.Goexit()
			}
			return nil, nil
		}, collections.BatchOptions{Size: 5, Concurrency: 3})
		require.ErrorContains(t, err, "the callback ended its goroutine")
		assert.Less(t, batches.Done, 30)
	})
}
