package awstest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/awstest"
)

// In a test, pass t instead of nil: what was not expected, and what was expected
// and did not come, then fails the test.
func Example() {
	cloud := awstest.New(nil)
	awstest.On(cloud, func(_ context.Context, in *sns.PublishInput) (*sns.PublishOutput, error) {
		return &sns.PublishOutput{MessageId: aws.String("id of " + *in.Subject)}, nil
	})

	client := sns.NewFromConfig(cloud.Config()) // the real client
	out, err := client.Publish(context.TODO(), &sns.PublishInput{Subject: aws.String("greeting"), Message: aws.String("hello")})
	fmt.Println(*out.MessageId, err)
	fmt.Println(*awstest.Calls[sns.PublishInput](cloud)[0].Message)
	// Output:
	// id of greeting <nil>
	// hello
}

func ExampleReturn() {
	cloud := awstest.New(nil)
	awstest.Return[sns.PublishInput](cloud,
		&sns.PublishOutput{MessageId: aws.String("first")},
		&sns.PublishOutput{MessageId: aws.String("second")},
	)
	client := sns.NewFromConfig(cloud.Config())
	for range 3 {
		out, err := client.Publish(context.TODO(), &sns.PublishInput{Message: aws.String("hello")})
		if err != nil {
			before, _, _ := strings.Cut(err.Error(), ": Return")
			fmt.Println(before)
			break
		}
		fmt.Println(*out.MessageId)
	}
	// Output:
	// first
	// second
	// operation error SNS: Publish, awstest: unexpected call of SNS Publish
}

func ExamplePages() {
	cloud := awstest.New(nil)
	awstest.Pages[sns.ListTopicsInput](cloud,
		&sns.ListTopicsOutput{Topics: []types.Topic{{TopicArn: aws.String("one")}, {TopicArn: aws.String("two")}}},
		&sns.ListTopicsOutput{Topics: []types.Topic{{TopicArn: aws.String("three")}}},
	)
	pager := sns.NewListTopicsPaginator(sns.NewFromConfig(cloud.Config()), nil)
	for pager.HasMorePages() {
		page, err := pager.NextPage(context.TODO())
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(len(page.Topics))
	}
	// Output:
	// 2
	// 1
}

func ExampleFail() {
	cloud := awstest.New(nil)
	awstest.Fail[sns.PublishInput](cloud, awstest.APIError("NotFound", "Topic does not exist", 404))
	_, err := sns.NewFromConfig(cloud.Config()).Publish(context.TODO(), &sns.PublishInput{Message: aws.String("hello")})
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		fmt.Println(api.ErrorCode())
	}
	// Output: NotFound
}

// The first attempt loses its connection; the SDK's retryer tries again.
func ExampleInject() {
	cloud := awstest.New(nil)
	awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{MessageId: aws.String("1")})
	awstest.Inject[sns.PublishInput](cloud, awstest.ConnectionReset(1))
	out, err := sns.NewFromConfig(cloud.Config()).Publish(context.TODO(), &sns.PublishInput{Message: aws.String("hello")})
	fmt.Println(*out.MessageId, err, len(awstest.Calls[sns.PublishInput](cloud)), "attempts")
	// Output: 1 <nil> 2 attempts
}

func ExampleInOrder() {
	cloud := awstest.New(nil)
	awstest.InOrder(
		awstest.Return[sns.CreateTopicInput](cloud, &sns.CreateTopicOutput{TopicArn: aws.String("arn")}),
		awstest.Return[sns.DeleteTopicInput](cloud, &sns.DeleteTopicOutput{}),
	)
	client := sns.NewFromConfig(cloud.Config())
	_, err := client.DeleteTopic(context.TODO(), &sns.DeleteTopicInput{TopicArn: aws.String("arn")})
	fmt.Println(strings.Contains(err.Error(), "out of order"))
	// Output: true
}
