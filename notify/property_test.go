package notify_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/notifytest"
)

// faulty is an in-memory topic whose calls fail at random, and which notes what
// it was asked.
type faulty struct {
	*notifytest.Topic
	t      *testing.T
	limit  int
	fifo   bool
	denied int // the number of the call from which on access is denied, or 0

	mu       sync.Mutex
	rng      *rand.Rand
	rate     float64 // of each fault
	calls    int
	inFlight int
	peak     int
	lastCall time.Time
	faulted  map[string]int // attempts of messages refused at the sender's fault, by body
}

func (f *faulty) PublishBatch(ctx context.Context, in *sns.PublishBatchInput, opts ...func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	f.mu.Lock()
	f.calls++
	f.inFlight++
	f.peak = max(f.peak, f.inFlight)
	f.lastCall = time.Now()
	denied := f.denied > 0 && f.calls >= f.denied
	delay := time.Duration(1+f.rng.IntN(20)) * time.Millisecond
	fault := f.rng.Float64()
	entryFaults := make([]float64, len(in.PublishBatchRequestEntries))
	for i := range entryFaults {
		entryFaults[i] = f.rng.Float64()
	}
	f.mu.Unlock()
	defer func() {
		f.mu.Lock()
		f.inFlight--
		f.mu.Unlock()
	}()
	f.check(in)
	select {
	case <-time.After(delay):
	case <-ctx.Done():
		return nil, &smithy.OperationError{ServiceID: "SNS", OperationName: "PublishBatch", Err: &aws.RequestCanceledError{Err: ctx.Err()}}
	}
	switch {
	case denied:
		return nil, &types.AuthorizationErrorException{Message: aws.String("not authorized")}
	case fault < f.rate:
		return nil, &types.ThrottledException{Message: aws.String("Rate exceeded")}
	case fault < 2*f.rate:
		return nil, &types.InternalErrorException{Message: aws.String("try again")}
	case fault < 3*f.rate:
		return nil, &types.BatchRequestTooLongException{Message: aws.String("too long")}
	}
	return f.deliver(ctx, in, entryFaults, opts)
}

// deliver hands the entries that are not at fault to the memory.
func (f *faulty) deliver(ctx context.Context, in *sns.PublishBatchInput, faults []float64, opts []func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	out := &sns.PublishBatchOutput{}
	good := &sns.PublishBatchInput{TopicArn: in.TopicArn}
	f.mu.Lock()
	for i, e := range in.PublishBatchRequestEntries {
		switch {
		case faults[i] < f.rate:
			out.Failed = append(out.Failed, types.BatchResultErrorEntry{Id: e.Id, Code: aws.String("InternalError")})
		case faults[i] < 1.3*f.rate:
			f.faulted[*e.Message]++
			out.Failed = append(out.Failed, types.BatchResultErrorEntry{Id: e.Id, Code: aws.String("InvalidParameter"), SenderFault: true})
		case faults[i] < 1.4*f.rate: // the answer forgets the entry
		default:
			good.PublishBatchRequestEntries = append(good.PublishBatchRequestEntries, e)
		}
	}
	f.mu.Unlock()
	if len(good.PublishBatchRequestEntries) == 0 {
		return out, nil
	}
	inner, err := f.Topic.PublishBatch(ctx, good, opts...)
	if err != nil {
		return nil, err
	}
	out.Successful = inner.Successful
	out.Failed = append(out.Failed, inner.Failed...)
	return out, nil
}

// check fails the test for a batch that SNS would not take, or that could break
// the order of a group.
func (f *faulty) check(in *sns.PublishBatchInput) {
	size, groups := 0, map[string]bool{}
	if n := len(in.PublishBatchRequestEntries); n < 1 || n > 10 {
		f.t.Errorf("a batch of %d entries", n)
	}
	for _, e := range in.PublishBatchRequestEntries {
		size += len(*e.Message)
		for name, a := range e.MessageAttributes {
			size += len(name) + len(*a.DataType) + len(aws.ToString(a.StringValue))
		}
		if g := aws.ToString(e.MessageGroupId); f.fifo && groups[g] {
			f.t.Errorf("two messages of group %s in a batch", g)
		} else {
			groups[g] = true
		}
	}
	if size > f.limit {
		f.t.Errorf("a batch of %d bytes, limit %d", size, f.limit)
	}
}

