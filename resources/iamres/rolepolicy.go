package iamres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// RolePolicy is a role policy, identified by its RoleName and Name.
type RolePolicy struct {
	node
	RoleName string
	Name     string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *iam.GetRolePolicyOutput
}

// RolePolicy returns the role policy with these identifiers. It makes no
// request, and the role policy need not exist.
func (i *IAM) RolePolicy(roleName, name string) *RolePolicy {
	return &RolePolicy{node: node{service: i}, RoleName: roleName, Name: name}
}

// Identity returns what identifies the role policy. It is comparable, and can
// be the key of a map.
func (r *RolePolicy) Identity() resources.Identity {
	if r == nil {
		return resources.Identity{}
	}
	return r.service.at().Identity("RolePolicy", "RoleName", r.RoleName, "Name", r.Name)
}

// String returns the type and the identifiers of the role policy.
func (r *RolePolicy) String() string { return r.Identity().String() }

// LogValue implements slog.LogValuer.
func (r *RolePolicy) LogValue() slog.Value { return r.Identity().LogValue() }

func (r *RolePolicy) check(operation string) error {
	if r == nil {
		return resources.Nil(operation, "RolePolicy")
	}
	return r.service.at().Check(operation, "RoleName", r.RoleName, "Name", r.Name)
}

// Load reads Data (GetRolePolicy), unless it is set and not stale. Concurrent
// calls make one request.
func (r *RolePolicy) Load(ctx context.Context) error {
	if err := r.check("iam.GetRolePolicy"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetRolePolicy", &r.state, &r.Data, r.fetch)
}

// Reload reads Data again (GetRolePolicy).
func (r *RolePolicy) Reload(ctx context.Context) error {
	if err := r.check("iam.GetRolePolicy"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetRolePolicy", &r.state, &r.Data, r.fetch)
}

func (r *RolePolicy) fetch(ctx context.Context) (*iam.GetRolePolicyOutput, error) {
	return r.service.getRolePolicy(ctx, &iam.GetRolePolicyInput{RoleName: aws.String(r.RoleName), PolicyName: aws.String(r.Name)})
}

// Delete deletes the role policy (DeleteRolePolicy).
func (r *RolePolicy) Delete(ctx context.Context, changes ...func(*iam.DeleteRolePolicyInput)) (*iam.DeleteRolePolicyOutput, error) {
	if err := r.check("iam.DeleteRolePolicy"); err != nil {
		return nil, err
	}
	in := &iam.DeleteRolePolicyInput{RoleName: aws.String(r.RoleName), PolicyName: aws.String(r.Name)}
	return resources.Act(ctx, &r.state, "iam.DeleteRolePolicy", r.service.deleteRolePolicy, in, changes)
}

// Put sets the role policy (PutRolePolicy). Data is stale afterwards.
func (r *RolePolicy) Put(ctx context.Context, policyDocument string, changes ...func(*iam.PutRolePolicyInput)) (*iam.PutRolePolicyOutput, error) {
	if err := r.check("iam.PutRolePolicy"); err != nil {
		return nil, err
	}
	in := &iam.PutRolePolicyInput{RoleName: aws.String(r.RoleName), PolicyName: aws.String(r.Name), PolicyDocument: aws.String(policyDocument)}
	return resources.Act(ctx, &r.state, "iam.PutRolePolicy", r.service.putRolePolicy, in, changes)
}

// Role returns the role. It makes no request.
func (r *RolePolicy) Role() *Role {
	return &Role{node: node{service: r.service}, Name: r.RoleName}
}

// RolePolicies is a collection of role policies, as ListRolePolicies lists
// them. It makes no request until it is ranged over; see [collections.View].
type RolePolicies struct {
	collections.View[*RolePolicies, *iam.ListRolePoliciesInput, *RolePolicy]
}

func newRolePolicies(e *collections.Erased) *RolePolicies {
	return &RolePolicies{collections.ViewOf[*RolePolicies, *iam.ListRolePoliciesInput, *RolePolicy](e)}
}
