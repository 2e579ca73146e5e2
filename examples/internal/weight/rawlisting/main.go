// Rawlisting prints the topics of an account with the SDK's paginator.
package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

func main() {
	c := sns.NewFromConfig(aws.Config{Region: "us-east-1"})
	p := sns.NewListTopicsPaginator(c, nil)
	for p.HasMorePages() {
		out, err := p.NextPage(context.Background())
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, t := range out.Topics {
			fmt.Println(*t.TopicArn)
		}
	}
}
