package iamres

import (
	"cmp"
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// User is a user, identified by its Name.
type User struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.User
}

// User returns the user with a name. It makes no request, and the user need not
// exist.
func (i *IAM) User(name string) *User {
	return &User{node: node{service: i}, Name: name}
}

// Identity returns what identifies the user. It is comparable, and can be the
// key of a map.
func (u *User) Identity() resources.Identity {
	if u == nil {
		return resources.Identity{}
	}
	return u.service.at().Identity("User", "Name", u.Name)
}

// String returns the type and the identifiers of the user.
func (u *User) String() string { return u.Identity().String() }

// LogValue implements slog.LogValuer.
func (u *User) LogValue() slog.Value { return u.Identity().LogValue() }

func (u *User) check(operation string) error {
	if u == nil {
		return resources.Nil(operation, "User")
	}
	return u.service.at().Check(operation, "Name", u.Name)
}

// Load reads Data (GetUser), unless it is set and not stale. Concurrent calls
// make one request.
func (u *User) Load(ctx context.Context) error {
	if err := u.check("iam.GetUser"); err != nil {
		return err
	}
	return resources.Load(ctx, "iam.GetUser", &u.state, &u.Data, u.fetch)
}

// Reload reads Data again (GetUser).
func (u *User) Reload(ctx context.Context) error {
	if err := u.check("iam.GetUser"); err != nil {
		return err
	}
	return resources.Reload(ctx, "iam.GetUser", &u.state, &u.Data, u.fetch)
}

