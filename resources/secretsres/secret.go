package secretsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Secret is a secret, with several versions of its value. Its Name may be its
// ARN. It is identified by its Name.
type Secret struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *secretsmanager.DescribeSecretOutput
}

// Secret returns the secret with a name. It makes no request, and the secret
// need not exist.
func (s *SecretsManager) Secret(name string) *Secret {
	return &Secret{node: node{service: s}, Name: name}
}

// Identity returns what identifies the secret. It is comparable, and can be the
// key of a map.
func (s *Secret) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("Secret", "Name", s.Name)
}

// String returns the type and the identifiers of the secret.
func (s *Secret) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *Secret) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *Secret) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "Secret")
	}
	return s.service.at().Check(operation, "Name", s.Name)
}

// Load reads Data (DescribeSecret), unless it is set and not stale. Concurrent
// calls make one request.
func (s *Secret) Load(ctx context.Context) error {
	if err := s.check("secretsmanager.DescribeSecret"); err != nil {
		return err
	}
	return resources.Load(ctx, "secretsmanager.DescribeSecret", &s.state, &s.Data, s.fetch)
}

// Reload reads Data again (DescribeSecret).
func (s *Secret) Reload(ctx context.Context) error {
	if err := s.check("secretsmanager.DescribeSecret"); err != nil {
		return err
	}
	return resources.Reload(ctx, "secretsmanager.DescribeSecret", &s.state, &s.Data, s.fetch)
}

func (s *Secret) fetch(ctx context.Context) (*secretsmanager.DescribeSecretOutput, error) {
	return s.service.describeSecret(ctx, &secretsmanager.DescribeSecretInput{SecretId: aws.String(s.Name)})
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (s *Secret) Tags() map[string]string {
	if s == nil || s.Data == nil {
		return nil
	}
	return tagMap(s.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (s *Secret) Tag(key string) string {
	if s == nil || s.Data == nil {
		return ""
	}
	return tagValue(s.Data.Tags, key)
}

// Delete schedules the deletion of the secret, in 30 days unless a change sets
// RecoveryWindowInDays (DeleteSecret).
func (s *Secret) Delete(ctx context.Context, changes ...func(*secretsmanager.DeleteSecretInput)) (*secretsmanager.DeleteSecretOutput, error) {
	if err := s.check("secretsmanager.DeleteSecret"); err != nil {
		return nil, err
	}
	in := &secretsmanager.DeleteSecretInput{SecretId: aws.String(s.Name)}
	return resources.Act(ctx, &s.state, "secretsmanager.DeleteSecret", s.service.deleteSecret, in, changes)
}

// GetValue reads the value of the secret, of the current version unless a
// change sets another (GetSecretValue); see [Secret.Value].
func (s *Secret) GetValue(ctx context.Context, changes ...func(*secretsmanager.GetSecretValueInput)) (*secretsmanager.GetSecretValueOutput, error) {
	if err := s.check("secretsmanager.GetSecretValue"); err != nil {
		return nil, err
	}
	in := &secretsmanager.GetSecretValueInput{SecretId: aws.String(s.Name)}
	return resources.Call(ctx, "secretsmanager.GetSecretValue", s.service.getSecretValue, in, changes)
}

// PutValue adds a version of the secret, with the value that a change sets
// (PutSecretValue). Data is stale afterwards.
func (s *Secret) PutValue(ctx context.Context, changes ...func(*secretsmanager.PutSecretValueInput)) (*secretsmanager.PutSecretValueOutput, error) {
	if err := s.check("secretsmanager.PutSecretValue"); err != nil {
		return nil, err
	}
	in := &secretsmanager.PutSecretValueInput{SecretId: aws.String(s.Name)}
	return resources.Act(ctx, &s.state, "secretsmanager.PutSecretValue", s.service.putSecretValue, in, changes)
}

// Restore cancels the deletion of the secret (RestoreSecret). Data is stale
// afterwards.
func (s *Secret) Restore(ctx context.Context, changes ...func(*secretsmanager.RestoreSecretInput)) (*secretsmanager.RestoreSecretOutput, error) {
	if err := s.check("secretsmanager.RestoreSecret"); err != nil {
		return nil, err
	}
	in := &secretsmanager.RestoreSecretInput{SecretId: aws.String(s.Name)}
	return resources.Act(ctx, &s.state, "secretsmanager.RestoreSecret", s.service.restoreSecret, in, changes)
}

// Rotate starts the rotation of the secret (RotateSecret). Data is stale
// afterwards.
func (s *Secret) Rotate(ctx context.Context, changes ...func(*secretsmanager.RotateSecretInput)) (*secretsmanager.RotateSecretOutput, error) {
	if err := s.check("secretsmanager.RotateSecret"); err != nil {
		return nil, err
	}
	in := &secretsmanager.RotateSecretInput{SecretId: aws.String(s.Name)}
	return resources.Act(ctx, &s.state, "secretsmanager.RotateSecret", s.service.rotateSecret, in, changes)
}

// Update updates the description, key or value of the secret (UpdateSecret).
// Data is stale afterwards.
func (s *Secret) Update(ctx context.Context, changes ...func(*secretsmanager.UpdateSecretInput)) (*secretsmanager.UpdateSecretOutput, error) {
	if err := s.check("secretsmanager.UpdateSecret"); err != nil {
		return nil, err
	}
	in := &secretsmanager.UpdateSecretInput{SecretId: aws.String(s.Name)}
	return resources.Act(ctx, &s.state, "secretsmanager.UpdateSecret", s.service.updateSecret, in, changes)
}

// Secrets is a collection of secrets, as ListSecrets lists them. It makes no
// request until it is ranged over; see [collections.View].
type Secrets struct {
	collections.View[*Secrets, *secretsmanager.ListSecretsInput, *Secret]
}

func newSecrets(e *collections.Erased) *Secrets {
	return &Secrets{collections.ViewOf[*Secrets, *secretsmanager.ListSecretsInput, *Secret](e)}
}

func (s *SecretsManager) secretsOf(out *secretsmanager.ListSecretsOutput) []any {
	count := len(out.SecretList)
	all, slab := make([]any, 0, count), make([]Secret, count)
	for n := range out.SecretList {
		x := &slab[len(all)]
		x.service, x.Name = s, aws.ToString(out.SecretList[n].Name)
		all = append(all, x)
	}
	return all
}