// TestEveryMessageIsAccountedFor publishes random messages to a topic that fails
// at random, and checks what must hold whatever happens.
func TestEveryMessageIsAccountedFor(t *testing.T) {
	for seed := range uint64(400) {
		synctest.Test(t, func(t *testing.T) { accountForAll(t, seed) })
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func accountForAll(t *testing.T, seed uint64) {
	rng := rand.New(rand.NewPCG(seed, 1))
	fifo := rng.IntN(2) == 0
	name := "alerts"
	if fifo {
		name += ".fifo"
	}
	limit := 1024 << rng.IntN(4)
	memory := notifytest.NewTopic(name, notifytest.Options{MaxMessageSize: limit, ContentBasedDeduplication: true})
	api := &faulty{Topic: memory, t: t, limit: limit, fifo: fifo, rng: rng, faulted: map[string]int{}}
	if rng.IntN(4) > 0 {
		api.rate = rng.Float64() * 0.2
	}
	if rng.IntN(8) == 0 {
		api.denied = 1 + rng.IntN(10)
	}
	concurrency := 1 + rng.IntN(16)
	topic := notify.NewTopic(api, memory.ARN(), notify.TopicOptions{Concurrency: concurrency, MaxMessageSize: limit, Attempts: 1 + rng.IntN(5)})

	messages := make([]notify.Message, rng.IntN(300))
	groups := 1 + rng.IntN(12)
	for i := range messages {
		messages[i].Body = fmt.Sprintf("%d %s", i, strings.Repeat("x", rng.IntN(limit/2)))
		if rng.IntN(3) == 0 {
			messages[i].Attributes = map[string]notify.Attribute{"n": notify.Number(i)}
		}
		if fifo {
			messages[i].GroupID = fmt.Sprint("g", rng.IntN(groups))
		}
		if rng.IntN(100) == 0 {
			messages[i].Body = strings.Repeat("x", limit+1)
		}
	}
	ctx, deadline := t.Context(), time.Now().Add(time.Hour)
	if rng.IntN(3) == 0 {
		deadline = time.Now().Add(time.Duration(rng.IntN(2000)) * time.Millisecond)
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, deadline)
		defer cancel()
	}

	report, err := topic.PublishAll(ctx, slices.Values(messages))

	require.Equal(t, len(messages), report.Len())
	require.Equal(t, len(messages), report.Published+report.Failed+report.Invalid+report.Held+report.NotSent)
	require.Equal(t, report.Published == len(messages), err == nil)
	require.LessOrEqual(t, api.peak, concurrency)
	require.False(t, api.lastCall.After(deadline), "a call after the deadline")
	delivered := map[string]string{}
	for _, d := range memory.Messages() {
		require.NotContains(t, delivered, d.Message.Body, "delivered twice")
		delivered[d.Message.Body] = d.ID
	}
	broken := map[string]bool{}
	for i := range report.Len() {
		o := report.At(i)
		require.Equal(t, i, o.Index)
		if o.Status == notify.Published {
			require.Zero(t, o.Message, "kept, though it was published")
			o.Message = messages[i]
		}
		require.Equal(t, messages[i].Body, o.Message.Body)
		checkOutcome(t, o, delivered)
		if n := api.faulted[o.Message.Body]; n > 0 {
			require.Equal(t, 1, n, "sent again at the sender's fault")
			require.Equal(t, notify.Failed, o.Status)
		}
		if fifo {
			g := o.Message.GroupID
			if broken[g] {
				require.NotEqual(t, notify.Published, o.Status, "published after a gap in its group")
				require.NotEqual(t, notify.Failed, o.Status, "sent after a gap in its group")
			} else {
				require.NotEqual(t, notify.Held, o.Status)
			}
			broken[g] = broken[g] || o.Status != notify.Published
		}
	}
	if fifo {
		requireGroupOrder(t, memory)
	}
}

// TestEveryMessageIsAccountedForWhereTheLimitIsNotKnown publishes random messages
// to a topic that does not know how many bytes SNS takes.
func TestEveryMessageIsAccountedForWhereTheLimitIsNotKnown(t *testing.T) {
	for seed := range uint64(120) {
		rng := rand.New(rand.NewPCG(seed, 2))
		name, fifo := "alerts", rng.IntN(2) == 0
		if fifo {
			name += ".fifo"
		}
		limit := []int{1024, 1500, 8192, 262_144, 1_048_576}[rng.IntN(5)]
		memory := notifytest.NewTopic(name, notifytest.Options{MaxMessageSize: limit, ContentBasedDeduplication: true})
		topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{Concurrency: 1 + rng.IntN(8)})
		messages := make([]notify.Message, rng.IntN(60))
		for i := range messages {
			most := limit / (1 + rng.IntN(20))
			if rng.IntN(10) == 0 {
				most = min(2*limit, 1_048_576)
			}
			messages[i].Body = fmt.Sprintf("%d %s", i, strings.Repeat("x", rng.IntN(most-8)))
			if fifo {
				messages[i].GroupID = fmt.Sprint("g", rng.IntN(20))
			}
		}
		report, err := topic.PublishAll(t.Context(), slices.Values(messages))
		require.Equal(t, len(messages), report.Len())
		require.Equal(t, report.Published == len(messages), err == nil)
		delivered := map[string]string{}
		for _, d := range memory.Messages() {
			require.NotContains(t, delivered, d.Message.Body, "delivered twice")
			delivered[d.Message.Body] = d.ID
		}
		for o := range report.Outcomes() {
			if o.Status == notify.Published {
				o.Message = messages[o.Index]
			}
			checkOutcome(t, o, delivered)
			switch {
			case len(o.Message.Body) <= limit:
				require.True(t, o.Status == notify.Published || fifo && o.Status == notify.Held, o.Err)
			case o.Status != notify.Held:
				require.Equal(t, notify.Failed, o.Status)
				require.ErrorIs(t, o.Err, notify.ErrTooLarge)
			}
		}
		if fifo {
			requireGroupOrder(t, memory)
		}
	}
}

