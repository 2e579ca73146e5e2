package iamres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// AccessKey is an access key, identified by its UserName and ID.
type AccessKey struct {
	node
	UserName string
	ID       string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.AccessKeyMetadata
}

// AccessKey returns the access key with these identifiers. It makes no request,
// and the access key need not exist.
func (i *IAM) AccessKey(userName, id string) *AccessKey {
	return &AccessKey{node: node{service: i}, UserName: userName, ID: id}
}

// Identity returns what identifies the access key. It is comparable, and can be
// the key of a map.
func (a *AccessKey) Identity() resources.Identity {
	if a == nil {
		return resources.Identity{}
	}
	return a.service.at().Identity("AccessKey", "UserName", a.UserName, "ID", a.ID)
}

// String returns the type and the identifiers of the access key.
func (a *AccessKey) String() string { return a.Identity().String() }

// LogValue implements slog.LogValuer.
func (a *AccessKey) LogValue() slog.Value { return a.Identity().LogValue() }

func (a *AccessKey) check(operation string) error {
	if a == nil {
		return resources.Nil(operation, "AccessKey")
	}
	return a.service.at().Check(operation, "UserName", a.UserName, "ID", a.ID)
}

// Activate activates the access key (UpdateAccessKey).
func (a *AccessKey) Activate(ctx context.Context, changes ...func(*iam.UpdateAccessKeyInput)) (*iam.UpdateAccessKeyOutput, error) {
	if err := a.check("iam.UpdateAccessKey"); err != nil {
		return nil, err
	}
	in := &iam.UpdateAccessKeyInput{UserName: aws.String(a.UserName), AccessKeyId: aws.String(a.ID), Status: types.StatusTypeActive}
	return resources.Call(ctx, "iam.UpdateAccessKey", a.service.updateAccessKey, in, changes)
}

// Deactivate deactivates the access key (UpdateAccessKey).
func (a *AccessKey) Deactivate(ctx context.Context, changes ...func(*iam.UpdateAccessKeyInput)) (*iam.UpdateAccessKeyOutput, error) {
	if err := a.check("iam.UpdateAccessKey"); err != nil {
		return nil, err
	}
	in := &iam.UpdateAccessKeyInput{UserName: aws.String(a.UserName), AccessKeyId: aws.String(a.ID), Status: types.StatusTypeInactive}
	return resources.Call(ctx, "iam.UpdateAccessKey", a.service.updateAccessKey, in, changes)
}

// Delete deletes the access key (DeleteAccessKey).
func (a *AccessKey) Delete(ctx context.Context, changes ...func(*iam.DeleteAccessKeyInput)) (*iam.DeleteAccessKeyOutput, error) {
	if err := a.check("iam.DeleteAccessKey"); err != nil {
		return nil, err
	}
	in := &iam.DeleteAccessKeyInput{UserName: aws.String(a.UserName), AccessKeyId: aws.String(a.ID)}
	return resources.Call(ctx, "iam.DeleteAccessKey", a.service.deleteAccessKey, in, changes)
}

// User returns the user of the access key. It makes no request.
func (a *AccessKey) User() *User {
	return &User{node: node{service: a.service}, Name: a.UserName}
}

// AccessKeys is a collection of access keys, as ListAccessKeys lists them. It
// makes no request until it is ranged over; see [collections.View].
type AccessKeys struct {
	collections.View[*AccessKeys, *iam.ListAccessKeysInput, *AccessKey]
}

func newAccessKeys(e *collections.Erased) *AccessKeys {
	return &AccessKeys{collections.ViewOf[*AccessKeys, *iam.ListAccessKeysInput, *AccessKey](e)}
}

func (i *IAM) accessKeysOf(out *iam.ListAccessKeysOutput) []any {
	count := len(out.AccessKeyMetadata)
	all, slab := make([]any, 0, count), make([]AccessKey, count)
	for n := range out.AccessKeyMetadata {
		a := &slab[len(all)]
		a.service, a.UserName, a.ID, a.Data = i, aws.ToString(out.AccessKeyMetadata[n].UserName), aws.ToString(out.AccessKeyMetadata[n].AccessKeyId), &out.AccessKeyMetadata[n]
		all = append(all, a)
	}
	return all
}
