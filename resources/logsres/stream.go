package logsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Stream is a log stream of a group. It is identified by its GroupName and
// Name.
type Stream struct {
	node
	GroupName string
	Name      string

	// Data is set by a listing or an action; otherwise it is nil.
	Data *types.LogStream
}

// Stream returns the stream with these identifiers. It makes no request, and
// the stream need not exist.
func (l *Logs) Stream(groupName, name string) *Stream {
	return &Stream{node: node{service: l}, GroupName: groupName, Name: name}
}

// Identity returns what identifies the stream. It is comparable, and can be the
// key of a map.
func (s *Stream) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("Stream", "GroupName", s.GroupName, "Name", s.Name)
}

// String returns the type and the identifiers of the stream.
func (s *Stream) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *Stream) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *Stream) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "Stream")
	}
	return s.service.at().Check(operation, "GroupName", s.GroupName, "Name", s.Name)
}

// Delete deletes the stream (DeleteLogStream).
func (s *Stream) Delete(ctx context.Context, changes ...func(*cloudwatchlogs.DeleteLogStreamInput)) (*cloudwatchlogs.DeleteLogStreamOutput, error) {
	if err := s.check("cloudwatchlogs.DeleteLogStream"); err != nil {
		return nil, err
	}
	in := &cloudwatchlogs.DeleteLogStreamInput{LogGroupName: aws.String(s.GroupName), LogStreamName: aws.String(s.Name)}
	return resources.Call(ctx, "cloudwatchlogs.DeleteLogStream", s.service.deleteLogStream, in, changes)
}

// PutEvents writes events to the stream (PutLogEvents); RejectedLogEventsInfo
// says which were too old or too new.
func (s *Stream) PutEvents(ctx context.Context, logEvents []types.InputLogEvent, changes ...func(*cloudwatchlogs.PutLogEventsInput)) (*cloudwatchlogs.PutLogEventsOutput, error) {
	if err := s.check("cloudwatchlogs.PutLogEvents"); err != nil {
		return nil, err
	}
	in := &cloudwatchlogs.PutLogEventsInput{LogGroupName: aws.String(s.GroupName), LogStreamName: aws.String(s.Name), LogEvents: logEvents}
	return resources.Call(ctx, "cloudwatchlogs.PutLogEvents", s.service.putLogEvents, in, changes)
}

// Group returns the group of the stream. It makes no request.
func (s *Stream) Group() *Group {
	return &Group{node: node{service: s.service}, Name: s.GroupName}
}

// Events returns the events of the stream that match a filter pattern, or all
// of them if it is "" (FilterLogEvents); see [Since] and [Between].
func (s *Stream) Events(filterPattern string) *Events {
	if err := s.check("cloudwatchlogs.FilterLogEvents"); err != nil {
		return newEvents(collections.Refused(err))
	}
	in := &cloudwatchlogs.FilterLogEventsInput{LogGroupName: aws.String(s.GroupName), LogStreamNames: []string{s.Name}, FilterPattern: resources.Prefix(filterPattern)}
	return newEvents(collections.Listed(s.service.filterLogEvents, in, s.eventsOf))
}

func (s *Stream) eventsOf(out *cloudwatchlogs.FilterLogEventsOutput) []any {
	count := len(out.Events)
	all, slab := make([]any, 0, count), make([]Event, count)
	for n := range out.Events {
		e := &slab[len(all)]
		e.service, e.GroupName, e.ID, e.Data = s.service, s.GroupName, aws.ToString(out.Events[n].EventId), &out.Events[n]
		all = append(all, e)
	}
	return all
}

// Streams is a collection of streams, as DescribeLogStreams lists them. It
// makes no request until it is ranged over; see [collections.View].
type Streams struct {
	collections.View[*Streams, *cloudwatchlogs.DescribeLogStreamsInput, *Stream]
}

func newStreams(e *collections.Erased) *Streams {
	return &Streams{collections.ViewOf[*Streams, *cloudwatchlogs.DescribeLogStreamsInput, *Stream](e)}
}
