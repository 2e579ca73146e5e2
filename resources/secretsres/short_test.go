package secretsres_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/secretsres"
)

func secret(cloud *awstest.Cloud) *secretsres.Secret {
	return secretsres.New(secretsmanager.NewFromConfig(cloud.Config())).Secret("db")
}

func TestValue(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[secretsmanager.GetSecretValueInput](cloud,
		&secretsmanager.GetSecretValueOutput{SecretString: aws.String("text")},
		&secretsmanager.GetSecretValueOutput{SecretBinary: []byte{0, 1}},
		&secretsmanager.GetSecretValueOutput{SecretString: aws.String("")})
	for _, want := range []string{"text", "\x00\x01", ""} {
		value, err := secret(cloud).Value(t.Context(), func(in *secretsmanager.GetSecretValueInput) { in.VersionStage = aws.String("AWSPREVIOUS") })
		require.NoError(t, err)
		assert.Equal(t, want, value)
	}
	in := awstest.Calls[secretsmanager.GetSecretValueInput](cloud)[0]
	assert.Equal(t, []string{"db", "AWSPREVIOUS"}, []string{*in.SecretId, *in.VersionStage})
}

func TestPutCreatesWhatIsNotThere(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[secretsmanager.PutSecretValueInput](cloud, &secretsmanager.PutSecretValueOutput{}).Times(1)
	binary := awstest.New(t)
	awstest.Return[secretsmanager.PutSecretValueInput](binary, &secretsmanager.PutSecretValueOutput{})
	require.NoError(t, secret(binary).Put(t.Context(), "", func(in *secretsmanager.CreateSecretInput) { in.SecretBinary = []byte{1} }))
	put := awstest.Calls[secretsmanager.PutSecretValueInput](binary)[0]
	assert.Nil(t, put.SecretString)
	assert.Equal(t, []byte{1}, put.SecretBinary)

	awstest.Fail[secretsmanager.PutSecretValueInput](cloud, &types.ResourceNotFoundException{}).Times(1)
	awstest.Return[secretsmanager.CreateSecretInput](cloud, &secretsmanager.CreateSecretOutput{})
	describe := func(in *secretsmanager.CreateSecretInput) { in.Description = aws.String("of the shop") }
	require.NoError(t, secret(cloud).Put(t.Context(), "a", describe))
	require.NoError(t, secret(cloud).Put(t.Context(), "b", describe))
	assert.Equal(t, "a", *awstest.Calls[secretsmanager.PutSecretValueInput](cloud)[0].SecretString)
	in := awstest.Calls[secretsmanager.CreateSecretInput](cloud)[0]
	assert.Equal(t, []string{"db", "b", "of the shop"}, []string{*in.Name, *in.SecretString, *in.Description})

	var none *secretsres.Secret
	assert.ErrorIs(t, none.Put(t.Context(), "a"), awserr.ErrInvalid)
	assert.ErrorIs(t, secret(cloud).Put(t.Context(), "a", nil), awserr.ErrInvalid)
}

// Keep a value, whether or not the secret exists.
func ExampleSecret_Put() {
	cloud := awstest.New(nil)
	awstest.Fail[secretsmanager.PutSecretValueInput](cloud, &types.ResourceNotFoundException{})
	awstest.Return[secretsmanager.CreateSecretInput](cloud, &secretsmanager.CreateSecretOutput{})
	secrets := secretsres.Open(cloud)

	err := secrets.Secret("token").Put(context.Background(), "...", func(in *secretsmanager.CreateSecretInput) { in.Description = aws.String("of the shop") })
	fmt.Println(err)
	// Output: <nil>
}
