package collections_test

import (
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/internal/seqtest"
	"github.com/awsessentials/essentials/paginate"
)

// chain is steps taken on the collection of a service.
type chain func(collections.Listing[*ListNumbersInput, int]) collections.Source[int]

// subject is a chain over 25 numbers in pages of 10: what it gives, how many
// requests its first n items take, and how many it gives before page 3 fails.
func subject(c chain, want []int, needed func(n int) int, before int) func(*testing.T) seqtest.Subject[int] {
	return func(*testing.T) seqtest.Subject[int] {
		good := &service{numbers: count(25), latency: time.Millisecond}
		bad := &service{numbers: count(25), latency: time.Millisecond, fail: map[int]error{20: errService}}
		return seqtest.Subject[int]{
			Seq:      all(c(good.all())),
			Want:     want,
			Requests: good.calls,
			Needed:   needed,
			Broken:   map[int]func(context.Context) iter.Seq2[int, error]{before: all(c(bad.all()))},
			Cause:    errService,
		}
	}
}

func all[T any](c collections.Source[T]) func(context.Context) iter.Seq2[T, error] {
	return collections.Map(c, func(item T) T { return item }).All
}

func tens(n int) int { return (n + 9) / 10 }

func TestContract(t *testing.T) {
	evens := make([]int, 13)
	for i := range evens {
		evens[i] = 2 * i
	}
	twice := append(count(25), count(25)...)
	identity := func(n int) int { return n }
	type request = collections.Listing[*ListNumbersInput, int]
	type source = collections.Source[int]
	for name, check := range map[string]func(*testing.T) seqtest.Subject[int]{
		"All":      subject(func(c request) source { return c }, count(25), tens, 20),
		"Track":    subject(func(c request) source { return c.Track(new(paginate.Cursor)) }, count(25), tens, 20),
		"PageSize": subject(func(c request) source { return c.PageSize(5) }, count(25), func(n int) int { return (n + 4) / 5 }, 20),
		"Prefetch": subject(func(c request) source { return c.Paging(paginate.Options{Prefetch: 1}) }, count(25), nil, 20),
		"Limit":    subject(func(c request) source { return c.Limit(23) }, count(23), tens, 20),
		"Skip":     subject(func(c request) source { return c.Skip(3) }, count(25)[3:], func(n int) int { return tens(n + 3) }, 17),
		"Filter":   subject(func(c request) source { return c.Filter(even) }, evens, func(n int) int { return tens(2*n - 1) }, 10),
		"Map":      subject(func(c request) source { return collections.Map(c, identity) }, count(25), tens, 20),
		"MapEach": subject(func(c request) source {
			return collections.MapEach(c, 1, func(_ context.Context, n int) (int, error) { return n, nil })
		}, count(25), tens, 20),
		"MapEach, 3 at once": subject(func(c request) source { // reads up to a page ahead
			return collections.MapEach(c, 3, func(_ context.Context, n int) (int, error) { return n, nil })
		}, count(25), nil, 20),
		"FlatMap": subject(func(c request) source {
			return collections.FlatMap(c, func(n int) collections.Collection[int] { return collections.Of(n) })
		}, count(25), tens, 20),
		"FlatMap, inner": subject(func(c request) source {
			return collections.FlatMap(collections.Of(1, 2), func(int) request { return c })
		}, twice, func(n int) int { return tens(min(n, 25)) + tens(max(n-25, 0)) }, 20),
		"Concat":  subject(func(c request) source { return collections.Concat(c) }, count(25), tens, 20),
		"Merge":   subject(func(c request) source { return collections.Merge(collections.MergeOptions{}, c) }, count(25), nil, 20),
		"FromSeq": subject(func(c request) source { return collections.FromSeq(c.All) }, count(25), tens, 20),
		"Merge, Ordered": subject(func(c request) source {
			return collections.Merge(collections.MergeOptions{Ordered: true, Ahead: 2}, c.Limit(20), c)
		}, append(count(20), count(25)...), nil, 40),
	} {
		t.Run(name, func(t *testing.T) { seqtest.Run(t, check) })
	}
	t.Run("Of", func(t *testing.T) {
		seqtest.Run(t, func(*testing.T) seqtest.Subject[int] {
			return seqtest.Subject[int]{Seq: collections.Of(1, 2, 3).All, Want: []int{1, 2, 3}}
		})
	})
}

func TestContractOfPages(t *testing.T) {
	seqtest.Run(t, func(*testing.T) seqtest.Subject[[]int] {
		good := &service{numbers: count(25), latency: time.Millisecond}
		bad := &service{numbers: count(25), latency: time.Millisecond, fail: map[int]error{20: errService}}
		return seqtest.Subject[[]int]{
			Seq:      good.all().Pages,
			Want:     [][]int{count(25)[:10], count(25)[10:20], count(25)[20:]},
			Requests: good.calls,
			Needed:   func(n int) int { return n },
			Broken:   map[int]func(context.Context) iter.Seq2[[]int, error]{2: bad.all().Pages},
			Cause:    errService,
		}
	})
}

// Batches that an error cuts short are given with what they hold, so it is their
// items that are looked at.
func TestContractOfBatches(t *testing.T) {
	for _, size := range []int{1, 4, 10, 15, 100} {
		batches := func(s *service) func(context.Context) iter.Seq2[int, error] {
			return func(ctx context.Context) iter.Seq2[int, error] {
				return func(yield func(int, error) bool) {
					for batch, err := range s.all().Batches(ctx, size) {
						if err != nil {
							yield(0, err)
							return
						}
						for _, n := range batch {
							if !yield(n, nil) {
								return
							}
						}
					}
				}
			}
		}
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			seqtest.Run(t, func(*testing.T) seqtest.Subject[int] {
				good := &service{numbers: count(25), latency: time.Millisecond}
				bad := &service{numbers: count(25), latency: time.Millisecond, fail: map[int]error{20: errService}}
				return seqtest.Subject[int]{
					Seq:      batches(good),
					Want:     count(25),
					Requests: good.calls,
					Needed:   func(n int) int { return tens(min(25, (n+size-1)/size*size)) },
					Broken:   map[int]func(context.Context) iter.Seq2[int, error]{20: batches(bad)},
					Cause:    errService,
				}
			})
		})
	}
}
