package eventsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// EventBridge gives access to the resources of Amazon EventBridge in one
// account and region. It is safe for concurrent use. Its zero value makes no
// requests; use [Open] or [New].
type EventBridge struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*eventbridge.Options)) *EventBridge {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	e := New(eventbridge.NewFromConfig(cfg, optFns...))
	e.place = e.place.In(sess)
	return e
}

// New returns the resources that a client has access to. It makes no request.
func New(client *eventbridge.Client) *EventBridge {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &EventBridge{resources.NewPlace("eventbridge", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of
// *eventbridge.Client, such as a fake in a test. What needs another method
// returns an error.
func NewFrom(api any) *EventBridge { return &EventBridge{resources.NewPlace("eventbridge", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (e *EventBridge) Client() *eventbridge.Client {
	client, _ := e.api().(*eventbridge.Client)
	return client
}

func (e *EventBridge) api() any {
	if e == nil {
		return nil
	}
	return e.place.API()
}

func (e *EventBridge) at() *resources.Place {
	if e == nil {
		return nil
	}
	return &e.place
}

// node holds what all resources have in common.
type node struct {
	service *EventBridge
	state   resources.State
}

// Service returns the EventBridge that the resource was made with.
func (n *node) Service() *EventBridge { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *eventbridge.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// CreateBus creates a bus (CreateEventBus) and returns it.
func (e *EventBridge) CreateBus(ctx context.Context, name string, changes ...func(*eventbridge.CreateEventBusInput)) (*Bus, error) {
	in := &eventbridge.CreateEventBusInput{Name: aws.String(name)}
	_, err := resources.Call(ctx, "eventbridge.CreateEventBus", e.createEventBus, in, changes)
	if err != nil {
		return nil, err
	}
	return &Bus{node: node{service: e}, Name: aws.ToString(in.Name)}, nil
}

// PutEvents sends at most ten events (PutEvents); FailedEntryCount says how
// many were refused. See [EventBridge.Send].
func (e *EventBridge) PutEvents(ctx context.Context, entries []types.PutEventsRequestEntry, changes ...func(*eventbridge.PutEventsInput)) (*eventbridge.PutEventsOutput, error) {
	in := &eventbridge.PutEventsInput{Entries: entries}
	return resources.Call(ctx, "eventbridge.PutEvents", e.putEvents, in, changes)
}

// Buses returns the buses (ListEventBuses).
func (e *EventBridge) Buses() *Buses {
	in := &eventbridge.ListEventBusesInput{}
	return newBuses(collections.Listed(e.listEventBuses, in, e.busesOf))
}
