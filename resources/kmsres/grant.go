package kmsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Grant is the permission of a principal to use a key. It is identified by its
// KeyID and ID.
type Grant struct {
	node
	KeyID string
	ID    string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.GrantListEntry
}

// Grant returns the grant with these identifiers. It makes no request, and the
// grant need not exist.
func (k *KMS) Grant(keyID, id string) *Grant {
	return &Grant{node: node{service: k}, KeyID: keyID, ID: id}
}

// Identity returns what identifies the grant. It is comparable, and can be the
// key of a map.
func (g *Grant) Identity() resources.Identity {
	if g == nil {
		return resources.Identity{}
	}
	return g.service.at().Identity("Grant", "KeyID", g.KeyID, "ID", g.ID)
}

// String returns the type and the identifiers of the grant.
func (g *Grant) String() string { return g.Identity().String() }

// LogValue implements slog.LogValuer.
func (g *Grant) LogValue() slog.Value { return g.Identity().LogValue() }

func (g *Grant) check(operation string) error {
	if g == nil {
		return resources.Nil(operation, "Grant")
	}
	return g.service.at().Check(operation, "KeyID", g.KeyID, "ID", g.ID)
}

// Revoke revokes the grant (RevokeGrant).
func (g *Grant) Revoke(ctx context.Context, changes ...func(*kms.RevokeGrantInput)) (*kms.RevokeGrantOutput, error) {
	if err := g.check("kms.RevokeGrant"); err != nil {
		return nil, err
	}
	in := &kms.RevokeGrantInput{KeyId: aws.String(g.KeyID), GrantId: aws.String(g.ID)}
	return resources.Call(ctx, "kms.RevokeGrant", g.service.revokeGrant, in, changes)
}

// Key returns the key of the grant. It makes no request.
func (g *Grant) Key() *Key {
	return &Key{node: node{service: g.service}, ID: g.KeyID}
}

// Grants is a collection of grants, as ListGrants lists them. It makes no
// request until it is ranged over; see [collections.View].
type Grants struct {
	collections.View[*Grants, *kms.ListGrantsInput, *Grant]
}

func newGrants(e *collections.Erased) *Grants {
	return &Grants{collections.ViewOf[*Grants, *kms.ListGrantsInput, *Grant](e)}
}
