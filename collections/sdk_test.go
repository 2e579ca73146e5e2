package collections_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/paginate"
)

func topics(arns ...string) *sns.ListTopicsOutput {
	out := &sns.ListTopicsOutput{}
	for _, arn := range arns {
		out.Topics = append(out.Topics, types.Topic{TopicArn: aws.String(arn)})
	}
	return out
}

func topicsOf(out *sns.ListTopicsOutput) []types.Topic { return out.Topics }

func arn(t types.Topic) string { return *t.TopicArn }

func TestFromAnSDKClient(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[sns.ListTopicsInput](cloud, topics("a", "b"), topics(), topics("c"))
	client := sns.NewFromConfig(cloud.Config())
	assert.Equal(t, []string{"a", "b", "c"}, collect(t, collections.Map(collections.From(client.ListTopics, nil, topicsOf), arn)))
	assert.Len(t, awstest.Calls[sns.ListTopicsInput](cloud), 3)
}

func TestFromRetriesUnderTheSDKAndForwardsItsOptions(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[sns.ListTopicsInput](cloud, topics("a", "b"), topics("c")).Wire()
	awstest.Inject[sns.ListTopicsInput](cloud, awstest.Throttle(2))
	client := sns.NewFromConfig(cloud.Config())
	applied := 0
	c := collections.From(client.ListTopics, nil, topicsOf, func(*sns.Options) { applied++ })
	assert.Len(t, collect(t, c), 3)
	assert.Equal(t, 2, applied)
}

// The paginator of the SDK can be used once; the collection as often as one likes.
func TestFromPagerMakesAPaginatorForEveryRange(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[sns.ListTopicsInput](cloud, topics("a", "b"), topics(), topics("c"))
	client := sns.NewFromConfig(cloud.Config())
	c := collections.FromPager(func() *sns.ListTopicsPaginator {
		return sns.NewListTopicsPaginator(client, &sns.ListTopicsInput{})
	}, topicsOf)
	names := collections.Map(c, arn)
	for range 2 {
		assert.Equal(t, []string{"a", "b", "c"}, collect(t, names))
	}
	assert.Equal(t, []string{"b"}, collect(t, names.Skip(1).Limit(1)))
	assert.Len(t, awstest.Calls[sns.ListTopicsInput](cloud), 7)

	for _, c := range []collections.Collection[types.Topic]{
		c.PageSize(5), c.Track(new(paginate.Cursor)), c.Resume([]byte("v1.x.y")),
		collections.FromPager[*sns.ListTopicsPaginator](nil, topicsOf),
		collections.FromPager(func() *sns.ListTopicsPaginator { return nil }, topicsOf),
		collections.FromPager(func() *sns.ListTopicsPaginator { return sns.NewListTopicsPaginator(client, nil) }, (func(*sns.ListTopicsOutput) []types.Topic)(nil)),
	} {
		_, err := c.Collect(t.Context())
		require.ErrorIs(t, err, awserr.ErrInvalid)
	}
	assert.Len(t, awstest.Calls[sns.ListTopicsInput](cloud), 7)
}

func TestFromOperationWithTokensThatAreNamed(t *testing.T) {
	s := &service{numbers: count(25)}
	op := paginate.OpTokens(s.ListNumbers, &ListNumbersInput{},
		func(out *ListNumbersOutput) (string, bool) {
			if out.NextToken == nil {
				return "", false
			}
			return *out.NextToken, true
		},
		func(in *ListNumbersInput, token string) { in.NextToken = &token })
	c := collections.FromOperation(op, func(out *ListNumbersOutput) []int { return out.Numbers })
	assert.Equal(t, count(25)[:13], collect(t, c.PageSize(7).Limit(13)))
	assert.Equal(t, []int{7, 7}, s.asked())
	prefixed := c.With(func(in *ListNumbersInput) { in.Prefix = new("x") })
	assert.Equal(t, count(25)[12:], collect(t, prefixed.Resume(stateAt(t, prefixed, 12))))
}
