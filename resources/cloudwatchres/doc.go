// Package cloudwatchres provides typed resources of Amazon CloudWatch:
// boto3.resource("cloudwatch") in Go.
//
//	cw = boto3.resource("cloudwatch")                | cw := cloudwatchres.Open(sess)
//	cw.Metric("jobs", "failed").put_data(...)        | cw.Metric("jobs", "failed").PutData(ctx, ...)
//	metric.get_statistics(StartTime=a, EndTime=b, Period=60) | metric.GetStatistics(ctx, a, b, 60, ...)
//	cw.alarms.filter(AlarmNamePrefix="x").delete()   | cw.Alarms().With(...).Delete(ctx)
//	cw.alarms.filter(StateValue="ALARM")             | cw.Alarms().InState(types.StateValueAlarm)
//	metric.put_alarm(AlarmName="old", ...)           | metric.PutAlarm(ctx, "old", cloudwatchres.Above(...), cloudwatchres.Notify(topic))
//	alarm.metric                                     | alarm.Metric()
//
// Start with [Open] or [New].
package cloudwatchres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service cloudwatch -entry CloudWatch -about "Amazon CloudWatch"
