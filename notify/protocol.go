package notify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// protocols are the keys that SNS knows in a message by protocol; it ignores
// all others. The value tells whether subscribers of the protocol read text, so
// that the full text of a subject that was cut belongs at its head.
var protocols = map[string]bool{
	"default": true, "email": true, "email-json": true, "http": true, "https": true,
	"sqs": true, "lambda": true, "firehose": true,
	"sms": false, "application": false,
	"APNS": false, "APNS_SANDBOX": false, "APNS_VOIP": false, "APNS_VOIP_SANDBOX": false,
	"APNS_PASSBOOK": false, "APNS_PASSBOOK_SANDBOX": false, "MACOS": false, "MACOS_SANDBOX": false,
	"GCM": false, "ADM": false, "BAIDU": false, "MPNS": false, "WNS": false,
}

// ParseByProtocol reads a message by protocol from the JSON form that SNS takes,
// for [Message.ByProtocol]. It refuses what SNS would ignore in silence or refuse
// late: anything but one object, a key that is no protocol of SNS, a key given
// twice, a value that is not a string, no "default". The error is a
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

func checkProtocols(m map[string]string) *MessageError {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		field := "ByProtocol[" + quote(key) + "]"
		if _, ok := protocols[key]; !ok {
			return &MessageError{Field: field, Reason: "is no protocol of SNS, which would ignore it; known are " +
				strings.Join(slices.Sorted(maps.Keys(protocols)), ", ")}
		}
		if !utf8.ValidString(m[key]) {
			return &MessageError{Field: field, Size: len(m[key]), Unit: "bytes", Reason: "is not valid UTF-8"}
		}
	}
	return nil
}

// encodeByProtocol returns the message that SNS takes with the structure json.
// The subject, if not empty, goes to the head of each text that people read.
func encodeByProtocol(m map[string]string, body, subject string) (string, *MessageError) {
	if err := checkProtocols(m); err != nil {
		return "", err
	}
	all := maps.Clone(m)
	_, hasDefault := m["default"]
	switch {
	case hasDefault && body != "":
		return "", &MessageError{Field: `ByProtocol["default"]`, Reason: "is set and so is Body, which is the default; set one"}
	case !hasDefault && body == "":
		return "", &MessageError{Field: "ByProtocol", Size: len(m), Unit: "entries", Reason: `has no "default"; set it or Body`}
	case !hasDefault:
		all["default"] = body
	}
	if subject != "" {
		for key, text := range all {
			if protocols[key] {
				all[key] = withHead(subject, text)
			}
		}
	}
	text, err := marshalJSON(all)
	if err != nil {
		return "", &MessageError{Field: "ByProtocol", Reason: "cannot be encoded", Err: err}
	}
	return text, nil
}

// marshalJSON encodes v without the escapes for HTML, which would count as bytes.
func marshalJSON(v any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "", fmt.Errorf("encode JSON: %w", err)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}
