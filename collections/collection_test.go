package collections_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/paginate"
)

func TestNothingIsRequestedBeforeTheRange(t *testing.T) {
	s := &service{numbers: count(25)}
	c := s.all().Filter(even).Skip(1).Limit(9).PageSize(5)
	_ = collections.Map(c, strings10).All(t.Context())
	_ = c.Pages(t.Context())
	_ = c.Batches(t.Context(), 3)
	assert.Zero(t, s.calls())
}

func strings10(n int) string { return fmt.Sprint(n * 10) }

func TestARequestGoesOutOnlyWhenItsItemsAreAskedFor(t *testing.T) {
	s := &service{numbers: count(25)}
	for n, err := range s.all().All(t.Context()) {
		require.NoError(t, err)
		assert.Equal(t, n/10+1, s.calls(), "at item %d", n)
	}
}

func TestEveryRangeBeginsAnew(t *testing.T) {
	s := &service{numbers: count(25)}
	c := s.all().Filter(even).Skip(2).Limit(5)
	for range 2 {
		assert.Equal(t, []int{4, 6, 8, 10, 12}, collect(t, c))
	}
	assert.Equal(t, 4, s.calls())

	seq := c.All(t.Context())
	for range 2 {
		items, err := paginate.Collect(seq)
		require.NoError(t, err)
		assert.Equal(t, []int{4, 6, 8, 10, 12}, items)
	}
}

func TestTheZeroCollectionIsEmpty(t *testing.T) {
	assert.Empty(t, collect(t, collections.Collection[int]{}))
	assert.Empty(t, collect(t, collections.Listing[*ListNumbersInput, int]{}.With(func(*ListNumbersInput) {}).Limit(3)))
}

func TestEachStepReturnsANewCollectionAndLeavesItsBase(t *testing.T) {
	s := &service{numbers: count(25)}
	base := s.all().Filter(even)
	steps := map[string]collections.Collection[int]{
		"Filter":   base.Filter(func(n int) bool { return n > 10 }).Collection,
		"Limit":    base.Limit(2).Collection,
		"Skip":     base.Skip(3).Collection,
		"PageSize": base.PageSize(3).Collection,
		"Prefetch": base.Paging(paginate.Options{Prefetch: 1}).Collection,
		"With":     base.With(func(in *ListNumbersInput) { in.Prefix = new("x") }).Collection,
	}
	want := collect(t, base)
	for name, c := range steps {
		collect(t, c)
		s.requests = nil
		assert.Equal(t, want, collect(t, base), name)
		assert.Equal(t, []int{0, 0, 0}, s.asked(), name)
		for _, in := range s.requests {
			assert.Nil(t, in.Prefix, name)
		}
	}
	assert.Equal(t, []int{12, 14, 16, 18, 20, 22, 24}, collect(t, steps["Filter"]))
	assert.Equal(t, []int{0, 2}, collect(t, steps["Limit"]))
	assert.Equal(t, []int{6, 8, 10}, collect(t, steps["Skip"])[:3])
}

func TestStepsAreTakenInTheOrderOfTheChain(t *testing.T) {
	s := &service{numbers: count(25)}
	odd := func(n int) bool { return n%2 == 1 }
	for _, row := range []struct {
		chain string
		c     collections.Source[int]
		want  []int
	}{
		{"filter, limit", s.all().Filter(odd).Limit(3), []int{1, 3, 5}},
		{"limit, filter", s.all().Limit(3).Filter(odd), []int{1}},
		{"skip, limit", s.all().Skip(3).Limit(2), []int{3, 4}},
		{"limit, skip", s.all().Limit(3).Skip(2), []int{2}},
		{"filter, skip, limit, filter", s.all().Filter(odd).Skip(1).Limit(3).Filter(func(n int) bool { return n > 3 }), []int{5, 7}},
		{"skip beyond the end", s.all().Skip(30), nil},
		{"skip over pages", s.all().Skip(23), []int{23, 24}},
		{"lowest limit", s.all().Limit(2).Limit(5), []int{0, 1}},
		{"lowest limit last", s.all().Limit(5).Limit(2), []int{0, 1}},
	} {
		assert.Equal(t, row.want, collect(t, row.c), row.chain)
	}
}

