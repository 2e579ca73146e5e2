package notify

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/ended"
)

// limits are the limits of a topic, as far as they are known.
type limits struct {
	size       atomic.Int64 // in bytes; negative while it is a guess
	needsDedup atomic.Bool  // the topic makes no deduplication ids of its own
}

// set takes the topic's MaximumMessageSize, or 0 if it is not known.
func (l *limits) set(size int) {
	if size == 0 {
		size = -DefaultMaxMessageSize
	}
	l.size.Store(int64(size))
}

func (l *limits) known() bool { return l.size.Load() > 0 }

func (l *limits) ofBatch() int {
	size := int(l.size.Load())
	return max(size, -size)
}

// ofMessage is not the default: if the topic's limit is not known, SNS may accept
// a larger message.
func (l *limits) ofMessage() int {
	if size := l.size.Load(); size > 0 {
		return int(size)
	}
	return maxMaxMessageSize
}

// lower makes batches have half of a size that SNS refused, if they might have
// that size again.
func (l *limits) lower(refused int) {
	half := max(refused/2, minMaxMessageSize)
	for {
		old := l.size.Load()
		if old > 0 || int64(refused) > -old || l.size.CompareAndSwap(old, -int64(half)) {
			return
		}
	}
}

// tooLarge returns the error about a message beyond a limit. Without a cause it
// was not sent; the cause is the refusal of SNS, which does not tell its limit.
func tooLarge(size, limit int, cause error) error {
	if size <= limit {
		limit = 0 // not the topic's own
	}
	return &MessageError{Field: "message", Size: size, Limit: limit, Unit: "bytes", Err: cause, tooLarge: true,
		Reason: "the topic takes no more in body and attributes together; send a reference to the data"}
}

// aboutSize returns the error of SNS for one message as a [MessageError], if it is
// for the size. For a batch, SNS has a code for that; for one message it is
// InvalidParameter, and the size is the likeliest reason if it is above the default
// and the limit is not known.
func (t *Topic) aboutSize(size int, err error) error {
	if awserr.Is(err, "BatchRequestTooLong") ||
		size > DefaultMaxMessageSize && !t.limits.known() && awserr.Is(err, "InvalidParameter") {
		return tooLarge(size, DefaultMaxMessageSize, err)
	}
	return err
}

// Load reads the topic's MaximumMessageSize and ContentBasedDeduplication, so
// that messages are checked against them before they are sent: one
// GetTopicAttributes request the first time, none later. Without it, SNS checks
// them: see [TopicOptions.MaxMessageSize].
func (t *Topic) Load(ctx context.Context) error {
	const operation = "notify.Topic.Load"
	if err := t.usable(operation); err != nil {
		return err
	}
	if ctx == nil {
		return awserr.Invalid(operation, "ctx", nil, "must not be nil")
	}
	select {
	case t.loading <- struct{}{}:
		defer func() { <-t.loading }()
	case <-ctx.Done():
		return fmt.Errorf("notify: load topic: %w", ended.Err(ctx))
	}
	if t.loaded || t.arn == "" {
		return t.loadErr
	}
	attributes, err := t.readAttributes(ctx)
	if err != nil {
		// Only an error of the service is remembered; others may be temporary.
		_, refused := errors.AsType[smithy.APIError](err)
		if t.loaded = refused && !isRetryable(err); t.loaded {
			t.loadErr = err
		}
		return err
	}
	t.loaded = true
	if t.options.MaxMessageSize == 0 {
		size, err := strconv.Atoi(attributes["MaximumMessageSize"])
		if err != nil || size <= 0 {
			size = DefaultMaxMessageSize
		}
		t.limits.set(size)
	}
	t.limits.needsDedup.Store(t.fifo && attributes["ContentBasedDeduplication"] != "true")
	return nil
}

func (t *Topic) readAttributes(ctx context.Context) (map[string]string, error) {
	api, ok := t.api.(interface {
		GetTopicAttributes(context.Context, *sns.GetTopicAttributesInput, ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error)
	})
	if !ok {
		return nil, awserr.Invalid("notify.Topic.Load", "api", fmt.Sprintf("%T", t.api), "must have the method GetTopicAttributes")
	}
	out, err := api.GetTopicAttributes(ctx, &sns.GetTopicAttributesInput{TopicArn: &t.arn}, t.optFns...)
	if err != nil {
		return nil, fmt.Errorf("notify: load topic: %w", err)
	}
	return out.Attributes, nil
}
