package iamres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/awsessentials/essentials/resources"
)

// AccountSummary says how many users, groups and roles an account has, and how
// many it may have.
type AccountSummary struct {
	node

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *iam.GetAccountSummaryOutput
}

// AccountSummary returns the account summary. It makes no request, and the
// account summary need not exist.
func (i *IAM) AccountSummary() *AccountSummary {
	return &AccountSummary{node: node{service: i}}
}

// Identity returns what identifies the account summary. It is comparable, and
// can be the key of a map.
func (a *AccountSummary) Identity() resources.Identity {
	if a == nil {
		return resources.Identity{}
	}
	return a.service.at().Identity("AccountSummary")
}

// String returns the type and the identifiers of the account summary.
func (a *AccountSummary) String() string { return a.Identity().String() }

// LogValue implements slog.LogValuer.
func (a *AccountSummary) LogValue() slog.Value { return a.Identity().LogValue() }

func (a *AccountSummary) check(operation string) error {
	if a == nil {
		return resources.Nil(operation, "AccountSummary")
	}
	return a.service.at().Check(operation)
}

// Load reads Data (GetAccountSummary), unless it is set and not stale.
// Concurrent calls make one request.
func (a *AccountSummary) Load(ctx context.Context) error {
	if err := a.check("iam.GetAccountSummary"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetAccountSummary", &a.state, &a.Data, a.fetch)
}

// Reload reads Data again (GetAccountSummary).
func (a *AccountSummary) Reload(ctx context.Context) error {
	if err := a.check("iam.GetAccountSummary"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetAccountSummary", &a.state, &a.Data, a.fetch)
}

func (a *AccountSummary) fetch(ctx context.Context) (*iam.GetAccountSummaryOutput, error) {
	return a.service.getAccountSummary(ctx, &iam.GetAccountSummaryInput{})
}
