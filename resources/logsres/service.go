package logsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Logs gives access to the resources of Amazon CloudWatch Logs in one account
// and region. It is safe for concurrent use. Its zero value makes no requests;
// use [Open] or [New].
type Logs struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*cloudwatchlogs.Options)) *Logs {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	l := New(cloudwatchlogs.NewFromConfig(cfg, optFns...))
	l.place = l.place.In(sess)
	return l
}

// New returns the resources that a client has access to. It makes no request.
func New(client *cloudwatchlogs.Client) *Logs {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &Logs{resources.NewPlace("cloudwatchlogs", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of
// *cloudwatchlogs.Client, such as a fake in a test. What needs another method
// returns an error.
func NewFrom(api any) *Logs { return &Logs{resources.NewPlace("cloudwatchlogs", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (l *Logs) Client() *cloudwatchlogs.Client {
	client, _ := l.api().(*cloudwatchlogs.Client)
	return client
}

func (l *Logs) api() any {
	if l == nil {
		return nil
	}
	return l.place.API()
}

func (l *Logs) at() *resources.Place {
	if l == nil {
		return nil
	}
	return &l.place
}

// node holds what all resources have in common.
type node struct {
	service *Logs
	state   resources.State
}

// Service returns the Logs that the resource was made with.
func (n *node) Service() *Logs { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *cloudwatchlogs.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// CreateGroup creates a group (CreateLogGroup) and returns it.
func (l *Logs) CreateGroup(ctx context.Context, logGroupName string, changes ...func(*cloudwatchlogs.CreateLogGroupInput)) (*Group, error) {
	in := &cloudwatchlogs.CreateLogGroupInput{LogGroupName: aws.String(logGroupName)}
	_, err := resources.Call(ctx, "cloudwatchlogs.CreateLogGroup", l.createLogGroup, in, changes)
	if err != nil {
		return nil, err
	}
	return &Group{node: node{service: l}, Name: aws.ToString(in.LogGroupName)}, nil
}

// StartQuery starts a query over the groups that a change names, from one time
// to another in seconds since 1970 (StartQuery) and returns it.
func (l *Logs) StartQuery(ctx context.Context, queryString string, startTime, endTime int64, changes ...func(*cloudwatchlogs.StartQueryInput)) (*Query, error) {
	in := &cloudwatchlogs.StartQueryInput{QueryString: aws.String(queryString), StartTime: aws.Int64(startTime), EndTime: aws.Int64(endTime)}
	out, err := resources.Call(ctx, "cloudwatchlogs.StartQuery", l.startQuery, in, changes)
	if err != nil {
		return nil, err
	}
	return &Query{node: node{service: l}, ID: aws.ToString(out.QueryId)}, nil
}

// Groups returns the groups whose names begin with prefix, or all of them if it
// is "" (DescribeLogGroups).
func (l *Logs) Groups(prefix string) *Groups {
	in := &cloudwatchlogs.DescribeLogGroupsInput{LogGroupNamePrefix: resources.Prefix(prefix)}
	return newGroups(collections.Listed(l.describeLogGroups, in, l.groupsOf))
}
