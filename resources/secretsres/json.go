package secretsres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"github.com/awsessentials/essentials/resources"
)

// WriteJSON makes v, as JSON, the current value of the secret (PutSecretValue),
// which must exist. The value before it keeps the label AWSPREVIOUS.
func (s *Secret) WriteJSON(ctx context.Context, v any, changes ...func(*secretsmanager.PutSecretValueInput)) error {
	text, err := json.Marshal(v)
	if err != nil {
		return resources.Unencodable("secretsmanager.PutSecretValue", "v", v, err)
	}
	set := func(in *secretsmanager.PutSecretValueInput) { in.SecretString = aws.String(string(text)) }
	_, err = s.PutValue(ctx, append([]func(*secretsmanager.PutSecretValueInput){set}, changes...)...)
	return err
}

// ReadJSON reads the current value (GetSecretValue) and decodes it into the
// value that v points to, as [json.Unmarshal] does. What encoding/json says of a
// value that does not fit may quote it, so the error does not.
func (s *Secret) ReadJSON(ctx context.Context, v any, changes ...func(*secretsmanager.GetSecretValueInput)) error {
	if err := resources.CheckTarget("secretsmanager.GetSecretValue", "v", v); err != nil {
		return err
	}
	text, err := s.Value(ctx, changes...)
	if err != nil {
		return err
	}
	if json.Unmarshal([]byte(text), v) != nil {
		return fmt.Errorf("secretsmanager.GetSecretValue: %v: the value cannot be decoded into %T", s, v)
	}
	return nil
}
