package notify

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// protocols are the keys that SNS knows in a message by protocol; it ignores all
// others. The subscribers of the first ones read text, so that the full text of a
// subject that was cut belongs at its head.
var protocols = []string{
	"default", "email", "email-json", "firehose", "http", "https", "lambda", "sqs",
	"sms", "application", "ADM", "APNS", "APNS_PASSBOOK", "APNS_PASSBOOK_SANDBOX", "APNS_SANDBOX", "APNS_VOIP",
	"APNS_VOIP_SANDBOX", "BAIDU", "GCM", "MACOS", "MACOS_SANDBOX", "MPNS", "WNS",
}

const textProtocols = 8

// ParseByProtocol reads a message by protocol from the JSON form that SNS takes,
// for [Message.ByProtocol]. It returns an error for what SNS would silently
// ignore or refuse: anything but one object, a key that is no protocol of SNS, a
// key given twice, a value that is not a string, no "default". The error is a
// [MessageError].
func ParseByProtocol(text []byte) (map[string]string, error) {
	refuse := func(reason string) (map[string]string, error) {
		return nil, &MessageError{Field: "ByProtocol", Size: len(text), Unit: "bytes", Reason: reason}
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		return refuse("is not a JSON object")
	}
	m := make(map[string]string)
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return refuse("is not valid JSON: " + err.Error())
		}
		key, ok := tok.(string)
		if !ok {
			return refuse("is not valid JSON")
		}
		if _, twice := m[key]; twice {
			return refuse("has the key " + quote(key) + " twice")
		}
		var value any
		if err := dec.Decode(&value); err != nil {
			return refuse("is not valid JSON: " + err.Error())
		}
		s, ok := value.(string)
		if !ok {
			return refuse("the value of " + quote(key) + " is not a string; put JSON for a protocol into a string")
		}
		m[key] = s
	}
	if _, err := dec.Token(); err != nil {
		return refuse("is not valid JSON: " + err.Error())
	}
	if dec.More() {
		return refuse("has text after the JSON object")
	}
	if _, ok := m["default"]; !ok {
		return refuse(`has no "default"`)
	}
	if err := checkProtocols(m); err != nil {
		return nil, err
	}
	return m, nil
}

// checkProtocols returns nil if SNS accepts all entries, or the fault of the
// first one in the order of the keys.
func checkProtocols(m map[string]string) *MessageError {
	var first *MessageError
	var firstKey string
	for key, text := range m {
		reason := ""
		switch {
		case !slices.Contains(protocols, key):
			reason = "is no protocol of SNS, which would ignore it; known are " + strings.Join(protocols, ", ")
		case !utf8.ValidString(text):
			reason = "is not valid UTF-8"
		default:
			continue
		}
		if first == nil || key < firstKey {
			first, firstKey = &MessageError{Field: entry("ByProtocol", key), Reason: reason}, key
		}
	}
	return first
}

// encodeByProtocol gives w the body that SNS takes with the structure json. The
// head, if not empty, is put at the beginning of each text that people read.
func (m *Message) encodeByProtocol(w *wire, head string) *MessageError {
	if err := checkProtocols(m.ByProtocol); err != nil {
		return err
	}
	all := make(map[string]string, len(m.ByProtocol)+1)
	if m.Body != "" {
		all["default"] = withHead(head, m.Body)
	}
	for key, text := range m.ByProtocol {
		if key == "default" && m.Body != "" {
			return &MessageError{Field: `ByProtocol["default"]`, Reason: "is set and so is Body, which is the default; set one"}
		}
		if slices.Index(protocols, key) < textProtocols {
			text = withHead(head, text)
		}
		all[key] = text
	}
	if _, ok := all["default"]; !ok {
		return &MessageError{Field: "ByProtocol", Size: len(m.ByProtocol), Unit: "entries", Reason: `has no "default"; set it or Body`}
	}
	w.body, _ = marshalJSON(all) // strings do not fail
	return nil
}

// marshalJSON encodes v without the escapes for HTML, which would count as bytes.
func marshalJSON(v any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}
