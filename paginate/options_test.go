package paginate_test

import (
	"context"
	"errors"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/paginate"
)

func TestWhatCannotBeRightIsRefusedBeforeAnyRequest(t *testing.T) {
	service := &numbers{total: 9, size: 4}
	op := paginate.Op(service.ListNumbers, nil)
	cloud, client := cloudOf(t, 1)
	type pager = paginate.Pager[*ListNumbersOutput, serviceOptions]
	var nilOperation func(context.Context, *ListNumbersInput, ...func(*serviceOptions)) (*ListNumbersOutput, error)
	for name, c := range map[string]struct {
		pager pager
		items func(*ListNumbersOutput) []int
		want  string
	}{
		"limit":         {paginate.With(op, paginate.Options{Limit: -1}), listed, "invalid Options.Limit -1: must not be negative"},
		"page size":     {paginate.With(op, paginate.Options{PageSize: -7}), listed, "invalid Options.PageSize -7: must not be negative"},
		"huge page":     {paginate.With(op, paginate.Options{PageSize: math.MaxInt32 + 1}), listed, "invalid Options.PageSize 2147483648: must be from 0 to 2147483647"},
		"prefetch":      {paginate.With(op, paginate.Options{Prefetch: -2}), listed, "invalid Options.Prefetch -2: must not be negative"},
		"huge prefetch": {paginate.With(op, paginate.Options{Prefetch: 1 << 50}), listed, "invalid Options.Prefetch 1125899906842624: must be at most 10000"},
		"empty pages":   {paginate.With(op, paginate.Options{MaxEmpty: -3}), listed, "invalid Options.MaxEmpty -3: must not be negative"},
		"nil accessor":  {op, nil, "invalid items: must be a function that returns the items of a page"},
		"nil operation": {paginate.Op(nilOperation, nil), listed, "invalid operation: must be a client's method"},
		"nil change":    {op.With(nil), listed, "invalid change: must be a function that changes the input"},
		"nil next": {paginate.OpTokens(service.ListNumbers, nil, nil, func(*ListNumbersInput, string) {}), listed,
			"invalid next: must be a function that returns the next token of an output"},
		"nil set": {paginate.OpTokens(service.ListNumbers, nil, func(*ListNumbersOutput) (string, bool) { return "", false }, nil), listed,
			"invalid set: must be a function that writes a token into an input"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := paginate.Collect(paginate.Items(t.Context(), c.pager, c.items))
			require.ErrorIs(t, err, awserr.ErrInvalid)
			assert.ErrorContains(t, err, "paginate_test.ListNumbers: "+c.want)
			_, err = paginate.Collect(paginate.ItemPages(t.Context(), c.pager, c.items))
			require.ErrorIs(t, err, awserr.ErrInvalid)
		})
	}
	for name, p := range map[string]pager{"nil": nil, "nil pointer": (*paginate.Operation[*ListNumbersInput, *ListNumbersOutput, serviceOptions])(nil)} {
		_, err := paginate.Collect(paginate.Pages(t.Context(), p))
		require.ErrorIs(t, err, awserr.ErrInvalid, name)
		assert.EqualError(t, err, "paginate: invalid pager: must be made by Op, OpTokens or OpOnce, or be a paginator of the SDK")
	}
	_, err := paginate.Collect(paginate.Pages(t.Context(), paginate.With(sns.NewListTopicsPaginator(client, nil), paginate.Options{Limit: -1})))
	assert.EqualError(t, err, "sns.ListTopics: invalid Options.Limit -1: must not be negative")
	assert.Empty(t, service.calls)
	assert.Zero(t, requests(cloud))
}

func TestAnOperationThatReturnsNothingIsAnError(t *testing.T) {
	list := func(context.Context, *ListNumbersInput, ...func(*serviceOptions)) (*ListNumbersOutput, error) {
		return nil, nil
	}
	_, err := paginate.Collect(paginate.Items(t.Context(), paginate.Op(list, nil), listed))
	require.ErrorContains(t, err, "neither an output nor an error")
}

func TestEmptyPagesInARowHaveACap(t *testing.T) {
	cloud, client := cloudOf(t, 1, 0, 0, 1, 0, 0, 0, 1)
	walk := func(maxEmpty int) ([]string, error) {
		return paginate.Collect(paginate.Items(t.Context(),
			paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{MaxEmpty: maxEmpty}), topicARNs))
	}
	got, err := walk(3)
	require.ErrorIs(t, err, paginate.ErrTooManyEmpty)
	assert.ErrorContains(t, err, "sns.ListTopics: page 7: too many empty pages in a row: 3")
	assert.Equal(t, arns(0, 2), got)
	assert.Equal(t, 7, requests(cloud))
	for _, enough := range []int{0, 4} {
		got, err = walk(enough)
		require.NoError(t, err)
		assert.Equal(t, arns(0, 3), got)
	}
	_, err = paginate.Collect(paginate.Pages(t.Context(), paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{MaxEmpty: 1})))
	require.NoError(t, err, "whole pages are not looked into")
}

