package kmsres_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/kmsres"
)

// openKMS returns the resources of a small cloud, in place of kmsres.Open(sess).
// Its key turns bytes around.
func openKMS(t testing.TB) *kmsres.KMS {
	cloud := awstest.New(t)
	turned := func(b []byte) []byte { return bytes.Map(func(r rune) rune { return r ^ 1 }, b) }
	awstest.On(cloud, func(_ context.Context, in *kms.EncryptInput) (*kms.EncryptOutput, error) {
		return &kms.EncryptOutput{CiphertextBlob: turned(in.Plaintext)}, nil
	}).Optional()
	awstest.On(cloud, func(_ context.Context, in *kms.DecryptInput) (*kms.DecryptOutput, error) {
		return &kms.DecryptOutput{Plaintext: turned(in.CiphertextBlob)}, nil
	}).Optional()
	awstest.On(cloud, func(context.Context, *kms.ListAliasesInput) (*kms.ListAliasesOutput, error) {
		return &kms.ListAliasesOutput{Aliases: []types.AliasListEntry{{AliasName: aws.String("alias/aws/s3")}, {AliasName: aws.String("alias/app"), TargetKeyId: aws.String("k-1")}}}, nil
	}).Optional()
	awstest.On(cloud, func(_ context.Context, in *kms.DescribeKeyInput) (*kms.DescribeKeyOutput, error) {
		return &kms.DescribeKeyOutput{KeyMetadata: &types.KeyMetadata{KeyId: in.KeyId, KeyState: types.KeyStateEnabled}}, nil
	}).Optional()
	return kmsres.Open(cloud)
}

func TestAnAliasNamesItsKey(t *testing.T) {
	aliases, err := openKMS(t).Aliases().Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, aliases, 2)
	assert.Nil(t, aliases[0].Key()) // of AWS, and not yet used
	key := aliases[1].Key()
	require.NoError(t, key.Load(t.Context()))
	assert.Equal(t, types.KeyStateEnabled, key.Data.KeyState)
}

// Encrypt a few bytes by the alias of a key, and decrypt them.
func ExampleKey_Encrypt() {
	keys, ctx := openKMS(nil), context.Background()
	key := keys.Key("alias/app")
	sealed, err := key.Encrypt(ctx, []byte("attack at dawn"))
	if err != nil {
		log.Fatal(err)
	}
	opened, err := key.Decrypt(ctx, sealed.CiphertextBlob)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(opened.Plaintext))
	// Output: attack at dawn
}

// The state of the keys that have an alias.
func ExampleKMS_Aliases() {
	ctx := context.Background()
	for alias, err := range openKMS(nil).Aliases().Filter(func(a *kmsres.Alias) bool { return a.Key() != nil }).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		key := alias.Key()
		if err := key.Load(ctx); err != nil {
			log.Fatal(err)
		}
		fmt.Println(alias.Name, key.ID, key.Data.KeyState)
	}
	// Output: alias/app k-1 Enabled
}
