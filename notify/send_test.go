package notify_test

import (
	"context"
	"errors"
	"fmt"
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
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/notifytest"
)

const alertsARN = "arn:aws:sns:us-east-1:123456789012:alerts"

// takeAll answers PublishBatch as SNS does when all is well.
func takeAll(cloud *awstest.Cloud) *awstest.Expect[sns.PublishBatchInput] {
	return awstest.On(cloud, func(_ context.Context, in *sns.PublishBatchInput) (*sns.PublishBatchOutput, error) {
		out := &sns.PublishBatchOutput{}
		for _, e := range in.PublishBatchRequestEntries {
			out.Successful = append(out.Successful, types.PublishBatchResultEntry{Id: e.Id, MessageId: aws.String("id-" + *e.Message)})
		}
		return out, nil
	})
}

func publishNumbered(ctx context.Context, cloud *awstest.Cloud, n int, o notify.TopicOptions) (notify.Report, error) {
	topic := notify.NewTopic(sns.NewFromConfig(cloud.Config()), alertsARN, o)
	return topic.PublishAll(ctx, slices.Values(numbered(n)))
}

func TestCallsThatSNSIsAtFaultForAreRepeated(t *testing.T) {
	for name, fault := range map[string]awstest.Fault{
		"throttled":        awstest.Throttle(1, 2, 3, 4, 5, 6, 7),
		"server error":     awstest.ServerError(1, 2, 3, 4, 5, 6, 7),
		"connection reset": awstest.ConnectionReset(1, 2, 3, 4, 5, 6, 7),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cloud := awstest.New(t)
				takeAll(cloud)
				awstest.Inject[sns.PublishBatchInput](cloud, fault)
				report, err := publishNumbered(t.Context(), cloud, 10, notify.TopicOptions{})
				require.NoError(t, err)
				assert.Equal(t, 10, report.Published)
				assert.Equal(t, "id-3", report.At(3).ID)
				// The client makes three attempts a call.
				assert.Equal(t, 3, report.At(0).Attempts)
				assert.Len(t, awstest.Calls[sns.PublishBatchInput](cloud), 8)
			})
		})
	}
}

func TestThrottledIsRepeatedThoughTheClientDoesNotKnowIt(t *testing.T) {
	for name, failure := range map[string]error{
		"code":   &types.ThrottledException{Message: aws.String("Rate exceeded")},
		"status": awstest.APIError("Unheard", "Rate exceeded", 429),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cloud := awstest.New(t)
				awstest.InOrder(awstest.Fail[sns.PublishBatchInput](cloud, failure), takeAll(cloud))
				report, err := publishNumbered(t.Context(), cloud, 3, notify.TopicOptions{})
				require.NoError(t, err)
				assert.Equal(t, 2, report.At(0).Attempts)
			})
		})
	}
}

func TestAnEntryNamedTwiceIsSentAgainOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		failed := types.BatchResultErrorEntry{Id: aws.String("0"), Code: aws.String("InternalError")}
		awstest.InOrder(
			awstest.Return[sns.PublishBatchInput](cloud, &sns.PublishBatchOutput{Failed: []types.BatchResultErrorEntry{failed, failed}}),
			takeAll(cloud))
		_, err := publishNumbered(t.Context(), cloud, 1, notify.TopicOptions{})
		require.NoError(t, err)
		assert.Len(t, awstest.Calls[sns.PublishBatchInput](cloud)[1].PublishBatchRequestEntries, 1)
	})
}

func TestAttemptsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		takeAll(cloud).Optional()
		awstest.Inject[sns.PublishBatchInput](cloud, awstest.Throttle())
		report, err := publishNumbered(t.Context(), cloud, 3, notify.TopicOptions{Attempts: 2})
		require.ErrorIs(t, err, notify.ErrIncomplete)
		assert.Equal(t, "3 messages: 0 published, 3 failed", report.String())
		var api smithy.APIError
		require.ErrorAs(t, report.At(0).Err, &api)
		assert.Equal(t, "Throttling", api.ErrorCode())
		assert.Equal(t, 2, report.At(0).Attempts)
	})
}

