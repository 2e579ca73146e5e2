package cloudwatchres

import (
	"context"
	"log/slog"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Metric is a metric, identified by its Namespace and Name.
type Metric struct {
	node
	Namespace string
	Name      string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Metric
}

// Metric returns the metric with these identifiers. It makes no request, and
// the metric need not exist.
func (c *CloudWatch) Metric(namespace, name string) *Metric {
	return &Metric{node: node{service: c}, Namespace: namespace, Name: name}
}

// Identity returns what identifies the metric. It is comparable, and can be the
// key of a map.
func (m *Metric) Identity() resources.Identity {
	if m == nil {
		return resources.Identity{}
	}
	return m.service.at().Identity("Metric", "Namespace", m.Namespace, "Name", m.Name)
}

// String returns the type and the identifiers of the metric.
func (m *Metric) String() string { return m.Identity().String() }

// LogValue implements slog.LogValuer.
func (m *Metric) LogValue() slog.Value { return m.Identity().LogValue() }

func (m *Metric) check(operation string) error {
	if m == nil {
		return resources.Nil(operation, "Metric")
	}
	return m.service.at().Check(operation, "Namespace", m.Namespace, "Name", m.Name)
}

// Load reads Data (ListMetrics), unless it is set and not stale. Concurrent
// calls make one request.
func (m *Metric) Load(ctx context.Context) error {
	if err := m.check("cloudwatch.ListMetrics"); err != nil {
		return err
	}
	return resources.Load(ctx, "cloudwatch.ListMetrics", &m.state, &m.Data, m.fetch)
}

// Reload reads Data again (ListMetrics).
func (m *Metric) Reload(ctx context.Context) error {
	if err := m.check("cloudwatch.ListMetrics"); err != nil {
		return err
	}
	return resources.Reload(ctx, "cloudwatch.ListMetrics", &m.state, &m.Data, m.fetch)
}

func (m *Metric) fetch(ctx context.Context) (*types.Metric, error) {
	out, err := m.service.listMetrics(ctx, &cloudwatch.ListMetricsInput{MetricName: aws.String(m.Name), Namespace: aws.String(m.Namespace)})
	if err != nil {
		return nil, err
	}
	if data := metricIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("cloudwatch.ListMetrics", m.Identity())
}

func metricIn(out *cloudwatch.ListMetricsOutput) *types.Metric {
	if len(out.Metrics) == 0 {
		return nil
	}
	return &out.Metrics[0]
}

// GetStatistics reads statistics of the metric (GetMetricStatistics).
func (m *Metric) GetStatistics(ctx context.Context, startTime, endTime time.Time, period int32, changes ...func(*cloudwatch.GetMetricStatisticsInput)) (*cloudwatch.GetMetricStatisticsOutput, error) {
	if err := m.check("cloudwatch.GetMetricStatistics"); err != nil {
		return nil, err
	}
	in := &cloudwatch.GetMetricStatisticsInput{Namespace: aws.String(m.Namespace), MetricName: aws.String(m.Name), StartTime: aws.Time(startTime), EndTime: aws.Time(endTime), Period: aws.Int32(period)}
	return resources.Call(ctx, "cloudwatch.GetMetricStatistics", m.service.getMetricStatistics, in, changes)
}

// PutAlarm creates or changes an alarm of the metric (PutMetricAlarm) and
// returns the alarm. Data is stale afterwards.
func (m *Metric) PutAlarm(ctx context.Context, alarmName string, changes ...func(*cloudwatch.PutMetricAlarmInput)) (*Alarm, error) {
	if err := m.check("cloudwatch.PutMetricAlarm"); err != nil {
		return nil, err
	}
	in := &cloudwatch.PutMetricAlarmInput{Namespace: aws.String(m.Namespace), MetricName: aws.String(m.Name), AlarmName: aws.String(alarmName)}
	_, err := resources.Act(ctx, &m.state, "cloudwatch.PutMetricAlarm", m.service.putMetricAlarm, in, changes)
	if err != nil {
		return nil, err
	}
	return &Alarm{node: node{service: m.service}, Name: aws.ToString(in.AlarmName)}, nil
}

// PutData sends data points of the metric (PutMetricData). Data is stale
// afterwards.
func (m *Metric) PutData(ctx context.Context, changes ...func(*cloudwatch.PutMetricDataInput)) (*cloudwatch.PutMetricDataOutput, error) {
	if err := m.check("cloudwatch.PutMetricData"); err != nil {
		return nil, err
	}
	in := &cloudwatch.PutMetricDataInput{Namespace: aws.String(m.Namespace), MetricData: []types.MetricDatum{{MetricName: aws.String(m.Name)}}}
	return resources.Act(ctx, &m.state, "cloudwatch.PutMetricData", m.service.putMetricData, in, changes)
}

// Alarms returns the alarms of the metric (DescribeAlarmsForMetric).
func (m *Metric) Alarms() *MetricAlarms {
	if err := m.check("cloudwatch.DescribeAlarmsForMetric"); err != nil {
		return newMetricAlarms(collections.Refused(err))
	}
	in := &cloudwatch.DescribeAlarmsForMetricInput{Namespace: aws.String(m.Namespace), MetricName: aws.String(m.Name)}
	return newMetricAlarms(collections.ListedOnce(m.service.describeAlarmsForMetric, in, m.service.metricAlarmsOf))
}

// Metrics is a collection of metrics, as ListMetrics lists them. It makes no
// request until it is ranged over; see [collections.View].
type Metrics struct {
	collections.View[*Metrics, *cloudwatch.ListMetricsInput, *Metric]
}

func newMetrics(e *collections.Erased) *Metrics {
	return &Metrics{collections.ViewOf[*Metrics, *cloudwatch.ListMetricsInput, *Metric](e)}
}

func (c *CloudWatch) metricsOf(out *cloudwatch.ListMetricsOutput) []any {
	count := len(out.Metrics)
	all, slab := make([]any, 0, count), make([]Metric, count)
	for n := range out.Metrics {
		m := &slab[len(all)]
		m.service, m.Namespace, m.Name, m.Data = c, aws.ToString(out.Metrics[n].Namespace), aws.ToString(out.Metrics[n].MetricName), &out.Metrics[n]
		all = append(all, m)
	}
	return all
}
