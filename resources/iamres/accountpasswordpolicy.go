package iamres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/resources"
)

// AccountPasswordPolicy is an account password policy. There is one for each
// account.
type AccountPasswordPolicy struct {
	node

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.PasswordPolicy
}

// AccountPasswordPolicy returns the account password policy. It makes no
// request, and the account password policy need not exist.
func (i *IAM) AccountPasswordPolicy() *AccountPasswordPolicy {
	return &AccountPasswordPolicy{node: node{service: i}}
}

// Identity returns what identifies the account password policy. It is
// comparable, and can be the key of a map.
func (a *AccountPasswordPolicy) Identity() resources.Identity {
	if a == nil {
		return resources.Identity{}
	}
	return a.service.at().Identity("AccountPasswordPolicy")
}

// String returns the type and the identifiers of the account password policy.
func (a *AccountPasswordPolicy) String() string { return a.Identity().String() }

// LogValue implements slog.LogValuer.
func (a *AccountPasswordPolicy) LogValue() slog.Value { return a.Identity().LogValue() }

func (a *AccountPasswordPolicy) check(operation string) error {
	if a == nil {
		return resources.Nil(operation, "AccountPasswordPolicy")
	}
	return a.service.at().Check(operation)
}

// Load reads Data (GetAccountPasswordPolicy), unless it is set and not stale.
// Concurrent calls make one request.
func (a *AccountPasswordPolicy) Load(ctx context.Context) error {
	if err := a.check("iam.GetAccountPasswordPolicy"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetAccountPasswordPolicy", &a.state, &a.Data, a.fetch)
}

// Reload reads Data again (GetAccountPasswordPolicy).
func (a *AccountPasswordPolicy) Reload(ctx context.Context) error {
	if err := a.check("iam.GetAccountPasswordPolicy"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetAccountPasswordPolicy", &a.state, &a.Data, a.fetch)
}

func (a *AccountPasswordPolicy) fetch(ctx context.Context) (*types.PasswordPolicy, error) {
	out, err := a.service.getAccountPasswordPolicy(ctx, &iam.GetAccountPasswordPolicyInput{})
	if err != nil {
		return nil, err
	}
	if data := out.PasswordPolicy; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("iam.GetAccountPasswordPolicy", a.Identity())
}

// Delete deletes the account password policy (DeleteAccountPasswordPolicy).
func (a *AccountPasswordPolicy) Delete(ctx context.Context, changes ...func(*iam.DeleteAccountPasswordPolicyInput)) (*iam.DeleteAccountPasswordPolicyOutput, error) {
	if err := a.check("iam.DeleteAccountPasswordPolicy"); err != nil {
		return nil, err
	}
	in := &iam.DeleteAccountPasswordPolicyInput{}
	return resources.Act(ctx, &a.state, "iam.DeleteAccountPasswordPolicy", a.service.deleteAccountPasswordPolicy, in, changes)
}

// Update updates the account password policy (UpdateAccountPasswordPolicy).
// Data is stale afterwards.
func (a *AccountPasswordPolicy) Update(ctx context.Context, changes ...func(*iam.UpdateAccountPasswordPolicyInput)) (*iam.UpdateAccountPasswordPolicyOutput, error) {
	if err := a.check("iam.UpdateAccountPasswordPolicy"); err != nil {
		return nil, err
	}
	in := &iam.UpdateAccountPasswordPolicyInput{}
	return resources.Act(ctx, &a.state, "iam.UpdateAccountPasswordPolicy", a.service.updateAccountPasswordPolicy, in, changes)
}
