package raw

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

const query = "fields @logStream, @message | sort @timestamp desc | limit 3"

// BEGIN
func J16(ctx context.Context, cfg aws.Config) error {
	client, end := cloudwatchlogs.NewFromConfig(cfg), time.Now()
	p := cloudwatchlogs.NewDescribeLogGroupsPaginator(client, &cloudwatchlogs.DescribeLogGroupsInput{LogGroupNamePrefix: aws.String("/app/")})
	for p.HasMorePages() {
		page, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, group := range page.LogGroups {
			q, err := client.StartQuery(ctx, &cloudwatchlogs.StartQueryInput{LogGroupName: group.LogGroupName, QueryString: aws.String(query),
				StartTime: aws.Int64(end.Add(-time.Hour).Unix()), EndTime: aws.Int64(end.Unix())})
			if err != nil {
				return err
			}
			rows, err := results(ctx, client, q.QueryId)
			if err != nil {
				return fmt.Errorf("%s: %w", *group.LogGroupName, err)
			}
			for _, row := range rows {
				fields := map[string]string{}
				for _, f := range row {
					fields[aws.ToString(f.Field)] = aws.ToString(f.Value)
				}
				fmt.Println(*group.LogGroupName, fields["@logStream"], fields["@message"])
			}
		}
	}
	return nil
}

func results(ctx context.Context, client *cloudwatchlogs.Client, id *string) ([][]types.ResultField, error) {
	for range 60 {
		out, err := client.GetQueryResults(ctx, &cloudwatchlogs.GetQueryResultsInput{QueryId: id})
		if err != nil {
			return nil, err
		}
		switch out.Status {
		case types.QueryStatusComplete:
			return out.Results, nil
		case types.QueryStatusScheduled, types.QueryStatusRunning:
		default:
			return nil, fmt.Errorf("query %s: %s", *id, out.Status)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(time.Second):
		}
	}
	return nil, fmt.Errorf("query %s: not complete after a minute", *id)
}

// END