// A limit counts what the user sees and the page after it is never fetched.
func TestLimitFetchesNoPageTooMany(t *testing.T) {
	for _, row := range []struct {
		name  string
		chain func(collections.Listing[*ListNumbersInput, int]) collections.Source[int]
		items int
		asked []int // page sizes
	}{
		{"within the first page", limit(3), 3, []int{0}},
		{"at the end of a page", limit(10), 10, []int{0}},
		{"one past a page", limit(11), 11, []int{0, 0}},
		{"at the end of all", limit(25), 25, []int{0, 0, 0}},
		{"beyond the end", limit(99), 25, []int{0, 0, 0}},
		{"after a filter", func(c collections.Listing[*ListNumbersInput, int]) collections.Source[int] {
			return c.Filter(even).Limit(5)
		}, 5, []int{0}},
		{"after a filter, one past", func(c collections.Listing[*ListNumbersInput, int]) collections.Source[int] {
			return c.Filter(even).Limit(6)
		}, 6, []int{0, 0}},
		{"the page size stays as it is", func(c collections.Listing[*ListNumbersInput, int]) collections.Source[int] {
			return c.PageSize(8).Limit(18)
		}, 18, []int{8, 8, 8}},
		{"also above the limit", func(c collections.Listing[*ListNumbersInput, int]) collections.Source[int] {
			return c.Limit(3).PageSize(8)
		}, 3, []int{8}},
		{"skipped items are needed too", func(c collections.Listing[*ListNumbersInput, int]) collections.Source[int] {
			return c.PageSize(8).Skip(5).Limit(5)
		}, 5, []int{8, 8}},
		{"limit before skip", func(c collections.Listing[*ListNumbersInput, int]) collections.Source[int] {
			return c.PageSize(8).Limit(10).Skip(5)
		}, 5, []int{8, 8}},
		{"a filter between keeps the page size", func(c collections.Listing[*ListNumbersInput, int]) collections.Source[int] {
			return c.PageSize(8).Filter(even).Limit(5)
		}, 5, []int{8, 8}},
		{"so does a limit before the filter", func(c collections.Listing[*ListNumbersInput, int]) collections.Source[int] {
			return c.PageSize(8).Limit(10).Filter(even)
		}, 5, []int{8, 8}},
		{"through a map", func(c collections.Listing[*ListNumbersInput, int]) collections.Source[int] {
			return collections.Map(c.PageSize(8), func(n int) int { return -n }).Limit(10)
		}, 10, []int{8, 8}},
		{"through concat", func(c collections.Listing[*ListNumbersInput, int]) collections.Source[int] {
			return collections.Concat(collections.Of(1, 2, 3), c.Collection).PageSize(8).Limit(13)
		}, 13, []int{8, 8}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := &service{numbers: count(25)}
			assert.Len(t, collect(t, row.chain(s.all())), row.items)
			assert.Equal(t, row.asked, s.asked())
		})
	}
}

func limit(n int) func(collections.Listing[*ListNumbersInput, int]) collections.Source[int] {
	return func(c collections.Listing[*ListNumbersInput, int]) collections.Source[int] { return c.Limit(n) }
}

// boto3 sends a request for limit(0), and gives an item if the operation does not page.
func TestLimitZeroIsEmptyAndCostsNoRequest(t *testing.T) {
	s := &service{numbers: count(25)}
	c := s.all().Limit(0)
	assert.Empty(t, collect(t, c))
	assert.Empty(t, collect(t, c.Filter(even)))
	assert.Empty(t, collect(t, collections.Concat(c, c)))
	assert.Empty(t, collect(t, collections.Merge(collections.MergeOptions{}, c, c)))
	assert.Zero(t, s.calls())
	assert.Empty(t, collect(t, collections.Of(1).Limit(0)))
}

