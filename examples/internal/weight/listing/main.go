// Listing is ../rawlisting with paginate.
package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/awsessentials/essentials/paginate"
)

func main() {
	c := sns.NewFromConfig(aws.Config{Region: "us-east-1"})
	for t, err := range paginate.List[types.Topic](context.Background(), c.ListTopics, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(*t.TopicArn)
	}
}
