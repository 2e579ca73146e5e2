package paginate_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/paginate"
)

func TestItemsOfAnOperation(t *testing.T) {
	cloud, client := cloudOf(t, 3, 0, 2)
	got, err := paginate.Collect(paginate.Items(t.Context(), paginate.Op(client.ListTopics, &sns.ListTopicsInput{}), topicARNs))
	require.NoError(t, err)
	assert.Equal(t, arns(0, 5), got)
	assert.Equal(t, 3, requests(cloud))
}

func TestItemsOfAPaginatorOfTheSDK(t *testing.T) {
	cloud, client := cloudOf(t, 3, 0, 2)
	got, err := paginate.Collect(paginate.Items(t.Context(), sns.NewListTopicsPaginator(client, &sns.ListTopicsInput{}), topicARNs))
	require.NoError(t, err)
	assert.Equal(t, arns(0, 5), got)
	assert.Equal(t, 3, requests(cloud))
}

func TestLimitNeverFetchesAPageTooMany(t *testing.T) {
	for limit, wantRequests := range map[int]int{1: 1, 2: 1, 3: 1, 4: 3, 5: 3, 6: 3} {
		for _, prefetch := range []int{0, 1, 5} {
			cloud, client := cloudOf(t, 3, 0, 2)
			op := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Limit: limit, Prefetch: prefetch})
			got, err := paginate.Collect(paginate.Items(t.Context(), op, topicARNs))
			require.NoError(t, err)
			assert.Equal(t, arns(0, min(limit, 5)), got)
			assert.Equal(t, wantRequests, requests(cloud), "limit %d, prefetch %d", limit, prefetch)
		}
	}
}

func TestResumeAtEveryPosition(t *testing.T) {
	_, client := cloudOf(t, 3, 0, 2, 1, 0)
	op := paginate.Op(client.ListTopics, nil)
	for _, prefetch := range []int{0, 2} {
		for stop := 1; stop <= 6; stop++ {
			cur := new(paginate.Cursor)
			var got []string
			for arn, err := range paginate.Items(t.Context(), paginate.With(op, paginate.Options{Track: cur, Prefetch: prefetch}), topicARNs) {
				require.NoError(t, err)
				if got = append(got, arn); len(got) == stop {
					break
				}
			}
			state, err := cur.MarshalText()
			require.NoError(t, err)
			rest, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(op, paginate.Options{Resume: state, Prefetch: prefetch}), topicARNs))
			require.NoError(t, err)
			assert.Equal(t, arns(0, 6), append(got, rest...), "stopped after %d", stop)
		}
	}
}

// countdown is a pager of the caller's own, with pages that are no pointers.
type countdown struct{ left int }

func (c *countdown) HasMorePages() bool { return c.left > 0 }

func (c *countdown) NextPage(context.Context, ...func(*serviceOptions)) ([]int, error) {
	c.left--
	if c.left == 3 {
		return nil, errBroken
	}
	return []int{c.left, c.left}, nil
}

func TestAnyPagerCanBeRangedOver(t *testing.T) {
	items := func(page []int) []int { return page }
	got, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(&countdown{left: 3}, paginate.Options{Limit: 5, Prefetch: 1}), items))
	require.NoError(t, err)
	assert.Equal(t, []int{2, 2, 1, 1, 0}, got)

	_, err = paginate.Collect(paginate.Items(t.Context(), &countdown{left: 5}, items))
	require.ErrorIs(t, err, errBroken)
	assert.ErrorContains(t, err, "paginate: *paginate_test.countdown: page 2: ")
}
