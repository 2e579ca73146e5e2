package raw

import (
	"context"
	"fmt"
	"path"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

const topic = "arn:aws:sns:us-east-1:123456789012:oncall"

// BEGIN
func J14(ctx context.Context, cfg aws.Config) error {
	cw, n := cloudwatch.NewFromConfig(cfg), 0
	instances := ec2.NewDescribeInstancesPaginator(ec2.NewFromConfig(cfg), &ec2.DescribeInstancesInput{
		Filters: []ec2types.Filter{{Name: aws.String("instance-state-name"), Values: []string{"running"}}},
	})
	for instances.HasMorePages() {
		page, err := instances.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, r := range page.Reservations {
			for _, i := range r.Instances {
				if err := putAlarm(ctx, cw, "cpu-"+*i.InstanceId, "AWS/EC2", "CPUUtilization", "InstanceId", *i.InstanceId, 90); err != nil {
					return err
				}
				n++
			}
		}
	}
	queues := sqs.NewListQueuesPaginator(sqs.NewFromConfig(cfg), &sqs.ListQueuesInput{})
	for queues.HasMorePages() {
		page, err := queues.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, url := range page.QueueUrls {
			name := path.Base(url)
			if err := putAlarm(ctx, cw, "age-"+name, "AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", name, 3600); err != nil {
				return err
			}
			n++
		}
	}
	fmt.Println(n, "alarms")
	alarms := cloudwatch.NewDescribeAlarmsPaginator(cw, &cloudwatch.DescribeAlarmsInput{StateValue: types.StateValueAlarm})
	for alarms.HasMorePages() {
		page, err := alarms.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, a := range page.MetricAlarms {
			fmt.Println(*a.AlarmName, aws.ToString(a.StateReason))
		}
	}
	return nil
}

func putAlarm(ctx context.Context, cw *cloudwatch.Client, name, namespace, metric, dimension, value string, threshold float64) error {
	_, err := cw.PutMetricAlarm(ctx, &cloudwatch.PutMetricAlarmInput{
		AlarmName: &name, Namespace: &namespace, MetricName: &metric, Dimensions: []types.Dimension{{Name: &dimension, Value: &value}},
		Statistic: types.StatisticMaximum, Period: aws.Int32(300), EvaluationPeriods: aws.Int32(3), Threshold: &threshold,
		ComparisonOperator: types.ComparisonOperatorGreaterThanThreshold, AlarmActions: []string{topic},
	})
	return err
}

// END
