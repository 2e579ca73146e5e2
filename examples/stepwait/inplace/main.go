// Inplace is the function of stepwait for waits of a few seconds: it sleeps
// between the polls as long as its own time allows. One second before its
// deadline it answers with the event for the next invocation, which continues
// with the same ticket. It takes the place of stepwait in its template.
package main

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/waiters"
)

type state struct {
	Stack   string         `json:"stack"`
	Ticket  waiters.Ticket `json:"ticket,omitempty"`
	Verdict string         `json:"verdict,omitempty"` // pending or ready
	Wait    int            `json:"wait"`              // seconds to the next invocation
}

type waiter struct{ cloudformation *cloudformation.Client }

func main() {
	slog.SetDefault(lambdacontext.NewLogger())
	sess, err := session.FromEnv(context.Background())
	if err != nil {
		slog.Error("the function does not start", "error", err)
		os.Exit(1)
	}
	lambda.StartHandlerFunc(waiter{session.Client(sess, cloudformation.NewFromConfig)}.wait)
}

// wait needs no limit of its own: the deadline is on the context.
func (w waiter) wait(ctx context.Context, s state) (state, error) {
	if s.Stack == "" {
		return s, awserr.Invalid("inplace", "event", nil, `it names no stack: want {"stack": NAME}`)
	}
	_, err := waiters.Wait(ctx, cloudformation.NewStackCreateCompleteWaiter(w.cloudformation),
		&cloudformation.DescribeStacksInput{StackName: &s.Stack},
		waiters.Options{Reserve: time.Second, Resume: s.Ticket, OnAttempt: func(s waiters.Status) { slog.Info(s.String()) }})
	if late, ok := errors.AsType[*waiters.TimeoutError](err); ok && late.Attempts > 0 {
		s.Ticket, s.Verdict, s.Wait = late.Ticket, waiters.Pending.String(), int(math.Ceil(late.Next.Seconds()))
		return s, nil
	}
	s.Verdict = waiters.Ready.String()
	return s, err
}
