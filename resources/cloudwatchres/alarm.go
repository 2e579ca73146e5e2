package cloudwatchres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Alarm is an alarm, identified by its Name.
type Alarm struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.MetricAlarm
}

// Alarm returns the alarm with a name. It makes no request, and the alarm need
// not exist.
func (c *CloudWatch) Alarm(name string) *Alarm {
	return &Alarm{node: node{service: c}, Name: name}
}

// Identity returns what identifies the alarm. It is comparable, and can be the
// key of a map.
func (a *Alarm) Identity() resources.Identity {
	if a == nil {
		return resources.Identity{}
	}
	return a.service.at().Identity("Alarm", "Name", a.Name)
}

// String returns the type and the identifiers of the alarm.
func (a *Alarm) String() string { return a.Identity().String() }

// LogValue implements slog.LogValuer.
func (a *Alarm) LogValue() slog.Value { return a.Identity().LogValue() }

func (a *Alarm) check(operation string) error {
	if a == nil {
		return resources.Nil(operation, "Alarm")
	}
	return a.service.at().Check(operation, "Name", a.Name)
}

// Load reads Data (DescribeAlarms), unless it is set and not stale. Concurrent
// calls make one request.
func (a *Alarm) Load(ctx context.Context) error {
	if err := a.check("cloudwatch.DescribeAlarms"); err != nil {
		return err
	}
	return resources.Load(ctx, "cloudwatch.DescribeAlarms", &a.state, &a.Data, a.fetch)
}

// Reload reads Data again (DescribeAlarms).
func (a *Alarm) Reload(ctx context.Context) error {
	if err := a.check("cloudwatch.DescribeAlarms"); err != nil {
		return err
	}
	return resources.Reload(ctx, "cloudwatch.DescribeAlarms", &a.state, &a.Data, a.fetch)
}

func (a *Alarm) fetch(ctx context.Context) (*types.MetricAlarm, error) {
	out, err := a.service.describeAlarms(ctx, &cloudwatch.DescribeAlarmsInput{AlarmNames: []string{a.Name}})
	if err != nil {
		return nil, err
	}
	if data := alarmIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("cloudwatch.DescribeAlarms", a.Identity())
}

func alarmIn(out *cloudwatch.DescribeAlarmsOutput) *types.MetricAlarm {
	if len(out.MetricAlarms) == 0 {
		return nil
	}
	return &out.MetricAlarms[0]
}

// Delete deletes the alarm (DeleteAlarms).
func (a *Alarm) Delete(ctx context.Context, changes ...func(*cloudwatch.DeleteAlarmsInput)) (*cloudwatch.DeleteAlarmsOutput, error) {
	if err := a.check("cloudwatch.DeleteAlarms"); err != nil {
		return nil, err
	}
	in := &cloudwatch.DeleteAlarmsInput{AlarmNames: []string{a.Name}}
	return resources.Act(ctx, &a.state, "cloudwatch.DeleteAlarms", a.service.deleteAlarms, in, changes)
}

// DescribeHistory describes the history of the alarm (DescribeAlarmHistory).
func (a *Alarm) DescribeHistory(ctx context.Context, changes ...func(*cloudwatch.DescribeAlarmHistoryInput)) (*cloudwatch.DescribeAlarmHistoryOutput, error) {
	if err := a.check("cloudwatch.DescribeAlarmHistory"); err != nil {
		return nil, err
	}
	in := &cloudwatch.DescribeAlarmHistoryInput{AlarmName: aws.String(a.Name)}
	return resources.Call(ctx, "cloudwatch.DescribeAlarmHistory", a.service.describeAlarmHistory, in, changes)
}

// DisableActions disables actions of the alarm (DisableAlarmActions). Data is
// stale afterwards.
func (a *Alarm) DisableActions(ctx context.Context, changes ...func(*cloudwatch.DisableAlarmActionsInput)) (*cloudwatch.DisableAlarmActionsOutput, error) {
	if err := a.check("cloudwatch.DisableAlarmActions"); err != nil {
		return nil, err
	}
	in := &cloudwatch.DisableAlarmActionsInput{AlarmNames: []string{a.Name}}
	return resources.Act(ctx, &a.state, "cloudwatch.DisableAlarmActions", a.service.disableAlarmActions, in, changes)
}

