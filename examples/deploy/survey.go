package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	eventbridgetypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"

	"github.com/awsessentials/essentials/awserr"
)

// A survey is what there is under the name, before anything is changed.
type survey struct {
	function *lambda.GetFunctionOutput // nil if there is none, as the others
	role     *iamtypes.Role
	caller   *iamtypes.Role // with which the scheduler calls
	schedule *scheduler.GetScheduleOutput
	rule     *eventbridge.DescribeRuleOutput
	ruleTags []eventbridgetypes.Tag
	targets  []eventbridgetypes.Target // of the rule
}

// survey looks at everything that this program could create, change or delete.
func (d *deployer) survey(ctx context.Context) (s survey, err error) {
	if s.function, err = orNil(d.lambda.GetFunction(ctx, &lambda.GetFunctionInput{FunctionName: &d.name})); err != nil {
		return s, err
	}
	if s.role, err = d.getRole(ctx, d.roleName()); err != nil {
		return s, err
	}
	if s.caller, err = d.getRole(ctx, d.callerName()); err != nil {
		return s, err
	}
	if s.schedule, err = orNil(d.scheduler.GetSchedule(ctx, &scheduler.GetScheduleInput{Name: &d.name})); err != nil {
		return s, err
	}
	if s.rule, err = orNil(d.events.DescribeRule(ctx, &eventbridge.DescribeRuleInput{Name: &d.name})); err != nil || s.rule == nil {
		return s, err
	}
	tags, err := d.events.ListTagsForResource(ctx, &eventbridge.ListTagsForResourceInput{ResourceARN: s.rule.Arn})
	if err != nil {
		return s, err
	}
	targets, err := d.events.ListTargetsByRule(ctx, &eventbridge.ListTargetsByRuleInput{Rule: &d.name})
	if err != nil {
		return s, err
	}
	s.ruleTags, s.targets = tags.Tags, targets.Targets
	return s, nil
}

// orNil makes "not found" no error.
func orNil[T any](out *T, err error) (*T, error) {
	if awserr.IsNotFound(err) {
		return nil, nil
	}
	return out, err
}

func (d *deployer) getRole(ctx context.Context, name string) (*iamtypes.Role, error) {
	out, err := orNil(d.iam.GetRole(ctx, &iam.GetRoleInput{RoleName: &name}))
	if out == nil || err != nil {
		return nil, err
	}
	return out.Role, nil
}

// What follows tells ours from others': by tag, and schedules, which have none,
// by whom they call with which role.

func (s survey) ownFunction() bool { return s.function != nil && s.function.Tags[tagKey] == tagValue }

func ownRole(r *iamtypes.Role) bool {
	if r == nil {
		return false
	}
	for _, t := range r.Tags {
		if aws.ToString(t.Key) == tagKey && aws.ToString(t.Value) == tagValue {
			return true
		}
	}
	return false
}

func (d *deployer) ownSchedule(s survey) bool {
	return s.schedule != nil && s.schedule.Target != nil &&
		aws.ToString(s.schedule.Target.Arn) == d.aliasARN() &&
		aws.ToString(s.schedule.Target.RoleArn) == d.roleARN(d.callerName()) &&
		(s.caller == nil || ownRole(s.caller))
}

func (s survey) ownRule() bool {
	for _, t := range s.ruleTags {
		if aws.ToString(t.Key) == tagKey && aws.ToString(t.Value) == tagValue {
			return s.rule != nil
		}
	}
	return false
}

// otherTargets returns the ids of the rule's targets that are not ours.
func (d *deployer) otherTargets(s survey) (ids []string) {
	for _, t := range s.targets {
		if aws.ToString(t.Id) != targetID || aws.ToString(t.Arn) != d.aliasARN() {
			ids = append(ids, aws.ToString(t.Id))
		}
	}
	return ids
}

// mayDeploy refuses, before anything is made, what would touch what is not ours.
func (d *deployer) mayDeploy(s survey) error {
	foreign := func(kind, name string) error {
		return fmt.Errorf("the %s %s exists and was not made by this program: choose another -name", kind, name)
	}
	switch {
	case s.function != nil && !s.ownFunction():
		return foreign("function", d.name)
	case s.role != nil && !ownRole(s.role):
		return foreign("role", d.roleName())
	case d.schedule != "" && s.caller != nil && !ownRole(s.caller):
		return foreign("role", d.callerName())
	case d.schedule != "" && s.schedule != nil && !d.ownSchedule(s):
		return foreign("schedule", d.name)
	case d.event != "" && s.rule != nil && !s.ownRule():
		return foreign("rule", d.name)
	}
	for _, t := range s.targets {
		if d.event != "" && aws.ToString(t.Id) == targetID && aws.ToString(t.Arn) != d.aliasARN() {
			return fmt.Errorf("the rule %s has a target %q that was not made by this program", d.name, targetID)
		}
	}
	if s.ownRule() && aws.ToString(s.rule.EventPattern) != d.event {
		return d.alone(s)
	}
	return nil
}

// mayDestroy does the same before anything is deleted. Other things that are not
// ours just stay.
func (d *deployer) mayDestroy(s survey) error {
	if s.function != nil && !s.ownFunction() {
		return fmt.Errorf("the function %s was not made by this program: it stays, and so does all else", d.name)
	}
	if s.ownRule() {
		return d.alone(s)
	}
	return nil
}

// alone refuses to change or delete a rule that has targets of others.
func (d *deployer) alone(s survey) error {
	if ids := d.otherTargets(s); len(ids) > 0 {
		return fmt.Errorf("the rule %s has targets that were not made by this program: %q", d.name, ids)
	}
	return nil
}
