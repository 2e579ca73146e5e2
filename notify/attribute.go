package notify

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/sns/types"
)

const (
	maxNameBytes = 256
	// An SQS subscription with raw message delivery discards a message with more
	// attributes.
	rawDeliveryAttributes = 10
)

// An Attribute is the typed value of a message attribute. The constructors are
// [String], [StringArray], [Number], [Binary] and [ParseAttribute]; the zero
// Attribute is invalid.
type Attribute struct {
	dataType string
	content  string // bytes, if it is Binary
	err      string // what is wrong with the value
}

// String returns an attribute of type String. The value must not be empty, must
// be valid UTF-8, and must have no control characters, including tabs and line
// breaks: SNS accepts them, but does not deliver the message to SQS.
func String(value string) Attribute {
	return Attribute{dataType: "String", content: value}
}

// StringArray returns an attribute of type String.Array, which subscription
// filters match element by element. Elements may be strings, numbers, booleans
// and nil.
func StringArray(values ...any) Attribute {
	a := Attribute{dataType: "String.Array"}
	elements := make([]any, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case nil, string, bool, int, int8, int16, int32, int64,
			uint, uint8, uint16, uint32, uint64, json.Number:
			elements[i] = v
		case float32:
			elements[i] = plainNumber(float64(v), 32)
		case float64:
			elements[i] = plainNumber(v, 64)
		default:
			a.err = fmt.Sprintf("has an element of type %T; elements are strings, numbers, booleans and nil", v)
			return a
		}
	}
	text, err := marshalJSON(elements)
	if err != nil {
		a.err = "cannot be encoded as JSON: " + err.Error()
	}
	a.content = text
	return a
}

// plainNumber returns a number for JSON without an exponent.
func plainNumber(v float64, bits int) json.Number {
	return json.Number(strconv.FormatFloat(v, 'f', -1, bits))
}

// Number returns an attribute of type Number, written without an exponent,
// since not every subscriber can read 1e+06. The value must be finite.
func Number[N ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64](value N) Attribute {
	a := Attribute{dataType: "Number"}
	// The kind, not the type: a time.Duration is a number too, and prints as "1s".
	switch v := reflect.ValueOf(value); {
	case v.CanInt():
		a.content = strconv.FormatInt(v.Int(), 10)
	case v.CanUint():
		a.content = strconv.FormatUint(v.Uint(), 10)
	case math.IsNaN(v.Float()) || math.IsInf(v.Float(), 0):
		a.err = "is not a finite number"
	default:
		a.content = strconv.FormatFloat(v.Float(), 'f', -1, v.Type().Bits())
	}
	return a
}

// Binary returns an attribute of type Binary. The bytes are copied; there must
// be at least one.
func Binary(value []byte) Attribute {
	return Attribute{dataType: "Binary", content: string(value)}
}

// ParseAttribute returns the attribute with the type and value that SNS delivers:
// a Binary value is encoded as base64, a String.Array as JSON. It is for
// forwarding a received message, and for numbers that no Go type can represent.
// The error is a [MessageError].
func ParseAttribute(dataType, value string) (Attribute, error) {
	a := Attribute{dataType: dataType, content: value}
	fault := ""
	switch dataType {
	case "String":
	case "String.Array":
		var elements []any
		if json.Unmarshal([]byte(value), &elements) != nil || elements == nil {
			fault = "is not a JSON array"
		}
	case "Number":
		if !json.Valid([]byte(value)) || strings.IndexFunc(value, func(r rune) bool { return !strings.ContainsRune("+-.0123456789eE", r) }) >= 0 {
			fault = "is not a number"
		}
	case "Binary":
		b, err := base64.StdEncoding.DecodeString(value)
		if err != nil {
			fault = "is not base64"
		}
		a.content = string(b)
	default:
		fault = "has the type " + quote(dataType) + "; SNS knows String, String.Array, Number and Binary"
	}
	if fault != "" {
		return Attribute{}, &MessageError{Field: "attribute", Reason: fault}
	}
	return a, nil
}

