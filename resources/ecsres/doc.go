// Package ecsres provides typed resources of Amazon ECS: clusters, services, tasks and
// task definitions.
//
//	ecs.list_tasks(...), describe_tasks(tasks=[...])       | cluster.Tasks()
//	ecs.list_services(...), describe_services(...)         | cluster.Services()
//	ecs.run_task(cluster="jobs", ...)["failures"]          | cluster.Run(ctx, "nightly")
//	ecs.get_waiter("tasks_stopped"), exit codes            | task.Wait(ctx, opts)
//	ecs.update_service(service="web", desiredCount=3)      | cluster.Service("web").Update(ctx, change)
//	ecs.get_waiter("services_stable").wait(...)            | cluster.Service("web").WaitUntilStable(ctx, opts)
//	ecs.register_task_definition(family="f", ...)          | ecss.RegisterTaskDefinition(ctx, "f", containers)
//
// where cluster is ecss.Cluster("jobs"), and ecss is ecsres.Open(sess). Start
// with [Open] or [New].
package ecsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service ecs -entry ECS -about "Amazon ECS"
