package cloudwatchres

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// InState lists the alarms in a state, such as [types.StateValueAlarm].
func (c *Alarms) InState(state types.StateValue) *Alarms {
	return c.With(func(in *cloudwatch.DescribeAlarmsInput) { in.StateValue = state })
}

// Above makes an alarm for PutAlarm: a statistic above a threshold, over a
// period, several periods one after the other. A period is 10, 20 or 30 seconds
// or whole minutes.
//
//	_, err := cw.Metric("AWS/EC2", "CPUUtilization").PutAlarm(ctx, "cpu",
//		cloudwatchres.Above(90, types.StatisticMaximum, 5*time.Minute, 3),
//		cloudwatchres.Dimension("InstanceId", id), cloudwatchres.Notify(topic))
func Above(threshold float64, statistic types.Statistic, period time.Duration, periods int32) func(*cloudwatch.PutMetricAlarmInput) {
	return compared(types.ComparisonOperatorGreaterThanThreshold, threshold, statistic, period, periods)
}

// Below is [Above] for a statistic below a threshold.
func Below(threshold float64, statistic types.Statistic, period time.Duration, periods int32) func(*cloudwatch.PutMetricAlarmInput) {
	return compared(types.ComparisonOperatorLessThanThreshold, threshold, statistic, period, periods)
}

func compared(how types.ComparisonOperator, threshold float64, statistic types.Statistic, period time.Duration, periods int32) func(*cloudwatch.PutMetricAlarmInput) {
	return func(in *cloudwatch.PutMetricAlarmInput) {
		in.ComparisonOperator, in.Threshold, in.Statistic = how, &threshold, statistic
		in.Period, in.EvaluationPeriods = aws.Int32(int32(period/time.Second)), &periods
	}
}

// Dimension adds a dimension to the metric of an alarm, besides those that are
// set already. An alarm watches one metric with exactly its dimensions.
func Dimension(name, value string) func(*cloudwatch.PutMetricAlarmInput) {
	return func(in *cloudwatch.PutMetricAlarmInput) {
		in.Dimensions = append(in.Dimensions, types.Dimension{Name: &name, Value: &value})
	}
}

// Notify adds what an alarm calls when it comes to ALARM, by ARN: SNS topics, for
// example. CloudWatch takes at most five.
func Notify(arns ...string) func(*cloudwatch.PutMetricAlarmInput) {
	return func(in *cloudwatch.PutMetricAlarmInput) { in.AlarmActions = append(in.AlarmActions, arns...) }
}
