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

	"github.com/awsessentials/essentials/lambda/handover"
	"github.com/awsessentials/essentials/lambda/lambdatest"
)

const opsTopic = "arn:aws:sns:us-east-1:123456789012:ops"

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
	changed []string       // in order
	record  map[string]any // of the job
	slow    time.Duration  // what each change takes
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
		time.Sleep(a.slow)
		if in.LogGroupName == "d" {
			return r.Fail(http.StatusBadRequest, "OperationAbortedException", "a conflicting operation is in progress")
		}
		a.mu.Lock()
		defer a.mu.Unlock()
		a.changed = append(a.changed, in.LogGroupName)
		return lambdatest.Response{Body: "{}"}
	})
	// The table is kept as far as this job needs it.
	a.On("dynamodb", "GetItem", func(context.Context, lambdatest.Request) lambdatest.Response {
		a.mu.Lock()
		defer a.mu.Unlock()
		body, err := json.Marshal(map[string]any{"Item": a.record})
		assert.NoError(t, err)
		return lambdatest.Response{Body: string(body)}
	})
	a.On("dynamodb", "PutItem", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		var in struct {
			TableName string
			Item      map[string]any
		}
		r.Decode(t, &in)
		assert.Equal(t, "jobs", in.TableName)
		assert.Equal(t, map[string]any{"S": "nightly"}, in.Item["id"], "the job has the function's name")
		a.mu.Lock()
		defer a.mu.Unlock()
		a.record = in.Item
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

// result is the function's answer.
type result = handover.Result[totals]

func (a *account) options() lambdatest.Options {
	env := a.Env()
	env["RETENTION_DAYS"], env["TOPIC_ARN"] = "90", opsTopic
	env["JOBS"] = "jobs"
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

	for who, payload := range starts {
		t.Run("started by "+who+" it does all in one go", func(t *testing.T) {
			a := newAccount(t)
			var res result
			lambdatest.New(t, bin, a.options()).Invoke(t, lambdatest.Event{Payload: []byte(payload), Deadline: time.Now().Add(15 * time.Minute)}).Decode(t, &res)
			assert.Equal(t, []string{"a", "c", "e"}, a.done())
			assert.True(t, res.Done)
			assert.Equal(t, 5, res.Handover.Items)
			assert.Equal(t, totals{Changed: 3, Failed: 1}, res.Handover.Totals)
			assert.Empty(t, a.Calls("lambda", "POST"))
			assert.Contains(t, a.summary(t), "log retention done")
		})
	}

	t.Run("a job that does not fit goes on in the next invocation from the very next group", func(t *testing.T) {
		a := newAccount(t)
		a.slow = 600 * time.Millisecond
		fn := lambdatest.New(t, bin, a.options())
		var res result
		for payload := []byte(`{}`); ; {
			fn.Invoke(t, lambdatest.Event{Payload: payload, Deadline: time.Now().Add(2 * time.Second)}).Decode(t, &res)
			if res.Done {
				break
			}
			calls := a.Calls("lambda", "POST")
			require.Len(t, calls, res.Handover.Invocations, "the chain does not end")
			last := calls[len(calls)-1]
			assert.Equal(t, "/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:nightly/invocations", last.Path)
			payload = last.Body
		}
		assert.Equal(t, []string{"a", "c", "e"}, a.done(), "each once, in order")
		assert.Greater(t, res.Handover.Invocations, 1)
		summary := a.summary(t)
		for _, line := range []string{"log groups: +5", "now 90 days: +3", "failed: +1", fmt.Sprintf("invocations: +%d", res.Handover.Invocations)} {
			assert.Regexp(t, line, summary)
		}
	})

	t.Run("what is killed is tried again, and each group counts once", func(t *testing.T) {
		a := newAccount(t)
		hang := true
		a.On("logs", "PutRetentionPolicy", func(ctx context.Context, r lambdatest.Request) lambdatest.Response {
			var in struct{ LogGroupName string }
			r.Decode(t, &in)
			if in.LogGroupName == "d" && hang {
				hang = false
				<-ctx.Done()
			}
			return lambdatest.Response{Body: "{}"}
		})
		o := a.options()
		o.Timeout = 3 * time.Second
		fn := lambdatest.New(t, bin, o)
		event := lambdatest.Event{Payload: []byte(`{}`), RequestID: "again", Deadline: time.Now().Add(15 * time.Minute)}
		killed := fn.Invoke(t, event)
		require.NotNil(t, killed.Error)
		assert.Equal(t, lambdatest.ErrorTimeout, killed.Error.Type)
		var res result
		fn.Invoke(t, event).Decode(t, &res)
		assert.True(t, res.Done)
		assert.Equal(t, 5, res.Handover.Items)
		assert.Equal(t, totals{Changed: 4}, res.Handover.Totals)
		assert.Equal(t, 1, res.Handover.Invocations)
	})

	t.Run("a second chain is refused while the first has the job", func(t *testing.T) {
		a := newAccount(t)
		a.slow = 600 * time.Millisecond
		fn := lambdatest.New(t, bin, a.options())
		fn.Invoke(t, lambdatest.Event{Payload: []byte(`{}`), Deadline: time.Now().Add(2 * time.Second)})
		n := len(a.done())
		res := fn.Invoke(t, lambdatest.Event{Payload: []byte(`{}`)})
		require.NotNil(t, res.Error)
		assert.Equal(t, "HeldError", res.Error.Type)
		assert.Contains(t, res.Error.Message, `the job "nightly" is held by chain 00000000-0000-4000-8000-000000000001`)
		assert.Len(t, a.done(), n)
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
		res := lambdatest.New(t, bin, a.options()).Invoke(t, lambdatest.Event{Payload: []byte(`{"handover":{"chain":"c","invocations":1,"cursor":"v1.damaged"}}`)})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, "cursor")
		assert.Empty(t, a.Calls("logs", "DescribeLogGroups"))
	})

	t.Run("a bad event is an error", func(t *testing.T) {
		a := newAccount(t)
		res := lambdatest.New(t, bin, a.options()).Invoke(t, lambdatest.Event{Payload: []byte(`{"handover": "yes"}`)})
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
		o := newAccount(t).options()
		o.Env["RETENTION_DAYS"] = "long"
		res := lambdatest.New(t, bin, o).Invoke(t, lambdatest.Event{})
		require.NotNil(t, res.Error)
		assert.Equal(t, lambdatest.ErrorExit, res.Error.Type)
		assert.Contains(t, res.Log, "RETENTION_DAYS has to be a number")
	})

	t.Run("a topic that is none does not start", func(t *testing.T) {
		for _, topic := range []string{
			"ops", "arn:aws:sqs:us-east-1:123456789012:ops", "arn:aws:sns::123456789012:ops", "arn:aws:sns:us-east-1:123:ops",
			"arn:aws:sns:us-east-1:123456789012:", "arn:aws:sns:us-east-1:123456789012:ops\n", // a line break from a shell
			"arn:aws:sns:us-east-1:123456789012:ops:0b9e8c2a-0000-4000-8000-000000000000", // a subscription
		} {
			o := newAccount(t).options()
			o.Env["TOPIC_ARN"] = topic
			res := lambdatest.New(t, bin, o).Invoke(t, lambdatest.Event{})
			require.NotNil(t, res.Error, topic)
			assert.Contains(t, res.Log, "which is not the ARN of an SNS topic", topic)
		}
	})
}

func TestAPanicIsPublished(t *testing.T) {
	bin := lambdatest.BuildWithBug(t, ".", "main.go", "		sum.Changed++\n", "		panic(\"a bug\")\n")
	a := newAccount(t)
	res := lambdatest.New(t, bin, a.options()).Invoke(t, lambdatest.Event{Payload: []byte(`{}`)})
	require.NotNil(t, res.Error)
	assert.Equal(t, "a bug", res.Error.Message)
	assert.Equal(t, 1, res.Exit.ExitCode())
	assert.Contains(t, a.summary(t), "nightly panicked: a bug")
}