func TestWithChangesTheRequestAndNothingElse(t *testing.T) {
	s := &service{numbers: count(5)}
	values := make([]string, 1, 8) // room to append into, were it shared
	values[0] = "running"
	in := &ListNumbersInput{Filters: []Filter{{Name: "state", Values: values}}}
	base := collections.From(s.ListNumbers, in, func(out *ListNumbersOutput) []int { return out.Numbers })
	in.Prefix = new("changed after From") // too late to count

	appendValue := func(v string) func(*ListNumbersInput) {
		return func(in *ListNumbersInput) { in.Filters[0].Values = append(in.Filters[0].Values, v) }
	}
	a := base.With(appendValue("a"))
	b := base.With(appendValue("b"))
	ab := a.Limit(3).With(appendValue("ab")).Filter(even)

	for _, row := range []struct {
		c    collections.Source[int]
		want []string
	}{
		{base, []string{"running"}},
		{a, []string{"running", "a"}},
		{b, []string{"running", "b"}},
		{ab, []string{"running", "a", "ab"}},
	} {
		s.requests = nil
		collect(t, row.c)
		require.Len(t, s.requests, 1)
		assert.Equal(t, row.want, s.requests[0].Filters[0].Values)
		assert.Nil(t, s.requests[0].Prefix)
	}
	assert.Equal(t, []int{0, 2}, collect(t, ab), "With keeps the steps before it")
	assert.Equal(t, []string{"running"}, in.Filters[0].Values, "the caller's input")
}

func TestPagesAreThoseOfTheServiceLessWhatStepsTookOut(t *testing.T) {
	s := &service{numbers: count(25), empty: map[int]int{10: 2, 25: 1}}
	var sizes [][]int
	for page, err := range s.all().Filter(func(n int) bool { return n < 10 || n > 21 }).Skip(1).Limit(11).Pages(t.Context()) {
		require.NoError(t, err)
		sizes = append(sizes, page)
	}
	assert.Equal(t, [][]int{{1, 2, 3, 4, 5, 6, 7, 8, 9}, nil, nil, nil, {22, 23}}, sizes)
	assert.Equal(t, 5, s.calls(), "the limit was met within the last page but one")
}

func TestPagesWithALimitAtAPageEndGiveNoEmptyPageMore(t *testing.T) {
	s := &service{numbers: count(25)}
	for _, c := range []collections.Collection[int]{s.all().Limit(20).Collection, s.all().Track(new(paginate.Cursor)).Limit(20).Collection} {
		var sizes []int
		for page, err := range c.Pages(t.Context()) {
			require.NoError(t, err)
			sizes = append(sizes, len(page))
		}
		assert.Equal(t, []int{10, 10}, sizes)
	}
}

func TestBatchesFillUpOverPagesAndThroughEmptyOnes(t *testing.T) {
	s := &service{numbers: count(25), empty: map[int]int{0: 1, 10: 3, 20: 1}}
	var batches [][]int
	for batch, err := range s.all().Filter(even).Batches(t.Context(), 4) {
		require.NoError(t, err)
		batches = append(batches, batch)
	}
	assert.Equal(t, [][]int{{0, 2, 4, 6}, {8, 10, 12, 14}, {16, 18, 20, 22}, {24}}, batches,
		"each batch has memory of its own")
}

func TestBatchesRequestNoMoreThanTheyNeed(t *testing.T) {
	s := &service{numbers: count(100)}
	for range s.all().Batches(t.Context(), 20) {
		break
	}
	assert.Equal(t, 2, s.calls())
}

func TestWhatCameBeforeAnErrorIsGivenBeforeIt(t *testing.T) {
	s := &service{numbers: count(25), fail: map[int]error{20: errService}}
	items, err := s.all().Collect(t.Context())
	require.ErrorIs(t, err, errService)
	assert.Equal(t, count(20), items)

	var batches [][]int
	var last error
	for batch, err := range s.all().Batches(t.Context(), 15) {
		if err != nil {
			assert.Nil(t, batch)
		} else {
			batches = append(batches, batch)
		}
		last = err
	}
	require.ErrorIs(t, last, errService)
	assert.Equal(t, [][]int{count(20)[:15], count(20)[15:]}, batches)

	n, err := s.all().Count(t.Context())
	require.ErrorIs(t, err, errService)
	assert.Equal(t, 20, n)
}

func TestFirst(t *testing.T) {
	s := &service{numbers: count(25), empty: map[int]int{0: 2}}
	n, ok, err := s.all().Filter(func(n int) bool { return n > 3 }).First(t.Context())
	require.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, 4, n)
	assert.Equal(t, 3, s.calls())

	_, ok, err = s.all().Filter(func(int) bool { return false }).First(t.Context())
	require.NoError(t, err)
	assert.False(t, ok)

	_, ok, err = (&service{numbers: count(25), fail: map[int]error{0: errService}}).all().First(t.Context())
	require.ErrorIs(t, err, errService)
	assert.False(t, ok)
}

