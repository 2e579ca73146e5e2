package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/examples/internal/lambdatest"
)

const topicARN = "arn:aws:sns:us-east-1:123456789012:ops"

// Who may start the job: what EventBridge Scheduler sends, what a rule sends, and
// a person.
var starts = map[string]string{
	"scheduler": `{"version":"0","id":"a","detail-type":"Scheduled Event","source":"aws.scheduler","account":"123456789012","time":"2026-11-22T03:00:00Z","region":"us-east-1","resources":["arn:aws:scheduler:us-east-1:123456789012:schedule/default/nightly"],"detail":"{}"}`,
	"rule":      `{"version":"0","id":"b","detail-type":"Scheduled Event","source":"aws.events","account":"123456789012","time":"2026-11-22T03:00:00Z","region":"us-east-1","resources":["arn:aws:events:us-east-1:123456789012:rule/nightly"],"detail":{}}`,
	"by hand":   `{}`,
}

// An account has five log groups, two a page; the second has a retention.
type account struct {
	*lambdatest.AWS
	mu      sync.Mutex
	changed []string // in order
}

func newAccount(t *testing.T) *account {
	a := &account{AWS: lambdatest.NewAWS(t)}
	a.On("logs", "DescribeLogGroups", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		var in struct{ NextToken string }
		r.Decode(t, &in)
		return lambdatest.Response{Body: map[string]string{
			"":   `{"logGroups":[{"logGroupName":"a"},{"logGroupName":"b","retentionInDays":7}],"nextToken":"t1"}`,
			"t1": `{"logGroups":[{"logGroupName":"c"},{"logGroupName":"d"}],"nextToken":"t2"}`,
			"t2": `{"logGroups":[{"logGroupName":"e"}]}`,
		}[in.NextToken]}
	})
	a.On("logs", "PutRetentionPolicy", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		var in struct {
			LogGroupName    string
			RetentionInDays int
		}
		r.Decode(t, &in)
		assert.Equal(t, 90, in.RetentionInDays)
		if in.LogGroupName == "d" {
			return r.Fail(http.StatusBadRequest, "OperationAbortedException", "a conflicting operation is in progress")
		}
		a.mu.Lock()
		defer a.mu.Unlock()
		a.changed = append(a.changed, in.LogGroupName)
		return lambdatest.Response{Body: "{}"}
	})
	a.On("sns", "Publish", func(context.Context, lambdatest.Request) lambdatest.Response {
		return lambdatest.Response{Body: `<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>`}
	})
	a.On("lambda", "POST", func(context.Context, lambdatest.Request) lambdatest.Response {
		return lambdatest.Response{Status: http.StatusAccepted}
	})
	return a
}

func (a *account) options() lambdatest.Options {
	env := a.Env()
	env["RETENTION_DAYS"], env["TOPIC_ARN"] = "90", topicARN
	return lambdatest.Options{Name: "nightly", Env: env}
}

func (a *account) done() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]string(nil), a.changed...)
}

// summary returns the body of the one message that went out.
func (a *account) summary(t *testing.T) string {
	t.Helper()
	calls := a.Calls("sns", "Publish")
	require.Len(t, calls, 1)
	return calls[0].Form.Get("Subject") + "\n" + calls[0].Form.Get("Message")
}

