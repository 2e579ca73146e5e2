package lambdatest_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

func configFor(cloud *lambdatest.AWS) aws.Config {
	return aws.Config{
		Region:       "us-east-1",
		Credentials:  credentials.NewStaticCredentialsProvider("KEY", "SECRET", ""),
		BaseEndpoint: aws.String(cloud.Env()["AWS_ENDPOINT_URL"]),
	}
}

func TestAWSTellsOperationsOfEveryProtocolApart(t *testing.T) {
	cloud := lambdatest.NewAWS(t)
	cfg := configFor(cloud)
	cloud.On("sns", "Publish", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		return lambdatest.Response{Body: `<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>`}
	})
	cloud.On("dynamodb", "DescribeTable", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		return lambdatest.Response{Body: `{"Table":{"TableStatus":"ACTIVE"}}`}
	})
	cloud.On("s3", "HEAD", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		return lambdatest.Response{Header: map[string]string{"ETag": `"e"`}}
	})

	published, err := sns.NewFromConfig(cfg).Publish(t.Context(), &sns.PublishInput{Message: aws.String("a & b"), TopicArn: aws.String("arn")})
	require.NoError(t, err)
	assert.Equal(t, "m-1", aws.ToString(published.MessageId))
	calls := cloud.Calls("sns", "Publish")
	require.Len(t, calls, 1)
	assert.Equal(t, "a & b", calls[0].Form.Get("Message"))
	assert.Equal(t, "KEY", calls[0].AccessKey)

	table, err := dynamodb.NewFromConfig(cfg).DescribeTable(t.Context(), &dynamodb.DescribeTableInput{TableName: aws.String("t")})
	require.NoError(t, err)
	assert.Equal(t, dynamodbtypes.TableStatusActive, table.Table.TableStatus)
	var in struct{ TableName string }
	cloud.Calls("dynamodb", "DescribeTable")[0].Decode(t, &in)
	assert.Equal(t, "t", in.TableName)

	head, err := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true }).
		HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: aws.String("b"), Key: aws.String("k/l")})
	require.NoError(t, err)
	assert.Equal(t, `"e"`, aws.ToString(head.ETag))
	assert.Equal(t, "/b/k/l", cloud.Calls("s3", "HEAD")[0].Path)
}

func TestFailIsAnAPIErrorInEveryProtocol(t *testing.T) {
	cloud := lambdatest.NewAWS(t)
	cfg := configFor(cloud)
	refuse := func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		return r.Fail(400, "InvalidThing", "<bad> thing")
	}
	cloud.On("sns", "Publish", refuse)
	cloud.On("dynamodb", "DescribeTable", refuse)
	cloud.On("s3", "GET", refuse)

	_, snsErr := sns.NewFromConfig(cfg).Publish(t.Context(), &sns.PublishInput{Message: aws.String("m"), TopicArn: aws.String("arn")})
	_, dynamodbErr := dynamodb.NewFromConfig(cfg).DescribeTable(t.Context(), &dynamodb.DescribeTableInput{TableName: aws.String("t")})
	_, s3Err := s3.NewFromConfig(cfg).ListBuckets(t.Context(), &s3.ListBucketsInput{})
	for service, err := range map[string]error{"sns": snsErr, "dynamodb": dynamodbErr, "s3": s3Err} {
		e, ok := errors.AsType[smithy.APIError](err)
		require.True(t, ok, "%s: %v", service, err)
		assert.Equal(t, "InvalidThing", e.ErrorCode(), service)
		assert.Equal(t, "<bad> thing", e.ErrorMessage(), service)
	}
}

// recorder notes what would have failed a test.
type recorder struct {
	testing.TB
	failed []string
}

func (r *recorder) Errorf(format string, args ...any) { r.failed = append(r.failed, format) }

func TestAWSRefusesWhatNothingAnswers(t *testing.T) {
	rec := &recorder{TB: t}
	cloud := lambdatest.NewAWS(rec)
	_, err := sns.NewFromConfig(configFor(cloud)).ListTopics(t.Context(), &sns.ListTopicsInput{})
	assert.ErrorContains(t, err, "the test has no answer for sns.ListTopics")
	assert.Len(t, rec.failed, 1)
}
