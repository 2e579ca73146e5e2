package sqsres_test

import (
	"context"
	"errors"
	"fmt"
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
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/resources/sqsres"
)

const url = "https://sqs.us-east-1.amazonaws.com/123456789012/work"

// fake is a queue in memory.
type fake struct {
	mu       sync.Mutex
	waiting  []string
	deleted  []string
	batches  []int
	extended int
	refuse   string // a body that cannot be deleted
}

func (f *fake) ReceiveMessage(_ context.Context, in *sqs.ReceiveMessageInput, _ ...func(*sqs.Options)) (*sqs.ReceiveMessageOutput, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := min(len(f.waiting), int(in.MaxNumberOfMessages))
	out := &sqs.ReceiveMessageOutput{}
	for _, body := range f.waiting[:n] {
		out.Messages = append(out.Messages, types.Message{Body: &body, ReceiptHandle: aws.String("r" + body), MessageId: aws.String("same")})
	}
	f.waiting = f.waiting[n:]
	return out, nil
}

func (f *fake) DeleteMessageBatch(_ context.Context, in *sqs.DeleteMessageBatchInput, _ ...func(*sqs.Options)) (*sqs.DeleteMessageBatchOutput, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.batches = append(f.batches, len(in.Entries))
	out := &sqs.DeleteMessageBatchOutput{}
	for _, e := range in.Entries {
		if *e.ReceiptHandle == "r"+f.refuse {
			out.Failed = append(out.Failed, types.BatchResultErrorEntry{Id: e.Id, Code: aws.String("ReceiptHandleIsInvalid"), SenderFault: true})
			continue
		}
		f.deleted = append(f.deleted, *e.ReceiptHandle)
	}
	return out, nil
}

func (f *fake) ChangeMessageVisibilityBatch(_ context.Context, in *sqs.ChangeMessageVisibilityBatchInput, _ ...func(*sqs.Options)) (*sqs.ChangeMessageVisibilityBatchOutput, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.extended += len(in.Entries)
	return &sqs.ChangeMessageVisibilityBatchOutput{}, nil
}

func queued(n int) (*fake, *sqsres.Queue) {
	f := &fake{}
	for i := range n {
		f.waiting = append(f.waiting, fmt.Sprint(i))
	}
	return f, sqsres.NewFrom(f).Queue(url)
}

func TestMessagesAreDeletedInTens(t *testing.T) {
	f, queue := queued(25)
	n := 0
	for m, err := range queue.Messages(t.Context()) {
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprint(n), m.Body())
		n++
		if n != 3 {
			m.Delete()
		}
	}
	assert.Equal(t, 25, n)
	assert.Equal(t, []int{9, 10, 5}, f.batches)
	assert.Len(t, f.deleted, 24)
}

func TestABreakSendsTheDeletions(t *testing.T) {
	f, queue := queued(10)
	for m, err := range queue.Messages(t.Context()) {
		require.NoError(t, err)
		m.Delete()
		if m.Body() == "1" {
			break
		}
	}
	assert.Equal(t, []string{"r0", "r1"}, f.deleted)
}

func TestAPanicInTheLoopSendsTheDeletions(t *testing.T) {
	f, queue := queued(3)
	assert.PanicsWithValue(t, "boom", func() {
		for m := range queue.Messages(t.Context()) {
			m.Delete()
			panic("boom")
		}
	})
	assert.Equal(t, []string{"r0"}, f.deleted)
}

func TestAMessageThatIsNotDeletedIsNamed(t *testing.T) {
	f, queue := queued(3)
	f.refuse = "1"
	var last error
	for m, err := range queue.Messages(t.Context()) {
		if last = err; err == nil {
			m.Delete()
		}
	}
	var item *resources.ItemError
	require.ErrorAs(t, last, &item)
	assert.Equal(t, "sqs.Message(QueueURL="+url+", ReceiptHandle=r1)", item.Resource.String())
	assert.Equal(t, []string{"r0", "r2"}, f.deleted)
}

// TestAnAnswerThatNamesAnotherMessage leaves all in doubt, and is no fault of the
// caller's.
func TestAnAnswerThatNamesAnotherMessage(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[sqs.DeleteMessageBatchInput](cloud, &sqs.DeleteMessageBatchOutput{Failed: []types.BatchResultErrorEntry{{Id: aws.String("9"), Code: aws.String("InternalError")}}})
	queue := sqsres.New(sqs.NewFromConfig(cloud.Config())).Queue(url)
	n, err := collections.As[*sqsres.Messages](collections.Of(queue.Message("r0"), queue.Message("r1"))).Delete(t.Context())
	assert.Zero(t, n)
	assert.NotErrorIs(t, err, awserr.ErrInvalid)
	assert.ErrorContains(t, err, "was not in the request")
	assert.Equal(t, "InternalError", awserr.Code(err))
	var items *collections.ItemsError
	require.ErrorAs(t, err, &items)
	assert.Len(t, items.Items, 2)
}

// undeletable is a queue whose messages come back, since nothing may be deleted.
type undeletable struct{ fake }

func (u *undeletable) ReceiveMessage(ctx context.Context, in *sqs.ReceiveMessageInput, _ ...func(*sqs.Options)) (*sqs.ReceiveMessageOutput, error) {
	u.waiting = []string{"0", "1"}
	return u.fake.ReceiveMessage(ctx, in)
}

func (u *undeletable) DeleteMessageBatch(context.Context, *sqs.DeleteMessageBatchInput, ...func(*sqs.Options)) (*sqs.DeleteMessageBatchOutput, error) {
	return nil, awstest.APIError("AccessDenied", "no", 403)
}

