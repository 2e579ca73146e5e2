package glacierres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/glacier"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Glacier gives access to the resources of Amazon S3 Glacier in one account and
// region. It is safe for concurrent use. Its zero value makes no requests; use
// [Open] or [New].
type Glacier struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*glacier.Options)) *Glacier {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	g := New(glacier.NewFromConfig(cfg, optFns...))
	g.place = g.place.In(sess)
	return g
}

// New returns the resources that a client has access to. It makes no request.
func New(client *glacier.Client) *Glacier {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &Glacier{resources.NewPlace("glacier", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of
// *glacier.Client, such as a fake in a test. What needs another method returns
// an error.
func NewFrom(api any) *Glacier { return &Glacier{resources.NewPlace("glacier", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (g *Glacier) Client() *glacier.Client {
	client, _ := g.api().(*glacier.Client)
	return client
}

func (g *Glacier) api() any {
	if g == nil {
		return nil
	}
	return g.place.API()
}

func (g *Glacier) at() *resources.Place {
	if g == nil {
		return nil
	}
	return &g.place
}

// node holds what all resources have in common.
type node struct {
	service *Glacier
	state   resources.State
}

// Service returns the Glacier that the resource was made with.
func (n *node) Service() *Glacier { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *glacier.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// CreateVault creates a vault (CreateVault) and returns it.
func (g *Glacier) CreateVault(ctx context.Context, vaultName string, changes ...func(*glacier.CreateVaultInput)) (*Vault, error) {
	in := &glacier.CreateVaultInput{AccountId: aws.String("-"), VaultName: aws.String(vaultName)}
	_, err := resources.Call(ctx, "glacier.CreateVault", g.createVault, in, changes)
	if err != nil {
		return nil, err
	}
	return &Vault{node: node{service: g}, AccountID: aws.ToString(in.AccountId), Name: aws.ToString(in.VaultName)}, nil
}

// Vaults returns the vaults (ListVaults).
func (g *Glacier) Vaults() *Vaults {
	in := &glacier.ListVaultsInput{AccountId: aws.String("-")}
	return newVaults(collections.Listed(g.listVaults, in, g.vaultsOf))
}

func (g *Glacier) vaultsOf(out *glacier.ListVaultsOutput) []any {
	count := len(out.VaultList)
	all, slab := make([]any, 0, count), make([]Vault, count)
	for n := range out.VaultList {
		v := &slab[len(all)]
		v.service, v.AccountID, v.Name, v.VaultList = g, "-", aws.ToString(out.VaultList[n].VaultName), &out.VaultList[n]
		all = append(all, v)
	}
	return all
}
