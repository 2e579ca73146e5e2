package collections_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/collections"
)

var errItem = errors.New("this one is locked")

func TestForEachWorksInOrderByDefaultAndEndsAtTheFirstError(t *testing.T) {
	s := &service{numbers: count(25)}
	var seen []int
	err := s.all().ForEach(t.Context(), func(_ context.Context, n int) error {
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
		err := s.all().ForEach(t.Context(), func(context.Context, int) error {
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
		err := s.all().ForEach(t.Context(), func(ctx context.Context, n int) error {
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
			err := s.all().ForEach(t.Context(), func(_ context.Context, n int) error {
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
		err := s.all().ForEach(ctx, func(ctx context.Context, _ int) error {
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