// checkOutcome checks that an outcome agrees with what was delivered.
func checkOutcome(t *testing.T, o notify.Outcome, delivered map[string]string) {
	id, ok := delivered[o.Message.Body]
	switch o.Status {
	case notify.Published:
		require.NoError(t, o.Err)
		require.Equal(t, id, o.ID)
	case notify.Failed:
		require.Error(t, o.Err)
		require.Positive(t, o.Attempts)
	case notify.Invalid:
		require.ErrorIs(t, o.Err, notify.ErrTooLarge)
		require.False(t, ok)
	case notify.Held:
		require.ErrorIs(t, o.Err, notify.ErrHeld)
		require.False(t, ok)
	case notify.NotSent:
		require.ErrorIs(t, o.Err, notify.ErrNotSent)
		var denied *types.AuthorizationErrorException
		require.True(t, errors.Is(o.Err, context.DeadlineExceeded) || errors.As(o.Err, &denied), o.Err)
		require.False(t, ok)
		require.Zero(t, o.Attempts)
	default:
		require.Failf(t, "no outcome", "%+v", o)
	}
}

func requireGroupOrder(t *testing.T, memory *notifytest.Topic) {
	last := map[string]int{}
	for _, d := range memory.Messages() {
		var i int
		_, err := fmt.Sscanf(d.Message.Body, "%d ", &i)
		require.NoError(t, err)
		if before, ok := last[d.Message.GroupID]; ok {
			require.Greater(t, i, before, "out of order in group %s", d.Message.GroupID)
		}
		last[d.Message.GroupID] = i
	}
}