// TestWorkIsNotDoneForever: without the permission to delete, the same messages
// would be worked on again and again.
func TestWorkIsNotDoneForever(t *testing.T) {
	n := 0
	var last error
	for m, err := range sqsres.NewFrom(&undeletable{}).Queue(url).Messages(t.Context(), sqsres.ReceiveOptions{Forever: true}) {
		if last = err; err == nil {
			m.Delete()
		}
		n++
		require.LessOrEqual(t, n, 3)
	}
	assert.True(t, awserr.IsAccessDenied(last))
	var item *resources.ItemError
	assert.ErrorAs(t, last, &item)
	assert.Equal(t, 3, n, "two messages and the error")
}

func TestTheContextEndsMessagesAfterTheDeletions(t *testing.T) {
	f, queue := queued(5)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	for m, err := range queue.Messages(ctx, sqsres.ReceiveOptions{Forever: true}) {
		if last = err; err == nil {
			m.Delete()
			cancel()
		}
	}
	assert.ErrorIs(t, last, context.Canceled)
	assert.Equal(t, []string{"r0"}, f.deleted, "the work on it was done")

	cause := errors.New("enough")
	because, end := context.WithCancelCause(t.Context())
	end(cause)
	for _, err := range queue.Messages(because) {
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, err, cause)
	}
}

func TestAReceivedMessageOfATest(t *testing.T) {
	var zero sqsres.Received
	zero.Delete()
	assert.Empty(t, zero.Body())
}

func TestVisibilityIsExtendedWhileTheLoopWorks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, queue := queued(2)
		for m, err := range queue.Messages(t.Context(), sqsres.ReceiveOptions{Visibility: 30 * time.Second}) {
			require.NoError(t, err)
			time.Sleep(50 * time.Second)
			m.Delete()
		}
		assert.Equal(t, 6*2, f.extended, "every 15 seconds, also the one that is done and not deleted yet")
	})
}

func TestWhatMessagesRefuses(t *testing.T) {
	_, queue := queued(0)
	for _, o := range []sqsres.ReceiveOptions{{Wait: -1}, {Wait: 21 * time.Second}, {Wait: time.Millisecond}, {Visibility: 13 * time.Hour}} {
		for _, err := range queue.Messages(t.Context(), o) {
			assert.ErrorIs(t, err, awserr.ErrInvalid)
		}
	}
	var noContext context.Context
	for _, err := range queue.Messages(noContext) {
		assert.ErrorIs(t, err, awserr.ErrInvalid)
	}
	_, err := queue.SendAll(t.Context(), nil)
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

// sends is a cloud that notes the bodies of each batch.
func sends(t *testing.T, fail func(body string, call int) *types.BatchResultErrorEntry) (*sqsres.Queue, *[]string) {
	cloud := awstest.New(t)
	batches := &[]string{}
	awstest.On(cloud, func(_ context.Context, in *sqs.SendMessageBatchInput) (*sqs.SendMessageBatchOutput, error) {
		var bodies []string
		out := &sqs.SendMessageBatchOutput{}
		for _, e := range in.Entries {
			bodies = append(bodies, (*e.MessageBody)[:1])
			if f := fail(*e.MessageBody, len(*batches)); f != nil {
				f.Id = e.Id
				out.Failed = append(out.Failed, *f)
			} else {
				out.Successful = append(out.Successful, types.SendMessageBatchResultEntry{Id: e.Id, MessageId: aws.String("id of " + (*e.MessageBody)[:1])})
			}
		}
		*batches = append(*batches, strings.Join(bodies, ""))
		return out, nil
	})
	return sqsres.New(sqs.NewFromConfig(cloud.Config())).Queue(url), batches
}

func accept(string, int) *types.BatchResultErrorEntry { return nil }

func TestSendAllCutsByCountAndBytes(t *testing.T) {
	queue, batches := sends(t, accept)
	big := strings.Repeat("B", 600<<10)
	report, err := queue.SendAll(t.Context(), sqsres.Text(big, big, "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"))
	require.NoError(t, err)
	assert.Equal(t, []string{"B", "Bcdefghijk", "lm"}, *batches)
	assert.Equal(t, 13, report.Sent)
	assert.Equal(t, 3, report.Calls)
	require.Len(t, report.Outcomes, 13)
	assert.Equal(t, sqsres.Outcome{Index: 12, MessageID: "id of m", Attempts: 1}, report.Outcomes[12])
}

func TestSendAllSendsAgainWhatIsNotTheSendersFault(t *testing.T) {
	queue, batches := sends(t, func(body string, call int) *types.BatchResultErrorEntry {
		switch {
		case body == "b" && call == 0:
			return &types.BatchResultErrorEntry{Code: aws.String("InternalError")}
		case body == "c":
			return &types.BatchResultErrorEntry{Code: aws.String("InvalidMessageContents"), SenderFault: true}
		}
		return nil
	})
	report, err := queue.SendAll(t.Context(), sqsres.Text("a", "b", "c"))
	assert.Equal(t, []string{"abc", "b"}, *batches)
	assert.Equal(t, 2, report.Sent)
	assert.Equal(t, sqsres.Outcome{Index: 1, MessageID: "id of b", Attempts: 2}, report.Outcomes[1])
	var failed *sqsres.SendError
	require.ErrorAs(t, err, &failed)
	require.Len(t, failed.Failed, 1)
	assert.Equal(t, 2, failed.Failed[0].Index)
	assert.Equal(t, "InvalidMessageContents", awserr.Code(report.Outcomes[2].Err))
}
