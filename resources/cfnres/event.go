package cfnres

import (
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Event is an event, identified by its ID.
type Event struct {
	node
	ID string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.StackEvent
}

// Event returns the event with an ID. It makes no request, and the event need
// not exist.
func (c *CloudFormation) Event(id string) *Event {
	return &Event{node: node{service: c}, ID: id}
}

// Identity returns what identifies the event. It is comparable, and can be the
// key of a map.
func (e *Event) Identity() resources.Identity {
	if e == nil {
		return resources.Identity{}
	}
	return e.service.at().Identity("Event", "ID", e.ID)
}

// String returns the type and the identifiers of the event.
func (e *Event) String() string { return e.Identity().String() }

// LogValue implements slog.LogValuer.
func (e *Event) LogValue() slog.Value { return e.Identity().LogValue() }

// Events is a collection of events, as DescribeStackEvents lists them. It makes
// no request until it is ranged over; see [collections.View].
type Events struct {
	collections.View[*Events, *cloudformation.DescribeStackEventsInput, *Event]
}

func newEvents(e *collections.Erased) *Events {
	return &Events{collections.ViewOf[*Events, *cloudformation.DescribeStackEventsInput, *Event](e)}
}

func (c *CloudFormation) eventsOf(out *cloudformation.DescribeStackEventsOutput) []any {
	count := len(out.StackEvents)
	all, slab := make([]any, 0, count), make([]Event, count)
	for n := range out.StackEvents {
		e := &slab[len(all)]
		e.service, e.ID, e.Data = c, aws.ToString(out.StackEvents[n].EventId), &out.StackEvents[n]
		all = append(all, e)
	}
	return all
}
