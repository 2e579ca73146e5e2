package autoscalingres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Group is an Auto Scaling group. It is identified by its Name.
type Group struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.AutoScalingGroup
}

// Group returns the group with a name. It makes no request, and the group need
// not exist.
func (a *AutoScaling) Group(name string) *Group {
	return &Group{node: node{service: a}, Name: name}
}

// Identity returns what identifies the group. It is comparable, and can be the
// key of a map.
func (g *Group) Identity() resources.Identity {
	if g == nil {
		return resources.Identity{}
	}
	return g.service.at().Identity("Group", "Name", g.Name)
}

// String returns the type and the identifiers of the group.
func (g *Group) String() string { return g.Identity().String() }

// LogValue implements slog.LogValuer.
func (g *Group) LogValue() slog.Value { return g.Identity().LogValue() }

func (g *Group) check(operation string) error {
	if g == nil {
		return resources.Nil(operation, "Group")
	}
	return g.service.at().Check(operation, "Name", g.Name)
}

// Load reads Data (DescribeAutoScalingGroups), unless it is set and not stale.
// Concurrent calls make one request.
func (g *Group) Load(ctx context.Context) error {
	if err := g.check("autoscaling.DescribeAutoScalingGroups"); err != nil {
		return err
	}
	return resources.Load(ctx, "autoscaling.DescribeAutoScalingGroups", &g.state, &g.Data, g.fetch)
}

// Reload reads Data again (DescribeAutoScalingGroups).
func (g *Group) Reload(ctx context.Context) error {
	if err := g.check("autoscaling.DescribeAutoScalingGroups"); err != nil {
		return err
	}
	return resources.Reload(ctx, "autoscaling.DescribeAutoScalingGroups", &g.state, &g.Data, g.fetch)
}

func (g *Group) fetch(ctx context.Context) (*types.AutoScalingGroup, error) {
	out, err := g.service.describeAutoScalingGroups(ctx, &autoscaling.DescribeAutoScalingGroupsInput{AutoScalingGroupNames: []string{g.Name}})
	if err != nil {
		return nil, err
	}
	if data := groupIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("autoscaling.DescribeAutoScalingGroups", g.Identity())
}

func groupIn(out *autoscaling.DescribeAutoScalingGroupsOutput) *types.AutoScalingGroup {
	if out == nil || len(out.AutoScalingGroups) == 0 {
		return nil
	}
	return &out.AutoScalingGroups[0]
}

// CancelRefresh cancels the replacement of the instances of the group
// (CancelInstanceRefresh). Data is stale afterwards.
func (g *Group) CancelRefresh(ctx context.Context, changes ...func(*autoscaling.CancelInstanceRefreshInput)) (*autoscaling.CancelInstanceRefreshOutput, error) {
	if err := g.check("autoscaling.CancelInstanceRefresh"); err != nil {
		return nil, err
	}
	in := &autoscaling.CancelInstanceRefreshInput{AutoScalingGroupName: aws.String(g.Name)}
	return resources.Act(ctx, &g.state, "autoscaling.CancelInstanceRefresh", g.service.cancelInstanceRefresh, in, changes)
}

// Delete deletes the group (DeleteAutoScalingGroup).
func (g *Group) Delete(ctx context.Context, changes ...func(*autoscaling.DeleteAutoScalingGroupInput)) (*autoscaling.DeleteAutoScalingGroupOutput, error) {
	if err := g.check("autoscaling.DeleteAutoScalingGroup"); err != nil {
		return nil, err
	}
	in := &autoscaling.DeleteAutoScalingGroupInput{AutoScalingGroupName: aws.String(g.Name)}
	return resources.Act(ctx, &g.state, "autoscaling.DeleteAutoScalingGroup", g.service.deleteAutoScalingGroup, in, changes)
}

// PutPolicy creates or changes a scaling policy of the group (PutScalingPolicy)
// and returns the policy.
func (g *Group) PutPolicy(ctx context.Context, policyName string, changes ...func(*autoscaling.PutScalingPolicyInput)) (*Policy, error) {
	if err := g.check("autoscaling.PutScalingPolicy"); err != nil {
		return nil, err
	}
	in := &autoscaling.PutScalingPolicyInput{AutoScalingGroupName: aws.String(g.Name), PolicyName: aws.String(policyName)}
	_, err := resources.Call(ctx, "autoscaling.PutScalingPolicy", g.service.putScalingPolicy, in, changes)
	if err != nil {
		return nil, err
	}
	return &Policy{node: node{service: g.service}, GroupName: g.Name, Name: aws.ToString(in.PolicyName)}, nil
}

