package notify_test

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/awsessentials/essentials/internal/seqtest"
	"github.com/awsessentials/essentials/notify"
)

// echo is a topic that gives each message its body for an id.
type echo struct {
	notify.API
	calls atomic.Int64
}

func (e *echo) PublishBatch(_ context.Context, in *sns.PublishBatchInput, _ ...func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	e.calls.Add(1)
	time.Sleep(time.Millisecond)
	out := &sns.PublishBatchOutput{}
	for _, entry := range in.PublishBatchRequestEntries {
		out.Successful = append(out.Successful, types.PublishBatchResultEntry{Id: entry.Id, MessageId: entry.Message})
	}
	return out, nil
}

// published ends a stream with the first message that was not published. The
// stream itself tells the end of the context of each message.
func published(outcomes iter.Seq2[notify.Outcome, error]) iter.Seq2[notify.Outcome, error] {
	return func(yield func(notify.Outcome, error) bool) {
		for o, err := range outcomes {
			if err = cmp.Or(err, o.Err); err != nil {
				yield(notify.Outcome{}, err)
				return
			}
			if !yield(o, nil) {
				return
			}
		}
	}
}

func TestStreamKeepsTheContractOfSequences(t *testing.T) {
	for name, concurrency := range map[string]int{"one call": 1, "four calls": 4} {
		t.Run(name, func(t *testing.T) {
			seqtest.Run(t, func(t *testing.T) seqtest.Subject[notify.Outcome] {
				const n = 35
				api := &echo{}
				topic := notify.NewTopic(api, alertsARN, notify.TopicOptions{Concurrency: concurrency})
				cause := errors.New("the input is gone")
				input := func(n int, end error) iter.Seq2[notify.Message, error] {
					return func(yield func(notify.Message, error) bool) {
						for _, m := range numbered(n) {
							if !yield(m, nil) {
								return
							}
						}
						if end != nil {
							yield(notify.Message{}, end)
						}
					}
				}
				s := seqtest.Subject[notify.Outcome]{
					Seq: func(ctx context.Context) iter.Seq2[notify.Outcome, error] {
						return published(topic.Stream(ctx, input(n, nil)))
					},
					Requests: func() int { return int(api.calls.Load()) },
					Broken:   map[int]func(context.Context) iter.Seq2[notify.Outcome, error]{},
					Cause:    cause,
				}
				for i, m := range numbered(n) {
					s.Want = append(s.Want, notify.Outcome{Index: i, Message: m, Status: notify.Published, ID: m.Body, Attempts: 1})
				}
				for _, n := range []int{0, 1, 10, 25} {
					s.Broken[n] = func(ctx context.Context) iter.Seq2[notify.Outcome, error] {
						return published(topic.Stream(ctx, input(n, cause)))
					}
				}
				return s
			})
		})
	}
}