func TestCount(t *testing.T) {
	s := &service{numbers: count(25)}
	n, err := s.all().Filter(even).Count(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 13, n)
}

func TestWrongArgumentsAreRefusedBeforeAnyRequest(t *testing.T) {
	s := &service{numbers: count(25)}
	all := s.all()
	numbers := func(out *ListNumbersOutput) []int { return out.Numbers }
	good := all.Collection
	for _, row := range []struct {
		c    collections.Collection[int]
		want string
	}{
		{all.Limit(-1).Collection, "collections.Limit: invalid n -1: must not be negative; leave Limit out for all items"},
		{all.Skip(-2).Collection, "collections.Skip: invalid n -2: must not be negative"},
		{all.PageSize(0).Collection, "collections.PageSize: invalid n 0: must be 1 or more; leave PageSize out for the service's default"},
		{all.Paging(paginate.Options{MaxEmpty: -2}).Collection, "collections.Paging: invalid Options.MaxEmpty -2: must not be negative"},
		{all.Paging(paginate.Options{Prefetch: -1}).Collection, "collections.Paging: invalid Options.Prefetch -1: must not be negative"},
		{all.Filter(nil).Collection, "collections.Filter: invalid keep: must be a function"},
		{all.With(nil).Collection, "collections.With: invalid change: must be a function"},
		{all.Track(nil).Collection, "collections.Track: invalid cursor: must be a cursor"},
		{all.Paging(paginate.Options{Limit: 1}).Collection, "collections.Paging: invalid Options.Limit 1: must be 0; use the step Limit"},
		{all.Paging(paginate.Options{Hold: true}).Collection, "collections.Paging: invalid Options.Track: must be nil, and Hold false; use the step Track"},
		{all.Paging(paginate.Options{Resume: []byte("x")}).Collection, "collections.Paging: invalid Options.Resume: must be empty; use the step Resume"},
		{collections.Map[int, int](all, nil), "collections.Map: invalid f: must be a function"},
		{collections.Map(collections.Source[int](nil), func(n int) int { return n }), "collections.Map: invalid collection: must be a collection"},
		{collections.FlatMap[int, int, collections.Collection[int]](all, nil), "collections.FlatMap: invalid f: must be a function"},
		{collections.FromSeq[int](nil), "collections.FromSeq: invalid all: must be a function"},
		{collections.From[*ListNumbersInput](s.ListNumbers, nil, (func(*ListNumbersOutput) []int)(nil)).Collection, "collections.From: invalid items: must be a function that returns the items of a page"},
		{collections.From((func(context.Context, *ListNumbersInput, ...func(*Options)) (*ListNumbersOutput, error))(nil), nil, numbers).Collection, "operation"},
		{collections.FromOperation[*ListNumbersInput, *ListNumbersOutput, Options](nil, numbers).Collection, "collections.From: invalid operation: must be made by paginate.Op, paginate.OpTokens or paginate.OpOnce"},
		{collections.Merge(collections.MergeOptions{Concurrency: -1}, good), "collections.Merge: invalid Concurrency -1: must be from 0, which means 16"},
		{collections.Merge(collections.MergeOptions{Ahead: -1}, good), "collections.Merge: invalid Ahead -1: must be from 0, which means 1"},
		// A wrong one behind a good one, and the first of two.
		{collections.Concat(good, good.Limit(-1)), "collections.Limit: invalid n -1"},
		{collections.Merge(collections.MergeOptions{}, good, good.Limit(-1)), "collections.Limit: invalid n -1"},
		{good.Limit(-1).Skip(-2).Filter(even), "collections.Limit: invalid n -1"},
	} {
		for _, c := range []collections.Collection[int]{row.c, row.c.Filter(even).Limit(3)} {
			items, err := c.Collect(t.Context())
			assert.Empty(t, items)
			require.ErrorContains(t, err, row.want)
			require.ErrorIs(t, err, awserr.ErrInvalid)
		}
	}
	forEach := func(ctx context.Context, do func(context.Context, int) error, o collections.ForEachOptions) error {
		_, err := all.ForEach(ctx, do, o)
		return err
	}
	var none context.Context
	var typedNil *struct{ collections.Collection[int] }
	nothing := func(context.Context, int) error { return nil }
	for name, err := range map[string]error{
		"nil do":             forEach(t.Context(), nil, collections.ForEachOptions{}),
		"Concurrency -1":     forEach(t.Context(), nothing, collections.ForEachOptions{Concurrency: -1}),
		"Concurrency 1<<40":  forEach(t.Context(), nothing, collections.ForEachOptions{Concurrency: 1 << 40}),
		"Ahead -1":           forEach(t.Context(), nothing, collections.ForEachOptions{Ahead: -1}),
		"Ahead 1<<40":        forEach(t.Context(), nothing, collections.ForEachOptions{Ahead: 1 << 40}),
		"nil ctx of ForEach": forEach(none, nothing, collections.ForEachOptions{}),
		"nil ctx of All":     last(all.All(none)),
		"nil ctx of Pages":   last(all.Pages(none)),
		"nil Do":             all.Do(t.Context(), nil),
		"nil ctx of Do":      all.Do(none, func(int) error { return nil }),
		"Batches of 0":       last(all.Batches(t.Context(), 0)),
		"MapEach of 1<<40":   last(collections.MapEach(all, 1<<40, func(context.Context, int) (int, error) { return 0, nil }).All(t.Context())),
		"Merge, Ahead 1<<40": last(collections.Merge(collections.MergeOptions{Ahead: 1 << 40}, all).All(t.Context())),
		"a nil collection":   last(collections.Map(typedNil, func(n int) int { return n }).All(t.Context())),
		"a nil sequence":     last(collections.FromSeq(func(context.Context) iter.Seq2[int, error] { return nil }).All(t.Context())),
		"a nil inner one":    last(collections.FlatMap(collections.Of(1), func(int) collections.Source[int] { return nil }).All(t.Context())),
		"a nil paginator":    last(collections.FromPager(func() paginate.Pager[int, int] { return nil }, func(int) []int { return nil }).All(t.Context())),
	} {
		require.ErrorIs(t, err, awserr.ErrInvalid, name)
	}
	assert.Zero(t, s.calls())
}

