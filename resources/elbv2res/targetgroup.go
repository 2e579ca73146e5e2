package elbv2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// TargetGroup is a target group. It is identified by its ARN.
type TargetGroup struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.TargetGroup
}

// TargetGroup returns the target group with an ARN. It makes no request, and
// the target group need not exist.
func (e *ELB) TargetGroup(arn string) *TargetGroup {
	return &TargetGroup{node: node{service: e}, ARN: arn}
}

// Identity returns what identifies the target group. It is comparable, and can
// be the key of a map.
func (t *TargetGroup) Identity() resources.Identity {
	if t == nil {
		return resources.Identity{}
	}
	return t.service.at().Identity("TargetGroup", "ARN", t.ARN)
}

// String returns the type and the identifiers of the target group.
func (t *TargetGroup) String() string { return t.Identity().String() }

// LogValue implements slog.LogValuer.
func (t *TargetGroup) LogValue() slog.Value { return t.Identity().LogValue() }

func (t *TargetGroup) check(operation string) error {
	if t == nil {
		return resources.Nil(operation, "TargetGroup")
	}
	return t.service.at().Check(operation, "ARN", t.ARN)
}

// Load reads Data (DescribeTargetGroups), unless it is set and not stale.
// Concurrent calls make one request.
func (t *TargetGroup) Load(ctx context.Context) error {
	if err := t.check("elasticloadbalancingv2.DescribeTargetGroups"); err != nil {
		return err
	}
	return resources.Load(ctx, "elasticloadbalancingv2.DescribeTargetGroups", &t.state, &t.Data, t.fetch)
}

// Reload reads Data again (DescribeTargetGroups).
func (t *TargetGroup) Reload(ctx context.Context) error {
	if err := t.check("elasticloadbalancingv2.DescribeTargetGroups"); err != nil {
		return err
	}
	return resources.Reload(ctx, "elasticloadbalancingv2.DescribeTargetGroups", &t.state, &t.Data, t.fetch)
}

func (t *TargetGroup) fetch(ctx context.Context) (*types.TargetGroup, error) {
	out, err := t.service.describeTargetGroups(ctx, &elasticloadbalancingv2.DescribeTargetGroupsInput{TargetGroupArns: []string{t.ARN}})
	if err != nil {
		return nil, err
	}
	if data := targetGroupIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("elasticloadbalancingv2.DescribeTargetGroups", t.Identity())
}

func targetGroupIn(out *elasticloadbalancingv2.DescribeTargetGroupsOutput) *types.TargetGroup {
	if out == nil || len(out.TargetGroups) == 0 {
		return nil
	}
	return &out.TargetGroups[0]
}

// Delete deletes the target group (DeleteTargetGroup).
func (t *TargetGroup) Delete(ctx context.Context, changes ...func(*elasticloadbalancingv2.DeleteTargetGroupInput)) (*elasticloadbalancingv2.DeleteTargetGroupOutput, error) {
	if err := t.check("elasticloadbalancingv2.DeleteTargetGroup"); err != nil {
		return nil, err
	}
	in := &elasticloadbalancingv2.DeleteTargetGroupInput{TargetGroupArn: aws.String(t.ARN)}
	return resources.Act(ctx, &t.state, "elasticloadbalancingv2.DeleteTargetGroup", t.service.deleteTargetGroup, in, changes)
}

// DeregisterTargets deregisters targets from the target group
// (DeregisterTargets).
func (t *TargetGroup) DeregisterTargets(ctx context.Context, targets []types.TargetDescription, changes ...func(*elasticloadbalancingv2.DeregisterTargetsInput)) (*elasticloadbalancingv2.DeregisterTargetsOutput, error) {
	if err := t.check("elasticloadbalancingv2.DeregisterTargets"); err != nil {
		return nil, err
	}
	in := &elasticloadbalancingv2.DeregisterTargetsInput{TargetGroupArn: aws.String(t.ARN), Targets: targets}
	return resources.Call(ctx, "elasticloadbalancingv2.DeregisterTargets", t.service.deregisterTargets, in, changes)
}

// Modify modifies the target group (ModifyTargetGroup). Data is stale
// afterwards.
func (t *TargetGroup) Modify(ctx context.Context, changes ...func(*elasticloadbalancingv2.ModifyTargetGroupInput)) (*elasticloadbalancingv2.ModifyTargetGroupOutput, error) {
	if err := t.check("elasticloadbalancingv2.ModifyTargetGroup"); err != nil {
		return nil, err
	}
	in := &elasticloadbalancingv2.ModifyTargetGroupInput{TargetGroupArn: aws.String(t.ARN)}
	return resources.Act(ctx, &t.state, "elasticloadbalancingv2.ModifyTargetGroup", t.service.modifyTargetGroup, in, changes)
}

