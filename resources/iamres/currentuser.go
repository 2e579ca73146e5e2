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

// CurrentUser is the user whose credentials the client has.
type CurrentUser struct {
	node

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.User
}

// CurrentUser returns the current user. It makes no request, and the current
// user need not exist.
func (i *IAM) CurrentUser() *CurrentUser {
	return &CurrentUser{node: node{service: i}}
}

// Identity returns what identifies the current user. It is comparable, and can
// be the key of a map.
func (c *CurrentUser) Identity() resources.Identity {
	if c == nil {
		return resources.Identity{}
	}
	return c.service.at().Identity("CurrentUser")
}

// String returns the type and the identifiers of the current user.
func (c *CurrentUser) String() string { return c.Identity().String() }

// LogValue implements slog.LogValuer.
func (c *CurrentUser) LogValue() slog.Value { return c.Identity().LogValue() }

func (c *CurrentUser) check(operation string) error {
	if c == nil {
		return resources.Nil(operation, "CurrentUser")
	}
	return c.service.at().Check(operation)
}

// Load reads Data (GetUser), unless it is set and not stale. Concurrent calls
// make one request.
func (c *CurrentUser) Load(ctx context.Context) error {
	if err := c.check("iam.GetUser"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetUser", &c.state, &c.Data, c.fetch)
}

// Reload reads Data again (GetUser).
func (c *CurrentUser) Reload(ctx context.Context) error {
	if err := c.check("iam.GetUser"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetUser", &c.state, &c.Data, c.fetch)
}

func (c *CurrentUser) fetch(ctx context.Context) (*types.User, error) {
	out, err := c.service.getUser(ctx, &iam.GetUserInput{})
	if err != nil {
		return nil, err
	}
	if data := out.User; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("iam.GetUser", c.Identity())
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (c *CurrentUser) Tags() map[string]string {
	if c == nil || c.Data == nil {
		return nil
	}
	return tagMap(c.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (c *CurrentUser) Tag(key string) string {
	if c == nil || c.Data == nil {
		return ""
	}
	return tagValue(c.Data.Tags, key)
}

// User returns the user that Data names, or nil if there is no Data or it names
// none.
func (c *CurrentUser) User() *User {
	if c == nil || c.Data == nil || aws.ToString(c.Data.UserName) == "" {
		return nil
	}
	return &User{node: node{service: c.service}, Name: aws.ToString(c.Data.UserName)}
}

// AccessKeys returns the access keys of the current user (ListAccessKeys).
func (c *CurrentUser) AccessKeys() *AccessKeys {
	if err := c.check("iam.ListAccessKeys"); err != nil {
		return newAccessKeys(collections.Refused(err))
	}
	in := &iam.ListAccessKeysInput{}
	return newAccessKeys(collections.Listed(c.service.listAccessKeys, in, c.service.accessKeysOf))
}

// MFADevices returns the MFA devices of the current user (ListMFADevices).
func (c *CurrentUser) MFADevices() *MFADevices {
	if err := c.check("iam.ListMFADevices"); err != nil {
		return newMFADevices(collections.Refused(err))
	}
	in := &iam.ListMFADevicesInput{}
	return newMFADevices(collections.Listed(c.service.listMFADevices, in, c.service.mfaDevicesOf))
}

// SigningCertificates returns the signing certificates of the current user
// (ListSigningCertificates).
func (c *CurrentUser) SigningCertificates() *SigningCertificates {
	if err := c.check("iam.ListSigningCertificates"); err != nil {
		return newSigningCertificates(collections.Refused(err))
	}
	in := &iam.ListSigningCertificatesInput{}
	return newSigningCertificates(collections.Listed(c.service.listSigningCertificates, in, c.service.signingCertificatesOf))
}
