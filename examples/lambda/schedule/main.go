// Schedule is a Lambda function that gives every CloudWatch log group without a
// retention one of RETENTION_DAYS: logs are kept for ever, and billed, unless
// CloudWatch is told not to. It publishes a summary to the SNS topic TOPIC_ARN.
//
// It shows how a job of any length fits into functions that end after minutes:
// package handover hands the position in the listing to the next invocation. With
// a table JOBS there is one such chain at a time.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strconv"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	lambdaapi "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/lambda/handover"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
	"github.com/awsessentials/essentials/session"
)

// A retention is the retention to set on log groups.
type retention struct {
	days  int32
	logs  *cloudwatchlogs.Client
	topic *notify.Topic
}

// totals is what the job adds up.
type totals struct {
	Changed int `json:"changed"`
	Failed  int `json:"failed"`
}

func main() {
	slog.SetDefault(lambdacontext.NewLogger())
	days, err := strconv.ParseInt(setting("RETENTION_DAYS", "how many days logs are kept"), 10, 32)
	if err != nil || days < 1 {
		fatal("RETENTION_DAYS has to be a number of days that CloudWatch Logs offers, such as 30, 90 or 365")
	}
	topic := topicARN("TOPIC_ARN", "the topic for the summary")
	sess, err := session.FromEnv(context.Background())
	if err != nil {
		fatal(err)
	}
	k := retention{
		days:  int32(days),
		logs:  session.Client(sess, cloudwatchlogs.NewFromConfig),
		topic: notify.NewTopic(session.Client(sess, sns.NewFromConfig), topic, notify.TopicOptions{}),
	}
	job, err := k.job(sess, os.Getenv("JOBS"))
	if err != nil {
		fatal(err)
	}
	lambda.StartHandlerFunc(alert.OnFailure(k.topic, job.Handle, alert.Options{RequestID: requestID}))
}

// job returns the job, of which the table, if there is one, holds a single chain.
func (k retention) job(sess *session.Session, table string) (*handover.Job[types.LogGroup, totals], error) {
	options := handover.Options[totals]{
		Next:   handover.Self(session.Client(sess, lambdaapi.NewFromConfig)),
		Finish: k.report,
	}
	if table != "" {
		options.Store = handover.Table{Client: session.Client(sess, dynamodb.NewFromConfig), Name: table}
	}
	return handover.New(k.groups(), k.limit, options)
}

// groups are all log groups of the account in this region.
func (k retention) groups() collections.Listing[*cloudwatchlogs.DescribeLogGroupsInput, types.LogGroup] {
	return collections.List[types.LogGroup](k.logs.DescribeLogGroups, nil)
}

// limit sets the retention of a log group that has none. What somebody chose
// stays. A group that refuses is counted and does not stop the job.
func (k retention) limit(ctx context.Context, group types.LogGroup, sum *totals) error {
	if group.RetentionInDays != nil {
		return nil
	}
	_, err := k.logs.PutRetentionPolicy(ctx, &cloudwatchlogs.PutRetentionPolicyInput{
		LogGroupName: group.LogGroupName, RetentionInDays: &k.days,
	})
	switch {
	case ctx.Err() != nil:
		return err // there was no time for it; it comes first in the next invocation
	case err != nil:
		sum.Failed++
		slog.ErrorContext(ctx, "retention not set", "group", aws.ToString(group.LogGroupName), "error", err)
	default:
		sum.Changed++
	}
	return nil
}

func (k retention) report(ctx context.Context, p handover.Progress[totals]) error {
	summary := alert.Summary{Job: "log retention", Started: p.Started}
	summary.Add("log groups", p.Items)
	summary.Add(fmt.Sprintf("now %d days", k.days), p.Totals.Changed)
	summary.Add("failed", p.Totals.Failed)
	summary.Add("invocations", p.Invocations)
	_, err := k.topic.Publish(ctx, summary.Message())
	return err
}
