// Package autoscalingres is Amazon EC2 Auto Scaling as typed resources.
//
//	asg.get_paginator("describe_auto_scaling_groups")           groups.Groups()
//	asg.set_desired_capacity(AutoScalingGroupName=g, ...)       groups.Group(g).SetDesiredCapacity(ctx, 3)
package autoscalingres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service autoscaling -entry AutoScaling -about "Amazon EC2 Auto Scaling"
