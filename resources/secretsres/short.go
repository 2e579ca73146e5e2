package secretsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

// Value returns the current value (GetSecretValue): the text, or the bytes of a
// binary secret as a string. Each call makes a request; nothing keeps the value.
func (s *Secret) Value(ctx context.Context, changes ...func(*secretsmanager.GetSecretValueInput)) (string, error) {
	out, err := s.GetValue(ctx, changes...)
	if err != nil {
		return "", err
	}
	if out.SecretString == nil {
		return string(out.SecretBinary), nil
	}
	return aws.ToString(out.SecretString), nil
}
