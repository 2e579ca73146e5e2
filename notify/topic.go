package notify

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/nils"
)

const (
	// DefaultMaxMessageSize is how many bytes a topic takes in one message and in
	// one batch, attributes included, unless its MaximumMessageSize says otherwise.
	DefaultMaxMessageSize = 262_144

	defaultAttempts = 4
	maxAttempts     = 10_000
	maxConcurrency  = 10_000

	// The range in which MaximumMessageSize may be set.
	minMaxMessageSize = 1_024
	maxMaxMessageSize = 1_048_576
)

// API is the part of *sns.Client that a [Topic] uses. The topic in memory of
// package notifytest implements it too. [Topic.Load] also needs
// GetTopicAttributes, which both have.
type API interface {
	Publish(context.Context, *sns.PublishInput, ...func(*sns.Options)) (*sns.PublishOutput, error)
	PublishBatch(context.Context, *sns.PublishBatchInput, ...func(*sns.Options)) (*sns.PublishBatchOutput, error)
}

// TopicOptions are the options of a [Topic]. The zero value is the default.
type TopicOptions struct {
	// Strict refuses a subject that breaks the rules of SNS instead of changing it.
	Strict bool

	// Concurrency is how many calls of [Topic.PublishAll] and [Topic.Stream] may be
	// in flight, at most 10,000. The default is 1.
	Concurrency int

	// Attempts is the maximum number of attempts for a message, including the
	// first, if SNS is at fault (throttled, 5xx, a lost connection). The client
	// retries each attempt by itself. The default is 4; 1 leaves retries to the
	// client.
	Attempts int

	// MaxMessageSize is the topic's MaximumMessageSize in bytes, 1,024 to 1,048,576,
	// for batches and messages alike. By default it is not known until [Topic.Load]:
	// a batch then has [DefaultMaxMessageSize] bytes, and less after SNS refused one
	// for its size; and a larger message, of at most 1,048,576 bytes, is sent by
	// itself; if SNS refuses it, that is a [MessageError] too.
	MaxMessageSize int

	// Logger logs warnings about messages that SNS accepts but does not deliver to
	// some subscribers. The default is slog.Default().
	Logger *slog.Logger
}

// A Topic publishes to one SNS topic. It is safe for concurrent use.
type Topic struct {
	api     API
	arn     string
	name    string
	fifo    bool
	region  string
	optFns  []func(*sns.Options) // of each request to the topic
	options TopicOptions
	err     error

	warned     atomic.Bool // of many attributes
	warnedBody atomic.Bool // of characters that SQS does not take

	limits  limits
	loading chan struct{} // holds a value while the attributes are read
	loaded  bool          // or that was refused with loadErr; guarded by loading
	loadErr error
}

// NewTopic returns the topic with the given ARN. It makes no request. An invalid
// ARN or option is an error of each method that publishes, before any request.
//
// Requests are sent to the region of the ARN, whatever the region of the
// client, since SNS accepts them only there.
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
	case nils.Is(t.api):
		return awserr.Invalid("notify.NewTopic", "api", nil, "must be an SNS client")
	case o.Concurrency < 0 || o.Concurrency > maxConcurrency:
		return wrongOption("Concurrency", o.Concurrency, "must be 1 to 10000 calls in flight, or 0 for one")
	case o.Attempts < 0 || o.Attempts > maxAttempts:
		return wrongOption("Attempts", o.Attempts, "must be 1 to 10000 tries, or 0 for 4")
	case o.MaxMessageSize != 0 && (o.MaxMessageSize < minMaxMessageSize || o.MaxMessageSize > maxMaxMessageSize):
		return wrongOption("MaxMessageSize", o.MaxMessageSize, "must be 1024 to 1048576 bytes, the range of SNS, or 0 if it is not known")
	}
	o.Concurrency = cmp.Or(o.Concurrency, 1)
	o.Attempts = cmp.Or(o.Attempts, defaultAttempts)
	t.limits.set(o.MaxMessageSize)
	if t.arn == "" {
		return nil
	}
	region, account, name := splitARN(t.arn)
	if region == "" || account == "" || !isTopicName(name) {
		return awserr.Invalid("notify.NewTopic", "topicARN", t.arn, "must be the ARN of an SNS topic, such as arn:aws:sns:us-east-1:123456789012:alerts")
	}
	t.name, t.region, t.fifo = name, region, strings.HasSuffix(name, fifoSuffix)
	t.optFns = inRegion(region)
	return nil
}

