package handover_test

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	lambdaapi "github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/lambda/handover"
	"github.com/awsessentials/essentials/session"
)

func TestTable(t *testing.T) {
	server := moto.Start(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	sess, err := session.New(t.Context(), session.Options{Region: "us-east-1", Endpoint: server.URL})
	require.NoError(t, err)
	client := session.Client(sess, dynamodb.NewFromConfig)
	_, err = client.CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName:            aws.String("jobs"),
		BillingMode:          dynamodbtypes.BillingModePayPerRequest,
		AttributeDefinitions: []dynamodbtypes.AttributeDefinition{{AttributeName: aws.String("id"), AttributeType: dynamodbtypes.ScalarAttributeTypeS}},
		KeySchema:            []dynamodbtypes.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: dynamodbtypes.KeyTypeHash}},
	})
	require.NoError(t, err)
	table := handover.Table{Client: client, Name: "jobs"}

	rec, err := table.Load(t.Context(), "job")
	require.NoError(t, err)
	assert.Zero(t, rec)
	first := handover.Record{Version: 1, Data: []byte(`{"a":1}`), Expires: time.Unix(1_800_000_000, 0)}
	require.NoError(t, table.Save(t.Context(), "job", first))
	rec, err = table.Load(t.Context(), "job")
	require.NoError(t, err)
	assert.Equal(t, first, rec)

	other := handover.Record{Version: 1, Data: []byte(`{"b":1}`), Expires: first.Expires}
	assert.ErrorIs(t, table.Save(t.Context(), "job", other), handover.ErrConflict)
	assert.NoError(t, table.Save(t.Context(), "job", first), "what is there already was saved by a try whose answer was lost")
	other.Version = 2
	require.NoError(t, table.Save(t.Context(), "job", other))
	assert.ErrorIs(t, table.Save(t.Context(), "job", handover.Record{Version: 2, Data: []byte(`{}`)}), handover.ErrConflict)
	rec, err = table.Load(t.Context(), "another job")
	require.NoError(t, err)
	assert.Zero(t, rec)
}

func TestAnItemOfAnotherProgramIsNoRecord(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[dynamodb.GetItemInput](cloud, &dynamodb.GetItemOutput{Item: map[string]dynamodbtypes.AttributeValue{"id": &dynamodbtypes.AttributeValueMemberS{Value: "job"}}})
	_, err := handover.Table{Client: dynamodb.NewFromConfig(cloud.Config()), Name: "orders"}.Load(t.Context(), "job")
	assert.EqualError(t, err, `the item "job" of table orders is not the record of a job`)
}

func TestSelfInvokesTheVersionThatRuns(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[lambdaapi.InvokeInput](cloud, &lambdaapi.InvokeOutput{StatusCode: 202})
	next := handover.Self(lambdaapi.NewFromConfig(cloud.Config()))
	ctx := lambdacontext.NewContext(t.Context(), &lambdacontext.LambdaContext{InvokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:f:live"})
	require.NoError(t, next(ctx, []byte(`{"handover":{}}`)))
	in := awstest.Calls[lambdaapi.InvokeInput](cloud)[0]
	assert.Equal(t, "arn:aws:lambda:us-east-1:123456789012:function:f:live", *in.FunctionName)
	assert.Equal(t, lambdatypes.InvocationTypeEvent, in.InvocationType)
	assert.JSONEq(t, `{"handover":{}}`, string(in.Payload))

	assert.EqualError(t, next(context.Background(), nil), "the context has no function to invoke again")
}

func TestQueueSendsTheEvent(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[sqs.SendMessageInput](cloud, &sqs.SendMessageOutput{MessageId: aws.String("m")})
	require.NoError(t, handover.Queue(sqs.NewFromConfig(cloud.Config()), "https://sqs/q")(t.Context(), []byte(`{}`)))
	in := awstest.Calls[sqs.SendMessageInput](cloud)[0]
	assert.Equal(t, "https://sqs/q", *in.QueueUrl)
	assert.Equal(t, `{}`, *in.MessageBody)
}
