package awstest_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront"
	cftypes "github.com/aws/aws-sdk-go-v2/service/cloudfront/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
)

func TestUnionValuesAreCopied(t *testing.T) {
	cloud := awstest.New(t)
	item := map[string]ddbtypes.AttributeValue{
		"id":   &ddbtypes.AttributeValueMemberS{Value: "1"},
		"tags": &ddbtypes.AttributeValueMemberL{Value: []ddbtypes.AttributeValue{&ddbtypes.AttributeValueMemberS{Value: "a"}}},
	}
	awstest.Return[dynamodb.GetItemInput](cloud, &dynamodb.GetItemOutput{Item: item}).Times(2)
	client := dynamodb.NewFromConfig(cloud.Config())
	in := &dynamodb.GetItemInput{TableName: aws.String("t"), Key: map[string]ddbtypes.AttributeValue{"id": &ddbtypes.AttributeValueMemberS{Value: "1"}}}
	first, err := client.GetItem(t.Context(), in)
	require.NoError(t, err)
	first.Item["tags"].(*ddbtypes.AttributeValueMemberL).Value[0].(*ddbtypes.AttributeValueMemberS).Value = "changed"
	second, err := client.GetItem(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, item, second.Item)
}

func TestDynamoDBPagesByKeysOfTheirOwn(t *testing.T) {
	cloud := awstest.New(t)
	key := map[string]ddbtypes.AttributeValue{"id": &ddbtypes.AttributeValueMemberS{Value: "7"}}
	awstest.Pages[dynamodb.ScanInput](cloud,
		&dynamodb.ScanOutput{Count: 2, LastEvaluatedKey: key},
		&dynamodb.ScanOutput{Count: 1})
	pager := dynamodb.NewScanPaginator(dynamodb.NewFromConfig(cloud.Config()), &dynamodb.ScanInput{TableName: aws.String("t")})
	var counts []int32
	for pager.HasMorePages() {
		out, err := pager.NextPage(t.Context())
		require.NoError(t, err)
		counts = append(counts, out.Count)
	}
	assert.Equal(t, []int32{2, 1}, counts)
	wrong := awstest.New(nil)
	awstest.Pages[dynamodb.ScanInput](wrong, &dynamodb.ScanOutput{}, &dynamodb.ScanOutput{})
	require.ErrorIs(t, wrong.Unmet(), awserr.ErrInvalid, "a key cannot be made up")
}

func TestNestedTokensAndEmptyPages(t *testing.T) {
	cloud := awstest.New(t)
	page := func(ids ...string) *cloudfront.ListDistributionsOutput {
		list := &cftypes.DistributionList{IsTruncated: aws.Bool(false), Quantity: aws.Int32(int32(len(ids)))}
		for _, id := range ids {
			list.Items = append(list.Items, cftypes.DistributionSummary{Id: aws.String(id)})
		}
		return &cloudfront.ListDistributionsOutput{DistributionList: list}
	}
	awstest.Pages[cloudfront.ListDistributionsInput](cloud, page("a"), page("b"))
	awstest.Inject[cloudfront.ListDistributionsInput](cloud, awstest.EmptyPage(2))
	pager := cloudfront.NewListDistributionsPaginator(cloudfront.NewFromConfig(cloud.Config()), nil)
	var ids []string
	var pages int
	for ; pager.HasMorePages(); pages++ {
		out, err := pager.NextPage(t.Context())
		require.NoError(t, err)
		for _, d := range out.DistributionList.Items {
			ids = append(ids, *d.Id)
		}
	}
	assert.Equal(t, []string{"a", "b"}, ids)
	assert.Equal(t, 3, pages)
}

func TestBodiesPassThrough(t *testing.T) {
	cloud := awstest.New(t)
	stored := map[string]string{}
	awstest.On(cloud, func(_ context.Context, in *s3.PutObjectInput) (*s3.PutObjectOutput, error) {
		body, err := io.ReadAll(in.Body)
		stored[*in.Key] = string(body)
		return &s3.PutObjectOutput{}, err
	})
	awstest.On(cloud, func(_ context.Context, in *s3.GetObjectInput) (*s3.GetObjectOutput, error) {
		return &s3.GetObjectOutput{Body: io.NopCloser(strings.NewReader(stored[*in.Key]))}, nil
	}).Wire()
	client := s3.NewFromConfig(cloud.Config())
	_, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String("b"), Key: aws.String("k"), Body: strings.NewReader("hello")})
	require.NoError(t, err)
	out, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("b"), Key: aws.String("k")})
	require.NoError(t, err)
	body, err := io.ReadAll(out.Body)
	require.NoError(t, err)
	assert.Equal(t, "hello", string(body))
}

