package sqsres_test

import (
	"context"
	"fmt"
	"log"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/sqsres"
)

// openSQS returns the resources of a small cloud, in place of sqsres.Open(sess).
func openSQS() *sqsres.SQS {
	cloud := awstest.New(nil)
	awstest.Return[sqs.CreateQueueInput](cloud, &sqs.CreateQueueOutput{QueueUrl: aws.String("https://sqs.eu-west-1.amazonaws.com/111122223333/work")})
	awstest.Return[sqs.ReceiveMessageInput](cloud,
		&sqs.ReceiveMessageOutput{Messages: []types.Message{{Body: aws.String("first"), ReceiptHandle: aws.String("1")}, {Body: aws.String("second"), ReceiptHandle: aws.String("2")}}},
		&sqs.ReceiveMessageOutput{})
	awstest.Return[sqs.DeleteMessageBatchInput](cloud, &sqs.DeleteMessageBatchOutput{})
	return sqsres.New(sqs.NewFromConfig(cloud.Config()))
}

// Create a queue, and receive until it is empty. What is done is deleted in tens.
func ExampleQueue_Messages() {
	ctx := context.Background()
	queue, err := openSQS().CreateQueue(ctx, "work")
	if err != nil {
		log.Fatal(err)
	}
	for m, err := range queue.Messages(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(m.Body())
		m.Delete()
	}
	// Output:
	// first
	// second
}