func TestEntriesAtTheSendersFaultAreNotRepeatedAndOthersAre(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		takeAll(cloud)
		awstest.Inject[sns.PublishBatchInput](cloud,
			awstest.PartialFailure(awstest.EntryFailure{Entries: []int{5, 7}, Code: "InternalError"}, 1),
			awstest.PartialFailure(awstest.EntryFailure{Entries: []int{2}, Code: "InvalidParameter", SenderFault: true}, 1))
		report, err := publishNumbered(t.Context(), cloud, 10, notify.TopicOptions{})
		assert.Equal(t, 9, report.Published)
		assert.Equal(t, 1, report.At(2).Attempts)
		assert.Equal(t, 2, report.At(5).Attempts)
		var entry *notify.EntryError
		require.ErrorAs(t, err, &entry)
		assert.Equal(t, smithy.FaultClient, entry.ErrorFault())
		calls := awstest.Calls[sns.PublishBatchInput](cloud)
		require.Len(t, calls, 2)
		assert.Len(t, calls[1].PublishBatchRequestEntries, 2, "only what is missing")
	})
}

func TestDeniedAccessStopsAfterOneCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.PublishBatchInput](cloud, &types.AuthorizationErrorException{Message: aws.String("no")})
		report, err := publishNumbered(t.Context(), cloud, 100, notify.TopicOptions{})
		require.ErrorIs(t, err, notify.ErrNotSent)
		assert.Equal(t, "100 messages: 0 published, 10 failed, 90 not sent", report.String())
		_, denied := errors.AsType[*types.AuthorizationErrorException](report.At(99).Err)
		assert.True(t, denied, report.At(99).Err)
	})
}

func TestExpiredCredentialsStopAfterOneCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		takeAll(cloud).Optional()
		awstest.Inject[sns.PublishBatchInput](cloud, awstest.ExpiredToken())
		report, err := publishNumbered(t.Context(), cloud, 30, notify.TopicOptions{})
		require.Error(t, err)
		assert.Equal(t, "30 messages: 0 published, 10 failed, 20 not sent", report.String())
		assert.Len(t, awstest.Calls[sns.PublishBatchInput](cloud), 1)
	})
}

func TestOneBadMessageDoesNotTakeTheGoodOnesWithIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		bad := func(e types.PublishBatchRequestEntry) bool { return *e.Message == "7" }
		awstest.On(cloud, func(context.Context, *sns.PublishBatchInput) (*sns.PublishBatchOutput, error) {
			return nil, &types.InvalidParameterException{Message: aws.String("Invalid parameter: Message")}
		}).When(func(in *sns.PublishBatchInput) bool { return slices.ContainsFunc(in.PublishBatchRequestEntries, bad) })
		takeAll(cloud)
		report, err := publishNumbered(t.Context(), cloud, 20, notify.TopicOptions{})
		require.Error(t, err)
		assert.Equal(t, "20 messages: 19 published, 1 failed", report.String())
		assert.Equal(t, notify.Failed, report.At(7).Status)
	})
}

func TestABatchThatIsTooLongIsSplitAndLaterOnesAreSmaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(context.Context, *sns.PublishBatchInput) (*sns.PublishBatchOutput, error) {
			return nil, &types.BatchRequestTooLongException{Message: aws.String("too long")}
		}).When(func(in *sns.PublishBatchInput) bool {
			size := 0
			for _, e := range in.PublishBatchRequestEntries {
				size += len(*e.Message)
			}
			return size > 2_000
		}).Times(1)
		takeAll(cloud)
		messages := make([]notify.Message, 40)
		for i := range messages {
			messages[i].Body = fmt.Sprintf("%d%s", i, strings.Repeat("x", 300))
		}
		topic := notify.NewTopic(sns.NewFromConfig(cloud.Config()), alertsARN, notify.TopicOptions{})
		report, err := topic.PublishAll(t.Context(), slices.Values(messages))
		require.NoError(t, err)
		assert.Equal(t, 2, report.At(0).Attempts)
		assert.Equal(t, 1, report.At(39).Attempts)
		assert.Less(t, len(awstest.Calls[sns.PublishBatchInput](cloud)), 14)
	})
}

