package notify

import (
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/awsessentials/essentials/notify/internal/subject"
)

const (
	maxIDBytes = 128  // of a group id or a deduplication id
	maxSMS     = 1600 // characters in one SMS Publish
)

// A Message is what is published. Body or ByProtocol is required; everything
// else is optional. The maps are read while the call runs and never changed.
type Message struct {
	// Subject is the subject line of emails and the Subject of other deliveries. SNS
	// takes at most [MaxSubject] characters, no line breaks and no control
	// characters. A subject that breaks these rules is changed to follow them: see
	// [TopicOptions.Strict]. If a program parses the body, use a short subject or
	// Strict, since the full text of a subject that was cut is put at the beginning
	// of the body.
	Subject string

	// Body is the text for all subscribers, valid UTF-8. A body with a control
	// character other than tab and line breaks does not arrive at SQS subscriptions
	// with raw message delivery: the first such message of a topic is logged as a
	// warning.
	Body string

	// ByProtocol has the texts for subscribers of a protocol, by the key of SNS:
	// email, sqs, lambda, http, sms, APNS, GCM and so on. Body, or the entry
	// "default", is for all others. [ParseByProtocol] reads the JSON form. SNS drops
	// the attributes of such a message, so Attributes must be empty, except for
	// those that begin with AWS.SNS.MOBILE., AWS.SNS.SMS. or AWS.MM.SMS., which tell
	// SNS how to send.
	ByProtocol map[string]string

	// Attributes are delivered beside the body, and subscription filters match
	// them. Their names, types and values count as bytes of the message. SQS
	// subscriptions with raw message delivery discard a message with more than 10
	// attributes: the first such message of a topic is logged as a warning.
	Attributes map[string]Attribute

	// GroupID is required on FIFO topics: messages of one group are delivered in
	// order. Standard topics pass it to SQS standard queues, for fair queues. At
	// most 128 letters, digits and ASCII punctuation marks.
	GroupID string

	// DeduplicationID is for FIFO topics only: SNS delivers one message of an id in
	// five minutes. It is required unless the topic has ContentBasedDeduplication.
	// At most 128 letters, digits and ASCII punctuation marks.
	DeduplicationID string

	// PhoneNumber, in E.164 form, sends the message as an SMS instead of to the
	// topic. SNS takes it in [Topic.Publish] only, not in a batch.
	PhoneNumber string

	// TargetARN sends the message to a platform endpoint instead of to the topic.
	// SNS takes it in [Topic.Publish] only, not in a batch.
	TargetARN string
}

// wire is a checked message in the form that SNS takes. Its size is in bytes as
// SNS counts: body, and name, type and value of each attribute.
type wire struct {
	subject    string
	body       string
	attributes map[string]types.MessageAttributeValue
	size       int
}

// rules are the properties of a topic that decide which messages it accepts.
type rules struct {
	fifo, strict bool

	// needsDeduplicationID is set if the topic is known not to make its own.
	needsDeduplicationID bool
}

// prepare checks everything about m but its size, and gives w its wire form.
func (m *Message) prepare(w *wire, r rules) *MessageError {
	if err := m.checkIDs(r); err != nil {
		return err
	}
	var head string
	if r.strict {
		if err := checkSubject(m.Subject); err != nil {
			return err
		}
		w.subject = m.Subject
	} else {
		w.subject, head = subject.Clean(m.Subject)
	}
	if m.PhoneNumber != "" {
		head = "" // a phone shows no subject
	}
	if err := m.prepareBody(w, head); err != nil {
		return err
	}
	w.size = len(w.body)
	if len(m.Attributes) == 0 {
		return nil
	}
	w.attributes = make(map[string]types.MessageAttributeValue, len(m.Attributes))
	for name, a := range m.Attributes {
		if err := checkAttribute(name, &a, m.ByProtocol != nil); err != nil {
			return err
		}
		w.attributes[name] = a.value()
		w.size += len(name) + len(a.dataType) + len(a.content)
	}
	return nil
}

