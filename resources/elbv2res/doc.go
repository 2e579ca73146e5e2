// Package elbv2res provides typed resources of Elastic Load Balancing v2: load
// balancers, listeners and their rules, target groups and their targets.
//
//	elbv2.get_paginator("describe_load_balancers")         | elbs.LoadBalancers()
//	elbv2.describe_listeners(LoadBalancerArn=arn)          | balancer.Listeners()
//	elbv2.describe_rules(ListenerArn=arn)                  | listener.Rules()
//	elbv2.describe_target_health(TargetGroupArn=arn)       | group.Targets(), target.Health()
//	elbv2.deregister_targets(...)                          | target.Deregister(ctx)
//	elbv2.get_waiter("target_in_service").wait(...)        | group.WaitUntilInService(ctx, opts)
//
// where elbs is elbv2res.Open(sess). Start with [Open] or [New].
package elbv2res

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service elasticloadbalancingv2 -entry ELB -about "Elastic Load Balancing v2"
