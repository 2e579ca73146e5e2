package logsres

import (
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Event is an event of a log group. It is identified by its GroupName and ID.
type Event struct {
	node
	GroupName string
	ID        string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.FilteredLogEvent
}

// Event returns the event with these identifiers. It makes no request, and the
// event need not exist.
func (l *Logs) Event(groupName, id string) *Event {
	return &Event{node: node{service: l}, GroupName: groupName, ID: id}
}

// Identity returns what identifies the event. It is comparable, and can be the
// key of a map.
func (e *Event) Identity() resources.Identity {
	if e == nil {
		return resources.Identity{}
	}
	return e.service.at().Identity("Event", "GroupName", e.GroupName, "ID", e.ID)
}

// String returns the type and the identifiers of the event.
func (e *Event) String() string { return e.Identity().String() }

// LogValue implements slog.LogValuer.
func (e *Event) LogValue() slog.Value { return e.Identity().LogValue() }

// Group returns the group of the event. It makes no request.
func (e *Event) Group() *Group {
	return &Group{node: node{service: e.service}, Name: e.GroupName}
}

// Events is a collection of events, as FilterLogEvents lists them. It makes no
// request until it is ranged over; see [collections.View].
type Events struct {
	collections.View[*Events, *cloudwatchlogs.FilterLogEventsInput, *Event]
}

func newEvents(e *collections.Erased) *Events {
	return &Events{collections.ViewOf[*Events, *cloudwatchlogs.FilterLogEventsInput, *Event](e)}
}
