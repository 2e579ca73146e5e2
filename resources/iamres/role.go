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

// Role is a role, identified by its Name.
type Role struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Role
}

// Role returns the role with a name. It makes no request, and the role need not
// exist.
func (i *IAM) Role(name string) *Role {
	return &Role{node: node{service: i}, Name: name}
}

// Identity returns what identifies the role. It is comparable, and can be the
// key of a map.
func (r *Role) Identity() resources.Identity {
	if r == nil {
		return resources.Identity{}
	}
	return r.service.at().Identity("Role", "Name", r.Name)
}

// String returns the type and the identifiers of the role.
func (r *Role) String() string { return r.Identity().String() }

// LogValue implements slog.LogValuer.
func (r *Role) LogValue() slog.Value { return r.Identity().LogValue() }

func (r *Role) check(operation string) error {
	if r == nil {
		return resources.Nil(operation, "Role")
	}
	return r.service.at().Check(operation, "Name", r.Name)
}

// Load reads Data (GetRole), unless it is set and not stale. Concurrent calls
// make one request.
func (r *Role) Load(ctx context.Context) error {
	if err := r.check("iam.GetRole"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetRole", &r.state, &r.Data, r.fetch)
}

// Reload reads Data again (GetRole).
func (r *Role) Reload(ctx context.Context) error {
	if err := r.check("iam.GetRole"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetRole", &r.state, &r.Data, r.fetch)
}

func (r *Role) fetch(ctx context.Context) (*types.Role, error) {
	out, err := r.service.getRole(ctx, &iam.GetRoleInput{RoleName: aws.String(r.Name)})
	if err != nil {
		return nil, err
	}
	if data := out.Role; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("iam.GetRole", r.Identity())
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (r *Role) Tags() map[string]string {
	if r == nil || r.Data == nil {
		return nil
	}
	return tagMap(r.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (r *Role) Tag(key string) string {
	if r == nil || r.Data == nil {
		return ""
	}
	return tagValue(r.Data.Tags, key)
}

// AttachPolicy attaches a policy to the role (AttachRolePolicy). Data is stale
// afterwards.
func (r *Role) AttachPolicy(ctx context.Context, policyARN string, changes ...func(*iam.AttachRolePolicyInput)) (*iam.AttachRolePolicyOutput, error) {
	if err := r.check("iam.AttachRolePolicy"); err != nil {
		return nil, err
	}
	in := &iam.AttachRolePolicyInput{RoleName: aws.String(r.Name), PolicyArn: aws.String(policyARN)}
	return resources.Act(ctx, &r.state, "iam.AttachRolePolicy", r.service.attachRolePolicy, in, changes)
}

// Delete deletes the role (DeleteRole).
func (r *Role) Delete(ctx context.Context, changes ...func(*iam.DeleteRoleInput)) (*iam.DeleteRoleOutput, error) {
	if err := r.check("iam.DeleteRole"); err != nil {
		return nil, err
	}
	in := &iam.DeleteRoleInput{RoleName: aws.String(r.Name)}
	return resources.Act(ctx, &r.state, "iam.DeleteRole", r.service.deleteRole, in, changes)
}

// DetachPolicy detaches a policy from the role (DetachRolePolicy). Data is
// stale afterwards.
func (r *Role) DetachPolicy(ctx context.Context, policyARN string, changes ...func(*iam.DetachRolePolicyInput)) (*iam.DetachRolePolicyOutput, error) {
	if err := r.check("iam.DetachRolePolicy"); err != nil {
		return nil, err
	}
	in := &iam.DetachRolePolicyInput{RoleName: aws.String(r.Name), PolicyArn: aws.String(policyARN)}
	return resources.Act(ctx, &r.state, "iam.DetachRolePolicy", r.service.detachRolePolicy, in, changes)
}

// AssumeRolePolicy returns the assume role policy of the role. It makes no
// request.
func (r *Role) AssumeRolePolicy() *AssumeRolePolicy {
	return &AssumeRolePolicy{node: node{service: r.service}, RoleName: r.Name}
}

// Policy returns the role policy with a name. It makes no request.
func (r *Role) Policy(name string) *RolePolicy {
	return &RolePolicy{node: node{service: r.service}, RoleName: r.Name, Name: name}
}

// AttachedPolicies returns the attached policies of the role
// (ListAttachedRolePolicies). The listing does not set Data: Load requests it
// for each.
func (r *Role) AttachedPolicies() *RoleAttachedPolicies {
	if err := r.check("iam.ListAttachedRolePolicies"); err != nil {
		return newRoleAttachedPolicies(collections.Refused(err))
	}
	in := &iam.ListAttachedRolePoliciesInput{RoleName: aws.String(r.Name)}
	return newRoleAttachedPolicies(collections.Listed(r.service.listAttachedRolePolicies, in, r.service.roleAttachedPoliciesOf))
}

// InstanceProfiles returns the instance profiles of the role
// (ListInstanceProfilesForRole).
func (r *Role) InstanceProfiles() *RoleInstanceProfiles {
	if err := r.check("iam.ListInstanceProfilesForRole"); err != nil {
		return newRoleInstanceProfiles(collections.Refused(err))
	}
	in := &iam.ListInstanceProfilesForRoleInput{RoleName: aws.String(r.Name)}
	return newRoleInstanceProfiles(collections.Listed(r.service.listInstanceProfilesForRole, in, r.service.roleInstanceProfilesOf))
}

// Policies returns the policies of the role (ListRolePolicies). The listing
// does not set Data: Load requests it for each.
func (r *Role) Policies() *RolePolicies {
	if err := r.check("iam.ListRolePolicies"); err != nil {
		return newRolePolicies(collections.Refused(err))
	}
	in := &iam.ListRolePoliciesInput{RoleName: aws.String(r.Name)}
	return newRolePolicies(collections.Listed(r.service.listRolePolicies, in, r.rolePoliciesOf))
}

func (r *Role) rolePoliciesOf(out *iam.ListRolePoliciesOutput) []any {
	count := len(out.PolicyNames)
	all, slab := make([]any, 0, count), make([]RolePolicy, count)
	for n := range out.PolicyNames {
		x := &slab[len(all)]
		x.service, x.RoleName, x.Name = r.service, r.Name, out.PolicyNames[n]
		all = append(all, x)
	}
	return all
}

// Roles is a collection of roles, as ListRoles lists them. It makes no request
// until it is ranged over; see [collections.View].
type Roles struct {
	collections.View[*Roles, *iam.ListRolesInput, *Role]
}

func newRoles(e *collections.Erased) *Roles {
	return &Roles{collections.ViewOf[*Roles, *iam.ListRolesInput, *Role](e)}
}

func (i *IAM) rolesOf(out *iam.ListRolesOutput) []any {
	count := len(out.Roles)
	all, slab := make([]any, 0, count), make([]Role, count)
	for n := range out.Roles {
		r := &slab[len(all)]
		r.service, r.Name, r.Data = i, aws.ToString(out.Roles[n].RoleName), &out.Roles[n]
		all = append(all, r)
	}
	return all
}

// AttachedRoles is a collection of roles, as ListEntitiesForPolicy lists them.
// It makes no request until it is ranged over; see [collections.View].
type AttachedRoles struct {
	collections.View[*AttachedRoles, *iam.ListEntitiesForPolicyInput, *Role]
}

func newAttachedRoles(e *collections.Erased) *AttachedRoles {
	return &AttachedRoles{collections.ViewOf[*AttachedRoles, *iam.ListEntitiesForPolicyInput, *Role](e)}
}

func (i *IAM) attachedRolesOf(out *iam.ListEntitiesForPolicyOutput) []any {
	count := len(out.PolicyRoles)
	all, slab := make([]any, 0, count), make([]Role, count)
	for n := range out.PolicyRoles {
		r := &slab[len(all)]
		r.service, r.Name = i, aws.ToString(out.PolicyRoles[n].RoleName)
		all = append(all, r)
	}
	return all
}
