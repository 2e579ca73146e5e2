package iamres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/resources"
)

// LoginProfile is a login profile, identified by its UserName.
type LoginProfile struct {
	node
	UserName string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.LoginProfile
}

// LoginProfile returns the login profile with a user name. It makes no request,
// and the login profile need not exist.
func (i *IAM) LoginProfile(userName string) *LoginProfile {
	return &LoginProfile{node: node{service: i}, UserName: userName}
}

// Identity returns what identifies the login profile. It is comparable, and can
// be the key of a map.
func (l *LoginProfile) Identity() resources.Identity {
	if l == nil {
		return resources.Identity{}
	}
	return l.service.at().Identity("LoginProfile", "UserName", l.UserName)
}

// String returns the type and the identifiers of the login profile.
func (l *LoginProfile) String() string { return l.Identity().String() }

// LogValue implements slog.LogValuer.
func (l *LoginProfile) LogValue() slog.Value { return l.Identity().LogValue() }

func (l *LoginProfile) check(operation string) error {
	if l == nil {
		return resources.Nil(operation, "LoginProfile")
	}
	return l.service.at().Check(operation, "UserName", l.UserName)
}

// Load reads Data (GetLoginProfile), unless it is set and not stale. Concurrent
// calls make one request.
func (l *LoginProfile) Load(ctx context.Context) error {
	if err := l.check("iam.GetLoginProfile"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetLoginProfile", &l.state, &l.Data, l.fetch)
}

// Reload reads Data again (GetLoginProfile).
func (l *LoginProfile) Reload(ctx context.Context) error {
	if err := l.check("iam.GetLoginProfile"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetLoginProfile", &l.state, &l.Data, l.fetch)
}

func (l *LoginProfile) fetch(ctx context.Context) (*types.LoginProfile, error) {
	out, err := l.service.getLoginProfile(ctx, &iam.GetLoginProfileInput{UserName: aws.String(l.UserName)})
	if err != nil {
		return nil, err
	}
	if data := out.LoginProfile; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("iam.GetLoginProfile", l.Identity())
}

// Create creates the login profile (CreateLoginProfile) and returns it. Data is
// stale afterwards.
func (l *LoginProfile) Create(ctx context.Context, changes ...func(*iam.CreateLoginProfileInput)) (*LoginProfile, error) {
	if err := l.check("iam.CreateLoginProfile"); err != nil {
		return nil, err
	}
	in := &iam.CreateLoginProfileInput{UserName: aws.String(l.UserName)}
	out, err := resources.Act(ctx, &l.state, "iam.CreateLoginProfile", l.service.createLoginProfile, in, changes)
	if err != nil {
		return nil, err
	}
	if out.LoginProfile == nil {
		return nil, resources.Without("iam.CreateLoginProfile", "LoginProfile")
	}
	return &LoginProfile{node: node{service: l.service}, UserName: aws.ToString(out.LoginProfile.UserName), Data: out.LoginProfile}, nil
}

// Delete deletes the login profile (DeleteLoginProfile).
func (l *LoginProfile) Delete(ctx context.Context, changes ...func(*iam.DeleteLoginProfileInput)) (*iam.DeleteLoginProfileOutput, error) {
	if err := l.check("iam.DeleteLoginProfile"); err != nil {
		return nil, err
	}
	in := &iam.DeleteLoginProfileInput{UserName: aws.String(l.UserName)}
	return resources.Act(ctx, &l.state, "iam.DeleteLoginProfile", l.service.deleteLoginProfile, in, changes)
}

// Update updates the login profile (UpdateLoginProfile). Data is stale
// afterwards.
func (l *LoginProfile) Update(ctx context.Context, changes ...func(*iam.UpdateLoginProfileInput)) (*iam.UpdateLoginProfileOutput, error) {
	if err := l.check("iam.UpdateLoginProfile"); err != nil {
		return nil, err
	}
	in := &iam.UpdateLoginProfileInput{UserName: aws.String(l.UserName)}
	return resources.Act(ctx, &l.state, "iam.UpdateLoginProfile", l.service.updateLoginProfile, in, changes)
}

// User returns the user of the login profile. It makes no request.
func (l *LoginProfile) User() *User {
	return &User{node: node{service: l.service}, Name: l.UserName}
}
