// Queue is a Lambda function that stores the orders of an SQS queue in a
// DynamoDB table, each once.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"strconv"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/awsessentials/essentials/examples/internal/cli"
	"github.com/awsessentials/essentials/examples/lambda/queue/sqsbatch"
	"github.com/awsessentials/essentials/session"
)

const doc = `
queue is a Lambda function: it stores the orders of an SQS batch in the DynamoDB
table named by the environment variable TABLE. A bad order goes back to the queue
alone, and after some tries to the dead-letter queue.

Deploy it with: make && sam deploy --guided`

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
	cli.Function(doc)
	table := cli.Setting("TABLE", "the name of the table of the orders")
	sess, err := session.FromEnv(context.Background())
	if err != nil {
		log.Fatalf("queue: %v", err)
	}
	s := store{table: table, dynamodb: session.Client(sess, dynamodb.NewFromConfig)}
	lambda.StartHandlerFunc(s.handle)
}

// handle answers with the messages that are to come again.
func (s store) handle(ctx context.Context, event events.SQSEvent) (events.SQSEventResponse, error) {
	res := sqsbatch.Process(ctx, event, sqsbatch.Options{}, s.put)
	for _, f := range res.Failed {
		slog.Error("order not stored", "message", f.MessageID, "error", f.Err)
	}
	return res.Response()
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
