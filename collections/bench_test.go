package collections_test

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/paginate"
)

// endless is an operation that lists pages of numbers without a network, with
// as little work of its own as can be.
type endless struct{ page []int }

const (
	benchPage  = 1000
	benchItems = 1_000_000
)

func newEndless() *endless { return &endless{page: count(benchPage)} }

func (e *endless) ListNumbers(_ context.Context, in *ListNumbersInput, _ ...func(*Options)) (*ListNumbersOutput, error) {
	page := 0
	if in.NextToken != nil {
		page, _ = strconv.Atoi(*in.NextToken)
	}
	out := &ListNumbersOutput{Numbers: e.page}
	if page++; page < benchItems/benchPage {
		out.NextToken = new(strconv.Itoa(page))
	}
	return out, nil
}

func (e *endless) all() collections.Listing[*ListNumbersInput, int] {
	return collections.From(e.ListNumbers, nil, func(out *ListNumbersOutput) []int { return out.Numbers })
}

// raw is the loop that one would write by hand.
func (e *endless) raw(ctx context.Context, item func(int) bool) error {
	in := &ListNumbersInput{}
	for {
		out, err := e.ListNumbers(ctx, in)
		if err != nil {
			return err
		}
		for _, n := range out.Numbers {
			if !item(n) {
				return nil
			}
		}
		if out.NextToken == nil {
			return nil
		}
		in.NextToken = out.NextToken
	}
}

// perItem reports the time for an item of a run over all of them.
func perItem(b *testing.B, run func() int) {
	b.ReportAllocs()
	sum := 0
	for b.Loop() {
		sum += run()
	}
	if sum == 0 {
		b.Fatal("nothing was seen")
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchItems, "ns/item")
}

func sum(b *testing.B, seq iter.Seq2[int, error]) int {
	total := 0
	for n, err := range seq {
		if err != nil {
			b.Fatal(err)
		}
		total += n
	}
	return total
}

func BenchmarkChain(b *testing.B) {
	e := newEndless()
	ctx := b.Context()
	half := func(n int) int { return n / 2 }
	b.Run("raw", func(b *testing.B) {
		perItem(b, func() int {
			total, left := 0, benchItems
			_ = e.raw(ctx, func(n int) bool {
				if even(n) {
					total += half(n)
					left--
				}
				return left > 0
			})
			return total
		})
	})
	b.Run("essentials", func(b *testing.B) {
		c := collections.Map(e.all().Filter(even).Limit(benchItems), half)
		perItem(b, func() int { return sum(b, c.All(ctx)) })
	})
	b.Run("essentials/All only", func(b *testing.B) {
		perItem(b, func() int { return sum(b, e.all().All(ctx)) })
	})
	b.Run("essentials/Filter", func(b *testing.B) {
		perItem(b, func() int { return sum(b, e.all().Filter(even).All(ctx)) })
	})
	b.Run("essentials/Track", func(b *testing.B) {
		perItem(b, func() int { return sum(b, e.all().Track(new(paginate.Cursor)).All(ctx)) })
	})
}

func BenchmarkMerge(b *testing.B) {
	_, cs := services(16) // 3 pages each, 20 ms a page
	for name, c := range map[string]collections.Collection[int]{
		"serial":     collections.Concat(cs...),
		"essentials": collections.Merge(collections.MergeOptions{}, cs...),
		"ordered":    collections.Merge(collections.MergeOptions{Ordered: true, Ahead: 3}, cs...),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if n, err := c.Count(b.Context()); n != 16*30 || err != nil {
					b.Fatal(n, err)
				}
			}
		})
	}
}

// BenchmarkMemory reports the most that the heap grew while a million items of
// 100 bytes went through a filter and batches, in pages of a thousand.
func BenchmarkMemory(b *testing.B) {
	type item [100]byte
	type output struct {
		NextToken *string
		Items     []item
	}
	list := func(_ context.Context, in *ListNumbersInput, _ ...func(*Options)) (*output, error) {
		page := 0
		if in.NextToken != nil {
			page, _ = strconv.Atoi(*in.NextToken)
		}
		out := &output{Items: make([]item, benchPage)}
		if page++; page < benchItems/benchPage {
			out.NextToken = new(strconv.Itoa(page))
		}
		return out, nil
	}
	c := collections.From(list, nil, func(out *output) []item { return out.Items }).
		Filter(func(i item) bool { return i[0] == 0 })
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var most uint64
	for b.Loop() {
		before, n := heap(), 0
		for batch, err := range c.Batches(b.Context(), 250) {
			if err != nil {
				b.Fatal(err)
			}
			if n += len(batch); n%100_000 == 0 {
				now := heap()
				most = max(most, now-min(before, now))
			}
			runtime.KeepAlive(batch)
		}
		if n != benchItems {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(most)/(benchPage*100), "pages-of-heap")
}

// BenchmarkForEach works a millisecond on each of 200 items.
func BenchmarkForEach(b *testing.B) {
	items := collections.Of(count(200)...)
	work := func(context.Context, int) error { time.Sleep(time.Millisecond); return nil }
	b.Run("raw", func(b *testing.B) {
		for b.Loop() {
			for range 200 {
				_ = work(b.Context(), 0)
			}
		}
	})
	for _, n := range []int{1, 8, 32} {
		b.Run(fmt.Sprintf("essentials/%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := items.ForEach(b.Context(), work, collections.ForEachOptions{Concurrency: n}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for _, n := range []int{1, 8} {
		b.Run(fmt.Sprintf("overhead/%d", n), func(b *testing.B) {
			all := newEndless().all().Limit(100_000)
			var cur paginate.Cursor
			for _, c := range []struct {
				name string
				all  collections.Collection[int]
			}{{"untracked", all.Collection}, {"tracked", all.Track(&cur).Collection}} {
				b.Run(c.name, func(b *testing.B) {
					nothing := func(context.Context, int) error { return nil }
					for b.Loop() {
						if _, err := c.all.ForEach(b.Context(), nothing, collections.ForEachOptions{Concurrency: n}); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/100_000, "ns/item")
				})
			}
		})
	}
}