// EnableActions enables actions of the alarm (EnableAlarmActions). Data is
// stale afterwards.
func (a *Alarm) EnableActions(ctx context.Context, changes ...func(*cloudwatch.EnableAlarmActionsInput)) (*cloudwatch.EnableAlarmActionsOutput, error) {
	if err := a.check("cloudwatch.EnableAlarmActions"); err != nil {
		return nil, err
	}
	in := &cloudwatch.EnableAlarmActionsInput{AlarmNames: []string{a.Name}}
	return resources.Act(ctx, &a.state, "cloudwatch.EnableAlarmActions", a.service.enableAlarmActions, in, changes)
}

// SetState sets the state of the alarm (SetAlarmState). Data is stale
// afterwards.
func (a *Alarm) SetState(ctx context.Context, stateValue types.StateValue, stateReason string, changes ...func(*cloudwatch.SetAlarmStateInput)) (*cloudwatch.SetAlarmStateOutput, error) {
	if err := a.check("cloudwatch.SetAlarmState"); err != nil {
		return nil, err
	}
	in := &cloudwatch.SetAlarmStateInput{AlarmName: aws.String(a.Name), StateValue: stateValue, StateReason: aws.String(stateReason)}
	return resources.Act(ctx, &a.state, "cloudwatch.SetAlarmState", a.service.setAlarmState, in, changes)
}

// Metric returns the metric that Data names, or nil if there is no Data or it
// names none.
func (a *Alarm) Metric() *Metric {
	if a == nil || a.Data == nil || aws.ToString(a.Data.Namespace) == "" || aws.ToString(a.Data.MetricName) == "" {
		return nil
	}
	return &Metric{node: node{service: a.service}, Namespace: aws.ToString(a.Data.Namespace), Name: aws.ToString(a.Data.MetricName)}
}

// Alarms is a collection of alarms, as DescribeAlarms lists them. It makes no
// request until it is ranged over; see [collections.View].
type Alarms struct {
	collections.View[*Alarms, *cloudwatch.DescribeAlarmsInput, *Alarm]
}

func newAlarms(e *collections.Erased) *Alarms {
	return &Alarms{collections.ViewOf[*Alarms, *cloudwatch.DescribeAlarmsInput, *Alarm](e)}
}

func (c *CloudWatch) alarmsOf(out *cloudwatch.DescribeAlarmsOutput) []any {
	count := len(out.MetricAlarms)
	all, slab := make([]any, 0, count), make([]Alarm, count)
	for n := range out.MetricAlarms {
		a := &slab[len(all)]
		a.service, a.Name, a.Data = c, aws.ToString(out.MetricAlarms[n].AlarmName), &out.MetricAlarms[n]
		all = append(all, a)
	}
	return all
}

// MetricAlarms is a collection of alarms, as DescribeAlarmsForMetric lists
// them. It makes no request until it is ranged over; see [collections.View].
type MetricAlarms struct {
	collections.View[*MetricAlarms, *cloudwatch.DescribeAlarmsForMetricInput, *Alarm]
}

func newMetricAlarms(e *collections.Erased) *MetricAlarms {
	return &MetricAlarms{collections.ViewOf[*MetricAlarms, *cloudwatch.DescribeAlarmsForMetricInput, *Alarm](e)}
}

func (c *CloudWatch) metricAlarmsOf(out *cloudwatch.DescribeAlarmsForMetricOutput) []any {
	count := len(out.MetricAlarms)
	all, slab := make([]any, 0, count), make([]Alarm, count)
	for n := range out.MetricAlarms {
		a := &slab[len(all)]
		a.service, a.Name, a.Data = c, aws.ToString(out.MetricAlarms[n].AlarmName), &out.MetricAlarms[n]
		all = append(all, a)
	}
	return all
}

