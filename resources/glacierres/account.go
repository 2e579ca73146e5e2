package glacierres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/glacier"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Account is an account, identified by its ID.
type Account struct {
	node
	ID string
}

// Account returns the account with an ID. It makes no request, and the account
// need not exist.
func (g *Glacier) Account(id string) *Account {
	return &Account{node: node{service: g}, ID: id}
}

// Identity returns what identifies the account. It is comparable, and can be
// the key of a map.
func (a *Account) Identity() resources.Identity {
	if a == nil {
		return resources.Identity{}
	}
	return a.service.at().Identity("Account", "ID", a.ID)
}

// String returns the type and the identifiers of the account.
func (a *Account) String() string { return a.Identity().String() }

// LogValue implements slog.LogValuer.
func (a *Account) LogValue() slog.Value { return a.Identity().LogValue() }

func (a *Account) check(operation string) error {
	if a == nil {
		return resources.Nil(operation, "Account")
	}
	return a.service.at().Check(operation, "ID", a.ID)
}

// CreateVault creates a vault in the account (CreateVault) and returns it.
func (a *Account) CreateVault(ctx context.Context, vaultName string, changes ...func(*glacier.CreateVaultInput)) (*Vault, error) {
	if err := a.check("glacier.CreateVault"); err != nil {
		return nil, err
	}
	in := &glacier.CreateVaultInput{AccountId: aws.String(a.ID), VaultName: aws.String(vaultName)}
	_, err := resources.Call(ctx, "glacier.CreateVault", a.service.createVault, in, changes)
	if err != nil {
		return nil, err
	}
	return &Vault{node: node{service: a.service}, AccountID: a.ID, Name: aws.ToString(in.VaultName)}, nil
}

// Vault returns the vault of the account with a name. It makes no request.
func (a *Account) Vault(name string) *Vault {
	return &Vault{node: node{service: a.service}, AccountID: a.ID, Name: name}
}

// Vaults returns the vaults of the account (ListVaults).
func (a *Account) Vaults() *Vaults {
	if err := a.check("glacier.ListVaults"); err != nil {
		return newVaults(collections.Refused(err))
	}
	in := &glacier.ListVaultsInput{AccountId: aws.String(a.ID)}
	return newVaults(collections.Listed(a.service.listVaults, in, a.vaultsOf))
}

func (a *Account) vaultsOf(out *glacier.ListVaultsOutput) []any {
	count := len(out.VaultList)
	all, slab := make([]any, 0, count), make([]Vault, count)
	for n := range out.VaultList {
		v := &slab[len(all)]
		v.service, v.AccountID, v.Name, v.VaultList = a.service, a.ID, aws.ToString(out.VaultList[n].VaultName), &out.VaultList[n]
		all = append(all, v)
	}
	return all
}
