package kmsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// KMS gives access to the resources of AWS KMS in one account and region. It is
// safe for concurrent use. Its zero value makes no requests; use [Open] or
// [New].
type KMS struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*kms.Options)) *KMS {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	k := New(kms.NewFromConfig(cfg, optFns...))
	k.place = k.place.In(sess)
	return k
}

// New returns the resources that a client has access to. It makes no request.
func New(client *kms.Client) *KMS {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &KMS{resources.NewPlace("kms", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of *kms.Client,
// such as a fake in a test. What needs another method returns an error.
func NewFrom(api any) *KMS { return &KMS{resources.NewPlace("kms", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (k *KMS) Client() *kms.Client {
	client, _ := k.api().(*kms.Client)
	return client
}

func (k *KMS) api() any {
	if k == nil {
		return nil
	}
	return k.place.API()
}

func (k *KMS) at() *resources.Place {
	if k == nil {
		return nil
	}
	return &k.place
}

// node holds what all resources have in common.
type node struct {
	service *KMS
	state   resources.State
}

// Service returns the KMS that the resource was made with.
func (n *node) Service() *KMS { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *kms.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// CreateKey creates a key (CreateKey) and returns it.
func (k *KMS) CreateKey(ctx context.Context, changes ...func(*kms.CreateKeyInput)) (*Key, error) {
	in := &kms.CreateKeyInput{}
	out, err := resources.Call(ctx, "kms.CreateKey", k.createKey, in, changes)
	if err != nil {
		return nil, err
	}
	if out.KeyMetadata == nil {
		return nil, resources.Without("kms.CreateKey", "KeyMetadata")
	}
	return &Key{node: node{service: k}, ID: aws.ToString(out.KeyMetadata.KeyId), Data: out.KeyMetadata}, nil
}

// Decrypt decrypts what a symmetric key encrypted (Decrypt); the ciphertext
// names the key.
func (k *KMS) Decrypt(ctx context.Context, ciphertextBlob []byte, changes ...func(*kms.DecryptInput)) (*kms.DecryptOutput, error) {
	in := &kms.DecryptInput{CiphertextBlob: ciphertextBlob}
	return resources.Call(ctx, "kms.Decrypt", k.decrypt, in, changes)
}

// Aliases returns the aliases (ListAliases).
func (k *KMS) Aliases() *Aliases {
	in := &kms.ListAliasesInput{}
	return newAliases(collections.Listed(k.listAliases, in, k.aliasesOf))
}

// Keys returns the keys (ListKeys). The listing does not set Data: Load
// requests it for each.
func (k *KMS) Keys() *Keys {
	in := &kms.ListKeysInput{}
	return newKeys(collections.Listed(k.listKeys, in, k.keysOf))
}
