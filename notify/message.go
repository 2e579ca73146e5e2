package notify

import (
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
)

const (
	maxIDBytes = 128  // of a group id or a deduplication id
	maxSMS     = 1600 // characters in one SMS Publish
	idMarks    = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
)

// A Message is what is published. Body or ByProtocol is required; everything
// else is optional. The maps are read while the call runs and never changed.
type Message struct {
	// Subject is the subject line of emails and the Subject of other deliveries.
	// SNS takes at most [MaxSubject] characters, no line breaks and no control
	// characters. A subject that breaks this is mended: see [TopicOptions.Strict].
	// A body that a program parses should go with a short subject or with Strict,
	// since the full text of a subject that was cut is put at the head of the body.
	Subject string

	// Body is the text for all subscribers, valid UTF-8.
	Body string

	// ByProtocol gives subscribers of a protocol another text than Body, by the
	// key of SNS: email, sqs, lambda, http, sms, APNS, GCM and so on. Body, or the
	// entry "default" in its place, is for all others. [ParseByProtocol] reads the
	// JSON form. SNS drops the attributes of such a message, so Attributes must be
	// empty but for those that begin with AWS.SNS.MOBILE., AWS.SNS.SMS. or
	// AWS.MM.SMS., which tell SNS how to send.
	ByProtocol map[string]string

	// Attributes are delivered beside the body, and subscription filters match
	// them. Their names, types and values count as bytes of the message. SQS
	// subscriptions with raw message delivery discard a message with more than 10
	// attributes: the first such message of a topic is logged as a warning.
	Attributes map[string]Attribute

	// GroupID is required on FIFO topics: messages of one group are delivered in
	// order. Standard topics hand it to SQS standard queues for fair queuing. At
	// most 128 letters, digits and ASCII punctuation marks.
	GroupID string

	// DeduplicationID is for FIFO topics only: SNS delivers one message of an id in
	// five minutes. It is required unless the topic has ContentBasedDeduplication.
	// At most 128 letters, digits and ASCII punctuation marks.
	DeduplicationID string

	// PhoneNumber, in E.164 form, sends the message as SMS in place of to the
	// topic. SNS takes it in [Topic.Publish] only, not in a batch.
	PhoneNumber string

	// TargetARN sends the message to a platform endpoint in place of to the topic.
	// SNS takes it in [Topic.Publish] only, not in a batch.
	TargetARN string
}

// wire is a checked message in the form that SNS takes. Its size is in bytes as
// SNS counts: body, and name, type and value of each attribute.
type wire struct {
	subject    *string
	body       string
	structure  *string
	attributes map[string]types.MessageAttributeValue
	size       int
}

// rules are the properties of a topic that decide what it takes.
type rules struct {
	fifo, strict bool

	// needsDeduplicationID is set if the topic is known not to make its own.
	needsDeduplicationID bool
}

// prepare checks everything about m but its size, and returns its wire form.
func (m *Message) prepare(r rules) (wire, *MessageError) {
	if err := m.checkIDs(r); err != nil {
		return wire{}, err
	}
	subject, head := m.Subject, ""
	if r.strict {
		if err := checkSubject(m.Subject); err != nil {
			return wire{}, err
		}
	} else {
		var cut bool
		subject, cut = cleanSubject(m.Subject)
		if cut && m.PhoneNumber == "" { // a phone shows no subject
			head = m.Subject
		}
	}
	var w wire
	switch subject {
	case "":
	case m.Subject:
		w.subject = &m.Subject
	default:
		w.subject = aws.String(subject)
	}
	if err := m.prepareBody(&w, head); err != nil {
		return wire{}, err
	}
	w.size = len(w.body)
	if len(m.Attributes) > 0 {
		w.attributes = make(map[string]types.MessageAttributeValue, len(m.Attributes))
		for name, a := range m.Attributes {
			if err := checkAttribute(name, a); err != nil {
				return wire{}, err
			}
			if m.ByProtocol != nil && !isServiceAttribute(name) {
				return wire{}, &MessageError{Field: "Attributes[" + quote(name) + "]",
					Reason: "stands beside ByProtocol, and SNS drops the attributes of such a message; put it into the texts"}
			}
			w.attributes[name] = a.value()
			w.size += len(name) + a.size()
		}
	}
	return w, nil
}

func (m *Message) prepareBody(w *wire, head string) *MessageError {
	if m.ByProtocol != nil {
		body, err := encodeByProtocol(m.ByProtocol, m.Body, head)
		w.body, w.structure = body, aws.String("json")
		return err
	}
	if m.Body == "" {
		return &MessageError{Field: "Body", Reason: "is empty, which SNS refuses"}
	}
	if !utf8.ValidString(m.Body) {
		return &MessageError{Field: "Body", Size: len(m.Body), Unit: "bytes",
			Reason: "is not valid UTF-8; send other data encoded, or as a Binary attribute"}
	}
	w.body = m.Body
	if head != "" {
		w.body = withHead(head, m.Body)
	}
	return nil
}

