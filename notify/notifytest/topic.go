package notifytest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/smithy-go"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/notify"
)

// deduplicationWindow is how long SNS remembers a deduplication id.
const deduplicationWindow = 5 * time.Minute

// A Topic is an SNS topic in memory. It is used instead of the SNS client in
// [notify.NewTopic], records the published messages, and returns the errors of
// SNS for those that break a rule.
//
//	topic := notifytest.NewTopic("alerts", notifytest.Options{})
//	err := greet(ctx, notify.NewTopic(topic, topic.ARN(), notify.TopicOptions{}))
//	for _, d := range topic.Messages() { ... }
//
// It is safe for concurrent use. The zero Topic is not usable: make one with
// [NewTopic].
type Topic struct {
	arn     string
	fifo    bool
	options Options
	rules   *notify.Topic // of SNS
	err     error         // of NewTopic

	mu       sync.Mutex
	messages []Delivery
	calls    int
	seen     map[string]Delivery // by deduplication id
}

// Options are the attributes of a topic in memory. The zero value is what SNS
// gives a new topic.
type Options struct {
	// MaxMessageSize is the MaximumMessageSize in bytes, 1,024 to 1,048,576; the
	// default is [notify.DefaultMaxMessageSize].
	MaxMessageSize int

	// ContentBasedDeduplication makes a FIFO topic take messages without a
	// deduplication id, and use a hash of the body.
	ContentBasedDeduplication bool
}

// A Delivery is a message published to a [Topic], as subscribers would receive
// it.
type Delivery struct {
	ID             string
	SequenceNumber string

	// Message has the subject and body as they were sent. ByProtocol holds all
	// texts of a message by protocol, with "default", and Body is then empty.
	Message notify.Message

	// PublishedAt is the time of the call.
	PublishedAt time.Time
}

// NewTopic returns an empty topic with the given name, in the account
// 123456789012 and the region us-east-1. A name that ends in .fifo makes a FIFO
// topic. An invalid name or size is an error of every call.
func NewTopic(name string, options Options) *Topic {
	t := &Topic{
		arn:     "arn:aws:sns:us-east-1:123456789012:" + name,
		fifo:    strings.HasSuffix(name, ".fifo"),
		options: options,
		seen:    make(map[string]Delivery),
	}
	if t.options.MaxMessageSize == 0 {
		t.options.MaxMessageSize = notify.DefaultMaxMessageSize
	}
	t.rules = notify.NewTopic(t, t.arn, notify.TopicOptions{Strict: true, MaxMessageSize: t.options.MaxMessageSize})
	if _, wrong := errors.AsType[*awserr.InvalidError](t.rules.Check(notify.Message{Body: "x", GroupID: "g"})); wrong {
		t.err = awserr.Invalid("notifytest.NewTopic", "name", name, "must be 1 to 256 letters, digits, hyphens and underscores, with .fifo at the end for a FIFO topic")
		if size := t.options.MaxMessageSize; size < 1_024 || size > 1_048_576 {
			t.err = awserr.Invalid("notifytest.NewTopic", "Options.MaxMessageSize", size, "must be 1024 to 1048576 bytes, the range of SNS")
		}
	}
	return t
}

// ARN returns the ARN of the topic.
func (t *Topic) ARN() string { return t.arn }

// Messages returns the published messages, in the order of arrival. On a FIFO
// topic, a duplicate is not among them.
func (t *Topic) Messages() []Delivery {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.messages)
}

// Calls returns how many Publish and PublishBatch calls were made.
func (t *Topic) Calls() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.calls
}

// Publish does what SNS does with one message.
func (t *Topic) Publish(ctx context.Context, in *sns.PublishInput, _ ...func(*sns.Options)) (*sns.PublishOutput, error) {
	const operation = "Publish"
	if err := t.enter(ctx); err != nil {
		return nil, refusal(operation, err)
	}
	defer t.mu.Unlock()
	e := types.PublishBatchRequestEntry{
		Message: in.Message, Subject: in.Subject, MessageStructure: in.MessageStructure, MessageAttributes: in.MessageAttributes,
		MessageGroupId: in.MessageGroupId, MessageDeduplicationId: in.MessageDeduplicationId,
	}
	direct := in.PhoneNumber != nil || in.TargetArn != nil
	if !direct && aws.ToString(in.TopicArn) != t.arn {
		return nil, refusal(operation, &types.NotFoundException{Message: aws.String("Topic does not exist")})
	}
	m, err := t.decode(e, direct)
	m.PhoneNumber, m.TargetARN = aws.ToString(in.PhoneNumber), aws.ToString(in.TargetArn)
	if err != nil {
		return nil, refusal(operation, invalidParameter(err))
	}
	d := t.take(m, aws.ToString(in.Message))
	out := &sns.PublishOutput{MessageId: aws.String(d.ID)}
	out.SequenceNumber = optional(d.SequenceNumber)
	return out, nil
}

