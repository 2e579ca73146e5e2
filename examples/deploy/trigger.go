package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	eventbridgetypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	schedulertypes "github.com/aws/aws-sdk-go-v2/service/scheduler/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/waiters"
)

// ensureSchedule has EventBridge Scheduler call the function. The scheduler
// calls with a role of its own.
func (d *deployer) ensureSchedule(ctx context.Context, functionARN string) error {
	roleARN, err := d.ensureRole(ctx, role{
		name:    d.schedulerRole(),
		service: "scheduler.amazonaws.com",
		policies: map[string]string{"invoke": document(statement{
			Effect: "Allow", Action: []string{"lambda:InvokeFunction"}, Resource: []string{functionARN},
		})},
	})
	if err != nil {
		return err
	}
	target := &schedulertypes.Target{Arn: &functionARN, RoleArn: &roleARN}
	window := &schedulertypes.FlexibleTimeWindow{Mode: schedulertypes.FlexibleTimeWindowModeOff}

	now, err := d.scheduler.GetSchedule(ctx, &scheduler.GetScheduleInput{Name: &d.name})
	did := "unchanged"
	switch {
	case awserr.IsNotFound(err):
		did = "created"
		_, err = waiters.Until(ctx, d.scheduler.CreateSchedule, &scheduler.CreateScheduleInput{
			Name: &d.name, ScheduleExpression: &d.schedule, Target: target, FlexibleTimeWindow: window,
		}, waiters.Succeeds, waiters.Options{Max: d.wait, Classify: roleSettling})
	case err != nil:
	case aws.ToString(now.ScheduleExpression) != d.schedule || aws.ToString(now.Target.Arn) != functionARN || aws.ToString(now.Target.RoleArn) != roleARN:
		did = "updated"
		_, err = waiters.Until(ctx, d.scheduler.UpdateSchedule, &scheduler.UpdateScheduleInput{
			Name: &d.name, ScheduleExpression: &d.schedule, Target: target, FlexibleTimeWindow: window,
		}, waiters.Succeeds, waiters.Options{Max: d.wait, Classify: roleSettling})
	}
	if err != nil {
		return err
	}
	d.report("schedule", d.schedule, did)
	return nil
}

func (d *deployer) removeSchedule(ctx context.Context) error {
	_, err := d.scheduler.DeleteSchedule(ctx, &scheduler.DeleteScheduleInput{Name: &d.name})
	if err != nil && !awserr.IsNotFound(err) {
		return err
	}
	if err == nil {
		d.report("schedule", d.name, "deleted")
	}
	return d.removeRole(ctx, d.schedulerRole())
}

func (d *deployer) schedulerRole() string { return d.name + "-scheduler" }

// ensureRule has EventBridge call the function for events of a pattern, which
// the function has to permit.
func (d *deployer) ensureRule(ctx context.Context, functionARN string) error {
	now, err := d.events.DescribeRule(ctx, &eventbridge.DescribeRuleInput{Name: &d.name})
	did := "unchanged"
	switch {
	case awserr.IsNotFound(err):
		did = "created"
	case err != nil:
		return err
	case aws.ToString(now.EventPattern) != d.event:
		did = "updated"
	}
	// The calls below change nothing when it is as it should be.
	rule, err := d.events.PutRule(ctx, &eventbridge.PutRuleInput{Name: &d.name, EventPattern: &d.event})
	if err != nil {
		return err
	}
	_, err = d.lambda.AddPermission(ctx, &lambda.AddPermissionInput{
		FunctionName: &d.name,
		Qualifier:    aws.String(alias),
		StatementId:  aws.String("rule-" + d.name),
		Principal:    aws.String("events.amazonaws.com"),
		Action:       aws.String("lambda:InvokeFunction"),
		SourceArn:    rule.RuleArn,
	})
	if _, exists := errors.AsType[*lambdatypes.ResourceConflictException](err); err != nil && !exists {
		return err
	}
	targets, err := d.events.PutTargets(ctx, &eventbridge.PutTargetsInput{
		Rule:    &d.name,
		Targets: []eventbridgetypes.Target{{Id: aws.String(targetID), Arn: &functionARN}},
	})
	if err != nil {
		return err
	}
	if len(targets.FailedEntries) > 0 { // reported under status 200
		f := targets.FailedEntries[0]
		return fmt.Errorf("the rule's target: %s: %s", aws.ToString(f.ErrorCode), aws.ToString(f.ErrorMessage))
	}
	d.report("rule", d.event, did)
	return nil
}

// targetID names the function among the targets of the rule.
const targetID = "function"

func (d *deployer) removeRule(ctx context.Context) error {
	if _, err := d.events.DescribeRule(ctx, &eventbridge.DescribeRuleInput{Name: &d.name}); awserr.IsNotFound(err) {
		return nil
	} else if err != nil {
		return err
	}
	if _, err := d.events.RemoveTargets(ctx, &eventbridge.RemoveTargetsInput{Rule: &d.name, Ids: []string{targetID}}); err != nil && !awserr.IsNotFound(err) {
		return err
	}
	if _, err := d.events.DeleteRule(ctx, &eventbridge.DeleteRuleInput{Name: &d.name}); err != nil {
		return err
	}
	_, err := d.lambda.RemovePermission(ctx, &lambda.RemovePermissionInput{FunctionName: &d.name, Qualifier: aws.String(alias), StatementId: aws.String("rule-" + d.name)})
	if err != nil && !awserr.IsNotFound(err) {
		return err
	}
	d.report("rule", d.name, "deleted")
	return nil
}
