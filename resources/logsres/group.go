package logsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Group is a log group. It is identified by its Name.
type Group struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.LogGroup
}

// Group returns the group with a name. It makes no request, and the group need
// not exist.
func (l *Logs) Group(name string) *Group {
	return &Group{node: node{service: l}, Name: name}
}

// Identity returns what identifies the group. It is comparable, and can be the
// key of a map.
func (g *Group) Identity() resources.Identity {
	if g == nil {
		return resources.Identity{}
	}
	return g.service.at().Identity("Group", "Name", g.Name)
}

// String returns the type and the identifiers of the group.
func (g *Group) String() string { return g.Identity().String() }

// LogValue implements slog.LogValuer.
func (g *Group) LogValue() slog.Value { return g.Identity().LogValue() }

func (g *Group) check(operation string) error {
	if g == nil {
		return resources.Nil(operation, "Group")
	}
	return g.service.at().Check(operation, "Name", g.Name)
}

// Load reads Data (DescribeLogGroups), unless it is set and not stale.
// Concurrent calls make one request.
func (g *Group) Load(ctx context.Context) error {
	if err := g.check("cloudwatchlogs.DescribeLogGroups"); err != nil {
		return err
	}
	return resources.Load(ctx, "cloudwatchlogs.DescribeLogGroups", &g.state, &g.Data, g.fetch)
}

// Reload reads Data again (DescribeLogGroups).
func (g *Group) Reload(ctx context.Context) error {
	if err := g.check("cloudwatchlogs.DescribeLogGroups"); err != nil {
		return err
	}
	return resources.Reload(ctx, "cloudwatchlogs.DescribeLogGroups", &g.state, &g.Data, g.fetch)
}

// CreateStream creates a stream in the group (CreateLogStream) and returns it.
func (g *Group) CreateStream(ctx context.Context, logStreamName string, changes ...func(*cloudwatchlogs.CreateLogStreamInput)) (*Stream, error) {
	if err := g.check("cloudwatchlogs.CreateLogStream"); err != nil {
		return nil, err
	}
	in := &cloudwatchlogs.CreateLogStreamInput{LogGroupName: aws.String(g.Name), LogStreamName: aws.String(logStreamName)}
	_, err := resources.Call(ctx, "cloudwatchlogs.CreateLogStream", g.service.createLogStream, in, changes)
	if err != nil {
		return nil, err
	}
	return &Stream{node: node{service: g.service}, GroupName: g.Name, Name: aws.ToString(in.LogStreamName)}, nil
}

// Delete deletes the group (DeleteLogGroup).
func (g *Group) Delete(ctx context.Context, changes ...func(*cloudwatchlogs.DeleteLogGroupInput)) (*cloudwatchlogs.DeleteLogGroupOutput, error) {
	if err := g.check("cloudwatchlogs.DeleteLogGroup"); err != nil {
		return nil, err
	}
	in := &cloudwatchlogs.DeleteLogGroupInput{LogGroupName: aws.String(g.Name)}
	return resources.Act(ctx, &g.state, "cloudwatchlogs.DeleteLogGroup", g.service.deleteLogGroup, in, changes)
}

// DeleteRetention removes the retention of the group, which then keeps its
// events for ever (DeleteRetentionPolicy).
func (g *Group) DeleteRetention(ctx context.Context, changes ...func(*cloudwatchlogs.DeleteRetentionPolicyInput)) (*cloudwatchlogs.DeleteRetentionPolicyOutput, error) {
	if err := g.check("cloudwatchlogs.DeleteRetentionPolicy"); err != nil {
		return nil, err
	}
	in := &cloudwatchlogs.DeleteRetentionPolicyInput{LogGroupName: aws.String(g.Name)}
	return resources.Act(ctx, &g.state, "cloudwatchlogs.DeleteRetentionPolicy", g.service.deleteRetentionPolicy, in, changes)
}

// PutMetricFilter creates or changes a metric filter of the group
// (PutMetricFilter). Data is stale afterwards.
func (g *Group) PutMetricFilter(ctx context.Context, filterName, filterPattern string, metricTransformations []types.MetricTransformation, changes ...func(*cloudwatchlogs.PutMetricFilterInput)) (*cloudwatchlogs.PutMetricFilterOutput, error) {
	if err := g.check("cloudwatchlogs.PutMetricFilter"); err != nil {
		return nil, err
	}
	in := &cloudwatchlogs.PutMetricFilterInput{LogGroupName: aws.String(g.Name), FilterName: aws.String(filterName), FilterPattern: aws.String(filterPattern), MetricTransformations: metricTransformations}
	return resources.Act(ctx, &g.state, "cloudwatchlogs.PutMetricFilter", g.service.putMetricFilter, in, changes)
}

// PutRetention sets for how many days the group keeps its events
// (PutRetentionPolicy). Data is stale afterwards.
func (g *Group) PutRetention(ctx context.Context, retentionInDays int32, changes ...func(*cloudwatchlogs.PutRetentionPolicyInput)) (*cloudwatchlogs.PutRetentionPolicyOutput, error) {
	if err := g.check("cloudwatchlogs.PutRetentionPolicy"); err != nil {
		return nil, err
	}
	in := &cloudwatchlogs.PutRetentionPolicyInput{LogGroupName: aws.String(g.Name), RetentionInDays: aws.Int32(retentionInDays)}
	return resources.Act(ctx, &g.state, "cloudwatchlogs.PutRetentionPolicy", g.service.putRetentionPolicy, in, changes)
}