// ResumeProcesses resumes processes of the group (ResumeProcesses). Data is
// stale afterwards.
func (g *Group) ResumeProcesses(ctx context.Context, changes ...func(*autoscaling.ResumeProcessesInput)) (*autoscaling.ResumeProcessesOutput, error) {
	if err := g.check("autoscaling.ResumeProcesses"); err != nil {
		return nil, err
	}
	in := &autoscaling.ResumeProcessesInput{AutoScalingGroupName: aws.String(g.Name)}
	return resources.Act(ctx, &g.state, "autoscaling.ResumeProcesses", g.service.resumeProcesses, in, changes)
}

// SetDesiredCapacity sets the desired capacity of the group
// (SetDesiredCapacity). Data is stale afterwards.
func (g *Group) SetDesiredCapacity(ctx context.Context, desiredCapacity int32, changes ...func(*autoscaling.SetDesiredCapacityInput)) (*autoscaling.SetDesiredCapacityOutput, error) {
	if err := g.check("autoscaling.SetDesiredCapacity"); err != nil {
		return nil, err
	}
	in := &autoscaling.SetDesiredCapacityInput{AutoScalingGroupName: aws.String(g.Name), DesiredCapacity: aws.Int32(desiredCapacity)}
	return resources.Act(ctx, &g.state, "autoscaling.SetDesiredCapacity", g.service.setDesiredCapacity, in, changes)
}

// StartRefresh starts to replace the instances of the group
// (StartInstanceRefresh). Data is stale afterwards.
func (g *Group) StartRefresh(ctx context.Context, changes ...func(*autoscaling.StartInstanceRefreshInput)) (*autoscaling.StartInstanceRefreshOutput, error) {
	if err := g.check("autoscaling.StartInstanceRefresh"); err != nil {
		return nil, err
	}
	in := &autoscaling.StartInstanceRefreshInput{AutoScalingGroupName: aws.String(g.Name)}
	return resources.Act(ctx, &g.state, "autoscaling.StartInstanceRefresh", g.service.startInstanceRefresh, in, changes)
}

// SuspendProcesses suspends processes of the group (SuspendProcesses). Data is
// stale afterwards.
func (g *Group) SuspendProcesses(ctx context.Context, changes ...func(*autoscaling.SuspendProcessesInput)) (*autoscaling.SuspendProcessesOutput, error) {
	if err := g.check("autoscaling.SuspendProcesses"); err != nil {
		return nil, err
	}
	in := &autoscaling.SuspendProcessesInput{AutoScalingGroupName: aws.String(g.Name)}
	return resources.Act(ctx, &g.state, "autoscaling.SuspendProcesses", g.service.suspendProcesses, in, changes)
}

// Update updates the group (UpdateAutoScalingGroup). Data is stale afterwards.
func (g *Group) Update(ctx context.Context, changes ...func(*autoscaling.UpdateAutoScalingGroupInput)) (*autoscaling.UpdateAutoScalingGroupOutput, error) {
	if err := g.check("autoscaling.UpdateAutoScalingGroup"); err != nil {
		return nil, err
	}
	in := &autoscaling.UpdateAutoScalingGroupInput{AutoScalingGroupName: aws.String(g.Name)}
	return resources.Act(ctx, &g.state, "autoscaling.UpdateAutoScalingGroup", g.service.updateAutoScalingGroup, in, changes)
}

// Instances returns the instances that Data names, or nil if there is no Data.
func (g *Group) Instances() []*Instance {
	if g == nil || g.Data == nil {
		return nil
	}
	all := make([]*Instance, len(g.Data.Instances))
	for n := range g.Data.Instances {
		all[n] = &Instance{node: node{service: g.service}, ID: aws.ToString(g.Data.Instances[n].InstanceId)}
	}
	return all
}

// Policy returns the policy of the group with a name. It makes no request.
func (g *Group) Policy(name string) *Policy {
	return &Policy{node: node{service: g.service}, GroupName: g.Name, Name: name}
}

// Activities returns what was done to the group in the last six weeks, the
// latest first (DescribeScalingActivities). The service applies the filters.
func (g *Group) Activities(filters ...types.Filter) *Activities {
	if err := g.check("autoscaling.DescribeScalingActivities"); err != nil {
		return newActivities(collections.Refused(err))
	}
	in := &autoscaling.DescribeScalingActivitiesInput{AutoScalingGroupName: aws.String(g.Name), Filters: filters}
	return newActivities(collections.Listed(g.service.describeScalingActivities, in, g.service.activitiesOf))
}

