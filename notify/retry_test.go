package notify_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/notify"
)

// Publish tries again what PublishAll tries again: see isRetryable.
func TestPublishIsTriedAgainIfSNSIsAtFault(t *testing.T) {
	for name, fault := range map[string]struct {
		err error
		ok  bool
	}{
		"Throttled":     {&types.ThrottledException{Message: aws.String("Rate exceeded")}, true},
		"KMSThrottling": {&types.KMSThrottlingException{Message: aws.String("Rate exceeded")}, true},
		"429":           {awstest.APIError("Unheard", "slow down", 429), true},
		"503":           {awstest.APIError("ServiceUnavailable", "", 503), true},
		"InternalError": {&types.InternalErrorException{}, true},
		"denied":        {&types.AuthorizationErrorException{}, false},
		"KMSDisabled":   {&types.KMSDisabledException{}, false},
		"invalid":       {&types.InvalidParameterException{Message: aws.String("Invalid parameter: Message")}, false},
		"not found":     {&types.NotFoundException{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cloud := awstest.New(t)
				n := 0
				awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) {
					if n++; n < 4 {
						return nil, fault.err
					}
					return &sns.PublishOutput{MessageId: aws.String("m-1")}, nil
				})
				id, err := notify.NewTopic(sns.NewFromConfig(cloud.Config()), alertsARN, notify.TopicOptions{}).Publish(t.Context(), notify.Message{Body: "x"})
				if !fault.ok {
					require.Error(t, err)
					assert.Equal(t, 1, n)
					return
				}
				require.NoError(t, err)
				assert.Equal(t, "m-1", id)
			})
		})
	}
}

func TestPublishIsTriedAttemptsTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for attempts, want := range map[int]int{0: 4, 1: 1, 7: 7} {
			cloud := awstest.New(t)
			awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) {
				return nil, &types.ThrottledException{Message: aws.String("Rate exceeded")}
			})
			_, err := notify.NewTopic(sns.NewFromConfig(cloud.Config()), alertsARN, notify.TopicOptions{Attempts: attempts}).Publish(t.Context(), notify.Message{Body: "x"})
			_, throttled := errors.AsType[*types.ThrottledException](err)
			require.True(t, throttled, err)
			assert.Len(t, awstest.Calls[sns.PublishInput](cloud), want)
		}
	})
}

// failEach answers each entry of a batch with the same failure.
func failEach(cloud *awstest.Cloud, e types.BatchResultErrorEntry) {
	awstest.On(cloud, func(_ context.Context, in *sns.PublishBatchInput) (*sns.PublishBatchOutput, error) {
		out := &sns.PublishBatchOutput{}
		for _, entry := range in.PublishBatchRequestEntries {
			e.Id = entry.Id
			out.Failed = append(out.Failed, e)
		}
		return out, nil
	})
}

