package elbv2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Rule is a rule of a listener: conditions, and actions for the requests that
// meet them. Its Data has its priority; the default rule has "default". It is
// identified by its ARN.
type Rule struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Rule
}

// Rule returns the rule with an ARN. It makes no request, and the rule need not
// exist.
func (e *ELB) Rule(arn string) *Rule {
	return &Rule{node: node{service: e}, ARN: arn}
}

// Identity returns what identifies the rule. It is comparable, and can be the
// key of a map.
func (r *Rule) Identity() resources.Identity {
	if r == nil {
		return resources.Identity{}
	}
	return r.service.at().Identity("Rule", "ARN", r.ARN)
}

// String returns the type and the identifiers of the rule.
func (r *Rule) String() string { return r.Identity().String() }

// LogValue implements slog.LogValuer.
func (r *Rule) LogValue() slog.Value { return r.Identity().LogValue() }

func (r *Rule) check(operation string) error {
	if r == nil {
		return resources.Nil(operation, "Rule")
	}
	return r.service.at().Check(operation, "ARN", r.ARN)
}

// Load reads Data (DescribeRules), unless it is set and not stale. Concurrent
// calls make one request.
func (r *Rule) Load(ctx context.Context) error {
	if err := r.check("elasticloadbalancingv2.DescribeRules"); err != nil {
		return err
	}
	return resources.Load(ctx, "elasticloadbalancingv2.DescribeRules", &r.state, &r.Data, r.fetch)
}

// Reload reads Data again (DescribeRules).
func (r *Rule) Reload(ctx context.Context) error {
	if err := r.check("elasticloadbalancingv2.DescribeRules"); err != nil {
		return err
	}
	return resources.Reload(ctx, "elasticloadbalancingv2.DescribeRules", &r.state, &r.Data, r.fetch)
}

func (r *Rule) fetch(ctx context.Context) (*types.Rule, error) {
	out, err := r.service.describeRules(ctx, &elasticloadbalancingv2.DescribeRulesInput{RuleArns: []string{r.ARN}})
	if err != nil {
		return nil, err
	}
	if data := ruleIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("elasticloadbalancingv2.DescribeRules", r.Identity())
}

func ruleIn(out *elasticloadbalancingv2.DescribeRulesOutput) *types.Rule {
	if len(out.Rules) == 0 {
		return nil
	}
	return &out.Rules[0]
}

// Delete deletes the rule (DeleteRule).
func (r *Rule) Delete(ctx context.Context, changes ...func(*elasticloadbalancingv2.DeleteRuleInput)) (*elasticloadbalancingv2.DeleteRuleOutput, error) {
	if err := r.check("elasticloadbalancingv2.DeleteRule"); err != nil {
		return nil, err
	}
	in := &elasticloadbalancingv2.DeleteRuleInput{RuleArn: aws.String(r.ARN)}
	return resources.Act(ctx, &r.state, "elasticloadbalancingv2.DeleteRule", r.service.deleteRule, in, changes)
}

// Modify modifies the rule (ModifyRule). Data is stale afterwards.
func (r *Rule) Modify(ctx context.Context, changes ...func(*elasticloadbalancingv2.ModifyRuleInput)) (*elasticloadbalancingv2.ModifyRuleOutput, error) {
	if err := r.check("elasticloadbalancingv2.ModifyRule"); err != nil {
		return nil, err
	}
	in := &elasticloadbalancingv2.ModifyRuleInput{RuleArn: aws.String(r.ARN)}
	return resources.Act(ctx, &r.state, "elasticloadbalancingv2.ModifyRule", r.service.modifyRule, in, changes)
}

// Rules is a collection of rules, as DescribeRules lists them. It makes no
// request until it is ranged over; see [collections.View].
type Rules struct {
	collections.View[*Rules, *elasticloadbalancingv2.DescribeRulesInput, *Rule]
}

func newRules(e *collections.Erased) *Rules {
	return &Rules{collections.ViewOf[*Rules, *elasticloadbalancingv2.DescribeRulesInput, *Rule](e)}
}

func (e *ELB) rulesOf(out *elasticloadbalancingv2.DescribeRulesOutput) []any {
	count := len(out.Rules)
	all, slab := make([]any, 0, count), make([]Rule, count)
	for n := range out.Rules {
		r := &slab[len(all)]
		r.service, r.ARN, r.Data = e, aws.ToString(out.Rules[n].RuleArn), &out.Rules[n]
		all = append(all, r)
	}
	return all
}
