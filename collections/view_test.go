package collections_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/internal/seqtest"
	"github.com/awsessentials/essentials/paginate"
)

// topic is a resource as a package of a service has it.
type topic struct{ name string }

// topicViews are a collection with a method of its own.
type topicViews struct {
	collections.View[*topicViews, *sns.ListTopicsInput, *topic]
}

func newTopicViews(e *collections.Erased) *topicViews {
	return &topicViews{collections.ViewOf[*topicViews, *sns.ListTopicsInput, *topic](e)}
}

func (v *topicViews) names(ctx context.Context) (names []string, err error) {
	err = v.Do(ctx, func(t *topic) error { names = append(names, t.name); return nil })
	return names, err
}

// viewOf returns a view of topics, two on a page.
func viewOf(t *testing.T, names ...string) (*topicViews, *awstest.Cloud) {
	cloud := awstest.New(t)
	var pages []*sns.ListTopicsOutput
	for page := range slices.Chunk(names, 2) {
		pages = append(pages, topics(page...))
	}
	if len(pages) > 0 {
		awstest.Pages[sns.ListTopicsInput](cloud, pages...).Optional()
	}
	client := sns.NewFromConfig(cloud.Config())
	return newTopicViews(collections.Listed(func(ctx context.Context, in *sns.ListTopicsInput) (*sns.ListTopicsOutput, error) {
		return client.ListTopics(ctx, in)
	}, &sns.ListTopicsInput{}, func(out *sns.ListTopicsOutput) []any {
		var all []any
		for _, t := range out.Topics {
			all = append(all, &topic{*t.TopicArn})
		}
		return all
	})), cloud
}

func TestAViewKeepsItsTypeThroughEveryStep(t *testing.T) {
	view, cloud := viewOf(t, "a", "b", "c", "d", "e")
	odd := view.Filter(func(t *topic) bool { return t.name != "b" }).Skip(1).Limit(2)
	names, err := odd.names(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{"c", "d"}, names)
	assert.Len(t, awstest.Calls[sns.ListTopicsInput](cloud), 2, "the third page is not needed")

	names, err = view.names(t.Context())
	require.NoError(t, err)
	assert.Len(t, names, 5, "the base is as it was")
	first, ok, err := view.First(t.Context())
	require.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, "a", first.name)
	n, err := view.Count(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 5, n)
	var sizes []int
	for page, err := range view.Pages(t.Context()) {
		require.NoError(t, err)
		sizes = append(sizes, len(page))
	}
	for batch, err := range view.Batches(t.Context(), 4) {
		require.NoError(t, err)
		sizes = append(sizes, len(batch))
	}
	assert.Equal(t, []int{2, 2, 1, 4, 1}, sizes)
}

func TestAViewOfCombinedSources(t *testing.T) {
	a, _ := viewOf(t, "a", "b")
	b, _ := viewOf(t, "c")
	both := collections.As[*topicViews](collections.Concat(a, b))
	names, err := both.Limit(3).names(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b", "c"}, names)
	assert.True(t, both.Erased().Combined())
	assert.False(t, a.Filter(func(*topic) bool { return true }).Erased().Combined())
	assert.Equal(t, 8, both.Concurrency(8).Limit(1).Erased().Concurrency(), "it stays through later steps")
}

func TestAViewReportsItsItems(t *testing.T) {
	view, _ := viewOf(t, "a", "b", "c")
	no := errors.New("no")
	report, err := view.ForEach(t.Context(), func(_ context.Context, t *topic) error {
		if t.name == "b" {
			return no
		}
		return nil
	}, collections.ForEachOptions{ContinueOnError: true})
	assert.ErrorIs(t, err, no)
	assert.Equal(t, 2, report.Done)
	require.Len(t, report.Failed, 1)
	assert.Equal(t, "b", report.Failed[0].Item.name)
	report, err = view.Batch(t.Context(), func(_ context.Context, ts []*topic) ([]collections.Failure, error) {
		return []collections.Failure{{Index: 0, Err: no}}, nil
	}, collections.BatchOptions{Size: 10})
	assert.ErrorIs(t, err, no)
	assert.Equal(t, "a", report.Failed[0].Item.name)
}

func TestAViewGoesOnFromACursor(t *testing.T) {
	view, _ := viewOf(t, "a", "b", "c")
	var cur paginate.Cursor
	for item, err := range view.Track(&cur).All(t.Context()) {
		require.NoError(t, err)
		if item.name == "b" {
			break
		}
	}
	state, err := cur.MarshalText()
	require.NoError(t, err)
	names, err := view.Resume(state).names(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{"c"}, names)
}

func TestWrongArgumentsOfViews(t *testing.T) {
	view, _ := viewOf(t)
	boom := errors.New("boom")
	for name, v := range map[string]*topicViews{
		"filter": view.Filter(nil), "limit": view.Limit(-1), "skip": view.Skip(-1), "with": view.With(nil), "concurrency": view.Concurrency(0),
		"too many": view.Concurrency(1_000_000), "page size": view.PageSize(0), "track": view.Track(nil),
		"no page size in SNS": view.PageSize(5),
	} {
		_, err := v.ForEach(t.Context(), func(context.Context, *topic) error { return nil }, collections.ForEachOptions{})
		assert.ErrorIs(t, err, awserr.ErrInvalid, name)
	}
	_, err := view.ForEach(t.Context(), nil, collections.ForEachOptions{})
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = view.Batch(t.Context(), nil, collections.BatchOptions{})
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	assert.ErrorIs(t, view.Do(t.Context(), nil), awserr.ErrInvalid)
	_, err = newTopicViews(collections.Refused(boom)).Filter(func(*topic) bool { return true }).Collect(t.Context())
	assert.ErrorIs(t, err, boom)
	var zero topicViews
	names, err := zero.Limit(3).names(t.Context())
	require.NoError(t, err)
	assert.Empty(t, names)
}

// numbersView is a view of numbers.
type numbersView struct {
	collections.View[*numbersView, *ListNumbersInput, int]
}

func newNumbersView(e *collections.Erased) *numbersView {
	return &numbersView{collections.ViewOf[*numbersView, *ListNumbersInput, int](e)}
}

func viewNumbers(s *service) *numbersView {
	return newNumbersView(collections.Listed(func(ctx context.Context, in *ListNumbersInput) (*ListNumbersOutput, error) {
		return s.ListNumbers(ctx, in)
	}, &ListNumbersInput{}, func(out *ListNumbersOutput) []any {
		all := make([]any, len(out.Numbers))
		for i, n := range out.Numbers {
			all[i] = n
		}
		return all
	}))
}

func TestViewContract(t *testing.T) {
	seqtest.Run(t, func(*testing.T) seqtest.Subject[int] {
		good := &service{numbers: count(25), latency: time.Millisecond}
		bad := &service{numbers: count(25), latency: time.Millisecond, fail: map[int]error{20: errService}}
		return seqtest.Subject[int]{
			Seq: viewNumbers(good).All, Want: count(25), Requests: good.calls, Needed: tens,
			Broken: map[int]func(context.Context) iter.Seq2[int, error]{20: viewNumbers(bad).All}, Cause: errService,
		}
	})
}