func TestEmptyPagesAtTheEndAreNoError(t *testing.T) {
	_, client := cloudOf(t, 1, 0, 0)
	got, err := paginate.Collect(paginate.Items(t.Context(),
		paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{MaxEmpty: 2}), topicARNs))
	require.NoError(t, err)
	assert.Equal(t, arns(0, 1), got)
}

func TestOptionFunctionsOfTheSDKArePassedOn(t *testing.T) {
	cloud, client := cloudOf(t, 1, 1)
	var seen []string
	mark := func(name string) func(*sns.Options) {
		return func(*sns.Options) { seen = append(seen, name) }
	}
	_, err := paginate.Collect(paginate.Pages(t.Context(), paginate.Op(client.ListTopics, nil, mark("op")), mark("range")))
	require.NoError(t, err)
	assert.Equal(t, []string{"op", "range", "op", "range"}, seen)

	seen = nil
	_, err = paginate.Collect(paginate.Items(t.Context(), sns.NewListTopicsPaginator(client, nil), topicARNs, mark("range")))
	require.NoError(t, err)
	assert.Equal(t, []string{"range", "range"}, seen)
	assert.Equal(t, 4, requests(cloud))
}

func TestOptionsReplaceEarlierOnes(t *testing.T) {
	service := &numbers{total: 9, size: 4}
	p := paginate.With(paginate.Op(service.ListNumbers, nil), paginate.Options{Limit: 1})
	p = paginate.With(p, paginate.Options{PageSize: 3})
	got, err := paginate.Collect(paginate.Items(t.Context(), p, listed))
	require.NoError(t, err)
	assert.Equal(t, count(0, 9), got)
	assert.Equal(t, []int32{3, 3, 3}, service.sizes())
}

func TestChangeForksAnOperation(t *testing.T) {
	service := &numbers{total: 2, size: 4}
	filters := make([]string, 1, 8) // room to append into, which the forks must not share
	filters[0] = "base"
	in := &ListNumbersInput{Filters: filters}
	base := paginate.Op(service.ListNumbers, in)
	a := base.With(func(in *ListNumbersInput) { in.Filters = append(in.Filters, "a") })
	b := base.With(func(in *ListNumbersInput) { in.Filters = append(in.Filters, "b"); in.Filters[0] = "changed" })
	for _, op := range []*paginate.Operation[*ListNumbersInput, *ListNumbersOutput, serviceOptions]{base, a, b} {
		_, err := paginate.Collect(paginate.Items(t.Context(), op, listed))
		require.NoError(t, err)
	}
	assert.Equal(t, []string{"base"}, service.calls[0].Filters)
	assert.Equal(t, []string{"base", "a"}, service.calls[1].Filters)
	assert.Equal(t, []string{"changed", "b"}, service.calls[2].Filters)
	assert.Equal(t, []string{"base", "", ""}, filters[:3])
}

func TestAnOperationIsAPagerForHandWrittenLoops(t *testing.T) {
	service := &numbers{total: 5, size: 2}
	op := paginate.Op(service.ListNumbers, nil)
	var got []int
	for op.HasMorePages() {
		page, err := op.NextPage(t.Context())
		require.NoError(t, err)
		got = append(got, page.Numbers...)
		if len(got) == 2 { // the loop's state is its own
			again, err := paginate.Collect(paginate.Items(t.Context(), op, listed))
			require.NoError(t, err)
			assert.Equal(t, count(0, 5), again)
		}
	}
	assert.Equal(t, count(0, 5), got)
	_, err := op.NextPage(t.Context())
	require.EqualError(t, err, "paginate: paginate_test.ListNumbers: there are no more pages")
}

func TestAHandWrittenLoopCanAskForAFailedPageAgain(t *testing.T) {
	service := &numbers{total: 3, size: 2}
	calls := 0
	op := paginate.Op(func(ctx context.Context, in *ListNumbersInput, _ ...func(*serviceOptions)) (*ListNumbersOutput, error) {
		if calls++; calls == 2 {
			return nil, errBroken
		}
		return service.ListNumbers(ctx, in)
	}, nil)
	var got []int
	failed := 0
	for op.HasMorePages() {
		page, err := op.NextPage(t.Context())
		if err != nil {
			require.ErrorIs(t, err, errBroken)
			failed++
			continue
		}
		got = append(got, page.Numbers...)
	}
	assert.Equal(t, count(0, 3), got)
	assert.Equal(t, 1, failed)
}

func TestAHandWrittenLoopIsGuardedToo(t *testing.T) {
	op := paginate.Op(func(context.Context, *ListNumbersInput, ...func(*serviceOptions)) (*ListNumbersOutput, error) {
		return &ListNumbersOutput{NextToken: aws.String("same")}, nil
	}, nil)
	for range 2 {
		_, err := op.NextPage(t.Context())
		require.NoError(t, err)
	}
	require.True(t, op.HasMorePages())
	_, err := op.NextPage(t.Context())
	require.ErrorIs(t, err, paginate.ErrRepeatedToken)
	assert.False(t, op.HasMorePages(), "asking again would not help")
}

