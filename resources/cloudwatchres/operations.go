package cloudwatchres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (c *CloudWatch) deleteAlarms(ctx context.Context, in *cloudwatch.DeleteAlarmsInput) (*cloudwatch.DeleteAlarmsOutput, error) {
	api, ok := c.api().(interface {
		DeleteAlarms(context.Context, *cloudwatch.DeleteAlarmsInput, ...func(*cloudwatch.Options)) (*cloudwatch.DeleteAlarmsOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudwatch.DeleteAlarms")
	}
	return api.DeleteAlarms(ctx, in)
}

func (c *CloudWatch) describeAlarmHistory(ctx context.Context, in *cloudwatch.DescribeAlarmHistoryInput) (*cloudwatch.DescribeAlarmHistoryOutput, error) {
	api, ok := c.api().(interface {
		DescribeAlarmHistory(context.Context, *cloudwatch.DescribeAlarmHistoryInput, ...func(*cloudwatch.Options)) (*cloudwatch.DescribeAlarmHistoryOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudwatch.DescribeAlarmHistory")
	}
	return api.DescribeAlarmHistory(ctx, in)
}

func (c *CloudWatch) describeAlarms(ctx context.Context, in *cloudwatch.DescribeAlarmsInput) (*cloudwatch.DescribeAlarmsOutput, error) {
	api, ok := c.api().(interface {
		DescribeAlarms(context.Context, *cloudwatch.DescribeAlarmsInput, ...func(*cloudwatch.Options)) (*cloudwatch.DescribeAlarmsOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudwatch.DescribeAlarms")
	}
	return api.DescribeAlarms(ctx, in)
}

func (c *CloudWatch) describeAlarmsForMetric(ctx context.Context, in *cloudwatch.DescribeAlarmsForMetricInput) (*cloudwatch.DescribeAlarmsForMetricOutput, error) {
	api, ok := c.api().(interface {
		DescribeAlarmsForMetric(context.Context, *cloudwatch.DescribeAlarmsForMetricInput, ...func(*cloudwatch.Options)) (*cloudwatch.DescribeAlarmsForMetricOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudwatch.DescribeAlarmsForMetric")
	}
	return api.DescribeAlarmsForMetric(ctx, in)
}

func (c *CloudWatch) disableAlarmActions(ctx context.Context, in *cloudwatch.DisableAlarmActionsInput) (*cloudwatch.DisableAlarmActionsOutput, error) {
	api, ok := c.api().(interface {
		DisableAlarmActions(context.Context, *cloudwatch.DisableAlarmActionsInput, ...func(*cloudwatch.Options)) (*cloudwatch.DisableAlarmActionsOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudwatch.DisableAlarmActions")
	}
	return api.DisableAlarmActions(ctx, in)
}

func (c *CloudWatch) enableAlarmActions(ctx context.Context, in *cloudwatch.EnableAlarmActionsInput) (*cloudwatch.EnableAlarmActionsOutput, error) {
	api, ok := c.api().(interface {
		EnableAlarmActions(context.Context, *cloudwatch.EnableAlarmActionsInput, ...func(*cloudwatch.Options)) (*cloudwatch.EnableAlarmActionsOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudwatch.EnableAlarmActions")
	}
	return api.EnableAlarmActions(ctx, in)
}

func (c *CloudWatch) getMetricStatistics(ctx context.Context, in *cloudwatch.GetMetricStatisticsInput) (*cloudwatch.GetMetricStatisticsOutput, error) {
	api, ok := c.api().(interface {
		GetMetricStatistics(context.Context, *cloudwatch.GetMetricStatisticsInput, ...func(*cloudwatch.Options)) (*cloudwatch.GetMetricStatisticsOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudwatch.GetMetricStatistics")
	}
	return api.GetMetricStatistics(ctx, in)
}

func (c *CloudWatch) listMetrics(ctx context.Context, in *cloudwatch.ListMetricsInput) (*cloudwatch.ListMetricsOutput, error) {
	api, ok := c.api().(interface {
		ListMetrics(context.Context, *cloudwatch.ListMetricsInput, ...func(*cloudwatch.Options)) (*cloudwatch.ListMetricsOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudwatch.ListMetrics")
	}
	return api.ListMetrics(ctx, in)
}

func (c *CloudWatch) putMetricAlarm(ctx context.Context, in *cloudwatch.PutMetricAlarmInput) (*cloudwatch.PutMetricAlarmOutput, error) {
	api, ok := c.api().(interface {
		PutMetricAlarm(context.Context, *cloudwatch.PutMetricAlarmInput, ...func(*cloudwatch.Options)) (*cloudwatch.PutMetricAlarmOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudwatch.PutMetricAlarm")
	}
	return api.PutMetricAlarm(ctx, in)
}

func (c *CloudWatch) putMetricData(ctx context.Context, in *cloudwatch.PutMetricDataInput) (*cloudwatch.PutMetricDataOutput, error) {
	api, ok := c.api().(interface {
		PutMetricData(context.Context, *cloudwatch.PutMetricDataInput, ...func(*cloudwatch.Options)) (*cloudwatch.PutMetricDataOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudwatch.PutMetricData")
	}
	return api.PutMetricData(ctx, in)
}

func (c *CloudWatch) setAlarmState(ctx context.Context, in *cloudwatch.SetAlarmStateInput) (*cloudwatch.SetAlarmStateOutput, error) {
	api, ok := c.api().(interface {
		SetAlarmState(context.Context, *cloudwatch.SetAlarmStateInput, ...func(*cloudwatch.Options)) (*cloudwatch.SetAlarmStateOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudwatch.SetAlarmState")
	}
	return api.SetAlarmState(ctx, in)
}
