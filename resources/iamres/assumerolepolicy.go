package iamres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/awsessentials/essentials/resources"
)

// AssumeRolePolicy is an assume role policy, identified by its RoleName.
type AssumeRolePolicy struct {
	node
	RoleName string
}

// AssumeRolePolicy returns the assume role policy with a role name. It makes no
// request, and the assume role policy need not exist.
func (i *IAM) AssumeRolePolicy(roleName string) *AssumeRolePolicy {
	return &AssumeRolePolicy{node: node{service: i}, RoleName: roleName}
}

// Identity returns what identifies the assume role policy. It is comparable,
// and can be the key of a map.
func (a *AssumeRolePolicy) Identity() resources.Identity {
	if a == nil {
		return resources.Identity{}
	}
	return a.service.at().Identity("AssumeRolePolicy", "RoleName", a.RoleName)
}

// String returns the type and the identifiers of the assume role policy.
func (a *AssumeRolePolicy) String() string { return a.Identity().String() }

// LogValue implements slog.LogValuer.
func (a *AssumeRolePolicy) LogValue() slog.Value { return a.Identity().LogValue() }

func (a *AssumeRolePolicy) check(operation string) error {
	if a == nil {
		return resources.Nil(operation, "AssumeRolePolicy")
	}
	return a.service.at().Check(operation, "RoleName", a.RoleName)
}

// Update updates the assume role policy (UpdateAssumeRolePolicy).
func (a *AssumeRolePolicy) Update(ctx context.Context, policyDocument string, changes ...func(*iam.UpdateAssumeRolePolicyInput)) (*iam.UpdateAssumeRolePolicyOutput, error) {
	if err := a.check("iam.UpdateAssumeRolePolicy"); err != nil {
		return nil, err
	}
	in := &iam.UpdateAssumeRolePolicyInput{RoleName: aws.String(a.RoleName), PolicyDocument: aws.String(policyDocument)}
	return resources.Call(ctx, "iam.UpdateAssumeRolePolicy", a.service.updateAssumeRolePolicy, in, changes)
}

// Role returns the role of the assume role policy. It makes no request.
func (a *AssumeRolePolicy) Role() *Role {
	return &Role{node: node{service: a.service}, Name: a.RoleName}
}
