package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	eventbridgetypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	schedulertypes "github.com/aws/aws-sdk-go-v2/service/scheduler/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/waiters"
)

// ensureSchedule has EventBridge Scheduler call the function. The scheduler
// calls with a role of its own. A schedule that is there is ours.
func (d *deployer) ensureSchedule(ctx context.Context, s survey) error {
	functionARN := d.aliasARN()
	roleARN, err := d.ensureRole(ctx, s.caller, role{
		name:    d.callerName(),
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
	settling := waiters.Options{Max: d.wait, Classify: roleSettling}

	did := "unchanged"
	switch {
	case s.schedule == nil:
		// The SDK sends a token along, so that a try whose reply was lost counts.
		did = "created"
		_, err = waiters.Until(ctx, d.scheduler.CreateSchedule, &scheduler.CreateScheduleInput{
			Name: &d.name, ScheduleExpression: &d.schedule, Target: target, FlexibleTimeWindow: window,
		}, waiters.Succeeds, settling)
	case aws.ToString(s.schedule.ScheduleExpression) != d.schedule:
		did = "updated: time"
		_, err = waiters.Until(ctx, d.scheduler.UpdateSchedule, &scheduler.UpdateScheduleInput{
			Name: &d.name, ScheduleExpression: &d.schedule, Target: target, FlexibleTimeWindow: window,
		}, waiters.Succeeds, settling)
	}
	if err != nil {
		return err
	}
	d.report("schedule", d.schedule, did)
	return nil
}

// removeSchedule deletes schedule and role, as far as they are ours.
func (d *deployer) removeSchedule(ctx context.Context, s survey) error {
	if d.ownSchedule(s) {
		_, err := d.scheduler.DeleteSchedule(ctx, &scheduler.DeleteScheduleInput{Name: &d.name})
		if err != nil && !awserr.IsNotFound(err) {
			return err
		}
		d.report("schedule", d.name, "deleted")
	}
	return d.removeRole(ctx, s.caller)
}

// ensureRule has EventBridge call the function for events of a pattern, which
// the function has to permit. A rule that is there is ours.
func (d *deployer) ensureRule(ctx context.Context, s survey) error {
	did := "unchanged"
	switch {
	case s.rule == nil:
		did = "created"
	case aws.ToString(s.rule.EventPattern) != d.event:
		did = "updated: pattern"
	}
	if did != "unchanged" {
		in := &eventbridge.PutRuleInput{Name: &d.name, EventPattern: &d.event}
		if s.rule == nil {
			in.Tags = []eventbridgetypes.Tag{{Key: aws.String(tagKey), Value: aws.String(tagValue)}}
		}
		if _, err := d.events.PutRule(ctx, in); err != nil {
			return err
		}
	}
	functionARN := d.aliasARN()
	ruleARN := fmt.Sprintf("arn:%s:events:%s:%s:rule/%s", d.partition, d.region, d.account, d.name)
	_, err := d.lambda.AddPermission(ctx, &lambda.AddPermissionInput{
		FunctionName: &d.name,
		Qualifier:    aws.String(alias),
		StatementId:  aws.String("rule-" + d.name),
		Principal:    aws.String("events.amazonaws.com"),
		Action:       aws.String("lambda:InvokeFunction"),
		SourceArn:    &ruleARN,
	})
	if err != nil && !awserr.Is(err, "ResourceConflictException") { // it is there
		return err
	}
	targets, err := d.events.PutTargets(ctx, &eventbridge.PutTargetsInput{ // changes nothing if it is there
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

// removeRule deletes the rule, if it is ours.
func (d *deployer) removeRule(ctx context.Context, s survey) error {
	if !s.ownRule() {
		return nil
	}
	if _, err := d.events.RemoveTargets(ctx, &eventbridge.RemoveTargetsInput{Rule: &d.name, Ids: []string{targetID}}); err != nil && !awserr.IsNotFound(err) {
		return err
	}
	if _, err := d.events.DeleteRule(ctx, &eventbridge.DeleteRuleInput{Name: &d.name}); err != nil && !awserr.IsNotFound(err) {
		return err
	}
	if s.ownFunction() {
		_, err := d.lambda.RemovePermission(ctx, &lambda.RemovePermissionInput{FunctionName: &d.name, Qualifier: aws.String(alias), StatementId: aws.String("rule-" + d.name)})
		if err != nil && !awserr.IsNotFound(err) {
			return err
		}
	}
	d.report("rule", d.name, "deleted")
	return nil
}

// A new role is not known everywhere at once: for some seconds Lambda, EventBridge
// Scheduler and KMS answer that they cannot assume it, or do not know it.
// roleSettling makes a wait continue after just these errors.
func roleSettling(err error) waiters.Class {
	if !awserr.Is(err, "InvalidParameterValueException", "ValidationException", "KMSAccessDeniedException", "KMSInvalidStateException", "InvalidArnException") {
		return waiters.Unclassified
	}
	message := strings.ToLower(awserr.Message(err))
	for _, answer := range []string{"assume", "valid principal", "creategrant", "invalid role"} {
		if strings.Contains(message, answer) {
			return waiters.Transient
		}
	}
	return waiters.Unclassified
}
