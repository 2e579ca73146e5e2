package kmsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Key is a key. Its ID may be an ARN, or the name of an alias for actions that
// take one. It is identified by its ID.
type Key struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.KeyMetadata
}

// Key returns the key with an ID. It makes no request, and the key need not
// exist.
func (k *KMS) Key(id string) *Key {
	return &Key{node: node{service: k}, ID: id}
}

// Identity returns what identifies the key. It is comparable, and can be the
// key of a map.
func (k *Key) Identity() resources.Identity {
	if k == nil {
		return resources.Identity{}
	}
	return k.service.at().Identity("Key", "ID", k.ID)
}

// String returns the type and the identifiers of the key.
func (k *Key) String() string { return k.Identity().String() }

// LogValue implements slog.LogValuer.
func (k *Key) LogValue() slog.Value { return k.Identity().LogValue() }

func (k *Key) check(operation string) error {
	if k == nil {
		return resources.Nil(operation, "Key")
	}
	return k.service.at().Check(operation, "ID", k.ID)
}

// Load reads Data (DescribeKey), unless it is set and not stale. Concurrent
// calls make one request.
func (k *Key) Load(ctx context.Context) error {
	if err := k.check("kms.DescribeKey"); err != nil {
		return err
	}
	return resources.Load(ctx, "kms.DescribeKey", &k.state, &k.Data, k.fetch)
}

// Reload reads Data again (DescribeKey).
func (k *Key) Reload(ctx context.Context) error {
	if err := k.check("kms.DescribeKey"); err != nil {
		return err
	}
	return resources.Reload(ctx, "kms.DescribeKey", &k.state, &k.Data, k.fetch)
}

func (k *Key) fetch(ctx context.Context) (*types.KeyMetadata, error) {
	out, err := k.service.describeKey(ctx, &kms.DescribeKeyInput{KeyId: aws.String(k.ID)})
	if err != nil {
		return nil, err
	}
	if data := out.KeyMetadata; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("kms.DescribeKey", k.Identity())
}

// CancelDeletion cancels the deletion of the key, which stays disabled
// (CancelKeyDeletion). Data is stale afterwards.
func (k *Key) CancelDeletion(ctx context.Context, changes ...func(*kms.CancelKeyDeletionInput)) (*kms.CancelKeyDeletionOutput, error) {
	if err := k.check("kms.CancelKeyDeletion"); err != nil {
		return nil, err
	}
	in := &kms.CancelKeyDeletionInput{KeyId: aws.String(k.ID)}
	return resources.Act(ctx, &k.state, "kms.CancelKeyDeletion", k.service.cancelKeyDeletion, in, changes)
}

// CreateAlias creates an alias of the key (CreateAlias) and returns it.
func (k *Key) CreateAlias(ctx context.Context, aliasName string, changes ...func(*kms.CreateAliasInput)) (*Alias, error) {
	if err := k.check("kms.CreateAlias"); err != nil {
		return nil, err
	}
	in := &kms.CreateAliasInput{TargetKeyId: aws.String(k.ID), AliasName: aws.String(aliasName)}
	_, err := resources.Call(ctx, "kms.CreateAlias", k.service.createAlias, in, changes)
	if err != nil {
		return nil, err
	}
	return &Alias{node: node{service: k.service}, Name: aws.ToString(in.AliasName)}, nil
}

// CreateGrant lets a principal use the key (CreateGrant) and returns the grant.
func (k *Key) CreateGrant(ctx context.Context, granteePrincipal string, operations []types.GrantOperation, changes ...func(*kms.CreateGrantInput)) (*Grant, error) {
	if err := k.check("kms.CreateGrant"); err != nil {
		return nil, err
	}
	in := &kms.CreateGrantInput{KeyId: aws.String(k.ID), GranteePrincipal: aws.String(granteePrincipal), Operations: operations}
	out, err := resources.Call(ctx, "kms.CreateGrant", k.service.createGrant, in, changes)
	if err != nil {
		return nil, err
	}
	return &Grant{node: node{service: k.service}, KeyID: k.ID, ID: aws.ToString(out.GrantId)}, nil
}

