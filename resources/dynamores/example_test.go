package dynamores_test

import (
	"context"
	"fmt"
	"log"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/dynamores"
)

// Scan a table for Go values.
func ExampleScan() {
	cloud := awstest.New(nil)
	awstest.Return[dynamodb.ScanInput](cloud, &dynamodb.ScanOutput{Items: []map[string]types.AttributeValue{
		{"id": &types.AttributeValueMemberS{Value: "o1"}, "n": &types.AttributeValueMemberN{Value: "3"}},
	}})
	table := dynamores.New(dynamodb.NewFromConfig(cloud.Config())).Table("orders") // or dynamores.Open(sess).Table

	type Order struct {
		ID string `dynamodbav:"id"`
		N  int    `dynamodbav:"n"`
	}
	open := expression.Name("open").Equal(expression.Value(true))
	for order, err := range dynamores.Scan[Order](table, open).All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(order.ID, order.N)
	}
	// Output: o1 3
}
