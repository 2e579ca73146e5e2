package notify_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/notifytest"
)

// rude is a topic that does something else in one of its calls.
type rude struct {
	slow
	calls atomic.Int64
	at    int64
	do    func()
}

func (r *rude) PublishBatch(ctx context.Context, in *sns.PublishBatchInput, opts ...func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	if r.calls.Add(1) == r.at {
		r.do()
	}
	return r.slow.PublishBatch(ctx, in, opts...)
}

func newRude(at int64, do func()) *rude {
	return &rude{slow: slow{notifytest.NewTopic("alerts", notifytest.Options{})}, at: at, do: do}
}

var errBroken = errors.New("the client is broken")

func TestAPanicOfTheClientReachesTheCaller(t *testing.T) {
	for _, concurrency := range []int{1, 2, 16} {
		for _, at := range []int64{1, 7} {
			synctest.Test(t, func(t *testing.T) { // which fails if a goroutine is left
				api := newRude(at, func() { panic(errBroken) })
				topic := notify.NewTopic(api, api.ARN(), notify.TopicOptions{Concurrency: concurrency})
				for name, publish := range map[string]func(){
					"PublishAll": func() { _, _ = topic.PublishAll(t.Context(), slices.Values(numbered(500))) },
					"Stream": func() {
						_, _ = notify.ReportOf(topic.Stream(t.Context(), notify.Messages(slices.Values(numbered(500)))))
					},
				} {
					api.calls.Store(0)
					v := recovered(publish)
					err, ok := v.(error)
					require.True(t, ok, "%s: %v", name, v)
					require.ErrorIs(t, err, errBroken)
					calls := api.calls.Load()
					time.Sleep(time.Minute)
					require.Equal(t, calls, api.calls.Load(), "no call after the panic")
				}
			})
		}
	}
}

func recovered(f func()) (v any) {
	defer func() { v = recover() }()
	f()
	return nil
}

// t.FailNow in a stub, say.
func TestAClientThatEndsItsGoroutineIsAnError(t *testing.T) {
	for _, concurrency := range []int{2, 16} {
		for _, at := range []int64{1, 7} {
			synctest.Test(t, func(t *testing.T) {
				api := newRude(at, runtime.Goexit)
				topic := notify.NewTopic(api, api.ARN(), notify.TopicOptions{Concurrency: concurrency})
				report, err := topic.PublishAll(t.Context(), slices.Values(numbered(500)))
				require.ErrorContains(t, err, "runtime.Goexit")
				require.Equal(t, 500, report.Len())
				assert.Equal(t, 10, report.Failed, report)
				assert.Positive(t, report.NotSent)
				assert.Len(t, api.Messages(), report.Published, "nothing counts as published that was not")
			})
		}
	}
}

func TestEveryClientThatEndsItsGoroutineIsAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &rude{slow: slow{notifytest.NewTopic("alerts", notifytest.Options{})}}
		topic := notify.NewTopic(goexit{api}, api.ARN(), notify.TopicOptions{Concurrency: 4})
		report, err := topic.PublishAll(t.Context(), slices.Values(numbered(500)))
		require.ErrorContains(t, err, "runtime.Goexit")
		require.Equal(t, 500, report.Failed+report.NotSent)
	})
}

type goexit struct{ notify.API }

func (goexit) PublishBatch(context.Context, *sns.PublishBatchInput, ...func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	runtime.Goexit()
	return nil, nil
}

// With one call at a time, the client runs on the caller's goroutine.
func TestOneCallAtATimeStartsNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	api := newRude(2, func() { assert.Equal(t, before, runtime.NumGoroutine()) })
	api.slow.Topic = notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(instantRude{api}, api.ARN(), notify.TopicOptions{})
	_, err := topic.PublishAll(t.Context(), slices.Values(numbered(40)))
	require.NoError(t, err)
}

type instantRude struct{ *rude }

func (r instantRude) PublishBatch(ctx context.Context, in *sns.PublishBatchInput, opts ...func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	if r.calls.Add(1) == r.at {
		r.do()
	}
	return r.Topic.PublishBatch(ctx, in, opts...)
}

func TestTheInputAndTheConsumerMayEndTheGoroutine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := newRude(-1, nil)
		topic := notify.NewTopic(api, api.ARN(), notify.TopicOptions{Concurrency: 4})
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, _ = topic.PublishAll(t.Context(), func(yield func(notify.Message) bool) {
				for _, m := range numbered(100) {
					yield(m)
				}
				runtime.Goexit()
			})
			t.Error("ended as if all was well")
		}()
		<-done
		done = make(chan struct{})
		go func() {
			defer close(done)
			for range topic.Stream(t.Context(), notify.Messages(slices.Values(numbered(100)))) {
				runtime.Goexit()
			}
			t.Error("ended as if all was well")
		}()
		<-done
	})
}