func last[T any](seq iter.Seq2[T, error]) (last error) {
	for _, err := range seq {
		last = err
	}
	return last
}

func TestACollectionIsSafeForConcurrentRanges(t *testing.T) {
	s := &service{numbers: count(100)}
	base := s.all().Filter(even)
	var ranges sync.WaitGroup
	for i := range 20 {
		ranges.Go(func() {
			items, err := base.With(func(in *ListNumbersInput) { in.Prefix = new(fmt.Sprint(i)) }).Skip(i).Limit(10).Collect(t.Context())
			assert.NoError(t, err)
			if assert.Len(t, items, 10) {
				assert.Equal(t, 2*i, items[0])
			}
		})
	}
	ranges.Wait()
}

func TestFromSeq(t *testing.T) {
	s := &service{numbers: count(25)}
	c := collections.FromSeq(s.all().All).Filter(even).Limit(3)
	assert.Equal(t, []int{0, 2, 4}, collect(t, c))
	assert.Equal(t, []int{0, 2, 4}, collect(t, c))
	assert.Equal(t, 2, s.calls())

	var pages [][]int
	for page, err := range c.Pages(t.Context()) {
		require.NoError(t, err)
		pages = append(pages, page)
	}
	assert.Equal(t, [][]int{{0}, nil, {2}, nil, {4}}, pages)

	failing := collections.FromSeq(func(context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) { _ = yield(1, nil) && yield(0, errService) }
	})
	items, err := failing.Collect(t.Context())
	require.ErrorIs(t, err, errService)
	assert.Equal(t, []int{1}, items)
}

