package eventsres_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
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
