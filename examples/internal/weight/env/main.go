// Env sends a message, with a session of FromEnv.
package main

import (
	"context"
	"log"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/session"
)

func main() {
	sess, err := session.FromEnv(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	topic := session.Client(sess, sns.NewFromConfig)
	lambda.StartHandlerFunc(func(ctx context.Context, s string) (string, error) {
		_, err := topic.Publish(ctx, &sns.PublishInput{TopicArn: &s, Message: &s})
		return "", err
	})
}
