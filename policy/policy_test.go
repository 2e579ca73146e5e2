package policy_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/policy"
)

// Inputs of services that this module does not require, as far as a policy
// looks at them.
type (
	objectInput struct{ Bucket, Key, VersionId, CopySource *string }
	identifier  struct{ Key, VersionId *string }
	deletion    struct{ Objects []identifier }
	deleteInput struct {
		Bucket *string
		Delete *deletion
	}
	functionInput struct{ FunctionName, Role *string }
	tableInput    struct{ TableName, IndexName *string }
	batchInput    struct{ RequestItems map[string][]string }
	get           struct{ TableName *string }
	transactItem  struct{ Get, Put *get }
	transactInput struct{ TransactItems []transactItem }
	queueInput    struct{ QueueUrl *string }
	groupInput    struct{ LogGroupName *string }
	ruleInput     struct{ Name, EventBusName *string }
	target        struct{ Arn, RoleArn *string }
	targetsInput  struct {
		Rule    *string
		Targets []target
	}
	scheduleInput struct {
		Name, GroupName *string
		Target          *target
	}
	instancesInput struct{ InstanceIds []string }
	parameterInput struct {
		Name  *string
		Path  *string
		Names []string
	}
	keyInput  struct{ KeyId *string }
	zoneInput struct{ HostedZoneId *string }
)

func TestActionsAndResources(t *testing.T) {
	for _, row := range []struct {
		service, operation string
		input              any
		want               []string
	}{
		{"S3", "ListObjectsV2", &objectInput{Bucket: aws.String("logs")}, []string{"s3:ListBucket on arn:aws:s3:::logs"}},
		{"S3", "HeadObject", &objectInput{Bucket: aws.String("logs"), Key: aws.String("a")}, []string{"s3:GetObject on arn:aws:s3:::logs/*"}},
		{"S3", "GetObject", &objectInput{Bucket: aws.String("logs"), VersionId: aws.String("v")}, []string{"s3:GetObjectVersion on arn:aws:s3:::logs/*"}},
		{"S3", "CopyObject", &objectInput{Bucket: aws.String("to"), CopySource: aws.String("from/a/b")},
			[]string{"s3:GetObject on arn:aws:s3:::from/*", "s3:PutObject on arn:aws:s3:::to/*"}},
		{"S3", "DeleteObjects", &deleteInput{Bucket: aws.String("logs"), Delete: &deletion{Objects: []identifier{{Key: aws.String("a")}}}},
			[]string{"s3:DeleteObject on arn:aws:s3:::logs/*"}},
		{"S3", "DeleteObjects", &deleteInput{Bucket: aws.String("logs"), Delete: &deletion{Objects: []identifier{{VersionId: aws.String("a")}}}},
			[]string{"s3:DeleteObjectVersion on arn:aws:s3:::logs/*"}},
		{"S3", "GetObjectLockConfiguration", &objectInput{Bucket: aws.String("logs")}, []string{"s3:GetBucketObjectLockConfiguration on arn:aws:s3:::logs"}},
		{"S3", "ListBuckets", &struct{}{}, []string{"s3:ListAllMyBuckets on *"}},
		{"Lambda", "Invoke", &functionInput{FunctionName: aws.String("fn")}, []string{"lambda:InvokeFunction on arn:aws:lambda:eu-west-1:1:function:fn"}},
		{"Lambda", "Invoke", &functionInput{FunctionName: aws.String("arn:aws:lambda:us-east-1:2:function:fn")}, []string{"lambda:InvokeFunction on arn:aws:lambda:us-east-1:2:function:fn"}},
		{"Lambda", "CreateFunction", &functionInput{aws.String("fn"), aws.String("arn:aws:iam::1:role/fn")},
			[]string{"iam:PassRole on arn:aws:iam::1:role/fn", "lambda:CreateFunction on arn:aws:lambda:eu-west-1:1:function:fn"}},
		{"DynamoDB", "Query", &tableInput{aws.String("t"), aws.String("i")}, []string{"dynamodb:Query on arn:aws:dynamodb:eu-west-1:1:table/t/index/i"}},
		{"DynamoDB", "BatchWriteItem", &batchInput{map[string][]string{"a": nil, "b": nil}},
			[]string{"dynamodb:BatchWriteItem on arn:aws:dynamodb:eu-west-1:1:table/a", "dynamodb:BatchWriteItem on arn:aws:dynamodb:eu-west-1:1:table/b"}},
		{"DynamoDB", "TransactGetItems", &transactInput{[]transactItem{{Get: &get{aws.String("t")}}}}, []string{"dynamodb:GetItem on arn:aws:dynamodb:eu-west-1:1:table/t"}},
		{"SQS", "SendMessageBatch", &queueInput{aws.String("https://sqs.eu-west-1.amazonaws.com/111122223333/jobs")}, []string{"sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:jobs"}},
		{"SQS", "SendMessage", &queueInput{aws.String("::")}, []string{"sqs:SendMessage on *"}},
		{"CloudWatch Logs", "DescribeLogGroups", &struct{}{}, []string{"logs:DescribeLogGroups on arn:aws:logs:eu-west-1:1:log-group:*"}},
		{"CloudWatch Logs", "PutRetentionPolicy", &groupInput{aws.String("/g")}, []string{"logs:PutRetentionPolicy on arn:aws:logs:eu-west-1:1:log-group:/g:*"}},
		{"EventBridge", "PutRule", &ruleInput{Name: aws.String("nightly")}, []string{"events:PutRule on arn:aws:events:eu-west-1:1:rule/nightly"}},
		{"EventBridge", "PutRule", &ruleInput{aws.String("nightly"), aws.String("own")}, []string{"events:PutRule on arn:aws:events:eu-west-1:1:rule/own/nightly"}},
		{"EventBridge", "PutTargets", &targetsInput{aws.String("nightly"), []target{{RoleArn: aws.String("arn:aws:iam::1:role/r")}}},
			[]string{"events:PutTargets on arn:aws:events:eu-west-1:1:rule/nightly", "iam:PassRole on arn:aws:iam::1:role/r"}},
		{"Scheduler", "CreateSchedule", &scheduleInput{Name: aws.String("s"), Target: &target{RoleArn: aws.String("arn:aws:iam::1:role/r")}},
			[]string{"iam:PassRole on arn:aws:iam::1:role/r", "scheduler:CreateSchedule on arn:aws:scheduler:eu-west-1:1:schedule/default/s"}},
		{"EC2", "StopInstances", &instancesInput{[]string{"i-1", "i-2"}},
			[]string{"ec2:StopInstances on arn:aws:ec2:eu-west-1:1:instance/i-1", "ec2:StopInstances on arn:aws:ec2:eu-west-1:1:instance/i-2"}},
		{"EC2", "DescribeInstances", &instancesInput{[]string{"i-1"}}, []string{"ec2:DescribeInstances on *"}},
		{"SSM", "GetParametersByPath", &parameterInput{Path: aws.String("/app/prod/")}, []string{"ssm:GetParametersByPath on arn:aws:ssm:eu-west-1:1:parameter/app/prod/*"}},
		{"SSM", "GetParameter", &parameterInput{Name: aws.String("/app/k")}, []string{"ssm:GetParameter on arn:aws:ssm:eu-west-1:1:parameter/app/k"}},
		{"KMS", "ReEncrypt", &keyInput{aws.String("alias/a")}, []string{"kms:ReEncryptFrom on *", "kms:ReEncryptTo on *"}},
		{"Route 53", "ListResourceRecordSets", &zoneInput{aws.String("/hostedzone/Z1")}, []string{"route53:ListResourceRecordSets on arn:aws:route53:::hostedzone/Z1"}},
		{"SFN", "ListStateMachines", nil, []string{"states:ListStateMachines on *"}},
		{"STS", "GetCallerIdentity", nil, nil},
		{"STS", "AssumeRole", &sts.AssumeRoleInput{RoleArn: aws.String("arn:aws:iam::2:role/Audit")}, []string{"sts:AssumeRole on arn:aws:iam::2:role/Audit"}},
	} {
		rec := policy.Recorder{Account: "1"}
		rec.Record(row.service, row.operation, "eu-west-1", row.input)
		assert.Equal(t, row.want, rec.Document().Without(policy.Document{}), row.service+" "+row.operation)
	}
	var rec policy.Recorder
	rec.Record("Lambda", "GetFunction", "cn-north-1", &functionInput{FunctionName: aws.String("fn")})
	assert.Equal(t, []string{"lambda:GetFunction on arn:aws-cn:lambda:cn-north-1:*:function:fn"}, rec.Document().Without(policy.Document{}))
}

