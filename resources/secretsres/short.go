package secretsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources"
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

// Put makes value the current value, and creates the secret if it does not exist
// (PutSecretValue, and then CreateSecret). For bytes, value is "" and a change
// sets SecretBinary. A secret that is scheduled for deletion is an error: see
// [Secret.Restore].
func (s *Secret) Put(ctx context.Context, value string, changes ...func(*secretsmanager.CreateSecretInput)) error {
	const operation = "secretsmanager.PutSecretValue"
	if err := s.check(operation); err != nil {
		return err
	}
	in := &secretsmanager.CreateSecretInput{Name: aws.String(s.Name), SecretString: aws.String(value)}
	if err := resources.Change(operation, in, changes); err != nil {
		return err
	}
	if len(in.SecretBinary) > 0 && aws.ToString(in.SecretString) == "" {
		in.SecretString = nil // Secrets Manager takes one of the two
	}
	_, err := s.PutValue(ctx, func(p *secretsmanager.PutSecretValueInput) {
		p.SecretString, p.SecretBinary, p.ClientRequestToken = in.SecretString, in.SecretBinary, in.ClientRequestToken
	})
	if !awserr.IsNotFound(err) {
		return err
	}
	_, err = resources.Act(ctx, &s.state, "secretsmanager.CreateSecret", s.service.createSecret, in, nil)
	return err
}
