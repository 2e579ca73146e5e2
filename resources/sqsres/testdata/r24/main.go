// Command r24 does not compile. Each line with a comment is a mistake that boto3
// finds when the call is made, or the service does.
package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/awsessentials/essentials/resources/sqsres"
)

func main() {
	ctx, queue := context.Background(), sqsres.New(nil).Queue("url")
	queue.SendMessage(ctx, "body", func(in *sqs.SendMessageInput) { in.DelaySeconds = 5 })
	queue.SendMessage(ctx)                                                                   // not enough arguments
	queue.SendMessage(ctx, 5)                                                                // as string value
	queue.SendMessage("body")                                                                // not enough arguments
	queue.SendMessage(ctx, "body", func(in *sqs.SendMessageInput) { in.DelaySecond = 5 })    // DelaySecond undefined
	queue.SendMessage(ctx, "body", func(in *sqs.SendMessageInput) { in.DelaySeconds = "5" }) // as int32 value
	queue.SendMessage(ctx, "body", func(in *sqs.ReceiveMessageInput) {})                     // as func(*sqs.SendMessageInput) value
	queue.Terminate(ctx)                                                                     // queue.Terminate undefined
}
