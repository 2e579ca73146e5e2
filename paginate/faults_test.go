package paginate_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/paginate"
)

// What the SDK retries is no concern of the walk.
func TestFaultsThatTheSDKRetriesAreNotSeen(t *testing.T) {
	for name, faults := range map[string][]awstest.Fault{
		"throttled":        {awstest.Throttle(1, 2)},
		"server error":     {awstest.ServerError(2)},
		"reset connection": {awstest.ConnectionReset(2, 3)},
		"all, and slow":    {awstest.Throttle(1), awstest.ServerError(3), awstest.ConnectionReset(5), awstest.Slow(time.Minute, 2)},
	} {
		for _, prefetch := range []int{0, 2} {
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					cloud, client := cloudOf(t, 1, 1, 1)
					awstest.Inject[sns.ListTopicsInput](cloud, faults...)
					op := paginate.With(paginate.Op(client.ListTopics, nil), paginate.Options{Prefetch: prefetch})
					got, err := paginate.Collect(paginate.Items(t.Context(), op, topicARNs))
					require.NoError(t, err)
					assert.Equal(t, arns(0, 3), got)
				})
			})
		}
	}
}

func TestExpiredCredentialsEndTheWalkAndACursorGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud, client := cloudOf(t, 2, 2, 2)
		awstest.Inject[sns.ListTopicsInput](cloud, awstest.ExpiredToken(2))
		op := paginate.Op(client.ListTopics, nil)
		cur := new(paginate.Cursor)
		got, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(op, paginate.Options{Track: cur}), topicARNs))
		require.ErrorContains(t, err, "ExpiredToken")
		assert.ErrorContains(t, err, "paginate: sns.ListTopics: page 2: ")
		state, err := cur.MarshalText()
		require.NoError(t, err)
		rest, err := paginate.Collect(paginate.Items(t.Context(), paginate.With(op, paginate.Options{Resume: state}), topicARNs))
		require.NoError(t, err)
		assert.Equal(t, arns(0, 6), append(got, rest...))
	})
}

func TestInjectedEmptyPagesAreWalkedThrough(t *testing.T) {
	cloud, client := cloudOf(t, 1, 1, 1)
	awstest.Inject[sns.ListTopicsInput](cloud, awstest.EmptyPage(1, 3))
	got, err := paginate.Collect(paginate.Items(t.Context(), paginate.Op(client.ListTopics, nil), topicARNs))
	require.NoError(t, err)
	assert.Equal(t, arns(0, 3), got)
	assert.Equal(t, 5, requests(cloud))
}

func TestAnInjectedRepeatedTokenEndsTheWalk(t *testing.T) {
	cloud, client := cloudOf(t, 1, 1, 1)
	awstest.Inject[sns.ListTopicsInput](cloud, awstest.RepeatToken(2))
	got, err := paginate.Collect(paginate.Items(t.Context(), paginate.Op(client.ListTopics, nil), topicARNs))
	require.ErrorIs(t, err, paginate.ErrRepeatedToken)
	assert.Equal(t, arns(0, 2), got)
}