func (m *Message) prepareBody(w *wire, head string) *MessageError {
	if m.ByProtocol != nil {
		return m.encodeByProtocol(w, head)
	}
	if m.Body == "" {
		return &MessageError{Field: "Body", Reason: "is empty, which SNS refuses"}
	}
	if !utf8.ValidString(m.Body) {
		return &MessageError{Field: "Body", Size: len(m.Body), Unit: "bytes",
			Reason: "is not valid UTF-8; send other data encoded, or as a Binary attribute"}
	}
	w.body = withHead(head, m.Body)
	return nil
}

// checkIDs checks the ids and where the message goes.
func (m *Message) checkIDs(r rules) *MessageError {
	var field, reason string
	switch {
	case m.PhoneNumber != "" || m.TargetARN != "":
		return m.checkDirect()
	case r.fifo && m.GroupID == "":
		field, reason = "GroupID", "is empty, and a FIFO topic requires it"
	case !r.fifo && m.DeduplicationID != "":
		field, reason = "DeduplicationID", "is set, and only FIFO topics take it"
	case r.needsDeduplicationID && m.DeduplicationID == "":
		return missingID()
	default:
		if err := checkID("GroupID", m.GroupID); err != nil {
			return err
		}
		return checkID("DeduplicationID", m.DeduplicationID)
	}
	return &MessageError{Field: field, Reason: reason}
}

// checkDirect checks a message that goes to a phone or an endpoint.
func (m *Message) checkDirect() *MessageError {
	switch {
	case m.PhoneNumber != "" && m.TargetARN != "":
		return &MessageError{Field: "PhoneNumber", Reason: "and TargetARN are both set; SNS takes one"}
	case m.GroupID != "" || m.DeduplicationID != "":
		return &MessageError{Field: "GroupID", Reason: "and DeduplicationID are for topics only"}
	case m.TargetARN != "":
		if _, _, name := splitARN(m.TargetARN); name == "" {
			reason := quote(m.TargetARN) + " is not the ARN of an SNS endpoint or topic"
			return &MessageError{Field: "TargetARN", Reason: reason}
		}
		return nil
	case !isE164(m.PhoneNumber):
		return &MessageError{Field: "PhoneNumber", Size: len(m.PhoneNumber), Unit: "characters",
			Reason: "is not in E.164 form: a plus sign and at most 15 digits, such as +12065550100"}
	}
	if n := utf8.RuneCountInString(m.Body); n > maxSMS {
		return &MessageError{Field: "Body", Size: n, Limit: maxSMS, Unit: "characters", Reason: "shorten it: that is all one SMS call takes"}
	}
	return nil
}

func isE164(s string) bool {
	if len(s) < 3 || len(s) > 16 || s[0] != '+' || s[1] == '0' {
		return false
	}
	for _, r := range s[1:] {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

func missingID() *MessageError {
	return &MessageError{Field: "DeduplicationID", Reason: "is empty, and the topic has no ContentBasedDeduplication"}
}

func checkID(field, id string) *MessageError {
	if len(id) > maxIDBytes {
		return &MessageError{Field: field, Size: len(id), Limit: maxIDBytes, Unit: "bytes", Reason: "shorten it, or use a hash"}
	}
	for _, r := range id {
		if r <= ' ' || r > '~' { // ASCII has nothing but letters, digits and marks between
			reason := quote(id) + " has " + quote(string(r)) + "; letters, digits and ASCII punctuation marks are allowed"
			return &MessageError{Field: field, Size: len(id), Unit: "bytes", Reason: reason}
		}
	}
	return nil
}

// batchEntry returns the entry of a PublishBatch call; it points into m and w.
func (m *Message) batchEntry(id *string, w *wire) types.PublishBatchRequestEntry {
	return types.PublishBatchRequestEntry{
		Id:                     id,
		Message:                &w.body,
		Subject:                optional(&w.subject),
		MessageStructure:       m.structure(),
		MessageAttributes:      w.attributes,
		MessageGroupId:         optional(&m.GroupID),
		MessageDeduplicationId: optional(&m.DeduplicationID),
	}
}

var jsonStructure = "json"

// structure tells SNS that the body holds the texts of several protocols.
func (m *Message) structure() *string {
	if m.ByProtocol == nil {
		return nil
	}
	return &jsonStructure
}

// optional returns nil for the empty string, which SNS does not treat as absent.
func optional(s *string) *string {
	if *s == "" {
		return nil
	}
	return s
}
