package lambdatest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

type answer struct {
	Value     string
	Seen      int
	RequestID string
	ARN       string
	Trace     string
	Tenant    string
	App       string
	Left      time.Duration
	Env       []string
}

func do(what, value string) map[string]string {
	return map[string]string{"do": what, "value": value}
}

func TestFunction(t *testing.T) {
	bin := lambdatest.Build(t, "testdata/handler")

	t.Run("tells deadline, trace, client context and environment", func(t *testing.T) {
		t.Setenv("AWS_PROFILE", "must-not-reach-the-function")
		fn := lambdatest.New(t, bin, lambdatest.Options{Name: "counter", MemoryMB: 512, Env: map[string]string{"TABLE": "things"}})
		res := fn.Invoke(t, lambdatest.Event{
			Payload:       do("answer", "hello"),
			TraceID:       "Root=1-abc",
			TenantID:      "blue",
			ClientContext: map[string]any{"client": map[string]string{"app_title": "phone"}},
			Deadline:      time.Now().Add(time.Hour),
		})
		var got answer
		res.Decode(t, &got)
		assert.Equal(t, "hello", got.Value)
		assert.Equal(t, res.RequestID, got.RequestID)
		assert.Equal(t, "arn:aws:lambda:us-east-1:123456789012:function:counter", got.ARN)
		assert.Equal(t, "Root=1-abc", got.Trace)
		assert.Equal(t, "blue", got.Tenant)
		assert.Equal(t, "phone", got.App)
		assert.Greater(t, got.Left, 50*time.Minute)
		assert.LessOrEqual(t, got.Left, time.Hour)
		assert.Contains(t, got.Env, "AWS_LAMBDA_FUNCTION_NAME=counter")
		assert.Contains(t, got.Env, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=512")
		assert.Contains(t, got.Env, "TABLE=things")
		assert.NotContains(t, strings.Join(got.Env, " "), "AWS_PROFILE")
		assert.Contains(t, res.Log, "event 1: answer")
		assert.Nil(t, res.Exit)
		assert.Positive(t, res.Init)
	})

	t.Run("keeps the process for the next event, with its own log", func(t *testing.T) {
		fn := lambdatest.New(t, bin, lambdatest.Options{})
		fn.Invoke(t, lambdatest.Event{Payload: do("answer", "1")})
		res := fn.Invoke(t, lambdatest.Event{Payload: do("answer", "2")})
		var got answer
		res.Decode(t, &got)
		assert.Equal(t, 2, got.Seen)
		assert.Zero(t, res.Init)
		assert.Contains(t, res.Log, "event 2")
		assert.NotContains(t, res.Log, "event 1")
	})

	t.Run("an error is reported and the process lives", func(t *testing.T) {
		fn := lambdatest.New(t, bin, lambdatest.Options{})
		res := fn.Invoke(t, lambdatest.Event{Payload: do("fail", "disk full")})
		require.NotNil(t, res.Error)
		assert.Equal(t, "errorString", res.Error.Type)
		assert.Equal(t, "it went wrong: disk full", res.Error.Message)
		assert.Nil(t, res.Exit)
		assert.Nil(t, res.Payload)

		var got answer
		fn.Invoke(t, lambdatest.Event{Payload: do("answer", "")}).Decode(t, &got)
		assert.Equal(t, 2, got.Seen)
	})

	t.Run("an answer may be streamed, and may fail in the middle", func(t *testing.T) {
		fn := lambdatest.New(t, bin, lambdatest.Options{})
		res := fn.Invoke(t, lambdatest.Event{Payload: do("stream", "bytes, not JSON")})
		require.Nil(t, res.Error)
		assert.Equal(t, "bytes, not JSON", string(res.Payload))
		res = fn.Invoke(t, lambdatest.Event{Payload: do("stream", "broken")})
		require.NotNil(t, res.Error)
		assert.Equal(t, "the source broke off", res.Error.Message)
		assert.Equal(t, "errorString", res.Error.Type)
		assert.Nil(t, res.Payload)
	})

	t.Run("an event that is tried again has the same request id", func(t *testing.T) {
		fn := lambdatest.New(t, bin, lambdatest.Options{})
		for range 2 {
			var got answer
			res := fn.Invoke(t, lambdatest.Event{Payload: do("answer", ""), RequestID: "r-1"})
			res.Decode(t, &got)
			assert.Equal(t, "r-1", got.RequestID)
			assert.Equal(t, "r-1", res.RequestID)
		}
	})

	t.Run("a bad event is the function's error", func(t *testing.T) {
		fn := lambdatest.New(t, bin, lambdatest.Options{})
		for payload, want := range map[string]string{
			`{"do": 5}`: "cannot unmarshal number",
			`not json`:  "invalid character",
		} {
			res := fn.Invoke(t, lambdatest.Event{Payload: []byte(payload)})
			require.NotNil(t, res.Error, payload)
			assert.Contains(t, res.Error.Message, want)
			assert.Nil(t, res.Exit)
		}
	})

	t.Run("a panic ends the process, the next event starts a new one", func(t *testing.T) {
		fn := lambdatest.New(t, bin, lambdatest.Options{})
		res := fn.Invoke(t, lambdatest.Event{Payload: do("panic", "nil map")})
		require.NotNil(t, res.Error)
		assert.Equal(t, "it panicked: nil map", res.Error.Message)
		assert.True(t, slices.ContainsFunc(res.Error.Stack, func(f lambdatest.Frame) bool { return f.Label == "handle" }), "the stack shows the handler")
		require.NotNil(t, res.Exit)
		assert.Equal(t, 1, res.Exit.ExitCode())

		var got answer
		fn.Invoke(t, lambdatest.Event{Payload: do("answer", "")}).Decode(t, &got)
		assert.Equal(t, 1, got.Seen)
	})

	t.Run("an exit is reported in the function's place", func(t *testing.T) {
		res := lambdatest.New(t, bin, lambdatest.Options{}).Invoke(t, lambdatest.Event{Payload: do("exit", "")})
		require.NotNil(t, res.Error)
		assert.Equal(t, lambdatest.ErrorExit, res.Error.Type)
		assert.Contains(t, res.Error.Message, "exit status 7")
		assert.Equal(t, 7, res.Exit.ExitCode())
		assert.Contains(t, res.Log, "event 1: exit")
	})

	t.Run("a function that does not answer is killed at its timeout", func(t *testing.T) {
		fn := lambdatest.New(t, bin, lambdatest.Options{Timeout: 200 * time.Millisecond})
		res := fn.Invoke(t, lambdatest.Event{Payload: do("hang", "")})
		require.NotNil(t, res.Error)
		assert.Equal(t, lambdatest.ErrorTimeout, res.Error.Type)
		assert.Contains(t, res.Error.Message, "timed out after 0.20 seconds")
		assert.False(t, res.Exit.Exited(), "killed, not exited")
	})

	t.Run("the deadline is on the handler's context", func(t *testing.T) {
		fn := lambdatest.New(t, bin, lambdatest.Options{})
		res := fn.Invoke(t, lambdatest.Event{Payload: do("wait", ""), Deadline: time.Now().Add(100 * time.Millisecond)})
		require.NotNil(t, res.Error)
		assert.Equal(t, context.DeadlineExceeded.Error(), res.Error.Message)
		assert.Nil(t, res.Exit)
	})

	t.Run("a deadline in 1970 is told as it is", func(t *testing.T) {
		fn := lambdatest.New(t, bin, lambdatest.Options{})
		var got answer
		fn.Invoke(t, lambdatest.Event{Payload: do("answer", ""), Deadline: time.UnixMilli(0)}).Decode(t, &got)
		assert.Less(t, got.Left, -50*365*24*time.Hour)
	})
}

func TestSeveralEventsAtATimeInOneProcess(t *testing.T) {
	bin := lambdatest.Build(t, "testdata/handler")
	fn := lambdatest.New(t, bin, lambdatest.Options{Concurrency: 3, Timeout: time.Minute})
	invoke := func(n int, what string) []lambdatest.Result {
		results := make([]lambdatest.Result, n)
		var wg sync.WaitGroup
		for i := range results {
			wg.Go(func() {
				results[i] = fn.Invoke(t, lambdatest.Event{Payload: do(what, fmt.Sprint(i)), TenantID: fmt.Sprint("t", i)})
			})
		}
		wg.Wait()
		return results
	}

	for i, res := range invoke(6, "meet") { // each needs another one to end
		var got answer
		res.Decode(t, &got)
		assert.Equal(t, fmt.Sprint(i), got.Value)
		assert.Equal(t, fmt.Sprint("t", i), got.Tenant, "each has its own context")
		assert.Equal(t, res.RequestID, got.RequestID)
		assert.Contains(t, got.Env, "AWS_LAMBDA_MAX_CONCURRENCY=3")
		assert.Contains(t, res.Log, ": meet")
	}

	panicked, exited := 0, 0
	for _, res := range append(invoke(1, "panic"), invoke(1, "exit")...) {
		require.NotNil(t, res.Error)
		require.NotNil(t, res.Exit)
		if res.Error.Type == lambdatest.ErrorExit {
			exited++
		} else {
			panicked++
		}
	}
	assert.Equal(t, 1, panicked)
	assert.Equal(t, 1, exited)
	var got answer
	invoke(1, "answer")[0].Decode(t, &got)
	assert.Equal(t, 1, got.Seen, "a new process")
}

func TestABugCanBePutIn(t *testing.T) {
	bin := lambdatest.BuildWithBug(t, "testdata/handler", "main.go", "deadline, _ := ctx.Deadline()", `panic("a bug")`+"\n\tvar deadline time.Time")
	res := lambdatest.New(t, bin, lambdatest.Options{}).Invoke(t, lambdatest.Event{Payload: do("answer", "")})
	require.NotNil(t, res.Error)
	assert.Equal(t, "a bug", res.Error.Message)
	assert.Equal(t, 1, res.Exit.ExitCode())
}

func TestInitError(t *testing.T) {
	bin := lambdatest.Build(t, "testdata/initerror")

	t.Run("told to the runtime API", func(t *testing.T) {
		fn := lambdatest.New(t, bin, lambdatest.Options{Env: map[string]string{"TELL": "1"}})
		res := fn.Invoke(t, lambdatest.Event{Payload: json.RawMessage(`{}`)})
		assert.Equal(t, &lambdatest.FunctionError{Type: "Config.Missing", Message: "TABLE is not set"}, res.Error)
		assert.Equal(t, 1, res.Exit.ExitCode())
		assert.Contains(t, res.Log, "TABLE is not set")
	})

	t.Run("an exit before the first event", func(t *testing.T) {
		res := lambdatest.New(t, bin, lambdatest.Options{}).Invoke(t, lambdatest.Event{})
		require.NotNil(t, res.Error)
		assert.Equal(t, lambdatest.ErrorExit, res.Error.Type)
		assert.Equal(t, 1, res.Exit.ExitCode())
		assert.Contains(t, res.Log, "TABLE is not set")
	})
}