// calls makes some calls of a program.
func calls(t awstest.TB, ctx context.Context) *awstest.Cloud {
	cloud := awstest.New(t)
	awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{})
	awstest.Return[sns.ListTopicsInput](cloud, &sns.ListTopicsOutput{})
	awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("NotFound", "", 404))
	client := sns.NewFromConfig(cloud.Config())
	topic := aws.String("arn:aws:sns:us-east-1:123456789012:reports")
	_, _ = client.Publish(ctx, &sns.PublishInput{TopicArn: topic, Message: aws.String("<b>")})
	_, _ = client.ListTopics(ctx, nil)
	_, _ = client.GetTopicAttributes(ctx, &sns.GetTopicAttributesInput{TopicArn: topic})
	_, _ = client.Publish(ctx, &sns.PublishInput{}) // refused before a request
	return cloud
}

func TestTheDocumentIsMergedAndSorted(t *testing.T) {
	doc := calls(t, t.Context()).Policy()
	text, err := json.Marshal(doc)
	require.NoError(t, err)
	assert.JSONEq(t, `{"Version":"2012-10-17","Statement":[
		{"Effect":"Allow","Action":["sns:GetTopicAttributes","sns:Publish"],"Resource":["arn:aws:sns:us-east-1:123456789012:reports"]},
		{"Effect":"Allow","Action":["sns:ListTopics"],"Resource":["*"]}]}`, string(text))
	assert.Equal(t, map[string]string{"sns:ListTopics": "no member of the input names a resource"}, doc.Wildcards())
	assert.Equal(t, `Policies:
  - Version: "2012-10-17"
    Statement:
      - Effect: Allow
        Action:
          - sns:GetTopicAttributes
          - sns:Publish
        Resource:
          - "arn:aws:sns:us-east-1:123456789012:reports"
      - Effect: Allow
        Action:
          - sns:ListTopics
        Resource:
          - "*"
`, doc.SAM())
	parsed, err := policy.Parse(text)
	require.NoError(t, err)
	assert.Equal(t, doc.String(), parsed.String())
}

