// Schedule is a Lambda function that gives every log group a retention, since
// CloudWatch keeps logs for ever, and bills them, unless it is told not to.
//
// It shows how a job of any length fits into functions that end after minutes:
// it walks a collection with a cursor, stops when its time is nearly up, and
// hands the cursor to its next invocation.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"strconv"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	lambdaapi "github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/examples/internal/cli"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/session"
)

const doc = `
schedule is a Lambda function for a cron job: it gives every CloudWatch log group
that keeps its logs for ever a retention of RETENTION_DAYS, and publishes a summary
to the SNS topic TOPIC_ARN. When its time is nearly up it invokes itself anew, to
go on where it stopped.

Deploy it with: make && sam deploy --guided`

// reserve is kept free before the deadline, to hand over and to report.
const reserve = 10 * time.Second

// maxInvocations ends a chain of invocations that a fault keeps going: a
// thousand 15-minute functions are ten days.
const maxInvocations = 1000

// An event starts the job, whatever it is: EventBridge Scheduler's and a rule's
// have no field of this name. Ours has one, and goes on.
type event struct {
	GoOn *progress `json:"goOn,omitempty"`
}

// progress is all that a job has to hand over.
type progress struct {
	Cursor      string    `json:"cursor"` // behind the last log group that was seen
	Started     time.Time `json:"started"`
	Invocations int       `json:"invocations"`
	Seen        int       `json:"seen"`
	Changed     int       `json:"changed"`
	Failed      int       `json:"failed"`
}

// A keeper sets the retention of log groups.
type keeper struct {
	days   int32
	logs   *cloudwatchlogs.Client
	lambda *lambdaapi.Client
	topic  *notify.Topic
}

func main() {
	cli.Function(doc)
	days, err := strconv.ParseInt(cli.Setting("RETENTION_DAYS", "how many days logs are kept"), 10, 32)
	if err != nil || days < 1 {
		log.Fatal("RETENTION_DAYS has to be a number of days that CloudWatch Logs offers, such as 30, 90 or 365")
	}
	topicARN := cli.Setting("TOPIC_ARN", "the topic for the summary")
	sess, err := session.FromEnv(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	k := keeper{
		days:   int32(days),
		logs:   session.Client(sess, cloudwatchlogs.NewFromConfig),
		lambda: session.Client(sess, lambdaapi.NewFromConfig),
		topic:  notify.NewTopic(session.Client(sess, sns.NewFromConfig), topicARN, notify.TopicOptions{}),
	}
	lambda.StartHandlerFunc(alert.OnFailure(k.topic, k.handle, alert.Options{RequestID: cli.RequestID}))
}

// handle does what there is time for. It returns how far the job has come.
func (k keeper) handle(ctx context.Context, ev event) (progress, error) {
	p := progress{Started: time.Now()}
	if ev.GoOn != nil {
		p = *ev.GoOn
	}
	p.Invocations++
	deadline, bounded := ctx.Deadline()
	if bounded && time.Until(deadline) <= 0 {
		return p, fmt.Errorf("schedule: the deadline %s has passed already: does a local tool send none?", deadline.UTC().Format(time.RFC3339))
	}

	cur := paginate.NewCursor()
	for group, err := range k.groups().Resume([]byte(p.Cursor)).Track(cur).All(ctx) {
		if err != nil {
			return p, fmt.Errorf("schedule: list the log groups: %w", err)
		}
		p.Seen++
		switch err := k.limit(ctx, group); {
		case err == nil && group.RetentionInDays == nil:
			p.Changed++
		case err != nil:
			p.Failed++
			slog.Error("retention not set", "group", aws.ToString(group.LogGroupName), "error", err)
		}
		// The check comes after the work: whatever the deadline, an invocation
		// gets one further, and the chain comes to its end.
		if bounded && time.Until(deadline) < reserve && !cur.Finished() {
			state, err := cur.MarshalText()
			if err != nil {
				return p, err
			}
			p.Cursor = string(state)
			return p, k.handOver(ctx, p)
		}
	}
	p.Cursor = ""
	return p, k.report(ctx, p)
}

// groups are all log groups of the account in this region.
func (k keeper) groups() collections.Request[*cloudwatchlogs.DescribeLogGroupsInput, types.LogGroup] {
	return collections.From(k.logs.DescribeLogGroups, &cloudwatchlogs.DescribeLogGroupsInput{},
		func(out *cloudwatchlogs.DescribeLogGroupsOutput) []types.LogGroup { return out.LogGroups })
}

// limit sets the retention of a log group that has none. What somebody chose
// stays.
func (k keeper) limit(ctx context.Context, group types.LogGroup) error {
	if group.RetentionInDays != nil {
		return nil
	}
	_, err := k.logs.PutRetentionPolicy(ctx, &cloudwatchlogs.PutRetentionPolicyInput{
		LogGroupName: group.LogGroupName, RetentionInDays: &k.days,
	})
	return err
}

// handOver has Lambda call this function anew, as itself: the same version or
// alias. Lambda stops a function that invokes itself after some 16 times unless
// it is configured with RecursiveLoop: Allow.
func (k keeper) handOver(ctx context.Context, p progress) error {
	if p.Invocations >= maxInvocations {
		return fmt.Errorf("schedule: not done after %d invocations, at log group %d; it is not invoked again", p.Invocations, p.Seen)
	}
	lc, ok := lambdacontext.FromContext(ctx)
	if !ok {
		return errors.New("schedule: the context names no function to invoke again")
	}
	payload, err := json.Marshal(event{GoOn: &p})
	if err != nil {
		return err
	}
	_, err = k.lambda.Invoke(ctx, &lambdaapi.InvokeInput{
		FunctionName:   &lc.InvokedFunctionArn,
		InvocationType: lambdatypes.InvocationTypeEvent,
		Payload:        payload,
	})
	if err != nil {
		return fmt.Errorf("schedule: hand over: %w", err)
	}
	return nil
}

func (k keeper) report(ctx context.Context, p progress) error {
	summary := alert.Summary{Job: "log retention", Started: p.Started}
	summary.Add("log groups", p.Seen)
	summary.Add(fmt.Sprintf("now %d days", k.days), p.Changed)
	summary.Add("failed", p.Failed)
	summary.Add("invocations", p.Invocations)
	_, err := k.topic.Publish(ctx, summary.Message())
	return err
}
