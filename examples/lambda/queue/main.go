// Queue is a Lambda function that stores the orders of an SQS queue in the
// DynamoDB table TABLE, each once. A bad order goes back to the queue alone, and
// after some tries to the dead-letter queue.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strconv"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/awsessentials/essentials/lambda/batch"
	"github.com/awsessentials/essentials/session"
)

// An order is the body of a message.
type order struct {
	ID       string `json:"id"`
	Item     string `json:"item"`
	Quantity int    `json:"quantity"`
}

type store struct {
	table    string
	dynamodb *dynamodb.Client
}

func main() {
	slog.SetDefault(lambdacontext.NewLogger())
	table := os.Getenv("TABLE")
	if table == "" {
		fatal("the environment variable TABLE is not set: it is the name of the table of the orders")
	}
	sess, err := session.FromEnv(context.Background())
	if err != nil {
		fatal(err)
	}
	s := store{table: table, dynamodb: session.Client(sess, dynamodb.NewFromConfig)}
	lambda.StartHandlerFunc(s.handle)
}

func fatal(reason any) {
	slog.Error("the function does not start", "error", reason)
	os.Exit(1)
}

// handle answers with the messages that are to come again.
func (s store) handle(ctx context.Context, event events.SQSEvent) (batch.Response, error) {
	report := batch.SQS(ctx, event, s.put, batch.Options{})
	report.Log(ctx, slog.Default())
	return report.Response()
}

// put stores one order. SQS may deliver a message twice; the second time the
// order is there already, and that is as good.
func (s store) put(ctx context.Context, m events.SQSMessage) error {
	var o order
	if err := json.Unmarshal([]byte(m.Body), &o); err != nil {
		return fmt.Errorf("read the order: %w", err)
	}
	if o.ID == "" || o.Item == "" || o.Quantity < 1 {
		return fmt.Errorf("order %q: want id, item and a quantity of 1 or more", o.ID)
	}
	_, err := s.dynamodb.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.table,
		Item: map[string]types.AttributeValue{
			"id":       &types.AttributeValueMemberS{Value: o.ID},
			"item":     &types.AttributeValueMemberS{Value: o.Item},
			"quantity": &types.AttributeValueMemberN{Value: strconv.Itoa(o.Quantity)},
		},
		ConditionExpression: aws.String("attribute_not_exists(id)"),
	})
	if _, stored := errors.AsType[*types.ConditionalCheckFailedException](err); stored {
		return nil
	}
	return err
}
