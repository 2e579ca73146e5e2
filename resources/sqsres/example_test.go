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
	awstest.Return[sqs.SendMessageBatchInput](cloud, &sqs.SendMessageBatchOutput{
		Successful: []types.SendMessageBatchResultEntry{{Id: aws.String("0"), MessageId: aws.String("m-1")}},
		Failed:     []types.BatchResultErrorEntry{{Id: aws.String("1"), Code: aws.String("InvalidMessageContents"), Message: aws.String("no"), SenderFault: true}},
	})
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

// Each message has its outcome.
func ExampleQueue_SendAll() {
	queue := openSQS().Queue("https://sqs.eu-west-1.amazonaws.com/111122223333/work")
	report, err := queue.SendAll(context.Background(), sqsres.Text("first", "second"))
	fmt.Println(report.Sent, "sent", err != nil)
	for _, o := range report.Outcomes {
		fmt.Println(o.Index, o.MessageID, o.Err)
	}
	// Output:
	// 1 sent true
	// 0 m-1 <nil>
	// 1  api error InvalidMessageContents: no
}
