package collections_test

import (
	"context"
	"errors"
	"io"
	"iter"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/collections/write"
	"github.com/awsessentials/essentials/paginate"
)

// TestEveryCallbackUnderEverySink spoils each function that a program hands to a
// chain, under each way to read it: a panic reaches the caller's goroutine, and
// Goexit ends the call with an error or with the caller's goroutine. Nothing
// hangs, and no call looks complete.
func TestEveryCallbackUnderEverySink(t *testing.T) {
	errBoom := errors.New("boom")
	chains := map[string]func(spoil func(int)) collections.Collection[int]{
		"Filter": func(spoil func(int)) collections.Collection[int] {
			return numbers().Filter(func(n int) bool { spoil(n); return true })
		},
		"Map": func(spoil func(int)) collections.Collection[int] {
			return collections.Map(numbers(), func(n int) int { spoil(n); return n })
		},
		"FlatMap": func(spoil func(int)) collections.Collection[int] {
			return collections.FlatMap(numbers(), func(n int) collections.Collection[int] { spoil(n); return collections.Of(n) })
		},
		"inner Filter": func(spoil func(int)) collections.Collection[int] {
			return collections.FlatMap(numbers(), func(n int) collections.Collection[int] {
				return collections.Of(n).Filter(func(n int) bool { spoil(n); return true })
			})
		},
		"MapEach": func(spoil func(int)) collections.Collection[int] {
			return collections.MapEach(numbers(), 3, func(_ context.Context, n int) (int, error) { spoil(n); return n, nil })
		},
		"before MapEach": func(spoil func(int)) collections.Collection[int] {
			return collections.MapEach(numbers().Filter(func(n int) bool { spoil(n); return true }), 3,
				func(_ context.Context, n int) (int, error) { time.Sleep(time.Second); return n, nil })
		},
		"after MapEach": func(spoil func(int)) collections.Collection[int] {
			return collections.MapEach(numbers(), 3, func(_ context.Context, n int) (int, error) { return n, nil }).
				Filter(func(n int) bool { spoil(n); return true })
		},
		"MapEach in MapEach": func(spoil func(int)) collections.Collection[int] {
			inner := collections.MapEach(numbers(), 3, func(_ context.Context, n int) (int, error) { spoil(n); return n, nil })
			return collections.MapEach(inner, 2, func(_ context.Context, n int) (int, error) { return n, nil })
		},
		"FromSeq": func(spoil func(int)) collections.Collection[int] {
			return collections.FromSeq(func(context.Context) iter.Seq2[int, error] {
				return func(yield func(int, error) bool) {
					for n := range 30 {
						if spoil(n); !yield(n, nil) {
							return
						}
					}
				}
			})
		},
		"operation": func(spoil func(int)) collections.Collection[int] {
			s := &service{numbers: count(30)}
			return collections.List[int](func(ctx context.Context, in *ListNumbersInput, o ...func(*Options)) (*ListNumbersOutput, error) {
				if in.NextToken != nil {
					spoil(17)
				}
				return s.ListNumbers(ctx, in, o...)
			}, nil).Collection
		},
		"items": func(spoil func(int)) collections.Collection[int] {
			return collections.From((&service{numbers: count(30)}).ListNumbers, nil, func(out *ListNumbersOutput) []int {
				if out.Numbers[0] == 10 {
					spoil(17)
				}
				return out.Numbers
			}).Collection
		},
		"options of the client": func(spoil func(int)) collections.Collection[int] {
			return collections.List[int](func(ctx context.Context, in *ListNumbersInput, o ...func(*Options)) (*ListNumbersOutput, error) {
				for _, f := range o {
					f(&Options{})
				}
				return (&service{numbers: count(30)}).ListNumbers(ctx, in)
			}, nil, func(*Options) { spoil(17) }).Collection
		},
		"OnPage": func(spoil func(int)) collections.Collection[int] {
			return numbers().Paging(paginate.Options{OnPage: func(p paginate.Progress) {
				if !p.Done {
					spoil(17)
				}
			}})
		},
	}
	for name, chain := range chains {
		for how, c := range map[string]func(collections.Collection[int]) collections.Collection[int]{
			"": func(c collections.Collection[int]) collections.Collection[int] { return c },
			"Concat": func(c collections.Collection[int]) collections.Collection[int] {
				return collections.Concat[int](numbers(), c)
			},
			"Merge": func(c collections.Collection[int]) collections.Collection[int] {
				return collections.Merge[int](collections.MergeOptions{}, numbers(), c, numbers())
			},
			"Merge, 1": func(c collections.Collection[int]) collections.Collection[int] {
				return collections.Merge[int](collections.MergeOptions{Concurrency: 1}, numbers(), c)
			},
			"Prefetch": func(c collections.Collection[int]) collections.Collection[int] {
				return c.Paging(paginate.Options{Prefetch: 2})
			},
		} {
			if how == "Prefetch" && name == "OnPage" {
				continue // Paging is set already
			}
			for sink, read := range sinks {
				what := name + ", " + how + ", " + sink
				synctest.Test(t, func(t *testing.T) {
					defer func() {
						err, _ := recover().(error)
						assert.ErrorIs(t, err, errBoom, what)
					}()
					err := read(t.Context(), c(chain(func(n int) {
						if n == 17 {
							panic(errBoom)
						}
					})))
					assert.Fail(t, "the panic is lost", "%s: %v", what, err)
				})
				synctest.Test(t, func(t *testing.T) {
					ended, err := true, error(nil)
					done := make(chan struct{})
					go func() {
						defer close(done)
						err = read(t.Context(), c(chain(func(n int) {
							if n == 17 {
								runtime.Goexit()
							}
						})))
						ended = false
					}()
					<-done
					assert.True(t, ended || err != nil, "%s: the call looks complete", what)
				})
			}
		}
	}
}

