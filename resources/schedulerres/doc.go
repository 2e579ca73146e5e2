// Package schedulerres provides typed resources of Amazon EventBridge Scheduler:
// groups and schedules.
//
//	scheduler.get_paginator("list_schedules")              | schedules.Schedules()
//	scheduler.create_schedule(...) or update_schedule(...) | schedule.Put(ctx, "rate(1 hour)", target)
//	scheduler.update_schedule(State="DISABLED", ...)       | schedule.Disable(ctx)
//	scheduler.delete_schedule(GroupName="g", Name="n")     | schedule.Delete(ctx)
//
// where schedule is schedules.Schedule("g", "n"), and schedules is
// schedulerres.Open(sess). Start with [Open] or [New].
package schedulerres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service scheduler -entry Scheduler -about "Amazon EventBridge Scheduler"
