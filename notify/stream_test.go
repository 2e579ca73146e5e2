package notify_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/notifytest"
)

func numbered(n int) []notify.Message {
	messages := make([]notify.Message, n)
	for i := range messages {
		messages[i] = notify.Message{Subject: "numbered", Body: fmt.Sprint(i)}
	}
	return messages
}

func TestPublishAllPacksTenMessagesACall(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{Concurrency: 3})
	messages := numbered(95)
	report, err := topic.PublishAll(t.Context(), slices.Values(messages))
	require.NoError(t, err)
	assert.Equal(t, 95, report.Published)
	assert.Equal(t, 10, memory.Calls())
	for i := range report.Len() {
		o := report.At(i)
		assert.Equal(t, i, o.Index)
		assert.Zero(t, o.Message, "a report keeps what was not published")
	}
	assert.Len(t, memory.Messages(), 95)
}

func TestPublishAllReportsAnInvalidMessageAndSendsTheOthers(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
	messages := numbered(12)
	messages[4].Body = ""
	report, err := topic.PublishAll(t.Context(), slices.Values(messages))
	require.ErrorIs(t, err, notify.ErrIncomplete)
	require.ErrorIs(t, err, notify.ErrInvalidMessage)
	assert.Equal(t, "12 messages: 11 published, 1 invalid", report.String())
	assert.Equal(t, "notify: 1 of 12 messages were not published (1 invalid); the first is message 4: notify: invalid message: Body: is empty, which SNS refuses", err.Error())
	assert.Equal(t, 2, memory.Calls())
}

func TestStreamMakesNoRequestBeforeItIsRangedOver(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
	outcomes := topic.Stream(t.Context(), notify.Messages(slices.Values(numbered(5))))
	assert.Zero(t, memory.Calls())
	for range 2 { // it may be ranged over again, and publishes again
		report, err := notify.ReportOf(outcomes)
		require.NoError(t, err)
		assert.Equal(t, 5, report.Published)
	}
	assert.Len(t, memory.Messages(), 10)
}

func TestStreamEndsWithTheErrorOfTheInput(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{Concurrency: 2})
	broken := errors.New("page 3 is gone")
	input := func(yield func(notify.Message, error) bool) {
		for _, m := range numbered(25) {
			if !yield(m, nil) {
				return
			}
		}
		yield(notify.Message{}, broken)
	}
	var outcomes []notify.Outcome
	var last error
	for o, err := range topic.Stream(t.Context(), input) {
		require.NoError(t, last, "an error comes last")
		if last = err; err != nil {
			assert.Zero(t, o)
			continue
		}
		outcomes = append(outcomes, o)
	}
	require.ErrorIs(t, last, broken)
	require.EqualError(t, last, "notify: read message 25: page 3 is gone")
	assert.Len(t, outcomes, 25)
	assert.Len(t, memory.Messages(), 25)
	report, err := notify.ReportOf(topic.Stream(t.Context(), input))
	require.ErrorIs(t, err, broken)
	assert.Equal(t, 25, report.Published, "what was done before is told")
}

// slow is a topic whose calls take a second.
type slow struct {
	*notifytest.Topic
}

func (s *slow) PublishBatch(ctx context.Context, in *sns.PublishBatchInput, opts ...func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	select {
	case <-time.After(time.Second):
		return s.Topic.PublishBatch(ctx, in, opts...)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func TestBreakCancelsAndJoinsCallsInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &slow{Topic: notifytest.NewTopic("alerts", notifytest.Options{})}
		topic := notify.NewTopic(api, api.ARN(), notify.TopicOptions{Concurrency: 4})
		read := 0
		start := time.Now()
		for range topic.Stream(t.Context(), notify.Messages(counting(numbered(1000), &read))) {
			break
		}
		assert.Equal(t, time.Second, time.Since(start), "calls in flight are canceled, not finished")
		calls := api.Calls()
		time.Sleep(time.Minute)
		assert.Equal(t, calls, api.Calls(), "no call after the break")
		assert.Less(t, read, 400)
	}) // synctest fails the test if a goroutine is left
}

func counting(messages []notify.Message, n *int) iter.Seq[notify.Message] {
	return func(yield func(notify.Message) bool) {
		for _, m := range messages {
			*n++
			if !yield(m) {
				return
			}
		}
	}
}

func TestAPanicOfTheConsumerLeavesNoGoroutine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &slow{Topic: notifytest.NewTopic("alerts", notifytest.Options{})}
		topic := notify.NewTopic(api, api.ARN(), notify.TopicOptions{Concurrency: 4})
		assert.Panics(t, func() {
			for range topic.Stream(t.Context(), notify.Messages(slices.Values(numbered(100)))) {
				panic("consumer")
			}
		})
	})
}

func TestOutcomesComeWhileTheInputIsStillRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &slow{Topic: notifytest.NewTopic("alerts", notifytest.Options{})}
		topic := notify.NewTopic(api, api.ARN(), notify.TopicOptions{Concurrency: 2})
		read, most := 0, 0
		for o, err := range topic.Stream(t.Context(), notify.Messages(counting(numbered(2000), &read))) {
			require.NoError(t, err)
			most = max(most, read-o.Index)
		}
		assert.LessOrEqual(t, most, 160, "80 messages for each call in flight")
	})
}

// stuckFirst is a topic whose first call takes a minute and others a second.
type stuckFirst struct {
	slow
	begun atomic.Bool
}

func (s *stuckFirst) PublishBatch(ctx context.Context, in *sns.PublishBatchInput, opts ...func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	if !s.begun.Swap(true) {
		time.Sleep(time.Minute)
	}
	return s.slow.PublishBatch(ctx, in, opts...)
}

func TestReadingAheadOfACallThatIsStuckIsBoundedInBytes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &stuckFirst{slow: slow{notifytest.NewTopic("alerts", notifytest.Options{})}}
		topic := notify.NewTopic(api, api.ARN(), notify.TopicOptions{Concurrency: 2})
		large := slices.Repeat([]notify.Message{{Body: strings.Repeat("x", 100_000)}}, 500)
		read, most := 0, 0
		for o, err := range topic.Stream(t.Context(), notify.Messages(counting(large, &read))) {
			require.NoError(t, err)
			most = max(most, read-o.Index)
		}
		assert.LessOrEqual(t, most, 16<<20/100_000+1, "16 MiB")
		assert.Greater(t, most, 100, "others go on meanwhile")
	})
}

func TestCallsAreInFlightAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &slow{Topic: notifytest.NewTopic("alerts", notifytest.Options{})}
		topic := notify.NewTopic(api, api.ARN(), notify.TopicOptions{Concurrency: 16})
		start := time.Now()
		_, err := topic.PublishAll(t.Context(), slices.Values(numbered(3200)))
		require.NoError(t, err)
		assert.Equal(t, 20*time.Second, time.Since(start), "320 calls of a second, 16 at a time")
	})
}

func TestFIFOMessagesOfManyGroupsShareCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &slow{Topic: notifytest.NewTopic("orders.fifo", notifytest.Options{ContentBasedDeduplication: true})}
		topic := notify.NewTopic(api, api.ARN(), notify.TopicOptions{Concurrency: 2})
		messages := numbered(400)
		for i := range messages {
			messages[i].GroupID = fmt.Sprint("g", i%20)
		}
		report, err := topic.PublishAll(t.Context(), slices.Values(messages))
		require.NoError(t, err)
		assert.Equal(t, 40, api.Calls())
		assert.NotEmpty(t, report.At(0).SequenceNumber)
		requireGroupOrder(t, api.Topic)
	})
}

func TestAnInvalidMessageHoldsBackItsFIFOGroupOnly(t *testing.T) {
	memory := notifytest.NewTopic("orders.fifo", notifytest.Options{ContentBasedDeduplication: true})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
	messages := numbered(6)
	for i := range messages {
		messages[i].GroupID = string(rune('a' + i%2))
	}
	messages[2].Body = ""
	report, err := topic.PublishAll(t.Context(), slices.Values(messages))
	require.ErrorIs(t, err, notify.ErrHeld)
	var got []notify.Status
	for o := range report.Outcomes() {
		got = append(got, o.Status)
	}
	assert.Equal(t, []notify.Status{notify.Published, notify.Published, notify.Invalid, notify.Published, notify.Held, notify.Published}, got)
	assert.EqualError(t, report.At(4).Err, `notify: held back: message 2 of the group "a" was not published`)
}

func TestBatchesDoNotTakePhonesAndEndpoints(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
	report, err := topic.PublishAll(t.Context(), slices.Values([]notify.Message{{Body: "x", PhoneNumber: "+12065550100"}}))
	require.ErrorIs(t, err, notify.ErrInvalidMessage)
	assert.Equal(t, 1, report.Invalid)
	assert.Zero(t, memory.Calls())

	_, err = notify.NewTopic(memory, "", notify.TopicOptions{}).PublishAll(t.Context(), slices.Values(numbered(1)))
	require.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestPublishAllOfNothingMakesNoCall(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	report, err := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{}).PublishAll(t.Context(), slices.Values([]notify.Message{}))
	require.NoError(t, err)
	assert.Equal(t, "0 messages: 0 published", report.String())
	assert.Zero(t, memory.Calls())
}
