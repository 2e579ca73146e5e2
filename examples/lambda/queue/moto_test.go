package main

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/lambda/lambdatest"
	"github.com/awsessentials/essentials/session"
)

func TestOrdersEndUpInATableOnce(t *testing.T) {
	server := moto.Start(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	sess, err := session.New(t.Context(), session.Options{Region: "us-east-1", Endpoint: server.URL})
	require.NoError(t, err)
	client := session.Client(sess, dynamodb.NewFromConfig)
	_, err = client.CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName:            aws.String("orders"),
		BillingMode:          types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("id"), AttributeType: types.ScalarAttributeTypeS}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: types.KeyTypeHash}},
	})
	require.NoError(t, err)

	fn := lambdatest.New(t, lambdatest.Build(t, "."), lambdatest.Options{Env: map[string]string{"TABLE": "orders", "AWS_ENDPOINT_URL": server.URL}})
	changed := `{"id":"o-1","item":"coffee","quantity":9}`
	assert.Equal(t, []string{"c"}, failures(t, fn.Invoke(t, lambdatest.Event{Payload: event("orders", good, next, "not json", changed)})))

	out, err := client.Scan(t.Context(), &dynamodb.ScanInput{TableName: aws.String("orders")})
	require.NoError(t, err)
	assert.ElementsMatch(t, []map[string]types.AttributeValue{
		{"id": &types.AttributeValueMemberS{Value: "o-1"}, "item": &types.AttributeValueMemberS{Value: "tea"}, "quantity": &types.AttributeValueMemberN{Value: "2"}},
		{"id": &types.AttributeValueMemberS{Value: "o-2"}, "item": &types.AttributeValueMemberS{Value: "mug"}, "quantity": &types.AttributeValueMemberN{Value: "1"}},
	}, out.Items)
}
