package collections_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/paginate"
)

// A job that is stopped by an error, again and again, and goes on from its
// cursor each time, leaves no item out, and repeats only what was under way.
func TestTrackedForEachLeavesNothingOut(t *testing.T) {
	for _, row := range [][2]int{{1, 0}, {2, 0}, {2, 2}, {7, 0}, {7, 9}} {
		concurrency, ahead := row[0], row[1]
		synctest.Test(t, func(t *testing.T) {
			s := &service{numbers: count(100), latency: time.Millisecond, empty: map[int]int{20: 2}}
			jobs := s.all().Filter(even)
			var mu sync.Mutex
			done := map[int]int{}
			var state []byte
			runs, sum := 0, 0
			for finished := false; !finished; runs++ {
				require.Less(t, runs, 100)
				cur := new(paginate.Cursor)
				left := 15 // items, and then one fails
				report, err := jobs.Track(cur).Resume(state).ForEach(t.Context(), func(_ context.Context, n int) error {
					time.Sleep(time.Duration(rand.IntN(1000)) * time.Millisecond)
					mu.Lock()
					defer mu.Unlock()
					if left--; left < 0 {
						return errItem
					}
					done[n]++
					return nil
				}, collections.ForEachOptions{Concurrency: concurrency, Ahead: ahead})
				if err != nil {
					require.ErrorIs(t, err, errItem)
				}
				sum += report.Done
				finished = cur.Finished()
				require.Equal(t, err == nil, finished)
				var textErr error
				state, textErr = cur.MarshalText()
				require.NoError(t, textErr)
			}
			assert.Len(t, done, 50)
			repeated := 0
			for _, times := range done {
				repeated += times - 1
			}
			assert.Equal(t, 50+repeated, sum, "the reports")
			switch {
			case concurrency == 1:
				assert.Equal(t, 4, runs)
				assert.Zero(t, repeated)
			case ahead == 0:
				assert.Less(t, repeated, runs*16*concurrency)
			default:
				assert.Less(t, repeated, runs*ahead)
			}
		})
	}
}

func TestTrackedForEachMovesOnOnlyInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{numbers: count(10), latency: time.Millisecond}
		cur := new(paginate.Cursor)
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.all().Track(cur).ForEach(ctx, func(ctx context.Context, n int) error {
			if n == 1 {
				time.Sleep(time.Minute) // 2, 3, ... are done long before
				cancel()
				return ctx.Err()
			}
			return nil
		}, collections.ForEachOptions{Concurrency: 2})
		require.ErrorIs(t, err, context.Canceled)
		state, err := cur.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, count(10)[1:], collect(t, s.all().Resume(state)))
	})
}

func TestTrackedForEachPassesItemsWhoseFailureItReports(t *testing.T) {
	s := &service{numbers: count(25), fail: map[int]error{20: errService}}
	cur := new(paginate.Cursor)
	_, err := s.all().Filter(func(n int) bool { return n < 15 }).Track(cur).ForEach(t.Context(), func(_ context.Context, n int) error {
		if n == 3 {
			return errItem
		}
		return nil
	}, collections.ForEachOptions{ContinueOnError: true})
	require.ErrorIs(t, err, errItem)
	require.ErrorIs(t, err, errService)
	state, err := cur.MarshalText()
	require.NoError(t, err)
	s.fail = nil
	assert.Equal(t, count(25)[20:], collect(t, s.all().Resume(state)), "what the filter took out is behind it too")
}

func TestTrackedBatchStandsBehindTheLastBatchThatIsDone(t *testing.T) {
	for _, size := range []int{0, 4, 15} {
		for _, concurrency := range []int{1, 3} {
			synctest.Test(t, func(t *testing.T) {
				s := &service{numbers: count(60), latency: time.Millisecond, empty: map[int]int{10: 2}}
				cur := new(paginate.Cursor)
				var mu sync.Mutex
				var done []int
				report, err := s.all().Track(cur).Batch(t.Context(), func(ctx context.Context, items []int) ([]collections.Failure, error) {
					time.Sleep(time.Duration(rand.IntN(1000)) * time.Millisecond)
					if slices.Contains(items, 33) {
						return nil, errService
					}
					mu.Lock()
					defer mu.Unlock()
					done = append(done, items...)
					return []collections.Failure{{Index: 1, Err: errItem}}, nil
				}, collections.BatchOptions{Size: size, Concurrency: concurrency})
				require.ErrorIs(t, err, errService)
				assert.NotZero(t, report.Done)
				state, err := cur.MarshalText()
				require.NoError(t, err)
				rest := collect(t, s.all().Resume(state))
				require.NotEmpty(t, rest)
				assert.LessOrEqual(t, rest[0], 33)
				assert.Equal(t, 60, rest[0]+len(rest), "all from there on")
				for n := range rest[0] {
					assert.Contains(t, done, n, "what is behind the cursor is done")
				}
			})
		}
	}
}