func numbers() collections.Collection[int] {
	return (&service{numbers: count(30), latency: time.Millisecond}).all().Collection
}

var sinks = map[string]func(context.Context, collections.Collection[int]) error{
	"Collect": func(ctx context.Context, c collections.Collection[int]) error { _, err := c.Collect(ctx); return err },
	"Count":   func(ctx context.Context, c collections.Collection[int]) error { _, err := c.Count(ctx); return err },
	"Do": func(ctx context.Context, c collections.Collection[int]) error {
		return c.Do(ctx, func(int) error { return nil })
	},
	"Pages": func(ctx context.Context, c collections.Collection[int]) (last error) {
		for _, err := range c.Pages(ctx) {
			last = err
		}
		return last
	},
	"Batches": func(ctx context.Context, c collections.Collection[int]) (last error) {
		for _, err := range c.Batches(ctx, 7) {
			last = err
		}
		return last
	},
	"Pull": func(ctx context.Context, c collections.Collection[int]) (last error) {
		next, stop := iter.Pull2(c.All(ctx))
		defer stop()
		for _, err, ok := next(); ok; _, err, ok = next() {
			last = err
		}
		return last
	},
	"ForEach": func(ctx context.Context, c collections.Collection[int]) error {
		_, err := c.ForEach(ctx, func(context.Context, int) error { return nil }, collections.ForEachOptions{})
		return err
	},
	"ForEach, 4, going on": func(ctx context.Context, c collections.Collection[int]) error {
		_, err := c.ForEach(ctx, func(context.Context, int) error { time.Sleep(time.Second); return nil }, collections.ForEachOptions{Concurrency: 4, ContinueOnError: true})
		return err
	},
	"Batch": func(ctx context.Context, c collections.Collection[int]) error {
		_, err := c.Batch(ctx, func(context.Context, []int) ([]collections.Failure, error) { return nil, nil },
			collections.BatchOptions{Size: 5, Concurrency: 3, ContinueOnError: true})
		return err
	},
	"JSON": func(ctx context.Context, c collections.Collection[int]) error {
		_, err := write.JSON(io.Discard, c.All(ctx))
		return err
	},
}