// Decrypt decrypts what the key encrypted (Decrypt).
func (k *Key) Decrypt(ctx context.Context, ciphertextBlob []byte, changes ...func(*kms.DecryptInput)) (*kms.DecryptOutput, error) {
	if err := k.check("kms.Decrypt"); err != nil {
		return nil, err
	}
	in := &kms.DecryptInput{KeyId: aws.String(k.ID), CiphertextBlob: ciphertextBlob}
	return resources.Call(ctx, "kms.Decrypt", k.service.decrypt, in, changes)
}

// Disable disables the key (DisableKey). Data is stale afterwards.
func (k *Key) Disable(ctx context.Context, changes ...func(*kms.DisableKeyInput)) (*kms.DisableKeyOutput, error) {
	if err := k.check("kms.DisableKey"); err != nil {
		return nil, err
	}
	in := &kms.DisableKeyInput{KeyId: aws.String(k.ID)}
	return resources.Act(ctx, &k.state, "kms.DisableKey", k.service.disableKey, in, changes)
}

// DisableRotation turns off the rotation of the key (DisableKeyRotation). Data
// is stale afterwards.
func (k *Key) DisableRotation(ctx context.Context, changes ...func(*kms.DisableKeyRotationInput)) (*kms.DisableKeyRotationOutput, error) {
	if err := k.check("kms.DisableKeyRotation"); err != nil {
		return nil, err
	}
	in := &kms.DisableKeyRotationInput{KeyId: aws.String(k.ID)}
	return resources.Act(ctx, &k.state, "kms.DisableKeyRotation", k.service.disableKeyRotation, in, changes)
}

// Enable enables the key (EnableKey). Data is stale afterwards.
func (k *Key) Enable(ctx context.Context, changes ...func(*kms.EnableKeyInput)) (*kms.EnableKeyOutput, error) {
	if err := k.check("kms.EnableKey"); err != nil {
		return nil, err
	}
	in := &kms.EnableKeyInput{KeyId: aws.String(k.ID)}
	return resources.Act(ctx, &k.state, "kms.EnableKey", k.service.enableKey, in, changes)
}

// EnableRotation turns on the rotation of the key, every year unless a change
// says otherwise (EnableKeyRotation). Data is stale afterwards.
func (k *Key) EnableRotation(ctx context.Context, changes ...func(*kms.EnableKeyRotationInput)) (*kms.EnableKeyRotationOutput, error) {
	if err := k.check("kms.EnableKeyRotation"); err != nil {
		return nil, err
	}
	in := &kms.EnableKeyRotationInput{KeyId: aws.String(k.ID)}
	return resources.Act(ctx, &k.state, "kms.EnableKeyRotation", k.service.enableKeyRotation, in, changes)
}

// Encrypt encrypts at most 4,096 bytes with the key (Encrypt).
func (k *Key) Encrypt(ctx context.Context, plaintext []byte, changes ...func(*kms.EncryptInput)) (*kms.EncryptOutput, error) {
	if err := k.check("kms.Encrypt"); err != nil {
		return nil, err
	}
	in := &kms.EncryptInput{KeyId: aws.String(k.ID), Plaintext: plaintext}
	return resources.Call(ctx, "kms.Encrypt", k.service.encrypt, in, changes)
}

// GenerateDataKey generates a key for data outside of KMS, in plain and
// encrypted with the key (GenerateDataKey); a change sets KeySpec or
// NumberOfBytes.
func (k *Key) GenerateDataKey(ctx context.Context, changes ...func(*kms.GenerateDataKeyInput)) (*kms.GenerateDataKeyOutput, error) {
	if err := k.check("kms.GenerateDataKey"); err != nil {
		return nil, err
	}
	in := &kms.GenerateDataKeyInput{KeyId: aws.String(k.ID)}
	return resources.Call(ctx, "kms.GenerateDataKey", k.service.generateDataKey, in, changes)
}

// RotationStatus returns the rotation status of the key (GetKeyRotationStatus).
func (k *Key) RotationStatus(ctx context.Context, changes ...func(*kms.GetKeyRotationStatusInput)) (*kms.GetKeyRotationStatusOutput, error) {
	if err := k.check("kms.GetKeyRotationStatus"); err != nil {
		return nil, err
	}
	in := &kms.GetKeyRotationStatusInput{KeyId: aws.String(k.ID)}
	return resources.Call(ctx, "kms.GetKeyRotationStatus", k.service.getKeyRotationStatus, in, changes)
}

