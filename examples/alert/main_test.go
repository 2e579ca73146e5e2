package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

const (
	incidentsTopic = "arn:aws:sns:us-east-1:123456789012:incidents"
	alertsARN      = "arn:aws:sns:us-east-1:123456789012:alerts"
)

var night = events.EventBridgeEvent{
	ID: "e-1", DetailType: "Scheduled Event", Source: "aws.events",
	Time:   time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC),
	Detail: json.RawMessage(`{"apiKey":"hunter2"}`),
}

// function runs the binary with the feed, and with topics that take everything.
func function(t *testing.T, bin string, timeout time.Duration, feed http.HandlerFunc) (*lambdatest.Function, *lambdatest.AWS) {
	server := httptest.NewServer(feed)
	t.Cleanup(server.Close)
	cloud := lambdatest.NewAWS(t)
	cloud.On("sns", "Publish", func(context.Context, lambdatest.Request) lambdatest.Response {
		return lambdatest.Response{Body: `<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>`}
	})
	cloud.On("sns", "PublishBatch", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		var members strings.Builder
		for i := 1; r.Form.Has(entry(i, "Id")); i++ {
			fmt.Fprintf(&members, "<member><Id>%s</Id><MessageId>m</MessageId></member>", r.Form.Get(entry(i, "Id")))
		}
		return lambdatest.Response{Body: `<PublishBatchResponse><PublishBatchResult><Failed/><Successful>` + members.String() +
			`</Successful></PublishBatchResult></PublishBatchResponse>`}
	})
	env := cloud.Env()
	env["FEED"], env["TOPIC"], env["ALERTS"] = server.URL, incidentsTopic, alertsARN
	return lambdatest.New(t, bin, lambdatest.Options{Env: env, Timeout: timeout, Name: "incidents"}), cloud
}

func entry(i int, field string) string {
	return fmt.Sprintf("PublishBatchRequestEntries.member.%d.%s", i, field)
}

func answer(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) }
}

// sent returns subject and body of the one message to the topic for alerts.
func sent(t *testing.T, cloud *lambdatest.AWS) (subject, body string) {
	t.Helper()
	calls := cloud.Calls("sns", "Publish")
	require.Len(t, calls, 1, "exactly one alert")
	require.Equal(t, alertsARN, calls[0].Form.Get("TopicArn"))
	return calls[0].Form.Get("Subject"), calls[0].Form.Get("Message")
}

