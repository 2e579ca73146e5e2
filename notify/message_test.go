package notify_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/notifytest"
)

func TestMessagesThatSNSWouldNotTakeAreRefusedBeforeAnyRequest(t *testing.T) {
	attribute := func(name string, a notify.Attribute) notify.Message {
		return notify.Message{Body: "x", Attributes: map[string]notify.Attribute{name: a}}
	}
	x := notify.String("x")
	for _, c := range []struct {
		name    string
		message notify.Message
		want    string
	}{
		{"no body", notify.Message{Subject: "s"}, "Body: is empty"},
		{"body not UTF-8", notify.Message{Body: "a\xff"}, "Body of 2 bytes: is not valid UTF-8"},
		{"too large", notify.Message{Body: strings.Repeat("x", 262_145)}, "message of 262145 bytes is over the limit of 262144"},
		{"too large with attributes", notify.Message{Body: strings.Repeat("x", 262_130), Attributes: map[string]notify.Attribute{"name": notify.String("12345")}}, "message of 262145 bytes"},
		{"attribute without a name", attribute("", x), `Attributes[""]: has no name`},
		{"attribute with a long name", attribute(strings.Repeat("n", 257), x), "of 257 bytes is over the limit of 256"},
		{"attribute with a space", attribute("a b", x), `Attributes["a b"]: the name may hold only`},
		{"attribute with a first period", attribute(".a", x), "begin or end with a period"},
		{"attribute with a last period", attribute("a.", x), "begin or end with a period"},
		{"attribute with two periods", attribute("a..b", x), "two in a row"},
		{"reserved attribute", attribute("aWs.x", x), "reserved"},
		{"other reserved attribute", attribute("Amazon.x", x), "reserved"},
		{"zero attribute", attribute("a", notify.Attribute{}), "has no value"},
		{"empty attribute", attribute("a", notify.String("")), "empty value"},
		{"empty binary attribute", attribute("a", notify.Binary(nil)), "empty value"},
		{"attribute not UTF-8", attribute("a", notify.String("\xff")), "use Binary"},
		{"attribute not a number", attribute("a", notify.Number(math.NaN())), "not a finite number"},
		{"attribute infinite", attribute("a", notify.Number(float32(math.Inf(1)))), "not a finite number"},
		{"array of the wrong type", attribute("a", notify.StringArray(time.Second)), "element of type time.Duration"},
		{"long group id", notify.Message{Body: "x", GroupID: strings.Repeat("g", 129)}, "GroupID of 129 bytes is over the limit of 128"},
		{"group id with a space", notify.Message{Body: "x", GroupID: "a b"}, `GroupID of 3 bytes: "a b" has " "`},
		{"group id not ASCII", notify.Message{Body: "x", GroupID: "é"}, `has "é"`},
		{"deduplication id on a standard topic", notify.Message{Body: "x", DeduplicationID: "d"}, "only FIFO topics"},
		{"unknown protocol", notify.Message{Body: "x", ByProtocol: map[string]string{"fax": "y"}}, `ByProtocol["fax"]: is no protocol`},
		{"no default", notify.Message{ByProtocol: map[string]string{"email": "y"}}, `has no "default"`},
		{"default twice", notify.Message{Body: "x", ByProtocol: map[string]string{"default": "y"}}, "set one"},
		{"protocol not UTF-8", notify.Message{Body: "x", ByProtocol: map[string]string{"sms": "\xff"}}, "not valid UTF-8"},
		{"attributes beside protocols", notify.Message{Body: "x", ByProtocol: map[string]string{"sms": "y"}, Attributes: map[string]notify.Attribute{"a": x}}, "SNS drops"},
		{"phone and endpoint", notify.Message{Body: "x", PhoneNumber: "+12065550100", TargetARN: "arn"}, "SNS takes one"},
		{"phone not E.164", notify.Message{Body: "x", PhoneNumber: "0206 555"}, "E.164"},
		{"SMS too long", notify.Message{Body: strings.Repeat("é", 1601), PhoneNumber: "+12065550100"}, "Body of 1601 characters is over the limit of 1600"},
		{"endpoint not an ARN", notify.Message{Body: "x", TargetARN: "endpoint"}, `"endpoint" is not the ARN`},
		{"group id for a phone", notify.Message{Body: "x", PhoneNumber: "+12065550100", GroupID: "g"}, "for topics only"},
	} {
		t.Run(c.name, func(t *testing.T) {
			memory := notifytest.NewTopic("alerts", notifytest.Options{})
			topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{MaxMessageSize: notify.DefaultMaxMessageSize})
			_, err := topic.Publish(t.Context(), c.message)
			require.ErrorIs(t, err, notify.ErrInvalidMessage)
			require.ErrorContains(t, err, c.want)
			assert.True(t, strings.HasPrefix(err.Error(), "notify: invalid message: "), err)
			assert.Zero(t, memory.Calls())
			assert.Equal(t, err, topic.Check(c.message))
		})
	}
}