// RegisterTargets registers targets with the target group (RegisterTargets).
func (t *TargetGroup) RegisterTargets(ctx context.Context, targets []types.TargetDescription, changes ...func(*elasticloadbalancingv2.RegisterTargetsInput)) (*elasticloadbalancingv2.RegisterTargetsOutput, error) {
	if err := t.check("elasticloadbalancingv2.RegisterTargets"); err != nil {
		return nil, err
	}
	in := &elasticloadbalancingv2.RegisterTargetsInput{TargetGroupArn: aws.String(t.ARN), Targets: targets}
	return resources.Call(ctx, "elasticloadbalancingv2.RegisterTargets", t.service.registerTargets, in, changes)
}

// LoadBalancers returns the load balancers that Data names, or nil if there is
// no Data.
func (t *TargetGroup) LoadBalancers() []*LoadBalancer {
	if t == nil || t.Data == nil {
		return nil
	}
	all := make([]*LoadBalancer, len(t.Data.LoadBalancerArns))
	for n := range t.Data.LoadBalancerArns {
		all[n] = &LoadBalancer{node: node{service: t.service}, ARN: t.Data.LoadBalancerArns[n]}
	}
	return all
}

// Target returns the target with these identifiers. It makes no request.
func (t *TargetGroup) Target(id string, port int32) *Target {
	return &Target{node: node{service: t.service}, GroupARN: t.ARN, ID: id, Port: port}
}

// Targets returns the targets of the target group, with their health
// (DescribeTargetHealth).
func (t *TargetGroup) Targets() *Targets {
	if err := t.check("elasticloadbalancingv2.DescribeTargetHealth"); err != nil {
		return newTargets(collections.Refused(err))
	}
	in := &elasticloadbalancingv2.DescribeTargetHealthInput{TargetGroupArn: aws.String(t.ARN)}
	return newTargets(collections.ListedOnce(t.service.describeTargetHealth, in, t.targetsOf))
}

func (t *TargetGroup) targetsOf(out *elasticloadbalancingv2.DescribeTargetHealthOutput) []any {
	count := len(out.TargetHealthDescriptions)
	all, slab := make([]any, 0, count), make([]Target, count)
	for n := range out.TargetHealthDescriptions {
		if out.TargetHealthDescriptions[n].Target == nil {
			continue
		}
		x := &slab[len(all)]
		x.service, x.GroupARN, x.ID, x.Port, x.Data = t.service, t.ARN, aws.ToString(out.TargetHealthDescriptions[n].Target.Id), aws.ToInt32(out.TargetHealthDescriptions[n].Target.Port), &out.TargetHealthDescriptions[n]
		all = append(all, x)
	}
	return all
}

// WaitUntilInService waits until all targets of the group are healthy
// (DescribeTargetHealth). The options or the context must bound the wait.
func (t *TargetGroup) WaitUntilInService(ctx context.Context, opts waiters.Options) error {
	if err := t.check("elasticloadbalancingv2.TargetInService"); err != nil {
		return err
	}
	api, err := client[elasticloadbalancingv2.DescribeTargetHealthAPIClient](t.service, "elasticloadbalancingv2.DescribeTargetHealth")
	if err != nil {
		return err
	}
	_, err = waiters.Wait(ctx, elasticloadbalancingv2.NewTargetInServiceWaiter(api), &elasticloadbalancingv2.DescribeTargetHealthInput{TargetGroupArn: aws.String(t.ARN)}, opts)
	t.state.Changed()
	return err
}

// TargetGroups is a collection of target groups, as DescribeTargetGroups lists
// them. It makes no request until it is ranged over; see [collections.View].
type TargetGroups struct {
	collections.View[*TargetGroups, *elasticloadbalancingv2.DescribeTargetGroupsInput, *TargetGroup]
}

func newTargetGroups(e *collections.Erased) *TargetGroups {
	return &TargetGroups{collections.ViewOf[*TargetGroups, *elasticloadbalancingv2.DescribeTargetGroupsInput, *TargetGroup](e)}
}

func (e *ELB) targetGroupsOf(out *elasticloadbalancingv2.DescribeTargetGroupsOutput) []any {
	count := len(out.TargetGroups)
	all, slab := make([]any, 0, count), make([]TargetGroup, count)
	for n := range out.TargetGroups {
		t := &slab[len(all)]
		t.service, t.ARN, t.Data = e, aws.ToString(out.TargetGroups[n].TargetGroupArn), &out.TargetGroups[n]
		all = append(all, t)
	}
	return all
}