func TestLoadReadsTheLimitThatLaterMessagesAreCheckedAgainst(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[sns.GetTopicAttributesInput](cloud, &sns.GetTopicAttributesOutput{Attributes: map[string]string{"MaximumMessageSize": "2000"}})
	topic := notify.NewTopic(sns.NewFromConfig(cloud.Config()), alertsARN, notify.TopicOptions{})
	require.NoError(t, topic.Load(t.Context()))
	large := notify.Message{Body: strings.Repeat("x", 2001)}
	_, err := topic.Publish(t.Context(), large)
	require.EqualError(t, err, "notify: invalid message: message of 2001 bytes is over the limit of 2000: the topic takes no more in body and attributes together; send a reference to the data")
	report, _ := topic.PublishAll(t.Context(), slices.Values([]notify.Message{large}))
	assert.Equal(t, 1, report.Invalid)
}

func TestAMessageBeyondTheDefaultIsLeftToSNS(t *testing.T) {
	large := notify.Message{Body: strings.Repeat("x", notify.DefaultMaxMessageSize+1)}
	tooLong := &types.InvalidParameterException{Message: aws.String("Invalid parameter: Message too long")}
	publish := func(t *testing.T, cloud *awstest.Cloud, m notify.Message) error {
		topic := notify.NewTopic(sns.NewFromConfig(cloud.Config()), alertsARN, notify.TopicOptions{})
		require.NoError(t, topic.Check(m))
		_, err := topic.Publish(t.Context(), m)
		return err
	}
	t.Run("raised", func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) {
			return &sns.PublishOutput{MessageId: aws.String("1")}, nil
		}).Times(1)
		require.NoError(t, publish(t, cloud, large))
	})
	t.Run("refused", func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.PublishInput](cloud, tooLong)
		err := publish(t, cloud, large)
		require.ErrorIs(t, err, notify.ErrTooLarge)
		require.ErrorIs(t, err, notify.ErrInvalidMessage)
		_, kept := errors.AsType[*types.InvalidParameterException](err)
		assert.True(t, kept, err)
		require.ErrorContains(t, err, "notify: invalid message: message of 262145 bytes is over the limit of 262144: the topic takes no more in body and attributes together; send a reference to the data: notify: publish to alerts: ")
	})
	t.Run("denied", func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.PublishInput](cloud, &types.AuthorizationErrorException{Message: aws.String("no")})
		require.NotErrorIs(t, publish(t, cloud, large), notify.ErrInvalidMessage)
	})
	t.Run("refused for something else", func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.PublishInput](cloud, tooLong)
		require.NotErrorIs(t, publish(t, cloud, notify.Message{Body: "x"}), notify.ErrInvalidMessage)
	})
	t.Run("refused for something else within a known limit", func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.PublishInput](cloud, tooLong)
		topic := notify.NewTopic(sns.NewFromConfig(cloud.Config()), alertsARN, notify.TopicOptions{MaxMessageSize: 1_048_576})
		_, err := topic.Publish(t.Context(), large)
		require.Error(t, err)
		require.NotErrorIs(t, err, notify.ErrInvalidMessage)
	})
	t.Run("given", func(t *testing.T) {
		topic := notify.NewTopic(sns.NewFromConfig(awstest.New(t).Config()), alertsARN, notify.TopicOptions{MaxMessageSize: 2_048})
		_, err := topic.Publish(t.Context(), large)
		size, _ := errors.AsType[*notify.MessageError](err)
		require.NotNil(t, size)
		assert.Equal(t, notify.DefaultMaxMessageSize+1, size.Size)
		assert.Equal(t, 2_048, size.Limit)
	})
	t.Run("beyond what any topic takes", func(t *testing.T) {
		topic := notify.NewTopic(sns.NewFromConfig(awstest.New(t).Config()), alertsARN, notify.TopicOptions{})
		_, err := topic.Publish(t.Context(), notify.Message{Body: strings.Repeat("x", 1_048_577)})
		require.ErrorIs(t, err, notify.ErrTooLarge)
		require.ErrorContains(t, err, "over the limit of 1048576")
	})
}

