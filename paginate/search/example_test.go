package search_test

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/paginate/search"
)

func ExampleItems() {
	cloud := awstest.New(nil)
	awstest.Pages[sns.ListTopicsInput](cloud,
		&sns.ListTopicsOutput{Topics: []types.Topic{{TopicArn: aws.String("arn:aws:sns:us-east-1:111122223333:orders")}}},
		&sns.ListTopicsOutput{Topics: []types.Topic{{TopicArn: aws.String("arn:aws:sns:us-east-1:111122223333:alerts")}}})
	client := sns.NewFromConfig(cloud.Config())

	expression := "Topics[?ends_with(TopicArn, 'alerts')].TopicArn" // from the command line
	for arn, err := range search.Items[string](context.Background(), paginate.Op(client.ListTopics, nil), expression) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(arn)
	}
	// Output: arn:aws:sns:us-east-1:111122223333:alerts
}
