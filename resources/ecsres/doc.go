// Package ecsres is Amazon ECS as typed resources.
//
//	ecs.get_paginator("list_services")             ecss.Cluster("jobs").Services()
//	ecs.run_task(cluster="jobs", ...)["failures"]  ecss.Cluster("jobs").Run(ctx, "nightly")
//	ecs.get_waiter("tasks_stopped").wait(...)      task.WaitUntilStopped(ctx, opts)
package ecsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service ecs -entry ECS -about "Amazon ECS"
