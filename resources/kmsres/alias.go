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

// Alias is a name for a key, such as alias/app. It is identified by its Name.
type Alias struct {
	node
	Name string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.AliasListEntry
}

// Alias returns the alias with a name. It makes no request, and the alias need
// not exist.
func (k *KMS) Alias(name string) *Alias {
	return &Alias{node: node{service: k}, Name: name}
}

// Identity returns what identifies the alias. It is comparable, and can be the
// key of a map.
func (a *Alias) Identity() resources.Identity {
	if a == nil {
		return resources.Identity{}
	}
	return a.service.at().Identity("Alias", "Name", a.Name)
}

// String returns the type and the identifiers of the alias.
func (a *Alias) String() string { return a.Identity().String() }

// LogValue implements slog.LogValuer.
func (a *Alias) LogValue() slog.Value { return a.Identity().LogValue() }

func (a *Alias) check(operation string) error {
	if a == nil {
		return resources.Nil(operation, "Alias")
	}
	return a.service.at().Check(operation, "Name", a.Name)
}

// Delete deletes the alias (DeleteAlias).
func (a *Alias) Delete(ctx context.Context, changes ...func(*kms.DeleteAliasInput)) (*kms.DeleteAliasOutput, error) {
	if err := a.check("kms.DeleteAlias"); err != nil {
		return nil, err
	}
	in := &kms.DeleteAliasInput{AliasName: aws.String(a.Name)}
	return resources.Call(ctx, "kms.DeleteAlias", a.service.deleteAlias, in, changes)
}

// Update points the alias to another key (UpdateAlias).
func (a *Alias) Update(ctx context.Context, targetKeyID string, changes ...func(*kms.UpdateAliasInput)) (*kms.UpdateAliasOutput, error) {
	if err := a.check("kms.UpdateAlias"); err != nil {
		return nil, err
	}
	in := &kms.UpdateAliasInput{AliasName: aws.String(a.Name), TargetKeyId: aws.String(targetKeyID)}
	return resources.Call(ctx, "kms.UpdateAlias", a.service.updateAlias, in, changes)
}

// Key returns the key that Data names, or nil if there is no Data or it names
// none.
func (a *Alias) Key() *Key {
	if a == nil || a.Data == nil || aws.ToString(a.Data.TargetKeyId) == "" {
		return nil
	}
	return &Key{node: node{service: a.service}, ID: aws.ToString(a.Data.TargetKeyId)}
}

// Aliases is a collection of aliases, as ListAliases lists them. It makes no
// request until it is ranged over; see [collections.View].
type Aliases struct {
	collections.View[*Aliases, *kms.ListAliasesInput, *Alias]
}

func newAliases(e *collections.Erased) *Aliases {
	return &Aliases{collections.ViewOf[*Aliases, *kms.ListAliasesInput, *Alias](e)}
}

func (k *KMS) aliasesOf(out *kms.ListAliasesOutput) []any {
	count := len(out.Aliases)
	all, slab := make([]any, 0, count), make([]Alias, count)
	for n := range out.Aliases {
		a := &slab[len(all)]
		a.service, a.Name, a.Data = k, aws.ToString(out.Aliases[n].AliasName), &out.Aliases[n]
		all = append(all, a)
	}
	return all
}
