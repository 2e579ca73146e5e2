package eventsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Rule is a rule of a bus. It is identified by its BusName and Name.
type Rule struct {
	node
	BusName string
	Name    string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Rule
}

// Rule returns the rule with these identifiers. It makes no request, and the
// rule need not exist.
func (e *EventBridge) Rule(busName, name string) *Rule {
	return &Rule{node: node{service: e}, BusName: busName, Name: name}
}

// Identity returns what identifies the rule. It is comparable, and can be the
// key of a map.
func (r *Rule) Identity() resources.Identity {
	if r == nil {
		return resources.Identity{}
	}
	return r.service.at().Identity("Rule", "BusName", r.BusName, "Name", r.Name)
}

// String returns the type and the identifiers of the rule.
func (r *Rule) String() string { return r.Identity().String() }

// LogValue implements slog.LogValuer.
func (r *Rule) LogValue() slog.Value { return r.Identity().LogValue() }

func (r *Rule) check(operation string) error {
	if r == nil {
		return resources.Nil(operation, "Rule")
	}
	return r.service.at().Check(operation, "BusName", r.BusName, "Name", r.Name)
}

// Load reads Data (DescribeRule), unless it is set and not stale. Concurrent
// calls make one request.
func (r *Rule) Load(ctx context.Context) error {
	if err := r.check("eventbridge.DescribeRule"); err != nil {
		return err
	}
	return resources.Load(ctx, "eventbridge.DescribeRule", &r.state, &r.Data, r.fetch)
}

// Reload reads Data again (DescribeRule).
func (r *Rule) Reload(ctx context.Context) error {
	if err := r.check("eventbridge.DescribeRule"); err != nil {
		return err
	}
	return resources.Reload(ctx, "eventbridge.DescribeRule", &r.state, &r.Data, r.fetch)
}

func (r *Rule) fetch(ctx context.Context) (*types.Rule, error) {
	out, err := r.service.describeRule(ctx, &eventbridge.DescribeRuleInput{EventBusName: aws.String(r.BusName), Name: aws.String(r.Name)})
	if err != nil {
		return nil, err
	}
	return &types.Rule{
		Arn:                out.Arn,
		Description:        out.Description,
		EventBusName:       out.EventBusName,
		EventPattern:       out.EventPattern,
		ManagedBy:          out.ManagedBy,
		Name:               out.Name,
		RoleArn:            out.RoleArn,
		ScheduleExpression: out.ScheduleExpression,
		State:              out.State,
	}, nil
}

// Delete deletes the rule, which must have no targets (DeleteRule); see
// [Rule.Remove].
func (r *Rule) Delete(ctx context.Context, changes ...func(*eventbridge.DeleteRuleInput)) (*eventbridge.DeleteRuleOutput, error) {
	if err := r.check("eventbridge.DeleteRule"); err != nil {
		return nil, err
	}
	in := &eventbridge.DeleteRuleInput{Name: aws.String(r.Name), EventBusName: aws.String(r.BusName)}
	return resources.Act(ctx, &r.state, "eventbridge.DeleteRule", r.service.deleteRule, in, changes)
}

// Disable disables the rule (DisableRule). Data is stale afterwards.
func (r *Rule) Disable(ctx context.Context, changes ...func(*eventbridge.DisableRuleInput)) (*eventbridge.DisableRuleOutput, error) {
	if err := r.check("eventbridge.DisableRule"); err != nil {
		return nil, err
	}
	in := &eventbridge.DisableRuleInput{Name: aws.String(r.Name), EventBusName: aws.String(r.BusName)}
	return resources.Act(ctx, &r.state, "eventbridge.DisableRule", r.service.disableRule, in, changes)
}

// Enable enables the rule (EnableRule). Data is stale afterwards.
func (r *Rule) Enable(ctx context.Context, changes ...func(*eventbridge.EnableRuleInput)) (*eventbridge.EnableRuleOutput, error) {
	if err := r.check("eventbridge.EnableRule"); err != nil {
		return nil, err
	}
	in := &eventbridge.EnableRuleInput{Name: aws.String(r.Name), EventBusName: aws.String(r.BusName)}
	return resources.Act(ctx, &r.state, "eventbridge.EnableRule", r.service.enableRule, in, changes)
}

// PutTargets adds or changes targets of the rule, at most ten a request
// (PutTargets); FailedEntryCount says how many were refused.
func (r *Rule) PutTargets(ctx context.Context, targets []types.Target, changes ...func(*eventbridge.PutTargetsInput)) (*eventbridge.PutTargetsOutput, error) {
	if err := r.check("eventbridge.PutTargets"); err != nil {
		return nil, err
	}
	in := &eventbridge.PutTargetsInput{Rule: aws.String(r.Name), EventBusName: aws.String(r.BusName), Targets: targets}
	return resources.Call(ctx, "eventbridge.PutTargets", r.service.putTargets, in, changes)
}

// RemoveTargets removes targets from the rule (RemoveTargets); FailedEntryCount
// says how many were refused.
func (r *Rule) RemoveTargets(ctx context.Context, ids []string, changes ...func(*eventbridge.RemoveTargetsInput)) (*eventbridge.RemoveTargetsOutput, error) {
	if err := r.check("eventbridge.RemoveTargets"); err != nil {
		return nil, err
	}
	in := &eventbridge.RemoveTargetsInput{Rule: aws.String(r.Name), EventBusName: aws.String(r.BusName), Ids: ids}
	return resources.Call(ctx, "eventbridge.RemoveTargets", r.service.removeTargets, in, changes)
}

// Bus returns the bus of the rule. It makes no request.
func (r *Rule) Bus() *Bus {
	return &Bus{node: node{service: r.service}, Name: r.BusName}
}

// Targets returns the targets of the rule (ListTargetsByRule).
func (r *Rule) Targets() *Targets {
	if err := r.check("eventbridge.ListTargetsByRule"); err != nil {
		return newTargets(collections.Refused(err))
	}
	in := &eventbridge.ListTargetsByRuleInput{Rule: aws.String(r.Name), EventBusName: aws.String(r.BusName)}
	return newTargets(collections.Listed(r.service.listTargetsByRule, in, r.targetsOf))
}

func (r *Rule) targetsOf(out *eventbridge.ListTargetsByRuleOutput) []any {
	count := len(out.Targets)
	all, slab := make([]any, 0, count), make([]Target, count)
	for n := range out.Targets {
		t := &slab[len(all)]
		t.service, t.BusName, t.RuleName, t.ID, t.Data = r.service, r.BusName, r.Name, aws.ToString(out.Targets[n].Id), &out.Targets[n]
		all = append(all, t)
	}
	return all
}

// Rules is a collection of rules, as ListRules lists them. It makes no request
// until it is ranged over; see [collections.View].
type Rules struct {
	collections.View[*Rules, *eventbridge.ListRulesInput, *Rule]
}

func newRules(e *collections.Erased) *Rules {
	return &Rules{collections.ViewOf[*Rules, *eventbridge.ListRulesInput, *Rule](e)}
}