func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud, client := cloudOf(t, 2, 0, 2)
		cloud.SetLatency(time.Second)
		var steps []paginate.Progress
		o := paginate.Options{OnPage: func(p paginate.Progress) { steps = append(steps, p) }}
		seq := paginate.Items(t.Context(), paginate.With(paginate.Op(client.ListTopics, nil), o), topicARNs)
		_, err := paginate.Collect(seq)
		require.NoError(t, err)
		assert.Equal(t, []paginate.Progress{
			{Items: 2, Pages: 1, Requests: 1, Elapsed: 1 * time.Second},
			{Items: 2, Pages: 2, Requests: 2, Elapsed: 2 * time.Second},
			{Items: 4, Pages: 3, Requests: 3, Elapsed: 3 * time.Second},
			{Items: 4, Pages: 3, Requests: 3, Elapsed: 3 * time.Second, Done: true},
		}, steps)

		steps = nil
		for range seq {
			break
		}
		assert.Equal(t, []paginate.Progress{{Items: 1, Pages: 1, Requests: 1, Elapsed: time.Second, Done: true}}, steps, "on break too")
	})
}

func TestPrefetchHidesTheNetworkBehindTheWork(t *testing.T) {
	walk := func(prefetch int) (took time.Duration) {
		synctest.Test(t, func(t *testing.T) {
			cloud, client := cloudOf(t, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
			cloud.SetLatency(5 * time.Millisecond)
			begun := time.Now()
			op := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Prefetch: prefetch})
			for _, err := range paginate.Items(t.Context(), op, topicARNs) {
				require.NoError(t, err)
				time.Sleep(5 * time.Millisecond) // the work on a page
			}
			took = time.Since(begun)
		})
		return took
	}
	assert.Equal(t, 100*time.Millisecond, walk(0))
	assert.Equal(t, 55*time.Millisecond, walk(1))
	assert.Equal(t, 55*time.Millisecond, walk(5))
}

func TestPrefetchFetchesNoFurtherAheadThanAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, prefetch := range []int{1, 2, 3} {
			cloud, client := cloudOf(t, 1, 1, 1, 1, 1, 1, 1, 1)
			op := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Prefetch: prefetch})
			n := 0
			for _, err := range paginate.Items(t.Context(), op, topicARNs) {
				require.NoError(t, err)
				n++
				time.Sleep(time.Second) // as long as it takes to fetch all that may be fetched
				assert.Equal(t, min(n+prefetch, 8), requests(cloud))
			}
		}
	})
}

func TestACancelEndsAPrefetchAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud, client := cloudOf(t, 1, 1, 1)
		cloud.SetLatency(time.Minute)
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
		defer cancel()
		begun := time.Now()
		op := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Prefetch: 2})
		got, err := paginate.Collect(paginate.Items(ctx, op, topicARNs))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, arns(0, 1), got)
		assert.Equal(t, 90*time.Second, time.Since(begun))
	})
}

func TestAPanicOfTheLoopJoinsThePrefetch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // fails if a goroutine is left
		_, client := cloudOf(t, 1, 1, 1)
		op := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Prefetch: 1})
		assert.PanicsWithValue(t, "the loop's own", func() {
			for range paginate.Items(t.Context(), op, topicARNs) {
				panic("the loop's own")
			}
		})
	})
}

func TestTheErrorOfTheServiceStaysReachable(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Fail[sns.ListTopicsInput](cloud, awstest.APIError("AuthorizationError", "not allowed", 403))
	client := sns.NewFromConfig(cloud.Config())
	_, err := paginate.Collect(paginate.Pages(t.Context(), paginate.Op(client.ListTopics, nil)))
	var apiError interface{ ErrorCode() string }
	require.True(t, errors.As(err, &apiError))
	assert.Equal(t, "AuthorizationError", apiError.ErrorCode())
}

func TestFirst(t *testing.T) {
	cloud, client := cloudOf(t, 0, 2, 2)
	first, ok, err := paginate.First(paginate.Items(t.Context(), paginate.Op(client.ListTopics, nil), topicARNs))
	require.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, arn(0), first)
	assert.Equal(t, 2, requests(cloud))

	_, none := cloudOf(t, 0)
	_, ok, err = paginate.First(paginate.Items(t.Context(), paginate.Op(none.ListTopics, nil), topicARNs))
	require.NoError(t, err)
	assert.False(t, ok)

	_, ok, err = paginate.First(paginate.Items(t.Context(), paginate.Op(brokenAfter(t, 0, 1).ListTopics, nil), topicARNs))
	require.ErrorIs(t, err, errBroken)
	assert.False(t, ok)
}

func TestAPaginatorOfTheSDKIsRangedOverOnce(t *testing.T) {
	_, client := cloudOf(t, 1, 1)
	seq := paginate.Items(t.Context(), sns.NewListTopicsPaginator(client, nil), topicARNs)
	_, err := paginate.Collect(seq)
	require.NoError(t, err)
	_, err = paginate.Collect(seq)
	require.ErrorIs(t, err, paginate.ErrSpent)
	assert.ErrorContains(t, err, "paginate: sns.ListTopics: ")
}
