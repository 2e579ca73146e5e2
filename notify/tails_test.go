package notify_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/notify"
)

// timed is a topic whose calls take the given times, in the order in which they
// are begun.
type timed struct {
	notify.API
	mu        sync.Mutex
	latencies []time.Duration
}

func (a *timed) PublishBatch(_ context.Context, in *sns.PublishBatchInput, _ ...func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	a.mu.Lock()
	latency := a.latencies[0]
	a.latencies = a.latencies[1:]
	a.mu.Unlock()
	time.Sleep(latency)
	out := &sns.PublishBatchOutput{}
	for _, e := range in.PublishBatchRequestEntries {
		out.Successful = append(out.Successful, types.PublishBatchResultEntry{Id: e.Id, MessageId: e.Message})
	}
	return out, nil
}

// ideal returns how long calls of these latencies take if each begins as soon as
// one of n before it has ended.
func ideal(latencies []time.Duration, n int) time.Duration {
	free := make([]time.Duration, n)
	for _, l := range latencies {
		slices.Sort(free)
		free[0] += l
	}
	return slices.Max(free)
}

// Calls have tails. Neither PublishAll nor Stream waits for a slow one before it
// begins others.
func TestSlowCallsDoNotHoldBackOthers(t *testing.T) {
	const calls, concurrency = 2_000, 16
	rng := rand.New(rand.NewPCG(1, 2))
	oneIn50 := func(slow time.Duration) func(int) time.Duration {
		return func(i int) time.Duration {
			if i%50 == 7 {
				return slow
			}
			return 5 * time.Millisecond
		}
	}
	for name, latency := range map[string]func(int) time.Duration{
		"exponential":              func(int) time.Duration { return time.Duration(rng.ExpFloat64() * float64(5*time.Millisecond)) },
		"1 in 50 ten times slower": oneIn50(50 * time.Millisecond),
		"1 in 50 100 ms":           oneIn50(100 * time.Millisecond),
		"1 in 50 200 times slower": oneIn50(time.Second),
		"one that takes a minute":  func(i int) time.Duration { return []time.Duration{5 * time.Millisecond, time.Minute}[b2i(i == 500)] },
	} {
		latencies := make([]time.Duration, calls)
		for i := range latencies {
			latencies[i] = latency(i)
		}
		best := ideal(latencies, concurrency)
		for how, publish := range map[string]func(context.Context, *notify.Topic, []notify.Message) (notify.Report, error){
			"PublishAll": func(ctx context.Context, topic *notify.Topic, messages []notify.Message) (notify.Report, error) {
				return topic.PublishAll(ctx, slices.Values(messages))
			},
			"Stream": func(ctx context.Context, topic *notify.Topic, messages []notify.Message) (notify.Report, error) {
				return notify.ReportOf(topic.Stream(ctx, notify.Messages(slices.Values(messages))))
			},
		} {
			t.Run(how+", "+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					topic := notify.NewTopic(&timed{latencies: latencies}, alertsARN, notify.TopicOptions{Concurrency: concurrency})
					start := time.Now()
					report, err := publish(t.Context(), topic, numbered(10*calls))
					took := time.Since(start)
					require.NoError(t, err)
					require.Equal(t, 10*calls, report.Published)
					for i := range report.Len() {
						o := report.At(i)
						require.Equal(t, i, o.Index)
						require.Equal(t, fmt.Sprint(i), o.ID)
					}
					t.Logf("took %v, ideal %v: %.3f", took, best, float64(took)/float64(best))
					assert.LessOrEqual(t, float64(took), 1.1*float64(best))
				})
			})
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// The groups of a FIFO topic keep their order, and a slow call holds back no
// group but those in it.
func TestASlowCallHoldsBackItsFIFOGroupsOnly(t *testing.T) {
	const calls, concurrency = 1_000, 16
	latencies := make([]time.Duration, calls)
	for i := range latencies {
		latencies[i] = 5 * time.Millisecond
		if i%50 == 7 {
			latencies[i] = 50 * time.Millisecond
		}
	}
	synctest.Test(t, func(t *testing.T) {
		api := &timed{latencies: append(slices.Clone(latencies), latencies...)}
		topic := notify.NewTopic(api, alertsARN+".fifo", notify.TopicOptions{Concurrency: concurrency})
		messages := numbered(10 * calls)
		rng := rand.New(rand.NewPCG(3, 4))
		for i := range messages {
			messages[i].GroupID = fmt.Sprint(rng.IntN(1_000))
		}
		start := time.Now()
		_, err := topic.PublishAll(t.Context(), slices.Values(messages))
		require.NoError(t, err)
		best := ideal(latencies, concurrency)
		t.Logf("took %v, ideal without groups %v", time.Since(start), best)
		assert.LessOrEqual(t, float64(time.Since(start)), 1.25*float64(best))
	})
}
