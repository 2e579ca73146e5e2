// Rawec2one lists the instances and tags them.
package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

func main() {
	ctx := context.Background()
	api := ec2.NewFromConfig(aws.Config{Region: "us-east-1"})
	tags := []types.Tag{{Key: aws.String("seen")}}
	{
		var ids []string
		p := ec2.NewDescribeInstancesPaginator(api, &ec2.DescribeInstancesInput{})
		for p.HasMorePages() {
			out, err := p.NextPage(ctx)
			if err != nil {
				fmt.Println(err)
				return
			}
			for _, r := range out.Reservations {
				for _, i := range r.Instances {
					ids = append(ids, *i.InstanceId)
				}
			}
		}
		fmt.Println(api.CreateTags(ctx, &ec2.CreateTagsInput{Resources: ids, Tags: tags}))
	}
}
