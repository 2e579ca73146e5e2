// Stepwait is a Lambda function that polls once whether a CloudFormation stack is
// created, and ends. A Step Functions state machine waits between the polls, so
// that waiting costs nothing.
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

// state is what goes around in the state machine: the input of an execution names
// the stack, and each poll adds the rest.
type state struct {
	Stack   string         `json:"stack"`
	Expect  int            `json:"expect,omitempty"` // seconds it usually takes, if known
	Ticket  waiters.Ticket `json:"ticket,omitempty"`
	Verdict string         `json:"verdict,omitempty"` // pending or ready
	Wait    int            `json:"wait"`              // seconds to the next poll
	Polls   int            `json:"polls"`
	Status  string         `json:"status,omitempty"`
}

type poller struct{ cloudformation *cloudformation.Client }

func main() {
	slog.SetDefault(lambdacontext.NewLogger())
	sess, err := session.FromEnv(context.Background())
	if err != nil {
		slog.Error("the function does not start", "error", err)
		os.Exit(1)
	}
	lambda.StartHandlerFunc(poller{session.Client(sess, cloudformation.NewFromConfig)}.poll)
}

// poll makes one poll. A second of the function's time is kept, so that a service
// that does not answer costs one poll and not the ticket.
func (p poller) poll(ctx context.Context, s state) (state, error) {
	if s.Stack == "" {
		return s, awserr.Invalid("stepwait", "event", nil, `it names no stack: want {"stack": NAME}`)
	}
	created := waiters.PollWaiter(cloudformation.NewStackCreateCompleteWaiter(p.cloudformation), &cloudformation.DescribeStacksInput{StackName: &s.Stack})
	opts := waiters.Options{Reserve: time.Second, Resume: s.Ticket}
	if s.Ticket == "" {
		opts.Expect = time.Duration(s.Expect) * time.Second // the ticket carries it on
	}
	step, err := created.Poll(ctx, opts)
	if late, ok := errors.AsType[*waiters.TimeoutError](err); ok && late.Attempts > 0 {
		slog.Warn("no answer in time", "error", err)
		s.Ticket, s.Verdict, s.Wait, s.Polls = late.Ticket, waiters.Pending.String(), 5, late.Attempts
		return s, nil
	}
	if err != nil {
		return s, err
	}
	slog.Info(step.String())
	s.Verdict, s.Polls, s.Status = step.Verdict.String(), step.Attempts, step.State
	s.Wait = int(math.Ceil(step.Next.Seconds()))
	s.Ticket, err = step.Ticket()
	return s, err
}
