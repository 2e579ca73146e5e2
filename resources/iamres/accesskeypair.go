package iamres

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/resources"
)

// AccessKeyPair is an access key pair, identified by its UserName, ID and
// Secret.
type AccessKeyPair struct {
	node
	UserName string
	ID       string
	Secret   string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.AccessKey
}

// AccessKeyPair returns the access key pair with these identifiers. It makes no
// request, and the access key pair need not exist.
func (i *IAM) AccessKeyPair(userName, id, secret string) *AccessKeyPair {
	return &AccessKeyPair{node: node{service: i}, UserName: userName, ID: id, Secret: secret}
}

// Identity returns what identifies the access key pair. It is comparable, and
// can be the key of a map.
func (a *AccessKeyPair) Identity() resources.Identity {
	if a == nil {
		return resources.Identity{}
	}
	return a.service.at().Identity("AccessKeyPair", "UserName", a.UserName, "ID", a.ID)
}

// String returns the type and the identifiers of the access key pair.
func (a *AccessKeyPair) String() string { return a.Identity().String() }

// LogValue implements slog.LogValuer.
func (a *AccessKeyPair) LogValue() slog.Value { return a.Identity().LogValue() }

// Format keeps the secret out of every text.
func (a *AccessKeyPair) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte(a.String())) }

func (a *AccessKeyPair) check(operation string) error {
	if a == nil {
		return resources.Nil(operation, "AccessKeyPair")
	}
	return a.service.at().Check(operation, "UserName", a.UserName, "ID", a.ID, "Secret", a.Secret)
}

// Activate activates the access key pair (UpdateAccessKey).
func (a *AccessKeyPair) Activate(ctx context.Context, changes ...func(*iam.UpdateAccessKeyInput)) (*iam.UpdateAccessKeyOutput, error) {
	if err := a.check("iam.UpdateAccessKey"); err != nil {
		return nil, err
	}
	in := &iam.UpdateAccessKeyInput{UserName: aws.String(a.UserName), AccessKeyId: aws.String(a.ID), Status: types.StatusTypeActive}
	return resources.Call(ctx, "iam.UpdateAccessKey", a.service.updateAccessKey, in, changes)
}

// Deactivate deactivates the access key pair (UpdateAccessKey).
func (a *AccessKeyPair) Deactivate(ctx context.Context, changes ...func(*iam.UpdateAccessKeyInput)) (*iam.UpdateAccessKeyOutput, error) {
	if err := a.check("iam.UpdateAccessKey"); err != nil {
		return nil, err
	}
	in := &iam.UpdateAccessKeyInput{UserName: aws.String(a.UserName), AccessKeyId: aws.String(a.ID), Status: types.StatusTypeInactive}
	return resources.Call(ctx, "iam.UpdateAccessKey", a.service.updateAccessKey, in, changes)
}

// Delete deletes the access key pair (DeleteAccessKey).
func (a *AccessKeyPair) Delete(ctx context.Context, changes ...func(*iam.DeleteAccessKeyInput)) (*iam.DeleteAccessKeyOutput, error) {
	if err := a.check("iam.DeleteAccessKey"); err != nil {
		return nil, err
	}
	in := &iam.DeleteAccessKeyInput{UserName: aws.String(a.UserName), AccessKeyId: aws.String(a.ID)}
	return resources.Call(ctx, "iam.DeleteAccessKey", a.service.deleteAccessKey, in, changes)
}
