// Rawenv is the handler of ../env on the SDK alone.
package main

import (
	"context"
	"log"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	topic := sns.NewFromConfig(cfg)
	lambda.StartHandlerFunc(func(ctx context.Context, s string) (string, error) {
		_, err := topic.Publish(ctx, &sns.PublishInput{TopicArn: &s, Message: &s})
		return "", err
	})
}
