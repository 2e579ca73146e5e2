package glacierres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/glacier"
	"github.com/aws/aws-sdk-go-v2/service/glacier/types"

	"github.com/awsessentials/essentials/resources"
)

// Notification is a notification, identified by its AccountID and VaultName.
type Notification struct {
	node
	AccountID string
	VaultName string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.VaultNotificationConfig
}

// Notification returns the notification with these identifiers. It makes no
// request, and the notification need not exist.
func (g *Glacier) Notification(accountID, vaultName string) *Notification {
	return &Notification{node: node{service: g}, AccountID: accountID, VaultName: vaultName}
}

// Identity returns what identifies the notification. It is comparable, and can
// be the key of a map.
func (n *Notification) Identity() resources.Identity {
	if n == nil {
		return resources.Identity{}
	}
	return n.service.at().Identity("Notification", "AccountID", n.AccountID, "VaultName", n.VaultName)
}

// String returns the type and the identifiers of the notification.
func (n *Notification) String() string { return n.Identity().String() }

// LogValue implements slog.LogValuer.
func (n *Notification) LogValue() slog.Value { return n.Identity().LogValue() }

func (n *Notification) check(operation string) error {
	if n == nil {
		return resources.Nil(operation, "Notification")
	}
	return n.service.at().Check(operation, "AccountID", n.AccountID, "VaultName", n.VaultName)
}

// Load reads Data (GetVaultNotifications), unless it is set and not stale.
// Concurrent calls make one request.
func (n *Notification) Load(ctx context.Context) error {
	if err := n.check("glacier.GetVaultNotifications"); err != nil {
		return err
	}
	return resources.Load(ctx, "glacier.GetVaultNotifications", &n.state, &n.Data, n.fetch)
}

// Reload reads Data again (GetVaultNotifications).
func (n *Notification) Reload(ctx context.Context) error {
	if err := n.check("glacier.GetVaultNotifications"); err != nil {
		return err
	}
	return resources.Reload(ctx, "glacier.GetVaultNotifications", &n.state, &n.Data, n.fetch)
}

func (n *Notification) fetch(ctx context.Context) (*types.VaultNotificationConfig, error) {
	out, err := n.service.getVaultNotifications(ctx, &glacier.GetVaultNotificationsInput{AccountId: aws.String(n.AccountID), VaultName: aws.String(n.VaultName)})
	if err != nil {
		return nil, err
	}
	if data := out.VaultNotificationConfig; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("glacier.GetVaultNotifications", n.Identity())
}

// Delete deletes the notification (DeleteVaultNotifications).
func (n *Notification) Delete(ctx context.Context, changes ...func(*glacier.DeleteVaultNotificationsInput)) (*glacier.DeleteVaultNotificationsOutput, error) {
	if err := n.check("glacier.DeleteVaultNotifications"); err != nil {
		return nil, err
	}
	in := &glacier.DeleteVaultNotificationsInput{AccountId: aws.String(n.AccountID), VaultName: aws.String(n.VaultName)}
	return resources.Act(ctx, &n.state, "glacier.DeleteVaultNotifications", n.service.deleteVaultNotifications, in, changes)
}

// Set sets the notification (SetVaultNotifications). Data is stale afterwards.
func (n *Notification) Set(ctx context.Context, changes ...func(*glacier.SetVaultNotificationsInput)) (*glacier.SetVaultNotificationsOutput, error) {
	if err := n.check("glacier.SetVaultNotifications"); err != nil {
		return nil, err
	}
	in := &glacier.SetVaultNotificationsInput{AccountId: aws.String(n.AccountID), VaultName: aws.String(n.VaultName)}
	return resources.Act(ctx, &n.state, "glacier.SetVaultNotifications", n.service.setVaultNotifications, in, changes)
}

// Vault returns the vault of the notification. It makes no request.
func (n *Notification) Vault() *Vault {
	return &Vault{node: node{service: n.service}, AccountID: n.AccountID, Name: n.VaultName}
}