func TestAMessageBeyondTheDefaultGoesInACallOfItsOwn(t *testing.T) {
	messages := numbered(12)
	messages[5].Body = strings.Repeat("x", notify.DefaultMaxMessageSize+1)
	t.Run("raised", func(t *testing.T) {
		memory := notifytest.NewTopic("alerts", notifytest.Options{MaxMessageSize: 1_048_576})
		_, err := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{}).PublishAll(t.Context(), slices.Values(messages))
		require.NoError(t, err)
		assert.Equal(t, 3, memory.Calls())
	})
	t.Run("refused", func(t *testing.T) {
		memory := notifytest.NewTopic("alerts", notifytest.Options{})
		report, err := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{}).PublishAll(t.Context(), slices.Values(messages))
		require.ErrorIs(t, err, notify.ErrIncomplete)
		assert.Equal(t, "12 messages: 11 published, 1 failed", report.String())
		assert.Equal(t, 3, memory.Calls())
		large, _ := errors.AsType[*notify.MessageError](report.At(5).Err)
		require.NotNil(t, large)
		require.ErrorIs(t, large, notify.ErrTooLarge)
		assert.Equal(t, []int{notify.DefaultMaxMessageSize + 1, notify.DefaultMaxMessageSize}, []int{large.Size, large.Limit})
		_, kept := errors.AsType[*types.BatchRequestTooLongException](large)
		assert.True(t, kept, large)
	})
}

func TestAnEntryRefusedForItsSizeIsTooLarge(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[sns.PublishBatchInput](cloud, &sns.PublishBatchOutput{Failed: []types.BatchResultErrorEntry{
		{Id: aws.String("0"), Code: aws.String("InvalidParameter"), Message: aws.String("Invalid parameter: Message too long"), SenderFault: true}}})
	topic := notify.NewTopic(sns.NewFromConfig(cloud.Config()), alertsARN, notify.TopicOptions{})
	_, err := topic.PublishAll(t.Context(), slices.Values([]notify.Message{{Body: strings.Repeat("x", notify.DefaultMaxMessageSize+1)}}))
	require.ErrorIs(t, err, notify.ErrTooLarge)
	entry, _ := errors.AsType[*notify.EntryError](err)
	assert.NotNil(t, entry, err)
}

func TestAFailedReadOfTheLimitIsNotRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.InOrder(
			awstest.Fail[sns.GetTopicAttributesInput](cloud, awstest.APIError("InternalError", "", 500)),
			awstest.Return[sns.GetTopicAttributesInput](cloud, &sns.GetTopicAttributesOutput{}))
		topic := notify.NewTopic(sns.NewFromConfig(cloud.Config()), alertsARN, notify.TopicOptions{})
		require.Error(t, topic.Load(t.Context()))
		require.NoError(t, topic.Load(t.Context()))
		require.NoError(t, topic.Load(t.Context()), "no third request")
	})
}

func TestConcurrentLoadsMakeOneRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[sns.GetTopicAttributesInput](cloud, &sns.GetTopicAttributesOutput{})
		topic := notify.NewTopic(sns.NewFromConfig(cloud.Config()), alertsARN, notify.TopicOptions{})
		var group sync.WaitGroup
		for range 20 {
			group.Go(func() { assert.NoError(t, topic.Load(t.Context())) })
		}
		group.Wait()
	})
}

func TestAnAnswerThatForgetsAMessageIsNotTakenForSuccess(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[sns.PublishBatchInput](cloud, &sns.PublishBatchOutput{Successful: []types.PublishBatchResultEntry{
		{Id: aws.String("0"), MessageId: aws.String("a")},
		{Id: aws.String("0"), MessageId: aws.String("b")},
		{Id: aws.String("9"), MessageId: aws.String("c")},
		{Id: aws.String("x"), MessageId: aws.String("d")},
	}})
	report, err := publishNumbered(t.Context(), cloud, 2, notify.TopicOptions{})
	require.ErrorContains(t, err, "does not mention the message")
	assert.Equal(t, "a", report.At(0).ID)
	assert.Equal(t, notify.Failed, report.At(1).Status)
}

