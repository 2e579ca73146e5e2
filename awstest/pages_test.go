package awstest_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
)

func page(arns ...string) *sns.ListTopicsOutput {
	out := &sns.ListTopicsOutput{}
	for _, arn := range arns {
		out.Topics = append(out.Topics, types.Topic{TopicArn: aws.String(arn)})
	}
	return out
}

// walk lists all topics with the SDK's own paginator, at most 10 pages of them.
func walk(t *testing.T, client *sns.Client) (arns []string, pages int) {
	t.Helper()
	for p := sns.NewListTopicsPaginator(client, nil); p.HasMorePages() && pages < 10; pages++ {
		out, err := p.NextPage(t.Context())
		require.NoError(t, err)
		for _, topic := range out.Topics {
			arns = append(arns, *topic.TopicArn)
		}
	}
	return arns, pages
}

func TestPagesFollowTheirTokensAgainAndAgain(t *testing.T) {
	cloud := awstest.New(t)
	given := page("c")
	given.NextToken = aws.String("a token of its own")
	awstest.Pages[sns.ListTopicsInput](cloud, page("a", "b"), given, page(), page("d"))
	client := sns.NewFromConfig(cloud.Config())
	for range 2 {
		arns, pages := walk(t, client)
		assert.Equal(t, []string{"a", "b", "c", "d"}, arns)
		assert.Equal(t, 4, pages, "the empty page is a page")
	}
	out, err := client.ListTopics(t.Context(), &sns.ListTopicsInput{NextToken: given.NextToken})
	require.NoError(t, err)
	assert.Empty(t, out.Topics)
	assert.Equal(t, aws.String("a token of its own"), given.NextToken, "the caller's page stays as it was")
}

func TestPagesRefuseATokenThatTheyDidNotGive(t *testing.T) {
	tb := &recorder{}
	cloud := awstest.New(tb)
	awstest.Pages[sns.ListTopicsInput](cloud, page("a"))
	_, err := sns.NewFromConfig(cloud.Config()).ListTopics(t.Context(), &sns.ListTopicsInput{NextToken: aws.String("stray")})
	require.ErrorContains(t, err, "the token [stray] was not given out")
	assert.NotEmpty(t, tb.errors)
}

func TestRepeatTokenNeverLetsAWalkEnd(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[sns.ListTopicsInput](cloud, page("a"), page("b"), page("c"))
	awstest.Inject[sns.ListTopicsInput](cloud, awstest.RepeatToken())
	arns, pages := walk(t, sns.NewFromConfig(cloud.Config()))
	assert.Equal(t, 10, pages)
	assert.Equal(t, []string{"a", "b", "b", "b"}, arns[:4])
}

func TestEmptyPageLosesNothing(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[sns.ListTopicsInput](cloud, page("a"), page("b"), page("c"))
	awstest.Inject[sns.ListTopicsInput](cloud, awstest.EmptyPage(1, 2, 4))
	arns, pages := walk(t, sns.NewFromConfig(cloud.Config()))
	assert.Equal(t, []string{"a", "b", "c"}, arns)
	assert.Equal(t, 6, pages, "three with items, three without")
}

func TestTokenFaultsOnAnOperationWithoutTokens(t *testing.T) {
	for name, fault := range map[string]awstest.Fault{"repeat": awstest.RepeatToken(), "empty": awstest.EmptyPage()} {
		t.Run(name, func(t *testing.T) {
			tb := &recorder{}
			cloud := awstest.New(tb)
			awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{})
			awstest.Inject[sns.PublishInput](cloud, fault)
			_, err := sns.NewFromConfig(cloud.Config()).Publish(t.Context(), publish)
			require.ErrorContains(t, err, "sns.Publish: no page token fields found")
			assert.NotEmpty(t, tb.errors)
		})
	}
}
