package eventsres

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
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
	if err := notEmpty("expression", expression); err != nil {
		return nil, err
	}
	return b.put(ctx, name, &eventbridge.PutRuleInput{ScheduleExpression: &expression}, targets)
}

// Match creates or changes a rule for events that match a pattern, which is a
// text or becomes JSON, and its targets, as [Bus.Schedule] does:
//
//	rule, err := events.Bus("orders").Match(ctx, "paid", map[string][]string{"source": {"shop"}, "detail-type": {"paid"}}, target)
func (b *Bus) Match(ctx context.Context, name string, pattern any, targets ...types.Target) (*Rule, error) {
	text, ok := pattern.(string)
	if !ok {
		encoded, err := json.Marshal(pattern)
		if err != nil {
			return nil, fmt.Errorf("%v: %w", b, err)
		}
		text = string(encoded)
	}
	if err := notEmpty("pattern", text); err != nil {
		return nil, err
	}
	return b.put(ctx, name, &eventbridge.PutRuleInput{EventPattern: &text}, targets)
}

func notEmpty(argument, value string) error {
	if value == "" {
		return awserr.Invalid("eventbridge.PutRule", argument, value, "must not be empty")
	}
	return nil
}

// put makes a rule what in says, and puts targets.
func (b *Bus) put(ctx context.Context, name string, in *eventbridge.PutRuleInput, targets []types.Target) (*Rule, error) {
	if err := b.check("eventbridge.PutRule"); err != nil {
		return nil, err
	}
	if err := notEmpty("name", name); err != nil {
		return nil, err
	}
	in.EventBusName, in.Name = aws.String(b.Name), &name
	out, err := resources.Call(ctx, "eventbridge.PutRule", b.service.putRule, in, nil)
	if err != nil {
		return nil, err
	}
	rule := b.Rule(name)
	rule.Data = &types.Rule{Arn: out.RuleArn, Name: &name, EventBusName: in.EventBusName, ScheduleExpression: in.ScheduleExpression, EventPattern: in.EventPattern}
	if len(targets) == 0 {
		return rule, nil
	}
	put, err := rule.PutTargets(ctx, targets)
	if err == nil && (len(put.FailedEntries) > 0 || put.FailedEntryCount > 0) {
		err = &TargetsError{rule.Identity(), put.FailedEntries}
	}
	return rule, err
}

// Remove deletes the rule and its targets (ListTargetsByRule, RemoveTargets and
// DeleteRule). It does nothing if the rule does not exist.
func (r *Rule) Remove(ctx context.Context) error {
	if err := r.check("eventbridge.DeleteRule"); err != nil {
		return err
	}
	if _, err := r.Targets().Remove(ctx); err != nil && !awserr.IsNotFound(err) {
		return err
	}
	_, err := r.Delete(ctx)
	if awserr.IsNotFound(err) {
		return nil
	}
	return err
}

// Send sends events, ten a request (PutEvents). What EventBridge refuses for a
// reason that passes is sent again, twice. The report has each event that was not
// sent; the error is nil if and only if all were. A request may be at most 1 MB.
//
//	_, err := events.Send(ctx, types.PutEventsRequestEntry{Source: aws.String("shop"), DetailType: aws.String("paid"), Detail: &detail})
func (e *EventBridge) Send(ctx context.Context, events ...types.PutEventsRequestEntry) (collections.Report[types.PutEventsRequestEntry], error) {
	const operation = "eventbridge.PutEvents"
	if err := e.at().Check(operation); err != nil {
		return collections.Report[types.PutEventsRequestEntry]{}, err
	}
	put := func(ctx context.Context, events []types.PutEventsRequestEntry) ([]collections.Failure, error) {
		out, err := e.putEvents(ctx, &eventbridge.PutEventsInput{Entries: events})
		if err != nil {
			return nil, err
		}
		var failed []collections.Failure
		for i := range events {
			if i >= len(out.Entries) {
				failed = append(failed, collections.Failure{Index: i, Err: resources.Without(operation, "Entries["+strconv.Itoa(i)+"]")})
				continue
			}
			entry := out.Entries[i]
			if code := aws.ToString(entry.ErrorCode); code != "" {
				failed = append(failed, collections.Failure{Index: i, Err: resources.Refused(code, aws.ToString(entry.ErrorMessage)), Retry: resources.Passing(code)})
			}
		}
		return failed, nil
	}
	return collections.Of(events...).Batch(ctx, put, collections.BatchOptions{Size: 10, Attempts: 3, ContinueOnError: true})
}
