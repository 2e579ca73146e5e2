// Package eventsres provides typed resources of Amazon EventBridge: buses, rules and
// their targets. For schedules of their own see package schedulerres.
//
//	events.get_paginator("list_rules")                     | bus.Rules()
//	events.put_rule(ScheduleExpression=...), put_targets   | bus.Schedule(ctx, name, expression, targets...)
//	events.put_rule(EventPattern=...), put_targets         | bus.Match(ctx, name, pattern, targets...)
//	events.disable_rule(Name=n)                            | bus.Rule(n).Disable(ctx)
//	events.remove_targets(...), delete_rule(Name=n)        | bus.Rule(n).Remove(ctx)
//	events.put_events(Entries=[...])["FailedEntryCount"]   | events.Send(ctx, entries...)
//
// where bus is events.Bus("default"), and events is eventsres.Open(sess). Start
// with [Open] or [New].
package eventsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service eventbridge -entry EventBridge -about "Amazon EventBridge"
