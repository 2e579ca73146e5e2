package ssmres_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/ssmres"
)

func TestValueIsReadAgainAfterPut(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ssm.GetParameterInput](cloud,
		&ssm.GetParameterOutput{Parameter: &types.Parameter{Value: aws.String("old")}},
		&ssm.GetParameterOutput{Parameter: &types.Parameter{Value: aws.String("new")}})
	awstest.Return[ssm.PutParameterInput](cloud, &ssm.PutParameterOutput{})
	p := ssmres.New(ssm.NewFromConfig(cloud.Config())).Parameter("/app/url")
	for range 2 {
		value, err := p.Value(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "old", value)
	}
	_, err := p.Put(t.Context(), "new", ssmres.Overwrite, ssmres.Type(types.ParameterTypeSecureString))
	require.NoError(t, err)
	value, err := p.Value(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "new", value)
	in := awstest.Calls[ssm.PutParameterInput](cloud)[0]
	assert.True(t, *in.Overwrite)
	assert.Equal(t, types.ParameterTypeSecureString, in.Type)
	assert.True(t, *awstest.Calls[ssm.GetParameterInput](cloud)[0].WithDecryption)
}
