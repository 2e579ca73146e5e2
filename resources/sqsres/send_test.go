package sqsres_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/sqsres"
)

// taker takes messages; answer may fail a request or some of its entries.
type taker struct {
	answer func(call int, in *sqs.SendMessageBatchInput) ([]types.BatchResultErrorEntry, error)

	mu    sync.Mutex
	calls int
	took  []string // bodies
}

func (k *taker) SendMessageBatch(_ context.Context, in *sqs.SendMessageBatchInput, _ ...func(*sqs.Options)) (*sqs.SendMessageBatchOutput, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.calls++
	out := &sqs.SendMessageBatchOutput{}
	failed := map[string]bool{}
	if k.answer != nil {
		var err error
		if out.Failed, err = k.answer(k.calls, in); err != nil {
			return nil, err
		}
		for _, f := range out.Failed {
			failed[*f.Id] = true
		}
	}
	for _, e := range in.Entries {
		if !failed[*e.Id] {
			k.took = append(k.took, *e.MessageBody)
			out.Successful = append(out.Successful, types.SendMessageBatchResultEntry{Id: e.Id, MessageId: aws.String("id-" + *e.MessageBody)})
		}
	}
	return out, nil
}

// grouped gives n messages of some groups in turn, "group.number".
func grouped(n, groups int) iter.Seq[types.SendMessageBatchRequestEntry] {
	return func(yield func(types.SendMessageBatchRequestEntry) bool) {
		for i := range n {
			group := strconv.Itoa(i % groups)
			if !yield(types.SendMessageBatchRequestEntry{MessageBody: aws.String(fmt.Sprintf("%s.%d", group, i)), MessageGroupId: &group}) {
				return
			}
		}
	}
}

// TestTenThousandMessages are sent, with refusals that pass and some that do
// not, received again, and deleted with refusals too: each once.
func TestTenThousandMessages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		busy := map[string]bool{}
		k := &taker{answer: func(_ int, in *sqs.SendMessageBatchInput) (failed []types.BatchResultErrorEntry, _ error) {
			for _, e := range in.Entries {
				switch body := *e.MessageBody; {
				case strings.HasSuffix(body, "77"):
					failed = append(failed, types.BatchResultErrorEntry{Id: e.Id, Code: aws.String("InvalidMessageContents"), SenderFault: true})
				case strings.HasSuffix(body, "3") && !busy[body]:
					busy[body] = true
					failed = append(failed, types.BatchResultErrorEntry{Id: e.Id, Code: aws.String("ThrottlingException")})
				}
			}
			return failed, nil
		}}
		bodies := make([]string, 10_000)
		for i := range bodies {
			bodies[i] = strconv.Itoa(i)
		}
		report, err := sqsres.NewFrom(k).Queue(url).SendAll(t.Context(), sqsres.Text(bodies...))
		var failed *sqsres.SendError
		require.ErrorAs(t, err, &failed)
		assert.Len(t, failed.Failed, 100)
		assert.Equal(t, 9900, report.Sent)
		require.Len(t, report.Outcomes, 10_000)
		assert.Equal(t, k.calls, report.Calls)
		for i, o := range report.Outcomes {
			require.Equal(t, i, o.Index)
			require.Equal(t, strings.HasSuffix(bodies[i], "77"), o.Err != nil)
			if o.Err == nil {
				require.Equal(t, "id-"+bodies[i], o.MessageID)
			}
		}
		slices.Sort(k.took)
		assert.Len(t, slices.Compact(slices.Clone(k.took)), len(k.took), "none twice")
		assert.Len(t, k.took, 9900)

		f := &flaky{fake: fake{waiting: k.took}, refused: map[string]bool{}}
		got := map[string]int{}
		for m, err := range sqsres.NewFrom(f).Queue(url).Messages(t.Context()) {
			require.NoError(t, err)
			got[m.Body()]++
			m.Delete()
		}
		assert.Len(t, got, 9900)
		slices.Sort(f.deleted)
		assert.Len(t, slices.Compact(f.deleted), 9900)
	})
}

// flaky is a queue in memory that refuses each tenth deletion once.
type flaky struct {
	fake
	refused map[string]bool
}

