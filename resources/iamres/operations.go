package iamres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (i *IAM) addRoleToInstanceProfile(ctx context.Context, in *iam.AddRoleToInstanceProfileInput) (*iam.AddRoleToInstanceProfileOutput, error) {
	api, ok := i.api().(interface {
		AddRoleToInstanceProfile(context.Context, *iam.AddRoleToInstanceProfileInput, ...func(*iam.Options)) (*iam.AddRoleToInstanceProfileOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.AddRoleToInstanceProfile")
	}
	return api.AddRoleToInstanceProfile(ctx, in)
}

func (i *IAM) addUserToGroup(ctx context.Context, in *iam.AddUserToGroupInput) (*iam.AddUserToGroupOutput, error) {
	api, ok := i.api().(interface {
		AddUserToGroup(context.Context, *iam.AddUserToGroupInput, ...func(*iam.Options)) (*iam.AddUserToGroupOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.AddUserToGroup")
	}
	return api.AddUserToGroup(ctx, in)
}

func (i *IAM) attachGroupPolicy(ctx context.Context, in *iam.AttachGroupPolicyInput) (*iam.AttachGroupPolicyOutput, error) {
	api, ok := i.api().(interface {
		AttachGroupPolicy(context.Context, *iam.AttachGroupPolicyInput, ...func(*iam.Options)) (*iam.AttachGroupPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.AttachGroupPolicy")
	}
	return api.AttachGroupPolicy(ctx, in)
}

func (i *IAM) attachRolePolicy(ctx context.Context, in *iam.AttachRolePolicyInput) (*iam.AttachRolePolicyOutput, error) {
	api, ok := i.api().(interface {
		AttachRolePolicy(context.Context, *iam.AttachRolePolicyInput, ...func(*iam.Options)) (*iam.AttachRolePolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.AttachRolePolicy")
	}
	return api.AttachRolePolicy(ctx, in)
}

func (i *IAM) attachUserPolicy(ctx context.Context, in *iam.AttachUserPolicyInput) (*iam.AttachUserPolicyOutput, error) {
	api, ok := i.api().(interface {
		AttachUserPolicy(context.Context, *iam.AttachUserPolicyInput, ...func(*iam.Options)) (*iam.AttachUserPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.AttachUserPolicy")
	}
	return api.AttachUserPolicy(ctx, in)
}

func (i *IAM) changePassword(ctx context.Context, in *iam.ChangePasswordInput) (*iam.ChangePasswordOutput, error) {
	api, ok := i.api().(interface {
		ChangePassword(context.Context, *iam.ChangePasswordInput, ...func(*iam.Options)) (*iam.ChangePasswordOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ChangePassword")
	}
	return api.ChangePassword(ctx, in)
}

func (i *IAM) createAccessKey(ctx context.Context, in *iam.CreateAccessKeyInput) (*iam.CreateAccessKeyOutput, error) {
	api, ok := i.api().(interface {
		CreateAccessKey(context.Context, *iam.CreateAccessKeyInput, ...func(*iam.Options)) (*iam.CreateAccessKeyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.CreateAccessKey")
	}
	return api.CreateAccessKey(ctx, in)
}

func (i *IAM) createAccountAlias(ctx context.Context, in *iam.CreateAccountAliasInput) (*iam.CreateAccountAliasOutput, error) {
	api, ok := i.api().(interface {
		CreateAccountAlias(context.Context, *iam.CreateAccountAliasInput, ...func(*iam.Options)) (*iam.CreateAccountAliasOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.CreateAccountAlias")
	}
	return api.CreateAccountAlias(ctx, in)
}

func (i *IAM) createGroup(ctx context.Context, in *iam.CreateGroupInput) (*iam.CreateGroupOutput, error) {
	api, ok := i.api().(interface {
		CreateGroup(context.Context, *iam.CreateGroupInput, ...func(*iam.Options)) (*iam.CreateGroupOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.CreateGroup")
	}
	return api.CreateGroup(ctx, in)
}

func (i *IAM) createInstanceProfile(ctx context.Context, in *iam.CreateInstanceProfileInput) (*iam.CreateInstanceProfileOutput, error) {
	api, ok := i.api().(interface {
		CreateInstanceProfile(context.Context, *iam.CreateInstanceProfileInput, ...func(*iam.Options)) (*iam.CreateInstanceProfileOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.CreateInstanceProfile")
	}
	return api.CreateInstanceProfile(ctx, in)
}

func (i *IAM) createLoginProfile(ctx context.Context, in *iam.CreateLoginProfileInput) (*iam.CreateLoginProfileOutput, error) {
	api, ok := i.api().(interface {
		CreateLoginProfile(context.Context, *iam.CreateLoginProfileInput, ...func(*iam.Options)) (*iam.CreateLoginProfileOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.CreateLoginProfile")
	}
	return api.CreateLoginProfile(ctx, in)
}

func (i *IAM) createPolicy(ctx context.Context, in *iam.CreatePolicyInput) (*iam.CreatePolicyOutput, error) {
	api, ok := i.api().(interface {
		CreatePolicy(context.Context, *iam.CreatePolicyInput, ...func(*iam.Options)) (*iam.CreatePolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.CreatePolicy")
	}
	return api.CreatePolicy(ctx, in)
}

func (i *IAM) createPolicyVersion(ctx context.Context, in *iam.CreatePolicyVersionInput) (*iam.CreatePolicyVersionOutput, error) {
	api, ok := i.api().(interface {
		CreatePolicyVersion(context.Context, *iam.CreatePolicyVersionInput, ...func(*iam.Options)) (*iam.CreatePolicyVersionOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.CreatePolicyVersion")
	}
	return api.CreatePolicyVersion(ctx, in)
}

func (i *IAM) createRole(ctx context.Context, in *iam.CreateRoleInput) (*iam.CreateRoleOutput, error) {
	api, ok := i.api().(interface {
		CreateRole(context.Context, *iam.CreateRoleInput, ...func(*iam.Options)) (*iam.CreateRoleOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.CreateRole")
	}
	return api.CreateRole(ctx, in)
}

func (i *IAM) createSAMLProvider(ctx context.Context, in *iam.CreateSAMLProviderInput) (*iam.CreateSAMLProviderOutput, error) {
	api, ok := i.api().(interface {
		CreateSAMLProvider(context.Context, *iam.CreateSAMLProviderInput, ...func(*iam.Options)) (*iam.CreateSAMLProviderOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.CreateSAMLProvider")
	}
	return api.CreateSAMLProvider(ctx, in)
}

func (i *IAM) createUser(ctx context.Context, in *iam.CreateUserInput) (*iam.CreateUserOutput, error) {
	api, ok := i.api().(interface {
		CreateUser(context.Context, *iam.CreateUserInput, ...func(*iam.Options)) (*iam.CreateUserOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.CreateUser")
	}
	return api.CreateUser(ctx, in)
}

func (i *IAM) createVirtualMFADevice(ctx context.Context, in *iam.CreateVirtualMFADeviceInput) (*iam.CreateVirtualMFADeviceOutput, error) {
	api, ok := i.api().(interface {
		CreateVirtualMFADevice(context.Context, *iam.CreateVirtualMFADeviceInput, ...func(*iam.Options)) (*iam.CreateVirtualMFADeviceOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.CreateVirtualMFADevice")
	}
	return api.CreateVirtualMFADevice(ctx, in)
}

func (i *IAM) deactivateMFADevice(ctx context.Context, in *iam.DeactivateMFADeviceInput) (*iam.DeactivateMFADeviceOutput, error) {
	api, ok := i.api().(interface {
		DeactivateMFADevice(context.Context, *iam.DeactivateMFADeviceInput, ...func(*iam.Options)) (*iam.DeactivateMFADeviceOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeactivateMFADevice")
	}
	return api.DeactivateMFADevice(ctx, in)
}

func (i *IAM) deleteAccessKey(ctx context.Context, in *iam.DeleteAccessKeyInput) (*iam.DeleteAccessKeyOutput, error) {
	api, ok := i.api().(interface {
		DeleteAccessKey(context.Context, *iam.DeleteAccessKeyInput, ...func(*iam.Options)) (*iam.DeleteAccessKeyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteAccessKey")
	}
	return api.DeleteAccessKey(ctx, in)
}

func (i *IAM) deleteAccountPasswordPolicy(ctx context.Context, in *iam.DeleteAccountPasswordPolicyInput) (*iam.DeleteAccountPasswordPolicyOutput, error) {
	api, ok := i.api().(interface {
		DeleteAccountPasswordPolicy(context.Context, *iam.DeleteAccountPasswordPolicyInput, ...func(*iam.Options)) (*iam.DeleteAccountPasswordPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteAccountPasswordPolicy")
	}
	return api.DeleteAccountPasswordPolicy(ctx, in)
}

func (i *IAM) deleteGroup(ctx context.Context, in *iam.DeleteGroupInput) (*iam.DeleteGroupOutput, error) {
	api, ok := i.api().(interface {
		DeleteGroup(context.Context, *iam.DeleteGroupInput, ...func(*iam.Options)) (*iam.DeleteGroupOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteGroup")
	}
	return api.DeleteGroup(ctx, in)
}

func (i *IAM) deleteGroupPolicy(ctx context.Context, in *iam.DeleteGroupPolicyInput) (*iam.DeleteGroupPolicyOutput, error) {
	api, ok := i.api().(interface {
		DeleteGroupPolicy(context.Context, *iam.DeleteGroupPolicyInput, ...func(*iam.Options)) (*iam.DeleteGroupPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteGroupPolicy")
	}
	return api.DeleteGroupPolicy(ctx, in)
}

func (i *IAM) deleteInstanceProfile(ctx context.Context, in *iam.DeleteInstanceProfileInput) (*iam.DeleteInstanceProfileOutput, error) {
	api, ok := i.api().(interface {
		DeleteInstanceProfile(context.Context, *iam.DeleteInstanceProfileInput, ...func(*iam.Options)) (*iam.DeleteInstanceProfileOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteInstanceProfile")
	}
	return api.DeleteInstanceProfile(ctx, in)
}

func (i *IAM) deleteLoginProfile(ctx context.Context, in *iam.DeleteLoginProfileInput) (*iam.DeleteLoginProfileOutput, error) {
	api, ok := i.api().(interface {
		DeleteLoginProfile(context.Context, *iam.DeleteLoginProfileInput, ...func(*iam.Options)) (*iam.DeleteLoginProfileOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteLoginProfile")
	}
	return api.DeleteLoginProfile(ctx, in)
}

func (i *IAM) deletePolicy(ctx context.Context, in *iam.DeletePolicyInput) (*iam.DeletePolicyOutput, error) {
	api, ok := i.api().(interface {
		DeletePolicy(context.Context, *iam.DeletePolicyInput, ...func(*iam.Options)) (*iam.DeletePolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeletePolicy")
	}
	return api.DeletePolicy(ctx, in)
}

func (i *IAM) deletePolicyVersion(ctx context.Context, in *iam.DeletePolicyVersionInput) (*iam.DeletePolicyVersionOutput, error) {
	api, ok := i.api().(interface {
		DeletePolicyVersion(context.Context, *iam.DeletePolicyVersionInput, ...func(*iam.Options)) (*iam.DeletePolicyVersionOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeletePolicyVersion")
	}
	return api.DeletePolicyVersion(ctx, in)
}

func (i *IAM) deleteRole(ctx context.Context, in *iam.DeleteRoleInput) (*iam.DeleteRoleOutput, error) {
	api, ok := i.api().(interface {
		DeleteRole(context.Context, *iam.DeleteRoleInput, ...func(*iam.Options)) (*iam.DeleteRoleOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteRole")
	}
	return api.DeleteRole(ctx, in)
}

func (i *IAM) deleteRolePolicy(ctx context.Context, in *iam.DeleteRolePolicyInput) (*iam.DeleteRolePolicyOutput, error) {
	api, ok := i.api().(interface {
		DeleteRolePolicy(context.Context, *iam.DeleteRolePolicyInput, ...func(*iam.Options)) (*iam.DeleteRolePolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteRolePolicy")
	}
	return api.DeleteRolePolicy(ctx, in)
}

func (i *IAM) deleteSAMLProvider(ctx context.Context, in *iam.DeleteSAMLProviderInput) (*iam.DeleteSAMLProviderOutput, error) {
	api, ok := i.api().(interface {
		DeleteSAMLProvider(context.Context, *iam.DeleteSAMLProviderInput, ...func(*iam.Options)) (*iam.DeleteSAMLProviderOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteSAMLProvider")
	}
	return api.DeleteSAMLProvider(ctx, in)
}

func (i *IAM) deleteServerCertificate(ctx context.Context, in *iam.DeleteServerCertificateInput) (*iam.DeleteServerCertificateOutput, error) {
	api, ok := i.api().(interface {
		DeleteServerCertificate(context.Context, *iam.DeleteServerCertificateInput, ...func(*iam.Options)) (*iam.DeleteServerCertificateOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteServerCertificate")
	}
	return api.DeleteServerCertificate(ctx, in)
}

func (i *IAM) deleteSigningCertificate(ctx context.Context, in *iam.DeleteSigningCertificateInput) (*iam.DeleteSigningCertificateOutput, error) {
	api, ok := i.api().(interface {
		DeleteSigningCertificate(context.Context, *iam.DeleteSigningCertificateInput, ...func(*iam.Options)) (*iam.DeleteSigningCertificateOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteSigningCertificate")
	}
	return api.DeleteSigningCertificate(ctx, in)
}

func (i *IAM) deleteUser(ctx context.Context, in *iam.DeleteUserInput) (*iam.DeleteUserOutput, error) {
	api, ok := i.api().(interface {
		DeleteUser(context.Context, *iam.DeleteUserInput, ...func(*iam.Options)) (*iam.DeleteUserOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteUser")
	}
	return api.DeleteUser(ctx, in)
}

func (i *IAM) deleteUserPolicy(ctx context.Context, in *iam.DeleteUserPolicyInput) (*iam.DeleteUserPolicyOutput, error) {
	api, ok := i.api().(interface {
		DeleteUserPolicy(context.Context, *iam.DeleteUserPolicyInput, ...func(*iam.Options)) (*iam.DeleteUserPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteUserPolicy")
	}
	return api.DeleteUserPolicy(ctx, in)
}

func (i *IAM) deleteVirtualMFADevice(ctx context.Context, in *iam.DeleteVirtualMFADeviceInput) (*iam.DeleteVirtualMFADeviceOutput, error) {
	api, ok := i.api().(interface {
		DeleteVirtualMFADevice(context.Context, *iam.DeleteVirtualMFADeviceInput, ...func(*iam.Options)) (*iam.DeleteVirtualMFADeviceOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DeleteVirtualMFADevice")
	}
	return api.DeleteVirtualMFADevice(ctx, in)
}

func (i *IAM) detachGroupPolicy(ctx context.Context, in *iam.DetachGroupPolicyInput) (*iam.DetachGroupPolicyOutput, error) {
	api, ok := i.api().(interface {
		DetachGroupPolicy(context.Context, *iam.DetachGroupPolicyInput, ...func(*iam.Options)) (*iam.DetachGroupPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DetachGroupPolicy")
	}
	return api.DetachGroupPolicy(ctx, in)
}

func (i *IAM) detachRolePolicy(ctx context.Context, in *iam.DetachRolePolicyInput) (*iam.DetachRolePolicyOutput, error) {
	api, ok := i.api().(interface {
		DetachRolePolicy(context.Context, *iam.DetachRolePolicyInput, ...func(*iam.Options)) (*iam.DetachRolePolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DetachRolePolicy")
	}
	return api.DetachRolePolicy(ctx, in)
}

func (i *IAM) detachUserPolicy(ctx context.Context, in *iam.DetachUserPolicyInput) (*iam.DetachUserPolicyOutput, error) {
	api, ok := i.api().(interface {
		DetachUserPolicy(context.Context, *iam.DetachUserPolicyInput, ...func(*iam.Options)) (*iam.DetachUserPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.DetachUserPolicy")
	}
	return api.DetachUserPolicy(ctx, in)
}

func (i *IAM) enableMFADevice(ctx context.Context, in *iam.EnableMFADeviceInput) (*iam.EnableMFADeviceOutput, error) {
	api, ok := i.api().(interface {
		EnableMFADevice(context.Context, *iam.EnableMFADeviceInput, ...func(*iam.Options)) (*iam.EnableMFADeviceOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.EnableMFADevice")
	}
	return api.EnableMFADevice(ctx, in)
}

func (i *IAM) getAccountPasswordPolicy(ctx context.Context, in *iam.GetAccountPasswordPolicyInput) (*iam.GetAccountPasswordPolicyOutput, error) {
	api, ok := i.api().(interface {
		GetAccountPasswordPolicy(context.Context, *iam.GetAccountPasswordPolicyInput, ...func(*iam.Options)) (*iam.GetAccountPasswordPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetAccountPasswordPolicy")
	}
	return api.GetAccountPasswordPolicy(ctx, in)
}

func (i *IAM) getAccountSummary(ctx context.Context, in *iam.GetAccountSummaryInput) (*iam.GetAccountSummaryOutput, error) {
	api, ok := i.api().(interface {
		GetAccountSummary(context.Context, *iam.GetAccountSummaryInput, ...func(*iam.Options)) (*iam.GetAccountSummaryOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetAccountSummary")
	}
	return api.GetAccountSummary(ctx, in)
}

func (i *IAM) getGroup(ctx context.Context, in *iam.GetGroupInput) (*iam.GetGroupOutput, error) {
	api, ok := i.api().(interface {
		GetGroup(context.Context, *iam.GetGroupInput, ...func(*iam.Options)) (*iam.GetGroupOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetGroup")
	}
	return api.GetGroup(ctx, in)
}

func (i *IAM) getGroupPolicy(ctx context.Context, in *iam.GetGroupPolicyInput) (*iam.GetGroupPolicyOutput, error) {
	api, ok := i.api().(interface {
		GetGroupPolicy(context.Context, *iam.GetGroupPolicyInput, ...func(*iam.Options)) (*iam.GetGroupPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetGroupPolicy")
	}
	return api.GetGroupPolicy(ctx, in)
}

func (i *IAM) getInstanceProfile(ctx context.Context, in *iam.GetInstanceProfileInput) (*iam.GetInstanceProfileOutput, error) {
	api, ok := i.api().(interface {
		GetInstanceProfile(context.Context, *iam.GetInstanceProfileInput, ...func(*iam.Options)) (*iam.GetInstanceProfileOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetInstanceProfile")
	}
	return api.GetInstanceProfile(ctx, in)
}

func (i *IAM) getLoginProfile(ctx context.Context, in *iam.GetLoginProfileInput) (*iam.GetLoginProfileOutput, error) {
	api, ok := i.api().(interface {
		GetLoginProfile(context.Context, *iam.GetLoginProfileInput, ...func(*iam.Options)) (*iam.GetLoginProfileOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetLoginProfile")
	}
	return api.GetLoginProfile(ctx, in)
}

func (i *IAM) getPolicy(ctx context.Context, in *iam.GetPolicyInput) (*iam.GetPolicyOutput, error) {
	api, ok := i.api().(interface {
		GetPolicy(context.Context, *iam.GetPolicyInput, ...func(*iam.Options)) (*iam.GetPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetPolicy")
	}
	return api.GetPolicy(ctx, in)
}

func (i *IAM) getPolicyVersion(ctx context.Context, in *iam.GetPolicyVersionInput) (*iam.GetPolicyVersionOutput, error) {
	api, ok := i.api().(interface {
		GetPolicyVersion(context.Context, *iam.GetPolicyVersionInput, ...func(*iam.Options)) (*iam.GetPolicyVersionOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetPolicyVersion")
	}
	return api.GetPolicyVersion(ctx, in)
}

func (i *IAM) getRole(ctx context.Context, in *iam.GetRoleInput) (*iam.GetRoleOutput, error) {
	api, ok := i.api().(interface {
		GetRole(context.Context, *iam.GetRoleInput, ...func(*iam.Options)) (*iam.GetRoleOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetRole")
	}
	return api.GetRole(ctx, in)
}

func (i *IAM) getRolePolicy(ctx context.Context, in *iam.GetRolePolicyInput) (*iam.GetRolePolicyOutput, error) {
	api, ok := i.api().(interface {
		GetRolePolicy(context.Context, *iam.GetRolePolicyInput, ...func(*iam.Options)) (*iam.GetRolePolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetRolePolicy")
	}
	return api.GetRolePolicy(ctx, in)
}

func (i *IAM) getSAMLProvider(ctx context.Context, in *iam.GetSAMLProviderInput) (*iam.GetSAMLProviderOutput, error) {
	api, ok := i.api().(interface {
		GetSAMLProvider(context.Context, *iam.GetSAMLProviderInput, ...func(*iam.Options)) (*iam.GetSAMLProviderOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetSAMLProvider")
	}
	return api.GetSAMLProvider(ctx, in)
}

func (i *IAM) getServerCertificate(ctx context.Context, in *iam.GetServerCertificateInput) (*iam.GetServerCertificateOutput, error) {
	api, ok := i.api().(interface {
		GetServerCertificate(context.Context, *iam.GetServerCertificateInput, ...func(*iam.Options)) (*iam.GetServerCertificateOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetServerCertificate")
	}
	return api.GetServerCertificate(ctx, in)
}

func (i *IAM) getUser(ctx context.Context, in *iam.GetUserInput) (*iam.GetUserOutput, error) {
	api, ok := i.api().(interface {
		GetUser(context.Context, *iam.GetUserInput, ...func(*iam.Options)) (*iam.GetUserOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetUser")
	}
	return api.GetUser(ctx, in)
}

func (i *IAM) getUserPolicy(ctx context.Context, in *iam.GetUserPolicyInput) (*iam.GetUserPolicyOutput, error) {
	api, ok := i.api().(interface {
		GetUserPolicy(context.Context, *iam.GetUserPolicyInput, ...func(*iam.Options)) (*iam.GetUserPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.GetUserPolicy")
	}
	return api.GetUserPolicy(ctx, in)
}

func (i *IAM) listAccessKeys(ctx context.Context, in *iam.ListAccessKeysInput) (*iam.ListAccessKeysOutput, error) {
	api, ok := i.api().(interface {
		ListAccessKeys(context.Context, *iam.ListAccessKeysInput, ...func(*iam.Options)) (*iam.ListAccessKeysOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListAccessKeys")
	}
	return api.ListAccessKeys(ctx, in)
}

func (i *IAM) listAttachedGroupPolicies(ctx context.Context, in *iam.ListAttachedGroupPoliciesInput) (*iam.ListAttachedGroupPoliciesOutput, error) {
	api, ok := i.api().(interface {
		ListAttachedGroupPolicies(context.Context, *iam.ListAttachedGroupPoliciesInput, ...func(*iam.Options)) (*iam.ListAttachedGroupPoliciesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListAttachedGroupPolicies")
	}
	return api.ListAttachedGroupPolicies(ctx, in)
}

func (i *IAM) listAttachedRolePolicies(ctx context.Context, in *iam.ListAttachedRolePoliciesInput) (*iam.ListAttachedRolePoliciesOutput, error) {
	api, ok := i.api().(interface {
		ListAttachedRolePolicies(context.Context, *iam.ListAttachedRolePoliciesInput, ...func(*iam.Options)) (*iam.ListAttachedRolePoliciesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListAttachedRolePolicies")
	}
	return api.ListAttachedRolePolicies(ctx, in)
}

func (i *IAM) listAttachedUserPolicies(ctx context.Context, in *iam.ListAttachedUserPoliciesInput) (*iam.ListAttachedUserPoliciesOutput, error) {
	api, ok := i.api().(interface {
		ListAttachedUserPolicies(context.Context, *iam.ListAttachedUserPoliciesInput, ...func(*iam.Options)) (*iam.ListAttachedUserPoliciesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListAttachedUserPolicies")
	}
	return api.ListAttachedUserPolicies(ctx, in)
}

func (i *IAM) listEntitiesForPolicy(ctx context.Context, in *iam.ListEntitiesForPolicyInput) (*iam.ListEntitiesForPolicyOutput, error) {
	api, ok := i.api().(interface {
		ListEntitiesForPolicy(context.Context, *iam.ListEntitiesForPolicyInput, ...func(*iam.Options)) (*iam.ListEntitiesForPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListEntitiesForPolicy")
	}
	return api.ListEntitiesForPolicy(ctx, in)
}

func (i *IAM) listGroupPolicies(ctx context.Context, in *iam.ListGroupPoliciesInput) (*iam.ListGroupPoliciesOutput, error) {
	api, ok := i.api().(interface {
		ListGroupPolicies(context.Context, *iam.ListGroupPoliciesInput, ...func(*iam.Options)) (*iam.ListGroupPoliciesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListGroupPolicies")
	}
	return api.ListGroupPolicies(ctx, in)
}

func (i *IAM) listGroups(ctx context.Context, in *iam.ListGroupsInput) (*iam.ListGroupsOutput, error) {
	api, ok := i.api().(interface {
		ListGroups(context.Context, *iam.ListGroupsInput, ...func(*iam.Options)) (*iam.ListGroupsOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListGroups")
	}
	return api.ListGroups(ctx, in)
}

func (i *IAM) listGroupsForUser(ctx context.Context, in *iam.ListGroupsForUserInput) (*iam.ListGroupsForUserOutput, error) {
	api, ok := i.api().(interface {
		ListGroupsForUser(context.Context, *iam.ListGroupsForUserInput, ...func(*iam.Options)) (*iam.ListGroupsForUserOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListGroupsForUser")
	}
	return api.ListGroupsForUser(ctx, in)
}

func (i *IAM) listInstanceProfiles(ctx context.Context, in *iam.ListInstanceProfilesInput) (*iam.ListInstanceProfilesOutput, error) {
	api, ok := i.api().(interface {
		ListInstanceProfiles(context.Context, *iam.ListInstanceProfilesInput, ...func(*iam.Options)) (*iam.ListInstanceProfilesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListInstanceProfiles")
	}
	return api.ListInstanceProfiles(ctx, in)
}

func (i *IAM) listInstanceProfilesForRole(ctx context.Context, in *iam.ListInstanceProfilesForRoleInput) (*iam.ListInstanceProfilesForRoleOutput, error) {
	api, ok := i.api().(interface {
		ListInstanceProfilesForRole(context.Context, *iam.ListInstanceProfilesForRoleInput, ...func(*iam.Options)) (*iam.ListInstanceProfilesForRoleOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListInstanceProfilesForRole")
	}
	return api.ListInstanceProfilesForRole(ctx, in)
}

func (i *IAM) listMFADevices(ctx context.Context, in *iam.ListMFADevicesInput) (*iam.ListMFADevicesOutput, error) {
	api, ok := i.api().(interface {
		ListMFADevices(context.Context, *iam.ListMFADevicesInput, ...func(*iam.Options)) (*iam.ListMFADevicesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListMFADevices")
	}
	return api.ListMFADevices(ctx, in)
}

func (i *IAM) listPolicies(ctx context.Context, in *iam.ListPoliciesInput) (*iam.ListPoliciesOutput, error) {
	api, ok := i.api().(interface {
		ListPolicies(context.Context, *iam.ListPoliciesInput, ...func(*iam.Options)) (*iam.ListPoliciesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListPolicies")
	}
	return api.ListPolicies(ctx, in)
}

func (i *IAM) listPolicyVersions(ctx context.Context, in *iam.ListPolicyVersionsInput) (*iam.ListPolicyVersionsOutput, error) {
	api, ok := i.api().(interface {
		ListPolicyVersions(context.Context, *iam.ListPolicyVersionsInput, ...func(*iam.Options)) (*iam.ListPolicyVersionsOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListPolicyVersions")
	}
	return api.ListPolicyVersions(ctx, in)
}

func (i *IAM) listRolePolicies(ctx context.Context, in *iam.ListRolePoliciesInput) (*iam.ListRolePoliciesOutput, error) {
	api, ok := i.api().(interface {
		ListRolePolicies(context.Context, *iam.ListRolePoliciesInput, ...func(*iam.Options)) (*iam.ListRolePoliciesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListRolePolicies")
	}
	return api.ListRolePolicies(ctx, in)
}

func (i *IAM) listRoles(ctx context.Context, in *iam.ListRolesInput) (*iam.ListRolesOutput, error) {
	api, ok := i.api().(interface {
		ListRoles(context.Context, *iam.ListRolesInput, ...func(*iam.Options)) (*iam.ListRolesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListRoles")
	}
	return api.ListRoles(ctx, in)
}

func (i *IAM) listSAMLProviders(ctx context.Context, in *iam.ListSAMLProvidersInput) (*iam.ListSAMLProvidersOutput, error) {
	api, ok := i.api().(interface {
		ListSAMLProviders(context.Context, *iam.ListSAMLProvidersInput, ...func(*iam.Options)) (*iam.ListSAMLProvidersOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListSAMLProviders")
	}
	return api.ListSAMLProviders(ctx, in)
}

func (i *IAM) listServerCertificates(ctx context.Context, in *iam.ListServerCertificatesInput) (*iam.ListServerCertificatesOutput, error) {
	api, ok := i.api().(interface {
		ListServerCertificates(context.Context, *iam.ListServerCertificatesInput, ...func(*iam.Options)) (*iam.ListServerCertificatesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListServerCertificates")
	}
	return api.ListServerCertificates(ctx, in)
}

func (i *IAM) listSigningCertificates(ctx context.Context, in *iam.ListSigningCertificatesInput) (*iam.ListSigningCertificatesOutput, error) {
	api, ok := i.api().(interface {
		ListSigningCertificates(context.Context, *iam.ListSigningCertificatesInput, ...func(*iam.Options)) (*iam.ListSigningCertificatesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListSigningCertificates")
	}
	return api.ListSigningCertificates(ctx, in)
}

func (i *IAM) listUserPolicies(ctx context.Context, in *iam.ListUserPoliciesInput) (*iam.ListUserPoliciesOutput, error) {
	api, ok := i.api().(interface {
		ListUserPolicies(context.Context, *iam.ListUserPoliciesInput, ...func(*iam.Options)) (*iam.ListUserPoliciesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListUserPolicies")
	}
	return api.ListUserPolicies(ctx, in)
}

func (i *IAM) listUsers(ctx context.Context, in *iam.ListUsersInput) (*iam.ListUsersOutput, error) {
	api, ok := i.api().(interface {
		ListUsers(context.Context, *iam.ListUsersInput, ...func(*iam.Options)) (*iam.ListUsersOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListUsers")
	}
	return api.ListUsers(ctx, in)
}

func (i *IAM) listVirtualMFADevices(ctx context.Context, in *iam.ListVirtualMFADevicesInput) (*iam.ListVirtualMFADevicesOutput, error) {
	api, ok := i.api().(interface {
		ListVirtualMFADevices(context.Context, *iam.ListVirtualMFADevicesInput, ...func(*iam.Options)) (*iam.ListVirtualMFADevicesOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ListVirtualMFADevices")
	}
	return api.ListVirtualMFADevices(ctx, in)
}

func (i *IAM) putGroupPolicy(ctx context.Context, in *iam.PutGroupPolicyInput) (*iam.PutGroupPolicyOutput, error) {
	api, ok := i.api().(interface {
		PutGroupPolicy(context.Context, *iam.PutGroupPolicyInput, ...func(*iam.Options)) (*iam.PutGroupPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.PutGroupPolicy")
	}
	return api.PutGroupPolicy(ctx, in)
}

func (i *IAM) putRolePolicy(ctx context.Context, in *iam.PutRolePolicyInput) (*iam.PutRolePolicyOutput, error) {
	api, ok := i.api().(interface {
		PutRolePolicy(context.Context, *iam.PutRolePolicyInput, ...func(*iam.Options)) (*iam.PutRolePolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.PutRolePolicy")
	}
	return api.PutRolePolicy(ctx, in)
}

func (i *IAM) putUserPolicy(ctx context.Context, in *iam.PutUserPolicyInput) (*iam.PutUserPolicyOutput, error) {
	api, ok := i.api().(interface {
		PutUserPolicy(context.Context, *iam.PutUserPolicyInput, ...func(*iam.Options)) (*iam.PutUserPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.PutUserPolicy")
	}
	return api.PutUserPolicy(ctx, in)
}

func (i *IAM) removeRoleFromInstanceProfile(ctx context.Context, in *iam.RemoveRoleFromInstanceProfileInput) (*iam.RemoveRoleFromInstanceProfileOutput, error) {
	api, ok := i.api().(interface {
		RemoveRoleFromInstanceProfile(context.Context, *iam.RemoveRoleFromInstanceProfileInput, ...func(*iam.Options)) (*iam.RemoveRoleFromInstanceProfileOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.RemoveRoleFromInstanceProfile")
	}
	return api.RemoveRoleFromInstanceProfile(ctx, in)
}

func (i *IAM) removeUserFromGroup(ctx context.Context, in *iam.RemoveUserFromGroupInput) (*iam.RemoveUserFromGroupOutput, error) {
	api, ok := i.api().(interface {
		RemoveUserFromGroup(context.Context, *iam.RemoveUserFromGroupInput, ...func(*iam.Options)) (*iam.RemoveUserFromGroupOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.RemoveUserFromGroup")
	}
	return api.RemoveUserFromGroup(ctx, in)
}

func (i *IAM) resyncMFADevice(ctx context.Context, in *iam.ResyncMFADeviceInput) (*iam.ResyncMFADeviceOutput, error) {
	api, ok := i.api().(interface {
		ResyncMFADevice(context.Context, *iam.ResyncMFADeviceInput, ...func(*iam.Options)) (*iam.ResyncMFADeviceOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.ResyncMFADevice")
	}
	return api.ResyncMFADevice(ctx, in)
}

func (i *IAM) setDefaultPolicyVersion(ctx context.Context, in *iam.SetDefaultPolicyVersionInput) (*iam.SetDefaultPolicyVersionOutput, error) {
	api, ok := i.api().(interface {
		SetDefaultPolicyVersion(context.Context, *iam.SetDefaultPolicyVersionInput, ...func(*iam.Options)) (*iam.SetDefaultPolicyVersionOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.SetDefaultPolicyVersion")
	}
	return api.SetDefaultPolicyVersion(ctx, in)
}

func (i *IAM) updateAccessKey(ctx context.Context, in *iam.UpdateAccessKeyInput) (*iam.UpdateAccessKeyOutput, error) {
	api, ok := i.api().(interface {
		UpdateAccessKey(context.Context, *iam.UpdateAccessKeyInput, ...func(*iam.Options)) (*iam.UpdateAccessKeyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.UpdateAccessKey")
	}
	return api.UpdateAccessKey(ctx, in)
}

func (i *IAM) updateAccountPasswordPolicy(ctx context.Context, in *iam.UpdateAccountPasswordPolicyInput) (*iam.UpdateAccountPasswordPolicyOutput, error) {
	api, ok := i.api().(interface {
		UpdateAccountPasswordPolicy(context.Context, *iam.UpdateAccountPasswordPolicyInput, ...func(*iam.Options)) (*iam.UpdateAccountPasswordPolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.UpdateAccountPasswordPolicy")
	}
	return api.UpdateAccountPasswordPolicy(ctx, in)
}

func (i *IAM) updateAssumeRolePolicy(ctx context.Context, in *iam.UpdateAssumeRolePolicyInput) (*iam.UpdateAssumeRolePolicyOutput, error) {
	api, ok := i.api().(interface {
		UpdateAssumeRolePolicy(context.Context, *iam.UpdateAssumeRolePolicyInput, ...func(*iam.Options)) (*iam.UpdateAssumeRolePolicyOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.UpdateAssumeRolePolicy")
	}
	return api.UpdateAssumeRolePolicy(ctx, in)
}

func (i *IAM) updateGroup(ctx context.Context, in *iam.UpdateGroupInput) (*iam.UpdateGroupOutput, error) {
	api, ok := i.api().(interface {
		UpdateGroup(context.Context, *iam.UpdateGroupInput, ...func(*iam.Options)) (*iam.UpdateGroupOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.UpdateGroup")
	}
	return api.UpdateGroup(ctx, in)
}

func (i *IAM) updateLoginProfile(ctx context.Context, in *iam.UpdateLoginProfileInput) (*iam.UpdateLoginProfileOutput, error) {
	api, ok := i.api().(interface {
		UpdateLoginProfile(context.Context, *iam.UpdateLoginProfileInput, ...func(*iam.Options)) (*iam.UpdateLoginProfileOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.UpdateLoginProfile")
	}
	return api.UpdateLoginProfile(ctx, in)
}

func (i *IAM) updateSAMLProvider(ctx context.Context, in *iam.UpdateSAMLProviderInput) (*iam.UpdateSAMLProviderOutput, error) {
	api, ok := i.api().(interface {
		UpdateSAMLProvider(context.Context, *iam.UpdateSAMLProviderInput, ...func(*iam.Options)) (*iam.UpdateSAMLProviderOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.UpdateSAMLProvider")
	}
	return api.UpdateSAMLProvider(ctx, in)
}

func (i *IAM) updateServerCertificate(ctx context.Context, in *iam.UpdateServerCertificateInput) (*iam.UpdateServerCertificateOutput, error) {
	api, ok := i.api().(interface {
		UpdateServerCertificate(context.Context, *iam.UpdateServerCertificateInput, ...func(*iam.Options)) (*iam.UpdateServerCertificateOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.UpdateServerCertificate")
	}
	return api.UpdateServerCertificate(ctx, in)
}

func (i *IAM) updateSigningCertificate(ctx context.Context, in *iam.UpdateSigningCertificateInput) (*iam.UpdateSigningCertificateOutput, error) {
	api, ok := i.api().(interface {
		UpdateSigningCertificate(context.Context, *iam.UpdateSigningCertificateInput, ...func(*iam.Options)) (*iam.UpdateSigningCertificateOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.UpdateSigningCertificate")
	}
	return api.UpdateSigningCertificate(ctx, in)
}

func (i *IAM) updateUser(ctx context.Context, in *iam.UpdateUserInput) (*iam.UpdateUserOutput, error) {
	api, ok := i.api().(interface {
		UpdateUser(context.Context, *iam.UpdateUserInput, ...func(*iam.Options)) (*iam.UpdateUserOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.UpdateUser")
	}
	return api.UpdateUser(ctx, in)
}

func (i *IAM) uploadServerCertificate(ctx context.Context, in *iam.UploadServerCertificateInput) (*iam.UploadServerCertificateOutput, error) {
	api, ok := i.api().(interface {
		UploadServerCertificate(context.Context, *iam.UploadServerCertificateInput, ...func(*iam.Options)) (*iam.UploadServerCertificateOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.UploadServerCertificate")
	}
	return api.UploadServerCertificate(ctx, in)
}

func (i *IAM) uploadSigningCertificate(ctx context.Context, in *iam.UploadSigningCertificateInput) (*iam.UploadSigningCertificateOutput, error) {
	api, ok := i.api().(interface {
		UploadSigningCertificate(context.Context, *iam.UploadSigningCertificateInput, ...func(*iam.Options)) (*iam.UploadSigningCertificateOutput, error)
	})
	if !ok {
		return nil, i.at().Lacks("iam.UploadSigningCertificate")
	}
	return api.UploadSigningCertificate(ctx, in)
}
