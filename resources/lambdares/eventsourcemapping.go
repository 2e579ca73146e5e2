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

// EventSourceMapping reads from a queue or stream and invokes a function. It is
// identified by its UUID.
type EventSourceMapping struct {
	node
	UUID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.EventSourceMappingConfiguration
}

// EventSourceMapping returns the event source mapping with a UUID. It makes no
// request, and the event source mapping need not exist.
func (l *Lambda) EventSourceMapping(uuid string) *EventSourceMapping {
	return &EventSourceMapping{node: node{service: l}, UUID: uuid}
}

// Identity returns what identifies the event source mapping. It is comparable,
// and can be the key of a map.
func (e *EventSourceMapping) Identity() resources.Identity {
	if e == nil {
		return resources.Identity{}
	}
	return e.service.at().Identity("EventSourceMapping", "UUID", e.UUID)
}

// String returns the type and the identifiers of the event source mapping.
func (e *EventSourceMapping) String() string { return e.Identity().String() }

// LogValue implements slog.LogValuer.
func (e *EventSourceMapping) LogValue() slog.Value { return e.Identity().LogValue() }

func (e *EventSourceMapping) check(operation string) error {
	if e == nil {
		return resources.Nil(operation, "EventSourceMapping")
	}
	return e.service.at().Check(operation, "UUID", e.UUID)
}

// Load reads Data (GetEventSourceMapping), unless it is set and not stale.
// Concurrent calls make one request.
func (e *EventSourceMapping) Load(ctx context.Context) error {
	if err := e.check("lambda.GetEventSourceMapping"); err != nil {
		return err
	}
	return resources.Load(ctx, "lambda.GetEventSourceMapping", &e.state, &e.Data, e.fetch)
}

// Reload reads Data again (GetEventSourceMapping).
func (e *EventSourceMapping) Reload(ctx context.Context) error {
	if err := e.check("lambda.GetEventSourceMapping"); err != nil {
		return err
	}
	return resources.Reload(ctx, "lambda.GetEventSourceMapping", &e.state, &e.Data, e.fetch)
}

func (e *EventSourceMapping) fetch(ctx context.Context) (*types.EventSourceMappingConfiguration, error) {
	out, err := e.service.getEventSourceMapping(ctx, &lambda.GetEventSourceMappingInput{UUID: aws.String(e.UUID)})
	if err != nil {
		return nil, err
	}
	return &types.EventSourceMappingConfiguration{
		AmazonManagedKafkaEventSourceConfig: out.AmazonManagedKafkaEventSourceConfig,
		BatchSize:                           out.BatchSize,
		BisectBatchOnFunctionError:          out.BisectBatchOnFunctionError,
		DestinationConfig:                   out.DestinationConfig,
		DocumentDBEventSourceConfig:         out.DocumentDBEventSourceConfig,
		EventSourceArn:                      out.EventSourceArn,
		EventSourceMappingArn:               out.EventSourceMappingArn,
		FilterCriteria:                      out.FilterCriteria,
		FilterCriteriaError:                 out.FilterCriteriaError,
		FunctionArn:                         out.FunctionArn,
		FunctionResponseTypes:               out.FunctionResponseTypes,
		KMSKeyArn:                           out.KMSKeyArn,
		LastModified:                        out.LastModified,
		LastProcessingResult:                out.LastProcessingResult,
		LoggingConfig:                       out.LoggingConfig,
		MaximumBatchingWindowInSeconds:      out.MaximumBatchingWindowInSeconds,
		MaximumRecordAgeInSeconds:           out.MaximumRecordAgeInSeconds,
		MaximumRetryAttempts:                out.MaximumRetryAttempts,
		MetricsConfig:                       out.MetricsConfig,
		ParallelizationFactor:               out.ParallelizationFactor,
		ProvisionedPollerConfig:             out.ProvisionedPollerConfig,
		Queues:                              out.Queues,
		ScalingConfig:                       out.ScalingConfig,
		SelfManagedEventSource:              out.SelfManagedEventSource,
		SelfManagedKafkaEventSourceConfig:   out.SelfManagedKafkaEventSourceConfig,
		SourceAccessConfigurations:          out.SourceAccessConfigurations,
		StartingPosition:                    out.StartingPosition,
		StartingPositionTimestamp:           out.StartingPositionTimestamp,
		State:                               out.State,
		StateTransitionReason:               out.StateTransitionReason,
		Topics:                              out.Topics,
		TumblingWindowInSeconds:             out.TumblingWindowInSeconds,
		UUID:                                out.UUID,
	}, nil
}

// Delete deletes the event source mapping (DeleteEventSourceMapping).
func (e *EventSourceMapping) Delete(ctx context.Context, changes ...func(*lambda.DeleteEventSourceMappingInput)) (*lambda.DeleteEventSourceMappingOutput, error) {
	if err := e.check("lambda.DeleteEventSourceMapping"); err != nil {
		return nil, err
	}
	in := &lambda.DeleteEventSourceMappingInput{UUID: aws.String(e.UUID)}
	return resources.Act(ctx, &e.state, "lambda.DeleteEventSourceMapping", e.service.deleteEventSourceMapping, in, changes)
}

// Update updates the event source mapping (UpdateEventSourceMapping). Data is
// stale afterwards.
func (e *EventSourceMapping) Update(ctx context.Context, changes ...func(*lambda.UpdateEventSourceMappingInput)) (*lambda.UpdateEventSourceMappingOutput, error) {
	if err := e.check("lambda.UpdateEventSourceMapping"); err != nil {
		return nil, err
	}
	in := &lambda.UpdateEventSourceMappingInput{UUID: aws.String(e.UUID)}
	return resources.Act(ctx, &e.state, "lambda.UpdateEventSourceMapping", e.service.updateEventSourceMapping, in, changes)
}

// Function returns the function that Data names, or nil if there is no Data or
// it names none.
func (e *EventSourceMapping) Function() *Function {
	if e == nil || e.Data == nil || aws.ToString(e.Data.FunctionArn) == "" {
		return nil
	}
	return &Function{node: node{service: e.service}, Name: aws.ToString(e.Data.FunctionArn)}
}

// EventSourceMappings is a collection of event source mappings, as
// ListEventSourceMappings lists them. It makes no request until it is ranged
// over; see [collections.View].
type EventSourceMappings struct {
	collections.View[*EventSourceMappings, *lambda.ListEventSourceMappingsInput, *EventSourceMapping]
}

func newEventSourceMappings(e *collections.Erased) *EventSourceMappings {
	return &EventSourceMappings{collections.ViewOf[*EventSourceMappings, *lambda.ListEventSourceMappingsInput, *EventSourceMapping](e)}
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
