// Package raw holds the jobs of package programs on the bare AWS SDK, to compare.
package raw

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

var regions = []string{"us-east-1", "eu-west-1"}

// BEGIN
func J01(ctx context.Context, cfg aws.Config) error {
	for _, region := range regions {
		client := ec2.NewFromConfig(cfg, func(o *ec2.Options) { o.Region = region })
		p := ec2.NewDescribeInstancesPaginator(client, &ec2.DescribeInstancesInput{
			Filters: []types.Filter{{Name: aws.String("instance-state-name"), Values: []string{"running"}}},
		})
		var ids []string
		for p.HasMorePages() {
			page, err := p.NextPage(ctx)
			if err != nil {
				return err
			}
			for _, r := range page.Reservations {
				for _, i := range r.Instances {
					if !hasTag(i.Tags, "Owner") {
						ids = append(ids, *i.InstanceId)
					}
				}
			}
		}
		if len(ids) > 0 {
			if _, err := client.StopInstances(ctx, &ec2.StopInstancesInput{InstanceIds: ids}); err != nil {
				return err
			}
		}
		fmt.Println(region, len(ids))
	}
	return nil
}

func hasTag(tags []types.Tag, key string) bool {
	for _, t := range tags {
		if aws.ToString(t.Key) == key {
			return true
		}
	}
	return false
}

// END
