package elbv2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// LoadBalancer is a load balancer. It is identified by its ARN.
type LoadBalancer struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.LoadBalancer
}

// LoadBalancer returns the load balancer with an ARN. It makes no request, and
// the load balancer need not exist.
func (e *ELB) LoadBalancer(arn string) *LoadBalancer {
	return &LoadBalancer{node: node{service: e}, ARN: arn}
}

// Identity returns what identifies the load balancer. It is comparable, and can
// be the key of a map.
func (l *LoadBalancer) Identity() resources.Identity {
	if l == nil {
		return resources.Identity{}
	}
	return l.service.at().Identity("LoadBalancer", "ARN", l.ARN)
}

// String returns the type and the identifiers of the load balancer.
func (l *LoadBalancer) String() string { return l.Identity().String() }

// LogValue implements slog.LogValuer.
func (l *LoadBalancer) LogValue() slog.Value { return l.Identity().LogValue() }

func (l *LoadBalancer) check(operation string) error {
	if l == nil {
		return resources.Nil(operation, "LoadBalancer")
	}
	return l.service.at().Check(operation, "ARN", l.ARN)
}

// Load reads Data (DescribeLoadBalancers), unless it is set and not stale.
// Concurrent calls make one request.
func (l *LoadBalancer) Load(ctx context.Context) error {
	if err := l.check("elasticloadbalancingv2.DescribeLoadBalancers"); err != nil {
		return err
	}
	return resources.Load(ctx, "elasticloadbalancingv2.DescribeLoadBalancers", &l.state, &l.Data, l.fetch)
}

// Reload reads Data again (DescribeLoadBalancers).
func (l *LoadBalancer) Reload(ctx context.Context) error {
	if err := l.check("elasticloadbalancingv2.DescribeLoadBalancers"); err != nil {
		return err
	}
	return resources.Reload(ctx, "elasticloadbalancingv2.DescribeLoadBalancers", &l.state, &l.Data, l.fetch)
}

func (l *LoadBalancer) fetch(ctx context.Context) (*types.LoadBalancer, error) {
	out, err := l.service.describeLoadBalancers(ctx, &elasticloadbalancingv2.DescribeLoadBalancersInput{LoadBalancerArns: []string{l.ARN}})
	if err != nil {
		return nil, err
	}
	if data := loadBalancerIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("elasticloadbalancingv2.DescribeLoadBalancers", l.Identity())
}

func loadBalancerIn(out *elasticloadbalancingv2.DescribeLoadBalancersOutput) *types.LoadBalancer {
	if out == nil || len(out.LoadBalancers) == 0 {
		return nil
	}
	return &out.LoadBalancers[0]
}

// CreateListener creates a listener for the load balancer (CreateListener) and
// returns it.
func (l *LoadBalancer) CreateListener(ctx context.Context, defaultActions []types.Action, changes ...func(*elasticloadbalancingv2.CreateListenerInput)) (*Listener, error) {
	if err := l.check("elasticloadbalancingv2.CreateListener"); err != nil {
		return nil, err
	}
	in := &elasticloadbalancingv2.CreateListenerInput{LoadBalancerArn: aws.String(l.ARN), DefaultActions: defaultActions}
	out, err := resources.Call(ctx, "elasticloadbalancingv2.CreateListener", l.service.createListener, in, changes)
	if err != nil {
		return nil, err
	}
	if len(out.Listeners) == 0 {
		return nil, resources.Without("elasticloadbalancingv2.CreateListener", "Listeners")
	}
	return &Listener{node: node{service: l.service}, ARN: aws.ToString(out.Listeners[0].ListenerArn), Data: &out.Listeners[0]}, nil
}

// Delete deletes the load balancer (DeleteLoadBalancer).
func (l *LoadBalancer) Delete(ctx context.Context, changes ...func(*elasticloadbalancingv2.DeleteLoadBalancerInput)) (*elasticloadbalancingv2.DeleteLoadBalancerOutput, error) {
	if err := l.check("elasticloadbalancingv2.DeleteLoadBalancer"); err != nil {
		return nil, err
	}
	in := &elasticloadbalancingv2.DeleteLoadBalancerInput{LoadBalancerArn: aws.String(l.ARN)}
	return resources.Act(ctx, &l.state, "elasticloadbalancingv2.DeleteLoadBalancer", l.service.deleteLoadBalancer, in, changes)
}

