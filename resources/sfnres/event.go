package sfnres

import (
	"log/slog"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Event is an event in the history of an execution: a state was entered, a task
// failed. Its ID is its place in the history, from 1. It is identified by its
// ExecutionARN and ID.
type Event struct {
	node
	ExecutionARN string
	ID           int64

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.HistoryEvent
}

// Event returns the event with these identifiers. It makes no request, and the
// event need not exist.
func (s *SFN) Event(executionARN string, id int64) *Event {
	return &Event{node: node{service: s}, ExecutionARN: executionARN, ID: id}
}

// Identity returns what identifies the event. It is comparable, and can be the
// key of a map.
func (e *Event) Identity() resources.Identity {
	if e == nil {
		return resources.Identity{}
	}
	return e.service.at().Identity("Event", "ExecutionARN", e.ExecutionARN, "ID", strconv.Itoa(int(e.ID)))
}

// String returns the type and the identifiers of the event.
func (e *Event) String() string { return e.Identity().String() }

// LogValue implements slog.LogValuer.
func (e *Event) LogValue() slog.Value { return e.Identity().LogValue() }

// Execution returns the execution of the event. It makes no request.
func (e *Event) Execution() *Execution {
	return &Execution{node: node{service: e.service}, ARN: e.ExecutionARN}
}

// History is a collection of events, as GetExecutionHistory lists them. It
// makes no request until it is ranged over; see [collections.View].
type History struct {
	collections.View[*History, *sfn.GetExecutionHistoryInput, *Event]
}

func newHistory(e *collections.Erased) *History {
	return &History{collections.ViewOf[*History, *sfn.GetExecutionHistoryInput, *Event](e)}
}
