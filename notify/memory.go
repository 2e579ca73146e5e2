package notify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/smithy-go"
)

// deduplicationWindow is how long SNS remembers a deduplication id.
const deduplicationWindow = 5 * time.Minute

// Memory is an SNS topic in memory, for tests: it takes the place of the client
// in [NewTopic], keeps what is published, and answers what breaks a rule with the
// error of SNS.
//
//	memory := notify.NewMemory("alerts", notify.MemoryOptions{})
//	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
//
// It is safe for concurrent use.
type Memory struct {
	arn     string
	fifo    bool
	options MemoryOptions

	mu       sync.Mutex
	messages []Delivery
	calls    int
	seen     map[string]Delivery // by deduplication id
}

// MemoryOptions are the attributes of a topic in memory. The zero value is what
// SNS gives a new topic.
type MemoryOptions struct {
	// MaxMessageSize is the MaximumMessageSize in bytes; the default is
	// [DefaultMaxMessageSize].
	MaxMessageSize int

	// ContentBasedDeduplication makes a FIFO topic take messages without a
	// deduplication id, and use a hash of the body.
	ContentBasedDeduplication bool
}

// A Delivery is a message that a [Memory] took, as subscribers would get it.
type Delivery struct {
	ID             string
	SequenceNumber string

	// Message has the subject and body as they were sent. ByProtocol holds all
	// texts of a message by protocol, with "default", and Body is then empty.
	Message Message

	// PublishedAt is the time of the call.
	PublishedAt time.Time
}

// NewMemory returns an empty topic with the given name, in the account
// 123456789012 and the region us-east-1. It panics if SNS would not take the
// name. A name that ends in .fifo makes a FIFO topic.
func NewMemory(name string, options MemoryOptions) *Memory {
	if err := checkTopicName(name); err != nil {
		panic("notify: new memory: " + err.Error())
	}
	if options.MaxMessageSize == 0 {
		options.MaxMessageSize = DefaultMaxMessageSize
	}
	return &Memory{
		arn:     "arn:aws:sns:us-east-1:123456789012:" + name,
		fifo:    strings.HasSuffix(name, fifoSuffix),
		options: options,
		seen:    make(map[string]Delivery),
	}
}

// ARN returns the ARN of the topic.
func (mem *Memory) ARN() string { return mem.arn }

// Messages returns what was published, in the order of arrival. On a FIFO topic,
// a duplicate is not among them.
func (mem *Memory) Messages() []Delivery {
	mem.mu.Lock()
	defer mem.mu.Unlock()
	return slices.Clone(mem.messages)
}

// Calls returns how many Publish and PublishBatch calls were made.
func (mem *Memory) Calls() int {
	mem.mu.Lock()
	defer mem.mu.Unlock()
	return mem.calls
}

// Publish does what SNS does with one message.
func (mem *Memory) Publish(ctx context.Context, in *sns.PublishInput, _ ...func(*sns.Options)) (*sns.PublishOutput, error) {
	const operation = "Publish"
	if err := mem.enter(ctx); err != nil {
		return nil, refusal(operation, err)
	}
	defer mem.mu.Unlock()
	e := types.PublishBatchRequestEntry{
		Message: in.Message, Subject: in.Subject, MessageStructure: in.MessageStructure, MessageAttributes: in.MessageAttributes,
		MessageGroupId: in.MessageGroupId, MessageDeduplicationId: in.MessageDeduplicationId,
	}
	direct := in.PhoneNumber != nil || in.TargetArn != nil
	if !direct && aws.ToString(in.TopicArn) != mem.arn {
		return nil, refusal(operation, &types.NotFoundException{Message: aws.String("Topic does not exist")})
	}
	m, err := mem.decode(e, direct)
	m.PhoneNumber, m.TargetARN = aws.ToString(in.PhoneNumber), aws.ToString(in.TargetArn)
	if err == nil {
		if size := entrySize(e); size > mem.options.MaxMessageSize {
			err = fmt.Errorf("message too long: %d bytes", size)
		}
	}
	if err != nil {
		return nil, refusal(operation, invalidParameter(err))
	}
	d := mem.take(m, aws.ToString(in.Message))
	out := &sns.PublishOutput{MessageId: aws.String(d.ID)}
	out.SequenceNumber = optional(&d.SequenceNumber)
	return out, nil
}

// PublishBatch does what SNS does with a batch, also with an empty and an
// oversize one.
func (mem *Memory) PublishBatch(ctx context.Context, in *sns.PublishBatchInput, _ ...func(*sns.Options)) (*sns.PublishBatchOutput, error) {
	const operation = "PublishBatch"
	if err := mem.enter(ctx); err != nil {
		return nil, refusal(operation, err)
	}
	defer mem.mu.Unlock()
	if aws.ToString(in.TopicArn) != mem.arn {
		return nil, refusal(operation, &types.NotFoundException{Message: aws.String("Topic does not exist")})
	}
	if err := mem.checkBatch(in.PublishBatchRequestEntries); err != nil {
		return nil, refusal(operation, err)
	}
	out := &sns.PublishBatchOutput{}
	for _, e := range in.PublishBatchRequestEntries {
		m, err := mem.decode(e, false)
		if err != nil {
			out.Failed = append(out.Failed, types.BatchResultErrorEntry{
				Id: e.Id, Code: aws.String("InvalidParameter"), Message: aws.String("Invalid parameter: " + err.Error()), SenderFault: true})
			continue
		}
		d := mem.take(m, aws.ToString(e.Message))
		out.Successful = append(out.Successful, types.PublishBatchResultEntry{
			Id: e.Id, MessageId: aws.String(d.ID), SequenceNumber: optional(&d.SequenceNumber)})
	}
	return out, nil
}

