package alert_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
	"github.com/awsessentials/essentials/notify/notifytest"
)

// The handler of a Lambda function is wrapped once, in main:
//
//	lambda.Start(alert.OnFailure(topic, handle))
func ExampleOnFailure() {
	os.Setenv("AWS_LAMBDA_FUNCTION_NAME", "nightly")
	defer os.Unsetenv("AWS_LAMBDA_FUNCTION_NAME")
	ctx := context.Background()
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})

	type event struct{ Table, Password string }
	handle := func(ctx context.Context, in event) (string, error) {
		return "", fmt.Errorf("open table %s: %w", in.Table, errors.New("access denied"))
	}
	_, err := alert.OnFailure(topic, handle)(ctx, event{Table: "orders", Password: "hunter2"})
	fmt.Println(err)
	fmt.Println("---")
	fmt.Println(memory.Messages()[0].Message.Subject)
	fmt.Println(memory.Messages()[0].Message.Body)
	// Output:
	// open table orders: access denied
	// ---
	// nightly failed: open table orders: access denied
	// nightly failed.
	//
	// error:    open table orders: access denied
	// function: nightly
	//
	// Errors, outermost first
	// *fmt.wrapError: open table orders: access denied
	// *errors.errorString: access denied
	//
	// Event
	// {"Table":"orders","Password":"[redacted]"}
}

// A lambda.Handler decodes the event itself, so an event that does not decode is
// reported too. In main:
//
//	lambda.Start(alert.Wrap(topic, lambda.NewHandler(handle)))
func ExampleWrap() {
	os.Setenv("AWS_LAMBDA_FUNCTION_NAME", "nightly")
	defer os.Unsetenv("AWS_LAMBDA_FUNCTION_NAME")
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})

	handler := alert.Wrap(topic, jsonHandler{}) // jsonHandler stands for lambda.NewHandler(handle)
	_, err := handler.Invoke(context.Background(), []byte(`{"id": 7, "password": "hunter2"}`))
	fmt.Println(err)
	fmt.Println(memory.Messages()[0].Message.Subject)
	fmt.Println(strings.Contains(memory.Messages()[0].Message.Body, `{"id":7,"password":"[redacted]"}`))
	// Output:
	// json: cannot unmarshal number into Go struct field order.id of type string
	// nightly failed: json: cannot unmarshal number into Go struct field order.id of type string
	// true
}

func ExampleLogHandler() {
	ctx := context.Background()
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})

	alerts := alert.NewLogHandler(topic, alert.LogOptions{Level: slog.LevelWarn})
	logger := slog.New(slog.NewMultiHandler(slog.DiscardHandler, alerts))
	logger.Info("started")
	for range 3 {
		logger.Warn("cannot read", "bucket", "logs")
	}
	fmt.Println(len(memory.Messages()), "messages before Flush")
	if err := alerts.Flush(ctx); err != nil {
		fmt.Println(err)
	}
	for _, d := range memory.Messages() {
		fmt.Println(strings.Contains(d.Message.Body, "3 records like this one"))
	}
	// Output:
	// 0 messages before Flush
	// true
}

func ExampleSummary() {
	ctx := context.Background()
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})

	summary := alert.Summary{Job: "nightly tagging"}
	summary.Add("tagged", 120)
	summary.Add("skipped", 3)
	_, err := topic.Publish(ctx, summary.Message())
	fmt.Println(memory.Messages()[0].Message.Subject, err)
	// Output:
	// nightly tagging done <nil>
}
