package glacierres_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/glacier"
	"github.com/aws/aws-sdk-go-v2/service/glacier/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/glacierres"
)

func TestC6ALimitOfTheServiceAndOneOfOursAreTwoThings(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[glacier.ListJobsInput](cloud, &glacier.ListJobsOutput{
		JobList: []types.GlacierJobDescription{{JobId: aws.String("1")}, {JobId: aws.String("2")}, {JobId: aws.String("3")}},
	})
	vault := glacierres.New(glacier.NewFromConfig(cloud.Config())).Account("-").Vault("v")
	jobs, err := vault.CompletedJobs().With(func(in *glacier.ListJobsInput) { in.Limit = aws.Int32(3) }).Limit(2).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, jobs, 2)
	assert.Equal(t, "glacier.Job(AccountID=-, VaultName=v, ID=2)", jobs[1].String())
	in := awstest.Calls[glacier.ListJobsInput](cloud)[0]
	assert.EqualValues(t, 3, *in.Limit, "boto3's filter swallows it")
	assert.Equal(t, "true", *in.Completed)
}
