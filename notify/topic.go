package notify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/smithy-go"
)

const (
	// DefaultMaxMessageSize is how many bytes a topic takes in one message and in
	// one batch, attributes included, unless its MaximumMessageSize says otherwise.
	DefaultMaxMessageSize = 262_144

	defaultMaxAttempts = 4

	// The range in which MaximumMessageSize may be set.
	minMaxMessageSize = 1_024
	maxMaxMessageSize = 1_048_576
)

// API is what a [Topic] needs of an SNS client. A *sns.Client is one, and so is
// a [Memory]. If it also has GetTopicAttributes, as both have, a topic can learn
// its own limits: see [Topic.Load].
type API interface {
	Publish(context.Context, *sns.PublishInput, ...func(*sns.Options)) (*sns.PublishOutput, error)
	PublishBatch(context.Context, *sns.PublishBatchInput, ...func(*sns.Options)) (*sns.PublishBatchOutput, error)
}

// TopicOptions change how a [Topic] checks and sends. The zero value is the
// default.
type TopicOptions struct {
	// Strict refuses a subject that breaks the rules of SNS, in place of mending it.
	Strict bool

	// Concurrency is how many calls of [Topic.PublishAll] and [Topic.Stream] may be
	// in flight. The default is 1.
	Concurrency int

	// MaxAttempts is how often PublishAll and Stream try to publish a message for
	// which SNS is at fault (throttled, 5xx, a lost connection), each time under the
	// retries of the client itself. The default is 4.
	MaxAttempts int

	// MaxMessageSize is the topic's MaximumMessageSize in bytes, 1,024 to 1,048,576.
	// By default it is [DefaultMaxMessageSize] until the topic's own is read, once:
	// when a message is larger than that, when SNS refuses a batch for its size, and
	// in [Topic.Load].
	MaxMessageSize int

	// Logger gets warnings about messages that SNS takes and some subscribers lose.
	// The default is slog.Default().
	Logger *slog.Logger
}

// A Topic publishes to one SNS topic. It is safe for concurrent use.
type Topic struct {
	api     API
	arn     string
	name    string
	region  string
	fifo    bool
	options TopicOptions
	err     error

	warnRaw sync.Once

	loading chan struct{} // holds a value while the attributes are read
	limits  atomic.Pointer[limits]
}

// limits are what a topic takes, as far as it is known.
type limits struct {
	maxSize    int
	needsDedup bool  // the topic makes no deduplication ids of its own
	read       bool  // from the topic, or that was refused with err
	err        error // of reading
}

// NewTopic returns the topic with the given ARN. No request is made; a malformed
// ARN or option is reported by each method that publishes, before any request.
//
// Requests go to the region of the ARN, whatever the region of the client is:
// SNS takes them nowhere else.
//
// The ARN may be empty in a program that only sends to phone numbers and
// platform endpoints.
func NewTopic(api API, topicARN string, options TopicOptions) *Topic {
	t := &Topic{api: api, arn: topicARN, options: options, loading: make(chan struct{}, 1)}
	t.err = t.configure()
	return t
}

func (t *Topic) configure() error {
	o := &t.options
	switch {
	case t.api == nil:
		return errors.New("notify: new topic: the client is nil")
	case o.Concurrency < 0:
		return fmt.Errorf("notify: new topic: Concurrency is %d; set the number of calls in flight, or 0 for one", o.Concurrency)
	case o.MaxAttempts < 0:
		return fmt.Errorf("notify: new topic: MaxAttempts is %d; set the number of attempts, or 0 for the default", o.MaxAttempts)
	case o.MaxMessageSize != 0 && (o.MaxMessageSize < minMaxMessageSize || o.MaxMessageSize > maxMaxMessageSize):
		return fmt.Errorf("notify: new topic: MaxMessageSize is %d; SNS takes %d to %d bytes", o.MaxMessageSize, minMaxMessageSize, maxMaxMessageSize)
	}
	o.Concurrency = cmp.Or(o.Concurrency, 1)
	o.MaxAttempts = cmp.Or(o.MaxAttempts, defaultMaxAttempts)
	t.limits.Store(&limits{maxSize: cmp.Or(o.MaxMessageSize, DefaultMaxMessageSize)})
	if t.arn == "" {
		return nil
	}
	a, err := arn.Parse(t.arn)
	if err != nil {
		return fmt.Errorf("notify: new topic: %q is not an ARN: %w", t.arn, err)
	}
	if a.Service != "sns" || a.Region == "" || a.AccountID == "" {
		return fmt.Errorf("notify: new topic: %q is not the ARN of an SNS topic, such as arn:aws:sns:us-east-1:123456789012:alerts", t.arn)
	}
	if err := checkTopicName(a.Resource); err != nil {
		return fmt.Errorf("notify: new topic: %q: %w", t.arn, err)
	}
	t.name, t.region, t.fifo = a.Resource, a.Region, strings.HasSuffix(a.Resource, fifoSuffix)
	return nil
}

