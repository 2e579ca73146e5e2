package collections_test

import (
	"context"
	"iter"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/paginate"
)

// describe takes longer for earlier items, so that order has to be kept.
func describe(_ context.Context, n int) (int, error) {
	time.Sleep(time.Duration(30-n) * 10 * time.Millisecond)
	return -n, nil
}

func TestMapEachCallsAtOnceAndKeepsTheOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{numbers: count(25), latency: time.Millisecond}
		var running, tooMany atomic.Int64
		start := time.Now()
		got := collect(t, collections.MapEach(s.all(), 5, func(ctx context.Context, n int) (int, error) {
			if running.Add(1) > 5 {
				tooMany.Add(1)
			}
			defer running.Add(-1)
			time.Sleep(time.Second)
			return describe(ctx, n)
		}))
		assert.Zero(t, tooMany.Load())
		require.Len(t, got, 25)
		for n, value := range got {
			assert.Equal(t, -n, value)
		}
		assert.Less(t, time.Since(start), 9*time.Second, "25 calls of more than a second, five at once")
	})
}

func TestMapEachMakesNoCallAndNoRequestTooMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{numbers: count(25), latency: time.Millisecond}
		var calls atomic.Int64
		counted := func(ctx context.Context, n int) (int, error) { calls.Add(1); return describe(ctx, n) }
		assert.Len(t, collect(t, collections.MapEach(s.all().PageSize(8), 4, counted).Limit(10)), 10)
		assert.EqualValues(t, 10, calls.Load())
		assert.Equal(t, []int{8, 8}, s.asked())

		// Where a filter hides how many are needed, the next page waits for a free call.
		s.requests = nil
		first, ok, err := collections.MapEach(s.all(), 4, counted).Filter(func(n int) bool { return n == -1 }).First(t.Context())
		require.NoError(t, err)
		assert.True(t, ok)
		assert.Equal(t, -1, first)
		assert.Equal(t, 1, s.calls())
	})
}

func TestMapEachReadsAheadWhatKnowsNoPages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		second := func(_ context.Context, n int) (int, error) { time.Sleep(time.Second); return n, nil }
		of := collections.Of(count(20)...)
		for name, c := range map[string]collections.Collection[int]{
			"FromSeq": collections.FromSeq(of.All),
			"FlatMap": collections.FlatMap(of, func(n int) collections.Collection[int] { return collections.Of(n) }),
			"Concat":  collections.Concat(collections.FromSeq(of.Limit(8).All), collections.FromSeq(of.Skip(8).All)),
			"MapEach": collections.MapEach(collections.FromSeq(of.All), 1, func(_ context.Context, n int) (int, error) { return n, nil }),
		} {
			start := time.Now()
			assert.Equal(t, count(20), collect(t, collections.MapEach(c, 5, second)), name)
			assert.Equal(t, 4*time.Second, time.Since(start), name)
		}
		start := time.Now()
		var pages int
		for page, err := range collections.MapEach(collections.FromSeq(of.All), 5, second).Pages(t.Context()) {
			require.NoError(t, err)
			require.Len(t, page, 1)
			if pages++; pages == 3 {
				break
			}
		}
		assert.Equal(t, 2*time.Second, time.Since(start), "a break waits for the calls under way")
	})
}

func TestMapEachFirstErrorComesAfterTheResultsBeforeIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{numbers: count(25), latency: time.Millisecond}
		var cancelled atomic.Int64
		items, err := collections.MapEach(s.all(), 5, func(ctx context.Context, n int) (int, error) {
			switch {
			case n == 7:
				return 0, errItem
			case n > 7:
				<-ctx.Done()
				cancelled.Add(1)
				return 0, ctx.Err()
			}
			return describe(ctx, n)
		}).Collect(t.Context())
		require.EqualError(t, err, "collections: MapEach: item 7: this one is locked")
		assert.Equal(t, []int{0, -1, -2, -3, -4, -5, -6}, items)
		assert.EqualValues(t, 4, cancelled.Load())
		assert.Equal(t, 2, s.calls(), "a call was free for an item of the second page")
	})
}

func TestMapEachListingErrorComesAfterTheResultsBeforeIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		failing := collections.FromSeq(func(context.Context) iter.Seq2[int, error] {
			return func(yield func(int, error) bool) { _ = yield(1, nil) && yield(2, nil) && yield(0, errService) }
		})
		items, err := collections.MapEach(collections.Concat(collections.Of(0), failing), 3, describe).Collect(t.Context())
		require.ErrorIs(t, err, errService)
		assert.Equal(t, []int{0, -1, -2}, items)
	})
}

func TestMapEachWrongArguments(t *testing.T) {
	s := &service{numbers: count(25)}
	for _, c := range []collections.Collection[int]{
		collections.MapEach(s.all(), 0, describe),
		collections.MapEach[int, int](s.all(), 1, nil),
		collections.MapEach(s.all().Track(new(paginate.Cursor)), 1, describe),
		collections.MapEach(s.all(), 1, describe).Track(new(paginate.Cursor)),
	} {
		_, err := c.Collect(t.Context())
		require.ErrorIs(t, err, awserr.ErrInvalid)
	}
	assert.Zero(t, s.calls())
}

// A call that takes long must not hold up the others: the ideal is that n calls
// run until the last one has started.
func TestMapEachUnderUnevenLatencies(t *testing.T) {
	const n, items = 16, 4000
	for name, latency := range latencies {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				durations := draw(items, latency)
				s := &service{numbers: count(items), latency: time.Microsecond}
				start := time.Now()
				got := collect(t, collections.MapEach(s.all(), n, func(_ context.Context, i int) (int, error) {
					time.Sleep(durations[i])
					return i, nil
				}))
				assert.Equal(t, count(items), got)
				checkNearIdeal(t, time.Since(start), durations, n)
			})
		})
	}
}

func TestMapEachKeepsNoMoreResultsThanItSays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 4
		var ended atomic.Int64
		release := make(chan struct{})
		go func() {
			synctest.Wait()
			assert.EqualValues(t, 16*n-1, ended.Load(), "all but the first")
			close(release)
		}()
		got := collect(t, collections.MapEach(collections.Of(count(1000)...), n, func(_ context.Context, i int) (int, error) {
			if i == 0 {
				<-release
			}
			ended.Add(1)
			return i, nil
		}))
		assert.Equal(t, count(1000), got)
	})
}

func TestMapEachPanicContinuesInTheCallersGoroutine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{numbers: count(100), latency: time.Millisecond}
		var running atomic.Int64
		c := collections.MapEach(s.all(), 5, func(_ context.Context, n int) (int, error) {
			running.Add(1)
			defer running.Add(-1)
			time.Sleep(time.Second)
			if n == 12 {
				panic(errItem)
			}
			return n, nil
		})
		requirePanic(t, errItem, func() { _, _ = c.Collect(t.Context()) })
		assert.Zero(t, running.Load(), "the calls under way have ended")
	})
}

func TestMapEachCallThatEndsItsGoroutineIsAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got, err := collections.MapEach(collections.Of(count(30)...), 5, func(_ context.Context, n int) (int, error) {
			if n == 12 {
				runtime.Goexit()
			}
			return n, nil
		}).Collect(t.Context())
		require.ErrorContains(t, err, "item 12: the callback ended its goroutine")
		assert.Equal(t, count(12), got)
	})
}
