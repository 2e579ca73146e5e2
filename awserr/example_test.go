package awserr_test

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
)

// Deleting what is gone already is no error to the caller.
func ExampleIsNotFound() {
	client := sns.NewFromConfig(offline())
	_, err := client.GetTopicAttributes(context.Background(), &sns.GetTopicAttributesInput{
		TopicArn: aws.String("arn:aws:sns:eu-west-1:111122223333:alerts"),
	})
	switch {
	case awserr.IsNotFound(err):
		fmt.Println("no such topic: nothing to do")
	case err != nil:
		fmt.Println("failed:", err)
	}
	// Output: no such topic: nothing to do
}

func ExampleCode() {
	client := sns.NewFromConfig(offline())
	_, err := client.GetTopicAttributes(context.Background(), &sns.GetTopicAttributesInput{
		TopicArn: aws.String("arn:aws:sns:eu-west-1:111122223333:alerts"),
	})
	fmt.Println(awserr.Service(err), awserr.Operation(err), awserr.Status(err), awserr.Code(err))
	fmt.Println(awserr.Message(err))
	// Output:
	// SNS GetTopicAttributes 404 NotFound
	// Topic does not exist
}

func ExampleIs() {
	err := &types.TopicLimitExceededException{}
	fmt.Println(awserr.Is(err, "TopicLimitExceeded", "FilterPolicyLimitExceeded"))
	// Output: true
}

func ExampleInvalidError() {
	fmt.Println(awserr.Invalid("waiters.Until", "Options.Max", -5, "must not be negative"))
	// Output: waiters.Until: invalid Options.Max -5: must not be negative
}

// offline is a config whose SNS has no topics.
func offline() aws.Config {
	cloud := awstest.New(nil)
	awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("NotFound", "Topic does not exist", 404))
	return cloud.Config()
}
