package errors_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/moto"
)

func configFor(url string) aws.Config {
	return aws.Config{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(url),
		Credentials:  credentials.NewStaticCredentialsProvider("AKIAIOSFODNN7EXAMPLE", "none", ""),
	}
}

// asks are requests for what does not exist, one for each protocol and more.
func asks(cfg aws.Config) map[string]func(context.Context) error {
	s3c := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })
	none := aws.String("none-such-9f2c")
	return map[string]func(context.Context) error{
		"CloudFormation.DescribeStacks": func(ctx context.Context) error {
			_, err := cloudformation.NewFromConfig(cfg).DescribeStacks(ctx, &cloudformation.DescribeStacksInput{StackName: none})
			return err
		},
		"DynamoDB.DescribeTable": func(ctx context.Context) error {
			_, err := dynamodb.NewFromConfig(cfg).DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: none})
			return err
		},
		"EC2.DescribeInstances": func(ctx context.Context) error {
			_, err := ec2.NewFromConfig(cfg).DescribeInstances(ctx, &ec2.DescribeInstancesInput{InstanceIds: []string{"i-0123456789abcdef0"}})
			return err
		},
		"IAM.GetRole": func(ctx context.Context) error {
			_, err := iam.NewFromConfig(cfg).GetRole(ctx, &iam.GetRoleInput{RoleName: none})
			return err
		},
		"Lambda.GetFunction": func(ctx context.Context) error {
			_, err := lambda.NewFromConfig(cfg).GetFunction(ctx, &lambda.GetFunctionInput{FunctionName: none})
			return err
		},
		"Route 53.GetHostedZone": func(ctx context.Context) error {
			_, err := route53.NewFromConfig(cfg).GetHostedZone(ctx, &route53.GetHostedZoneInput{Id: aws.String("Z0123456789ABC")})
			return err
		},
		"S3.GetObject": func(ctx context.Context) error {
			_, err := s3c.GetObject(ctx, &s3.GetObjectInput{Bucket: none, Key: none})
			return err
		},
		"S3.HeadBucket": func(ctx context.Context) error {
			_, err := s3c.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: none})
			return err
		},
		"S3.HeadObject": func(ctx context.Context) error {
			_, err := s3c.HeadObject(ctx, &s3.HeadObjectInput{Bucket: none, Key: none})
			return err
		},
		"SNS.GetTopicAttributes": func(ctx context.Context) error {
			_, err := sns.NewFromConfig(cfg).GetTopicAttributes(ctx, &sns.GetTopicAttributesInput{
				TopicArn: aws.String("arn:aws:sns:us-east-1:123456789012:none-such"),
			})
			return err
		},
		"SQS.GetQueueUrl": func(ctx context.Context) error {
			_, err := sqs.NewFromConfig(cfg).GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: none})
			return err
		},
		"SSM.GetParameter": func(ctx context.Context) error {
			_, err := ssm.NewFromConfig(cfg).GetParameter(ctx, &ssm.GetParameterInput{Name: none})
			return err
		},
	}
}

func TestNotFoundOnTheWire(t *testing.T) {
	for name, ask := range asks(configFor(moto.Start(t).URL)) {
		err := ask(t.Context())
		require.Error(t, err, name)
		assert.Equal(t, "NotFound", class(t, err), "%s: %v", name, err)
		assert.Equal(t, name, awserr.Service(err)+"."+awserr.Operation(err))
		assert.NotEmpty(t, awserr.Code(err), name)
		assert.GreaterOrEqual(t, awserr.Status(err), 400, name)
	}
}

func TestAlreadyExistsOnTheWire(t *testing.T) {
	client := iam.NewFromConfig(configFor(moto.Start(t).URL))
	in := &iam.CreateUserInput{UserName: aws.String("u")}
	_, err := client.CreateUser(t.Context(), in)
	require.NoError(t, err)
	_, err = client.CreateUser(t.Context(), in)
	assert.Equal(t, "AlreadyExists", class(t, err), "%v", err)
	assert.True(t, awserr.Is(err, "EntityAlreadyExists"))
	assert.True(t, awserr.Is(err, "EntityAlreadyExistsException"))
}

// TestAProxysAnswerIsNothingOfAWS lets what stands between the program and AWS
// answer: nothing is gone, and nobody is denied, because of it.
func TestAProxysAnswerIsNothingOfAWS(t *testing.T) {
	for name, body := range map[string]string{
		"empty": "", "text": "404 page not found\n", "json": `{"message":"Not Found"}`, "html": "<html><body>Not Found</body></html>",
		"API Gateway": `{"message":"Missing Authentication Token"}`, "null": "null", "broken": `{"__type":`,
	} {
		for _, status := range []int{http.StatusNotFound, http.StatusForbidden} {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Server", "nginx")
				w.WriteHeader(status)
				_, _ = io.WriteString(w, body)
			}))
			cfg := configFor(server.URL)
			cfg.RetryMaxAttempts = 1
			for operation, ask := range asks(cfg) {
				err := ask(t.Context())
				require.Error(t, err)
				assert.Equal(t, "none", class(t, err), "%s, %s, %d: %v", operation, name, status, err)
			}
			server.Close()
		}
	}
}

func TestAnUnknownOperationIsNotFoundNowhere(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-Requestid", "7c6c4c24-9a4f-4f0e-9fd8-6f1d6c2a7d11")
		w.Header().Set("X-Amzn-Errortype", "UnknownOperationException")
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"__type":"com.amazon.coral.service#UnknownOperationException"}`)
	}))
	defer server.Close()
	for _, name := range []string{"DynamoDB.DescribeTable", "Lambda.GetFunction", "SQS.GetQueueUrl", "SSM.GetParameter"} {
		err := asks(configFor(server.URL))[name](t.Context())
		assert.Equal(t, "UnknownOperationException", awserr.Code(err), "%s: %v", name, err)
		assert.Equal(t, "none", class(t, err), name)
	}
}

// TestTheCallThatFailedIsTheOneReported signs with a role that cannot be assumed.
func TestTheCallThatFailedIsTheOneReported(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-Requestid", "r-1")
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not you</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`)
	}))
	defer server.Close()
	cfg := configFor(server.URL)
	client := sts.NewFromConfig(cfg)
	cfg.Credentials = aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
		_, err := client.AssumeRole(ctx, &sts.AssumeRoleInput{RoleArn: aws.String("arn:aws:iam::123456789012:role/r"), RoleSessionName: aws.String("s-1")})
		return aws.Credentials{}, err
	})
	err := asks(cfg)["S3.HeadObject"](t.Context())
	assert.Equal(t, "STS.AssumeRole", awserr.Service(err)+"."+awserr.Operation(err))
	assert.Equal(t, "r-1", awserr.RequestID(err))
	assert.True(t, awserr.IsAccessDenied(err))
}
