package raw

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// BEGIN
func J07(ctx context.Context, cfg aws.Config) error {
	queues, tables := sqs.NewFromConfig(cfg), dynamodb.NewFromConfig(cfg)
	queue, err := queues.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: aws.String("orders")})
	if err != nil {
		return err
	}
	saved := 0
	for {
		out, err := queues.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: queue.QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, VisibilityTimeout: 120})
		if err != nil {
			return err
		}
		if len(out.Messages) == 0 {
			break
		}
		var done []types.DeleteMessageBatchRequestEntry
		for _, m := range out.Messages {
			var order map[string]any
			if json.Unmarshal([]byte(*m.Body), &order) != nil {
				fmt.Println("left", *m.Body)
				continue
			}
			item, err := attributevalue.MarshalMap(order)
			if err != nil {
				return err
			}
			if _, err := tables.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String("orders"), Item: item}); err != nil {
				return err
			}
			done = append(done, types.DeleteMessageBatchRequestEntry{Id: m.MessageId, ReceiptHandle: m.ReceiptHandle})
		}
		if len(done) == 0 {
			continue
		}
		saved += len(done)
		deleted, err := queues.DeleteMessageBatch(ctx, &sqs.DeleteMessageBatchInput{QueueUrl: queue.QueueUrl, Entries: done})
		if err != nil {
			return err
		}
		if len(deleted.Failed) > 0 {
			return fmt.Errorf("%s: %s", *deleted.Failed[0].Id, aws.ToString(deleted.Failed[0].Message))
		}
	}
	fmt.Println("saved", saved)
	return nil
}

// END
