package collections_test

import (
	"context"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/collections"
)

// services makes n services of which each has 30 numbers of its own on 3 pages,
// with 20 ms for each request, and their collections.
func services(n int) ([]*service, []collections.Source[int]) {
	all := make([]*service, n)
	cs := make([]collections.Source[int], n)
	for i := range all {
		numbers := count(30)
		for j := range numbers {
			numbers[j] += 100 * i
		}
		all[i] = &service{numbers: numbers, latency: 20 * time.Millisecond}
		cs[i] = all[i].all()
	}
	return all, cs
}

func TestMergeWalksAllSourcesAtOnceAndKeepsTheOrderOfEach(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, cs := services(16)
		start := time.Now()
		items := collect(t, collections.Merge(collections.MergeOptions{}, cs...))
		assert.Equal(t, 60*time.Millisecond, time.Since(start), "the time of one of the sixteen")
		require.Len(t, items, 16*30)
		of := map[int][]int{}
		for _, n := range items {
			of[n/100] = append(of[n/100], n%100)
		}
		for i := range 16 {
			assert.Equal(t, count(30), of[i])
		}
	})
}

func TestMergeOrderedGivesTheOrderOfConcat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, cs := services(16)
		want := collect(t, collections.Concat(cs...))
		start := time.Now()
		assert.Equal(t, want, collect(t, collections.Merge(collections.MergeOptions{Ordered: true, Ahead: 3}, cs...)))
		assert.Equal(t, 60*time.Millisecond, time.Since(start))
	})
}

func TestMergeKeepsToItsBounds(t *testing.T) {
	for _, o := range []collections.MergeOptions{{Concurrency: 3}, {Concurrency: 3, Ordered: true}, {Concurrency: 3, Ahead: 2}} {
		synctest.Test(t, func(t *testing.T) {
			var running, tooMany atomic.Int64
			sources := make([]collections.Source[int], 8)
			var fetched atomic.Int64
			for i := range sources {
				op := func(ctx context.Context, in *ListNumbersInput, _ ...func(*Options)) (*ListNumbersOutput, error) {
					if running.Add(1) > 3 {
						tooMany.Add(1)
					}
					defer running.Add(-1)
					fetched.Add(1)
					s := &service{numbers: count(100), latency: time.Millisecond}
					return s.ListNumbers(ctx, in)
				}
				sources[i] = collections.From(op, nil, func(out *ListNumbersOutput) []int { return out.Numbers }).Collection
			}
			for range collections.Merge(o, sources...).All(t.Context()) {
				time.Sleep(time.Second)
				synctest.Wait() // all that may run ahead has
				limit := 3*max(o.Ahead, 1) + 1
				if o.Ordered {
					limit = 3 + 1
				}
				assert.LessOrEqual(t, fetched.Load(), int64(limit), "%+v", o)
				break
			}
			assert.Zero(t, tooMany.Load())
			assert.Zero(t, running.Load(), "a break waits for what is under way")
		})
	}
}

func TestMergeFirstErrorEndsAllAfterTheItemsBeforeIt(t *testing.T) {
	for _, ordered := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			all, cs := services(4)
			all[2].fail = map[int]error{10: errService}
			all[3].latency = time.Hour
			items, err := collections.Merge(collections.MergeOptions{Ordered: ordered}, cs...).Collect(t.Context())
			require.ErrorIs(t, err, errService)
			assert.Subset(t, items, all[2].numbers[:10])
			if ordered {
				assert.Equal(t, slices.Concat(all[0].numbers, all[1].numbers, all[2].numbers[:10]), items)
			}
			assert.Equal(t, 1, all[3].calls(), "the slow one was cancelled, not awaited")
		})
	}
}

func TestMergeBreakCancelsWhatIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all, cs := services(3)
		all[1].latency, all[2].latency = time.Hour, time.Hour
		start := time.Now()
		for n, err := range collections.Merge(collections.MergeOptions{}, cs...).All(t.Context()) {
			require.NoError(t, err)
			assert.Zero(t, n)
			break
		}
		assert.Equal(t, 20*time.Millisecond, time.Since(start))
	})
}

func TestMergeWaitsForRequestsThatAreSlowToEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ended atomic.Bool
		slow := func(ctx context.Context, _ *ListNumbersInput, _ ...func(*Options)) (*ListNumbersOutput, error) {
			<-ctx.Done()
			time.Sleep(time.Second)
			ended.Store(true)
			return nil, ctx.Err()
		}
		numbers := func(out *ListNumbersOutput) []int { return out.Numbers }
		for range collections.Merge(collections.MergeOptions{}, collections.From(slow, nil, numbers).Collection, collections.Of(1)).All(t.Context()) {
			break
		}
		assert.True(t, ended.Load())
	})
}

func TestMergeLimitReachesTheRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all, cs := services(3)
		assert.Len(t, collect(t, collections.Merge(collections.MergeOptions{}, cs...).PageSize(8).Limit(5)), 5)
		for _, s := range all {
			assert.Equal(t, []int{8}, s.asked())
		}
	})
}

func TestMergeOfUnlikeSources(t *testing.T) {
	s := &service{numbers: count(12)}
	sources := []collections.Source[int]{s.all(), collections.Of(100, 101), collections.Map(collections.Of("a"), func(string) int { return 200 })}
	assert.ElementsMatch(t, append(count(12), 100, 101, 200), collect(t, collections.Merge(collections.MergeOptions{}, sources...)))
	assert.Empty(t, collect(t, collections.Merge[collections.Collection[int]](collections.MergeOptions{})))
}

func TestMergePanicContinuesInTheCallersGoroutine(t *testing.T) {
	for _, ordered := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			s := &service{numbers: count(100), latency: time.Millisecond}
			bad := collections.Map(s.all(), func(n int) int {
				if n == 35 {
					panic(errItem)
				}
				return n
			})
			good := collections.Map(s.all(), func(n int) int { return n })
			c := collections.Merge(collections.MergeOptions{Ordered: ordered}, good, bad, good)
			requirePanic(t, errItem, func() { _, _ = c.Collect(t.Context()) })
		})
	}
}

func TestMergeStepThatEndsItsGoroutineIsAnError(t *testing.T) {
	for _, ordered := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			s := &service{numbers: count(100), latency: time.Millisecond}
			bad := s.all().Filter(func(n int) bool {
				if n == 35 {
					runtime.Goexit()
				}
				return true
			})
			_, err := collections.Merge(collections.MergeOptions{Ordered: ordered, Concurrency: 2}, s.all(), bad, s.all()).Collect(t.Context())
			require.ErrorContains(t, err, "the callback ended its goroutine")
		})
	}
}
