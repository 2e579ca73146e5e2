package iamres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// UserPolicy is a user policy, identified by its UserName and Name.
type UserPolicy struct {
	node
	UserName string
	Name     string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *iam.GetUserPolicyOutput
}

// UserPolicy returns the user policy with these identifiers. It makes no
// request, and the user policy need not exist.
func (i *IAM) UserPolicy(userName, name string) *UserPolicy {
	return &UserPolicy{node: node{service: i}, UserName: userName, Name: name}
}

// Identity returns what identifies the user policy. It is comparable, and can
// be the key of a map.
func (u *UserPolicy) Identity() resources.Identity {
	if u == nil {
		return resources.Identity{}
	}
	return u.service.at().Identity("UserPolicy", "UserName", u.UserName, "Name", u.Name)
}

// String returns the type and the identifiers of the user policy.
func (u *UserPolicy) String() string { return u.Identity().String() }

// LogValue implements slog.LogValuer.
func (u *UserPolicy) LogValue() slog.Value { return u.Identity().LogValue() }

func (u *UserPolicy) check(operation string) error {
	if u == nil {
		return resources.Nil(operation, "UserPolicy")
	}
	return u.service.at().Check(operation, "UserName", u.UserName, "Name", u.Name)
}

// Load reads Data (GetUserPolicy), unless it is set and not stale. Concurrent
// calls make one request.
func (u *UserPolicy) Load(ctx context.Context) error {
	if err := u.check("iam.GetUserPolicy"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetUserPolicy", &u.state, &u.Data, u.fetch)
}

// Reload reads Data again (GetUserPolicy).
func (u *UserPolicy) Reload(ctx context.Context) error {
	if err := u.check("iam.GetUserPolicy"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetUserPolicy", &u.state, &u.Data, u.fetch)
}

func (u *UserPolicy) fetch(ctx context.Context) (*iam.GetUserPolicyOutput, error) {
	return u.service.getUserPolicy(ctx, &iam.GetUserPolicyInput{UserName: aws.String(u.UserName), PolicyName: aws.String(u.Name)})
}

// Delete deletes the user policy (DeleteUserPolicy).
func (u *UserPolicy) Delete(ctx context.Context, changes ...func(*iam.DeleteUserPolicyInput)) (*iam.DeleteUserPolicyOutput, error) {
	if err := u.check("iam.DeleteUserPolicy"); err != nil {
		return nil, err
	}
	in := &iam.DeleteUserPolicyInput{UserName: aws.String(u.UserName), PolicyName: aws.String(u.Name)}
	return resources.Act(ctx, &u.state, "iam.DeleteUserPolicy", u.service.deleteUserPolicy, in, changes)
}

// Put sets the user policy (PutUserPolicy). Data is stale afterwards.
func (u *UserPolicy) Put(ctx context.Context, policyDocument string, changes ...func(*iam.PutUserPolicyInput)) (*iam.PutUserPolicyOutput, error) {
	if err := u.check("iam.PutUserPolicy"); err != nil {
		return nil, err
	}
	in := &iam.PutUserPolicyInput{UserName: aws.String(u.UserName), PolicyName: aws.String(u.Name), PolicyDocument: aws.String(policyDocument)}
	return resources.Act(ctx, &u.state, "iam.PutUserPolicy", u.service.putUserPolicy, in, changes)
}

// User returns the user. It makes no request.
func (u *UserPolicy) User() *User {
	return &User{node: node{service: u.service}, Name: u.UserName}
}

// UserPolicies is a collection of user policies, as ListUserPolicies lists
// them. It makes no request until it is ranged over; see [collections.View].
type UserPolicies struct {
	collections.View[*UserPolicies, *iam.ListUserPoliciesInput, *UserPolicy]
}

func newUserPolicies(e *collections.Erased) *UserPolicies {
	return &UserPolicies{collections.ViewOf[*UserPolicies, *iam.ListUserPoliciesInput, *UserPolicy](e)}
}
