// Raw is the handler of ../essentials on the SDK alone.
package main

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	lambdaapi "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	functions, topic := lambdaapi.NewFromConfig(cfg), sns.NewFromConfig(cfg)
	publish := func(ctx context.Context, subject, body string) error {
		_, err := topic.Publish(ctx, &sns.PublishInput{TopicArn: aws.String(os.Getenv("TOPIC_ARN")), Subject: &subject, Message: &body})
		return err
	}
	lambda.StartHandlerFunc(func(ctx context.Context, event events.EventBridgeEvent) (state string, err error) {
		defer func() {
			if p := recover(); p != nil {
				_ = publish(ctx, "panicked", fmt.Sprintf("%v\n%s", p, debug.Stack()))
				panic(p)
			}
			if err != nil {
				_ = publish(ctx, "failed", err.Error())
			}
		}()
		in := &lambdaapi.GetFunctionInput{FunctionName: &event.DetailType}
		out, err := lambdaapi.NewFunctionActiveV2Waiter(functions).WaitForOutput(ctx, in, time.Minute)
		if err != nil {
			return "", err
		}
		slog.InfoContext(ctx, "active", "function", event.DetailType)
		return string(out.Configuration.State), publish(ctx, "active", fmt.Sprint(event.DetailType, " is active"))
	})
}