func TestFIFOTopicsHaveRulesOfTheirOwn(t *testing.T) {
	memory := notifytest.NewTopic("orders.fifo", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{})
	assert.True(t, topic.FIFO())
	require.ErrorContains(t, topic.Check(notify.Message{Body: "x"}), "GroupID: is empty, and a FIFO topic requires it")
	m := notify.Message{Body: "x", GroupID: "g"}
	require.NoError(t, topic.Check(m), "the topic may have ContentBasedDeduplication")
	require.NoError(t, topic.Load(t.Context()))
	require.ErrorContains(t, topic.Check(m), "DeduplicationID: is empty, and the topic has no ContentBasedDeduplication")
	m.DeduplicationID = "d!~"
	require.NoError(t, topic.Check(m))
}

func TestStrictRefusesASubjectInPlaceOfMendingIt(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{Strict: true})
	for subject, want := range map[string]string{
		strings.Repeat("é", 100): "Subject of 100 characters is over the limit of 99",
		"a\nb":                   "U+000A at byte 1",
		"a\u2028b":               "U+2028",
		"\xff":                   "not valid UTF-8",
	} {
		require.ErrorContains(t, topic.Check(notify.Message{Subject: subject, Body: "x"}), want)
	}
	require.NoError(t, topic.Check(notify.Message{Subject: strings.Repeat("é", 99), Body: "x"}))
}

func TestSubjectsAreMended(t *testing.T) {
	long := strings.Repeat("wörld ", 20) // 120 characters
	for _, c := range []struct{ subject, want, head string }{
		{"Nightly report", "Nightly report", ""},
		{"", "", ""},
		{" \r\n ", "", ""},
		{"disk full\n", "disk full", ""},
		{"a\r\n\tb\u2028c\x00d", "a b c d", ""},
		{"bad \xff byte", "bad \uFFFD byte", ""},
		{strings.Repeat("é", 99), strings.Repeat("é", 99), ""},
		{strings.Repeat("é", 100), strings.Repeat("é", 98) + "…", strings.Repeat("é", 100)},
		{long, strings.TrimSpace(long[:len("wörld ")*16]) + " wö…", strings.TrimSpace(long)},
	} {
		m := publishOne(t, notify.Message{Subject: c.subject, Body: "body"})
		assert.Equal(t, c.want, m.Subject)
		if c.head == "" {
			assert.Equal(t, "body", m.Body)
		} else {
			assert.Equal(t, c.head+"\n\nbody", m.Body)
		}
	}
}

func publishOne(t testing.TB, m notify.Message) notify.Message {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	_, err := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{}).Publish(t.Context(), m)
	require.NoError(t, err)
	return memory.Messages()[0].Message
}

func FuzzSubject(f *testing.F) {
	f.Add("Nightly report", "body")
	f.Add(strings.Repeat("é", 120), "body")
	f.Add("a\r\nb\x00\u2029\xff", "body")
	f.Add(strings.Repeat("👩‍👩‍👧 ", 40), "b")
	f.Fuzz(func(t *testing.T, subject, body string) {
		if body == "" || !utf8.ValidString(body) || len(subject)+len(body) > 100_000 {
			t.Skip()
		}
		m := publishOne(t, notify.Message{Subject: subject, Body: body})
		require.True(t, utf8.ValidString(m.Subject))
		require.Less(t, utf8.RuneCountInString(m.Subject), 100)
		require.Equal(t, -1, strings.IndexFunc(m.Subject, unicode.IsControl))
		require.True(t, strings.HasSuffix(m.Body, body), "the body is lost")
		words := func(s string) []string {
			return strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
				return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
			})
		}
		if head, cut := strings.CutSuffix(m.Body, "\n\n"+body); cut && strings.HasSuffix(m.Subject, "…") && len(m.Body) > len(body) {
			require.Equal(t, words(subject), words(head), "the full subject is lost")
		} else {
			require.Equal(t, words(subject), words(m.Subject), "the subject is lost")
		}
	})
}

func TestAttributesAreSentWithTheirTypes(t *testing.T) {
	for _, c := range []struct {
		attribute      notify.Attribute
		dataType, text string
	}{
		{notify.String("ü"), "String", "ü"},
		{notify.StringArray("a<b", 1, 2.5, true, nil), "String.Array", `["a<b",1,2.5,true,null]`},
		{notify.StringArray(), "String.Array", `[]`},
		{notify.Number(-3), "Number", "-3"},
		{notify.Number(uint64(math.MaxUint64)), "Number", "18446744073709551615"},
		{notify.Number(float32(0.1)), "Number", "0.1"},
		{notify.Number(1e300), "Number", "1" + strings.Repeat("0", 300)},
		{notify.Number(3 * time.Nanosecond), "Number", "3"},
	} {
		m := publishOne(t, notify.Message{Body: "x", Attributes: map[string]notify.Attribute{"a": c.attribute}})
		assert.Equal(t, c.dataType, m.Attributes["a"].DataType())
		assert.Equal(t, c.text, m.Attributes["a"].Text())
	}
}

