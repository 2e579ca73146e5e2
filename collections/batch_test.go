package collections_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
)

var denied = &smithy.GenericAPIError{Code: "AccessDenied", Message: "no"}

// deleter is a batch action that takes note of what it was given.
type deleter struct {
	mu      sync.Mutex
	calls   [][]int
	refuse  func(n, attempt int) *collections.Failure // nil: the item is deleted
	fail    func(items []int) error
	seen    map[int]int
	latency time.Duration
}

func (d *deleter) delete(ctx context.Context, items []int) ([]collections.Failure, error) {
	time.Sleep(d.latency)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.calls = append(d.calls, items)
	if d.fail != nil {
		if err := d.fail(items); err != nil {
			return nil, err
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var failures []collections.Failure
	for i, n := range items {
		if d.seen == nil {
			d.seen = map[int]int{}
		}
		d.seen[n]++
		if d.refuse == nil {
			continue
		}
		if f := d.refuse(n, d.seen[n]); f != nil {
			f.Index = i
			failures = append(failures, *f)
		}
	}
	return failures, nil
}

// boto3's batch actions stop at the first empty page.
func TestBatchGoesOnThroughEmptyPages(t *testing.T) {
	s := &service{numbers: count(25), empty: map[int]int{0: 1, 10: 2, 20: 1}}
	var d deleter
	report, err := s.all().Batch(t.Context(), d.delete, collections.BatchOptions{})
	require.NoError(t, err)
	assert.Equal(t, [][]int{count(25)[:10], count(25)[10:20], count(25)[20:]}, d.calls, "a page at a time")
	assert.Equal(t, collections.Report[int]{Done: 25, Calls: 3}, report)
}

func TestBatchOfASizeFillsUpOverPages(t *testing.T) {
	s := &service{numbers: count(25), empty: map[int]int{10: 2}}
	var d deleter
	report, err := s.all().Batch(t.Context(), d.delete, collections.BatchOptions{Size: 12})
	require.NoError(t, err)
	assert.Equal(t, [][]int{count(25)[:12], count(25)[12:24], {24}}, d.calls)
	assert.Equal(t, collections.Report[int]{Done: 25, Calls: 3}, report)
}

func TestBatchAfterAnyStep(t *testing.T) {
	s := &service{numbers: count(25)}
	var d deleter
	_, err := s.all().Filter(even).Skip(1).Limit(5).Batch(t.Context(), d.delete, collections.BatchOptions{Size: 3})
	require.NoError(t, err)
	assert.Equal(t, [][]int{{2, 4, 6}, {8, 10}}, d.calls)
}

// boto3 leaves partial failures to whoever reads the raw responses.
func TestBatchReportsEveryFailedEntryAndGoesOn(t *testing.T) {
	s := &service{numbers: count(25)}
	d := deleter{refuse: func(n, _ int) *collections.Failure {
		if n%10 == 3 {
			return &collections.Failure{Err: denied}
		}
		return nil
	}}
	report, err := s.all().Batch(t.Context(), d.delete, collections.BatchOptions{})
	assert.Equal(t, 22, report.Done)
	assert.Equal(t, 3, report.Calls, "nothing is retried that was not said to be safe")
	assert.Equal(t, []collections.FailedItem[int]{
		{Item: 3, Index: 3, Attempts: 1, Err: denied},
		{Item: 13, Index: 13, Attempts: 1, Err: denied},
		{Item: 23, Index: 23, Attempts: 1, Err: denied},
	}, report.Failed)

	var items *collections.ItemsError
	require.ErrorAs(t, err, &items)
	assert.Len(t, items.Items, 3)
	var api smithy.APIError
	require.ErrorAs(t, err, &api)
	assert.Equal(t, "AccessDenied", api.ErrorCode())
	assert.ErrorContains(t, err, "collections: Batch: 3 failed: item 3: ")
}

func TestBatchRetriesOnlyWhatTheActionSaysIsSafe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{numbers: count(10)}
		d := deleter{refuse: func(n, attempt int) *collections.Failure {
			switch {
			case n == 2 && attempt < 3, n == 7:
				return &collections.Failure{Err: errItem, Retry: true}
			case n == 5:
				return &collections.Failure{Err: denied}
			}
			return nil
		}}
		start := time.Now()
		report, err := s.all().Batch(t.Context(), d.delete, collections.BatchOptions{Attempts: 4})
		require.ErrorIs(t, err, errItem)
		assert.Equal(t, [][]int{count(10), {2, 7}, {2, 7}, {7}}, d.calls)
		assert.Equal(t, collections.Report[int]{Done: 8, Calls: 4, Failed: []collections.FailedItem[int]{
			{Item: 5, Index: 5, Attempts: 1, Err: denied},
			{Item: 7, Index: 7, Attempts: 4, Err: errItem},
		}}, report)
		full := (250 + 500 + 1000) * time.Millisecond
		assert.GreaterOrEqual(t, time.Since(start), full/2)
		assert.LessOrEqual(t, time.Since(start), full)
	})
}