func TestAnAnswerThatAllMessagesWouldGetEndsTheRunAfterOneCall(t *testing.T) {
	entry := func(code, message string, sender bool) types.BatchResultErrorEntry {
		return types.BatchResultErrorEntry{Code: &code, Message: &message, SenderFault: sender}
	}
	for name, stub := range map[string]func(*awstest.Cloud){
		"entries denied":       func(c *awstest.Cloud) { failEach(c, entry("AuthorizationError", "User is not authorized", true)) },
		"entries denied, 5xx":  func(c *awstest.Cloud) { failEach(c, entry("AuthorizationError", "User is not authorized", false)) },
		"entries key disabled": func(c *awstest.Cloud) { failEach(c, entry("KMSDisabled", "key is disabled", true)) },
		"entries key denied":   func(c *awstest.Cloud) { failEach(c, entry("KMSAccessDenied", "", true)) },
		"entries key state":    func(c *awstest.Cloud) { failEach(c, entry("KMSInvalidState", "", true)) },
		"entries not found":    func(c *awstest.Cloud) { failEach(c, entry("NotFound", "Topic does not exist", true)) },
		"entries topic":        func(c *awstest.Cloud) { failEach(c, entry("InvalidParameter", "Invalid parameter: TopicArn", true)) },
		"entries expired":      func(c *awstest.Cloud) { failEach(c, entry("ExpiredToken", "", true)) },
		"topic": func(c *awstest.Cloud) {
			awstest.Fail[sns.PublishBatchInput](c, &types.InvalidParameterException{Message: aws.String("Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1")})
		},
		"not found": func(c *awstest.Cloud) {
			awstest.Fail[sns.PublishBatchInput](c, &types.NotFoundException{Message: aws.String("Topic does not exist")})
		},
		"key denied": func(c *awstest.Cloud) {
			awstest.Fail[sns.PublishBatchInput](c, &types.KMSAccessDeniedException{Message: aws.String("no")})
		},
		"unknown action": func(c *awstest.Cloud) {
			awstest.Fail[sns.PublishBatchInput](c, awstest.APIError("InvalidAction", "", 400))
		},
		"entries from HTTP": func(c *awstest.Cloud) { failEach(c, entry("InvalidSecurity", "", true)) },
		"bad signature": func(c *awstest.Cloud) {
			awstest.Fail[sns.PublishBatchInput](c, awstest.APIError("SignatureDoesNotMatch", "", 403))
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cloud := awstest.New(t)
				stub(cloud)
				report, err := publishNumbered(t.Context(), cloud, 1000, notify.TopicOptions{})
				require.ErrorIs(t, err, notify.ErrNotSent)
				assert.Equal(t, "1000 messages: 0 published, 10 failed, 990 not sent", report.String())
				assert.Len(t, awstest.Calls[sns.PublishBatchInput](cloud), 1)
				var api smithy.APIError
				require.ErrorAs(t, report.At(999).Err, &api, "why it was not sent")
			})
		})
	}
}

// A topic without ContentBasedDeduplication answers so once; messages with an id
// go through.
func TestMissingDeduplicationIDsAreRefusedAfterOneCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.InOrder(
			awstest.Fail[sns.PublishBatchInput](cloud, &types.InvalidParameterException{Message: aws.String(
				"Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly")}),
			takeAll(cloud))
		messages := numbered(400)
		for i := range messages {
			messages[i].GroupID = fmt.Sprint(i)
			if i%4 == 3 {
				messages[i].DeduplicationID = fmt.Sprint("d", i)
			}
		}
		topic := notify.NewTopic(sns.NewFromConfig(cloud.Config()), alertsARN+".fifo", notify.TopicOptions{})
		report, err := topic.PublishAll(t.Context(), slices.Values(messages))
		require.ErrorIs(t, err, notify.ErrInvalidMessage)
		assert.Equal(t, 100, report.Published, report)
		assert.Less(t, len(awstest.Calls[sns.PublishBatchInput](cloud)), 14)
		for _, call := range awstest.Calls[sns.PublishBatchInput](cloud)[1:] {
			for _, e := range call.PublishBatchRequestEntries {
				require.NotNil(t, e.MessageDeduplicationId, "sent in vain")
			}
		}
	})
}

func TestAThrottledEntryIsSentAgainWhoeverIsBlamed(t *testing.T) {
	for _, code := range []string{"Throttled", "KMSThrottling", "Throttling"} {
		synctest.Test(t, func(t *testing.T) {
			cloud := awstest.New(t)
			awstest.InOrder(
				awstest.Return[sns.PublishBatchInput](cloud, &sns.PublishBatchOutput{Failed: []types.BatchResultErrorEntry{
					{Id: aws.String("0"), Code: &code, SenderFault: true}}}),
				takeAll(cloud))
			report, err := publishNumbered(t.Context(), cloud, 1, notify.TopicOptions{})
			require.NoError(t, err)
			assert.Equal(t, 2, report.At(0).Attempts)
		})
	}
}