func TestBinaryAttributesAreCopied(t *testing.T) {
	lent := []byte{1, 2}
	a := notify.Binary(lent)
	lent[0] = 9
	a.Bytes()[1] = 9
	assert.Equal(t, []byte{1, 2}, a.Bytes())
}

func TestServiceAttributesStandBesideProtocols(t *testing.T) {
	m := publishOne(t, notify.Message{
		Body:       "text",
		ByProtocol: map[string]string{"GCM": `{"notification":{"title":"<b>"}}`},
		Attributes: map[string]notify.Attribute{"AWS.SNS.MOBILE.APNS.PUSH_TYPE": notify.String("alert")},
	})
	assert.Equal(t, map[string]string{"default": "text", "GCM": `{"notification":{"title":"<b>"}}`}, m.ByProtocol)
}

func TestTheFullSubjectGoesToTheTextsThatPeopleRead(t *testing.T) {
	long := strings.Repeat("x", 120)
	m := publishOne(t, notify.Message{Subject: long, Body: "text", ByProtocol: map[string]string{"email": "mail", "sms": "short", "GCM": "{}"}})
	assert.Equal(t, map[string]string{"default": long + "\n\ntext", "email": long + "\n\nmail", "sms": "short", "GCM": "{}"}, m.ByProtocol)
}

func TestParseByProtocolRefusesWhatSNSWouldIgnore(t *testing.T) {
	for text, want := range map[string]string{
		``:                                    "is not a JSON object",
		`[]`:                                  "is not a JSON object",
		`{"default":"x"`:                      "not valid JSON",
		`{"default":"x"} y`:                   "after the JSON object",
		`{"default":"x"}{}`:                   "after the JSON object",
		`{"email":"x"}`:                       `has no "default"`,
		`{"default":1}`:                       `"default" is not a string`,
		`{"default":"x","sqs":{"a":1}}`:       `"sqs" is not a string`,
		`{"default":"x","default":"y"}`:       `"default" twice`,
		`{"default":"x","Email":"y"}`:         "is no protocol of SNS",
		"{\"default\":\"x\",\"sms\":\"\xff":   "not valid JSON",
		`{"default":"x","sms":tru}`:           "not valid JSON",
		`{"default":"x","sms":"y",}`:          "not valid JSON",
		`{"default":"x" "sms":"y"}`:           "not valid JSON",
		`{"default":"x","GCM":null}`:          `"GCM" is not a string`,
		`{"default":"x","APNS_SANDBOXES":""}`: "is no protocol",
	} {
		_, err := notify.ParseByProtocol([]byte(text))
		require.ErrorIs(t, err, notify.ErrInvalidMessage, text)
		require.ErrorContains(t, err, want, text)
	}
	m, err := notify.ParseByProtocol([]byte(` {"default":"x","email-json":""} `))
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"default": "x", "email-json": ""}, m)
}

