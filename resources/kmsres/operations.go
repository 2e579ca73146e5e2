package kmsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/kms"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (k *KMS) cancelKeyDeletion(ctx context.Context, in *kms.CancelKeyDeletionInput) (*kms.CancelKeyDeletionOutput, error) {
	api, ok := k.api().(interface {
		CancelKeyDeletion(context.Context, *kms.CancelKeyDeletionInput, ...func(*kms.Options)) (*kms.CancelKeyDeletionOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.CancelKeyDeletion")
	}
	return api.CancelKeyDeletion(ctx, in)
}

func (k *KMS) createAlias(ctx context.Context, in *kms.CreateAliasInput) (*kms.CreateAliasOutput, error) {
	api, ok := k.api().(interface {
		CreateAlias(context.Context, *kms.CreateAliasInput, ...func(*kms.Options)) (*kms.CreateAliasOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.CreateAlias")
	}
	return api.CreateAlias(ctx, in)
}

func (k *KMS) createGrant(ctx context.Context, in *kms.CreateGrantInput) (*kms.CreateGrantOutput, error) {
	api, ok := k.api().(interface {
		CreateGrant(context.Context, *kms.CreateGrantInput, ...func(*kms.Options)) (*kms.CreateGrantOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.CreateGrant")
	}
	return api.CreateGrant(ctx, in)
}

func (k *KMS) createKey(ctx context.Context, in *kms.CreateKeyInput) (*kms.CreateKeyOutput, error) {
	api, ok := k.api().(interface {
		CreateKey(context.Context, *kms.CreateKeyInput, ...func(*kms.Options)) (*kms.CreateKeyOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.CreateKey")
	}
	return api.CreateKey(ctx, in)
}

func (k *KMS) decrypt(ctx context.Context, in *kms.DecryptInput) (*kms.DecryptOutput, error) {
	api, ok := k.api().(interface {
		Decrypt(context.Context, *kms.DecryptInput, ...func(*kms.Options)) (*kms.DecryptOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.Decrypt")
	}
	return api.Decrypt(ctx, in)
}

func (k *KMS) deleteAlias(ctx context.Context, in *kms.DeleteAliasInput) (*kms.DeleteAliasOutput, error) {
	api, ok := k.api().(interface {
		DeleteAlias(context.Context, *kms.DeleteAliasInput, ...func(*kms.Options)) (*kms.DeleteAliasOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.DeleteAlias")
	}
	return api.DeleteAlias(ctx, in)
}

func (k *KMS) describeKey(ctx context.Context, in *kms.DescribeKeyInput) (*kms.DescribeKeyOutput, error) {
	api, ok := k.api().(interface {
		DescribeKey(context.Context, *kms.DescribeKeyInput, ...func(*kms.Options)) (*kms.DescribeKeyOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.DescribeKey")
	}
	return api.DescribeKey(ctx, in)
}

func (k *KMS) disableKey(ctx context.Context, in *kms.DisableKeyInput) (*kms.DisableKeyOutput, error) {
	api, ok := k.api().(interface {
		DisableKey(context.Context, *kms.DisableKeyInput, ...func(*kms.Options)) (*kms.DisableKeyOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.DisableKey")
	}
	return api.DisableKey(ctx, in)
}

func (k *KMS) disableKeyRotation(ctx context.Context, in *kms.DisableKeyRotationInput) (*kms.DisableKeyRotationOutput, error) {
	api, ok := k.api().(interface {
		DisableKeyRotation(context.Context, *kms.DisableKeyRotationInput, ...func(*kms.Options)) (*kms.DisableKeyRotationOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.DisableKeyRotation")
	}
	return api.DisableKeyRotation(ctx, in)
}

func (k *KMS) enableKey(ctx context.Context, in *kms.EnableKeyInput) (*kms.EnableKeyOutput, error) {
	api, ok := k.api().(interface {
		EnableKey(context.Context, *kms.EnableKeyInput, ...func(*kms.Options)) (*kms.EnableKeyOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.EnableKey")
	}
	return api.EnableKey(ctx, in)
}

func (k *KMS) enableKeyRotation(ctx context.Context, in *kms.EnableKeyRotationInput) (*kms.EnableKeyRotationOutput, error) {
	api, ok := k.api().(interface {
		EnableKeyRotation(context.Context, *kms.EnableKeyRotationInput, ...func(*kms.Options)) (*kms.EnableKeyRotationOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.EnableKeyRotation")
	}
	return api.EnableKeyRotation(ctx, in)
}

func (k *KMS) encrypt(ctx context.Context, in *kms.EncryptInput) (*kms.EncryptOutput, error) {
	api, ok := k.api().(interface {
		Encrypt(context.Context, *kms.EncryptInput, ...func(*kms.Options)) (*kms.EncryptOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.Encrypt")
	}
	return api.Encrypt(ctx, in)
}

func (k *KMS) generateDataKey(ctx context.Context, in *kms.GenerateDataKeyInput) (*kms.GenerateDataKeyOutput, error) {
	api, ok := k.api().(interface {
		GenerateDataKey(context.Context, *kms.GenerateDataKeyInput, ...func(*kms.Options)) (*kms.GenerateDataKeyOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.GenerateDataKey")
	}
	return api.GenerateDataKey(ctx, in)
}

func (k *KMS) getKeyRotationStatus(ctx context.Context, in *kms.GetKeyRotationStatusInput) (*kms.GetKeyRotationStatusOutput, error) {
	api, ok := k.api().(interface {
		GetKeyRotationStatus(context.Context, *kms.GetKeyRotationStatusInput, ...func(*kms.Options)) (*kms.GetKeyRotationStatusOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.GetKeyRotationStatus")
	}
	return api.GetKeyRotationStatus(ctx, in)
}

func (k *KMS) listAliases(ctx context.Context, in *kms.ListAliasesInput) (*kms.ListAliasesOutput, error) {
	api, ok := k.api().(interface {
		ListAliases(context.Context, *kms.ListAliasesInput, ...func(*kms.Options)) (*kms.ListAliasesOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.ListAliases")
	}
	return api.ListAliases(ctx, in)
}

func (k *KMS) listGrants(ctx context.Context, in *kms.ListGrantsInput) (*kms.ListGrantsOutput, error) {
	api, ok := k.api().(interface {
		ListGrants(context.Context, *kms.ListGrantsInput, ...func(*kms.Options)) (*kms.ListGrantsOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.ListGrants")
	}
	return api.ListGrants(ctx, in)
}

func (k *KMS) listKeys(ctx context.Context, in *kms.ListKeysInput) (*kms.ListKeysOutput, error) {
	api, ok := k.api().(interface {
		ListKeys(context.Context, *kms.ListKeysInput, ...func(*kms.Options)) (*kms.ListKeysOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.ListKeys")
	}
	return api.ListKeys(ctx, in)
}

func (k *KMS) revokeGrant(ctx context.Context, in *kms.RevokeGrantInput) (*kms.RevokeGrantOutput, error) {
	api, ok := k.api().(interface {
		RevokeGrant(context.Context, *kms.RevokeGrantInput, ...func(*kms.Options)) (*kms.RevokeGrantOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.RevokeGrant")
	}
	return api.RevokeGrant(ctx, in)
}

func (k *KMS) scheduleKeyDeletion(ctx context.Context, in *kms.ScheduleKeyDeletionInput) (*kms.ScheduleKeyDeletionOutput, error) {
	api, ok := k.api().(interface {
		ScheduleKeyDeletion(context.Context, *kms.ScheduleKeyDeletionInput, ...func(*kms.Options)) (*kms.ScheduleKeyDeletionOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.ScheduleKeyDeletion")
	}
	return api.ScheduleKeyDeletion(ctx, in)
}

func (k *KMS) sign(ctx context.Context, in *kms.SignInput) (*kms.SignOutput, error) {
	api, ok := k.api().(interface {
		Sign(context.Context, *kms.SignInput, ...func(*kms.Options)) (*kms.SignOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.Sign")
	}
	return api.Sign(ctx, in)
}

func (k *KMS) updateAlias(ctx context.Context, in *kms.UpdateAliasInput) (*kms.UpdateAliasOutput, error) {
	api, ok := k.api().(interface {
		UpdateAlias(context.Context, *kms.UpdateAliasInput, ...func(*kms.Options)) (*kms.UpdateAliasOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.UpdateAlias")
	}
	return api.UpdateAlias(ctx, in)
}

func (k *KMS) verify(ctx context.Context, in *kms.VerifyInput) (*kms.VerifyOutput, error) {
	api, ok := k.api().(interface {
		Verify(context.Context, *kms.VerifyInput, ...func(*kms.Options)) (*kms.VerifyOutput, error)
	})
	if !ok {
		return nil, k.at().Lacks("kms.Verify")
	}
	return api.Verify(ctx, in)
}
