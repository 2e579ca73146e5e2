package logsres

import (
	"context"
	"iter"
	"maps"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/ended"
)

// Since makes a listing of events begin at a time, which is rounded down to a
// millisecond; one before 1970 is the first event:
//
//	for event, err := range group.Events("ERROR").With(logsres.Since(yesterday)).All(ctx) { ... }
func Since(t time.Time) func(*cloudwatchlogs.FilterLogEventsInput) {
	return func(in *cloudwatchlogs.FilterLogEventsInput) { in.StartTime = aws.Int64(max(0, t.UnixMilli())) }
}

// Between makes a listing of events begin at a time and end before another.
func Between(from, to time.Time) func(*cloudwatchlogs.FilterLogEventsInput) {
	return func(in *cloudwatchlogs.FilterLogEventsInput) {
		in.StartTime, in.EndTime = aws.Int64(from.UnixMilli()), aws.Int64(to.UnixMilli()-1)
	}
}

// TailOptions say what [Group.Tail] gives. The zero value is all events from now
// on.
type TailOptions struct {
	Pattern  string        // filter pattern; "" is all events
	Since    time.Time     // of the earliest event; the zero time is now
	Interval time.Duration // between two rounds of requests; 0 is 5 seconds
	Late     time.Duration // how long after later ones an event may still arrive; 0 is 30 seconds
}

// Tail returns the events of the group as they arrive, as "aws logs tail
// --follow" does, until the range is left or the context ends, whose error is
// then the last. Each round lists the events since the latest one and those that
// were late (FilterLogEvents: a request a MiB or 10,000 events), and gives each
// event once. The IDs of some twice as many events as came in the last half
// minute, or Late, are kept in memory.
func (g *Group) Tail(ctx context.Context, o TailOptions) iter.Seq2[*Event, error] {
	return func(yield func(*Event, error) bool) {
		if err := g.tail(ctx, o, yield); err != nil {
			yield(nil, err)
		}
	}
}

// tail gives events until yield returns false, and returns nil then.
func (g *Group) tail(ctx context.Context, o TailOptions, yield func(*Event, error) bool) error {
	const operation = "cloudwatchlogs.FilterLogEvents"
	switch {
	case ctx == nil:
		return awserr.Invalid(operation, "ctx", nil, "must be a context")
	case o.Interval < 0:
		return awserr.Invalid(operation, "Interval", o.Interval, "must not be negative")
	case o.Late < 0:
		return awserr.Invalid(operation, "Late", o.Late, "must not be negative")
	}
	interval, late := orDefault(o.Interval, 5*time.Second), orDefault(o.Late, 30*time.Second)
	from := o.Since
	if from.IsZero() {
		from = time.Now()
	}
	var known recent
	latest := from
	for {
		for event, err := range g.Events(o.Pattern).With(Since(from)).All(ctx) {
			if err != nil {
				return err
			}
			at := event.Time()
			if at.After(latest) && at.Before(time.Now()) { // a time may be up to two hours ahead
				latest = at
			}
			if !known.add(event.ID, at, latest.Add(-late)) {
				continue
			}
			if !yield(event, nil) {
				return nil
			}
		}
		if late := latest.Add(-late); late.After(from) {
			from = late
		}
		select {
		case <-ctx.Done():
			return ended.Err(ctx)
		case <-time.After(interval):
		}
	}
}

// recent is the events that may be listed again, by ID.
type recent struct {
	at    map[string]time.Time
	limit int // of events, before the old ones are forgotten
}

// add reports whether an event is new. Those before a time are not listed again.
func (r *recent) add(id string, at, since time.Time) bool {
	if _, known := r.at[id]; known {
		return false
	}
	if r.at == nil {
		r.at = map[string]time.Time{}
	}
	r.at[id] = at
	if len(r.at) > r.limit {
		since = since.Truncate(time.Millisecond)
		maps.DeleteFunc(r.at, func(_ string, at time.Time) bool { return at.Before(since) })
		r.limit = 2*len(r.at) + 1000
	}
	return true
}

func orDefault(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}

// Time returns when the event happened, as Data has it, or the zero time.
func (e *Event) Time() time.Time {
	if e == nil || e.Data == nil || e.Data.Timestamp == nil {
		return time.Time{}
	}
	return time.UnixMilli(*e.Data.Timestamp)
}

// Message returns the text of the event, as Data has it, or "".
func (e *Event) Message() string {
	if e == nil || e.Data == nil {
		return ""
	}
	return aws.ToString(e.Data.Message)
}
