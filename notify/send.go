package notify

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/ended"
)

// The pause before the second attempt is up to firstPause, or throttledPause if
// SNS asked for fewer requests, and up to twice as long each time until maxPause.
// The client's own retries came before: two by default, after 50 ms and 100 ms, or
// 1 s and 2 s where the SDK knows that it was throttled. It does not know the code
// of SNS for that, Throttled.
const (
	firstPause     = 200 * time.Millisecond
	throttledPause = time.Second
	maxPause       = 10 * time.Second
)

// entryIDs name the entries of a batch by their position.
var entryIDs = [maxEntries]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}

// errUnanswered is the reason for an entry that the answer does not mention.
var errUnanswered = errors.New("the answer of SNS does not mention the message; it may have been published")

// send publishes a batch and gives each of its items an outcome. The result is
// the reason why no other batch need be tried, or nil.
func (t *Topic) send(ctx context.Context, batch []*item) (stop error) {
	if batch = t.refuseWithoutID(batch, nil); len(batch) == 0 {
		return nil
	}
	if len(batch) > 1 && sizeOf(batch) > t.limits.ofBatch() {
		return t.sendHalves(ctx, batch) // packed before the limit was lowered
	}
	for attempt := 1; ; attempt++ {
		if err := ended.Err(ctx); err != nil {
			t.expire(batch, err)
			return nil
		}
		for _, it := range batch {
			it.Attempts++
		}
		out, err := t.api.PublishBatch(ctx, t.batchInput(batch), t.optFns...)
		switch {
		case err == nil:
			if batch, err = t.settle(batch, out); stop == nil {
				stop = err
			}
		case isRetryable(err):
			for _, it := range batch {
				it.Err = err
			}
		case isAboutEntries(err):
			return t.sendSome(ctx, batch, err)
		default:
			t.fail(err, batch...)
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		if len(batch) == 0 {
			return stop
		}
		if stop != nil || attempt >= t.options.Attempts || !sleep(ctx, pause(attempt, batch[0].Err)) {
			for _, it := range batch {
				t.fail(it.Err, it)
			}
			return stop
		}
	}
}

// sendSome sends what it can of a batch that SNS refused as a whole for what is
// in it.
func (t *Topic) sendSome(ctx context.Context, batch []*item, err error) (stop error) {
	t.learn(batch, err)
	rest := t.refuseWithoutID(batch, err)
	switch {
	case len(rest) < len(batch):
		return t.send(ctx, rest)
	case len(batch) > 1:
		return t.sendHalves(ctx, batch)
	}
	t.refused(batch[0], err)
	return nil
}

// sendHalves sends a batch that SNS does not take as it is.
func (t *Topic) sendHalves(ctx context.Context, batch []*item) (stop error) {
	half := len(batch) / 2
	if stop := t.send(ctx, batch[:half]); stop != nil {
		t.expire(batch[half:], stop)
		return stop
	}
	return t.send(ctx, batch[half:])
}

// refuseWithoutID concludes the messages without a deduplication id, if the topic
// is known to require one, and returns the others. The cause is the answer of SNS,
// if these were sent.
func (t *Topic) refuseWithoutID(batch []*item, cause error) (rest []*item) {
	if !t.limits.needsDedup.Load() {
		return batch
	}
	for _, it := range batch {
		switch {
		case it.Message.DeduplicationID != "":
			rest = append(rest, it)
		case cause != nil:
			t.fail(cause, it)
		default:
			it.conclude(Invalid, missingID())
		}
	}
	return rest
}

func sizeOf(batch []*item) int {
	size := 0
	for _, it := range batch {
		size += it.size
	}
	return size
}

func (t *Topic) batchInput(batch []*item) *sns.PublishBatchInput {
	entries := make([]types.PublishBatchRequestEntry, len(batch))
	for i, it := range batch {
		entries[i] = it.Message.batchEntry(&entryIDs[i], &it.wire)
	}
	return &sns.PublishBatchInput{TopicArn: &t.arn, PublishBatchRequestEntries: entries}
}

// settle gives the items of an answered call their outcomes, and returns those
// to send again, with the last error of each, and why no other batch need be
// tried, or nil.
func (t *Topic) settle(batch []*item, out *sns.PublishBatchOutput) (again []*item, stop error) {
	if out == nil {
		out = new(sns.PublishBatchOutput)
	}
	for _, it := range batch {
		it.Err = nil
	}
	for _, e := range out.Successful {
		if it := find(batch, e.Id); it != nil {
			it.ID, it.SequenceNumber = aws.ToString(e.MessageId), aws.ToString(e.SequenceNumber)
			it.conclude(Published, nil)
		}
	}
	for _, e := range out.Failed {
		it := find(batch, e.Id)
		if it == nil || it.Err != nil {
			continue // unknown, or named twice
		}
		err := &EntryError{Code: aws.ToString(e.Code), Message: aws.ToString(e.Message), SenderFault: e.SenderFault}
		switch {
		case isAboutTopic(err):
			t.fail(err, it)
			stop = err
		case e.SenderFault && !isRetryable(err):
			t.refused(it, err)
		default:
			it.Err = err
			again = append(again, it)
		}
	}
	for _, it := range batch {
		if it.Status == 0 && it.Err == nil {
			t.fail(errUnanswered, it)
		}
	}
	return again, stop
}

// find returns the item of an entry id, unless it has its outcome already.
func find(batch []*item, id *string) *item {
	for i, it := range batch {
		if aws.ToString(id) == entryIDs[i] && it.Status == 0 {
			return it
		}
	}
	return nil
}

// fail concludes items that were sent, with the same error.
func (t *Topic) fail(err error, batch ...*item) {
	err = fmt.Errorf("notify: publish to %s: %w", t.name, err)
	for _, it := range batch {
		it.conclude(Failed, err)
	}
}

// refused concludes an item that SNS refused, and no other with it.
func (t *Topic) refused(it *item, err error) {
	t.fail(err, it)
	it.Err = t.aboutSize(it.size, it.Err)
}

// expire concludes items at the end of the context: those of an earlier attempt
// failed, the others were not sent.
func (t *Topic) expire(batch []*item, cause error) {
	unsent := notSent(cause)
	for _, it := range batch {
		if it.Attempts > 0 {
			t.fail(errors.Join(it.Err, cause), it)
		} else {
			it.conclude(NotSent, unsent)
		}
	}
}

func notSent(cause error) error { return fmt.Errorf("notify: %w: %w", ErrNotSent, cause) }

// learn notes what the refusal of a batch tells about the topic, so that what
// follows is packed smaller, or not sent in vain.
func (t *Topic) learn(batch []*item, err error) {
	if awserr.Is(err, "BatchRequestTooLong") {
		t.limits.lower(sizeOf(batch))
	}
	withoutID := func(it *item) bool { return it.Message.DeduplicationID == "" }
	if t.fifo && strings.Contains(err.Error(), "ContentBasedDeduplication") && slices.ContainsFunc(batch, withoutID) {
		t.limits.needsDedup.Store(true)
	}
}

// isAboutTopic reports whether SNS refused one message for what all others have
// in common with it: the topic, its key, who sends.
func isAboutTopic(err error) bool {
	return awserr.IsAccessDenied(err) || awserr.IsExpired(err) || awserr.IsNotFound(err) ||
		awserr.Is(err, "InvalidSecurity", "InvalidSecurityException") || strings.HasPrefix(awserr.Code(err), "KMS") && !isRetryable(err) ||
		strings.Contains(awserr.Message(err), "TopicArn")
}

// isAboutEntries reports whether SNS refused a whole call for what is in it, and
// not for who sent it or where.
func isAboutEntries(err error) bool {
	return !isAboutTopic(err) && awserr.Is(err, "BatchRequestTooLong", "InvalidParameter", "ParameterValueInvalid",
		"InvalidParameterValue", "ValidationException", "ValidationError", "InvalidBatchEntryId")
}

// isRetryable reports whether a call may succeed later: what the SDK retries,
// and the answers of SNS about itself that the SDK does not know.
func isRetryable(err error) bool {
	if retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary {
		return true
	}
	if isThrottled(err) || awserr.Status(err) >= http.StatusInternalServerError {
		return true
	}
	if awserr.Is(err, "InternalError", "InternalFailure", "ServiceUnavailable") {
		return true
	}
	api, ok := errors.AsType[smithy.APIError](err)
	return ok && api.ErrorFault() == smithy.FaultServer
}

func isThrottled(err error) bool {
	return awserr.IsThrottled(err) || awserr.Status(err) == http.StatusTooManyRequests
}

// pause returns how long to wait after an attempt, with full jitter so that many
// senders do not come back at once.
func pause(attempt int, err error) time.Duration {
	longest := firstPause
	if isThrottled(err) {
		longest = throttledPause
	}
	longest = min(longest<<min(attempt-1, 10), maxPause)
	return time.Duration(rand.Int64N(int64(longest))) + time.Millisecond
}

// sleep waits, and reports false if the context ends first: at once if its
// deadline leaves no time for another attempt.
func sleep(ctx context.Context, d time.Duration) bool {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= d {
		return false
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