func TestFunction(t *testing.T) {
	bin := lambdatest.Build(t, ".")

	t.Run("says what it is", func(t *testing.T) {
		help := lambdatest.Help(t, bin)
		assert.Contains(t, help, "RETENTION_DAYS")
		assert.Contains(t, help, "make && sam deploy")
	})

	for who, payload := range starts {
		t.Run("started by "+who+" it does all in one go", func(t *testing.T) {
			a := newAccount(t)
			var p progress
			lambdatest.New(t, bin, a.options()).Invoke(t, lambdatest.Event{Payload: []byte(payload), Deadline: time.Now().Add(15 * time.Minute)}).Decode(t, &p)
			assert.Equal(t, []string{"a", "c", "e"}, a.done())
			assert.Equal(t, progress{Started: p.Started, Invocations: 1, Seen: 5, Changed: 3, Failed: 1}, p)
			assert.Empty(t, a.Calls("lambda", "POST"))
			assert.Contains(t, a.summary(t), "log retention done")
		})
	}

	t.Run("a job that does not fit goes on in the next invocation from the very next group", func(t *testing.T) {
		a := newAccount(t)
		fn := lambdatest.New(t, bin, a.options())
		payload := []byte(`{}`)
		for n := 1; payload != nil; n++ {
			require.LessOrEqual(t, n, 5, "the chain does not end")
			// Less than the reserve, so that each invocation does one group.
			res := fn.Invoke(t, lambdatest.Event{Payload: payload, Deadline: time.Now().Add(reserve - time.Second)})
			var p progress
			res.Decode(t, &p)
			assert.Equal(t, n, p.Seen)
			payload = nil
			if calls := a.Calls("lambda", "POST"); len(calls) == n {
				assert.Equal(t, "/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:nightly/invocations", calls[n-1].Path)
				payload = calls[n-1].Body
			}
		}
		assert.Equal(t, []string{"a", "c", "e"}, a.done(), "each once, in order")
		assert.Len(t, a.Calls("lambda", "POST"), 4)
		summary := a.summary(t)
		for _, line := range []string{"log groups: +5", "now 90 days: +3", "failed: +1", "invocations: +5"} {
			assert.Regexp(t, line, summary)
		}
	})

	t.Run("a chain that a fault keeps going is ended", func(t *testing.T) {
		a := newAccount(t)
		payload, err := json.Marshal(event{GoOn: &progress{Invocations: maxInvocations - 1, Seen: 12}})
		require.NoError(t, err)
		res := lambdatest.New(t, bin, a.options()).Invoke(t, lambdatest.Event{Payload: payload, Deadline: time.Now().Add(reserve - time.Second)})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, fmt.Sprintf("not done after %d invocations, at log group 13", maxInvocations))
		assert.Empty(t, a.Calls("lambda", "POST"))
		assert.Contains(t, a.summary(t), "nightly failed")
	})

	t.Run("a listing that fails is published and still fails", func(t *testing.T) {
		a := newAccount(t)
		a.On("logs", "DescribeLogGroups", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
			return r.Fail(http.StatusBadRequest, "AccessDeniedException", "not allowed")
		})
		res := lambdatest.New(t, bin, a.options()).Invoke(t, lambdatest.Event{Payload: []byte(`{}`)})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, "AccessDeniedException")
		assert.Nil(t, res.Exit)
		assert.Contains(t, a.summary(t), "nightly failed")
	})

	t.Run("a damaged cursor is refused before any request", func(t *testing.T) {
		a := newAccount(t)
		res := lambdatest.New(t, bin, a.options()).Invoke(t, lambdatest.Event{Payload: event{GoOn: &progress{Cursor: "v1.damaged"}}})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, "cursor")
		assert.Empty(t, a.Calls("logs", "DescribeLogGroups"))
	})

	t.Run("a bad event is an error", func(t *testing.T) {
		a := newAccount(t)
		res := lambdatest.New(t, bin, a.options()).Invoke(t, lambdatest.Event{Payload: []byte(`{"goOn": "yes"}`)})
		require.NotNil(t, res.Error)
		assert.Nil(t, res.Exit)
		assert.Empty(t, a.done())
	})

	t.Run("a deadline in 1970 is named", func(t *testing.T) {
		a := newAccount(t)
		res := lambdatest.New(t, bin, a.options()).Invoke(t, lambdatest.Event{Payload: []byte(`{}`), Deadline: time.UnixMilli(0)})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, "the deadline 1970-01-01T00:00:00Z has passed already")
	})

	t.Run("a retention that is no number does not start", func(t *testing.T) {
		res := lambdatest.New(t, bin, lambdatest.Options{Env: map[string]string{"RETENTION_DAYS": "long"}}).Invoke(t, lambdatest.Event{})
		require.NotNil(t, res.Error)
		assert.Equal(t, lambdatest.ErrorExit, res.Error.Type)
		assert.Contains(t, res.Log, "RETENTION_DAYS has to be a number")
	})
}

func TestAPanicIsPublished(t *testing.T) {
	bin := lambdatest.BuildWithBug(t, ".", "main.go", "		p.Seen++\n", "		p.Seen++\n		if p.Seen == 2 { panic(\"a bug\") }\n")
	a := newAccount(t)
	res := lambdatest.New(t, bin, a.options()).Invoke(t, lambdatest.Event{Payload: []byte(`{}`)})
	require.NotNil(t, res.Error)
	assert.Equal(t, "a bug", res.Error.Message)
	assert.Equal(t, 1, res.Exit.ExitCode())
	assert.Contains(t, a.summary(t), "nightly panicked: a bug")
}
