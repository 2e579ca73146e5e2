package elbv2res

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// ELB gives access to the resources of Elastic Load Balancing v2 in one account
// and region. It is safe for concurrent use. Its zero value makes no requests;
// use [Open] or [New].
type ELB struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*elasticloadbalancingv2.Options)) *ELB {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	e := New(elasticloadbalancingv2.NewFromConfig(cfg, optFns...))
	e.place = e.place.In(sess)
	return e
}

// New returns the resources that a client has access to. It makes no request.
func New(client *elasticloadbalancingv2.Client) *ELB {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &ELB{resources.NewPlace("elasticloadbalancingv2", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of
// *elasticloadbalancingv2.Client, such as a fake in a test. What needs another
// method returns an error.
func NewFrom(api any) *ELB { return &ELB{resources.NewPlace("elasticloadbalancingv2", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (e *ELB) Client() *elasticloadbalancingv2.Client {
	client, _ := e.api().(*elasticloadbalancingv2.Client)
	return client
}

func (e *ELB) api() any {
	if e == nil {
		return nil
	}
	return e.place.API()
}

func (e *ELB) at() *resources.Place {
	if e == nil {
		return nil
	}
	return &e.place
}

// node holds what all resources have in common.
type node struct {
	service *ELB
	state   resources.State
}

// Service returns the ELB that the resource was made with.
func (n *node) Service() *ELB { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *elasticloadbalancingv2.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// client returns the client as the interface of a waiter.
func client[A any](e *ELB, operation string) (A, error) {
	api, ok := e.api().(A)
	if !ok {
		return api, e.at().Lacks(operation)
	}
	return api, nil
}

// CreateLoadBalancer creates a load balancer (CreateLoadBalancer) and returns
// it.
func (e *ELB) CreateLoadBalancer(ctx context.Context, name string, changes ...func(*elasticloadbalancingv2.CreateLoadBalancerInput)) (*LoadBalancer, error) {
	in := &elasticloadbalancingv2.CreateLoadBalancerInput{Name: aws.String(name)}
	out, err := resources.Call(ctx, "elasticloadbalancingv2.CreateLoadBalancer", e.createLoadBalancer, in, changes)
	if err != nil {
		return nil, err
	}
	if len(out.LoadBalancers) == 0 {
		return nil, resources.Without("elasticloadbalancingv2.CreateLoadBalancer", "LoadBalancers")
	}
	return &LoadBalancer{node: node{service: e}, ARN: aws.ToString(out.LoadBalancers[0].LoadBalancerArn), Data: &out.LoadBalancers[0]}, nil
}

// CreateTargetGroup creates a target group (CreateTargetGroup) and returns it.
func (e *ELB) CreateTargetGroup(ctx context.Context, name string, changes ...func(*elasticloadbalancingv2.CreateTargetGroupInput)) (*TargetGroup, error) {
	in := &elasticloadbalancingv2.CreateTargetGroupInput{Name: aws.String(name)}
	out, err := resources.Call(ctx, "elasticloadbalancingv2.CreateTargetGroup", e.createTargetGroup, in, changes)
	if err != nil {
		return nil, err
	}
	if len(out.TargetGroups) == 0 {
		return nil, resources.Without("elasticloadbalancingv2.CreateTargetGroup", "TargetGroups")
	}
	return &TargetGroup{node: node{service: e}, ARN: aws.ToString(out.TargetGroups[0].TargetGroupArn), Data: &out.TargetGroups[0]}, nil
}

// LoadBalancers returns the load balancers (DescribeLoadBalancers).
func (e *ELB) LoadBalancers() *LoadBalancers {
	in := &elasticloadbalancingv2.DescribeLoadBalancersInput{}
	return newLoadBalancers(collections.Listed(e.describeLoadBalancers, in, e.loadBalancersOf))
}

// TargetGroups returns the target groups (DescribeTargetGroups).
func (e *ELB) TargetGroups() *TargetGroups {
	in := &elasticloadbalancingv2.DescribeTargetGroupsInput{}
	return newTargetGroups(collections.Listed(e.describeTargetGroups, in, e.targetGroupsOf))
}