type failures struct{ texts []string }

func (*failures) Helper() {}
func (f *failures) Errorf(format string, args ...any) {
	f.texts = append(f.texts, fmt.Sprintf(format, args...))
}

func TestGolden(t *testing.T) {
	doc := calls(t, t.Context()).Policy()
	file := filepath.Join(t.TempDir(), "testdata", "policy.json")
	var f failures
	policy.Golden(&f, doc, file)
	require.Len(t, f.texts, 1)
	assert.Contains(t, f.texts[0], "UPDATE_POLICY=1")

	t.Setenv("UPDATE_POLICY", "1")
	policy.Golden(t, doc, file)
	t.Setenv("UPDATE_POLICY", "")
	policy.Golden(t, doc, file)

	var rec policy.Recorder
	rec.Record("SNS", "DeleteTopic", "us-east-1", &sns.DeleteTopicInput{TopicArn: aws.String("arn:aws:sns:us-east-1:123456789012:reports")})
	f = failures{}
	policy.Golden(&f, doc.Merge(rec.Document()), file)
	require.Len(t, f.texts, 1)
	assert.Contains(t, f.texts[0], "new:  sns:DeleteTopic on arn:aws:sns:us-east-1:123456789012:reports")

	require.NoError(t, os.WriteFile(file, []byte("{"), 0o600))
	f = failures{}
	policy.Golden(&f, doc, file)
	assert.Len(t, f.texts, 1)
}

func TestParseReadsWhatPeopleWrite(t *testing.T) {
	for text, want := range map[string]string{
		`{"Statement":{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}}`:                                       "sns:Publish on *",
		`{"Statement":[{"Effect":"Allow","Action":["sns:Publish"],"Resource":"a","Condition":{"Bool":{"x":"true"}}}]}`: "sns:Publish on a",
		`{}`: "",
		`{"Statement":[{"Effect":"Deny","Action":"sns:Publish","Resource":"*"}]}`:     "policy.Parse: statement 0 must allow actions on resources",
		`{"Statement":[{"Effect":"Allow","NotAction":"sns:Publish","Resource":"*"}]}`: "policy.Parse: statement 0 must allow actions on resources",
		`{"Statement":[{"Effect":"Allow","Action":"sns:Publish"}]}`:                   "policy.Parse: statement 0 must allow actions on resources",
		`{"Statement":[{"Effect":"Allow","Action":1,"Resource":"*"}]}`:                "policy.Parse: json: cannot unmarshal number",
		`{`: "policy.Parse: unexpected end of JSON input",
	} {
		doc, err := policy.Parse([]byte(text))
		if err != nil {
			assert.ErrorContains(t, err, want, text)
			continue
		}
		assert.Equal(t, want, strings.Join(doc.Without(policy.Document{}), ", "), text)
	}
}

func TestUnusedIsWhatNoCallNeeds(t *testing.T) {
	allowed, err := policy.Parse([]byte(`{"Statement":[
		{"Effect":"Allow","Action":["sns:Get*","sns:publish","sns:Tag*"],"Resource":["arn:aws:sns:us-east-?:123456789012:rep*","arn:aws:sns:us-east-1:123456789012:other"]},
		{"Effect":"Allow","Action":"sns:ListTopics","Resource":"*"}]}`))
	require.NoError(t, err)
	doc := calls(t, t.Context()).Policy()
	assert.Empty(t, doc.Without(allowed))
	assert.Equal(t, []string{
		"sns:Get* on arn:aws:sns:us-east-1:123456789012:other", "sns:Tag* on arn:aws:sns:us-east-1:123456789012:other",
		"sns:Tag* on arn:aws:sns:us-east-?:123456789012:rep*", "sns:publish on arn:aws:sns:us-east-1:123456789012:other",
	}, allowed.Unused(doc))
}

func TestWithoutKnowsStars(t *testing.T) {
	wide, err := policy.Parse([]byte(`{"Statement":[{"Effect":"Allow","Action":["sns:Get*","SNS:Publish"],"Resource":["arn:aws:sns:*:123456789012:rep*"]}]}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"sns:ListTopics on *"}, calls(t, t.Context()).Policy().Without(wide))
}

func TestARecorderIsSafeForConcurrentUse(t *testing.T) {
	var rec policy.Recorder
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			rec.Record("Lambda", "GetFunction", "eu-west-1", &functionInput{FunctionName: aws.String(fmt.Sprint(i % 5))})
			_ = rec.Document().String()
		})
	}
	all.Wait()
	assert.Len(t, rec.Document().Statements()[0].Resource, 5)
}
