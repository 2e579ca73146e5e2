package eventsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (e *EventBridge) createEventBus(ctx context.Context, in *eventbridge.CreateEventBusInput) (*eventbridge.CreateEventBusOutput, error) {
	api, ok := e.api().(interface {
		CreateEventBus(context.Context, *eventbridge.CreateEventBusInput, ...func(*eventbridge.Options)) (*eventbridge.CreateEventBusOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.CreateEventBus")
	}
	return api.CreateEventBus(ctx, in)
}

func (e *EventBridge) deleteEventBus(ctx context.Context, in *eventbridge.DeleteEventBusInput) (*eventbridge.DeleteEventBusOutput, error) {
	api, ok := e.api().(interface {
		DeleteEventBus(context.Context, *eventbridge.DeleteEventBusInput, ...func(*eventbridge.Options)) (*eventbridge.DeleteEventBusOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.DeleteEventBus")
	}
	return api.DeleteEventBus(ctx, in)
}

func (e *EventBridge) deleteRule(ctx context.Context, in *eventbridge.DeleteRuleInput) (*eventbridge.DeleteRuleOutput, error) {
	api, ok := e.api().(interface {
		DeleteRule(context.Context, *eventbridge.DeleteRuleInput, ...func(*eventbridge.Options)) (*eventbridge.DeleteRuleOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.DeleteRule")
	}
	return api.DeleteRule(ctx, in)
}

func (e *EventBridge) describeEventBus(ctx context.Context, in *eventbridge.DescribeEventBusInput) (*eventbridge.DescribeEventBusOutput, error) {
	api, ok := e.api().(interface {
		DescribeEventBus(context.Context, *eventbridge.DescribeEventBusInput, ...func(*eventbridge.Options)) (*eventbridge.DescribeEventBusOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.DescribeEventBus")
	}
	return api.DescribeEventBus(ctx, in)
}

func (e *EventBridge) describeRule(ctx context.Context, in *eventbridge.DescribeRuleInput) (*eventbridge.DescribeRuleOutput, error) {
	api, ok := e.api().(interface {
		DescribeRule(context.Context, *eventbridge.DescribeRuleInput, ...func(*eventbridge.Options)) (*eventbridge.DescribeRuleOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.DescribeRule")
	}
	return api.DescribeRule(ctx, in)
}

func (e *EventBridge) disableRule(ctx context.Context, in *eventbridge.DisableRuleInput) (*eventbridge.DisableRuleOutput, error) {
	api, ok := e.api().(interface {
		DisableRule(context.Context, *eventbridge.DisableRuleInput, ...func(*eventbridge.Options)) (*eventbridge.DisableRuleOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.DisableRule")
	}
	return api.DisableRule(ctx, in)
}

func (e *EventBridge) enableRule(ctx context.Context, in *eventbridge.EnableRuleInput) (*eventbridge.EnableRuleOutput, error) {
	api, ok := e.api().(interface {
		EnableRule(context.Context, *eventbridge.EnableRuleInput, ...func(*eventbridge.Options)) (*eventbridge.EnableRuleOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.EnableRule")
	}
	return api.EnableRule(ctx, in)
}

func (e *EventBridge) listEventBuses(ctx context.Context, in *eventbridge.ListEventBusesInput) (*eventbridge.ListEventBusesOutput, error) {
	api, ok := e.api().(interface {
		ListEventBuses(context.Context, *eventbridge.ListEventBusesInput, ...func(*eventbridge.Options)) (*eventbridge.ListEventBusesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.ListEventBuses")
	}
	return api.ListEventBuses(ctx, in)
}

func (e *EventBridge) listRules(ctx context.Context, in *eventbridge.ListRulesInput) (*eventbridge.ListRulesOutput, error) {
	api, ok := e.api().(interface {
		ListRules(context.Context, *eventbridge.ListRulesInput, ...func(*eventbridge.Options)) (*eventbridge.ListRulesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.ListRules")
	}
	return api.ListRules(ctx, in)
}

func (e *EventBridge) listTargetsByRule(ctx context.Context, in *eventbridge.ListTargetsByRuleInput) (*eventbridge.ListTargetsByRuleOutput, error) {
	api, ok := e.api().(interface {
		ListTargetsByRule(context.Context, *eventbridge.ListTargetsByRuleInput, ...func(*eventbridge.Options)) (*eventbridge.ListTargetsByRuleOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.ListTargetsByRule")
	}
	return api.ListTargetsByRule(ctx, in)
}

func (e *EventBridge) putEvents(ctx context.Context, in *eventbridge.PutEventsInput) (*eventbridge.PutEventsOutput, error) {
	api, ok := e.api().(interface {
		PutEvents(context.Context, *eventbridge.PutEventsInput, ...func(*eventbridge.Options)) (*eventbridge.PutEventsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.PutEvents")
	}
	return api.PutEvents(ctx, in)
}

func (e *EventBridge) putRule(ctx context.Context, in *eventbridge.PutRuleInput) (*eventbridge.PutRuleOutput, error) {
	api, ok := e.api().(interface {
		PutRule(context.Context, *eventbridge.PutRuleInput, ...func(*eventbridge.Options)) (*eventbridge.PutRuleOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.PutRule")
	}
	return api.PutRule(ctx, in)
}

func (e *EventBridge) putTargets(ctx context.Context, in *eventbridge.PutTargetsInput) (*eventbridge.PutTargetsOutput, error) {
	api, ok := e.api().(interface {
		PutTargets(context.Context, *eventbridge.PutTargetsInput, ...func(*eventbridge.Options)) (*eventbridge.PutTargetsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.PutTargets")
	}
	return api.PutTargets(ctx, in)
}

func (e *EventBridge) removeTargets(ctx context.Context, in *eventbridge.RemoveTargetsInput) (*eventbridge.RemoveTargetsOutput, error) {
	api, ok := e.api().(interface {
		RemoveTargets(context.Context, *eventbridge.RemoveTargetsInput, ...func(*eventbridge.Options)) (*eventbridge.RemoveTargetsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("eventbridge.RemoveTargets")
	}
	return api.RemoveTargets(ctx, in)
}
