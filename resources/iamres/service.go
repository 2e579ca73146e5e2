package iamres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// IAM gives access to the resources of AWS Identity and Access Management in
// one account and region. It is safe for concurrent use. Its zero value makes
// no requests; use [Open] or [New].
type IAM struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*iam.Options)) *IAM {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	i := New(iam.NewFromConfig(cfg, optFns...))
	i.place = i.place.In(sess)
	return i
}

// New returns the resources that a client has access to. It makes no request.
func New(client *iam.Client) *IAM {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &IAM{resources.NewPlace("iam", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of *iam.Client,
// such as a fake in a test. What needs another method returns an error.
func NewFrom(api any) *IAM { return &IAM{resources.NewPlace("iam", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (i *IAM) Client() *iam.Client {
	client, _ := i.api().(*iam.Client)
	return client
}

func (i *IAM) api() any {
	if i == nil {
		return nil
	}
	return i.place.API()
}

func (i *IAM) at() *resources.Place {
	if i == nil {
		return nil
	}
	return &i.place
}

// node holds what all resources have in common.
type node struct {
	service *IAM
	state   resources.State
}

// Service returns the IAM that the resource was made with.
func (n *node) Service() *IAM { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *iam.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// tagMap returns tags as a map.
func tagMap(tags []types.Tag) map[string]string {
	m := make(map[string]string, len(tags))
	for _, t := range tags {
		m[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	return m
}

// tagValue returns the value of a tag, or "".
func tagValue(tags []types.Tag, key string) string {
	for _, t := range tags {
		if aws.ToString(t.Key) == key {
			return aws.ToString(t.Value)
		}
	}
	return ""
}

// ChangePassword changes the password of the user who calls it
// (ChangePassword).
func (i *IAM) ChangePassword(ctx context.Context, oldPassword, newPassword string, changes ...func(*iam.ChangePasswordInput)) (*iam.ChangePasswordOutput, error) {
	in := &iam.ChangePasswordInput{OldPassword: aws.String(oldPassword), NewPassword: aws.String(newPassword)}
	return resources.Call(ctx, "iam.ChangePassword", i.changePassword, in, changes)
}

// CreateAccountAlias creates an account alias (CreateAccountAlias).
func (i *IAM) CreateAccountAlias(ctx context.Context, accountAlias string, changes ...func(*iam.CreateAccountAliasInput)) (*iam.CreateAccountAliasOutput, error) {
	in := &iam.CreateAccountAliasInput{AccountAlias: aws.String(accountAlias)}
	return resources.Call(ctx, "iam.CreateAccountAlias", i.createAccountAlias, in, changes)
}

// CreateAccountPasswordPolicy creates an account password policy
// (UpdateAccountPasswordPolicy) and returns it.
func (i *IAM) CreateAccountPasswordPolicy(ctx context.Context, changes ...func(*iam.UpdateAccountPasswordPolicyInput)) (*AccountPasswordPolicy, error) {
	in := &iam.UpdateAccountPasswordPolicyInput{}
	_, err := resources.Call(ctx, "iam.UpdateAccountPasswordPolicy", i.updateAccountPasswordPolicy, in, changes)
	if err != nil {
		return nil, err
	}
	return &AccountPasswordPolicy{node: node{service: i}}, nil
}

// CreateGroup creates a group (CreateGroup) and returns it.
func (i *IAM) CreateGroup(ctx context.Context, groupName string, changes ...func(*iam.CreateGroupInput)) (*Group, error) {
	in := &iam.CreateGroupInput{GroupName: aws.String(groupName)}
	out, err := resources.Call(ctx, "iam.CreateGroup", i.createGroup, in, changes)
	if err != nil {
		return nil, err
	}
	return &Group{node: node{service: i}, Name: aws.ToString(in.GroupName), Data: out.Group}, nil
}

// CreateInstanceProfile creates an instance profile (CreateInstanceProfile) and
// returns it.
func (i *IAM) CreateInstanceProfile(ctx context.Context, instanceProfileName string, changes ...func(*iam.CreateInstanceProfileInput)) (*InstanceProfile, error) {
	in := &iam.CreateInstanceProfileInput{InstanceProfileName: aws.String(instanceProfileName)}
	out, err := resources.Call(ctx, "iam.CreateInstanceProfile", i.createInstanceProfile, in, changes)
	if err != nil {
		return nil, err
	}
	return &InstanceProfile{node: node{service: i}, Name: aws.ToString(in.InstanceProfileName), Data: out.InstanceProfile}, nil
}

// CreatePolicy creates a policy (CreatePolicy) and returns it.
func (i *IAM) CreatePolicy(ctx context.Context, policyName, policyDocument string, changes ...func(*iam.CreatePolicyInput)) (*Policy, error) {
	in := &iam.CreatePolicyInput{PolicyName: aws.String(policyName), PolicyDocument: aws.String(policyDocument)}
	out, err := resources.Call(ctx, "iam.CreatePolicy", i.createPolicy, in, changes)
	if err != nil {
		return nil, err
	}
	if out.Policy == nil {
		return nil, resources.Without("iam.CreatePolicy", "Policy")
	}
	return &Policy{node: node{service: i}, ARN: aws.ToString(out.Policy.Arn)}, nil
}

// CreateRole creates a role (CreateRole) and returns it.
func (i *IAM) CreateRole(ctx context.Context, roleName, assumeRolePolicyDocument string, changes ...func(*iam.CreateRoleInput)) (*Role, error) {
	in := &iam.CreateRoleInput{RoleName: aws.String(roleName), AssumeRolePolicyDocument: aws.String(assumeRolePolicyDocument)}
	out, err := resources.Call(ctx, "iam.CreateRole", i.createRole, in, changes)
	if err != nil {
		return nil, err
	}
	return &Role{node: node{service: i}, Name: aws.ToString(in.RoleName), Data: out.Role}, nil
}

// CreateSAMLProvider creates a SAML provider (CreateSAMLProvider) and returns
// it.
func (i *IAM) CreateSAMLProvider(ctx context.Context, name, samlMetadataDocument string, changes ...func(*iam.CreateSAMLProviderInput)) (*SAMLProvider, error) {
	in := &iam.CreateSAMLProviderInput{Name: aws.String(name), SAMLMetadataDocument: aws.String(samlMetadataDocument)}
	out, err := resources.Call(ctx, "iam.CreateSAMLProvider", i.createSAMLProvider, in, changes)
	if err != nil {
		return nil, err
	}
	return &SAMLProvider{node: node{service: i}, ARN: aws.ToString(out.SAMLProviderArn)}, nil
}

// CreateServerCertificate creates a server certificate
// (UploadServerCertificate) and returns it.
func (i *IAM) CreateServerCertificate(ctx context.Context, privateKey, serverCertificateName, certificateBody string, changes ...func(*iam.UploadServerCertificateInput)) (*ServerCertificate, error) {
	in := &iam.UploadServerCertificateInput{PrivateKey: aws.String(privateKey), ServerCertificateName: aws.String(serverCertificateName), CertificateBody: aws.String(certificateBody)}
	_, err := resources.Call(ctx, "iam.UploadServerCertificate", i.uploadServerCertificate, in, changes)
	if err != nil {
		return nil, err
	}
	return &ServerCertificate{node: node{service: i}, Name: aws.ToString(in.ServerCertificateName)}, nil
}

// CreateSigningCertificate creates a signing certificate
// (UploadSigningCertificate) and returns it.
func (i *IAM) CreateSigningCertificate(ctx context.Context, certificateBody string, changes ...func(*iam.UploadSigningCertificateInput)) (*SigningCertificate, error) {
	in := &iam.UploadSigningCertificateInput{CertificateBody: aws.String(certificateBody)}
	out, err := resources.Call(ctx, "iam.UploadSigningCertificate", i.uploadSigningCertificate, in, changes)
	if err != nil {
		return nil, err
	}
	if out.Certificate == nil {
		return nil, resources.Without("iam.UploadSigningCertificate", "Certificate")
	}
	return &SigningCertificate{node: node{service: i}, UserName: aws.ToString(out.Certificate.UserName), ID: aws.ToString(out.Certificate.CertificateId), Data: out.Certificate}, nil
}

// CreateUser creates a user (CreateUser) and returns it.
func (i *IAM) CreateUser(ctx context.Context, userName string, changes ...func(*iam.CreateUserInput)) (*User, error) {
	in := &iam.CreateUserInput{UserName: aws.String(userName)}
	out, err := resources.Call(ctx, "iam.CreateUser", i.createUser, in, changes)
	if err != nil {
		return nil, err
	}
	return &User{node: node{service: i}, Name: aws.ToString(in.UserName), Data: out.User}, nil
}

// CreateVirtualMFADevice creates a virtual MFA device (CreateVirtualMFADevice)
// and returns it.
func (i *IAM) CreateVirtualMFADevice(ctx context.Context, virtualMFADeviceName string, changes ...func(*iam.CreateVirtualMFADeviceInput)) (*VirtualMFADevice, error) {
	in := &iam.CreateVirtualMFADeviceInput{VirtualMFADeviceName: aws.String(virtualMFADeviceName)}
	out, err := resources.Call(ctx, "iam.CreateVirtualMFADevice", i.createVirtualMFADevice, in, changes)
	if err != nil {
		return nil, err
	}
	if out.VirtualMFADevice == nil {
		return nil, resources.Without("iam.CreateVirtualMFADevice", "VirtualMFADevice")
	}
	return &VirtualMFADevice{node: node{service: i}, SerialNumber: aws.ToString(out.VirtualMFADevice.SerialNumber), Data: out.VirtualMFADevice}, nil
}

// Groups returns the groups (ListGroups).
func (i *IAM) Groups() *Groups {
	in := &iam.ListGroupsInput{}
	return newGroups(collections.Listed(i.listGroups, in, i.groupsOf))
}

// InstanceProfiles returns the instance profiles (ListInstanceProfiles).
func (i *IAM) InstanceProfiles() *InstanceProfiles {
	in := &iam.ListInstanceProfilesInput{}
	return newInstanceProfiles(collections.Listed(i.listInstanceProfiles, in, i.instanceProfilesOf))
}

// Policies returns the policies (ListPolicies).
func (i *IAM) Policies() *Policies {
	in := &iam.ListPoliciesInput{}
	return newPolicies(collections.Listed(i.listPolicies, in, i.policiesOf))
}

// Roles returns the roles (ListRoles).
func (i *IAM) Roles() *Roles {
	in := &iam.ListRolesInput{}
	return newRoles(collections.Listed(i.listRoles, in, i.rolesOf))
}

// SAMLProviders returns the SAML providers (ListSAMLProviders). The listing
// does not set Data: Load requests it for each.
func (i *IAM) SAMLProviders() *SAMLProviders {
	in := &iam.ListSAMLProvidersInput{}
	return newSAMLProviders(collections.ListedOnce(i.listSAMLProviders, in, i.samlProvidersOf))
}

// ServerCertificates returns the server certificates (ListServerCertificates).
// The listing does not set Data: Load requests it for each.
func (i *IAM) ServerCertificates() *ServerCertificates {
	in := &iam.ListServerCertificatesInput{}
	return newServerCertificates(collections.Listed(i.listServerCertificates, in, i.serverCertificatesOf))
}

// Users returns the users (ListUsers).
func (i *IAM) Users() *Users {
	in := &iam.ListUsersInput{}
	return newUsers(collections.Listed(i.listUsers, in, i.usersOf))
}

// VirtualMFADevices returns the virtual MFA devices (ListVirtualMFADevices).
func (i *IAM) VirtualMFADevices() *VirtualMFADevices {
	in := &iam.ListVirtualMFADevicesInput{}
	return newVirtualMFADevices(collections.Listed(i.listVirtualMFADevices, in, i.virtualMFADevicesOf))
}
