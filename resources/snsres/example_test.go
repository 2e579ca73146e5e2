package snsres_test

import (
	"context"
	"fmt"
	"log"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/snsres"
)

// openSNS returns the resources of a small cloud, in place of snsres.Open(sess).
func openSNS() *snsres.SNS {
	cloud := awstest.New(nil)
	awstest.Return[sns.CreateTopicInput](cloud, &sns.CreateTopicOutput{TopicArn: aws.String("arn:aws:sns:eu-west-1:111122223333:alerts")})
	awstest.Return[sns.SubscribeInput](cloud, &sns.SubscribeOutput{SubscriptionArn: aws.String("arn:aws:sns:eu-west-1:111122223333:alerts:1")})
	return snsres.New(sns.NewFromConfig(cloud.Config()))
}

// Create a topic and subscribe to it.
func ExampleTopic_Subscribe() {
	ctx := context.Background()
	topic, err := openSNS().CreateTopic(ctx, "alerts")
	if err != nil {
		log.Fatal(err)
	}
	subscription, err := topic.Subscribe(ctx, "email", "me@example.com")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(subscription)
	// Output: sns.Subscription(arn:aws:sns:eu-west-1:111122223333:alerts:1)
}
