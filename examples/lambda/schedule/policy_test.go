package main

import (
	"context"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	lambdaapi "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/examples/internal/templates"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/policy"
	"github.com/awsessentials/essentials/session"
)

const (
	ops  = "arn:aws:sns:us-east-1:123456789012:ops"
	live = "arn:aws:lambda:us-east-1:123456789012:function:retention:live"
)

// calls returns the policy of what the function calls in two invocations, of which
// the first hands over to the second.
func calls(t *testing.T, table string) (called policy.Document) {
	lambdacontext.FunctionName = "retention"
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[cloudwatchlogs.DescribeLogGroupsInput](cloud, &cloudwatchlogs.DescribeLogGroupsOutput{
			LogGroups: []types.LogGroup{{LogGroupName: aws.String("/a")}, {LogGroupName: aws.String("/b")}},
		}).Times(2)
		awstest.On(cloud, func(context.Context, *cloudwatchlogs.PutRetentionPolicyInput) (*cloudwatchlogs.PutRetentionPolicyOutput, error) {
			time.Sleep(time.Minute)
			return &cloudwatchlogs.PutRetentionPolicyOutput{}, nil
		}).Times(2)
		if table != "" {
			awstest.On(cloud, func(context.Context, *dynamodb.GetItemInput) (*dynamodb.GetItemOutput, error) {
				return &dynamodb.GetItemOutput{}, nil // an old record is of no use to the test
			})
			awstest.On(cloud, func(context.Context, *dynamodb.PutItemInput) (*dynamodb.PutItemOutput, error) {
				return &dynamodb.PutItemOutput{}, nil
			})
		}
		var next []byte
		awstest.On(cloud, func(_ context.Context, in *lambdaapi.InvokeInput) (*lambdaapi.InvokeOutput, error) {
			next = in.Payload
			return &lambdaapi.InvokeOutput{StatusCode: 202}, nil
		}).Times(1)
		awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{MessageId: aws.String("m-1")})

		sess, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
		require.NoError(t, err)
		k := retention{
			days: 30, logs: session.Client(sess, cloudwatchlogs.NewFromConfig),
			topic: notify.NewTopic(session.Client(sess, sns.NewFromConfig), ops, notify.TopicOptions{}),
		}
		job, err := k.job(sess, table)
		require.NoError(t, err)
		for i, event := range []func() []byte{func() []byte { return []byte(`{}`) }, func() []byte { return next }} {
			ctx, cancel := context.WithTimeout(t.Context(), 65*time.Second)
			ctx = lambdacontext.NewContext(ctx, &lambdacontext.LambdaContext{AwsRequestID: "r", InvokedFunctionArn: live})
			res, err := job.Handle(ctx, event())
			cancel()
			require.NoError(t, err)
			assert.Equal(t, i == 1, res.Done)
		}
		called = cloud.Policy()
	})
	return called
}

func TestTheTemplateAllowsWhatIsCalled(t *testing.T) {
	templates.Check(t, calls(t, "jobs"), templates.Policy(t, "template.yaml", map[string]string{
		"Topic": ops, "Function.Arn": live, "Jobs.Arn": "arn:aws:dynamodb:us-east-1:123456789012:table/jobs",
	}))
}

// The program deploy gives the function this policy, and no table.
func TestThePolicyForDeployAllowsWhatIsCalled(t *testing.T) {
	text, err := os.ReadFile("policy.json")
	require.NoError(t, err)
	allowed, err := policy.Parse([]byte(strings.NewReplacer("${Partition}", "aws", "${Region}", templates.Region,
		"${Account}", templates.Account, "${TOPIC_ARN}", ops, "${Name}", "retention").Replace(string(text))))
	require.NoError(t, err)
	templates.Check(t, calls(t, ""), allowed)
}
