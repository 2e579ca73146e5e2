package eventsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Bus is an event bus. Every account has one with the name default. It is
// identified by its Name.
type Bus struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.EventBus
}

// Bus returns the bus with a name. It makes no request, and the bus need not
// exist.
func (e *EventBridge) Bus(name string) *Bus {
	return &Bus{node: node{service: e}, Name: name}
}

// Identity returns what identifies the bus. It is comparable, and can be the
// key of a map.
func (b *Bus) Identity() resources.Identity {
	if b == nil {
		return resources.Identity{}
	}
	return b.service.at().Identity("Bus", "Name", b.Name)
}

// String returns the type and the identifiers of the bus.
func (b *Bus) String() string { return b.Identity().String() }

// LogValue implements slog.LogValuer.
func (b *Bus) LogValue() slog.Value { return b.Identity().LogValue() }

func (b *Bus) check(operation string) error {
	if b == nil {
		return resources.Nil(operation, "Bus")
	}
	return b.service.at().Check(operation, "Name", b.Name)
}

// Load reads Data (DescribeEventBus), unless it is set and not stale.
// Concurrent calls make one request.
func (b *Bus) Load(ctx context.Context) error {
	if err := b.check("eventbridge.DescribeEventBus"); err != nil {
		return err
	}
	return resources.Load(ctx, "eventbridge.DescribeEventBus", &b.state, &b.Data, b.fetch)
}

// Reload reads Data again (DescribeEventBus).
func (b *Bus) Reload(ctx context.Context) error {
	if err := b.check("eventbridge.DescribeEventBus"); err != nil {
		return err
	}
	return resources.Reload(ctx, "eventbridge.DescribeEventBus", &b.state, &b.Data, b.fetch)
}

func (b *Bus) fetch(ctx context.Context) (*types.EventBus, error) {
	out, err := b.service.describeEventBus(ctx, &eventbridge.DescribeEventBusInput{Name: aws.String(b.Name)})
	if err != nil {
		return nil, err
	}
	return &types.EventBus{
		Arn:              out.Arn,
		CreationTime:     out.CreationTime,
		Description:      out.Description,
		LastModifiedTime: out.LastModifiedTime,
		ManagedBy:        out.ManagedBy,
		Name:             out.Name,
		Policy:           out.Policy,
	}, nil
}

// Delete deletes the bus (DeleteEventBus).
func (b *Bus) Delete(ctx context.Context, changes ...func(*eventbridge.DeleteEventBusInput)) (*eventbridge.DeleteEventBusOutput, error) {
	if err := b.check("eventbridge.DeleteEventBus"); err != nil {
		return nil, err
	}
	in := &eventbridge.DeleteEventBusInput{Name: aws.String(b.Name)}
	return resources.Act(ctx, &b.state, "eventbridge.DeleteEventBus", b.service.deleteEventBus, in, changes)
}

// PutRule creates or changes a rule of the bus (PutRule) and returns the rule.
func (b *Bus) PutRule(ctx context.Context, name string, changes ...func(*eventbridge.PutRuleInput)) (*Rule, error) {
	if err := b.check("eventbridge.PutRule"); err != nil {
		return nil, err
	}
	in := &eventbridge.PutRuleInput{EventBusName: aws.String(b.Name), Name: aws.String(name)}
	_, err := resources.Call(ctx, "eventbridge.PutRule", b.service.putRule, in, changes)
	if err != nil {
		return nil, err
	}
	return &Rule{node: node{service: b.service}, BusName: b.Name, Name: aws.ToString(in.Name)}, nil
}

// Rule returns the rule of the bus with a name. It makes no request.
func (b *Bus) Rule(name string) *Rule {
	return &Rule{node: node{service: b.service}, BusName: b.Name, Name: name}
}

// Rules returns the rules of the bus (ListRules).
func (b *Bus) Rules() *Rules {
	if err := b.check("eventbridge.ListRules"); err != nil {
		return newRules(collections.Refused(err))
	}
	in := &eventbridge.ListRulesInput{EventBusName: aws.String(b.Name)}
	return newRules(collections.Listed(b.service.listRules, in, b.rulesOf))
}

func (b *Bus) rulesOf(out *eventbridge.ListRulesOutput) []any {
	count := len(out.Rules)
	all, slab := make([]any, 0, count), make([]Rule, count)
	for n := range out.Rules {
		r := &slab[len(all)]
		r.service, r.BusName, r.Name, r.Data = b.service, b.Name, aws.ToString(out.Rules[n].Name), &out.Rules[n]
		all = append(all, r)
	}
	return all
}

// Buses is a collection of buses, as ListEventBuses lists them. It makes no
// request until it is ranged over; see [collections.View].
type Buses struct {
	collections.View[*Buses, *eventbridge.ListEventBusesInput, *Bus]
}

func newBuses(e *collections.Erased) *Buses {
	return &Buses{collections.ViewOf[*Buses, *eventbridge.ListEventBusesInput, *Bus](e)}
}

func (e *EventBridge) busesOf(out *eventbridge.ListEventBusesOutput) []any {
	count := len(out.EventBuses)
	all, slab := make([]any, 0, count), make([]Bus, count)
	for n := range out.EventBuses {
		b := &slab[len(all)]
		b.service, b.Name, b.Data = e, aws.ToString(out.EventBuses[n].Name), &out.EventBuses[n]
		all = append(all, b)
	}
	return all
}
