// Package elbv2res is Elastic Load Balancing v2 as typed resources.
//
//	elbv2.get_paginator("describe_load_balancers")      elbs.LoadBalancers()
//	elbv2.describe_target_health(TargetGroupArn=arn)    elbs.TargetGroup(arn).Health(ctx)
package elbv2res

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service elasticloadbalancingv2 -entry ELB -about "Elastic Load Balancing v2"
