package elbv2res

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (e *ELB) createListener(ctx context.Context, in *elasticloadbalancingv2.CreateListenerInput) (*elasticloadbalancingv2.CreateListenerOutput, error) {
	api, ok := e.api().(interface {
		CreateListener(context.Context, *elasticloadbalancingv2.CreateListenerInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.CreateListenerOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.CreateListener")
	}
	return api.CreateListener(ctx, in)
}

func (e *ELB) createLoadBalancer(ctx context.Context, in *elasticloadbalancingv2.CreateLoadBalancerInput) (*elasticloadbalancingv2.CreateLoadBalancerOutput, error) {
	api, ok := e.api().(interface {
		CreateLoadBalancer(context.Context, *elasticloadbalancingv2.CreateLoadBalancerInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.CreateLoadBalancerOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.CreateLoadBalancer")
	}
	return api.CreateLoadBalancer(ctx, in)
}

func (e *ELB) createRule(ctx context.Context, in *elasticloadbalancingv2.CreateRuleInput) (*elasticloadbalancingv2.CreateRuleOutput, error) {
	api, ok := e.api().(interface {
		CreateRule(context.Context, *elasticloadbalancingv2.CreateRuleInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.CreateRuleOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.CreateRule")
	}
	return api.CreateRule(ctx, in)
}

func (e *ELB) createTargetGroup(ctx context.Context, in *elasticloadbalancingv2.CreateTargetGroupInput) (*elasticloadbalancingv2.CreateTargetGroupOutput, error) {
	api, ok := e.api().(interface {
		CreateTargetGroup(context.Context, *elasticloadbalancingv2.CreateTargetGroupInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.CreateTargetGroupOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.CreateTargetGroup")
	}
	return api.CreateTargetGroup(ctx, in)
}

func (e *ELB) deleteListener(ctx context.Context, in *elasticloadbalancingv2.DeleteListenerInput) (*elasticloadbalancingv2.DeleteListenerOutput, error) {
	api, ok := e.api().(interface {
		DeleteListener(context.Context, *elasticloadbalancingv2.DeleteListenerInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.DeleteListenerOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.DeleteListener")
	}
	return api.DeleteListener(ctx, in)
}

func (e *ELB) deleteLoadBalancer(ctx context.Context, in *elasticloadbalancingv2.DeleteLoadBalancerInput) (*elasticloadbalancingv2.DeleteLoadBalancerOutput, error) {
	api, ok := e.api().(interface {
		DeleteLoadBalancer(context.Context, *elasticloadbalancingv2.DeleteLoadBalancerInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.DeleteLoadBalancerOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.DeleteLoadBalancer")
	}
	return api.DeleteLoadBalancer(ctx, in)
}

func (e *ELB) deleteRule(ctx context.Context, in *elasticloadbalancingv2.DeleteRuleInput) (*elasticloadbalancingv2.DeleteRuleOutput, error) {
	api, ok := e.api().(interface {
		DeleteRule(context.Context, *elasticloadbalancingv2.DeleteRuleInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.DeleteRuleOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.DeleteRule")
	}
	return api.DeleteRule(ctx, in)
}

func (e *ELB) deleteTargetGroup(ctx context.Context, in *elasticloadbalancingv2.DeleteTargetGroupInput) (*elasticloadbalancingv2.DeleteTargetGroupOutput, error) {
	api, ok := e.api().(interface {
		DeleteTargetGroup(context.Context, *elasticloadbalancingv2.DeleteTargetGroupInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.DeleteTargetGroupOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.DeleteTargetGroup")
	}
	return api.DeleteTargetGroup(ctx, in)
}

func (e *ELB) deregisterTargets(ctx context.Context, in *elasticloadbalancingv2.DeregisterTargetsInput) (*elasticloadbalancingv2.DeregisterTargetsOutput, error) {
	api, ok := e.api().(interface {
		DeregisterTargets(context.Context, *elasticloadbalancingv2.DeregisterTargetsInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.DeregisterTargetsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.DeregisterTargets")
	}
	return api.DeregisterTargets(ctx, in)
}

func (e *ELB) describeListeners(ctx context.Context, in *elasticloadbalancingv2.DescribeListenersInput) (*elasticloadbalancingv2.DescribeListenersOutput, error) {
	api, ok := e.api().(interface {
		DescribeListeners(context.Context, *elasticloadbalancingv2.DescribeListenersInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.DescribeListenersOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.DescribeListeners")
	}
	return api.DescribeListeners(ctx, in)
}

func (e *ELB) describeLoadBalancers(ctx context.Context, in *elasticloadbalancingv2.DescribeLoadBalancersInput) (*elasticloadbalancingv2.DescribeLoadBalancersOutput, error) {
	api, ok := e.api().(interface {
		DescribeLoadBalancers(context.Context, *elasticloadbalancingv2.DescribeLoadBalancersInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.DescribeLoadBalancersOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.DescribeLoadBalancers")
	}
	return api.DescribeLoadBalancers(ctx, in)
}

func (e *ELB) describeRules(ctx context.Context, in *elasticloadbalancingv2.DescribeRulesInput) (*elasticloadbalancingv2.DescribeRulesOutput, error) {
	api, ok := e.api().(interface {
		DescribeRules(context.Context, *elasticloadbalancingv2.DescribeRulesInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.DescribeRulesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.DescribeRules")
	}
	return api.DescribeRules(ctx, in)
}

func (e *ELB) describeTargetGroups(ctx context.Context, in *elasticloadbalancingv2.DescribeTargetGroupsInput) (*elasticloadbalancingv2.DescribeTargetGroupsOutput, error) {
	api, ok := e.api().(interface {
		DescribeTargetGroups(context.Context, *elasticloadbalancingv2.DescribeTargetGroupsInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.DescribeTargetGroupsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.DescribeTargetGroups")
	}
	return api.DescribeTargetGroups(ctx, in)
}

func (e *ELB) describeTargetHealth(ctx context.Context, in *elasticloadbalancingv2.DescribeTargetHealthInput) (*elasticloadbalancingv2.DescribeTargetHealthOutput, error) {
	api, ok := e.api().(interface {
		DescribeTargetHealth(context.Context, *elasticloadbalancingv2.DescribeTargetHealthInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.DescribeTargetHealthOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.DescribeTargetHealth")
	}
	return api.DescribeTargetHealth(ctx, in)
}

func (e *ELB) modifyListener(ctx context.Context, in *elasticloadbalancingv2.ModifyListenerInput) (*elasticloadbalancingv2.ModifyListenerOutput, error) {
	api, ok := e.api().(interface {
		ModifyListener(context.Context, *elasticloadbalancingv2.ModifyListenerInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.ModifyListenerOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.ModifyListener")
	}
	return api.ModifyListener(ctx, in)
}

func (e *ELB) modifyLoadBalancerAttributes(ctx context.Context, in *elasticloadbalancingv2.ModifyLoadBalancerAttributesInput) (*elasticloadbalancingv2.ModifyLoadBalancerAttributesOutput, error) {
	api, ok := e.api().(interface {
		ModifyLoadBalancerAttributes(context.Context, *elasticloadbalancingv2.ModifyLoadBalancerAttributesInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.ModifyLoadBalancerAttributesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.ModifyLoadBalancerAttributes")
	}
	return api.ModifyLoadBalancerAttributes(ctx, in)
}

func (e *ELB) modifyRule(ctx context.Context, in *elasticloadbalancingv2.ModifyRuleInput) (*elasticloadbalancingv2.ModifyRuleOutput, error) {
	api, ok := e.api().(interface {
		ModifyRule(context.Context, *elasticloadbalancingv2.ModifyRuleInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.ModifyRuleOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.ModifyRule")
	}
	return api.ModifyRule(ctx, in)
}

func (e *ELB) modifyTargetGroup(ctx context.Context, in *elasticloadbalancingv2.ModifyTargetGroupInput) (*elasticloadbalancingv2.ModifyTargetGroupOutput, error) {
	api, ok := e.api().(interface {
		ModifyTargetGroup(context.Context, *elasticloadbalancingv2.ModifyTargetGroupInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.ModifyTargetGroupOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.ModifyTargetGroup")
	}
	return api.ModifyTargetGroup(ctx, in)
}

func (e *ELB) registerTargets(ctx context.Context, in *elasticloadbalancingv2.RegisterTargetsInput) (*elasticloadbalancingv2.RegisterTargetsOutput, error) {
	api, ok := e.api().(interface {
		RegisterTargets(context.Context, *elasticloadbalancingv2.RegisterTargetsInput, ...func(*elasticloadbalancingv2.Options)) (*elasticloadbalancingv2.RegisterTargetsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("elasticloadbalancingv2.RegisterTargets")
	}
	return api.RegisterTargets(ctx, in)
}
