package logsres_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/logsres"
)

// openLogs returns the resources of a small cloud, in place of logsres.Open(sess).
func openLogs() *logsres.Logs {
	cloud := awstest.New(nil)
	at := aws.Int64(time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC).UnixMilli())
	awstest.Return[cloudwatchlogs.FilterLogEventsInput](cloud, &cloudwatchlogs.FilterLogEventsOutput{Events: []types.FilteredLogEvent{
		{EventId: aws.String("1"), Timestamp: at, Message: aws.String("ERROR no disk")}}})
	awstest.Return[cloudwatchlogs.DescribeLogGroupsInput](cloud, &cloudwatchlogs.DescribeLogGroupsOutput{LogGroups: []types.LogGroup{
		{LogGroupName: aws.String("/app"), RetentionInDays: aws.Int32(30)}, {LogGroupName: aws.String("/old")}}})
	awstest.Return[cloudwatchlogs.PutRetentionPolicyInput](cloud, &cloudwatchlogs.PutRetentionPolicyOutput{})
	awstest.Return[cloudwatchlogs.StartQueryInput](cloud, &cloudwatchlogs.StartQueryOutput{QueryId: aws.String("q-1")})
	awstest.Return[cloudwatchlogs.GetQueryResultsInput](cloud, &cloudwatchlogs.GetQueryResultsOutput{Status: types.QueryStatusComplete, Results: [][]types.ResultField{
		{{Field: aws.String("level"), Value: aws.String("ERROR")}, {Field: aws.String("n"), Value: aws.String("3")}}}})
	return logsres.Open(cloud)
}

// The errors of the last hour.
func ExampleGroup_Events() {
	events := openLogs().Group("/app").Events("ERROR").With(logsres.Since(time.Now().Add(-time.Hour)))
	for event, err := range events.All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(event.Time().UTC().Format(time.TimeOnly), event.Message())
	}
	// Output: 12:00:00 ERROR no disk
}

// Follow a group until the first error.
func ExampleGroup_Tail() {
	for event, err := range openLogs().Group("/app").Tail(context.Background(), logsres.TailOptions{Pattern: "ERROR"}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(event.Message())
		break
	}
	// Output: ERROR no disk
}

// Count what was logged by its level.
func ExampleGroup_Query() {
	now := time.Now()
	rows, err := openLogs().Group("/app").Query(context.Background(), "stats count() as n by level", now.Add(-time.Hour), now)
	fmt.Println(rows, err)
	// Output: [map[level:ERROR n:3]] <nil>
}

// Groups that keep their events for ever get a retention.
func ExampleLogs_Groups() {
	ctx := context.Background()
	forever := openLogs().Groups("/").Filter(func(g *logsres.Group) bool { return g.Data.RetentionInDays == nil })
	err := forever.Do(ctx, func(g *logsres.Group) error {
		fmt.Println(g.Name)
		_, err := g.PutRetention(ctx, 90)
		return err
	})
	fmt.Println(err)
	// Output:
	// /old
	// <nil>
}
