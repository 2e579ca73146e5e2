package iamres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// GroupPolicy is a group policy, identified by its GroupName and Name.
type GroupPolicy struct {
	node
	GroupName string
	Name      string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *iam.GetGroupPolicyOutput
}

// GroupPolicy returns the group policy with these identifiers. It makes no
// request, and the group policy need not exist.
func (i *IAM) GroupPolicy(groupName, name string) *GroupPolicy {
	return &GroupPolicy{node: node{service: i}, GroupName: groupName, Name: name}
}

// Identity returns what identifies the group policy. It is comparable, and can
// be the key of a map.
func (g *GroupPolicy) Identity() resources.Identity {
	if g == nil {
		return resources.Identity{}
	}
	return g.service.at().Identity("GroupPolicy", "GroupName", g.GroupName, "Name", g.Name)
}

// String returns the type and the identifiers of the group policy.
func (g *GroupPolicy) String() string { return g.Identity().String() }

// LogValue implements slog.LogValuer.
func (g *GroupPolicy) LogValue() slog.Value { return g.Identity().LogValue() }

func (g *GroupPolicy) check(operation string) error {
	if g == nil {
		return resources.Nil(operation, "GroupPolicy")
	}
	return g.service.at().Check(operation, "GroupName", g.GroupName, "Name", g.Name)
}

// Load reads Data (GetGroupPolicy), unless it is set and not stale. Concurrent
// calls make one request.
func (g *GroupPolicy) Load(ctx context.Context) error {
	if err := g.check("iam.GetGroupPolicy"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetGroupPolicy", &g.state, &g.Data, g.fetch)
}

// Reload reads Data again (GetGroupPolicy).
func (g *GroupPolicy) Reload(ctx context.Context) error {
	if err := g.check("iam.GetGroupPolicy"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetGroupPolicy", &g.state, &g.Data, g.fetch)
}

func (g *GroupPolicy) fetch(ctx context.Context) (*iam.GetGroupPolicyOutput, error) {
	return g.service.getGroupPolicy(ctx, &iam.GetGroupPolicyInput{GroupName: aws.String(g.GroupName), PolicyName: aws.String(g.Name)})
}

// Delete deletes the group policy (DeleteGroupPolicy).
func (g *GroupPolicy) Delete(ctx context.Context, changes ...func(*iam.DeleteGroupPolicyInput)) (*iam.DeleteGroupPolicyOutput, error) {
	if err := g.check("iam.DeleteGroupPolicy"); err != nil {
		return nil, err
	}
	in := &iam.DeleteGroupPolicyInput{GroupName: aws.String(g.GroupName), PolicyName: aws.String(g.Name)}
	return resources.Act(ctx, &g.state, "iam.DeleteGroupPolicy", g.service.deleteGroupPolicy, in, changes)
}

// Put sets the group policy (PutGroupPolicy). Data is stale afterwards.
func (g *GroupPolicy) Put(ctx context.Context, policyDocument string, changes ...func(*iam.PutGroupPolicyInput)) (*iam.PutGroupPolicyOutput, error) {
	if err := g.check("iam.PutGroupPolicy"); err != nil {
		return nil, err
	}
	in := &iam.PutGroupPolicyInput{GroupName: aws.String(g.GroupName), PolicyName: aws.String(g.Name), PolicyDocument: aws.String(policyDocument)}
	return resources.Act(ctx, &g.state, "iam.PutGroupPolicy", g.service.putGroupPolicy, in, changes)
}

// Group returns the group. It makes no request.
func (g *GroupPolicy) Group() *Group {
	return &Group{node: node{service: g.service}, Name: g.GroupName}
}

// GroupPolicies is a collection of group policies, as ListGroupPolicies lists
// them. It makes no request until it is ranged over; see [collections.View].
type GroupPolicies struct {
	collections.View[*GroupPolicies, *iam.ListGroupPoliciesInput, *GroupPolicy]
}

func newGroupPolicies(e *collections.Erased) *GroupPolicies {
	return &GroupPolicies{collections.ViewOf[*GroupPolicies, *iam.ListGroupPoliciesInput, *GroupPolicy](e)}
}
