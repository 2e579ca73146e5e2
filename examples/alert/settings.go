package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
)

// setting returns an environment variable that the function cannot do without.
// what says what it is. Without it the function does not start, so that a wrong
// deployment shows at once and not with some event.
func setting(name, what string) string {
	value := os.Getenv(name)
	if value == "" {
		fatal(fmt.Sprintf("the environment variable %s is not set: it is %s", name, what))
	}
	return value
}

// topicARN is a setting that must be the ARN of a topic.
func topicARN(name, what string) string {
	value := setting(name, what)
	topic, err := arn.Parse(value)
	if err != nil || topic.Service != "sns" || topic.Region == "" || len(topic.AccountID) != 12 || !isTopicName(topic.Resource) {
		fatal(fmt.Sprintf("the environment variable %s is %q, which is not the ARN of an SNS topic", name, value))
	}
	return value
}

// isTopicName reports whether name has only characters that SNS permits in the
// name of a topic. A subscription's ARN has a colon there.
func isTopicName(name string) bool {
	const permitted = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
	return name != "" && strings.Trim(name, permitted) == ""
}

func fatal(reason any) {
	slog.Error("the function does not start", "error", reason)
	os.Exit(1)
}

// requestID is the id of the invocation, for alerts.
func requestID(ctx context.Context) string {
	if lc, ok := lambdacontext.FromContext(ctx); ok {
		return lc.AwsRequestID
	}
	return ""
}
