package elbv2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Listener is a listener of a load balancer. It is identified by its ARN.
type Listener struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Listener
}

// Listener returns the listener with an ARN. It makes no request, and the
// listener need not exist.
func (e *ELB) Listener(arn string) *Listener {
	return &Listener{node: node{service: e}, ARN: arn}
}

// Identity returns what identifies the listener. It is comparable, and can be
// the key of a map.
func (l *Listener) Identity() resources.Identity {
	if l == nil {
		return resources.Identity{}
	}
	return l.service.at().Identity("Listener", "ARN", l.ARN)
}

// String returns the type and the identifiers of the listener.
func (l *Listener) String() string { return l.Identity().String() }

// LogValue implements slog.LogValuer.
func (l *Listener) LogValue() slog.Value { return l.Identity().LogValue() }

func (l *Listener) check(operation string) error {
	if l == nil {
		return resources.Nil(operation, "Listener")
	}
	return l.service.at().Check(operation, "ARN", l.ARN)
}

// Load reads Data (DescribeListeners), unless it is set and not stale.
// Concurrent calls make one request.
func (l *Listener) Load(ctx context.Context) error {
	if err := l.check("elasticloadbalancingv2.DescribeListeners"); err != nil {
		return err
	}
	return resources.Load(ctx, "elasticloadbalancingv2.DescribeListeners", &l.state, &l.Data, l.fetch)
}

// Reload reads Data again (DescribeListeners).
func (l *Listener) Reload(ctx context.Context) error {
	if err := l.check("elasticloadbalancingv2.DescribeListeners"); err != nil {
		return err
	}
	return resources.Reload(ctx, "elasticloadbalancingv2.DescribeListeners", &l.state, &l.Data, l.fetch)
}

func (l *Listener) fetch(ctx context.Context) (*types.Listener, error) {
	out, err := l.service.describeListeners(ctx, &elasticloadbalancingv2.DescribeListenersInput{ListenerArns: []string{l.ARN}})
	if err != nil {
		return nil, err
	}
	if data := listenerIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("elasticloadbalancingv2.DescribeListeners", l.Identity())
}

func listenerIn(out *elasticloadbalancingv2.DescribeListenersOutput) *types.Listener {
	if len(out.Listeners) == 0 {
		return nil
	}
	return &out.Listeners[0]
}

// CreateRule creates a rule of the listener (CreateRule) and returns it; rules
// are evaluated by priority, the lowest number first.
func (l *Listener) CreateRule(ctx context.Context, priority int32, conditions []types.RuleCondition, actions []types.Action, changes ...func(*elasticloadbalancingv2.CreateRuleInput)) (*Rule, error) {
	if err := l.check("elasticloadbalancingv2.CreateRule"); err != nil {
		return nil, err
	}
	in := &elasticloadbalancingv2.CreateRuleInput{ListenerArn: aws.String(l.ARN), Priority: aws.Int32(priority), Conditions: conditions, Actions: actions}
	out, err := resources.Call(ctx, "elasticloadbalancingv2.CreateRule", l.service.createRule, in, changes)
	if err != nil {
		return nil, err
	}
	if len(out.Rules) == 0 {
		return nil, resources.Without("elasticloadbalancingv2.CreateRule", "Rules")
	}
	return &Rule{node: node{service: l.service}, ARN: aws.ToString(out.Rules[0].RuleArn), Data: &out.Rules[0]}, nil
}

// Delete deletes the listener (DeleteListener).
func (l *Listener) Delete(ctx context.Context, changes ...func(*elasticloadbalancingv2.DeleteListenerInput)) (*elasticloadbalancingv2.DeleteListenerOutput, error) {
	if err := l.check("elasticloadbalancingv2.DeleteListener"); err != nil {
		return nil, err
	}
	in := &elasticloadbalancingv2.DeleteListenerInput{ListenerArn: aws.String(l.ARN)}
	return resources.Act(ctx, &l.state, "elasticloadbalancingv2.DeleteListener", l.service.deleteListener, in, changes)
}

// Modify modifies the listener (ModifyListener). Data is stale afterwards.
func (l *Listener) Modify(ctx context.Context, changes ...func(*elasticloadbalancingv2.ModifyListenerInput)) (*elasticloadbalancingv2.ModifyListenerOutput, error) {
	if err := l.check("elasticloadbalancingv2.ModifyListener"); err != nil {
		return nil, err
	}
	in := &elasticloadbalancingv2.ModifyListenerInput{ListenerArn: aws.String(l.ARN)}
	return resources.Act(ctx, &l.state, "elasticloadbalancingv2.ModifyListener", l.service.modifyListener, in, changes)
}

// LoadBalancer returns the load balancer that Data names, or nil if there is no
// Data or it names none.
func (l *Listener) LoadBalancer() *LoadBalancer {
	if l == nil || l.Data == nil || aws.ToString(l.Data.LoadBalancerArn) == "" {
		return nil
	}
	return &LoadBalancer{node: node{service: l.service}, ARN: aws.ToString(l.Data.LoadBalancerArn)}
}

// Rules returns the rules of the listener, the default rule included
// (DescribeRules).
func (l *Listener) Rules() *Rules {
	if err := l.check("elasticloadbalancingv2.DescribeRules"); err != nil {
		return newRules(collections.Refused(err))
	}
	in := &elasticloadbalancingv2.DescribeRulesInput{ListenerArn: aws.String(l.ARN)}
	return newRules(collections.Listed(l.service.describeRules, in, l.service.rulesOf))
}

// Listeners is a collection of listeners, as DescribeListeners lists them. It
// makes no request until it is ranged over; see [collections.View].
type Listeners struct {
	collections.View[*Listeners, *elasticloadbalancingv2.DescribeListenersInput, *Listener]
}

func newListeners(e *collections.Erased) *Listeners {
	return &Listeners{collections.ViewOf[*Listeners, *elasticloadbalancingv2.DescribeListenersInput, *Listener](e)}
}

func (e *ELB) listenersOf(out *elasticloadbalancingv2.DescribeListenersOutput) []any {
	count := len(out.Listeners)
	all, slab := make([]any, 0, count), make([]Listener, count)
	for n := range out.Listeners {
		l := &slab[len(all)]
		l.service, l.ARN, l.Data = e, aws.ToString(out.Listeners[n].ListenerArn), &out.Listeners[n]
		all = append(all, l)
	}
	return all
}
