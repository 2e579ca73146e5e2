package alert_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/slogtest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
	"github.com/awsessentials/essentials/notify/notifytest"
)

// parse returns the facts of a message about a log record, groups as maps.
func parse(t *testing.T, m notify.Message) map[string]any {
	text, rest, ok := strings.Cut(m.Body, "\n\n")
	require.True(t, ok, m.Body)
	result := map[string]any{slog.MessageKey: text}
	lines, _, _ := strings.Cut(rest, "\n\n")
	for line := range strings.Lines(lines) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		require.True(t, ok, line)
		at := result
		path := strings.Split(name, ".")
		for _, group := range path[:len(path)-1] {
			if at[group] == nil {
				at[group] = map[string]any{}
			}
			at = at[group].(map[string]any)
		}
		at[path[len(path)-1]] = strings.TrimSpace(value)
	}
	return result
}

func TestHandlerKeepsTheContractOfSlog(t *testing.T) {
	var memory *notifytest.Topic
	var handler *alert.LogHandler
	slogtest.Run(t, func(t *testing.T) slog.Handler {
		memory = notifytest.NewTopic("alerts", notifytest.Options{})
		handler = alert.NewLogHandler(notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{}), alert.LogOptions{Level: slog.LevelInfo})
		return handler
	}, func(t *testing.T) map[string]any {
		require.NoError(t, handler.Flush(t.Context()))
		return parse(t, one(t, memory))
	})
}

func TestHandlerPublishesRecordsFromItsLevelUp(t *testing.T) {
	memory, topic := alerts(t)
	h := alert.NewLogHandler(topic, alert.LogOptions{})
	logger := slog.New(h).With("job", "nightly").WithGroup("db")
	logger.Warn("slow")
	logger.Error("cannot open\ntable", "err", errTable, "password", "hunter2", "dsn", "postgres://u:hunter2@h/db", "empty", "")
	assert.Zero(t, memory.Calls(), "Handle makes no request")
	require.NoError(t, h.Flush(t.Context()))
	m := one(t, memory)
	assert.Equal(t, "orders-nightly ERROR: cannot open table", m.Subject)
	facts := parse(t, notify.Message{Body: strings.Replace(m.Body, "cannot open\ntable", "x", 1)})
	assert.Equal(t, "nightly", facts["job"])
	assert.Equal(t, map[string]any{"err": "table is gone", "password": "[redacted]", "dsn": "[redacted]", "empty": ""}, facts["db"])
	assert.Contains(t, m.Body, "log stream: 2026/11/22/[42]abcdef")
	require.NoError(t, h.Flush(t.Context()))
	assert.Len(t, memory.Messages(), 1, "a second flush has nothing to publish")
}

func TestHandlerRedactsWhatIsInASecretGroup(t *testing.T) {
	memory, topic := alerts(t)
	h := alert.NewLogHandler(topic, alert.LogOptions{})
	slog.New(h).Error("x", slog.Group("credentials", "user", "hunter2"),
		"config", struct{ Host, Password string }{"db", "hunter2"}, "at", time.Unix(0, 0).UTC())
	require.NoError(t, h.Flush(t.Context()))
	body := one(t, memory).Body
	assert.NotContains(t, body, "hunter2")
	assert.Contains(t, body, "{Host:db Password:[redacted]}")
	assert.Contains(t, body, "1970-01-01T00:00:00Z")
}

func TestHandlerKeepsTheListThatCouldNotBePublished(t *testing.T) {
	memory, topic := alerts(t)
	to := &flaky{Publisher: topic}
	to.failAfter.Store(1)
	h := alert.NewLogHandler(to, alert.LogOptions{Limit: 1})
	logger := slog.New(h.WithGroup(""))
	for _, text := range []string{"a", "b", "c"} {
		logger.Error(text)
	}
	require.ErrorContains(t, h.Flush(t.Context()), "alert: publish list of log records: no route")
	to.failAfter.Store(1)
	require.NoError(t, h.Flush(t.Context()))
	require.Len(t, memory.Messages(), 2)
	assert.Equal(t, "orders-nightly: 2 more log records", memory.Messages()[1].Message.Subject)
}

func TestRecordsOfOneLoggerDoNotShareAttributes(t *testing.T) {
	memory, topic := alerts(t)
	h := alert.NewLogHandler(topic, alert.LogOptions{})
	parent := slog.New(h).With("a", "x", "b", "x", "c", "x")
	left, right := parent.With("side", "left"), parent.With("side", "right")
	left.Error("one")
	right.Error("two")
	parent.Error("three", "side", "none")
	parent.Error("four", "side", "other")
	require.NoError(t, h.Flush(t.Context()))
	var sides []any
	for _, d := range memory.Messages() {
		sides = append(sides, parse(t, d.Message)["side"])
	}
	assert.Equal(t, []any{"left", "right", "none", "other"}, sides)
}

func TestHandlerMergesEqualRecords(t *testing.T) {
	memory, topic := alerts(t)
	synctest.Test(t, func(t *testing.T) {
		h := alert.NewLogHandler(topic, alert.LogOptions{Window: time.Minute})
		logger := slog.New(h)
		for i := range 5 {
			logger.Error("cannot read", "attempt", i)
		}
		logger.Error("cannot write")
		require.NoError(t, h.Flush(t.Context()))
		require.Len(t, memory.Messages(), 2)
		assert.Equal(t, "5 records like this one; this is the first", parse(t, memory.Messages()[0].Message)["count"])

		logger.Error("cannot write")
		logger.Error("cannot write")
		require.NoError(t, h.Flush(t.Context()))
		assert.Len(t, memory.Messages(), 2, "equal to one in the window")
		time.Sleep(time.Minute)
		require.NoError(t, h.Flush(t.Context()))
		require.Len(t, memory.Messages(), 3)
		assert.Equal(t, "2 records like this one; this is the first", parse(t, memory.Messages()[2].Message)["count"])
	})
}