// PutSubscriptionFilter creates or changes a subscription filter of the group
// (PutSubscriptionFilter). Data is stale afterwards.
func (g *Group) PutSubscriptionFilter(ctx context.Context, destinationARN, filterName, filterPattern string, changes ...func(*cloudwatchlogs.PutSubscriptionFilterInput)) (*cloudwatchlogs.PutSubscriptionFilterOutput, error) {
	if err := g.check("cloudwatchlogs.PutSubscriptionFilter"); err != nil {
		return nil, err
	}
	in := &cloudwatchlogs.PutSubscriptionFilterInput{LogGroupName: aws.String(g.Name), DestinationArn: aws.String(destinationARN), FilterName: aws.String(filterName), FilterPattern: aws.String(filterPattern)}
	return resources.Act(ctx, &g.state, "cloudwatchlogs.PutSubscriptionFilter", g.service.putSubscriptionFilter, in, changes)
}

// StartQuery starts a query over the group, from one time to another in seconds
// since 1970 (StartQuery) and returns it.
func (g *Group) StartQuery(ctx context.Context, queryString string, startTime, endTime int64, changes ...func(*cloudwatchlogs.StartQueryInput)) (*Query, error) {
	if err := g.check("cloudwatchlogs.StartQuery"); err != nil {
		return nil, err
	}
	in := &cloudwatchlogs.StartQueryInput{LogGroupName: aws.String(g.Name), QueryString: aws.String(queryString), StartTime: aws.Int64(startTime), EndTime: aws.Int64(endTime)}
	out, err := resources.Call(ctx, "cloudwatchlogs.StartQuery", g.service.startQuery, in, changes)
	if err != nil {
		return nil, err
	}
	return &Query{node: node{service: g.service}, ID: aws.ToString(out.QueryId)}, nil
}

// Stream returns the stream of the group with a name. It makes no request.
func (g *Group) Stream(name string) *Stream {
	return &Stream{node: node{service: g.service}, GroupName: g.Name, Name: name}
}

// Events returns the events of the group that match a filter pattern, or all of
// them if it is "" (FilterLogEvents); see [Since] and [Between].
func (g *Group) Events(filterPattern string) *Events {
	if err := g.check("cloudwatchlogs.FilterLogEvents"); err != nil {
		return newEvents(collections.Refused(err))
	}
	in := &cloudwatchlogs.FilterLogEventsInput{LogGroupName: aws.String(g.Name), FilterPattern: resources.Prefix(filterPattern)}
	return newEvents(collections.Listed(g.service.filterLogEvents, in, g.eventsOf))
}

func (g *Group) eventsOf(out *cloudwatchlogs.FilterLogEventsOutput) []any {
	count := len(out.Events)
	all, slab := make([]any, 0, count), make([]Event, count)
	for n := range out.Events {
		e := &slab[len(all)]
		e.service, e.GroupName, e.ID, e.Data = g.service, g.Name, aws.ToString(out.Events[n].EventId), &out.Events[n]
		all = append(all, e)
	}
	return all
}

// Streams returns the streams of the group whose names begin with prefix, or
// all of them if it is "" (DescribeLogStreams).
func (g *Group) Streams(prefix string) *Streams {
	if err := g.check("cloudwatchlogs.DescribeLogStreams"); err != nil {
		return newStreams(collections.Refused(err))
	}
	in := &cloudwatchlogs.DescribeLogStreamsInput{LogGroupName: aws.String(g.Name), LogStreamNamePrefix: resources.Prefix(prefix)}
	return newStreams(collections.Listed(g.service.describeLogStreams, in, g.streamsOf))
}

func (g *Group) streamsOf(out *cloudwatchlogs.DescribeLogStreamsOutput) []any {
	count := len(out.LogStreams)
	all, slab := make([]any, 0, count), make([]Stream, count)
	for n := range out.LogStreams {
		s := &slab[len(all)]
		s.service, s.GroupName, s.Name, s.Data = g.service, g.Name, aws.ToString(out.LogStreams[n].LogStreamName), &out.LogStreams[n]
		all = append(all, s)
	}
	return all
}

// Groups is a collection of groups, as DescribeLogGroups lists them. It makes
// no request until it is ranged over; see [collections.View].
type Groups struct {
	collections.View[*Groups, *cloudwatchlogs.DescribeLogGroupsInput, *Group]
}

func newGroups(e *collections.Erased) *Groups {
	return &Groups{collections.ViewOf[*Groups, *cloudwatchlogs.DescribeLogGroupsInput, *Group](e)}
}

func (l *Logs) groupsOf(out *cloudwatchlogs.DescribeLogGroupsOutput) []any {
	count := len(out.LogGroups)
	all, slab := make([]any, 0, count), make([]Group, count)
	for n := range out.LogGroups {
		g := &slab[len(all)]
		g.service, g.Name, g.Data = l, aws.ToString(out.LogGroups[n].LogGroupName), &out.LogGroups[n]
		all = append(all, g)
	}
	return all
}
