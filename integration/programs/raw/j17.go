package raw

import (
	"context"
	"fmt"
	"path"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
)

// BEGIN
func J17(ctx context.Context, cfg aws.Config) error {
	logs, n := cloudwatchlogs.NewFromConfig(cfg), 0
	groups := cloudwatchlogs.NewDescribeLogGroupsPaginator(logs, &cloudwatchlogs.DescribeLogGroupsInput{})
	for groups.HasMorePages() {
		page, err := groups.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, g := range page.LogGroups {
			if g.RetentionInDays != nil {
				continue
			}
			if _, err := logs.PutRetentionPolicy(ctx, &cloudwatchlogs.PutRetentionPolicyInput{LogGroupName: g.LogGroupName, RetentionInDays: aws.Int32(30)}); err != nil {
				return err
			}
			n++
		}
	}
	fmt.Println(n, "set")
	params := ssm.NewGetParametersByPathPaginator(ssm.NewFromConfig(cfg), &ssm.GetParametersByPathInput{Path: aws.String("/app/prod/"), WithDecryption: aws.Bool(true)})
	for params.HasMorePages() {
		page, err := params.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, p := range page.Parameters {
			fmt.Println(path.Base(*p.Name) + "=" + *p.Value)
		}
	}
	return nil
}

// END