// DataType returns the type as SNS names it: String, String.Array, Number or
// Binary.
func (a Attribute) DataType() string { return a.dataType }

// Text returns the value of an attribute as SNS sends it, or "" if it is Binary.
func (a Attribute) Text() string {
	if a.dataType == "Binary" {
		return ""
	}
	return a.content
}

// Bytes returns a copy of the value of a Binary attribute, or nil.
func (a Attribute) Bytes() []byte {
	if a.dataType != "Binary" || a.content == "" {
		return nil
	}
	return []byte(a.content)
}

// value returns the attribute in the form that SNS takes; it points into a.
func (a *Attribute) value() types.MessageAttributeValue {
	if a.dataType == "Binary" {
		return types.MessageAttributeValue{DataType: &a.dataType, BinaryValue: []byte(a.content)}
	}
	return types.MessageAttributeValue{DataType: &a.dataType, StringValue: &a.content}
}

// checkAttribute returns nil if SNS takes the attribute.
func checkAttribute(name string, a *Attribute, besideProtocols bool) *MessageError {
	reason := attributeFault(name, a, besideProtocols)
	if reason == "" {
		return nil
	}
	field := entry("Attributes", name)
	if len(name) > maxNameBytes {
		return &MessageError{Field: "name in " + field, Size: len(name), Limit: maxNameBytes, Unit: "bytes", Reason: reason}
	}
	return &MessageError{Field: field, Reason: reason}
}

// attributeFault returns what is wrong with an attribute, or "".
func attributeFault(name string, a *Attribute, besideProtocols bool) string {
	switch service := isServiceAttribute(name); {
	case name == "":
		return "has no name"
	case len(name) > maxNameBytes:
		return "shorten it"
	case strings.IndexFunc(name, notInName) >= 0:
		return "the name may hold only A-Z, a-z, 0-9, underscore, hyphen and period"
	case name[0] == '.' || name[len(name)-1] == '.' || strings.Contains(name, ".."):
		return "the name may not begin or end with a period, nor hold two in a row"
	case isReserved(name) && !service:
		return "names that begin with AWS. or Amazon. are reserved"
	case a.dataType == "":
		return "has no value; make it with notify.String, StringArray, Number or Binary"
	case a.content == "" && a.err == "":
		return "has an empty value, which SNS refuses; leave the attribute out"
	case a.dataType != "Binary" && !utf8.ValidString(a.content):
		return "is not valid UTF-8; use Binary"
	case a.dataType != "Binary" && strings.IndexFunc(a.content, isLost) >= 0:
		i := strings.IndexFunc(a.content, isLost)
		r, _ := utf8.DecodeRuneInString(a.content[i:])
		return fmt.Sprintf("has the control character %U at byte %d, and SNS loses such a message on its way to SQS; remove it or use Binary", r, i)
	case besideProtocols && !service:
		return "stands beside ByProtocol, and SNS drops the attributes of such a message; put it into the texts"
	}
	return a.err
}

// isLost reports whether a message with r in an attribute is lost: SNS accepts
// it, and SQS does not.
func isLost(r rune) bool {
	return unicode.IsControl(r) || r == '\uFFFE' || r == '\uFFFF'
}

func notInName(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_', r == '-', r == '.':
		return false
	}
	return true
}

func isReserved(name string) bool {
	vendor, _, ok := strings.Cut(name, ".")
	return ok && (strings.EqualFold(vendor, "AWS") || strings.EqualFold(vendor, "Amazon"))
}

// isServiceAttribute reports whether an attribute is an instruction to SNS for
// sending a text message or a push notification.
func isServiceAttribute(name string) bool {
	return strings.HasPrefix(name, "AWS.SNS.SMS.") || strings.HasPrefix(name, "AWS.MM.SMS.") ||
		strings.HasPrefix(name, "AWS.SNS.MOBILE.")
}