func FuzzParseByProtocol(f *testing.F) {
	f.Add([]byte(`{"default":"x","sms":"y"}`))
	f.Add([]byte(`{"default":"\ud800"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := notify.ParseByProtocol(text)
		if err != nil {
			require.ErrorIs(t, err, notify.ErrInvalidMessage)
			return
		}
		// What it takes can be published, and comes back.
		require.Equal(t, m, publishOne(t, notify.Message{ByProtocol: m}).ByProtocol)
	})
}

func TestMoreThanTenAttributesAreWarnedOfOnce(t *testing.T) {
	var log bytes.Buffer
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	m := notify.Message{Body: "x", Attributes: map[string]notify.Attribute{}}
	for i := range 10 {
		m.Attributes[fmt.Sprint("a", i)] = notify.Number(i)
	}
	for range 2 {
		_, err := topic.Publish(t.Context(), m)
		require.NoError(t, err)
	}
	assert.Empty(t, log.String())
	m.Attributes["one.more"] = notify.Number(1)
	for range 2 {
		_, err := topic.Publish(t.Context(), m)
		require.NoError(t, err)
	}
	assert.Equal(t, 1, strings.Count(log.String(), "raw message delivery"))
	assert.Contains(t, log.String(), "attributes=11")
}

func TestPublishDoesNotChangeTheMessage(t *testing.T) {
	m := notify.Message{Subject: strings.Repeat("s", 200), Body: "b", ByProtocol: map[string]string{"email": "e"}}
	publishOne(t, m)
	assert.Equal(t, notify.Message{Subject: strings.Repeat("s", 200), Body: "b", ByProtocol: map[string]string{"email": "e"}}, m)
}

func TestMessageErrorsDoNotShowTheBody(t *testing.T) {
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{MaxMessageSize: 1024})
	refused := topic.Check(notify.Message{Body: strings.Repeat("hunter2 ", 200)})
	require.Error(t, refused)
	assert.NotContains(t, fmt.Sprintf("%v %+v", refused, refused), "hunter2")
	e, ok := errors.AsType[*notify.MessageError](refused)
	require.True(t, ok)
	assert.Equal(t, "bytes", e.Unit)
}

func TestAPhoneGetsNoSubject(t *testing.T) {
	m := publishOne(t, notify.Message{Subject: strings.Repeat("s", 200), Body: "short", PhoneNumber: "+12065550100"})
	assert.Equal(t, "short", m.Body)
}

func TestControlCharactersInAttributesAreRefused(t *testing.T) {
	topic := notify.NewTopic(notifytest.NewTopic("alerts", notifytest.Options{}), alertsARN, notify.TopicOptions{})
	for _, r := range "\t\n\r\x00\x01\x1b\x7f\u0085\ufffe\uffff" {
		err := topic.Check(notify.Message{Body: "x", Attributes: map[string]notify.Attribute{"a": notify.String("b" + string(r))}})
		require.ErrorIs(t, err, notify.ErrInvalidMessage)
		require.ErrorContains(t, err, fmt.Sprintf("%U at byte 1", r))
	}
	for _, a := range []notify.Attribute{notify.String("ü 日本 \u00a0\u2028👩‍👩‍👧"), notify.StringArray("a\tb\n\x00"), notify.Binary([]byte("\x00\t"))} {
		require.NoError(t, topic.Check(notify.Message{Body: "x", Attributes: map[string]notify.Attribute{"a": a}}))
	}
	require.Error(t, topic.Check(notify.Message{Body: "x", Attributes: map[string]notify.Attribute{"a": notify.StringArray("a\x7f")}}), "JSON does not escape it")
}

func TestABodyThatSQSDoesNotTakeIsWarnedOfOnce(t *testing.T) {
	var log bytes.Buffer
	memory := notifytest.NewTopic("alerts", notifytest.Options{})
	topic := notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	for _, body := range []string{"tab\t and line\r\nbreaks", "nul\x00", "bell\x07"} {
		_, err := topic.Publish(t.Context(), notify.Message{Body: body})
		require.NoError(t, err)
	}
	assert.Equal(t, 1, strings.Count(log.String(), "control character"))
	assert.Contains(t, log.String(), "U+0000")
}

// Not every subscriber reads 1.234567e+06.
func TestNumbersArePlainDigits(t *testing.T) {
	for want, a := range map[string]notify.Attribute{
		"1234567":                  notify.Number(1234567.0),
		"16777216":                 notify.Number(float32(16777216)),
		"21000000":                 notify.Number(21e6),
		"0.0000001":                notify.Number(1e-7),
		"-1.5":                     notify.Number(-1.5),
		"100000000000000000000000": notify.Number(1e23),
	} {
		assert.Equal(t, want, a.Text())
	}
	assert.NotContains(t, notify.Number(math.SmallestNonzeroFloat64).Text(), "e")
	assert.NotContains(t, notify.StringArray(1234567.0, 1e21).Text(), "e")
}

func TestParseAttributeReadsWhatSNSDelivers(t *testing.T) {
	for _, a := range []notify.Attribute{
		notify.String("x"), notify.StringArray("a", 1, nil), notify.StringArray(), notify.Number(-1.5), notify.Number(7),
	} {
		got, err := notify.ParseAttribute(a.DataType(), a.Text())
		require.NoError(t, err)
		assert.Equal(t, a, got)
	}
	got, err := notify.ParseAttribute("Binary", "AAE=")
	require.NoError(t, err)
	assert.Equal(t, []byte{0, 1}, got.Bytes())
	got, err = notify.ParseAttribute("Number", "123456789012345678901234567890.5")
	require.NoError(t, err)
	assert.Equal(t, "123456789012345678901234567890.5", got.Text())
	for _, bad := range [][2]string{{"", "x"}, {"Text", "x"}, {"Number", "x"}, {"Number", ""}, {"Number", "true"}, {"Number", "NaN"}, {"Number", "1 "},
		{"String.Array", "x"}, {"String.Array", "null"}, {"String.Array", "{}"}, {"Binary", "%"}} {
		_, err := notify.ParseAttribute(bad[0], bad[1])
		require.ErrorIs(t, err, notify.ErrInvalidMessage, "%q", bad)
	}
}
