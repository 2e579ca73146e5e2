package cloudwatchres

import (
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// CloudWatch gives access to the resources of Amazon CloudWatch in one account
// and region. It is safe for concurrent use. Its zero value makes no requests;
// use [Open] or [New].
type CloudWatch struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*cloudwatch.Options)) *CloudWatch {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	c := New(cloudwatch.NewFromConfig(cfg, optFns...))
	c.place = c.place.In(sess)
	return c
}

// New returns the resources that a client has access to. It makes no request.
func New(client *cloudwatch.Client) *CloudWatch {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &CloudWatch{resources.NewPlace("cloudwatch", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of
// *cloudwatch.Client, such as a fake in a test. What needs another method
// returns an error.
func NewFrom(api any) *CloudWatch { return &CloudWatch{resources.NewPlace("cloudwatch", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (c *CloudWatch) Client() *cloudwatch.Client {
	client, _ := c.api().(*cloudwatch.Client)
	return client
}

func (c *CloudWatch) api() any {
	if c == nil {
		return nil
	}
	return c.place.API()
}

func (c *CloudWatch) at() *resources.Place {
	if c == nil {
		return nil
	}
	return &c.place
}

// node holds what all resources have in common.
type node struct {
	service *CloudWatch
	state   resources.State
}

// Service returns the CloudWatch that the resource was made with.
func (n *node) Service() *CloudWatch { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *cloudwatch.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// Alarms returns the alarms (DescribeAlarms).
func (c *CloudWatch) Alarms() *Alarms {
	in := &cloudwatch.DescribeAlarmsInput{}
	return newAlarms(collections.Listed(c.describeAlarms, in, c.alarmsOf))
}

// Metrics returns the metrics (ListMetrics).
func (c *CloudWatch) Metrics() *Metrics {
	in := &cloudwatch.ListMetricsInput{}
	return newMetrics(collections.Listed(c.listMetrics, in, c.metricsOf))
}
