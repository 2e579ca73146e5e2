package logsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/awsessentials/essentials/resources"
)

// fetch finds the group among those whose names begin like it.
func (g *Group) fetch(ctx context.Context) (*types.LogGroup, error) {
	in := &cloudwatchlogs.DescribeLogGroupsInput{LogGroupNamePrefix: aws.String(g.Name)}
	for {
		out, err := g.service.describeLogGroups(ctx, in)
		if err != nil {
			return nil, err
		}
		for n := range out.LogGroups {
			if aws.ToString(out.LogGroups[n].LogGroupName) == g.Name {
				return &out.LogGroups[n], nil
			}
		}
		if aws.ToString(out.NextToken) == "" {
			return nil, resources.NotFound("cloudwatchlogs.DescribeLogGroups", g.Identity())
		}
		in.NextToken = out.NextToken
	}
}