func TestHandlerListsRecordsBeyondTheLimit(t *testing.T) {
	memory, topic := alerts(t)
	synctest.Test(t, func(t *testing.T) {
		h := alert.NewLogHandler(topic, alert.LogOptions{Limit: 3})
		logger := slog.New(h)
		for i := range 70 {
			logger.Error("cannot read " + strings.Repeat("x", i))
		}
		logger.Error("cannot read " + strings.Repeat("x", 69))
		require.NoError(t, h.Flush(t.Context()))
		all := memory.Messages()
		require.Len(t, all, 4)
		assert.Equal(t, "orders-nightly: 68 more log records", all[3].Message.Subject)
		assert.Contains(t, all[3].Message.Body, "     1  ERROR  cannot read xxx\n")
		assert.Contains(t, all[3].Message.Body, "and 17 other records")

		logger.Error("another")
		require.NoError(t, h.Flush(t.Context()))
		assert.Len(t, memory.Messages(), 4, "the window is used up")
		time.Sleep(time.Minute)
		require.NoError(t, h.Flush(t.Context()))
		require.Len(t, memory.Messages(), 5)
		assert.Equal(t, "orders-nightly ERROR: another", memory.Messages()[4].Message.Subject)
	})
}

func TestHandlerCountsRecordsThatItCouldNotKeep(t *testing.T) {
	memory, topic := alerts(t)
	h := alert.NewLogHandler(topic, alert.LogOptions{Limit: 1})
	logger := slog.New(h)
	for i := range 1_500 {
		logger.Error(fmt.Sprintf("%c%c%c", 'a'+i/400, 'a'+i/20%20, 'a'+i%20))
	}
	require.NoError(t, h.Flush(t.Context()))
	all := memory.Messages()
	require.Len(t, all, 2)
	assert.Equal(t, "orders-nightly: 1499 more log records", all[1].Message.Subject)
	assert.Contains(t, all[1].Message.Body, "   500  could not be kept")
}

// flaky fails until it is told not to.
type flaky struct {
	alert.Publisher
	failAfter atomic.Int64
}

func (f *flaky) Publish(ctx context.Context, m notify.Message) (string, error) {
	if f.failAfter.Add(-1) < 0 {
		return "", errors.New("no route")
	}
	return f.Publisher.Publish(ctx, m)
}

func TestHandlerKeepsWhatCouldNotBePublished(t *testing.T) {
	memory, topic := alerts(t)
	to := &flaky{Publisher: topic}
	to.failAfter.Store(1)
	h := alert.NewLogHandler(to, alert.LogOptions{Limit: 2})
	logger := slog.New(h)
	for _, text := range []string{"a", "b", "c", "d"} {
		logger.Error(text)
	}
	require.ErrorContains(t, h.Flush(t.Context()), "alert: publish log record: no route")
	logger.Error("b")
	to.failAfter.Store(10)
	require.NoError(t, h.Flush(t.Context()))
	var subjects []string
	for _, d := range memory.Messages() {
		subjects = append(subjects, d.Message.Subject)
	}
	assert.Equal(t, []string{"orders-nightly ERROR: a", "orders-nightly ERROR: b", "orders-nightly: 2 more log records"}, subjects)
	assert.Contains(t, memory.Messages()[1].Message.Body, "2 records like this one")
}

func TestHandlerFlushesWhenTheContextIsDone(t *testing.T) {
	memory, topic := alerts(t)
	h := alert.NewLogHandler(topic, alert.LogOptions{})
	slog.New(h).Error("late")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.NoError(t, h.Flush(ctx))
	assert.Len(t, memory.Messages(), 1)
}

func TestHandlerIsSafeForConcurrentUse(t *testing.T) {
	memory, topic := alerts(t)
	h := alert.NewLogHandler(topic, alert.LogOptions{Limit: 1000})
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			logger := slog.New(h).With("worker", fmt.Sprint(rune('a'+i)))
			for j := range 20 {
				logger.Error(strings.Repeat("x", i) + " " + strings.Repeat("y", j))
				if j%7 == 0 {
					assert.NoError(t, h.Flush(t.Context()))
				}
			}
		})
	}
	group.Wait()
	require.NoError(t, h.Flush(t.Context()))
	assert.Len(t, memory.Messages(), 400)
}

// A publisher that panics or ends the goroutine loses no record.
func TestAFlushThatDoesNotReturnLosesNoRecord(t *testing.T) {
	for name, spoiled := range map[string]alert.Publisher{"panic": broken{}, "goexit": endsGoroutine{}} {
		to := &switched{to: spoiled}
		handler := alert.NewLogHandler(to, alert.LogOptions{Limit: 2})
		for _, text := range []string{"one", "two", "three"} {
			slog.New(handler).Error(text)
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			assert.Error(t, handler.Flush(context.Background()), name)
		}()
		<-done
		memory := notifytest.NewTopic("alerts", notifytest.Options{})
		to.to = notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
		require.NoError(t, handler.Flush(t.Context()), name)
		assert.Len(t, memory.Messages(), 3, "%s: two records and a list of one", name)
	}
}

// switched publishes to another publisher.
type switched struct{ to alert.Publisher }

func (s *switched) Publish(ctx context.Context, m notify.Message) (string, error) {
	return s.to.Publish(ctx, m)
}
