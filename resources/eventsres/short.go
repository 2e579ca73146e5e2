package eventsres

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources"
)

// TargetsError reports targets that EventBridge did not accept, though it
// answered the request without an error.
type TargetsError struct {
	Rule   resources.Identity
	Failed []types.PutTargetsResultEntry // TargetId, ErrorCode and ErrorMessage
}

// Error names the rule, how many targets failed, and the first one.
func (e *TargetsError) Error() string {
	if len(e.Failed) == 0 {
		return fmt.Sprintf("eventbridge.PutTargets: %v: targets failed", e.Rule)
	}
	first := e.Failed[0]
	return fmt.Sprintf("eventbridge.PutTargets: %v: %d targets failed: %.100q: %.100q: %.300q", e.Rule, len(e.Failed),
		aws.ToString(first.TargetId), aws.ToString(first.ErrorCode), aws.ToString(first.ErrorMessage))
}

// Schedule creates or changes a rule with a schedule, such as
// "cron(0 3 * * ? *)" in UTC or "rate(5 minutes)", and its targets: PutRule, and
// PutTargets if there are any. EventBridge has schedules on the bus "default"
// only, and at most five targets a rule. Targets that the rule has by other IDs
// stay.
//
//	rule, err := events.Bus("default").Schedule(ctx, "nightly", "cron(0 3 * * ? *)",
//		types.Target{Id: aws.String("fn"), Arn: fn.Data.FunctionArn})
//
// The Data of the rule has its ARN, name, bus and schedule. Targets that were
// refused are a [*TargetsError]; the rule is returned beside it.
func (b *Bus) Schedule(ctx context.Context, name, expression string, targets ...types.Target) (*Rule, error) {
	if err := b.check("eventbridge.PutRule"); err != nil {
		return nil, err
	}
	for argument, value := range map[string]string{"name": name, "expression": expression} {
		if value == "" {
			return nil, awserr.Invalid("eventbridge.PutRule", argument, value, "must not be empty")
		}
	}
	in := &eventbridge.PutRuleInput{EventBusName: aws.String(b.Name), Name: &name, ScheduleExpression: &expression}
	out, err := resources.Call(ctx, "eventbridge.PutRule", b.service.putRule, in, nil)
	if err != nil {
		return nil, err
	}
	rule := b.Rule(name)
	rule.Data = &types.Rule{Arn: out.RuleArn, Name: &name, EventBusName: aws.String(b.Name), ScheduleExpression: &expression}
	if len(targets) == 0 {
		return rule, nil
	}
	put, err := rule.PutTargets(ctx, targets)
	if err == nil && (len(put.FailedEntries) > 0 || put.FailedEntryCount > 0) {
		err = &TargetsError{rule.Identity(), put.FailedEntries}
	}
	return rule, err
}
