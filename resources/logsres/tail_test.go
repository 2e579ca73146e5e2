package logsres_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/logsres"
)

// stored is an event that is listed from some time on.
type stored struct {
	id      string
	at      time.Time // of the event
	arrives time.Time
}

// serve answers FilterLogEvents with the events that have arrived.
func serve(cloud *awstest.Cloud, events []stored) {
	awstest.On(cloud, func(_ context.Context, in *cloudwatchlogs.FilterLogEventsInput) (*cloudwatchlogs.FilterLogEventsOutput, error) {
		out := &cloudwatchlogs.FilterLogEventsOutput{}
		for _, e := range events {
			if !e.arrives.After(time.Now()) && e.at.UnixMilli() >= aws.ToInt64(in.StartTime) {
				out.Events = append(out.Events, types.FilteredLogEvent{EventId: aws.String(e.id), Timestamp: aws.Int64(e.at.UnixMilli()), Message: aws.String(e.id)})
			}
		}
		return out, nil
	})
}

func TestTailGivesEachEventOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		after := func(s int) time.Time { return start.Add(time.Duration(s) * time.Second) }
		cloud := awstest.New(t)
		serve(cloud, []stored{
			{"before", after(-1), after(-1)},
			{"first", after(0), after(0)},
			{"second", after(7), after(8)},
			{"same time", after(7), after(12)},
			{"late", after(3), after(22)},
			{"ahead", after(3600), after(22)}, // its time must not hide those that follow
			{"third", after(24), after(24)},
			{"too late", after(25), after(100)},
			{"last", after(90), after(90)},
		})
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		var got []string
		var end error
		for event, err := range logsres.New(cloudwatchlogs.NewFromConfig(cloud.Config())).Group("/app").Tail(ctx, logsres.TailOptions{}) {
			if err != nil {
				assert.Nil(t, event)
				end = err
				continue
			}
			got = append(got, event.Message())
		}
		assert.Equal(t, []string{"first", "second", "same time", "late", "ahead", "third", "last"}, got)
		assert.ErrorIs(t, end, context.DeadlineExceeded)
		assert.WithinDuration(t, after(120), time.Now(), time.Second)
		assert.Len(t, awstest.Calls[cloudwatchlogs.FilterLogEventsInput](cloud), 24)
	})
}

// The service's clock is ahead of this machine's.
func TestTailOfAClockThatIsSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start, cloud := time.Now(), awstest.New(t)
		var events []stored
		for s := range 3600 {
			arrives := start.Add(time.Duration(s) * time.Second)
			events = append(events, stored{strconv.Itoa(s), arrives.Add(time.Minute), arrives})
		}
		serve(cloud, events)
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Hour, errors.New("lunch"))
		defer cancel()
		n := 0
		var end error
		for _, err := range logsres.New(cloudwatchlogs.NewFromConfig(cloud.Config())).Group("/app").Tail(ctx, logsres.TailOptions{}) {
			if n, end = n+1, err; err != nil {
				break
			}
		}
		assert.Greater(t, n, 3590)
		assert.ErrorIs(t, end, context.DeadlineExceeded)
		assert.ErrorContains(t, end, "lunch")
		calls := awstest.Calls[cloudwatchlogs.FilterLogEventsInput](cloud)
		from := time.UnixMilli(*calls[len(calls)-1].StartTime)
		assert.Less(t, time.Since(from), 3*time.Minute, "what is old is not listed again")
	})
}

func TestTailEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start, cloud := time.Now(), awstest.New(t)
		serve(cloud, []stored{{"first", start.Add(-time.Minute), start.Add(-time.Minute)}, {"second", start, start}})
		group := logsres.New(cloudwatchlogs.NewFromConfig(cloud.Config())).Group("/app")
		for event, err := range group.Tail(t.Context(), logsres.TailOptions{Since: start.Add(-time.Hour)}) {
			require.NoError(t, err)
			assert.Equal(t, "first", event.ID)
			break
		}
		assert.Less(t, time.Since(start), time.Second, "nothing is waited for after the break")
	})
	cloud := awstest.New(t)
	awstest.Fail[cloudwatchlogs.FilterLogEventsInput](cloud, &types.ResourceNotFoundException{})
	group := logsres.New(cloudwatchlogs.NewFromConfig(cloud.Config())).Group("/app")
	for _, err := range group.Tail(t.Context(), logsres.TailOptions{}) {
		assert.True(t, awserr.IsNotFound(err))
	}
	for _, o := range []logsres.TailOptions{{Interval: -1}, {Late: -1}} {
		for _, err := range group.Tail(t.Context(), o) {
			assert.ErrorIs(t, err, awserr.ErrInvalid)
		}
	}
	var noContext context.Context
	for _, err := range group.Tail(noContext, logsres.TailOptions{}) {
		assert.ErrorIs(t, err, awserr.ErrInvalid)
	}
	var none *logsres.Group
	for _, err := range none.Tail(t.Context(), logsres.TailOptions{}) {
		assert.ErrorIs(t, err, awserr.ErrInvalid)
	}
}

func TestTimesOfEvents(t *testing.T) {
	in, from := &cloudwatchlogs.FilterLogEventsInput{}, time.UnixMilli(5000)
	logsres.Between(from, from.Add(time.Second))(in)
	assert.Equal(t, []int64{5000, 5999}, []int64{*in.StartTime, *in.EndTime})
	logsres.Since(time.Time{})(in)
	assert.Zero(t, *in.StartTime)
	var none *logsres.Event
	assert.True(t, none.Time().IsZero())
	assert.Empty(t, none.Message())
}
