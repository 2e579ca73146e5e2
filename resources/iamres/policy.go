package iamres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Policy is a policy, identified by its ARN.
type Policy struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Policy
}

// Policy returns the policy with an ARN. It makes no request, and the policy
// need not exist.
func (i *IAM) Policy(arn string) *Policy {
	return &Policy{node: node{service: i}, ARN: arn}
}

// Identity returns what identifies the policy. It is comparable, and can be the
// key of a map.
func (p *Policy) Identity() resources.Identity {
	if p == nil {
		return resources.Identity{}
	}
	return p.service.at().Identity("Policy", "ARN", p.ARN)
}

// String returns the type and the identifiers of the policy.
func (p *Policy) String() string { return p.Identity().String() }

// LogValue implements slog.LogValuer.
func (p *Policy) LogValue() slog.Value { return p.Identity().LogValue() }

func (p *Policy) check(operation string) error {
	if p == nil {
		return resources.Nil(operation, "Policy")
	}
	return p.service.at().Check(operation, "ARN", p.ARN)
}

// Load reads Data (GetPolicy), unless it is set and not stale. Concurrent calls
// make one request.
func (p *Policy) Load(ctx context.Context) error {
	if err := p.check("iam.GetPolicy"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetPolicy", &p.state, &p.Data, p.fetch)
}

// Reload reads Data again (GetPolicy).
func (p *Policy) Reload(ctx context.Context) error {
	if err := p.check("iam.GetPolicy"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetPolicy", &p.state, &p.Data, p.fetch)
}

func (p *Policy) fetch(ctx context.Context) (*types.Policy, error) {
	out, err := p.service.getPolicy(ctx, &iam.GetPolicyInput{PolicyArn: aws.String(p.ARN)})
	if err != nil {
		return nil, err
	}
	if data := out.Policy; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("iam.GetPolicy", p.Identity())
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (p *Policy) Tags() map[string]string {
	if p == nil || p.Data == nil {
		return nil
	}
	return tagMap(p.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (p *Policy) Tag(key string) string {
	if p == nil || p.Data == nil {
		return ""
	}
	return tagValue(p.Data.Tags, key)
}

// AttachGroup attaches a group to the policy (AttachGroupPolicy). Data is stale
// afterwards.
func (p *Policy) AttachGroup(ctx context.Context, groupName string, changes ...func(*iam.AttachGroupPolicyInput)) (*iam.AttachGroupPolicyOutput, error) {
	if err := p.check("iam.AttachGroupPolicy"); err != nil {
		return nil, err
	}
	in := &iam.AttachGroupPolicyInput{PolicyArn: aws.String(p.ARN), GroupName: aws.String(groupName)}
	return resources.Act(ctx, &p.state, "iam.AttachGroupPolicy", p.service.attachGroupPolicy, in, changes)
}

// AttachRole attaches a role to the policy (AttachRolePolicy). Data is stale
// afterwards.
func (p *Policy) AttachRole(ctx context.Context, roleName string, changes ...func(*iam.AttachRolePolicyInput)) (*iam.AttachRolePolicyOutput, error) {
	if err := p.check("iam.AttachRolePolicy"); err != nil {
		return nil, err
	}
	in := &iam.AttachRolePolicyInput{PolicyArn: aws.String(p.ARN), RoleName: aws.String(roleName)}
	return resources.Act(ctx, &p.state, "iam.AttachRolePolicy", p.service.attachRolePolicy, in, changes)
}

// AttachUser attaches a user to the policy (AttachUserPolicy). Data is stale
// afterwards.
func (p *Policy) AttachUser(ctx context.Context, userName string, changes ...func(*iam.AttachUserPolicyInput)) (*iam.AttachUserPolicyOutput, error) {
	if err := p.check("iam.AttachUserPolicy"); err != nil {
		return nil, err
	}
	in := &iam.AttachUserPolicyInput{PolicyArn: aws.String(p.ARN), UserName: aws.String(userName)}
	return resources.Act(ctx, &p.state, "iam.AttachUserPolicy", p.service.attachUserPolicy, in, changes)
}

// CreateVersion creates a version of the policy (CreatePolicyVersion) and
// returns the policy version. Data is stale afterwards.
func (p *Policy) CreateVersion(ctx context.Context, policyDocument string, changes ...func(*iam.CreatePolicyVersionInput)) (*PolicyVersion, error) {
	if err := p.check("iam.CreatePolicyVersion"); err != nil {
		return nil, err
	}
	in := &iam.CreatePolicyVersionInput{PolicyArn: aws.String(p.ARN), PolicyDocument: aws.String(policyDocument)}
	out, err := resources.Act(ctx, &p.state, "iam.CreatePolicyVersion", p.service.createPolicyVersion, in, changes)
	if err != nil {
		return nil, err
	}
	if out.PolicyVersion == nil {
		return nil, resources.Without("iam.CreatePolicyVersion", "PolicyVersion")
	}
	return &PolicyVersion{node: node{service: p.service}, ARN: p.ARN, VersionID: aws.ToString(out.PolicyVersion.VersionId)}, nil
}

// Delete deletes the policy (DeletePolicy).
func (p *Policy) Delete(ctx context.Context, changes ...func(*iam.DeletePolicyInput)) (*iam.DeletePolicyOutput, error) {
	if err := p.check("iam.DeletePolicy"); err != nil {
		return nil, err
	}
	in := &iam.DeletePolicyInput{PolicyArn: aws.String(p.ARN)}
	return resources.Act(ctx, &p.state, "iam.DeletePolicy", p.service.deletePolicy, in, changes)
}

// DetachGroup detaches a group from the policy (DetachGroupPolicy). Data is
// stale afterwards.
func (p *Policy) DetachGroup(ctx context.Context, groupName string, changes ...func(*iam.DetachGroupPolicyInput)) (*iam.DetachGroupPolicyOutput, error) {
	if err := p.check("iam.DetachGroupPolicy"); err != nil {
		return nil, err
	}
	in := &iam.DetachGroupPolicyInput{PolicyArn: aws.String(p.ARN), GroupName: aws.String(groupName)}
	return resources.Act(ctx, &p.state, "iam.DetachGroupPolicy", p.service.detachGroupPolicy, in, changes)
}

// DetachRole detaches a role from the policy (DetachRolePolicy). Data is stale
// afterwards.
func (p *Policy) DetachRole(ctx context.Context, roleName string, changes ...func(*iam.DetachRolePolicyInput)) (*iam.DetachRolePolicyOutput, error) {
	if err := p.check("iam.DetachRolePolicy"); err != nil {
		return nil, err
	}
	in := &iam.DetachRolePolicyInput{PolicyArn: aws.String(p.ARN), RoleName: aws.String(roleName)}
	return resources.Act(ctx, &p.state, "iam.DetachRolePolicy", p.service.detachRolePolicy, in, changes)
}

// DetachUser detaches a user from the policy (DetachUserPolicy). Data is stale
// afterwards.
func (p *Policy) DetachUser(ctx context.Context, userName string, changes ...func(*iam.DetachUserPolicyInput)) (*iam.DetachUserPolicyOutput, error) {
	if err := p.check("iam.DetachUserPolicy"); err != nil {
		return nil, err
	}
	in := &iam.DetachUserPolicyInput{PolicyArn: aws.String(p.ARN), UserName: aws.String(userName)}
	return resources.Act(ctx, &p.state, "iam.DetachUserPolicy", p.service.detachUserPolicy, in, changes)
}

// DefaultVersion returns the policy version that Data names, or nil if there is
// no Data or it names none.
func (p *Policy) DefaultVersion() *PolicyVersion {
	if p == nil || p.Data == nil || aws.ToString(p.Data.DefaultVersionId) == "" {
		return nil
	}
	return &PolicyVersion{node: node{service: p.service}, ARN: p.ARN, VersionID: aws.ToString(p.Data.DefaultVersionId)}
}

// AttachedGroups returns the attached groups of the policy
// (ListEntitiesForPolicy). The listing does not set Data: Load requests it for
// each.
func (p *Policy) AttachedGroups() *AttachedGroups {
	if err := p.check("iam.ListEntitiesForPolicy"); err != nil {
		return newAttachedGroups(collections.Refused(err))
	}
	in := &iam.ListEntitiesForPolicyInput{PolicyArn: aws.String(p.ARN), EntityFilter: types.EntityTypeGroup}
	return newAttachedGroups(collections.Listed(p.service.listEntitiesForPolicy, in, p.service.attachedGroupsOf))
}

// AttachedRoles returns the attached roles of the policy
// (ListEntitiesForPolicy). The listing does not set Data: Load requests it for
// each.
func (p *Policy) AttachedRoles() *AttachedRoles {
	if err := p.check("iam.ListEntitiesForPolicy"); err != nil {
		return newAttachedRoles(collections.Refused(err))
	}
	in := &iam.ListEntitiesForPolicyInput{PolicyArn: aws.String(p.ARN), EntityFilter: types.EntityTypeRole}
	return newAttachedRoles(collections.Listed(p.service.listEntitiesForPolicy, in, p.service.attachedRolesOf))
}

// AttachedUsers returns the attached users of the policy
// (ListEntitiesForPolicy). The listing does not set Data: Load requests it for
// each.
func (p *Policy) AttachedUsers() *AttachedUsers {
	if err := p.check("iam.ListEntitiesForPolicy"); err != nil {
		return newAttachedUsers(collections.Refused(err))
	}
	in := &iam.ListEntitiesForPolicyInput{PolicyArn: aws.String(p.ARN), EntityFilter: types.EntityTypeUser}
	return newAttachedUsers(collections.Listed(p.service.listEntitiesForPolicy, in, p.service.attachedUsersOf))
}

// Versions returns the versions of the policy (ListPolicyVersions).
func (p *Policy) Versions() *PolicyVersions {
	if err := p.check("iam.ListPolicyVersions"); err != nil {
		return newPolicyVersions(collections.Refused(err))
	}
	in := &iam.ListPolicyVersionsInput{PolicyArn: aws.String(p.ARN)}
	return newPolicyVersions(collections.Listed(p.service.listPolicyVersions, in, p.policyVersionsOf))
}

func (p *Policy) policyVersionsOf(out *iam.ListPolicyVersionsOutput) []any {
	count := len(out.Versions)
	all, slab := make([]any, 0, count), make([]PolicyVersion, count)
	for n := range out.Versions {
		x := &slab[len(all)]
		x.service, x.ARN, x.VersionID, x.Data = p.service, p.ARN, aws.ToString(out.Versions[n].VersionId), &out.Versions[n]
		all = append(all, x)
	}
	return all
}

// Policies is a collection of policies, as ListPolicies lists them. It makes no
// request until it is ranged over; see [collections.View].
type Policies struct {
	collections.View[*Policies, *iam.ListPoliciesInput, *Policy]
}

func newPolicies(e *collections.Erased) *Policies {
	return &Policies{collections.ViewOf[*Policies, *iam.ListPoliciesInput, *Policy](e)}
}

func (i *IAM) policiesOf(out *iam.ListPoliciesOutput) []any {
	count := len(out.Policies)
	all, slab := make([]any, 0, count), make([]Policy, count)
	for n := range out.Policies {
		p := &slab[len(all)]
		p.service, p.ARN, p.Data = i, aws.ToString(out.Policies[n].Arn), &out.Policies[n]
		all = append(all, p)
	}
	return all
}

// GroupAttachedPolicies is a collection of policies, as
// ListAttachedGroupPolicies lists them. It makes no request until it is ranged
// over; see [collections.View].
type GroupAttachedPolicies struct {
	collections.View[*GroupAttachedPolicies, *iam.ListAttachedGroupPoliciesInput, *Policy]
}

func newGroupAttachedPolicies(e *collections.Erased) *GroupAttachedPolicies {
	return &GroupAttachedPolicies{collections.ViewOf[*GroupAttachedPolicies, *iam.ListAttachedGroupPoliciesInput, *Policy](e)}
}

func (i *IAM) groupAttachedPoliciesOf(out *iam.ListAttachedGroupPoliciesOutput) []any {
	count := len(out.AttachedPolicies)
	all, slab := make([]any, 0, count), make([]Policy, count)
	for n := range out.AttachedPolicies {
		p := &slab[len(all)]
		p.service, p.ARN = i, aws.ToString(out.AttachedPolicies[n].PolicyArn)
		all = append(all, p)
	}
	return all
}

// RoleAttachedPolicies is a collection of policies, as ListAttachedRolePolicies
// lists them. It makes no request until it is ranged over; see
// [collections.View].
type RoleAttachedPolicies struct {
	collections.View[*RoleAttachedPolicies, *iam.ListAttachedRolePoliciesInput, *Policy]
}

func newRoleAttachedPolicies(e *collections.Erased) *RoleAttachedPolicies {
	return &RoleAttachedPolicies{collections.ViewOf[*RoleAttachedPolicies, *iam.ListAttachedRolePoliciesInput, *Policy](e)}
}

func (i *IAM) roleAttachedPoliciesOf(out *iam.ListAttachedRolePoliciesOutput) []any {
	count := len(out.AttachedPolicies)
	all, slab := make([]any, 0, count), make([]Policy, count)
	for n := range out.AttachedPolicies {
		p := &slab[len(all)]
		p.service, p.ARN = i, aws.ToString(out.AttachedPolicies[n].PolicyArn)
		all = append(all, p)
	}
	return all
}

// UserAttachedPolicies is a collection of policies, as ListAttachedUserPolicies
// lists them. It makes no request until it is ranged over; see
// [collections.View].
type UserAttachedPolicies struct {
	collections.View[*UserAttachedPolicies, *iam.ListAttachedUserPoliciesInput, *Policy]
}

func newUserAttachedPolicies(e *collections.Erased) *UserAttachedPolicies {
	return &UserAttachedPolicies{collections.ViewOf[*UserAttachedPolicies, *iam.ListAttachedUserPoliciesInput, *Policy](e)}
}

func (i *IAM) userAttachedPoliciesOf(out *iam.ListAttachedUserPoliciesOutput) []any {
	count := len(out.AttachedPolicies)
	all, slab := make([]any, 0, count), make([]Policy, count)
	for n := range out.AttachedPolicies {
		p := &slab[len(all)]
		p.service, p.ARN = i, aws.ToString(out.AttachedPolicies[n].PolicyArn)
		all = append(all, p)
	}
	return all
}
