package secretsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (s *SecretsManager) createSecret(ctx context.Context, in *secretsmanager.CreateSecretInput) (*secretsmanager.CreateSecretOutput, error) {
	api, ok := s.api().(interface {
		CreateSecret(context.Context, *secretsmanager.CreateSecretInput, ...func(*secretsmanager.Options)) (*secretsmanager.CreateSecretOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("secretsmanager.CreateSecret")
	}
	return api.CreateSecret(ctx, in)
}

func (s *SecretsManager) deleteSecret(ctx context.Context, in *secretsmanager.DeleteSecretInput) (*secretsmanager.DeleteSecretOutput, error) {
	api, ok := s.api().(interface {
		DeleteSecret(context.Context, *secretsmanager.DeleteSecretInput, ...func(*secretsmanager.Options)) (*secretsmanager.DeleteSecretOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("secretsmanager.DeleteSecret")
	}
	return api.DeleteSecret(ctx, in)
}

func (s *SecretsManager) describeSecret(ctx context.Context, in *secretsmanager.DescribeSecretInput) (*secretsmanager.DescribeSecretOutput, error) {
	api, ok := s.api().(interface {
		DescribeSecret(context.Context, *secretsmanager.DescribeSecretInput, ...func(*secretsmanager.Options)) (*secretsmanager.DescribeSecretOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("secretsmanager.DescribeSecret")
	}
	return api.DescribeSecret(ctx, in)
}

func (s *SecretsManager) getSecretValue(ctx context.Context, in *secretsmanager.GetSecretValueInput) (*secretsmanager.GetSecretValueOutput, error) {
	api, ok := s.api().(interface {
		GetSecretValue(context.Context, *secretsmanager.GetSecretValueInput, ...func(*secretsmanager.Options)) (*secretsmanager.GetSecretValueOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("secretsmanager.GetSecretValue")
	}
	return api.GetSecretValue(ctx, in)
}

func (s *SecretsManager) listSecrets(ctx context.Context, in *secretsmanager.ListSecretsInput) (*secretsmanager.ListSecretsOutput, error) {
	api, ok := s.api().(interface {
		ListSecrets(context.Context, *secretsmanager.ListSecretsInput, ...func(*secretsmanager.Options)) (*secretsmanager.ListSecretsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("secretsmanager.ListSecrets")
	}
	return api.ListSecrets(ctx, in)
}

func (s *SecretsManager) putSecretValue(ctx context.Context, in *secretsmanager.PutSecretValueInput) (*secretsmanager.PutSecretValueOutput, error) {
	api, ok := s.api().(interface {
		PutSecretValue(context.Context, *secretsmanager.PutSecretValueInput, ...func(*secretsmanager.Options)) (*secretsmanager.PutSecretValueOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("secretsmanager.PutSecretValue")
	}
	return api.PutSecretValue(ctx, in)
}

func (s *SecretsManager) restoreSecret(ctx context.Context, in *secretsmanager.RestoreSecretInput) (*secretsmanager.RestoreSecretOutput, error) {
	api, ok := s.api().(interface {
		RestoreSecret(context.Context, *secretsmanager.RestoreSecretInput, ...func(*secretsmanager.Options)) (*secretsmanager.RestoreSecretOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("secretsmanager.RestoreSecret")
	}
	return api.RestoreSecret(ctx, in)
}

func (s *SecretsManager) rotateSecret(ctx context.Context, in *secretsmanager.RotateSecretInput) (*secretsmanager.RotateSecretOutput, error) {
	api, ok := s.api().(interface {
		RotateSecret(context.Context, *secretsmanager.RotateSecretInput, ...func(*secretsmanager.Options)) (*secretsmanager.RotateSecretOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("secretsmanager.RotateSecret")
	}
	return api.RotateSecret(ctx, in)
}

func (s *SecretsManager) updateSecret(ctx context.Context, in *secretsmanager.UpdateSecretInput) (*secretsmanager.UpdateSecretOutput, error) {
	api, ok := s.api().(interface {
		UpdateSecret(context.Context, *secretsmanager.UpdateSecretInput, ...func(*secretsmanager.Options)) (*secretsmanager.UpdateSecretOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("secretsmanager.UpdateSecret")
	}
	return api.UpdateSecret(ctx, in)
}