const fifoSuffix = ".fifo"

func checkTopicName(name string) error {
	base := strings.TrimSuffix(name, fifoSuffix)
	if base == "" || len(name) > 256 || strings.ContainsFunc(base, func(r rune) bool { return r == '.' || notInName(r) }) {
		return fmt.Errorf("%s is not the name of a topic: 1 to 256 letters, digits, hyphens and underscores, with %s at the end of a FIFO topic", quote(name), fifoSuffix)
	}
	return nil
}

// OpenTopic returns the topic of the caller's account with the given name, and
// creates it if it does not exist: a FIFO topic if the name ends in .fifo. It
// makes one CreateTopic request, which SNS answers with the ARN of an existing
// topic.
func OpenTopic(ctx context.Context, api interface {
	API
	CreateTopic(context.Context, *sns.CreateTopicInput, ...func(*sns.Options)) (*sns.CreateTopicOutput, error)
}, name string, options TopicOptions) (*Topic, error) {
	if err := checkTopicName(name); err != nil {
		return nil, fmt.Errorf("notify: open topic: %w", err)
	}
	in := &sns.CreateTopicInput{Name: &name}
	if strings.HasSuffix(name, fifoSuffix) {
		in.Attributes = map[string]string{"FifoTopic": "true"}
	}
	out, err := api.CreateTopic(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("notify: open topic %s: %w", name, err)
	}
	t := NewTopic(api, aws.ToString(out.TopicArn), options)
	return t, t.err
}

// ARN returns the ARN that the topic was made with.
func (t *Topic) ARN() string { return t.arn }

// Name returns the name in the ARN.
func (t *Topic) Name() string { return t.name }

// Region returns the region in the ARN, where requests go.
func (t *Topic) Region() string { return t.region }

// FIFO reports whether the topic is a FIFO topic, by its name.
func (t *Topic) FIFO() bool { return t.fifo }

// Load reads the topic's MaximumMessageSize and ContentBasedDeduplication, so
// that messages are checked against them: one GetTopicAttributes request the
// first time, none later. A program that does not call it may still make that
// request once: see [TopicOptions.MaxMessageSize].
func (t *Topic) Load(ctx context.Context) error {
	if t.err != nil {
		return t.err
	}
	select {
	case t.loading <- struct{}{}:
		defer func() { <-t.loading }()
	case <-ctx.Done():
		return fmt.Errorf("notify: load topic: %w", ended(ctx))
	}
	known := *t.limits.Load()
	if known.read || t.arn == "" {
		return known.err
	}
	attributes, err := t.readAttributes(ctx)
	// Only a refusal is an answer to remember; anything else may pass.
	_, refused := errors.AsType[smithy.APIError](err)
	if err != nil && (!refused || isRetryable(err)) {
		return err
	}
	known.read, known.err = true, err
	if n, err := strconv.Atoi(attributes["MaximumMessageSize"]); err == nil && n > 0 && t.options.MaxMessageSize == 0 {
		known.maxSize = n
	}
	known.needsDedup = t.fifo && err == nil && attributes["ContentBasedDeduplication"] != "true"
	t.limits.Store(&known)
	return err
}

