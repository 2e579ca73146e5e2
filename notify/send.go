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
)

// The pause before the second attempt is up to firstPause, and up to twice as
// long each time until maxPause.
const (
	firstPause = 200 * time.Millisecond
	maxPause   = 10 * time.Second
)

// entryIDs name the entries of a batch by their position.
var entryIDs = [maxEntries]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}

// errUnanswered is the reason for an entry that the answer does not mention.
var errUnanswered = errors.New("the answer of SNS does not mention the message; it may have been published")

// send publishes a batch and gives each of its items an outcome. The result is
// the reason why no other batch need be tried, or nil.
func (t *Topic) send(ctx context.Context, batch []*item) (stop error) {
	if len(batch) > 1 && sizeOf(batch) > t.limits.ofBatch() {
		return t.sendHalves(ctx, batch) // packed before the limit was lowered
	}
	for attempt := 1; ; attempt++ {
		if err := ended(ctx); err != nil {
			t.expire(batch, err)
			return nil
		}
		out, err := t.api.PublishBatch(ctx, t.batchInput(batch), t.optFns...)
		for _, it := range batch {
			it.Attempts++
		}
		switch {
		case err == nil:
			batch = t.settle(batch, out)
		case isRetryable(err):
			for _, it := range batch {
				it.Err = err
			}
		case isAboutEntries(err):
			t.learn(batch, err)
			if len(batch) > 1 {
				return t.sendHalves(ctx, batch)
			}
			t.refused(batch[0], err)
			return nil
		default:
			t.fail(batch, err)
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		if len(batch) == 0 {
			return nil
		}
		if attempt == t.options.Attempts || !sleep(ctx, pause(attempt)) {
			for _, it := range batch {
				t.fail([]*item{it}, it.Err)
			}
			return nil
		}
	}
}

// sendHalves sends a batch that SNS does not take as it is. Whatever becomes of
// the first half, the second is tried: it may be without fault.
func (t *Topic) sendHalves(ctx context.Context, batch []*item) (stop error) {
	half := len(batch) / 2
	return errors.Join(t.send(ctx, batch[:half]), t.send(ctx, batch[half:]))
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
// to send again, with the last error of each.
func (t *Topic) settle(batch []*item, out *sns.PublishBatchOutput) (again []*item) {
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
		if e.SenderFault {
			t.refused(it, err)
			continue
		}
		it.Err = err
		again = append(again, it)
	}
	for _, it := range batch {
		if it.Status == 0 && it.Err == nil {
			t.fail([]*item{it}, errUnanswered)
		}
	}
	return again
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

func (t *Topic) fail(batch []*item, err error) {
	for _, it := range batch {
		it.conclude(Failed, fmt.Errorf("notify: publish to %s: %w", t.name, err))
	}
}

// refused concludes an item that SNS refused, and no other with it.
func (t *Topic) refused(it *item, err error) {
	t.fail([]*item{it}, err)
	it.Err = t.aboutSize(it.size, it.Err)
}

// expire concludes items at the end of the context: those of an earlier attempt
// failed, the others were not sent.
func (t *Topic) expire(batch []*item, cause error) {
	for _, it := range batch {
		if it.Attempts > 0 {
			t.fail([]*item{it}, errors.Join(it.Err, cause))
		} else {
			it.conclude(NotSent, fmt.Errorf("notify: %w: %w", ErrNotSent, cause))
		}
	}
}

// ended returns nil while ctx goes on, and then its error with the cause, if one
// was given.
func ended(ctx context.Context) error {
	err := ctx.Err()
	if cause := context.Cause(ctx); err != nil && !errors.Is(cause, err) {
		return fmt.Errorf("%w: %w", err, cause)
	}
	return err
}

// learn notes what the refusal of a batch tells about the topic, so that what
// follows is packed smaller, or not sent in vain.
func (t *Topic) learn(batch []*item, err error) {
	if isCode(err, "BatchRequestTooLong") {
		t.limits.lower(sizeOf(batch))
	}
	withoutID := func(it *item) bool { return it.Message.DeduplicationID == "" }
	if t.fifo && strings.Contains(err.Error(), "ContentBasedDeduplication") && slices.ContainsFunc(batch, withoutID) {
		t.limits.needsDedup.Store(true)
	}
}

// isCode reports whether err is an answer of SNS with the given code.
func isCode(err error, code string) bool {
	var api smithy.APIError
	return errors.As(err, &api) && api.ErrorCode() == code
}

// isAboutEntries reports whether SNS refused a whole call for what is in it, and
// not for who sent it or where.
func isAboutEntries(err error) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	if !ok {
		return false
	}
	switch api.ErrorCode() {
	case "BatchRequestTooLong", "InvalidParameter", "ParameterValueInvalid", "InvalidParameterValue",
		"ValidationException", "ValidationError", "InvalidBatchEntryId":
		return true
	}
	return false
}

// isRetryable reports whether a call may succeed later: what the SDK retries,
// and the answers of SNS about itself that the SDK does not know.
func isRetryable(err error) bool {
	if retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary {
		return true
	}
	if r, ok := errors.AsType[interface {
		error
		HTTPStatusCode() int
	}](err); ok && (r.HTTPStatusCode() == http.StatusTooManyRequests || r.HTTPStatusCode() >= http.StatusInternalServerError) {
		return true
	}
	api, ok := errors.AsType[smithy.APIError](err)
	if !ok {
		return false
	}
	switch api.ErrorCode() {
	case "Throttled", "KMSThrottling", "InternalError", "InternalFailure", "ServiceUnavailable":
		return true
	}
	return api.ErrorFault() == smithy.FaultServer
}

// pause returns how long to wait after the given attempt, with full jitter so
// that many senders do not come back at once.
func pause(attempt int) time.Duration {
	longest := maxPause
	if attempt <= 5 {
		longest = firstPause << (attempt - 1)
	}
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