// Policies returns the policies of the group (DescribePolicies).
func (g *Group) Policies() *Policies {
	if err := g.check("autoscaling.DescribePolicies"); err != nil {
		return newPolicies(collections.Refused(err))
	}
	in := &autoscaling.DescribePoliciesInput{AutoScalingGroupName: aws.String(g.Name)}
	return newPolicies(collections.Listed(g.service.describePolicies, in, g.policiesOf))
}

func (g *Group) policiesOf(out *autoscaling.DescribePoliciesOutput) []any {
	count := len(out.ScalingPolicies)
	all, slab := make([]any, 0, count), make([]Policy, count)
	for n := range out.ScalingPolicies {
		p := &slab[len(all)]
		p.service, p.GroupName, p.Name, p.Data = g.service, g.Name, aws.ToString(out.ScalingPolicies[n].PolicyName), &out.ScalingPolicies[n]
		all = append(all, p)
	}
	return all
}

// WaitUntilExists waits until the group exists (DescribeAutoScalingGroups). It
// sets Data from the last response; if the wait fails, Data is stale. The
// options or the context must bound the wait.
func (g *Group) WaitUntilExists(ctx context.Context, opts waiters.Options) error {
	if err := g.check("autoscaling.GroupExists"); err != nil {
		return err
	}
	api, err := client[autoscaling.DescribeAutoScalingGroupsAPIClient](g.service, "autoscaling.DescribeAutoScalingGroups")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, autoscaling.NewGroupExistsWaiter(api), &autoscaling.DescribeAutoScalingGroupsInput{AutoScalingGroupNames: []string{g.Name}}, opts)
	resources.Keep(&g.state, &g.Data, groupIn(out))
	return err
}

// WaitUntilInService waits until the group is in service
// (DescribeAutoScalingGroups). It sets Data from the last response; if the wait
// fails, Data is stale. The options or the context must bound the wait.
func (g *Group) WaitUntilInService(ctx context.Context, opts waiters.Options) error {
	if err := g.check("autoscaling.GroupInService"); err != nil {
		return err
	}
	api, err := client[autoscaling.DescribeAutoScalingGroupsAPIClient](g.service, "autoscaling.DescribeAutoScalingGroups")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, autoscaling.NewGroupInServiceWaiter(api), &autoscaling.DescribeAutoScalingGroupsInput{AutoScalingGroupNames: []string{g.Name}}, opts)
	resources.Keep(&g.state, &g.Data, groupIn(out))
	return err
}

// WaitUntilNotExists waits until the group does not exist
// (DescribeAutoScalingGroups). It sets Data from the last response; if the wait
// fails, Data is stale. The options or the context must bound the wait.
func (g *Group) WaitUntilNotExists(ctx context.Context, opts waiters.Options) error {
	if err := g.check("autoscaling.GroupNotExists"); err != nil {
		return err
	}
	api, err := client[autoscaling.DescribeAutoScalingGroupsAPIClient](g.service, "autoscaling.DescribeAutoScalingGroups")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, autoscaling.NewGroupNotExistsWaiter(api), &autoscaling.DescribeAutoScalingGroupsInput{AutoScalingGroupNames: []string{g.Name}}, opts)
	resources.Keep(&g.state, &g.Data, groupIn(out))
	return err
}

// Groups is a collection of groups, as DescribeAutoScalingGroups lists them. It
// makes no request until it is ranged over; see [collections.View].
type Groups struct {
	collections.View[*Groups, *autoscaling.DescribeAutoScalingGroupsInput, *Group]
}

func newGroups(e *collections.Erased) *Groups {
	return &Groups{collections.ViewOf[*Groups, *autoscaling.DescribeAutoScalingGroupsInput, *Group](e)}
}

func (a *AutoScaling) groupsOf(out *autoscaling.DescribeAutoScalingGroupsOutput) []any {
	count := len(out.AutoScalingGroups)
	all, slab := make([]any, 0, count), make([]Group, count)
	for n := range out.AutoScalingGroups {
		g := &slab[len(all)]
		g.service, g.Name, g.Data = a, aws.ToString(out.AutoScalingGroups[n].AutoScalingGroupName), &out.AutoScalingGroups[n]
		all = append(all, g)
	}
	return all
}
