package secretsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// SecretsManager is the way to the resources of AWS Secrets Manager in one
// account and region. It is safe for concurrent use. Its zero value makes no
// requests: see [Open] and [New].
type SecretsManager struct{ place resources.Place }

// Open returns the resources that a session reaches, such as a
// *session.Session. It makes no request.
func Open(sess resources.Session, optFns ...func(*secretsmanager.Options)) *SecretsManager {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	s := New(secretsmanager.NewFromConfig(cfg, optFns...))
	s.place = s.place.In(sess)
	return s
}

// New returns the resources that a client reaches. It makes no request.
func New(client *secretsmanager.Client) *SecretsManager {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &SecretsManager{resources.NewPlace("secretsmanager", client, region)}
}

// NewFrom returns the resources that api reaches: anything with those methods
// of *secretsmanager.Client that are called, such as a fake with a method or
// two in a test. A call of another one returns an error.
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

// node is what all resources have.
type node struct {
	service *SecretsManager
	state   resources.State
}

// Service returns the service that the resource was reached by.
func (n *node) Service() *SecretsManager { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *secretsmanager.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. Load then reads it again.
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

// Secrets returns the secrets (ListSecrets). The listing gives no Data: Load it
// where it is needed, at a request each.
func (s *SecretsManager) Secrets() *Secrets {
	in := &secretsmanager.ListSecretsInput{}
	return newSecrets(collections.Listed(s.listSecrets, in, s.secretsOf))
}
