package awstest_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
)

// StreamInput and StreamOutput are like those of an operation whose answer is an
// event stream.
type (
	StreamInput  struct{}
	StreamOutput struct{ eventStream *int }
)

var _ = StreamOutput{}.eventStream

func TestAStubThatIsMadeWronglyFailsTheTest(t *testing.T) {
	for _, row := range []struct {
		misuse func(*awstest.Cloud)
		want   string
	}{
		{func(c *awstest.Cloud) {
			awstest.On(c, func(context.Context, *sns.PublishInput) (*sns.ListTopicsOutput, error) { return nil, nil })
		}, `awstest.On[sns.PublishInput]: invalid output "sns.ListTopicsOutput": must be the output of the operation with input sns.PublishInput`},
		{func(c *awstest.Cloud) {
			awstest.On(c, func(context.Context, *int) (*string, error) { return nil, nil })
		},
			`awstest.On[int]: invalid output "string": must be the output of the operation with input int`},
		{func(c *awstest.Cloud) { awstest.On[sns.PublishInput, sns.PublishOutput](c, nil) },
			"awstest.On[sns.PublishInput]: invalid function: must not be nil"},
		{func(c *awstest.Cloud) { awstest.Return[sns.PublishInput, sns.PublishOutput](c) },
			"awstest.Return[sns.PublishInput]: invalid outs: must not be empty: each output answers one call"},
		{func(c *awstest.Cloud) { awstest.Return[sns.PublishInput, sns.PublishOutput](c, nil) },
			"awstest.Return[sns.PublishInput]: invalid outs[0]: must not be nil"},
		{func(c *awstest.Cloud) { awstest.Return[StreamInput](c, &StreamOutput{}) },
			`invalid output "awstest_test.StreamOutput": must not be an event stream`},
		{func(c *awstest.Cloud) { awstest.Fail[sns.PublishInput](c, nil) },
			"awstest.Fail[sns.PublishInput]: invalid err: must not be nil"},
		{func(c *awstest.Cloud) { awstest.Return[sns.PublishInput](c, &sns.PublishOutput{}).Optional().Times(0) },
			"awstest.Expect.Times: invalid n 0: must be 1 or more"},
		{func(c *awstest.Cloud) { awstest.Return[sns.PublishInput](c, &sns.PublishOutput{}).Optional().When(nil) },
			"awstest.Expect.When: invalid accept: must not be nil"},
		{func(c *awstest.Cloud) { awstest.Pages[sns.ListTopicsInput, sns.ListTopicsOutput](c) },
			"awstest.Pages[sns.ListTopicsInput]: invalid pages: must not be empty"},
		{func(c *awstest.Cloud) { awstest.Pages[sns.ListTopicsInput](c, page("a"), nil) },
			"awstest.Pages[sns.ListTopicsInput]: invalid pages[1]: must not be nil"},
		{func(c *awstest.Cloud) { awstest.Pages[sns.PublishInput](c, &sns.PublishOutput{}) },
			`awstest.Pages[sns.PublishInput]: invalid pages "sns.PublishOutput"`},
		{func(c *awstest.Cloud) { awstest.Pages[int](c, new(string)) },
			`awstest.Pages[int]: invalid pages "string"`},
		{func(c *awstest.Cloud) {
			awstest.Inject[sns.PublishInput](c, awstest.PartialFailure(awstest.EntryFailure{}))
		}, "awstest.Inject[sns.PublishInput]: invalid faults: PartialFailure: sns.PublishInput has no list of entries"},
		{func(c *awstest.Cloud) { awstest.Inject[int](c, awstest.Throttle()) },
			`awstest.Inject[int]: invalid In "int": must be the input of an operation`},
		{func(c *awstest.Cloud) {
			awstest.InOrder(awstest.Return[sns.PublishInput](c, &sns.PublishOutput{}).Optional(), nil)
		}, "awstest.InOrder: invalid expects: must be made with"},
	} {
		tb := &recorder{}
		row.misuse(awstest.New(tb))
		got := tb.end()
		assert.Contains(t, got, row.want)
		assert.Contains(t, got, "misuse_test.go:", "the line that is wrong")

		cloud := awstest.New(nil)
		row.misuse(cloud)
		require.ErrorContains(t, cloud.Unmet(), row.want)
		require.ErrorIs(t, cloud.Unmet(), awstest.ErrUnmet)
		require.ErrorIs(t, cloud.Unmet(), awserr.ErrInvalid)
	}
}