func TestAlert(t *testing.T) {
	bin := lambdatest.Build(t, ".")

	t.Run("incidents are published, with a summary", func(t *testing.T) {
		feed := slices.Repeat([]string{`{"id":"i-1","title":"Disk full\non db-1","text":"98 %","severity":2}`}, 12)
		fn, cloud := function(t, bin, 0, answer("["+strings.Join(feed, ",")+"]"))
		res := fn.Invoke(t, lambdatest.Event{Payload: night})
		require.Nil(t, res.Error, res.Log)
		assert.JSONEq(t, `{"published":12}`, string(res.Payload))
		batches := cloud.Calls("sns", "PublishBatch")
		require.Len(t, batches, 2)
		assert.Equal(t, incidentsTopic, batches[0].Form.Get("TopicArn"))
		assert.Equal(t, "Disk full on db-1", batches[0].Form.Get(entry(1, "Subject")))
		subject, body := sent(t, cloud)
		assert.Equal(t, "incidents of 2026-11-22 done", subject)
		assert.Contains(t, body, "12 messages: 12 published")
	})

	t.Run("an error sends one alert and is returned", func(t *testing.T) {
		fn, cloud := function(t, bin, 0, answer("<html>"))
		res := fn.Invoke(t, lambdatest.Event{Payload: night, TraceID: "Root=1-5759e988-bd862e3fe1be46a994272793"})
		require.NotNil(t, res.Error)
		assert.Equal(t, "feedError", res.Error.Type, "the name of the error's own type")
		assert.Nil(t, res.Exit, "the function lives on")
		subject, body := sent(t, cloud)
		assert.True(t, strings.HasPrefix(subject, "incidents failed: read the feed: GET 127.0.0.1"), subject)
		for _, want := range []string{
			"function:   incidents\n", "request id: " + res.RequestID + "\n", "trace id:   Root=1-5759e988-bd862e3fe1be46a994272793\n",
			"log stream: ", "time left:  ", "*json.SyntaxError: invalid character '<'", `"id":"e-1"`, `"apiKey":"[redacted]"`,
		} {
			assert.Contains(t, body, want)
		}
		assert.NotContains(t, body, "hunter2")

		fn.Invoke(t, lambdatest.Event{Payload: night})
		assert.Len(t, cloud.Calls("sns", "Publish"), 2, "one more for one more failure")
	})

	t.Run("running out of time sends one alert before the end", func(t *testing.T) {
		fn, cloud := function(t, bin, 4*time.Second, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		res := fn.Invoke(t, lambdatest.Event{Payload: night})
		require.NotNil(t, res.Error)
		subject, body := sent(t, cloud)
		assert.True(t, strings.HasPrefix(subject, "incidents is about to time out: still running "), subject)
		assert.Contains(t, body, "request id: "+res.RequestID)
	})

	t.Run("a schedule with an Input of its own", func(t *testing.T) {
		for _, input := range []string{`{"who":"night shift"}`, `"go"`, `[1]`, `{"time":"tonight"}`, `{}`} {
			fn, cloud := function(t, bin, 0, answer("[]"))
			res := fn.Invoke(t, lambdatest.Event{Payload: []byte(input)})
			require.Nil(t, res.Error, input)
			subject, _ := sent(t, cloud)
			assert.Equal(t, "incidents of "+time.Now().UTC().Format(time.DateOnly)+" done", subject)
		}
	})

	t.Run("what is secret in the URL of the feed reaches nobody", func(t *testing.T) {
		for _, feed := range []string{"http://ann:hunter2@127.0.0.1:1/hunter2?token=hunter2", "http://ann:hunter2@[bad/?token=hunter2"} {
			cloud := lambdatest.NewAWS(t)
			cloud.On("sns", "Publish", func(context.Context, lambdatest.Request) lambdatest.Response {
				return lambdatest.Response{Body: "<a/>"}
			})
			env := cloud.Env()
			env["FEED"], env["TOPIC"], env["ALERTS"] = feed, incidentsTopic, alertsARN
			res := lambdatest.New(t, bin, lambdatest.Options{Env: env}).Invoke(t, lambdatest.Event{Payload: night})
			require.NotNil(t, res.Error)
			assert.NotContains(t, res.Log+res.Error.Message, "hunter2")
			for _, call := range cloud.Calls("sns", "Publish") {
				assert.NotContains(t, string(call.Body), "hunter2")
				assert.Contains(t, call.Form.Get("Message"), "GET 127.0.0.1:1: dial")
			}
		}
	})

	t.Run("a deadline in 1970, as local tools send it, sends none", func(t *testing.T) {
		fn, cloud := function(t, bin, 0, answer("[]"))
		fn.Invoke(t, lambdatest.Event{Payload: night, Deadline: time.UnixMilli(0)})
		subject, _ := sent(t, cloud)
		assert.NotContains(t, subject, "time out")
	})
}

func TestAPanicSendsOneAlertAndGoesOn(t *testing.T) {
	bin := lambdatest.BuildWithBug(t, ".", "main.go", "incidents, err := p.read(ctx)", "var incidents []incident; var err error; _ = incidents[3]")
	fn, cloud := function(t, bin, 0, answer("[]"))
	res := fn.Invoke(t, lambdatest.Event{Payload: night})
	require.NotNil(t, res.Error)
	assert.Contains(t, res.Error.Message, "index out of range [3]")
	require.NotNil(t, res.Exit, "Lambda starts a new process after a panic")
	subject, body := sent(t, cloud)
	assert.Equal(t, "incidents panicked: runtime error: index out of range [3] with length 0", subject)
	_, stack, ok := strings.Cut(body, "\nStack\n")
	require.True(t, ok)
	first, _, _ := strings.Cut(stack, "(")
	assert.Equal(t, "main.publisher.handle", first)
}