func (f *flaky) DeleteMessageBatch(ctx context.Context, in *sqs.DeleteMessageBatchInput, _ ...func(*sqs.Options)) (*sqs.DeleteMessageBatchOutput, error) {
	var failed []types.BatchResultErrorEntry
	var rest []types.DeleteMessageBatchRequestEntry
	for _, e := range in.Entries {
		if handle := *e.ReceiptHandle; strings.HasSuffix(handle, "5") && !f.refused[handle] {
			f.refused[handle] = true
			failed = append(failed, types.BatchResultErrorEntry{Id: e.Id, Code: aws.String("InternalError")})
			continue
		}
		rest = append(rest, e)
	}
	out, err := f.fake.DeleteMessageBatch(ctx, &sqs.DeleteMessageBatchInput{Entries: rest})
	out.Failed = append(out.Failed, failed...)
	return out, err
}

// TestNothingOvertakesInAFIFOQueue: the messages of each group come in order,
// without those after one that failed; the other groups go on.
func TestNothingOvertakesInAFIFOQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := map[string]int{}
		k := &taker{answer: func(_ int, in *sqs.SendMessageBatchInput) (failed []types.BatchResultErrorEntry, _ error) {
			groups := map[string]bool{}
			for _, e := range in.Entries {
				assert.False(t, groups[*e.MessageGroupId], "two of a group in a request")
				groups[*e.MessageGroupId] = true
				tries[*e.MessageBody]++
				if *e.MessageBody == "3.203" || *e.MessageBody == "4.104" && tries["4.104"] < 3 {
					failed = append(failed, types.BatchResultErrorEntry{Id: e.Id, Code: aws.String("InternalError")})
				}
			}
			return failed, nil
		}}
		report, err := sqsres.NewFrom(k).Queue(url+".fifo").SendAll(t.Context(), grouped(1000, 20))
		require.Error(t, err)
		last := map[string]int{}
		for _, body := range k.took {
			group, number, _ := strings.Cut(body, ".")
			n, _ := strconv.Atoi(number)
			require.True(t, n == 0 || n > last[group] || last[group] == 0)
			last[group] = n
		}
		assert.Equal(t, 3, tries["3.203"])
		assert.Equal(t, 1000-40, report.Sent, "203, and 39 after it in its group")
		assert.Equal(t, "InternalError", awserr.Code(report.Outcomes[203].Err))
		assert.ErrorIs(t, report.Outcomes[223].Err, sqsres.ErrHeld)
		assert.Zero(t, report.Outcomes[223].Attempts)
		assert.LessOrEqual(t, report.Calls, 110)
	})
}

// TestOnlyWhatComesAfterAFailureIsHeld: a message that breaks a rule holds back
// what comes after it in its group, and not what comes before it.
func TestOnlyWhatComesAfterAFailureIsHeld(t *testing.T) {
	k := &taker{}
	messages := func(yield func(types.SendMessageBatchRequestEntry) bool) {
		for _, body := range []string{"a", "b", "", "c"} {
			if !yield(types.SendMessageBatchRequestEntry{MessageBody: &body, MessageGroupId: aws.String("g")}) {
				return
			}
		}
	}
	report, err := sqsres.NewFrom(k).Queue(url+".fifo").SendAll(t.Context(), messages)
	require.Error(t, err)
	assert.Equal(t, []string{"a", "b"}, k.took)
	assert.Equal(t, 2, report.Sent)
	assert.NoError(t, report.Outcomes[0].Err)
	assert.NoError(t, report.Outcomes[1].Err)
	assert.ErrorIs(t, report.Outcomes[2].Err, awserr.ErrInvalid)
	assert.ErrorIs(t, report.Outcomes[3].Err, sqsres.ErrHeld)
}

// TestAStandardQueueMayHaveGroups: fair queues have them, and no order to keep.
func TestAStandardQueueMayHaveGroups(t *testing.T) {
	k := &taker{}
	report, err := sqsres.NewFrom(k).Queue(url).SendAll(t.Context(), grouped(100, 1))
	require.NoError(t, err)
	assert.Equal(t, 10, report.Calls)
}

func TestAMessageThatBreaksARuleFailsAlone(t *testing.T) {
	k := &taker{answer: func(_ int, in *sqs.SendMessageBatchInput) ([]types.BatchResultErrorEntry, error) {
		for _, e := range in.Entries { // as SQS refuses a request as a whole
			if *e.MessageBody == "bad" {
				return nil, awstest.APIError("InvalidMessageContents", "bad", 400)
			}
		}
		return nil, nil
	}}
	report, err := sqsres.NewFrom(k).Queue(url).SendAll(t.Context(), sqsres.Text("a", "", "bad", strings.Repeat("x", 1<<20+1), "b", "c"))
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	assert.Equal(t, 3, report.Sent)
	assert.Equal(t, []string{"a", "b", "c"}, k.took)
	assert.Equal(t, "InvalidMessageContents", awserr.Code(report.Outcomes[2].Err))
	assert.ErrorIs(t, report.Outcomes[3].Err, awserr.ErrInvalid)
	assert.Zero(t, report.Outcomes[3].Attempts)
}