func TestRequestsGoToTheRegionOfTheTopic(t *testing.T) {
	cloud := awstest.New(t)
	var regions []string
	awstest.On(cloud, func(ctx context.Context, in *sns.PublishInput) (*sns.PublishOutput, error) {
		regions = append(regions, awstest.CallFrom(ctx).Region)
		return &sns.PublishOutput{MessageId: aws.String("1")}, nil
	})
	client := sns.NewFromConfig(cloud.Config())
	topic := notify.NewTopic(client, "arn:aws:sns:eu-central-1:123456789012:alerts", notify.TopicOptions{})
	for _, m := range []notify.Message{
		{Body: "x"},
		{Body: "x", PhoneNumber: "+12065550100"},
		{Body: "x", TargetARN: "arn:aws:sns:eu-west-3:123456789012:endpoint/GCM/app/1"},
	} {
		_, err := topic.Publish(t.Context(), m)
		require.NoError(t, err)
	}
	assert.Equal(t, []string{"eu-central-1", "us-east-1", "eu-west-3"}, regions)
}

func TestADeadlineLeavesTheRestNotSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		cloud.SetLatency(time.Second)
		takeAll(cloud)
		ctx, cancel := context.WithTimeout(t.Context(), 3500*time.Millisecond)
		defer cancel()
		start := time.Now()
		report, err := publishNumbered(ctx, cloud, 100, notify.TopicOptions{Concurrency: 2})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, "100 messages: 60 published, 20 failed, 20 not sent", report.String())
		assert.Equal(t, 3500*time.Millisecond, time.Since(start))
	})
}

func TestARepeatThatCannotFitTheDeadlineEndsAtOnceWithTheCause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[sns.PublishBatchInput](cloud, &types.ThrottledException{Message: aws.String("slow down")})
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Millisecond)
		defer cancel()
		_, err := publishNumbered(ctx, cloud, 1, notify.TopicOptions{})
		_, throttled := errors.AsType[*types.ThrottledException](err)
		assert.True(t, throttled, err)
	})
}

func TestAFIFOTopicWithoutContentBasedDeduplicationIsFoundOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(context.Context, *sns.PublishBatchInput) (*sns.PublishBatchOutput, error) {
			return nil, &types.InvalidParameterException{Message: aws.String("Invalid parameter: The topic should have ContentBasedDeduplication")}
		})
		messages := numbered(300)
		for i := range messages {
			messages[i].GroupID = fmt.Sprint(i)
		}
		topic := notify.NewTopic(sns.NewFromConfig(cloud.Config()), alertsARN+".fifo", notify.TopicOptions{})
		report, err := topic.PublishAll(t.Context(), slices.Values(messages))
		require.ErrorIs(t, err, notify.ErrIncomplete)
		require.ErrorContains(t, report.At(299).Err, "the topic has no ContentBasedDeduplication")
		assert.Less(t, len(awstest.Calls[sns.PublishBatchInput](cloud)), 60)
	})
}

func TestAnEntryErrorIsAnErrorOfTheAPI(t *testing.T) {
	var err error = &notify.EntryError{Code: "InternalError"}
	api, ok := errors.AsType[smithy.APIError](err)
	require.True(t, ok)
	assert.Equal(t, []any{"InternalError", "", smithy.FaultServer}, []any{api.ErrorCode(), api.ErrorMessage(), api.ErrorFault()})
	assert.Equal(t, "entry refused: InternalError", err.Error())
}

func TestAPartialErrorHoldsEveryFailure(t *testing.T) {
	cloud := awstest.New(t)
	takeAll(cloud)
	awstest.Inject[sns.PublishBatchInput](cloud, awstest.PartialFailure(awstest.EntryFailure{Entries: []int{1, 3}, Code: "InvalidParameter", SenderFault: true}))
	report, err := publishNumbered(t.Context(), cloud, 5, notify.TopicOptions{})
	partial, ok := errors.AsType[*notify.PartialError](err)
	require.True(t, ok)
	assert.Equal(t, slices.Collect(report.Failures()), slices.Collect(partial.Report.Failures()))
	assert.Len(t, partial.Unwrap(), 2)
	for o := range report.Failures() {
		assert.Equal(t, 1, o.Index)
		break
	}
	assert.Equal(t, "unknown", notify.Status(99).String())
}