// PublishBatch does what SNS does with a batch, also with an empty and an
// oversize one.
func (t *Topic) PublishBatch(ctx context.Context, in *sns.PublishBatchInput, _ ...func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	const operation = "PublishBatch"
	if err := t.enter(ctx); err != nil {
		return nil, refusal(operation, err)
	}
	defer t.mu.Unlock()
	if aws.ToString(in.TopicArn) != t.arn {
		return nil, refusal(operation, &types.NotFoundException{Message: aws.String("Topic does not exist")})
	}
	if err := t.checkBatch(in.PublishBatchRequestEntries); err != nil {
		return nil, refusal(operation, err)
	}
	out := &sns.PublishBatchOutput{}
	for _, e := range in.PublishBatchRequestEntries {
		m, err := t.decode(e, false)
		if err != nil {
			out.Failed = append(out.Failed, types.BatchResultErrorEntry{
				Id: e.Id, Code: aws.String("InvalidParameter"), Message: aws.String("Invalid parameter: " + err.Error()), SenderFault: true})
			continue
		}
		d := t.take(m, aws.ToString(e.Message))
		out.Successful = append(out.Successful, types.PublishBatchResultEntry{
			Id: e.Id, MessageId: aws.String(d.ID), SequenceNumber: optional(d.SequenceNumber)})
	}
	return out, nil
}

// GetTopicAttributes returns the attributes that [notify.Topic.Load] reads.
func (t *Topic) GetTopicAttributes(ctx context.Context, in *sns.GetTopicAttributesInput, _ ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error) {
	const operation = "GetTopicAttributes"
	if err := t.usable(ctx); err != nil {
		return nil, refusal(operation, err)
	}
	if aws.ToString(in.TopicArn) != t.arn {
		return nil, refusal(operation, &types.NotFoundException{Message: aws.String("Topic does not exist")})
	}
	attributes := map[string]string{"TopicArn": t.arn, "Owner": "123456789012"}
	if t.options.MaxMessageSize != notify.DefaultMaxMessageSize {
		attributes["MaximumMessageSize"] = strconv.Itoa(t.options.MaxMessageSize)
	}
	if t.fifo {
		attributes["FifoTopic"] = "true"
		attributes["ContentBasedDeduplication"] = strconv.FormatBool(t.options.ContentBasedDeduplication)
	}
	return &sns.GetTopicAttributesOutput{Attributes: attributes}, nil
}

// enter begins a call; without an error, the caller must unlock.
func (t *Topic) enter(ctx context.Context) error {
	if err := t.usable(ctx); err != nil {
		return err
	}
	t.mu.Lock()
	t.calls++
	return nil
}

// usable returns why no call can be made.
func (t *Topic) usable(ctx context.Context) error {
	switch {
	case t.rules == nil:
		return awserr.Invalid("notifytest.Topic", "topic", nil, "must be made by notifytest.NewTopic")
	case ctx == nil:
		return awserr.Invalid("notifytest.Topic", "ctx", nil, "must not be nil")
	}
	return cmp.Or(t.err, ctx.Err())
}

func (t *Topic) checkBatch(entries []types.PublishBatchRequestEntry) error {
	switch n := len(entries); {
	case n == 0:
		return &types.EmptyBatchRequestException{Message: aws.String("The batch request does not contain any entries")}
	case n > 10:
		return &types.TooManyEntriesInBatchRequestException{Message: aws.String("The batch request contains more than 10 entries: " + strconv.Itoa(n))}
	}
	ids := make(map[string]bool)
	size := 0
	for _, e := range entries {
		id := aws.ToString(e.Id)
		if id == "" || len(id) > 80 || strings.ContainsFunc(id, notInID) {
			return &types.InvalidBatchEntryIdException{Message: aws.String("Invalid batch entry id: " + id)}
		}
		if ids[id] {
			return &types.BatchEntryIdsNotDistinctException{Message: aws.String("Two or more batch entries have the same id: " + id)}
		}
		ids[id] = true
		size += entrySize(e)
	}
	if size > t.options.MaxMessageSize {
		return &types.BatchRequestTooLongException{Message: aws.String(fmt.Sprintf("The length of all the messages put together is %d bytes, more than %d", size, t.options.MaxMessageSize))}
	}
	return nil
}