func TestARefusedQueueEndsSendAll(t *testing.T) {
	k := &taker{answer: func(call int, _ *sqs.SendMessageBatchInput) ([]types.BatchResultErrorEntry, error) {
		if call == 3 {
			return nil, awstest.APIError("AccessDenied", "no", 403)
		}
		return nil, nil
	}}
	report, err := sqsres.NewFrom(k).Queue(url).SendAll(t.Context(), grouped(1000, 1000))
	assert.True(t, awserr.IsAccessDenied(err))
	assert.Equal(t, 20, report.Sent)
	assert.Len(t, report.Outcomes, 30, "the sequence is read no further")
	assert.Equal(t, 3, report.Calls)

	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("enough"))
	report, err = sqsres.NewFrom(&taker{}).Queue(url).SendAll(ctx, sqsres.Text("a"))
	assert.ErrorIs(t, err, sqsres.ErrNotSent)
	assert.ErrorIs(t, err, context.Canceled)
	assert.ErrorContains(t, err, "enough")
	assert.Zero(t, report.Calls)
}

// TestOddAnswers: what the answer does not mention, or names twice, is not
// counted as sent, nor twice.
func TestOddAnswers(t *testing.T) {
	k := odd{}
	report, err := sqsres.NewFrom(k).Queue(url).SendAll(t.Context(), sqsres.Text("a", "b"))
	assert.ErrorIs(t, err, sqsres.ErrUnanswered)
	assert.Equal(t, 1, report.Sent)
	assert.NoError(t, report.Outcomes[0].Err)
}

type odd struct{}

func (odd) SendMessageBatch(context.Context, *sqs.SendMessageBatchInput, ...func(*sqs.Options)) (*sqs.SendMessageBatchOutput, error) {
	return &sqs.SendMessageBatchOutput{
		Successful: []types.SendMessageBatchResultEntry{{Id: aws.String("0")}, {Id: aws.String("0")}, {Id: aws.String("7")}, {}},
		Failed:     []types.BatchResultErrorEntry{{Id: aws.String("0"), SenderFault: true}, {Id: aws.String("x")}},
	}, nil
}

func TestRedrive(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[sqs.GetQueueAttributesInput](cloud, &sqs.GetQueueAttributesOutput{Attributes: map[string]string{"QueueArn": "arn:aws:sqs:eu-west-1:111122223333:dead"}})
	awstest.On(cloud, func(_ context.Context, in *sqs.StartMessageMoveTaskInput) (*sqs.StartMessageMoveTaskOutput, error) {
		assert.Equal(t, "arn:aws:sqs:eu-west-1:111122223333:dead", *in.SourceArn)
		assert.Nil(t, in.DestinationArn)
		assert.EqualValues(t, 50, *in.MaxNumberOfMessagesPerSecond)
		return &sqs.StartMessageMoveTaskOutput{TaskHandle: aws.String("h")}, nil
	})
	handle, err := sqsres.New(sqs.NewFromConfig(cloud.Config())).Queue(url).Redrive(t.Context(), func(in *sqs.StartMessageMoveTaskInput) {
		in.MaxNumberOfMessagesPerSecond = aws.Int32(50)
	})
	require.NoError(t, err)
	assert.Equal(t, "h", handle)
	unknown := sqsres.NewFrom(&taker{}).Queue(url)
	unknown.Data = &sqs.GetQueueAttributesOutput{}
	_, err = unknown.Redrive(t.Context())
	assert.ErrorContains(t, err, "QueueArn")
	_, err = sqsres.NewFrom(&taker{}).Queue(url).Redrive(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

// TestALoopThatIsSlow: what is done keeps its place until it is deleted, also
// without options, and a message is deleted once.
func TestALoopThatIsSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, queue := queued(3)
		for m, err := range queue.Messages(t.Context()) {
			require.NoError(t, err)
			m.Delete()
			m.Delete()
			time.Sleep(19 * time.Second)
		}
		assert.Equal(t, 3*3, f.extended, "after 15, 30 and 45 seconds")
		assert.Equal(t, []string{"r0", "r1", "r2"}, f.deleted)
	})
}
