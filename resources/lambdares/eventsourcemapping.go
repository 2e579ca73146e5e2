package lambdares

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// EventSourceMapping reads from a queue or stream and invokes a function. Its
// UUID identifies it.
type EventSourceMapping struct {
	node
	UUID string

	// Data is what a listing or an action gave, or nil.
	Data *types.EventSourceMappingConfiguration
}

// EventSourceMapping returns the event source mapping with a UUID. It makes no
// request, and the event source mapping need not exist.
func (l *Lambda) EventSourceMapping(uuid string) *EventSourceMapping {
	return &EventSourceMapping{node: node{service: l}, UUID: uuid}
}

// Identity tells the event source mapping apart from all others. It can be
// compared, and be the key of a map.
func (e *EventSourceMapping) Identity() resources.Identity {
	if e == nil {
		return resources.Identity{}
	}
	return e.service.at().Identity("EventSourceMapping", "UUID", e.UUID)
}

// String returns the type and what identifies the event source mapping.
func (e *EventSourceMapping) String() string { return e.Identity().String() }

// LogValue implements slog.LogValuer.
func (e *EventSourceMapping) LogValue() slog.Value { return e.Identity().LogValue() }

func (e *EventSourceMapping) check(operation string) error {
	if e == nil {
		return resources.Nil(operation, "EventSourceMapping")
	}
	return e.service.at().Check(operation, "UUID", e.UUID)
}

// Delete deletes the event source mapping (DeleteEventSourceMapping).
func (e *EventSourceMapping) Delete(ctx context.Context, changes ...func(*lambda.DeleteEventSourceMappingInput)) (*lambda.DeleteEventSourceMappingOutput, error) {
	if err := e.check("lambda.DeleteEventSourceMapping"); err != nil {
		return nil, err
	}
	in := &lambda.DeleteEventSourceMappingInput{UUID: aws.String(e.UUID)}
	return resources.Call(ctx, "lambda.DeleteEventSourceMapping", e.service.deleteEventSourceMapping, in, changes)
}

// Get reads the event source mapping (GetEventSourceMapping).
func (e *EventSourceMapping) Get(ctx context.Context, changes ...func(*lambda.GetEventSourceMappingInput)) (*lambda.GetEventSourceMappingOutput, error) {
	if err := e.check("lambda.GetEventSourceMapping"); err != nil {
		return nil, err
	}
	in := &lambda.GetEventSourceMappingInput{UUID: aws.String(e.UUID)}
	return resources.Call(ctx, "lambda.GetEventSourceMapping", e.service.getEventSourceMapping, in, changes)
}

// Update updates the event source mapping (UpdateEventSourceMapping).
func (e *EventSourceMapping) Update(ctx context.Context, changes ...func(*lambda.UpdateEventSourceMappingInput)) (*lambda.UpdateEventSourceMappingOutput, error) {
	if err := e.check("lambda.UpdateEventSourceMapping"); err != nil {
		return nil, err
	}
	in := &lambda.UpdateEventSourceMappingInput{UUID: aws.String(e.UUID)}
	return resources.Call(ctx, "lambda.UpdateEventSourceMapping", e.service.updateEventSourceMapping, in, changes)
}

// EventSourceMappings is a collection of event source mappings, as
// ListEventSourceMappings lists them. It is lazy: nothing is requested before
// it is ranged over. See [collections.View].
type EventSourceMappings struct {
	collections.View[*EventSourceMappings, *lambda.ListEventSourceMappingsInput, *EventSourceMapping]
}

func (l *Lambda) eventSourceMappingsOf(out *lambda.ListEventSourceMappingsOutput) []any {
	count := len(out.EventSourceMappings)
	all, slab := make([]any, 0, count), make([]EventSourceMapping, count)
	for n := range out.EventSourceMappings {
		e := &slab[len(all)]
		e.service, e.UUID, e.Data = l, aws.ToString(out.EventSourceMappings[n].UUID), &out.EventSourceMappings[n]
		all = append(all, e)
	}
	return all
}
