package eventsres_test

import (
	"context"
	"fmt"
	"log"
	"strconv"
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources/eventsres"
)

func TestScheduleReportsRefusedTargets(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[eventbridge.PutRuleInput](cloud, &eventbridge.PutRuleOutput{RuleArn: aws.String("arn:rule")})
	awstest.Return[eventbridge.PutTargetsInput](cloud, &eventbridge.PutTargetsOutput{FailedEntryCount: 1,
		FailedEntries: []types.PutTargetsResultEntry{{TargetId: aws.String("fn"), ErrorCode: aws.String("Limit"), ErrorMessage: aws.String("full")}}})
	bus := eventsres.New(eventbridge.NewFromConfig(cloud.Config())).Bus("default")
	rule, err := bus.Schedule(t.Context(), "nightly", "rate(1 day)", types.Target{Id: aws.String("fn"), Arn: aws.String("arn:fn")})
	var failed *eventsres.TargetsError
	require.ErrorAs(t, err, &failed)
	assert.Equal(t, `eventbridge.PutTargets: eventbridge.Rule(BusName=default, Name=nightly): 1 targets failed: "fn": "Limit": "full"`, err.Error())
	assert.Equal(t, "arn:rule", *rule.Data.Arn)
	assert.Equal(t, "rate(1 day)", *awstest.Calls[eventbridge.PutRuleInput](cloud)[0].ScheduleExpression)
	assert.Equal(t, "default", *awstest.Calls[eventbridge.PutTargetsInput](cloud)[0].EventBusName)

	_, err = bus.Schedule(t.Context(), "nightly", "")
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestMatchEncodesThePattern(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[eventbridge.PutRuleInput](cloud, &eventbridge.PutRuleOutput{RuleArn: aws.String("arn:rule")}).Times(2)
	bus := eventsres.New(eventbridge.NewFromConfig(cloud.Config())).Bus("orders")
	for _, pattern := range []any{map[string][]string{"source": {"shop"}}, `{"source":["shop"]}`} {
		rule, err := bus.Match(t.Context(), "paid", pattern)
		require.NoError(t, err)
		assert.Equal(t, "arn:rule", *rule.Data.Arn)
	}
	for _, in := range awstest.Calls[eventbridge.PutRuleInput](cloud) {
		assert.Equal(t, `{"source":["shop"]}`, *in.EventPattern)
		assert.Nil(t, in.ScheduleExpression)
	}
	_, err := bus.Match(t.Context(), "paid", "")
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = bus.Match(t.Context(), "", `{"source":["shop"]}`)
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = bus.Match(t.Context(), "paid", func() {})
	assert.Error(t, err)
}

func TestRemoveTakesTheTargetsFirst(t *testing.T) {
	cloud := awstest.New(t)
	awstest.InOrder(
		awstest.Return[eventbridge.ListTargetsByRuleInput](cloud, &eventbridge.ListTargetsByRuleOutput{Targets: []types.Target{{Id: aws.String("a")}, {Id: aws.String("b")}}}),
		awstest.Return[eventbridge.RemoveTargetsInput](cloud, &eventbridge.RemoveTargetsOutput{}),
		awstest.Return[eventbridge.DeleteRuleInput](cloud, &eventbridge.DeleteRuleOutput{}),
	)
	rule := eventsres.New(eventbridge.NewFromConfig(cloud.Config())).Rule("orders", "paid")
	require.NoError(t, rule.Remove(t.Context()))
	in := awstest.Calls[eventbridge.RemoveTargetsInput](cloud)[0]
	assert.Equal(t, []string{"a", "b"}, in.Ids)
	assert.Equal(t, []string{"orders", "paid"}, []string{*in.EventBusName, *in.Rule})
}

func TestRemoveOfARuleThatIsGone(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Fail[eventbridge.ListTargetsByRuleInput](cloud, &types.ResourceNotFoundException{})
	awstest.Fail[eventbridge.DeleteRuleInput](cloud, &types.ResourceNotFoundException{})
	assert.NoError(t, eventsres.New(eventbridge.NewFromConfig(cloud.Config())).Rule("orders", "paid").Remove(t.Context()))
}

func TestSendNamesWhatWasRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		tried := map[string]int{}
		awstest.On(cloud, func(_ context.Context, in *eventbridge.PutEventsInput) (*eventbridge.PutEventsOutput, error) {
			assert.LessOrEqual(t, len(in.Entries), 10)
			out := &eventbridge.PutEventsOutput{}
			for _, e := range in.Entries {
				var entry types.PutEventsResultEntry
				tried[*e.Detail]++
				switch {
				case *e.Detail == "3":
					entry.ErrorCode = aws.String("MalformedDetail")
				case *e.Detail == "12" && tried["12"] == 1:
					entry.ErrorCode = aws.String("ThrottlingException")
				}
				out.Entries = append(out.Entries, entry)
			}
			return out, nil
		})
		var events []types.PutEventsRequestEntry
		for n := range 25 {
			events = append(events, types.PutEventsRequestEntry{Detail: aws.String(strconv.Itoa(n))})
		}
		report, err := eventsres.New(eventbridge.NewFromConfig(cloud.Config())).Send(t.Context(), events...)
		var failed *collections.ItemsError
		require.ErrorAs(t, err, &failed)
		assert.Equal(t, 24, report.Done)
		require.Len(t, report.Failed, 1)
		assert.Equal(t, 3, report.Failed[0].Index)
		assert.Equal(t, "MalformedDetail", awserr.Code(report.Failed[0].Err))
		assert.Equal(t, []int{1, 2}, []int{tried["3"], tried["12"]})
	})
	cloud := awstest.New(t)
	awstest.Return[eventbridge.PutEventsInput](cloud, &eventbridge.PutEventsOutput{Entries: []types.PutEventsResultEntry{{EventId: aws.String("1")}}})
	report, err := eventsres.Open(cloud).Send(t.Context(), types.PutEventsRequestEntry{}, types.PutEventsRequestEntry{})
	assert.ErrorContains(t, err, "the answer has no Entries[1]")
	assert.Equal(t, 1, report.Done)
	_, err = eventsres.New(nil).Send(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestARuleIsLoaded(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[eventbridge.DescribeRuleInput](cloud, &eventbridge.DescribeRuleOutput{Name: aws.String("paid"), State: types.RuleStateDisabled})
	rule := eventsres.New(eventbridge.NewFromConfig(cloud.Config())).Rule("orders", "paid")
	require.NoError(t, rule.Load(t.Context()))
	assert.Equal(t, types.RuleStateDisabled, rule.Data.State)
}

// Run a function every night.
func ExampleBus_Schedule() {
	cloud := awstest.New(nil)
	awstest.Return[eventbridge.PutRuleInput](cloud, &eventbridge.PutRuleOutput{RuleArn: aws.String("arn:aws:events:eu-west-1:111122223333:rule/nightly")})
	awstest.Return[eventbridge.PutTargetsInput](cloud, &eventbridge.PutTargetsOutput{})
	events := eventsres.Open(cloud)

	rule, err := events.Bus("default").Schedule(context.Background(), "nightly", "cron(0 3 * * ? *)",
		types.Target{Id: aws.String("report"), Arn: aws.String("arn:aws:lambda:eu-west-1:111122223333:function:report")})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(*rule.Data.Arn)
	// Output: arn:aws:events:eu-west-1:111122223333:rule/nightly
}