func TestCallsOfAStubThatIsMadeWronglyFail(t *testing.T) {
	cloud := awstest.New(nil)
	awstest.Return[sns.PublishInput, sns.PublishOutput](cloud).Times(3)
	_, err := sns.NewFromConfig(cloud.Config()).Publish(t.Context(), publish)
	require.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestWithoutATestOrACloud(t *testing.T) {
	var missing *testing.T
	require.NoError(t, awstest.New(missing).Unmet())

	var zero awstest.Cloud
	awstest.Return[sns.PublishInput](&zero, &sns.PublishOutput{})
	_, err := sns.NewFromConfig(zero.Config()).Publish(t.Context(), publish)
	require.NoError(t, err, "the zero Cloud works")

	var none *awstest.Cloud
	none.SetLatency(0)
	require.NoError(t, none.Unmet())
	assert.Empty(t, awstest.Calls[sns.PublishInput](none))
	_, err = sns.NewFromConfig(none.Config()).Publish(t.Context(), publish)
	require.ErrorIs(t, err, awserr.ErrInvalid)

	var expect awstest.Expect[sns.PublishInput]
	expect.Times(1).When(nil).Optional().Wire()
	awstest.InOrder(nil, &expect)
	awstest.InOrder()
	assert.PanicsWithError(t, "awstest.Fail[sns.PublishInput]: invalid cloud: must be made with New", func() {
		awstest.Fail[sns.PublishInput](none, assert.AnError)
	}, "there is nobody to tell")
}

func TestRefusalsHaveAClass(t *testing.T) {
	cloud := awstest.New(nil)
	client := sns.NewFromConfig(cloud.Config())
	_, err := client.Publish(t.Context(), publish)
	require.ErrorIs(t, err, awstest.ErrRefused, "nothing answers")

	first := awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{})
	awstest.InOrder(awstest.Return[sns.ListTopicsInput](cloud, &sns.ListTopicsOutput{}), first)
	_, err = client.Publish(t.Context(), publish)
	require.ErrorIs(t, err, awstest.ErrRefused, "out of order")
	require.ErrorIs(t, cloud.Unmet(), awstest.ErrUnmet)
	require.NotErrorIs(t, cloud.Unmet(), awstest.ErrRefused)

	bare := awstest.New(nil).Config()
	bare.APIOptions = nil
	_, err = sns.NewFromConfig(bare).Publish(t.Context(), publish)
	require.ErrorIs(t, err, awstest.ErrRefused, "the network")

	awstest.Fail[sns.PublishBatchInput](cloud, assert.AnError)
	_, err = client.PublishBatch(t.Context(), &sns.PublishBatchInput{
		TopicArn: publish.TopicArn, PublishBatchRequestEntries: []types.PublishBatchRequestEntry{{Id: new("a"), Message: new("m")}},
	})
	require.NotErrorIs(t, err, awstest.ErrRefused, "a stub's own error")
}

func TestAModelledErrorHasAStatus(t *testing.T) {
	for want, stubbed := range map[int]error{
		404: awstest.WithStatus(&types.NotFoundException{}, 404),
		400: &types.NotFoundException{},
		500: &types.InternalErrorException{},
	} {
		cloud := awstest.New(t)
		awstest.Fail[sns.PublishInput](cloud, stubbed)
		_, err := sns.NewFromConfig(cloud.Config()).Publish(t.Context(), publish)
		assert.Equal(t, want, awserr.Status(err))
		if want == 404 {
			var modelled *types.NotFoundException
			require.ErrorAs(t, err, &modelled)
		}
	}
	require.NoError(t, awstest.WithStatus(nil, 404))
}