func TestPartialFailuresOfOtherServices(t *testing.T) {
	t.Run("sqs", func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(_ context.Context, in *sqs.SendMessageBatchInput) (*sqs.SendMessageBatchOutput, error) {
			out := &sqs.SendMessageBatchOutput{}
			for _, e := range in.Entries {
				out.Successful = append(out.Successful, sqstypes.SendMessageBatchResultEntry{Id: e.Id})
			}
			return out, nil
		})
		awstest.Inject[sqs.SendMessageBatchInput](cloud, awstest.PartialFailure(awstest.EntryFailure{Entries: []int{0}, Code: "Busy"}))
		out, err := sqs.NewFromConfig(cloud.Config(), func(o *sqs.Options) { o.DisableMessageChecksumValidation = true }).
			SendMessageBatch(t.Context(), &sqs.SendMessageBatchInput{QueueUrl: aws.String("https://sqs.us-east-1.amazonaws.com/1/q"), Entries: []sqstypes.SendMessageBatchRequestEntry{
				{Id: aws.String("a"), MessageBody: aws.String("1")}, {Id: aws.String("b"), MessageBody: aws.String("2")},
			}})
		require.NoError(t, err)
		require.Len(t, out.Failed, 1)
		assert.Equal(t, "a", *out.Failed[0].Id)
		assert.Equal(t, "Busy", *out.Failed[0].Code)
		require.Len(t, out.Successful, 1)
		assert.Equal(t, "b", *out.Successful[0].Id)
	})
	t.Run("s3", func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(_ context.Context, in *s3.DeleteObjectsInput) (*s3.DeleteObjectsOutput, error) {
			out := &s3.DeleteObjectsOutput{}
			for _, o := range in.Delete.Objects {
				out.Deleted = append(out.Deleted, s3types.DeletedObject{Key: o.Key})
			}
			return out, nil
		})
		awstest.Inject[s3.DeleteObjectsInput](cloud, awstest.PartialFailure(awstest.EntryFailure{Entries: []int{1}, Message: "try again"}))
		out, err := s3.NewFromConfig(cloud.Config()).DeleteObjects(t.Context(), &s3.DeleteObjectsInput{
			Bucket: aws.String("b"), Delete: &s3types.Delete{Objects: []s3types.ObjectIdentifier{{Key: aws.String("x")}, {Key: aws.String("y")}}},
		})
		require.NoError(t, err)
		require.Len(t, out.Deleted, 1)
		require.Len(t, out.Errors, 1)
		assert.Equal(t, []string{"y", "InternalError", "try again"}, []string{*out.Errors[0].Key, *out.Errors[0].Code, *out.Errors[0].Message})
	})
}

// The SDK's own waiter polls until a stub says ready, in virtual time.
func TestSDKWaitersRunInABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		state := func(s lambdatypes.State) *lambda.GetFunctionOutput {
			return &lambda.GetFunctionOutput{Configuration: &lambdatypes.FunctionConfiguration{State: s}}
		}
		awstest.Return[lambda.GetFunctionInput](cloud, state(lambdatypes.StatePending), state(lambdatypes.StatePending), state(lambdatypes.StateActive))
		err := lambda.NewFunctionActiveV2Waiter(lambda.NewFromConfig(cloud.Config())).
			Wait(t.Context(), &lambda.GetFunctionInput{FunctionName: aws.String("f")}, 5*time.Minute)
		require.NoError(t, err)
	})
}

// A waiter whose state never comes must end, and not spin: each call takes time.
func TestSDKWaiterThatNeverSucceedsEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(context.Context, *lambda.GetFunctionInput) (*lambda.GetFunctionOutput, error) {
			return &lambda.GetFunctionOutput{Configuration: &lambdatypes.FunctionConfiguration{State: lambdatypes.StatePending}}, nil
		})
		err := lambda.NewFunctionActiveV2Waiter(lambda.NewFromConfig(cloud.Config())).
			Wait(t.Context(), &lambda.GetFunctionInput{FunctionName: aws.String("f")}, 5*time.Minute)
		require.Error(t, err)
		assert.Less(t, len(awstest.Calls[lambda.GetFunctionInput](cloud)), 1000)
	})
}