// checkIDs checks the ids and where the message goes.
func (m *Message) checkIDs(r rules) *MessageError {
	if m.PhoneNumber != "" || m.TargetARN != "" {
		return m.checkDirect()
	}
	if err := checkID("GroupID", m.GroupID); err != nil {
		return err
	}
	if err := checkID("DeduplicationID", m.DeduplicationID); err != nil {
		return err
	}
	switch {
	case r.fifo && m.GroupID == "":
		return &MessageError{Field: "GroupID", Reason: "is empty, and a FIFO topic requires it"}
	case !r.fifo && m.DeduplicationID != "":
		return &MessageError{Field: "DeduplicationID", Reason: "is set, and only FIFO topics take it"}
	case r.needsDeduplicationID && m.DeduplicationID == "":
		return &MessageError{Field: "DeduplicationID", Reason: "is empty, and the topic has no ContentBasedDeduplication"}
	}
	return nil
}

// checkDirect checks a message that goes to a phone or an endpoint.
func (m *Message) checkDirect() *MessageError {
	if m.PhoneNumber != "" && m.TargetARN != "" {
		return &MessageError{Field: "PhoneNumber", Reason: "and TargetARN are both set; SNS takes one"}
	}
	if m.GroupID != "" || m.DeduplicationID != "" {
		return &MessageError{Field: "GroupID", Reason: "and DeduplicationID are for topics only"}
	}
	if m.TargetARN != "" {
		if a, err := arn.Parse(m.TargetARN); err != nil || a.Service != "sns" || a.Resource == "" {
			return &MessageError{Field: "TargetARN", Reason: quote(m.TargetARN) + " is not the ARN of an SNS endpoint or topic"}
		}
		return nil
	}
	if !isE164(m.PhoneNumber) {
		return &MessageError{Field: "PhoneNumber", Size: len(m.PhoneNumber), Unit: "characters",
			Reason: "is not in E.164 form: a plus sign and at most 15 digits, such as +12065550100"}
	}
	if n := utf8.RuneCountInString(m.Body); n > maxSMS {
		return &MessageError{Field: "Body", Size: n, Limit: maxSMS, Unit: "characters", Reason: "shorten it: that is all one SMS call takes"}
	}
	return nil
}

func isE164(s string) bool {
	return len(s) >= 3 && len(s) <= 16 && s[0] == '+' && s[1] != '0' && strings.Trim(s[1:], "0123456789") == ""
}

func checkID(field, id string) *MessageError {
	if len(id) > maxIDBytes {
		return &MessageError{Field: field, Size: len(id), Limit: maxIDBytes, Unit: "bytes", Reason: "shorten it, or use a hash"}
	}
	for _, r := range id {
		if !isIDRune(r) {
			return &MessageError{Field: field, Size: len(id), Unit: "bytes",
				Reason: quote(id) + " has " + quote(string(r)) + "; letters, digits and ASCII punctuation marks are allowed"}
		}
	}
	return nil
}

func isIDRune(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune(idMarks, r)
}

// publishInput returns the input of one Publish call; it points into m.
func (m *Message) publishInput(topicARN string, w wire) *sns.PublishInput {
	in := &sns.PublishInput{
		Message:                &w.body,
		Subject:                w.subject,
		MessageStructure:       w.structure,
		MessageAttributes:      w.attributes,
		MessageGroupId:         optional(&m.GroupID),
		MessageDeduplicationId: optional(&m.DeduplicationID),
	}
	switch {
	case m.PhoneNumber != "":
		in.PhoneNumber = &m.PhoneNumber
	case m.TargetARN != "":
		in.TargetArn = &m.TargetARN
	default:
		in.TopicArn = &topicARN
	}
	return in
}

// batchEntry returns the entry of a PublishBatch call; it points into m and w.
func (m *Message) batchEntry(id *string, w *wire) types.PublishBatchRequestEntry {
	return types.PublishBatchRequestEntry{
		Id:                     id,
		Message:                &w.body,
		Subject:                w.subject,
		MessageStructure:       w.structure,
		MessageAttributes:      w.attributes,
		MessageGroupId:         optional(&m.GroupID),
		MessageDeduplicationId: optional(&m.DeduplicationID),
	}
}

// optional returns nil for the empty string, which SNS does not take for absent.
func optional(s *string) *string {
	if *s == "" {
		return nil
	}
	return s
}
