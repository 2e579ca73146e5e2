// Package autoscalingres provides typed resources of Amazon EC2 Auto Scaling: groups,
// their instances, policies and activities.
//
//	asg.get_paginator("describe_auto_scaling_groups")      | groups.Groups()
//	asg.set_desired_capacity(AutoScalingGroupName=g, ...)  | groups.Group(g).SetDesiredCapacity(ctx, 3)
//	asg.get_waiter("group_in_service").wait(...)           | groups.Group(g).WaitUntilInService(ctx, opts)
//	asg.describe_scaling_activities(...)                   | groups.Group(g).Activities()
//	asg.start_instance_refresh(...)                        | groups.Group(g).StartRefresh(ctx)
//	asg.terminate_instance_in_auto_scaling_group(...)      | groups.Instance(id).Terminate(ctx, false)
//
// where groups is autoscalingres.Open(sess). Start with [Open] or [New].
package autoscalingres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service autoscaling -entry AutoScaling -about "Amazon EC2 Auto Scaling"