// ModifyAttributes modifies attributes of the load balancer
// (ModifyLoadBalancerAttributes). Data is stale afterwards.
func (l *LoadBalancer) ModifyAttributes(ctx context.Context, attributes []types.LoadBalancerAttribute, changes ...func(*elasticloadbalancingv2.ModifyLoadBalancerAttributesInput)) (*elasticloadbalancingv2.ModifyLoadBalancerAttributesOutput, error) {
	if err := l.check("elasticloadbalancingv2.ModifyLoadBalancerAttributes"); err != nil {
		return nil, err
	}
	in := &elasticloadbalancingv2.ModifyLoadBalancerAttributesInput{LoadBalancerArn: aws.String(l.ARN), Attributes: attributes}
	return resources.Act(ctx, &l.state, "elasticloadbalancingv2.ModifyLoadBalancerAttributes", l.service.modifyLoadBalancerAttributes, in, changes)
}

// Listeners returns the listeners of the load balancer (DescribeListeners).
func (l *LoadBalancer) Listeners() *Listeners {
	if err := l.check("elasticloadbalancingv2.DescribeListeners"); err != nil {
		return newListeners(collections.Refused(err))
	}
	in := &elasticloadbalancingv2.DescribeListenersInput{LoadBalancerArn: aws.String(l.ARN)}
	return newListeners(collections.Listed(l.service.describeListeners, in, l.service.listenersOf))
}

// TargetGroups returns the target groups of the load balancer
// (DescribeTargetGroups).
func (l *LoadBalancer) TargetGroups() *TargetGroups {
	if err := l.check("elasticloadbalancingv2.DescribeTargetGroups"); err != nil {
		return newTargetGroups(collections.Refused(err))
	}
	in := &elasticloadbalancingv2.DescribeTargetGroupsInput{LoadBalancerArn: aws.String(l.ARN)}
	return newTargetGroups(collections.Listed(l.service.describeTargetGroups, in, l.service.targetGroupsOf))
}

// WaitUntilAvailable waits until the load balancer is available
// (DescribeLoadBalancers). It sets Data from the last response; if the wait
// fails, Data is stale. The options or the context must bound the wait.
func (l *LoadBalancer) WaitUntilAvailable(ctx context.Context, opts waiters.Options) error {
	if err := l.check("elasticloadbalancingv2.LoadBalancerAvailable"); err != nil {
		return err
	}
	api, err := client[elasticloadbalancingv2.DescribeLoadBalancersAPIClient](l.service, "elasticloadbalancingv2.DescribeLoadBalancers")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, elasticloadbalancingv2.NewLoadBalancerAvailableWaiter(api), &elasticloadbalancingv2.DescribeLoadBalancersInput{LoadBalancerArns: []string{l.ARN}}, opts)
	resources.Keep(&l.state, &l.Data, loadBalancerIn(out))
	return err
}

// WaitUntilDeleted waits until the load balancer is deleted
// (DescribeLoadBalancers). It sets Data from the last response; if the wait
// fails, Data is stale. The options or the context must bound the wait.
func (l *LoadBalancer) WaitUntilDeleted(ctx context.Context, opts waiters.Options) error {
	if err := l.check("elasticloadbalancingv2.LoadBalancersDeleted"); err != nil {
		return err
	}
	api, err := client[elasticloadbalancingv2.DescribeLoadBalancersAPIClient](l.service, "elasticloadbalancingv2.DescribeLoadBalancers")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, elasticloadbalancingv2.NewLoadBalancersDeletedWaiter(api), &elasticloadbalancingv2.DescribeLoadBalancersInput{LoadBalancerArns: []string{l.ARN}}, opts)
	resources.Keep(&l.state, &l.Data, loadBalancerIn(out))
	return err
}

// LoadBalancers is a collection of load balancers, as DescribeLoadBalancers
// lists them. It makes no request until it is ranged over; see
// [collections.View].
type LoadBalancers struct {
	collections.View[*LoadBalancers, *elasticloadbalancingv2.DescribeLoadBalancersInput, *LoadBalancer]
}

func newLoadBalancers(e *collections.Erased) *LoadBalancers {
	return &LoadBalancers{collections.ViewOf[*LoadBalancers, *elasticloadbalancingv2.DescribeLoadBalancersInput, *LoadBalancer](e)}
}

func (e *ELB) loadBalancersOf(out *elasticloadbalancingv2.DescribeLoadBalancersOutput) []any {
	count := len(out.LoadBalancers)
	all, slab := make([]any, 0, count), make([]LoadBalancer, count)
	for n := range out.LoadBalancers {
		l := &slab[len(all)]
		l.service, l.ARN, l.Data = e, aws.ToString(out.LoadBalancers[n].LoadBalancerArn), &out.LoadBalancers[n]
		all = append(all, l)
	}
	return all
}
