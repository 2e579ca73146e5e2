package autoscalingres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Policy is a scaling policy of a group. It is identified by its GroupName and
// Name.
type Policy struct {
	node
	GroupName string
	Name      string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.ScalingPolicy
}

// Policy returns the policy with these identifiers. It makes no request, and
// the policy need not exist.
func (a *AutoScaling) Policy(groupName, name string) *Policy {
	return &Policy{node: node{service: a}, GroupName: groupName, Name: name}
}

// Identity returns what identifies the policy. It is comparable, and can be the
// key of a map.
func (p *Policy) Identity() resources.Identity {
	if p == nil {
		return resources.Identity{}
	}
	return p.service.at().Identity("Policy", "GroupName", p.GroupName, "Name", p.Name)
}

// String returns the type and the identifiers of the policy.
func (p *Policy) String() string { return p.Identity().String() }

// LogValue implements slog.LogValuer.
func (p *Policy) LogValue() slog.Value { return p.Identity().LogValue() }

func (p *Policy) check(operation string) error {
	if p == nil {
		return resources.Nil(operation, "Policy")
	}
	return p.service.at().Check(operation, "GroupName", p.GroupName, "Name", p.Name)
}

// Load reads Data (DescribePolicies), unless it is set and not stale.
// Concurrent calls make one request.
func (p *Policy) Load(ctx context.Context) error {
	if err := p.check("autoscaling.DescribePolicies"); err != nil {
		return err
	}
	return resources.Load(ctx, "autoscaling.DescribePolicies", &p.state, &p.Data, p.fetch)
}

// Reload reads Data again (DescribePolicies).
func (p *Policy) Reload(ctx context.Context) error {
	if err := p.check("autoscaling.DescribePolicies"); err != nil {
		return err
	}
	return resources.Reload(ctx, "autoscaling.DescribePolicies", &p.state, &p.Data, p.fetch)
}

func (p *Policy) fetch(ctx context.Context) (*types.ScalingPolicy, error) {
	out, err := p.service.describePolicies(ctx, &autoscaling.DescribePoliciesInput{AutoScalingGroupName: aws.String(p.GroupName), PolicyNames: []string{p.Name}})
	if err != nil {
		return nil, err
	}
	if data := policyIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("autoscaling.DescribePolicies", p.Identity())
}

func policyIn(out *autoscaling.DescribePoliciesOutput) *types.ScalingPolicy {
	if len(out.ScalingPolicies) == 0 {
		return nil
	}
	return &out.ScalingPolicies[0]
}

// Delete deletes the policy (DeletePolicy).
func (p *Policy) Delete(ctx context.Context, changes ...func(*autoscaling.DeletePolicyInput)) (*autoscaling.DeletePolicyOutput, error) {
	if err := p.check("autoscaling.DeletePolicy"); err != nil {
		return nil, err
	}
	in := &autoscaling.DeletePolicyInput{AutoScalingGroupName: aws.String(p.GroupName), PolicyName: aws.String(p.Name)}
	return resources.Act(ctx, &p.state, "autoscaling.DeletePolicy", p.service.deletePolicy, in, changes)
}

// Execute scales the group as the policy says, without waiting for an alarm
// (ExecutePolicy). Data is stale afterwards.
func (p *Policy) Execute(ctx context.Context, changes ...func(*autoscaling.ExecutePolicyInput)) (*autoscaling.ExecutePolicyOutput, error) {
	if err := p.check("autoscaling.ExecutePolicy"); err != nil {
		return nil, err
	}
	in := &autoscaling.ExecutePolicyInput{AutoScalingGroupName: aws.String(p.GroupName), PolicyName: aws.String(p.Name)}
	return resources.Act(ctx, &p.state, "autoscaling.ExecutePolicy", p.service.executePolicy, in, changes)
}

// Group returns the group of the policy. It makes no request.
func (p *Policy) Group() *Group {
	return &Group{node: node{service: p.service}, Name: p.GroupName}
}

// Policies is a collection of policies, as DescribePolicies lists them. It
// makes no request until it is ranged over; see [collections.View].
type Policies struct {
	collections.View[*Policies, *autoscaling.DescribePoliciesInput, *Policy]
}

func newPolicies(e *collections.Erased) *Policies {
	return &Policies{collections.ViewOf[*Policies, *autoscaling.DescribePoliciesInput, *Policy](e)}
}
