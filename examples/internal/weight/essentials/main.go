// Essentials waits until a function is active and tells so, with session,
// waiters and notify.
package main

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	lambdaapi "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/waiters"
)

func main() {
	sess, err := session.FromEnv(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	functions := session.Client(sess, lambdaapi.NewFromConfig)
	topic := notify.NewTopic(session.Client(sess, sns.NewFromConfig), os.Getenv("TOPIC_ARN"), notify.TopicOptions{})
	lambda.StartHandlerFunc(alert.OnFailure(topic, func(ctx context.Context, event events.EventBridgeEvent) (string, error) {
		in := &lambdaapi.GetFunctionInput{FunctionName: &event.DetailType}
		out, err := waiters.Wait(ctx, lambdaapi.NewFunctionActiveV2Waiter(functions), in, waiters.Options{Max: time.Minute})
		if err != nil {
			return "", err
		}
		slog.InfoContext(ctx, "active", "function", event.DetailType)
		_, err = topic.Publish(ctx, notify.Message{Subject: "active", Body: fmt.Sprint(event.DetailType, " is active")})
		return string(out.Configuration.State), err
	}))
}
