package schedulerres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/scheduler/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources"
)

// Put creates the schedule, or makes one that exists what the arguments and
// changes say (CreateSchedule, and then UpdateSchedule). The expression is as in
// "rate(1 hour)", "cron(0 3 * * ? *)" or "at(2030-01-31T03:00:00)", in UTC unless
// a change sets ScheduleExpressionTimezone; there is no flexible time window
// unless a change sets one. What the changes leave unset gets its default, also
// in a schedule that exists: see [Schedule.Modify] for less. The group must exist.
//
//	err := schedules.Schedule("default", "nightly").Put(ctx, "cron(0 3 * * ? *)", types.Target{Arn: fn, RoleArn: role})
func (s *Schedule) Put(ctx context.Context, expression string, target types.Target, changes ...func(*scheduler.CreateScheduleInput)) error {
	const operation = "scheduler.CreateSchedule"
	if err := s.check(operation); err != nil {
		return err
	}
	in := &scheduler.CreateScheduleInput{
		GroupName: aws.String(s.GroupName), Name: aws.String(s.Name), ScheduleExpression: aws.String(expression), Target: &target,
		FlexibleTimeWindow: &types.FlexibleTimeWindow{Mode: types.FlexibleTimeWindowModeOff},
	}
	if err := resources.Change(operation, in, changes); err != nil {
		return err
	}
	_, err := resources.Act(ctx, &s.state, operation, s.service.createSchedule, in, nil)
	if !awserr.IsAlreadyExists(err) && !awserr.IsConflict(err) {
		return err
	}
	_, err = resources.Act(ctx, &s.state, "scheduler.UpdateSchedule", s.service.updateSchedule, &scheduler.UpdateScheduleInput{
		GroupName: in.GroupName, Name: in.Name, ScheduleExpression: in.ScheduleExpression, Target: in.Target, FlexibleTimeWindow: in.FlexibleTimeWindow,
		ActionAfterCompletion: in.ActionAfterCompletion, Description: in.Description, EndDate: in.EndDate, KmsKeyArn: in.KmsKeyArn,
		ScheduleExpressionTimezone: in.ScheduleExpressionTimezone, StartDate: in.StartDate, State: in.State,
	}, nil)
	return err
}

// Modify reads the schedule and changes only what the changes set (GetSchedule
// and UpdateSchedule). EventBridge Scheduler has no condition for an update, so
// that of two at once one is lost.
func (s *Schedule) Modify(ctx context.Context, changes ...func(*scheduler.UpdateScheduleInput)) error {
	if err := s.Reload(ctx); err != nil {
		return err
	}
	is := s.Data
	in := &scheduler.UpdateScheduleInput{
		GroupName: aws.String(s.GroupName), Name: aws.String(s.Name), ScheduleExpression: is.ScheduleExpression, Target: is.Target,
		FlexibleTimeWindow: is.FlexibleTimeWindow, ActionAfterCompletion: is.ActionAfterCompletion, Description: is.Description, EndDate: is.EndDate,
		KmsKeyArn: is.KmsKeyArn, ScheduleExpressionTimezone: is.ScheduleExpressionTimezone, StartDate: is.StartDate, State: is.State,
	}
	_, err := resources.Act(ctx, &s.state, "scheduler.UpdateSchedule", s.service.updateSchedule, in, changes)
	return err
}

// Enable makes the schedule invoke its target, as [Schedule.Modify] does.
func (s *Schedule) Enable(ctx context.Context) error {
	return s.Modify(ctx, func(in *scheduler.UpdateScheduleInput) { in.State = types.ScheduleStateEnabled })
}

// Disable makes the schedule keep still, as [Schedule.Modify] does.
func (s *Schedule) Disable(ctx context.Context) error {
	return s.Modify(ctx, func(in *scheduler.UpdateScheduleInput) { in.State = types.ScheduleStateDisabled })
}