func TestCancelEndsTheRangeWithTheContextsError(t *testing.T) {
	s := &service{numbers: count(25)}
	for _, c := range []collections.Collection[int]{
		s.all().Collection, s.all().Track(new(paginate.Cursor)).Collection, collections.Concat(s.all(), s.all()), collections.Merge(collections.MergeOptions{}, s.all(), s.all()),
	} {
		s.requests = nil
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var seen int
		var ended error
		for _, err := range c.All(ctx) {
			if err == nil {
				seen++
			}
			ended = err
			cancel()
		}
		require.ErrorIs(t, ended, context.Canceled)
		assert.LessOrEqual(t, seen, 20)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := collections.Of(1, 2).Collect(ctx)
	require.ErrorIs(t, err, context.Canceled)
}

func TestARepeatedTokenIsAnErrorUnlessItIsTheEnd(t *testing.T) {
	events := func(_ context.Context, in *ListNumbersInput, _ ...func(*Options)) (*ListNumbersOutput, error) {
		return &ListNumbersOutput{NextToken: new("end"), Numbers: []int{1, 2}}, nil // as GetLogEvents does
	}
	c := collections.From(events, nil, func(out *ListNumbersOutput) []int { return out.Numbers })
	items, err := c.Collect(t.Context())
	require.ErrorIs(t, err, paginate.ErrRepeatedToken)
	assert.Equal(t, []int{1, 2, 1, 2}, items)
	assert.Equal(t, []int{1, 2, 1, 2}, collect(t, c.Paging(paginate.Options{StopOnRepeat: true})))
}

func TestMaxEmptyEndsALongRowOfEmptyPages(t *testing.T) {
	s := &service{numbers: count(5), empty: map[int]int{0: 20}}
	_, err := s.all().Paging(paginate.Options{MaxEmpty: 10}).Collect(t.Context())
	require.ErrorIs(t, err, paginate.ErrTooManyEmpty)
	assert.Equal(t, 10, s.calls())
	assert.Equal(t, count(5), collect(t, s.all().Paging(paginate.Options{MaxEmpty: 10}).Paging(paginate.Options{MaxEmpty: 20 + 1})))
}

func TestMapFlatMapConcat(t *testing.T) {
	s := &service{numbers: count(12)}
	assert.Equal(t, []string{"0", "20", "40"}, collect(t, collections.Map(s.all().Filter(even), strings10).Limit(3)))

	nested := collections.FlatMap(s.all(), func(n int) collections.Collection[int] { return collections.Of(slices.Repeat([]int{n}, n)...) })
	assert.Equal(t, []int{1, 2, 2, 3, 3, 3, 4}, collect(t, nested.Limit(7)))
	assert.Equal(t, 1+1, s.calls(), "no page beyond the limit")

	requests := collections.FlatMap(collections.Of(1, 2), func(n int) collections.Listing[*ListNumbersInput, int] { return s.all().Limit(n) })
	assert.Equal(t, []int{0, 0, 1}, collect(t, requests))

	assert.Equal(t, []int{0, 1, 0, 1, 2}, collect(t, collections.Concat(s.all().Limit(2), s.all().Limit(3))))
	assert.Empty(t, collect(t, collections.Concat[collections.Collection[int]]()))

}

func TestABreakInsideOnePartOfACombinationEndsItAll(t *testing.T) {
	for _, n := range []int{10, 7, 25} { // at a page end, within a page, not at all
		s := &service{numbers: count(25)}
		limited := s.all().Limit(n).Collection
		for name, c := range map[string]collections.Collection[int]{
			"Concat":  collections.Concat(limited, s.all().Collection),
			"FlatMap": collections.FlatMap(collections.Of(1, 2), func(int) collections.Collection[int] { return limited }),
		} {
			s.requests = nil
			for page, err := range c.Pages(t.Context()) {
				require.NoError(t, err)
				assert.Len(t, page, min(n, 10))
				break
			}
			assert.Equal(t, 1, s.calls(), name)
		}
	}
}

func TestOfCopiesItsItems(t *testing.T) {
	items := []int{1, 2}
	c := collections.Of(items...)
	items[0] = 7
	assert.Equal(t, []int{1, 2}, collect(t, c))
}

func TestErrorsInsideFlatMapAndConcatEndThem(t *testing.T) {
	bad := &service{numbers: count(25), fail: map[int]error{10: errService}}
	good := &service{numbers: count(5)}
	items, err := collections.Concat(good.all(), bad.all(), good.all()).Collect(t.Context())
	require.ErrorIs(t, err, errService)
	assert.Len(t, items, 15)
	assert.Equal(t, 1, good.calls(), "what is behind the error is not requested")

	items, err = collections.FlatMap(good.all(), func(n int) collections.Listing[*ListNumbersInput, int] { return bad.all() }).Collect(t.Context())
	require.ErrorIs(t, err, errService)
	assert.Len(t, items, 10)

	_, err = collections.FlatMap(bad.all(), func(int) collections.Collection[int] { return collections.Of[int]() }).Collect(t.Context())
	require.ErrorIs(t, err, errService)
}

func TestTrackAndResumeGoOnWithTheVeryNextItem(t *testing.T) {
	for _, pageSize := range []int{1, 3, 10, 25} {
		for stop := 1; stop <= 12; stop++ {
			s := &service{numbers: count(25), pageSize: pageSize, empty: map[int]int{0: 1, 9: 2}}
			c := s.all().Filter(even)
			cur := new(paginate.Cursor)
			var first []int
			for n, err := range c.Track(cur).All(t.Context()) {
				require.NoError(t, err)
				if first = append(first, n); len(first) == stop {
					break
				}
			}
			state, err := cur.MarshalText()
			require.NoError(t, err)
			rest := collect(t, c.Resume(state))
			assert.Equal(t, collect(t, c), append(first, rest...), "stopped at %d of pages of %d", stop, pageSize)
		}
	}
}

func TestTrackedBatchesAndPagesLoseNothingAtAnError(t *testing.T) {
	for _, n := range []int{0, 4, 7, 100} {
		s := &service{numbers: count(25), fail: map[int]error{20: errService}}
		c := s.all().Filter(even)
		cur := new(paginate.Cursor)
		tracked := c.Track(cur)
		seq := tracked.Pages(t.Context())
		if n > 0 {
			seq = tracked.Batches(t.Context(), n)
		}
		var seen []int
		var failed error
		for batch, err := range seq {
			seen = append(seen, batch...)
			failed = err
		}
		require.ErrorIs(t, failed, errService)
		state, err := cur.MarshalText()
		require.NoError(t, err)
		s.fail = nil
		assert.Equal(t, collect(t, c), append(seen, collect(t, c.Resume(state))...))
	}
}

func TestATrackedRangeRequestsNothingAfterABreakAtAPageEnd(t *testing.T) {
	s := &service{numbers: count(25)}
	var reports []paginate.Progress
	c := s.all().Track(new(paginate.Cursor)).Paging(paginate.Options{OnPage: func(p paginate.Progress) { reports = append(reports, p) }})
	for page, err := range c.Pages(t.Context()) {
		require.NoError(t, err)
		assert.Equal(t, count(10), page)
		break
	}
	assert.Equal(t, 1, s.calls())
	require.Len(t, reports, 1)
	assert.Equal(t, 10, reports[0].Items)
	assert.True(t, reports[0].Done)
}

func TestWhatHasNoSingleOperationCannotBeTracked(t *testing.T) {
	s := &service{numbers: count(25)}
	all := s.all()
	for _, c := range []collections.Collection[int]{
		collections.Of(1), collections.FromSeq(all.All), collections.Concat(all), collections.Merge(collections.MergeOptions{}, all),
		collections.FlatMap(all, func(int) collections.Collection[int] { return collections.Of(1) }),
	} {
		for _, c := range []collections.Collection[int]{
			c.Track(new(paginate.Cursor)), c.Resume([]byte("x")), c.Paging(paginate.Options{OnPage: func(paginate.Progress) {}}),
		} {
			_, err := c.Collect(t.Context())
			require.ErrorIs(t, err, awserr.ErrInvalid)
		}
	}
	assert.Zero(t, s.calls())
	assert.Equal(t, count(25), collect(t, all.Resume(nil)), "no state is the beginning")
	assert.Equal(t, append(count(25)[20:], 1), collect(t, collections.Concat(all.Resume(stateAt(t, all, 20)).Collection, collections.Of(1))), "a part may be resumed")
}

// stateAt is the state of a cursor behind the first n items.
func stateAt(t *testing.T, c collections.Listing[*ListNumbersInput, int], n int) []byte {
	cur := new(paginate.Cursor)
	collect(t, c.Track(cur).Limit(n))
	state, err := cur.MarshalText()
	require.NoError(t, err)
	return state
}

func TestErrorsKeepTheirCause(t *testing.T) {
	s := &service{numbers: count(25), fail: map[int]error{0: errService}}
	_, err := s.all().Collect(t.Context())
	var page *paginate.PageError
	require.True(t, errors.As(err, &page))
	assert.Equal(t, 1, page.Page)
}
