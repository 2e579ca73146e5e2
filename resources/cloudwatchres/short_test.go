package cloudwatchres_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/cloudwatchres"
)

func TestAlarmsInShort(t *testing.T) {
	for want, short := range map[types.ComparisonOperator]func(float64, types.Statistic, time.Duration, int32) func(*cloudwatch.PutMetricAlarmInput){
		types.ComparisonOperatorGreaterThanThreshold: cloudwatchres.Above,
		types.ComparisonOperatorLessThanThreshold:    cloudwatchres.Below,
	} {
		cloud := awstest.New(t)
		awstest.Return[cloudwatch.PutMetricAlarmInput](cloud, &cloudwatch.PutMetricAlarmOutput{})
		_, err := cloudwatchres.Open(cloud).Metric("app", "age").PutAlarm(t.Context(), "old", short(1.5, types.StatisticMaximum, 5*time.Minute, 3),
			cloudwatchres.Dimension("queue", "a"), cloudwatchres.Dimension("stage", "b"), cloudwatchres.Notify("arn:1", "arn:2"), cloudwatchres.Notify("arn:3"))
		require.NoError(t, err)
		assert.Equal(t, &cloudwatch.PutMetricAlarmInput{
			Namespace: aws.String("app"), MetricName: aws.String("age"), AlarmName: aws.String("old"),
			ComparisonOperator: want, Threshold: aws.Float64(1.5), Statistic: types.StatisticMaximum,
			Period: aws.Int32(300), EvaluationPeriods: aws.Int32(3), AlarmActions: []string{"arn:1", "arn:2", "arn:3"},
			Dimensions: []types.Dimension{{Name: aws.String("queue"), Value: aws.String("a")}, {Name: aws.String("stage"), Value: aws.String("b")}},
		}, awstest.Calls[cloudwatch.PutMetricAlarmInput](cloud)[0])
	}
}

func ExampleAlarms_InState() {
	cloud := awstest.New(nil)
	awstest.On(cloud, func(_ context.Context, in *cloudwatch.DescribeAlarmsInput) (*cloudwatch.DescribeAlarmsOutput, error) {
		return &cloudwatch.DescribeAlarmsOutput{MetricAlarms: []types.MetricAlarm{{AlarmName: aws.String("disk"), StateValue: in.StateValue}}}, nil
	})

	err := cloudwatchres.Open(cloud).Alarms().InState(types.StateValueAlarm).Do(context.Background(), func(a *cloudwatchres.Alarm) error {
		fmt.Println(a.Name, a.Data.StateValue)
		return nil
	})
	fmt.Println(err)
	// Output:
	// disk ALARM
	// <nil>
}
