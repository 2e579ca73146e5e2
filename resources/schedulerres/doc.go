// Package schedulerres is Amazon EventBridge Scheduler as typed resources.
//
//	scheduler.get_paginator("list_schedules")             schedules.Schedules()
//	scheduler.delete_schedule(GroupName="g", Name="n")    schedules.Schedule("g", "n").Delete(ctx)
package schedulerres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service scheduler -entry Scheduler -about "Amazon EventBridge Scheduler"
