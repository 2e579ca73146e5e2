package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

// cloud answers DescribeStacks with each of the stack's states in turn, the last
// for ever. "hang" is one that does not answer.
func cloud(t *testing.T, states ...string) *lambdatest.AWS {
	c := lambdatest.NewAWS(t)
	answer(c, states...)
	return c
}

// answer replaces the states that a cloud answers with.
func answer(c *lambdatest.AWS, states ...string) {
	n := 0
	c.On("cloudformation", "DescribeStacks", func(ctx context.Context, r lambdatest.Request) lambdatest.Response {
		now := states[min(n, len(states)-1)]
		n++
		if now == "hang" {
			<-ctx.Done()
			return lambdatest.Response{Status: 500}
		}
		status, reason, _ := strings.Cut(now, ": ")
		return lambdatest.Response{Body: fmt.Sprintf(`<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>%s</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>%s</StackStatus><StackStatusReason>%s</StackStatusReason></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
			r.Form.Get("StackName"), status, reason)}
	})
}

// machine is a state machine's definition, as far as this one goes.
type machine struct {
	StartAt string
	States  map[string]struct {
		Type, Next, Default, Resource, SecondsPath, Error string
		Choices                                           []struct{ Variable, StringEquals, Next string }
	}
}

func load(t *testing.T) machine {
	text, err := os.ReadFile("statemachine.asl.json")
	require.NoError(t, err)
	var m machine
	require.NoError(t, json.Unmarshal(text, &m))
	return m
}

// run is one execution: the states it went through, the seconds it waited, the
// data at its end, and the error of the task or of a Fail state.
type run struct {
	path  []string
	waits []int
	data  map[string]any
	err   *lambdatest.FunctionError
}

// walk runs the definition as Step Functions does, except that it does not wait.
func (m machine) walk(t *testing.T, fn *lambdatest.Function, input map[string]any) run {
	r := run{data: input}
	for at := m.StartAt; ; {
		r.path = append(r.path, at)
		require.Less(t, len(r.path), 100, "the state machine goes round for ever")
		s, ok := m.States[at]
		require.True(t, ok, "there is no state %q", at)
		switch s.Type {
		case "Task":
			require.Equal(t, "${FunctionArn}", s.Resource)
			res := fn.Invoke(t, lambdatest.Event{Payload: r.data})
			if res.Error != nil {
				r.err = res.Error
				return r
			}
			r.data = map[string]any{}
			res.Decode(t, &r.data)
			at = s.Next
		case "Choice":
			at = s.Default
			for _, c := range s.Choices {
				if r.data[strings.TrimPrefix(c.Variable, "$.")] == c.StringEquals {
					at = c.Next
					break
				}
			}
		case "Wait":
			seconds, ok := r.data[strings.TrimPrefix(s.SecondsPath, "$.")].(float64)
			require.True(t, ok, "%s is not a number in %v", s.SecondsPath, r.data)
			require.Equal(t, float64(int(seconds)), seconds, "Step Functions takes whole seconds only")
			r.waits = append(r.waits, int(seconds))
			at = s.Next
		case "Succeed":
			return r
		case "Fail":
			r.err = &lambdatest.FunctionError{Type: s.Error}
			return r
		default:
			require.Fail(t, "unknown type of state", s.Type)
		}
	}
}

func TestEveryStateCanBeReachedAndLeadsSomewhere(t *testing.T) {
	m := load(t)
	reached := map[string]bool{}
	var visit func(string)
	visit = func(name string) {
		s, ok := m.States[name]
		require.True(t, ok, "there is no state %q", name)
		if reached[name] {
			return
		}
		reached[name] = true
		next := []string{s.Next, s.Default}
		for _, c := range s.Choices {
			next = append(next, c.Next)
		}
		next = slices.DeleteFunc(next, func(n string) bool { return n == "" })
		ends := s.Type == "Succeed" || s.Type == "Fail"
		require.Equal(t, ends, len(next) == 0, "%s is of type %s and leads to %v", name, s.Type, next)
		for _, n := range next {
			visit(n)
		}
	}
	visit(m.StartAt)
	require.Len(t, reached, len(m.States))
}

func TestStateMachine(t *testing.T) {
	m, bin := load(t), lambdatest.Build(t, ".")
	function := func(c *lambdatest.AWS) *lambdatest.Function {
		return lambdatest.New(t, bin, lambdatest.Options{Name: "stepwait", Env: c.Env()})
	}

	t.Run("waits until the stack is created", func(t *testing.T) {
		c := cloud(t, "CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_COMPLETE")
		r := m.walk(t, function(c), map[string]any{"stack": "app"})
		require.Nil(t, r.err)
		require.Equal(t, []string{"Poll", "Created?", "Wait", "Poll", "Created?", "Wait", "Poll", "Created?", "Created"}, r.path)
		for _, wait := range r.waits {
			require.InDelta(t, 2, wait, 1, "the default schedule's short beats")
		}
		require.Equal(t, "CREATE_COMPLETE", r.data["status"])
		require.EqualValues(t, 3, r.data["polls"])
		require.Len(t, c.Calls("cloudformation", "DescribeStacks"), 3, "one request a poll")
	})
	t.Run("carries on what to expect", func(t *testing.T) {
		r := m.walk(t, function(cloud(t, "CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_COMPLETE")), map[string]any{"stack": "app", "expect": 180})
		require.Nil(t, r.err)
		for _, wait := range r.waits {
			require.InDelta(t, 30, wait, 3, "a sixth of what is expected; no time passes in this test")
		}
	})
	t.Run("ends with the reason of a stack that failed", func(t *testing.T) {
		r := m.walk(t, function(cloud(t, "CREATE_IN_PROGRESS", "ROLLBACK_COMPLETE: bucket name taken")), map[string]any{"stack": "app"})
		require.Equal(t, "FailedError", r.err.Type)
		require.Contains(t, r.err.Message, "state ROLLBACK_COMPLETE: bucket name taken")
	})
	t.Run("refuses an event that names no stack", func(t *testing.T) {
		fn := function(lambdatest.NewAWS(t))
		for _, event := range []string{`{}`, `{"source":"aws.ec2","detail":{}}`, `{"stack":""}`} {
			res := fn.Invoke(t, lambdatest.Event{Payload: []byte(event)})
			require.NotNil(t, res.Error)
			require.Equal(t, "InvalidError", res.Error.Type, "as Step Functions see it")
			require.Equal(t, `stepwait: invalid event: it names no stack: want {"stack": NAME}`, res.Error.Message)
		}
	})
	t.Run("refuses the ticket of another stack", func(t *testing.T) {
		fn := function(cloud(t, "CREATE_IN_PROGRESS"))
		var first state
		fn.Invoke(t, lambdatest.Event{Payload: state{Stack: "app"}}).Decode(t, &first)
		res := fn.Invoke(t, lambdatest.Event{Payload: state{Stack: "other", Ticket: first.Ticket}})
		require.NotNil(t, res.Error)
		require.Contains(t, res.Error.Message, "it was made for another input")
	})
	t.Run("ends at a verdict that it does not know", func(t *testing.T) {
		broken := lambdatest.BuildWithBug(t, ".", "main.go", "s.Verdict, s.Polls, s.Status = step.Verdict.String()", `s.Verdict, s.Polls, s.Status = "maybe"`)
		fn := lambdatest.New(t, broken, lambdatest.Options{Env: cloud(t, "CREATE_IN_PROGRESS").Env()})
		r := m.walk(t, fn, map[string]any{"stack": "app"})
		require.Equal(t, "UnknownVerdict", r.err.Type)
	})
	t.Run("names a deadline in the past", func(t *testing.T) {
		c := cloud(t, "CREATE_IN_PROGRESS")
		res := function(c).Invoke(t, lambdatest.Event{Payload: state{Stack: "app"}, Deadline: time.UnixMilli(0)})
		require.NotNil(t, res.Error)
		require.Contains(t, res.Error.Message, "1970-01-01T00:00:00Z, is in the past")
		require.Empty(t, c.Calls("cloudformation", "DescribeStacks"))
	})
}

// With a deadline in 3 s and a reserve of 1 s, a function answers with its ticket
// after 2 s, whether it sleeps between polls or a poll hangs.
func TestTicketIsHandedOverInTime(t *testing.T) {
	for dir, at := range map[string]string{".": "hang", "inplace": "CREATE_IN_PROGRESS"} {
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			c := cloud(t, at) // however often it is polled
			fn := lambdatest.New(t, lambdatest.Build(t, dir), lambdatest.Options{Env: c.Env()})
			deadline := time.Now().Add(3 * time.Second)
			res := fn.Invoke(t, lambdatest.Event{Payload: state{Stack: "app"}, Deadline: deadline})
			left := time.Until(deadline)
			var first state
			res.Decode(t, &first)
			require.Equal(t, "pending", first.Verdict)
			require.NotEmpty(t, first.Ticket)
			t.Logf("answered with %v left", left.Round(time.Millisecond))
			require.LessOrEqual(t, left, 1100*time.Millisecond, "it may not give up before its reserve")
			require.Positive(t, left, "and the reserve is there to be used by a slow machine, not to be missed")

			answer(c, "CREATE_COMPLETE")
			var second state
			fn.Invoke(t, lambdatest.Event{Payload: first}).Decode(t, &second)
			require.Equal(t, "ready", second.Verdict)
		})
	}
}