func TestBatchCancelEndsThePauseAndKeepsTheFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{numbers: count(10)}
		d := deleter{refuse: func(n, _ int) *collections.Failure {
			if n < 4 {
				return &collections.Failure{Err: errItem, Retry: true}
			}
			return nil
		}}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		report, err := s.all().Batch(ctx, d.delete, collections.BatchOptions{Attempts: 10})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, errItem)
		assert.Equal(t, 6, report.Done)
		assert.Len(t, report.Failed, 4)
	})
}

// boto3 loses the responses so far when a call fails.
func TestBatchCallThatFailsEndsItWithEverythingAccountedFor(t *testing.T) {
	fail := func(items []int) error {
		if items[0] == 10 {
			return denied
		}
		return nil
	}
	s := &service{numbers: count(100)}
	d := deleter{fail: fail}
	report, err := s.all().Batch(t.Context(), d.delete, collections.BatchOptions{})
	require.ErrorIs(t, err, denied)
	assert.Equal(t, 10, report.Done)
	assert.Len(t, report.Failed, 10)
	assert.Equal(t, collections.FailedItem[int]{Item: 19, Index: 19, Attempts: 1, Err: denied}, report.Failed[9])
	assert.Equal(t, 2, s.calls(), "the listing goes no further")

	d = deleter{fail: fail}
	report, err = s.all().Batch(t.Context(), d.delete, collections.BatchOptions{ContinueOnError: true})
	require.ErrorIs(t, err, denied)
	assert.Equal(t, 90, report.Done)
	assert.Len(t, report.Failed, 10)
}

func TestBatchListingErrorComesAfterTheItemsBeforeIt(t *testing.T) {
	s := &service{numbers: count(25), fail: map[int]error{20: errService}}
	var d deleter
	report, err := s.all().Batch(t.Context(), d.delete, collections.BatchOptions{Size: 15})
	require.ErrorIs(t, err, errService)
	assert.Equal(t, 20, report.Done)
}

func TestBatchConcurrentReportIsInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{numbers: count(100), latency: time.Millisecond}
		d := deleter{latency: time.Second, refuse: func(n, _ int) *collections.Failure {
			if n%7 == 0 {
				return &collections.Failure{Err: denied}
			}
			return nil
		}}
		start := time.Now()
		report, err := s.all().Batch(t.Context(), d.delete, collections.BatchOptions{Size: 5, Concurrency: 10})
		require.ErrorIs(t, err, denied)
		assert.Less(t, time.Since(start), 3*time.Second, "20 calls, 10 at once")
		assert.Equal(t, 85, report.Done)
		for i, f := range report.Failed {
			assert.Equal(t, i*7, f.Item)
			assert.Equal(t, i*7, f.Index)
		}
	})
}

func TestBatchDoubtsACallWhoseFailureNamesNoItem(t *testing.T) {
	s := &service{numbers: count(10)}
	report, err := s.all().Batch(t.Context(), func(context.Context, []int) ([]collections.Failure, error) {
		return []collections.Failure{{Index: 3}, {Index: 10, Err: denied}}, nil
	}, collections.BatchOptions{})
	require.ErrorIs(t, err, awserr.ErrInvalid)
	require.ErrorContains(t, err, "collections.Batch: invalid Failure.Index 10: must be an item of the batch of 10")
	assert.Zero(t, report.Done)
	require.Len(t, report.Failed, 10)
	assert.EqualError(t, report.Failed[3].Err, "failed, no reason given")
}

func TestBatchWrongOptionsAreRefusedBeforeAnyRequest(t *testing.T) {
	s := &service{numbers: count(10)}
	var d deleter
	for _, o := range []collections.BatchOptions{{Size: -1}, {Concurrency: -1}, {Attempts: -1}} {
		_, err := s.all().Batch(t.Context(), d.delete, o)
		require.ErrorIs(t, err, awserr.ErrInvalid)
	}
	_, err := s.all().Batch(t.Context(), nil, collections.BatchOptions{})
	require.ErrorIs(t, err, awserr.ErrInvalid)
	assert.Zero(t, s.calls())
}