func TestTrackRefusesWhatACursorCannotFollow(t *testing.T) {
	s := &service{numbers: count(25)}
	cur := new(paginate.Cursor)
	all, tracked := s.all(), s.all().Track(cur)
	_, err := all.Track(cur).Collect(t.Context())
	require.NoError(t, err)
	state, err := cur.MarshalText()
	require.NoError(t, err)
	s.requests = nil
	for want, c := range map[string]collections.Source[int]{
		"collections.Concat: invalid collection: must not be tracked":          collections.Concat(tracked, all),
		"collections.Merge: invalid collection: must not be tracked":           collections.Merge(collections.MergeOptions{}, tracked, all),
		"collections.FlatMap: invalid collection: must not be tracked":         collections.FlatMap(tracked, func(n int) collections.Collection[int] { return collections.Of(n) }),
		"collections.Track: invalid collection: is made by Of":                 collections.Of(1).Track(cur),
		"collections.Track: invalid collection: must be without Skip":          all.Skip(3).Track(cur),
		"collections.Skip: invalid collection: must not be tracked or resumed": tracked.Skip(3),
	} {
		_, err := collections.Map(c, even).Collect(t.Context())
		require.ErrorIs(t, err, awserr.ErrInvalid)
		require.ErrorContains(t, err, want)
	}
	_, err = all.Resume(state).Skip(3).Collect(t.Context())
	require.ErrorContains(t, err, "collections.Skip: invalid collection: must not be tracked or resumed")
	_, err = all.With(func(in *ListNumbersInput) { in.Prefix = new("x") }).Resume(state).Collect(t.Context())
	var refused *paginate.CursorError
	require.True(t, errors.As(err, &refused))
	assert.Equal(t, paginate.CursorOtherInput, refused.Reason)
	assert.Zero(t, s.calls())
}

func TestABreakAtTheLastPageOfATrackedRange(t *testing.T) {
	s := &service{numbers: count(25)}
	for _, c := range []collections.Listing[*ListNumbersInput, int]{s.all(), s.all().Limit(23), s.all().Limit(20)} {
		cur := new(paginate.Cursor)
		seen := 0
		for page, err := range c.Track(cur).Pages(t.Context()) {
			require.NoError(t, err)
			if seen += len(page); len(page) < 10 || seen == 20 {
				break
			}
		}
		state, err := cur.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, 25-seen, len(collect(t, s.all().Resume(state))))
	}
	cur := new(paginate.Cursor)
	for page := range s.all().Filter(func(n int) bool { return n >= 20 }).Track(cur).Pages(t.Context()) {
		if len(page) > 0 {
			break
		}
	}
	assert.True(t, cur.Finished())
}

// The first item hangs until the end: no more than Ahead items are repeated, and
// the others do not wait for it before that.
func TestTrackedForEachRepeatsFewerThanAhead(t *testing.T) {
	for _, row := range []struct{ concurrency, ahead, done int }{{8, 0, 16*8 - 1}, {8, 50, 49}, {8, 3, 7}} {
		synctest.Test(t, func(t *testing.T) {
			s := &service{numbers: count(20_000), latency: time.Microsecond}
			cur := new(paginate.Cursor)
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			defer cancel()
			report, err := s.all().Track(cur).ForEach(ctx, func(ctx context.Context, n int) error {
				if n == 0 {
					<-ctx.Done()
				}
				return ctx.Err()
			}, collections.ForEachOptions{Concurrency: row.concurrency, Ahead: row.ahead})
			require.ErrorIs(t, err, context.DeadlineExceeded)
			assert.Equal(t, row.done, report.Done)
			state, err := cur.MarshalText()
			require.NoError(t, err)
			first, _, err := s.all().Resume(state).First(t.Context())
			require.NoError(t, err)
			assert.Zero(t, first)
		})
	}
}

func TestTrackedForEachUnderUnevenLatencies(t *testing.T) {
	const n, items = 16, 4000
	for name, latency := range latencies {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				durations := draw(items, latency)
				s := &service{numbers: count(items), latency: time.Microsecond}
				start := time.Now()
				_, err := s.all().Track(new(paginate.Cursor)).ForEach(t.Context(), func(_ context.Context, i int) error {
					time.Sleep(durations[i])
					return nil
				}, collections.ForEachOptions{Concurrency: n})
				require.NoError(t, err)
				checkNearIdeal(t, time.Since(start), durations, n)
			})
		})
	}
}

// A stop while the walk waits for the oldest item must not lose the item in hand.
func TestTrackedForEachStoppedWhileItWaits(t *testing.T) {
	for stop := range 30 {
		synctest.Test(t, func(t *testing.T) {
			s := &service{numbers: count(100), latency: time.Millisecond}
			cur := new(paginate.Cursor)
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(stop)*100*time.Millisecond+time.Second)
			defer cancel()
			var mu sync.Mutex
			done := map[int]bool{}
			_, err := s.all().Track(cur).ForEach(ctx, func(_ context.Context, n int) error {
				time.Sleep(time.Duration(1+n%7) * 100 * time.Millisecond)
				mu.Lock()
				defer mu.Unlock()
				done[n] = true
				return nil
			}, collections.ForEachOptions{Concurrency: 2, Ahead: 2})
			require.ErrorIs(t, err, context.DeadlineExceeded)
			state, err := cur.MarshalText()
			require.NoError(t, err)
			for _, n := range collect(t, s.all().Resume(state)) {
				done[n] = true
			}
			assert.Len(t, done, 100)
		})
	}
}