func (u *User) fetch(ctx context.Context) (*types.User, error) {
	out, err := u.service.getUser(ctx, &iam.GetUserInput{UserName: aws.String(u.Name)})
	if err != nil {
		return nil, err
	}
	if data := out.User; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("iam.GetUser", u.Identity())
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (u *User) Tags() map[string]string {
	if u == nil || u.Data == nil {
		return nil
	}
	return tagMap(u.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (u *User) Tag(key string) string {
	if u == nil || u.Data == nil {
		return ""
	}
	return tagValue(u.Data.Tags, key)
}

// AddGroup adds a group to the user (AddUserToGroup). Data is stale afterwards.
func (u *User) AddGroup(ctx context.Context, groupName string, changes ...func(*iam.AddUserToGroupInput)) (*iam.AddUserToGroupOutput, error) {
	if err := u.check("iam.AddUserToGroup"); err != nil {
		return nil, err
	}
	in := &iam.AddUserToGroupInput{UserName: aws.String(u.Name), GroupName: aws.String(groupName)}
	return resources.Act(ctx, &u.state, "iam.AddUserToGroup", u.service.addUserToGroup, in, changes)
}

// AttachPolicy attaches a policy to the user (AttachUserPolicy). Data is stale
// afterwards.
func (u *User) AttachPolicy(ctx context.Context, policyARN string, changes ...func(*iam.AttachUserPolicyInput)) (*iam.AttachUserPolicyOutput, error) {
	if err := u.check("iam.AttachUserPolicy"); err != nil {
		return nil, err
	}
	in := &iam.AttachUserPolicyInput{UserName: aws.String(u.Name), PolicyArn: aws.String(policyARN)}
	return resources.Act(ctx, &u.state, "iam.AttachUserPolicy", u.service.attachUserPolicy, in, changes)
}

// Create creates the user (CreateUser) and returns it. Data is stale
// afterwards.
func (u *User) Create(ctx context.Context, changes ...func(*iam.CreateUserInput)) (*User, error) {
	if err := u.check("iam.CreateUser"); err != nil {
		return nil, err
	}
	in := &iam.CreateUserInput{UserName: aws.String(u.Name)}
	out, err := resources.Act(ctx, &u.state, "iam.CreateUser", u.service.createUser, in, changes)
	if err != nil {
		return nil, err
	}
	return &User{node: node{service: u.service}, Name: aws.ToString(in.UserName), Data: out.User}, nil
}

// CreateAccessKeyPair creates an access key pair for the user (CreateAccessKey)
// and returns it. Data is stale afterwards.
func (u *User) CreateAccessKeyPair(ctx context.Context, changes ...func(*iam.CreateAccessKeyInput)) (*AccessKeyPair, error) {
	if err := u.check("iam.CreateAccessKey"); err != nil {
		return nil, err
	}
	in := &iam.CreateAccessKeyInput{UserName: aws.String(u.Name)}
	out, err := resources.Act(ctx, &u.state, "iam.CreateAccessKey", u.service.createAccessKey, in, changes)
	if err != nil {
		return nil, err
	}
	if out.AccessKey == nil {
		return nil, resources.Without("iam.CreateAccessKey", "AccessKey")
	}
	return &AccessKeyPair{node: node{service: u.service}, UserName: u.Name, ID: aws.ToString(out.AccessKey.AccessKeyId), Secret: aws.ToString(out.AccessKey.SecretAccessKey), Data: out.AccessKey}, nil
}

// CreateLoginProfile creates a login profile for the user (CreateLoginProfile)
// and returns it. Data is stale afterwards.
func (u *User) CreateLoginProfile(ctx context.Context, changes ...func(*iam.CreateLoginProfileInput)) (*LoginProfile, error) {
	if err := u.check("iam.CreateLoginProfile"); err != nil {
		return nil, err
	}
	in := &iam.CreateLoginProfileInput{UserName: aws.String(u.Name)}
	out, err := resources.Act(ctx, &u.state, "iam.CreateLoginProfile", u.service.createLoginProfile, in, changes)
	if err != nil {
		return nil, err
	}
	if out.LoginProfile == nil {
		return nil, resources.Without("iam.CreateLoginProfile", "LoginProfile")
	}
	return &LoginProfile{node: node{service: u.service}, UserName: aws.ToString(out.LoginProfile.UserName), Data: out.LoginProfile}, nil
}

// CreatePolicy creates a policy for the user (PutUserPolicy) and returns the
// user policy. Data is stale afterwards.
func (u *User) CreatePolicy(ctx context.Context, policyName, policyDocument string, changes ...func(*iam.PutUserPolicyInput)) (*UserPolicy, error) {
	if err := u.check("iam.PutUserPolicy"); err != nil {
		return nil, err
	}
	in := &iam.PutUserPolicyInput{UserName: aws.String(u.Name), PolicyName: aws.String(policyName), PolicyDocument: aws.String(policyDocument)}
	_, err := resources.Act(ctx, &u.state, "iam.PutUserPolicy", u.service.putUserPolicy, in, changes)
	if err != nil {
		return nil, err
	}
	return &UserPolicy{node: node{service: u.service}, UserName: u.Name, Name: aws.ToString(in.PolicyName)}, nil
}

// Delete deletes the user (DeleteUser).
func (u *User) Delete(ctx context.Context, changes ...func(*iam.DeleteUserInput)) (*iam.DeleteUserOutput, error) {
	if err := u.check("iam.DeleteUser"); err != nil {
		return nil, err
	}
	in := &iam.DeleteUserInput{UserName: aws.String(u.Name)}
	return resources.Act(ctx, &u.state, "iam.DeleteUser", u.service.deleteUser, in, changes)
}

// DetachPolicy detaches a policy from the user (DetachUserPolicy). Data is
// stale afterwards.
func (u *User) DetachPolicy(ctx context.Context, policyARN string, changes ...func(*iam.DetachUserPolicyInput)) (*iam.DetachUserPolicyOutput, error) {
	if err := u.check("iam.DetachUserPolicy"); err != nil {
		return nil, err
	}
	in := &iam.DetachUserPolicyInput{UserName: aws.String(u.Name), PolicyArn: aws.String(policyARN)}
	return resources.Act(ctx, &u.state, "iam.DetachUserPolicy", u.service.detachUserPolicy, in, changes)
}

// EnableMFA enables an MFA device for the user (EnableMFADevice) and returns
// it. Data is stale afterwards.
func (u *User) EnableMFA(ctx context.Context, serialNumber, authenticationCode1, authenticationCode2 string, changes ...func(*iam.EnableMFADeviceInput)) (*MFADevice, error) {
	if err := u.check("iam.EnableMFADevice"); err != nil {
		return nil, err
	}
	in := &iam.EnableMFADeviceInput{UserName: aws.String(u.Name), SerialNumber: aws.String(serialNumber), AuthenticationCode1: aws.String(authenticationCode1), AuthenticationCode2: aws.String(authenticationCode2)}
	_, err := resources.Act(ctx, &u.state, "iam.EnableMFADevice", u.service.enableMFADevice, in, changes)
	if err != nil {
		return nil, err
	}
	return &MFADevice{node: node{service: u.service}, UserName: u.Name, SerialNumber: aws.ToString(in.SerialNumber)}, nil
}

// RemoveGroup removes a group from the user (RemoveUserFromGroup). Data is
// stale afterwards.
func (u *User) RemoveGroup(ctx context.Context, groupName string, changes ...func(*iam.RemoveUserFromGroupInput)) (*iam.RemoveUserFromGroupOutput, error) {
	if err := u.check("iam.RemoveUserFromGroup"); err != nil {
		return nil, err
	}
	in := &iam.RemoveUserFromGroupInput{UserName: aws.String(u.Name), GroupName: aws.String(groupName)}
	return resources.Act(ctx, &u.state, "iam.RemoveUserFromGroup", u.service.removeUserFromGroup, in, changes)
}

// Update updates the user (UpdateUser) and returns it. Data is stale
// afterwards.
func (u *User) Update(ctx context.Context, changes ...func(*iam.UpdateUserInput)) (*User, error) {
	if err := u.check("iam.UpdateUser"); err != nil {
		return nil, err
	}
	in := &iam.UpdateUserInput{UserName: aws.String(u.Name)}
	_, err := resources.Act(ctx, &u.state, "iam.UpdateUser", u.service.updateUser, in, changes)
	if err != nil {
		return nil, err
	}
	return &User{node: node{service: u.service}, Name: cmp.Or(aws.ToString(in.NewUserName), u.Name)}, nil
}

// AccessKey returns the access key of the user with an ID. It makes no request.
func (u *User) AccessKey(id string) *AccessKey {
	return &AccessKey{node: node{service: u.service}, UserName: u.Name, ID: id}
}

// LoginProfile returns the login profile of the user. It makes no request.
func (u *User) LoginProfile() *LoginProfile {
	return &LoginProfile{node: node{service: u.service}, UserName: u.Name}
}

// MFADevice returns the MFA device of the user with a serial number. It makes
// no request.
func (u *User) MFADevice(serialNumber string) *MFADevice {
	return &MFADevice{node: node{service: u.service}, UserName: u.Name, SerialNumber: serialNumber}
}

// Policy returns the user policy with a name. It makes no request.
func (u *User) Policy(name string) *UserPolicy {
	return &UserPolicy{node: node{service: u.service}, UserName: u.Name, Name: name}
}

// SigningCertificate returns the signing certificate of the user with an ID. It
// makes no request.
func (u *User) SigningCertificate(id string) *SigningCertificate {
	return &SigningCertificate{node: node{service: u.service}, UserName: u.Name, ID: id}
}

// AccessKeys returns the access keys of the user (ListAccessKeys).
func (u *User) AccessKeys() *AccessKeys {
	if err := u.check("iam.ListAccessKeys"); err != nil {
		return newAccessKeys(collections.Refused(err))
	}
	in := &iam.ListAccessKeysInput{UserName: aws.String(u.Name)}
	return newAccessKeys(collections.Listed(u.service.listAccessKeys, in, u.accessKeysOf))
}

func (u *User) accessKeysOf(out *iam.ListAccessKeysOutput) []any {
	count := len(out.AccessKeyMetadata)
	all, slab := make([]any, 0, count), make([]AccessKey, count)
	for n := range out.AccessKeyMetadata {
		a := &slab[len(all)]
		a.service, a.UserName, a.ID, a.Data = u.service, u.Name, aws.ToString(out.AccessKeyMetadata[n].AccessKeyId), &out.AccessKeyMetadata[n]
		all = append(all, a)
	}
	return all
}

// AttachedPolicies returns the attached policies of the user
// (ListAttachedUserPolicies). The listing does not set Data: Load requests it
// for each.
func (u *User) AttachedPolicies() *UserAttachedPolicies {
	if err := u.check("iam.ListAttachedUserPolicies"); err != nil {
		return newUserAttachedPolicies(collections.Refused(err))
	}
	in := &iam.ListAttachedUserPoliciesInput{UserName: aws.String(u.Name)}
	return newUserAttachedPolicies(collections.Listed(u.service.listAttachedUserPolicies, in, u.service.userAttachedPoliciesOf))
}

// Groups returns the groups of the user (ListGroupsForUser).
func (u *User) Groups() *UserGroups {
	if err := u.check("iam.ListGroupsForUser"); err != nil {
		return newUserGroups(collections.Refused(err))
	}
	in := &iam.ListGroupsForUserInput{UserName: aws.String(u.Name)}
	return newUserGroups(collections.Listed(u.service.listGroupsForUser, in, u.service.userGroupsOf))
}

// MFADevices returns the MFA devices of the user (ListMFADevices).
func (u *User) MFADevices() *MFADevices {
	if err := u.check("iam.ListMFADevices"); err != nil {
		return newMFADevices(collections.Refused(err))
	}
	in := &iam.ListMFADevicesInput{UserName: aws.String(u.Name)}
	return newMFADevices(collections.Listed(u.service.listMFADevices, in, u.mfaDevicesOf))
}

func (u *User) mfaDevicesOf(out *iam.ListMFADevicesOutput) []any {
	count := len(out.MFADevices)
	all, slab := make([]any, 0, count), make([]MFADevice, count)
	for n := range out.MFADevices {
		m := &slab[len(all)]
		m.service, m.UserName, m.SerialNumber, m.Data = u.service, u.Name, aws.ToString(out.MFADevices[n].SerialNumber), &out.MFADevices[n]
		all = append(all, m)
	}
	return all
}

// Policies returns the policies of the user (ListUserPolicies). The listing
// does not set Data: Load requests it for each.
func (u *User) Policies() *UserPolicies {
	if err := u.check("iam.ListUserPolicies"); err != nil {
		return newUserPolicies(collections.Refused(err))
	}
	in := &iam.ListUserPoliciesInput{UserName: aws.String(u.Name)}
	return newUserPolicies(collections.Listed(u.service.listUserPolicies, in, u.userPoliciesOf))
}

func (u *User) userPoliciesOf(out *iam.ListUserPoliciesOutput) []any {
	count := len(out.PolicyNames)
	all, slab := make([]any, 0, count), make([]UserPolicy, count)
	for n := range out.PolicyNames {
		x := &slab[len(all)]
		x.service, x.UserName, x.Name = u.service, u.Name, out.PolicyNames[n]
		all = append(all, x)
	}
	return all
}

// SigningCertificates returns the signing certificates of the user
// (ListSigningCertificates).
func (u *User) SigningCertificates() *SigningCertificates {
	if err := u.check("iam.ListSigningCertificates"); err != nil {
		return newSigningCertificates(collections.Refused(err))
	}
	in := &iam.ListSigningCertificatesInput{UserName: aws.String(u.Name)}
	return newSigningCertificates(collections.Listed(u.service.listSigningCertificates, in, u.signingCertificatesOf))
}

func (u *User) signingCertificatesOf(out *iam.ListSigningCertificatesOutput) []any {
	count := len(out.Certificates)
	all, slab := make([]any, 0, count), make([]SigningCertificate, count)
	for n := range out.Certificates {
		s := &slab[len(all)]
		s.service, s.UserName, s.ID, s.Data = u.service, u.Name, aws.ToString(out.Certificates[n].CertificateId), &out.Certificates[n]
		all = append(all, s)
	}
	return all
}

// Users is a collection of users, as ListUsers lists them. It makes no request
// until it is ranged over; see [collections.View].
type Users struct {
	collections.View[*Users, *iam.ListUsersInput, *User]
}

func newUsers(e *collections.Erased) *Users {
	return &Users{collections.ViewOf[*Users, *iam.ListUsersInput, *User](e)}
}

func (i *IAM) usersOf(out *iam.ListUsersOutput) []any {
	count := len(out.Users)
	all, slab := make([]any, 0, count), make([]User, count)
	for n := range out.Users {
		u := &slab[len(all)]
		u.service, u.Name, u.Data = i, aws.ToString(out.Users[n].UserName), &out.Users[n]
		all = append(all, u)
	}
	return all
}

// GroupUsers is a collection of users, as GetGroup lists them. It makes no
// request until it is ranged over; see [collections.View].
type GroupUsers struct {
	collections.View[*GroupUsers, *iam.GetGroupInput, *User]
}

func newGroupUsers(e *collections.Erased) *GroupUsers {
	return &GroupUsers{collections.ViewOf[*GroupUsers, *iam.GetGroupInput, *User](e)}
}

func (i *IAM) groupUsersOf(out *iam.GetGroupOutput) []any {
	count := len(out.Users)
	all, slab := make([]any, 0, count), make([]User, count)
	for n := range out.Users {
		u := &slab[len(all)]
		u.service, u.Name, u.Data = i, aws.ToString(out.Users[n].UserName), &out.Users[n]
		all = append(all, u)
	}
	return all
}

// AttachedUsers is a collection of users, as ListEntitiesForPolicy lists them.
// It makes no request until it is ranged over; see [collections.View].
type AttachedUsers struct {
	collections.View[*AttachedUsers, *iam.ListEntitiesForPolicyInput, *User]
}

func newAttachedUsers(e *collections.Erased) *AttachedUsers {
	return &AttachedUsers{collections.ViewOf[*AttachedUsers, *iam.ListEntitiesForPolicyInput, *User](e)}
}

func (i *IAM) attachedUsersOf(out *iam.ListEntitiesForPolicyOutput) []any {
	count := len(out.PolicyUsers)
	all, slab := make([]any, 0, count), make([]User, count)
	for n := range out.PolicyUsers {
		u := &slab[len(all)]
		u.service, u.Name = i, aws.ToString(out.PolicyUsers[n].UserName)
		all = append(all, u)
	}
	return all
}