// GetTopicAttributes answers with the attributes that [Topic.Load] reads.
func (mem *Memory) GetTopicAttributes(ctx context.Context, in *sns.GetTopicAttributesInput, _ ...func(*sns.Options)) (*sns.GetTopicAttributesOutput, error) {
	const operation = "GetTopicAttributes"
	if err := ctx.Err(); err != nil {
		return nil, refusal(operation, err)
	}
	if aws.ToString(in.TopicArn) != mem.arn {
		return nil, refusal(operation, &types.NotFoundException{Message: aws.String("Topic does not exist")})
	}
	attributes := map[string]string{"TopicArn": mem.arn, "Owner": "123456789012"}
	if mem.options.MaxMessageSize != DefaultMaxMessageSize {
		attributes["MaximumMessageSize"] = strconv.Itoa(mem.options.MaxMessageSize)
	}
	if mem.fifo {
		attributes["FifoTopic"] = "true"
		attributes["ContentBasedDeduplication"] = strconv.FormatBool(mem.options.ContentBasedDeduplication)
	}
	return &sns.GetTopicAttributesOutput{Attributes: attributes}, nil
}

// enter begins a call; without an error, the caller must unlock.
func (mem *Memory) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	mem.mu.Lock()
	mem.calls++
	return nil
}

func (mem *Memory) checkBatch(entries []types.PublishBatchRequestEntry) error {
	switch n := len(entries); {
	case n == 0:
		return &types.EmptyBatchRequestException{Message: aws.String("The batch request does not contain any entries")}
	case n > maxEntries:
		return &types.TooManyEntriesInBatchRequestException{Message: aws.String("The batch request contains more than 10 entries: " + strconv.Itoa(n))}
	}
	ids := make(map[string]bool)
	size := 0
	for _, e := range entries {
		id := aws.ToString(e.Id)
		if id == "" || len(id) > 80 || strings.ContainsFunc(id, func(r rune) bool { return r == '.' || notInName(r) }) {
			return &types.InvalidBatchEntryIdException{Message: aws.String("Invalid batch entry id: " + id)}
		}
		if ids[id] {
			return &types.BatchEntryIdsNotDistinctException{Message: aws.String("Two or more batch entries have the same id: " + id)}
		}
		ids[id] = true
		size += entrySize(e)
	}
	if size > mem.options.MaxMessageSize {
		return &types.BatchRequestTooLongException{Message: aws.String(fmt.Sprintf("The length of all the messages put together is %d bytes, more than %d", size, mem.options.MaxMessageSize))}
	}
	return nil
}

// decode returns the message of an entry, or why SNS refuses it.
func (mem *Memory) decode(e types.PublishBatchRequestEntry, direct bool) (Message, error) {
	m := Message{
		Subject: aws.ToString(e.Subject), Body: aws.ToString(e.Message),
		GroupID: aws.ToString(e.MessageGroupId), DeduplicationID: aws.ToString(e.MessageDeduplicationId),
	}
	fifo := mem.fifo && !direct
	if e.Subject != nil && (*e.Subject == "" || checkSubject(*e.Subject) != nil) {
		return m, fmt.Errorf("Subject")
	}
	if m.Body == "" || !utf8.ValidString(m.Body) {
		return m, fmt.Errorf("Message: empty or not UTF-8")
	}
	for name, v := range e.MessageAttributes {
		a := Attribute{dataType: aws.ToString(v.DataType), content: aws.ToString(v.StringValue)}
		if a.dataType == "Binary" {
			a.content = string(v.BinaryValue)
		}
		if err := checkAttribute(name, &a, false); err != nil {
			return m, err
		}
		if m.Attributes == nil {
			m.Attributes = make(map[string]Attribute)
		}
		m.Attributes[name] = a
	}
	if e.MessageStructure != nil {
		if *e.MessageStructure != "json" {
			return m, fmt.Errorf("Message Structure: want json, have %q", *e.MessageStructure)
		}
		texts, err := ParseByProtocol([]byte(m.Body))
		if err != nil {
			return m, fmt.Errorf("Message Structure: %w", err)
		}
		m.Body, m.ByProtocol = "", texts
	}
	if direct {
		return m, nil
	}
	if err := m.checkIDs(rules{fifo: fifo, needsDeduplicationID: fifo && !mem.options.ContentBasedDeduplication}); err != nil {
		return m, err
	}
	return m, nil
}

// take keeps a message, unless it is a duplicate.
func (mem *Memory) take(m Message, body string) Delivery {
	now := time.Now()
	d := Delivery{Message: m, PublishedAt: now}
	key := ""
	if mem.fifo && m.PhoneNumber == "" && m.TargetARN == "" {
		if key = m.DeduplicationID; key == "" {
			sum := sha256.Sum256([]byte(body))
			key = hex.EncodeToString(sum[:])
		}
		if first, ok := mem.seen[key]; ok && now.Sub(first.PublishedAt) < deduplicationWindow {
			return first
		}
	}
	n := len(mem.messages) + 1
	d.ID = fmt.Sprintf("00000000-0000-4000-8000-%012d", n)
	if key != "" {
		d.SequenceNumber = fmt.Sprintf("%020d", n)
		mem.seen[key] = d
	}
	mem.messages = append(mem.messages, d)
	return d
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
