package schedulerres_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/scheduler/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/schedulerres"
)

var target = types.Target{Arn: aws.String("arn:fn"), RoleArn: aws.String("arn:role")}

func nightly(cloud *awstest.Cloud) *schedulerres.Schedule {
	return schedulerres.New(scheduler.NewFromConfig(cloud.Config())).Schedule("default", "nightly")
}

func TestPutUpdatesWhatIsThere(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[scheduler.CreateScheduleInput](cloud, &scheduler.CreateScheduleOutput{}).Times(1)
	awstest.Fail[scheduler.CreateScheduleInput](cloud, &types.ConflictException{Message: aws.String("Schedule nightly already exists.")}).Times(1)
	awstest.Return[scheduler.UpdateScheduleInput](cloud, &scheduler.UpdateScheduleOutput{})
	berlin := func(in *scheduler.CreateScheduleInput) { in.ScheduleExpressionTimezone = aws.String("Europe/Berlin") }
	for range 2 {
		require.NoError(t, nightly(cloud).Put(t.Context(), "cron(0 3 * * ? *)", target, berlin))
	}
	created, updated := awstest.Calls[scheduler.CreateScheduleInput](cloud)[0], awstest.Calls[scheduler.UpdateScheduleInput](cloud)[0]
	assert.Equal(t, types.FlexibleTimeWindowModeOff, created.FlexibleTimeWindow.Mode)
	assert.Equal(t, []string{"default", "nightly", "cron(0 3 * * ? *)", "Europe/Berlin", "arn:fn"},
		[]string{*updated.GroupName, *updated.Name, *updated.ScheduleExpression, *updated.ScheduleExpressionTimezone, *updated.Target.Arn})
	assert.Equal(t, types.FlexibleTimeWindowModeOff, updated.FlexibleTimeWindow.Mode)
}

func TestPutReturnsOtherErrors(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Fail[scheduler.CreateScheduleInput](cloud, &types.ResourceNotFoundException{Message: aws.String("Schedule group default does not exist.")})
	assert.True(t, awserr.IsNotFound(nightly(cloud).Put(t.Context(), "rate(1 hour)", target)))
	var none *schedulerres.Schedule
	assert.ErrorIs(t, none.Put(t.Context(), "rate(1 hour)", target), awserr.ErrInvalid)
}

func TestDisableChangesTheStateOnly(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[scheduler.GetScheduleInput](cloud, &scheduler.GetScheduleOutput{
		GroupName: aws.String("default"), Name: aws.String("nightly"), ScheduleExpression: aws.String("rate(1 hour)"), Target: &target, State: types.ScheduleStateEnabled,
		FlexibleTimeWindow: &types.FlexibleTimeWindow{Mode: types.FlexibleTimeWindowModeFlexible, MaximumWindowInMinutes: aws.Int32(5)},
	}).Times(2)
	awstest.Return[scheduler.UpdateScheduleInput](cloud, &scheduler.UpdateScheduleOutput{}).Times(2)
	s := nightly(cloud)
	require.NoError(t, s.Disable(t.Context()))
	in := awstest.Calls[scheduler.UpdateScheduleInput](cloud)[0]
	assert.Equal(t, types.ScheduleStateDisabled, in.State)
	assert.Equal(t, int32(5), *in.FlexibleTimeWindow.MaximumWindowInMinutes)
	assert.Equal(t, "rate(1 hour)", *in.ScheduleExpression)
	assert.True(t, s.Stale())
	require.NoError(t, s.Enable(t.Context()))
	assert.Equal(t, types.ScheduleStateEnabled, awstest.Calls[scheduler.UpdateScheduleInput](cloud)[1].State)
}

// Run a function every night: the schedule is created, or changed if it is there.
func ExampleSchedule_Put() {
	cloud := awstest.New(nil)
	awstest.Return[scheduler.CreateScheduleInput](cloud, &scheduler.CreateScheduleOutput{})
	schedules := schedulerres.Open(cloud)

	schedule := schedules.Schedule("default", "nightly")
	err := schedule.Put(context.Background(), "cron(0 3 * * ? *)",
		types.Target{Arn: aws.String("arn:aws:lambda:eu-west-1:111122223333:function:report"), RoleArn: aws.String("arn:aws:iam::111122223333:role/schedules")},
		func(in *scheduler.CreateScheduleInput) { in.ScheduleExpressionTimezone = aws.String("Europe/Berlin") })
	fmt.Println(schedule, err)
	// Output: scheduler.Schedule(GroupName=default, Name=nightly) <nil>
}
