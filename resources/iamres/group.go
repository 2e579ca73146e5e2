package iamres

import (
	"cmp"
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Group is a group, identified by its Name.
type Group struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Group
}

// Group returns the group with a name. It makes no request, and the group need
// not exist.
func (i *IAM) Group(name string) *Group {
	return &Group{node: node{service: i}, Name: name}
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

// Load reads Data (GetGroup), unless it is set and not stale. Concurrent calls
// make one request.
func (g *Group) Load(ctx context.Context) error {
	if err := g.check("iam.GetGroup"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetGroup", &g.state, &g.Data, g.fetch)
}

// Reload reads Data again (GetGroup).
func (g *Group) Reload(ctx context.Context) error {
	if err := g.check("iam.GetGroup"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetGroup", &g.state, &g.Data, g.fetch)
}

func (g *Group) fetch(ctx context.Context) (*types.Group, error) {
	out, err := g.service.getGroup(ctx, &iam.GetGroupInput{GroupName: aws.String(g.Name)})
	if err != nil {
		return nil, err
	}
	if data := out.Group; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("iam.GetGroup", g.Identity())
}

// AddUser adds a user to the group (AddUserToGroup). Data is stale afterwards.
func (g *Group) AddUser(ctx context.Context, userName string, changes ...func(*iam.AddUserToGroupInput)) (*iam.AddUserToGroupOutput, error) {
	if err := g.check("iam.AddUserToGroup"); err != nil {
		return nil, err
	}
	in := &iam.AddUserToGroupInput{GroupName: aws.String(g.Name), UserName: aws.String(userName)}
	return resources.Act(ctx, &g.state, "iam.AddUserToGroup", g.service.addUserToGroup, in, changes)
}

// AttachPolicy attaches a policy to the group (AttachGroupPolicy). Data is
// stale afterwards.
func (g *Group) AttachPolicy(ctx context.Context, policyARN string, changes ...func(*iam.AttachGroupPolicyInput)) (*iam.AttachGroupPolicyOutput, error) {
	if err := g.check("iam.AttachGroupPolicy"); err != nil {
		return nil, err
	}
	in := &iam.AttachGroupPolicyInput{GroupName: aws.String(g.Name), PolicyArn: aws.String(policyARN)}
	return resources.Act(ctx, &g.state, "iam.AttachGroupPolicy", g.service.attachGroupPolicy, in, changes)
}

// Create creates the group (CreateGroup) and returns it. Data is stale
// afterwards.
func (g *Group) Create(ctx context.Context, changes ...func(*iam.CreateGroupInput)) (*Group, error) {
	if err := g.check("iam.CreateGroup"); err != nil {
		return nil, err
	}
	in := &iam.CreateGroupInput{GroupName: aws.String(g.Name)}
	out, err := resources.Act(ctx, &g.state, "iam.CreateGroup", g.service.createGroup, in, changes)
	if err != nil {
		return nil, err
	}
	return &Group{node: node{service: g.service}, Name: aws.ToString(in.GroupName), Data: out.Group}, nil
}

// CreatePolicy creates a policy for the group (PutGroupPolicy) and returns the
// group policy. Data is stale afterwards.
func (g *Group) CreatePolicy(ctx context.Context, policyName, policyDocument string, changes ...func(*iam.PutGroupPolicyInput)) (*GroupPolicy, error) {
	if err := g.check("iam.PutGroupPolicy"); err != nil {
		return nil, err
	}
	in := &iam.PutGroupPolicyInput{GroupName: aws.String(g.Name), PolicyName: aws.String(policyName), PolicyDocument: aws.String(policyDocument)}
	_, err := resources.Act(ctx, &g.state, "iam.PutGroupPolicy", g.service.putGroupPolicy, in, changes)
	if err != nil {
		return nil, err
	}
	return &GroupPolicy{node: node{service: g.service}, GroupName: g.Name, Name: aws.ToString(in.PolicyName)}, nil
}

// Delete deletes the group (DeleteGroup).
func (g *Group) Delete(ctx context.Context, changes ...func(*iam.DeleteGroupInput)) (*iam.DeleteGroupOutput, error) {
	if err := g.check("iam.DeleteGroup"); err != nil {
		return nil, err
	}
	in := &iam.DeleteGroupInput{GroupName: aws.String(g.Name)}
	return resources.Act(ctx, &g.state, "iam.DeleteGroup", g.service.deleteGroup, in, changes)
}

// DetachPolicy detaches a policy from the group (DetachGroupPolicy). Data is
// stale afterwards.
func (g *Group) DetachPolicy(ctx context.Context, policyARN string, changes ...func(*iam.DetachGroupPolicyInput)) (*iam.DetachGroupPolicyOutput, error) {
	if err := g.check("iam.DetachGroupPolicy"); err != nil {
		return nil, err
	}
	in := &iam.DetachGroupPolicyInput{GroupName: aws.String(g.Name), PolicyArn: aws.String(policyARN)}
	return resources.Act(ctx, &g.state, "iam.DetachGroupPolicy", g.service.detachGroupPolicy, in, changes)
}

// RemoveUser removes a user from the group (RemoveUserFromGroup). Data is stale
// afterwards.
func (g *Group) RemoveUser(ctx context.Context, userName string, changes ...func(*iam.RemoveUserFromGroupInput)) (*iam.RemoveUserFromGroupOutput, error) {
	if err := g.check("iam.RemoveUserFromGroup"); err != nil {
		return nil, err
	}
	in := &iam.RemoveUserFromGroupInput{GroupName: aws.String(g.Name), UserName: aws.String(userName)}
	return resources.Act(ctx, &g.state, "iam.RemoveUserFromGroup", g.service.removeUserFromGroup, in, changes)
}

// Update updates the group (UpdateGroup) and returns it. Data is stale
// afterwards.
func (g *Group) Update(ctx context.Context, changes ...func(*iam.UpdateGroupInput)) (*Group, error) {
	if err := g.check("iam.UpdateGroup"); err != nil {
		return nil, err
	}
	in := &iam.UpdateGroupInput{GroupName: aws.String(g.Name)}
	_, err := resources.Act(ctx, &g.state, "iam.UpdateGroup", g.service.updateGroup, in, changes)
	if err != nil {
		return nil, err
	}
	return &Group{node: node{service: g.service}, Name: cmp.Or(aws.ToString(in.NewGroupName), g.Name)}, nil
}

// Policy returns the group policy with a name. It makes no request.
func (g *Group) Policy(name string) *GroupPolicy {
	return &GroupPolicy{node: node{service: g.service}, GroupName: g.Name, Name: name}
}

// AttachedPolicies returns the attached policies of the group
// (ListAttachedGroupPolicies). The listing does not set Data: Load requests it
// for each.
func (g *Group) AttachedPolicies() *GroupAttachedPolicies {
	if err := g.check("iam.ListAttachedGroupPolicies"); err != nil {
		return newGroupAttachedPolicies(collections.Refused(err))
	}
	in := &iam.ListAttachedGroupPoliciesInput{GroupName: aws.String(g.Name)}
	return newGroupAttachedPolicies(collections.Listed(g.service.listAttachedGroupPolicies, in, g.service.groupAttachedPoliciesOf))
}

// Policies returns the policies of the group (ListGroupPolicies). The listing
// does not set Data: Load requests it for each.
func (g *Group) Policies() *GroupPolicies {
	if err := g.check("iam.ListGroupPolicies"); err != nil {
		return newGroupPolicies(collections.Refused(err))
	}
	in := &iam.ListGroupPoliciesInput{GroupName: aws.String(g.Name)}
	return newGroupPolicies(collections.Listed(g.service.listGroupPolicies, in, g.groupPoliciesOf))
}

func (g *Group) groupPoliciesOf(out *iam.ListGroupPoliciesOutput) []any {
	count := len(out.PolicyNames)
	all, slab := make([]any, 0, count), make([]GroupPolicy, count)
	for n := range out.PolicyNames {
		x := &slab[len(all)]
		x.service, x.GroupName, x.Name = g.service, g.Name, out.PolicyNames[n]
		all = append(all, x)
	}
	return all
}

// Users returns the users of the group (GetGroup).
func (g *Group) Users() *GroupUsers {
	if err := g.check("iam.GetGroup"); err != nil {
		return newGroupUsers(collections.Refused(err))
	}
	in := &iam.GetGroupInput{GroupName: aws.String(g.Name)}
	return newGroupUsers(collections.Listed(g.service.getGroup, in, g.service.groupUsersOf))
}

// Groups is a collection of groups, as ListGroups lists them. It makes no
// request until it is ranged over; see [collections.View].
type Groups struct {
	collections.View[*Groups, *iam.ListGroupsInput, *Group]
}

func newGroups(e *collections.Erased) *Groups {
	return &Groups{collections.ViewOf[*Groups, *iam.ListGroupsInput, *Group](e)}
}

func (i *IAM) groupsOf(out *iam.ListGroupsOutput) []any {
	count := len(out.Groups)
	all, slab := make([]any, 0, count), make([]Group, count)
	for n := range out.Groups {
		g := &slab[len(all)]
		g.service, g.Name, g.Data = i, aws.ToString(out.Groups[n].GroupName), &out.Groups[n]
		all = append(all, g)
	}
	return all
}

// AttachedGroups is a collection of groups, as ListEntitiesForPolicy lists
// them. It makes no request until it is ranged over; see [collections.View].
type AttachedGroups struct {
	collections.View[*AttachedGroups, *iam.ListEntitiesForPolicyInput, *Group]
}

func newAttachedGroups(e *collections.Erased) *AttachedGroups {
	return &AttachedGroups{collections.ViewOf[*AttachedGroups, *iam.ListEntitiesForPolicyInput, *Group](e)}
}

func (i *IAM) attachedGroupsOf(out *iam.ListEntitiesForPolicyOutput) []any {
	count := len(out.PolicyGroups)
	all, slab := make([]any, 0, count), make([]Group, count)
	for n := range out.PolicyGroups {
		g := &slab[len(all)]
		g.service, g.Name = i, aws.ToString(out.PolicyGroups[n].GroupName)
		all = append(all, g)
	}
	return all
}

// UserGroups is a collection of groups, as ListGroupsForUser lists them. It
// makes no request until it is ranged over; see [collections.View].
type UserGroups struct {
	collections.View[*UserGroups, *iam.ListGroupsForUserInput, *Group]
}

func newUserGroups(e *collections.Erased) *UserGroups {
	return &UserGroups{collections.ViewOf[*UserGroups, *iam.ListGroupsForUserInput, *Group](e)}
}

func (i *IAM) userGroupsOf(out *iam.ListGroupsForUserOutput) []any {
	count := len(out.Groups)
	all, slab := make([]any, 0, count), make([]Group, count)
	for n := range out.Groups {
		g := &slab[len(all)]
		g.service, g.Name, g.Data = i, aws.ToString(out.Groups[n].GroupName), &out.Groups[n]
		all = append(all, g)
	}
	return all
}
