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

// InstanceProfile is an instance profile, identified by its Name.
type InstanceProfile struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.InstanceProfile
}

// InstanceProfile returns the instance profile with a name. It makes no
// request, and the instance profile need not exist.
func (i *IAM) InstanceProfile(name string) *InstanceProfile {
	return &InstanceProfile{node: node{service: i}, Name: name}
}

// Identity returns what identifies the instance profile. It is comparable, and
// can be the key of a map.
func (i *InstanceProfile) Identity() resources.Identity {
	if i == nil {
		return resources.Identity{}
	}
	return i.service.at().Identity("InstanceProfile", "Name", i.Name)
}

// String returns the type and the identifiers of the instance profile.
func (i *InstanceProfile) String() string { return i.Identity().String() }

// LogValue implements slog.LogValuer.
func (i *InstanceProfile) LogValue() slog.Value { return i.Identity().LogValue() }

func (i *InstanceProfile) check(operation string) error {
	if i == nil {
		return resources.Nil(operation, "InstanceProfile")
	}
	return i.service.at().Check(operation, "Name", i.Name)
}

// Load reads Data (GetInstanceProfile), unless it is set and not stale.
// Concurrent calls make one request.
func (i *InstanceProfile) Load(ctx context.Context) error {
	if err := i.check("iam.GetInstanceProfile"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetInstanceProfile", &i.state, &i.Data, i.fetch)
}

// Reload reads Data again (GetInstanceProfile).
func (i *InstanceProfile) Reload(ctx context.Context) error {
	if err := i.check("iam.GetInstanceProfile"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetInstanceProfile", &i.state, &i.Data, i.fetch)
}

func (i *InstanceProfile) fetch(ctx context.Context) (*types.InstanceProfile, error) {
	out, err := i.service.getInstanceProfile(ctx, &iam.GetInstanceProfileInput{InstanceProfileName: aws.String(i.Name)})
	if err != nil {
		return nil, err
	}
	if data := out.InstanceProfile; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("iam.GetInstanceProfile", i.Identity())
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (i *InstanceProfile) Tags() map[string]string {
	if i == nil || i.Data == nil {
		return nil
	}
	return tagMap(i.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (i *InstanceProfile) Tag(key string) string {
	if i == nil || i.Data == nil {
		return ""
	}
	return tagValue(i.Data.Tags, key)
}

// AddRole adds a role to the instance profile (AddRoleToInstanceProfile). Data
// is stale afterwards.
func (i *InstanceProfile) AddRole(ctx context.Context, roleName string, changes ...func(*iam.AddRoleToInstanceProfileInput)) (*iam.AddRoleToInstanceProfileOutput, error) {
	if err := i.check("iam.AddRoleToInstanceProfile"); err != nil {
		return nil, err
	}
	in := &iam.AddRoleToInstanceProfileInput{InstanceProfileName: aws.String(i.Name), RoleName: aws.String(roleName)}
	return resources.Act(ctx, &i.state, "iam.AddRoleToInstanceProfile", i.service.addRoleToInstanceProfile, in, changes)
}

// Delete deletes the instance profile (DeleteInstanceProfile).
func (i *InstanceProfile) Delete(ctx context.Context, changes ...func(*iam.DeleteInstanceProfileInput)) (*iam.DeleteInstanceProfileOutput, error) {
	if err := i.check("iam.DeleteInstanceProfile"); err != nil {
		return nil, err
	}
	in := &iam.DeleteInstanceProfileInput{InstanceProfileName: aws.String(i.Name)}
	return resources.Act(ctx, &i.state, "iam.DeleteInstanceProfile", i.service.deleteInstanceProfile, in, changes)
}

// RemoveRole removes a role from the instance profile
// (RemoveRoleFromInstanceProfile). Data is stale afterwards.
func (i *InstanceProfile) RemoveRole(ctx context.Context, roleName string, changes ...func(*iam.RemoveRoleFromInstanceProfileInput)) (*iam.RemoveRoleFromInstanceProfileOutput, error) {
	if err := i.check("iam.RemoveRoleFromInstanceProfile"); err != nil {
		return nil, err
	}
	in := &iam.RemoveRoleFromInstanceProfileInput{InstanceProfileName: aws.String(i.Name), RoleName: aws.String(roleName)}
	return resources.Act(ctx, &i.state, "iam.RemoveRoleFromInstanceProfile", i.service.removeRoleFromInstanceProfile, in, changes)
}

// Roles returns the roles that Data names, or nil if there is no Data.
func (i *InstanceProfile) Roles() []*Role {
	if i == nil || i.Data == nil {
		return nil
	}
	all := make([]*Role, len(i.Data.Roles))
	for n := range i.Data.Roles {
		all[n] = &Role{node: node{service: i.service}, Name: aws.ToString(i.Data.Roles[n].RoleName), Data: &i.Data.Roles[n]}
	}
	return all
}

// InstanceProfiles is a collection of instance profiles, as
// ListInstanceProfiles lists them. It makes no request until it is ranged over;
// see [collections.View].
type InstanceProfiles struct {
	collections.View[*InstanceProfiles, *iam.ListInstanceProfilesInput, *InstanceProfile]
}

func newInstanceProfiles(e *collections.Erased) *InstanceProfiles {
	return &InstanceProfiles{collections.ViewOf[*InstanceProfiles, *iam.ListInstanceProfilesInput, *InstanceProfile](e)}
}

func (i *IAM) instanceProfilesOf(out *iam.ListInstanceProfilesOutput) []any {
	count := len(out.InstanceProfiles)
	all, slab := make([]any, 0, count), make([]InstanceProfile, count)
	for n := range out.InstanceProfiles {
		x := &slab[len(all)]
		x.service, x.Name, x.Data = i, aws.ToString(out.InstanceProfiles[n].InstanceProfileName), &out.InstanceProfiles[n]
		all = append(all, x)
	}
	return all
}

// RoleInstanceProfiles is a collection of instance profiles, as
// ListInstanceProfilesForRole lists them. It makes no request until it is
// ranged over; see [collections.View].
type RoleInstanceProfiles struct {
	collections.View[*RoleInstanceProfiles, *iam.ListInstanceProfilesForRoleInput, *InstanceProfile]
}

func newRoleInstanceProfiles(e *collections.Erased) *RoleInstanceProfiles {
	return &RoleInstanceProfiles{collections.ViewOf[*RoleInstanceProfiles, *iam.ListInstanceProfilesForRoleInput, *InstanceProfile](e)}
}

func (i *IAM) roleInstanceProfilesOf(out *iam.ListInstanceProfilesForRoleOutput) []any {
	count := len(out.InstanceProfiles)
	all, slab := make([]any, 0, count), make([]InstanceProfile, count)
	for n := range out.InstanceProfiles {
		x := &slab[len(all)]
		x.service, x.Name, x.Data = i, aws.ToString(out.InstanceProfiles[n].InstanceProfileName), &out.InstanceProfiles[n]
		all = append(all, x)
	}
	return all
}