// decode returns the message of an entry, or why SNS refuses it.
func (t *Topic) decode(e types.PublishBatchRequestEntry, direct bool) (notify.Message, error) {
	m := notify.Message{
		Subject: aws.ToString(e.Subject), Body: aws.ToString(e.Message),
		GroupID: aws.ToString(e.MessageGroupId), DeduplicationID: aws.ToString(e.MessageDeduplicationId),
	}
	if e.Subject != nil && *e.Subject == "" {
		return m, errors.New("Subject")
	}
	for name, v := range e.MessageAttributes {
		text := aws.ToString(v.StringValue)
		if v.BinaryValue != nil {
			text = base64.StdEncoding.EncodeToString(v.BinaryValue)
		}
		a, err := notify.ParseAttribute(aws.ToString(v.DataType), text)
		if err != nil {
			return m, fmt.Errorf("MessageAttributes %s: %w", name, err)
		}
		if m.Attributes == nil {
			m.Attributes = make(map[string]notify.Attribute)
		}
		m.Attributes[name] = a
	}
	if err := t.check(m, direct); err != nil {
		return m, err
	}
	switch structure := aws.ToString(e.MessageStructure); structure {
	case "":
	case "json":
		texts, err := notify.ParseByProtocol([]byte(m.Body))
		if err != nil {
			return m, fmt.Errorf("invalid MessageStructure: %w", err)
		}
		m.Body, m.ByProtocol = "", texts
	default:
		return m, fmt.Errorf("invalid MessageStructure %q: must be json", structure)
	}
	return m, nil
}

// check returns why SNS refuses a message; the body is as it is sent.
func (t *Topic) check(m notify.Message, direct bool) error {
	switch {
	case direct: // the rules of a topic are for its own messages
		m.GroupID, m.DeduplicationID = "", ""
		if t.fifo {
			m.GroupID = "direct"
		}
	case t.fifo && m.DeduplicationID == "" && !t.options.ContentBasedDeduplication:
		return errors.New("the topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly")
	}
	return t.rules.Check(m)
}

// take keeps a message, unless it is a duplicate.
func (t *Topic) take(m notify.Message, body string) Delivery {
	now := time.Now()
	d := Delivery{Message: m, PublishedAt: now}
	key := ""
	if t.fifo && m.PhoneNumber == "" && m.TargetARN == "" {
		if key = m.DeduplicationID; key == "" {
			sum := sha256.Sum256([]byte(body))
			key = hex.EncodeToString(sum[:])
		}
		if first, ok := t.seen[key]; ok && now.Sub(first.PublishedAt) < deduplicationWindow {
			return first
		}
	}
	n := len(t.messages) + 1
	d.ID = fmt.Sprintf("00000000-0000-4000-8000-%012d", n)
	if key != "" {
		d.SequenceNumber = fmt.Sprintf("%020d", n)
		t.seen[key] = d
	}
	t.messages = append(t.messages, d)
	return d
}

func notInID(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_', r == '-':
		return false
	}
	return true
}

// optional returns nil for the empty string.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// entrySize counts bytes as SNS does.
func entrySize(e types.PublishBatchRequestEntry) int {
	size := len(aws.ToString(e.Message))
	for name, v := range e.MessageAttributes {
		size += len(name) + len(aws.ToString(v.DataType)) + len(aws.ToString(v.StringValue)) + len(v.BinaryValue)
	}
	return size
}

func invalidParameter(err error) error {
	return &types.InvalidParameterException{Message: aws.String("Invalid parameter: " + err.Error())}
}

// refusal wraps an error as the SDK does.
func refusal(operation string, err error) error {
	return &smithy.OperationError{ServiceID: "SNS", OperationName: operation, Err: err}
}
