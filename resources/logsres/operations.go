package logsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (l *Logs) createLogGroup(ctx context.Context, in *cloudwatchlogs.CreateLogGroupInput) (*cloudwatchlogs.CreateLogGroupOutput, error) {
	api, ok := l.api().(interface {
		CreateLogGroup(context.Context, *cloudwatchlogs.CreateLogGroupInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.CreateLogGroupOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.CreateLogGroup")
	}
	return api.CreateLogGroup(ctx, in)
}

func (l *Logs) createLogStream(ctx context.Context, in *cloudwatchlogs.CreateLogStreamInput) (*cloudwatchlogs.CreateLogStreamOutput, error) {
	api, ok := l.api().(interface {
		CreateLogStream(context.Context, *cloudwatchlogs.CreateLogStreamInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.CreateLogStreamOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.CreateLogStream")
	}
	return api.CreateLogStream(ctx, in)
}

func (l *Logs) deleteLogGroup(ctx context.Context, in *cloudwatchlogs.DeleteLogGroupInput) (*cloudwatchlogs.DeleteLogGroupOutput, error) {
	api, ok := l.api().(interface {
		DeleteLogGroup(context.Context, *cloudwatchlogs.DeleteLogGroupInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DeleteLogGroupOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.DeleteLogGroup")
	}
	return api.DeleteLogGroup(ctx, in)
}

func (l *Logs) deleteLogStream(ctx context.Context, in *cloudwatchlogs.DeleteLogStreamInput) (*cloudwatchlogs.DeleteLogStreamOutput, error) {
	api, ok := l.api().(interface {
		DeleteLogStream(context.Context, *cloudwatchlogs.DeleteLogStreamInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DeleteLogStreamOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.DeleteLogStream")
	}
	return api.DeleteLogStream(ctx, in)
}

func (l *Logs) deleteRetentionPolicy(ctx context.Context, in *cloudwatchlogs.DeleteRetentionPolicyInput) (*cloudwatchlogs.DeleteRetentionPolicyOutput, error) {
	api, ok := l.api().(interface {
		DeleteRetentionPolicy(context.Context, *cloudwatchlogs.DeleteRetentionPolicyInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DeleteRetentionPolicyOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.DeleteRetentionPolicy")
	}
	return api.DeleteRetentionPolicy(ctx, in)
}

func (l *Logs) describeLogGroups(ctx context.Context, in *cloudwatchlogs.DescribeLogGroupsInput) (*cloudwatchlogs.DescribeLogGroupsOutput, error) {
	api, ok := l.api().(interface {
		DescribeLogGroups(context.Context, *cloudwatchlogs.DescribeLogGroupsInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DescribeLogGroupsOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.DescribeLogGroups")
	}
	return api.DescribeLogGroups(ctx, in)
}

func (l *Logs) describeLogStreams(ctx context.Context, in *cloudwatchlogs.DescribeLogStreamsInput) (*cloudwatchlogs.DescribeLogStreamsOutput, error) {
	api, ok := l.api().(interface {
		DescribeLogStreams(context.Context, *cloudwatchlogs.DescribeLogStreamsInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DescribeLogStreamsOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.DescribeLogStreams")
	}
	return api.DescribeLogStreams(ctx, in)
}

func (l *Logs) filterLogEvents(ctx context.Context, in *cloudwatchlogs.FilterLogEventsInput) (*cloudwatchlogs.FilterLogEventsOutput, error) {
	api, ok := l.api().(interface {
		FilterLogEvents(context.Context, *cloudwatchlogs.FilterLogEventsInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.FilterLogEventsOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.FilterLogEvents")
	}
	return api.FilterLogEvents(ctx, in)
}

func (l *Logs) getQueryResults(ctx context.Context, in *cloudwatchlogs.GetQueryResultsInput) (*cloudwatchlogs.GetQueryResultsOutput, error) {
	api, ok := l.api().(interface {
		GetQueryResults(context.Context, *cloudwatchlogs.GetQueryResultsInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.GetQueryResultsOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.GetQueryResults")
	}
	return api.GetQueryResults(ctx, in)
}

func (l *Logs) putLogEvents(ctx context.Context, in *cloudwatchlogs.PutLogEventsInput) (*cloudwatchlogs.PutLogEventsOutput, error) {
	api, ok := l.api().(interface {
		PutLogEvents(context.Context, *cloudwatchlogs.PutLogEventsInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.PutLogEventsOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.PutLogEvents")
	}
	return api.PutLogEvents(ctx, in)
}

func (l *Logs) putMetricFilter(ctx context.Context, in *cloudwatchlogs.PutMetricFilterInput) (*cloudwatchlogs.PutMetricFilterOutput, error) {
	api, ok := l.api().(interface {
		PutMetricFilter(context.Context, *cloudwatchlogs.PutMetricFilterInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.PutMetricFilterOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.PutMetricFilter")
	}
	return api.PutMetricFilter(ctx, in)
}

func (l *Logs) putRetentionPolicy(ctx context.Context, in *cloudwatchlogs.PutRetentionPolicyInput) (*cloudwatchlogs.PutRetentionPolicyOutput, error) {
	api, ok := l.api().(interface {
		PutRetentionPolicy(context.Context, *cloudwatchlogs.PutRetentionPolicyInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.PutRetentionPolicyOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.PutRetentionPolicy")
	}
	return api.PutRetentionPolicy(ctx, in)
}

func (l *Logs) putSubscriptionFilter(ctx context.Context, in *cloudwatchlogs.PutSubscriptionFilterInput) (*cloudwatchlogs.PutSubscriptionFilterOutput, error) {
	api, ok := l.api().(interface {
		PutSubscriptionFilter(context.Context, *cloudwatchlogs.PutSubscriptionFilterInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.PutSubscriptionFilterOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.PutSubscriptionFilter")
	}
	return api.PutSubscriptionFilter(ctx, in)
}

func (l *Logs) startQuery(ctx context.Context, in *cloudwatchlogs.StartQueryInput) (*cloudwatchlogs.StartQueryOutput, error) {
	api, ok := l.api().(interface {
		StartQuery(context.Context, *cloudwatchlogs.StartQueryInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StartQueryOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.StartQuery")
	}
	return api.StartQuery(ctx, in)
}

func (l *Logs) stopQuery(ctx context.Context, in *cloudwatchlogs.StopQueryInput) (*cloudwatchlogs.StopQueryOutput, error) {
	api, ok := l.api().(interface {
		StopQuery(context.Context, *cloudwatchlogs.StopQueryInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StopQueryOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("cloudwatchlogs.StopQuery")
	}
	return api.StopQuery(ctx, in)
}
