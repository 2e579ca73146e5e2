package waiters_test

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/awstest"
)

var topic = &sns.GetTopicAttributesInput{TopicArn: aws.String("arn:aws:sns:us-east-1:123456789012:orders")}

// newTopic is a client whose topic gets its first subscription after polls polls
// that found none.
func newTopic(t awstest.TB, polls int) *sns.Client {
	cloud := awstest.New(t)
	n := 0
	awstest.On(cloud, func(context.Context, *sns.GetTopicAttributesInput) (*sns.GetTopicAttributesOutput, error) {
		n++
		if n <= polls {
			return attributes("0"), nil
		}
		return attributes("1"), nil
	}).Optional()
	return sns.NewFromConfig(cloud.Config())
}

func attributes(confirmed string) *sns.GetTopicAttributesOutput {
	return &sns.GetTopicAttributesOutput{Attributes: map[string]string{
		"SubscriptionsConfirmed": confirmed, "SubscriptionsDeleted": "0",
	}}
}

func confirmed(out *sns.GetTopicAttributesOutput) string {
	return out.Attributes["SubscriptionsConfirmed"]
}

func isCode(err error, code string) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	return ok && api.ErrorCode() == code
}

// fixed keeps the arithmetic of a test plain.
const beat = 10 * time.Second
