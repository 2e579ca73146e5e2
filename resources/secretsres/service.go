package secretsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// SecretsManager gives access to the resources of AWS Secrets Manager in one
// account and region. It is safe for concurrent use. Its zero value makes no
// requests; use [Open] or [New].
type SecretsManager struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*secretsmanager.Options)) *SecretsManager {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	s := New(secretsmanager.NewFromConfig(cfg, optFns...))
	s.place = s.place.In(sess)
	return s
}

// New returns the resources that a client has access to. It makes no request.
func New(client *secretsmanager.Client) *SecretsManager {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &SecretsManager{resources.NewPlace("secretsmanager", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of
// *secretsmanager.Client, such as a fake in a test. What needs another method
// returns an error.
func NewFrom(api any) *SecretsManager {
	return &SecretsManager{resources.NewPlace("secretsmanager", api, "")}
}

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (s *SecretsManager) Client() *secretsmanager.Client {
	client, _ := s.api().(*secretsmanager.Client)
	return client
}

func (s *SecretsManager) api() any {
	if s == nil {
		return nil
	}
	return s.place.API()
}

func (s *SecretsManager) at() *resources.Place {
	if s == nil {
		return nil
	}
	return &s.place
}

// node holds what all resources have in common.
type node struct {
	service *SecretsManager
	state   resources.State
}

// Service returns the SecretsManager that the resource was made with.
func (n *node) Service() *SecretsManager { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *secretsmanager.Client { return n.service.Client() }

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

// CreateSecret creates a secret (CreateSecret) and returns it.
func (s *SecretsManager) CreateSecret(ctx context.Context, name string, changes ...func(*secretsmanager.CreateSecretInput)) (*Secret, error) {
	in := &secretsmanager.CreateSecretInput{Name: aws.String(name)}
	out, err := resources.Call(ctx, "secretsmanager.CreateSecret", s.createSecret, in, changes)
	if err != nil {
		return nil, err
	}
	return &Secret{node: node{service: s}, Name: aws.ToString(out.Name)}, nil
}

// Secrets returns the secrets (ListSecrets). The listing does not set Data:
// Load requests it for each.
func (s *SecretsManager) Secrets() *Secrets {
	in := &secretsmanager.ListSecretsInput{}
	return newSecrets(collections.Listed(s.listSecrets, in, s.secretsOf))
}