// ScheduleDeletion schedules the deletion of the key, in 30 days unless a
// change sets PendingWindowInDays (ScheduleKeyDeletion). Data is stale
// afterwards.
func (k *Key) ScheduleDeletion(ctx context.Context, changes ...func(*kms.ScheduleKeyDeletionInput)) (*kms.ScheduleKeyDeletionOutput, error) {
	if err := k.check("kms.ScheduleKeyDeletion"); err != nil {
		return nil, err
	}
	in := &kms.ScheduleKeyDeletionInput{KeyId: aws.String(k.ID)}
	return resources.Act(ctx, &k.state, "kms.ScheduleKeyDeletion", k.service.scheduleKeyDeletion, in, changes)
}

// Sign signs a message of at most 4,096 bytes, or a digest, with the key
// (Sign).
func (k *Key) Sign(ctx context.Context, message []byte, signingAlgorithm types.SigningAlgorithmSpec, changes ...func(*kms.SignInput)) (*kms.SignOutput, error) {
	if err := k.check("kms.Sign"); err != nil {
		return nil, err
	}
	in := &kms.SignInput{KeyId: aws.String(k.ID), Message: message, SigningAlgorithm: signingAlgorithm}
	return resources.Call(ctx, "kms.Sign", k.service.sign, in, changes)
}

// Verify verifies a signature of the key (Verify); one that does not fit is the
// error KMSInvalidSignatureException.
func (k *Key) Verify(ctx context.Context, message, signature []byte, signingAlgorithm types.SigningAlgorithmSpec, changes ...func(*kms.VerifyInput)) (*kms.VerifyOutput, error) {
	if err := k.check("kms.Verify"); err != nil {
		return nil, err
	}
	in := &kms.VerifyInput{KeyId: aws.String(k.ID), Message: message, Signature: signature, SigningAlgorithm: signingAlgorithm}
	return resources.Call(ctx, "kms.Verify", k.service.verify, in, changes)
}

// Grant returns the grant of the key with an ID. It makes no request.
func (k *Key) Grant(id string) *Grant {
	return &Grant{node: node{service: k.service}, KeyID: k.ID, ID: id}
}

// Aliases returns the aliases of the key (ListAliases).
func (k *Key) Aliases() *Aliases {
	if err := k.check("kms.ListAliases"); err != nil {
		return newAliases(collections.Refused(err))
	}
	in := &kms.ListAliasesInput{KeyId: aws.String(k.ID)}
	return newAliases(collections.Listed(k.service.listAliases, in, k.service.aliasesOf))
}

// Grants returns the grants of the key (ListGrants).
func (k *Key) Grants() *Grants {
	if err := k.check("kms.ListGrants"); err != nil {
		return newGrants(collections.Refused(err))
	}
	in := &kms.ListGrantsInput{KeyId: aws.String(k.ID)}
	return newGrants(collections.Listed(k.service.listGrants, in, k.grantsOf))
}

func (k *Key) grantsOf(out *kms.ListGrantsOutput) []any {
	count := len(out.Grants)
	all, slab := make([]any, 0, count), make([]Grant, count)
	for n := range out.Grants {
		g := &slab[len(all)]
		g.service, g.KeyID, g.ID, g.Data = k.service, k.ID, aws.ToString(out.Grants[n].GrantId), &out.Grants[n]
		all = append(all, g)
	}
	return all
}

// Keys is a collection of keys, as ListKeys lists them. It makes no request
// until it is ranged over; see [collections.View].
type Keys struct {
	collections.View[*Keys, *kms.ListKeysInput, *Key]
}

func newKeys(e *collections.Erased) *Keys {
	return &Keys{collections.ViewOf[*Keys, *kms.ListKeysInput, *Key](e)}
}

func (k *KMS) keysOf(out *kms.ListKeysOutput) []any {
	count := len(out.Keys)
	all, slab := make([]any, 0, count), make([]Key, count)
	for n := range out.Keys {
		x := &slab[len(all)]
		x.service, x.ID = k, aws.ToString(out.Keys[n].KeyId)
		all = append(all, x)
	}
	return all
}
