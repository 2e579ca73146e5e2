package alert_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
)

// lines is a log that notes when each line was written.
type lines struct {
	mu    sync.Mutex
	buf   bytes.Buffer
	times []time.Time
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.times = append(l.times, time.Now())
	return l.buf.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func logTo(t *testing.T) *lines {
	l := new(lines)
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(l, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return l
}

// Lambda may end the process at the deadline, so whatever is not published shortly
// before it is logged, once.
func TestAnAlertThatIsNotPublishedBeforeTheDeadlineIsLoggedFirst(t *testing.T) {
	inLambda(t)
	for name, row := range map[string]struct {
		runs   time.Duration // of ten seconds
		handle func() error
		logged time.Duration // since the start
		want   string
	}{
		"error, late":    {9900 * time.Millisecond, func() error { return errTable }, 9950 * time.Millisecond, "failed: table is gone"},
		"error, early":   {7 * time.Second, func() error { return errTable }, 9500 * time.Millisecond, "failed: table is gone"},
		"error, no time": {9999 * time.Millisecond, func() error { return errTable }, 9999 * time.Millisecond, "failed: table is gone"},
		"panic":          {7 * time.Second, func() error { panic("password=hunter2") }, 9500 * time.Millisecond, "panicked: password=[redacted]"},
		"goexit":         {7 * time.Second, func() error { runtime.Goexit(); return nil }, 9500 * time.Millisecond, "ended its goroutine"},
		"timeout":        {time.Minute, func() error { return nil }, 9500 * time.Millisecond, "is about to time out"},
	} {
		t.Run(name, func(t *testing.T) {
			log := logTo(t)
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				// The alert of a timeout is out of the way where the handler fails late.
				reserve := 2 * time.Second
				if row.runs > 8*time.Second && row.runs < 10*time.Second {
					reserve = time.Nanosecond
				}
				handle := alert.OnFailure(stuck{}, func(context.Context, order) (int, error) {
					time.Sleep(row.runs)
					return 0, row.handle()
				}, alert.Options{Reserve: reserve})
				done := make(chan struct{})
				go func() {
					defer close(done)
					defer func() { _ = recover() }()
					_, _ = handle(ctx, order{})
				}()
				<-done
				text := log.String()
				require.NotEmpty(t, text)
				first, _, _ := strings.Cut(text, "\n")
				assert.Contains(t, first, row.want)
				assert.Equal(t, row.logged, log.times[0].Sub(start))
				assert.NotContains(t, text, "hunter2")
				if name != "timeout" {
					assert.Equal(t, 1, strings.Count(text, row.want), text)
				}
			})
		})
	}
}

func TestAnAlertThatIsPublishedInTimeIsNotLogged(t *testing.T) {
	memory, topic := alerts(t)
	log := logTo(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		_, err := alert.OnFailure(unhurried{topic}, func(context.Context, order) (int, error) { return 0, errTable })(ctx, order{})
		require.Equal(t, errTable, err)
	})
	assert.Len(t, memory.Messages(), 1)
	assert.Empty(t, log.String())
}

// broken is a publisher that panics.
type broken struct{}

func (broken) Publish(context.Context, notify.Message) (string, error) { panic("publisher is broken") }

func TestAPublisherThatPanicsHidesNoFailure(t *testing.T) {
	inLambda(t)
	log := logTo(t)
	_, err := alert.OnFailure(broken{}, func(context.Context, order) (int, error) { return 0, errTable })(t.Context(), order{})
	require.ErrorIs(t, err, errTable)
	require.ErrorContains(t, err, "publisher is broken")
	assert.Empty(t, log.String())
	assert.PanicsWithValue(t, "handler is broken", func() {
		_, _ = alert.OnFailure(broken{}, func(context.Context, order) (int, error) { panic("handler is broken") })(t.Context(), order{})
	})
	assert.Contains(t, log.String(), "publisher is broken")
	synctest.Test(t, func(t *testing.T) { // the alert of a timeout is on another goroutine
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		_, err := alert.OnFailure(broken{}, func(context.Context, order) (int, error) { time.Sleep(9 * time.Second); return 1, nil })(ctx, order{})
		require.NoError(t, err)
	})
	assert.Contains(t, log.String(), "is about to time out")
}

// endsGoroutine is a publisher that ends its goroutine, as t.FailNow does.
type endsGoroutine struct{}

func (endsGoroutine) Publish(context.Context, notify.Message) (string, error) {
	runtime.Goexit()
	return "", nil
}

func TestAPublisherThatEndsItsGoroutineDoesNotHang(t *testing.T) {
	inLambda(t)
	log := logTo(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		out, err := alert.OnFailure(endsGoroutine{}, func(context.Context, order) (int, error) { time.Sleep(9 * time.Second); return 1, nil })(ctx, order{})
		require.NoError(t, err)
		assert.Equal(t, 1, out)
	})
	assert.Contains(t, log.String(), "is about to time out")
}

// A throttled alert is tried again, though the client does not know the code.
func TestAThrottledAlertIsTriedAgain(t *testing.T) {
	inLambda(t)
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.InOrder(
			awstest.Fail[sns.PublishInput](cloud, &types.ThrottledException{Message: aws.String("Rate exceeded")}),
			awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{MessageId: aws.String("m-1")}))
		topic := notify.NewTopic(sns.NewFromConfig(cloud.Config()), "arn:aws:sns:us-east-1:123456789012:alerts", notify.TopicOptions{})
		_, err := alert.OnFailure(topic, func(context.Context, order) (int, error) { return 0, errors.New("x") })(t.Context(), order{})
		require.EqualError(t, err, "x")
	})
}
