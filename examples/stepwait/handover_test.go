package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/scheduler/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

// later makes a one-time schedule that brings the state back to the function.
func later(ctx context.Context, client *scheduler.Client, function, role string, s state) error {
	input, err := json.Marshal(s)
	if err != nil {
		return err
	}
	at := time.Now().Add(time.Duration(s.Wait) * time.Second).UTC()
	_, err = client.CreateSchedule(ctx, &scheduler.CreateScheduleInput{
		Name:                  aws.String(fmt.Sprintf("stepwait-%s-%d", s.Stack, s.Polls)),
		ScheduleExpression:    aws.String(at.Format("at(2006-01-02T15:04:05)")),
		FlexibleTimeWindow:    &types.FlexibleTimeWindow{Mode: types.FlexibleTimeWindowModeOff},
		ActionAfterCompletion: types.ActionAfterCompletionDelete,
		Target:                &types.Target{Arn: &function, RoleArn: &role, Input: aws.String(string(input))},
	})
	return err
}

// again sends the state to the queue that invokes the function.
func again(ctx context.Context, client *sqs.Client, queue string, s state) error {
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	_, err = client.SendMessage(ctx, &sqs.SendMessageInput{
		QueueUrl:     &queue,
		MessageBody:  aws.String(string(body)),
		DelaySeconds: int32(min(s.Wait, 900)), // SQS delays no longer
	})
	return err
}

// The note on handing over shows the functions above as they are.
func TestNoteShowsTheseFunctions(t *testing.T) {
	note, err := os.ReadFile("../../docs/decisions/waiters-handing-over.md")
	require.NoError(t, err)
	source, err := os.ReadFile("handover_test.go")
	require.NoError(t, err)
	for _, name := range []string{"later", "again"} {
		_, code, ok := strings.Cut(string(source), "\n// "+name+" ")
		require.True(t, ok)
		code, _, ok = strings.Cut("// "+name+" "+code, "\n}\n")
		require.True(t, ok)
		require.LessOrEqual(t, strings.Count(code, "\n")+2, 20, "%s is short", name)
		require.Contains(t, string(note), code+"\n}\n```")
	}
}

// A ticket that comes back by way of a schedule or a queue goes on.
func TestTicketComesBackByScheduleAndQueue(t *testing.T) {
	c := cloud(t, "CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_COMPLETE")
	c.On("scheduler", "POST", func(context.Context, lambdatest.Request) lambdatest.Response {
		return lambdatest.Response{Body: `{"ScheduleArn":"arn:aws:scheduler:us-east-1:123456789012:schedule/default/x"}`}
	})
	c.On("sqs", "SendMessage", func(context.Context, lambdatest.Request) lambdatest.Response {
		return lambdatest.Response{Body: `{"MessageId":"m-1"}`}
	})
	cfg := aws.Config{Region: "us-east-1", BaseEndpoint: aws.String(c.Env()["AWS_ENDPOINT_URL"]),
		Credentials: credentials.NewStaticCredentialsProvider("AKIAIOSFODNN7EXAMPLE", "none", "")}
	fn := lambdatest.New(t, lambdatest.Build(t, "."), lambdatest.Options{Env: c.Env()})
	invoke := func(in any) (s state) {
		fn.Invoke(t, lambdatest.Event{Payload: in}).Decode(t, &s)
		return s
	}

	s := invoke(state{Stack: "app", Expect: 600})
	require.NoError(t, later(t.Context(), scheduler.NewFromConfig(cfg), "arn:aws:lambda:us-east-1:123456789012:function:stepwait", "arn:aws:iam::123456789012:role/invoke", s))
	var schedule struct {
		ScheduleExpression string
		Target             struct{ Input string }
	}
	c.Calls("scheduler", "POST")[0].Decode(t, &schedule)
	at, err := time.Parse("at(2006-01-02T15:04:05)", schedule.ScheduleExpression)
	require.NoError(t, err)
	require.InDelta(t, 100, time.Until(at).Seconds(), 30, "a sixth of what is expected, jittered")

	s = invoke(json.RawMessage(schedule.Target.Input))
	require.Equal(t, 2, s.Polls)
	require.NoError(t, again(t.Context(), sqs.NewFromConfig(cfg), "https://sqs.us-east-1.amazonaws.com/123456789012/waits", s))
	var message struct {
		MessageBody  string
		DelaySeconds int
	}
	c.Calls("sqs", "SendMessage")[0].Decode(t, &message)
	require.InDelta(t, 100, message.DelaySeconds, 10)

	s = invoke(json.RawMessage(message.MessageBody))
	require.Equal(t, "ready", s.Verdict)
	require.Equal(t, 3, s.Polls)
}