func (t *Topic) readAttributes(ctx context.Context) (map[string]string, error) {
	api, ok := t.api.(interface {
		GetTopicAttributes(context.Context, *sns.GetTopicAttributesInput, ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error)
	})
	if !ok {
		return nil, fmt.Errorf("notify: load topic: %T has no GetTopicAttributes", t.api)
	}
	out, err := api.GetTopicAttributes(ctx, &sns.GetTopicAttributesInput{TopicArn: &t.arn}, inRegion(t.region))
	if err != nil {
		return nil, fmt.Errorf("notify: load topic: %w", err)
	}
	return out.Attributes, nil
}

// Check returns the error with which the topic would refuse the message before
// a request: a [MessageError], or that of a malformed ARN. It makes no request,
// and checks the size against the limit as far as it is known.
func (t *Topic) Check(m Message) error {
	if t.err != nil {
		return t.err
	}
	w, err := m.prepare(t.rules())
	if err == nil {
		err = checkSize(w, t.limits.Load().maxSize)
	}
	if err != nil {
		return err
	}
	return nil
}

// Publish publishes one message and returns its id. It makes one Publish
// request, under the retries of the client; [TopicOptions.MaxMessageSize] tells
// when it may make another. The error is a [MessageError] if the message was
// refused before the request.
func (t *Topic) Publish(ctx context.Context, m Message) (id string, err error) {
	if t.err != nil {
		return "", t.err
	}
	w, err := t.prepare(ctx, &m)
	if err != nil {
		return "", err
	}
	to, region := t.name, t.region
	switch {
	case m.PhoneNumber != "":
		to, region = "a phone number", "" // the client's own
	case m.TargetARN != "":
		target, _ := arn.Parse(m.TargetARN)
		to, region = m.TargetARN, target.Region
	case t.arn == "":
		return "", &MessageError{Field: "PhoneNumber", Reason: "and TargetARN are empty, and the topic has no ARN"}
	}
	out, err := t.api.Publish(ctx, m.publishInput(t.arn, w), inRegion(region))
	if err != nil {
		return "", fmt.Errorf("notify: publish to %s: %w", to, err)
	}
	return aws.ToString(out.MessageId), nil
}

// prepare checks m, reads the topic's own limit if that could decide, and
// returns the wire form.
func (t *Topic) prepare(ctx context.Context, m *Message) (wire, error) {
	w, refusal := m.prepare(t.rules())
	if refusal != nil {
		return wire{}, refusal
	}
	if refusal = checkSize(w, t.limits.Load().maxSize); refusal != nil && t.mayTake(w.size) {
		err := t.Load(ctx)
		if refusal = checkSize(w, t.limits.Load().maxSize); refusal != nil {
			refusal.Err = err
		}
	}
	if refusal != nil {
		return wire{}, refusal
	}
	if len(m.Attributes) > rawDeliveryAttributes {
		t.warnRaw.Do(func() { t.warnAttributes(ctx, len(m.Attributes)) })
	}
	return w, nil
}

func (t *Topic) warnAttributes(ctx context.Context, n int) {
	logger := t.options.Logger
	if logger == nil {
		logger = slog.Default()
	}
	logger.WarnContext(ctx, "notify: SQS subscriptions with raw message delivery discard messages with more than 10 attributes",
		"topic", t.arn, "attributes", n)
}

// rules returns what the topic asks of messages.
func (t *Topic) rules() rules {
	return rules{fifo: t.fifo, strict: t.options.Strict, needsDeduplicationID: t.limits.Load().needsDedup}
}

// mayTake reports whether the topic's own limit, not read yet, could be enough.
func (t *Topic) mayTake(size int) bool {
	return size <= maxMaxMessageSize && t.options.MaxMessageSize == 0 && !t.limits.Load().read
}

func checkSize(w wire, limit int) *MessageError {
	if w.size <= limit {
		return nil
	}
	return &MessageError{Field: "message", Size: w.size, Limit: limit, Unit: "bytes", tooLarge: true,
		Reason: "the topic takes no more in body and attributes together; send a reference to the data"}
}

// inRegion sends a request to the given region, or if it is empty to that of the
// client.
func inRegion(region string) func(*sns.Options) {
	return func(o *sns.Options) {
		if region != "" {
			o.Region = region
		}
	}
}