// splitARN returns the parts of the ARN of a topic, or empty strings.
func splitARN(arn string) (region, account, name string) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" || parts[2] != "sns" {
		return "", "", ""
	}
	return parts[3], parts[4], parts[5]
}

func wrongOption(name string, value int, reason string) error {
	return awserr.Invalid("notify.NewTopic", "TopicOptions."+name, value, reason)
}

const fifoSuffix = ".fifo"

func isTopicName(name string) bool {
	base := strings.TrimSuffix(name, fifoSuffix)
	return base != "" && len(name) <= 256 && !strings.ContainsFunc(base, func(r rune) bool { return r == '.' || notInName(r) })
}

// OpenTopic returns the topic of the caller's account with the given name, and
// creates it if it does not exist: a FIFO topic if the name ends in .fifo. It
// makes one CreateTopic request, which SNS answers with the ARN of an existing
// topic.
func OpenTopic(ctx context.Context, api interface {
	API
	CreateTopic(context.Context, *sns.CreateTopicInput, ...func(*sns.Options)) (*sns.CreateTopicOutput, error)
}, name string, options TopicOptions) (*Topic, error) {
	switch {
	case ctx == nil:
		return nil, awserr.Invalid("notify.OpenTopic", "ctx", nil, "must not be nil")
	case nils.Is(api):
		return nil, awserr.Invalid("notify.OpenTopic", "api", nil, "must be an SNS client")
	case !isTopicName(name):
		return nil, awserr.Invalid("notify.OpenTopic", "name", name, "must be 1 to 256 letters, digits, hyphens and underscores, with .fifo at the end for a FIFO topic")
	}
	if t := NewTopic(api, "", options); t.err != nil {
		return nil, t.err
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
	if t.err != nil {
		return nil, t.err
	}
	return t, nil
}

// ARN returns the ARN passed to [NewTopic].
func (t *Topic) ARN() string { return t.arn }

// Name returns the name in the ARN.
func (t *Topic) Name() string { return t.name }

// Region returns the region in the ARN, where requests go.
func (t *Topic) Region() string { return t.region }

// FIFO reports whether the topic is a FIFO topic, by its name.
func (t *Topic) FIFO() bool { return t.fifo }

// Check returns the error with which the topic would refuse the message before
// a request: a [MessageError], or that of a malformed ARN. It makes no request,
// and checks the size against the limit as far as it is known.
func (t *Topic) Check(m Message) error {
	if err := t.usable("notify.Topic.Check"); err != nil {
		return err
	}
	var w wire
	return t.check(&m, &w)
}

// usable returns the error of a topic that no request can be made with.
func (t *Topic) usable(operation string) error {
	if t == nil || t.api == nil && t.err == nil {
		return awserr.Invalid(operation, "topic", nil, "must be made by notify.NewTopic or notify.OpenTopic")
	}
	return t.err
}

// check checks m, and gives w its wire form.
func (t *Topic) check(m *Message, w *wire) error {
	r := rules{fifo: t.fifo, strict: t.options.Strict, needsDeduplicationID: t.limits.needsDedup.Load()}
	if err := m.prepare(w, r); err != nil {
		return err
	}
	if limit := t.limits.ofMessage(); w.size > limit {
		return tooLarge(w.size, limit, nil)
	}
	return nil
}

// prepare checks a message that is to be sent.
func (t *Topic) prepare(ctx context.Context, m *Message, w *wire) error {
	if err := t.check(m, w); err != nil {
		return err
	}
	if n := len(m.Attributes); n > rawDeliveryAttributes && !t.warned.Swap(true) {
		t.logger().WarnContext(ctx, "notify: SQS subscriptions with raw message delivery discard messages with more than 10 attributes",
			"topic", t.arn, "attributes", n)
	}
	if i := strings.IndexFunc(w.body, notInSQS); i >= 0 && !t.warnedBody.Swap(true) {
		r, _ := utf8.DecodeRuneInString(w.body[i:])
		t.logger().WarnContext(ctx, "notify: SQS subscriptions with raw message delivery do not get messages with a control character in the body",
			"topic", t.arn, "character", fmt.Sprintf("%U", r))
	}
	return nil
}

func (t *Topic) logger() *slog.Logger {
	if t.options.Logger != nil {
		return t.options.Logger
	}
	return slog.Default()
}

// notInSQS reports whether SQS refuses r in the body of a message: see the API
// reference of its SendMessage.
func notInSQS(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\uFFFE' || r == '\uFFFF'
}

// Publish publishes one message and returns its id. It makes one Publish request,
// and up to [TopicOptions.Attempts] if SNS is at fault, each under the retries of
// the client. If a response is lost, the message may therefore be published twice.
// The error is a [MessageError] if the message was refused before the request, or
// by SNS for its size.
func (t *Topic) Publish(ctx context.Context, m Message) (id string, err error) {
	if err := t.usable("notify.Topic.Publish"); err != nil {
		return "", err
	}
	if ctx == nil {
		return "", awserr.Invalid("notify.Topic.Publish", "ctx", nil, "must not be nil")
	}
	w := new(wire)
	if err := t.prepare(ctx, &m, w); err != nil {
		return "", err
	}
	in := &sns.PublishInput{
		Message:                &w.body,
		Subject:                optional(&w.subject),
		MessageStructure:       m.structure(),
		MessageAttributes:      w.attributes,
		MessageGroupId:         optional(&m.GroupID),
		MessageDeduplicationId: optional(&m.DeduplicationID),
		PhoneNumber:            optional(&m.PhoneNumber),
		TargetArn:              optional(&m.TargetARN),
	}
	to, optFns := t.name, t.optFns
	switch {
	case m.PhoneNumber != "":
		to, optFns = "a phone number", nil // the client's own region
	case m.TargetARN != "":
		region, _, _ := splitARN(m.TargetARN)
		to, optFns = m.TargetARN, inRegion(region)
	case t.arn == "":
		return "", &MessageError{Field: "PhoneNumber", Reason: "and TargetARN are empty, and the topic has no ARN"}
	default:
		in.TopicArn = &t.arn
	}
	out, err := t.publish(ctx, in, optFns)
	if err != nil {
		err = fmt.Errorf("notify: publish to %s: %w", to, err)
		if in.TopicArn != nil {
			err = t.aboutSize(w.size, err)
		}
		return "", err
	}
	return aws.ToString(out.MessageId), nil
}

// publish makes one call, and again while SNS is at fault.
func (t *Topic) publish(ctx context.Context, in *sns.PublishInput, optFns []func(*sns.Options)) (*sns.PublishOutput, error) {
	for attempt := 1; ; attempt++ {
		out, err := t.api.Publish(ctx, in, optFns...)
		switch {
		case err == nil && out != nil:
			return out, nil
		case err == nil:
			return nil, errUnanswered
		case !isRetryable(err) || attempt >= t.options.Attempts || !sleep(ctx, pause(attempt, err)):
			return nil, err
		}
	}
}

// inRegion sends a request to the given region, or if it is empty to that of the
// client.
func inRegion(region string) []func(*sns.Options) {
	return []func(*sns.Options){func(o *sns.Options) {
		if region != "" {
			o.Region = region
		}
	}}
}
