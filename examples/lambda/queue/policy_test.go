package main

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/examples/internal/templates"
)

func TestTheTemplateAllowsWhatIsCalled(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[dynamodb.PutItemInput](cloud, &dynamodb.PutItemOutput{})
	s := store{table: "orders", dynamodb: dynamodb.NewFromConfig(cloud.Config())}
	_, err := s.handle(t.Context(), event("orders", good))
	require.NoError(t, err)

	templates.Check(t, cloud.Policy(), templates.Policy(t, "template.yaml", map[string]string{
		"Table.Arn": "arn:aws:dynamodb:us-east-1:123456789012:table/orders",
	}))
}
