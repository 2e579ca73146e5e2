// Package eventsres is Amazon EventBridge as typed resources.
//
//	events.get_paginator("list_rules")          events.Bus("default").Rules()
//	events.put_rule(...), put_targets(...)      events.Bus("default").Schedule(ctx, name, expression, targets...)
//	events.disable_rule(Name=n)                 events.Bus("default").Rule(n).Disable(ctx)
package eventsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service eventbridge -entry EventBridge -about "Amazon EventBridge"