// Delete deletes the alarms, 100 a request (DeleteAlarms). It returns how many
// succeeded; the error has a [resources.ItemError] for each that did not.
func (c *Alarms) Delete(ctx context.Context, changes ...func(*cloudwatch.DeleteAlarmsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), deleteAlarms(changes))
}

// Delete deletes the alarms, 100 a request (DeleteAlarms). It returns how many
// succeeded; the error has a [resources.ItemError] for each that did not.
func (c *MetricAlarms) Delete(ctx context.Context, changes ...func(*cloudwatch.DeleteAlarmsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), deleteAlarms(changes))
}

func deleteAlarms(changes []func(*cloudwatch.DeleteAlarmsInput)) resources.Action[*Alarm] {
	return resources.Action[*Alarm]{
		Size:    100,
		Group:   func(a *Alarm) any { return a.service },
		Changed: func(a *Alarm) { a.state.Changed() },
		Do: func(ctx context.Context, group []*Alarm) ([]collections.Failure, error) {
			in := &cloudwatch.DeleteAlarmsInput{}
			for _, a := range group {
				in.AlarmNames = append(in.AlarmNames, a.Name)
			}
			_, err := resources.Call(ctx, "cloudwatch.DeleteAlarms", group[0].service.deleteAlarms, in, changes)
			return nil, err
		},
	}
}

// DisableActions disables the actions of the alarms, 100 a request
// (DisableAlarmActions). It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not.
func (c *Alarms) DisableActions(ctx context.Context, changes ...func(*cloudwatch.DisableAlarmActionsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), disableActionsAlarms(changes))
}

// DisableActions disables the actions of the alarms, 100 a request
// (DisableAlarmActions). It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not.
func (c *MetricAlarms) DisableActions(ctx context.Context, changes ...func(*cloudwatch.DisableAlarmActionsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), disableActionsAlarms(changes))
}

func disableActionsAlarms(changes []func(*cloudwatch.DisableAlarmActionsInput)) resources.Action[*Alarm] {
	return resources.Action[*Alarm]{
		Size:    100,
		Group:   func(a *Alarm) any { return a.service },
		Changed: func(a *Alarm) { a.state.Changed() },
		Do: func(ctx context.Context, group []*Alarm) ([]collections.Failure, error) {
			in := &cloudwatch.DisableAlarmActionsInput{}
			for _, a := range group {
				in.AlarmNames = append(in.AlarmNames, a.Name)
			}
			_, err := resources.Call(ctx, "cloudwatch.DisableAlarmActions", group[0].service.disableAlarmActions, in, changes)
			return nil, err
		},
	}
}

// EnableActions enables the actions of the alarms, 100 a request
// (EnableAlarmActions). It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not.
func (c *Alarms) EnableActions(ctx context.Context, changes ...func(*cloudwatch.EnableAlarmActionsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), enableActionsAlarms(changes))
}

// EnableActions enables the actions of the alarms, 100 a request
// (EnableAlarmActions). It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not.
func (c *MetricAlarms) EnableActions(ctx context.Context, changes ...func(*cloudwatch.EnableAlarmActionsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), enableActionsAlarms(changes))
}

func enableActionsAlarms(changes []func(*cloudwatch.EnableAlarmActionsInput)) resources.Action[*Alarm] {
	return resources.Action[*Alarm]{
		Size:    100,
		Group:   func(a *Alarm) any { return a.service },
		Changed: func(a *Alarm) { a.state.Changed() },
		Do: func(ctx context.Context, group []*Alarm) ([]collections.Failure, error) {
			in := &cloudwatch.EnableAlarmActionsInput{}
			for _, a := range group {
				in.AlarmNames = append(in.AlarmNames, a.Name)
			}
			_, err := resources.Call(ctx, "cloudwatch.EnableAlarmActions", group[0].service.enableAlarmActions, in, changes)
			return nil, err
		},
	}
}
