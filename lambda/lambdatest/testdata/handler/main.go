// A function that does what its event says.
package main

import (
	"context"
	"errors"
	"log"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type event struct {
	Do    string `json:"do"`
	Value string `json:"value"`
}

type answer struct {
	Value     string        `json:"value"`
	Seen      int           `json:"seen"`
	RequestID string        `json:"requestId"`
	ARN       string        `json:"arn"`
	Trace     string        `json:"trace"`
	Tenant    string        `json:"tenant"`
	App       string        `json:"app"`
	Left      time.Duration `json:"left"`
	Env       []string      `json:"env"`
}

var (
	seen atomic.Int64
	both = make(chan struct{})
)

// broken is a streamed answer that fails in the middle.
type broken struct{ sent bool }

func (b *broken) Read(p []byte) (int, error) {
	if b.sent {
		return 0, errors.New("the source broke off")
	}
	b.sent = true
	return copy(p, "the beginning"), nil
}

func stream(ctx context.Context, ev event) (any, error) {
	if ev.Do == "stream" {
		if ev.Value == "broken" {
			return &broken{}, nil
		}
		return strings.NewReader(ev.Value), nil
	}
	return handle(ctx, ev)
}

func handle(ctx context.Context, ev event) (answer, error) {
	n := int(seen.Add(1))
	log.Printf("event %d: %s", n, ev.Do)
	switch ev.Do {
	case "fail":
		return answer{}, errors.New("it went wrong: " + ev.Value)
	case "panic":
		panic("it panicked: " + ev.Value)
	case "exit":
		os.Exit(7)
	case "hang":
		select {}
	case "meet": // another invocation in this process
		select {
		case both <- struct{}{}:
		case <-both:
		case <-ctx.Done():
			return answer{}, ctx.Err()
		}
	case "wait":
		<-ctx.Done()
		return answer{}, ctx.Err()
	}
	lc, _ := lambdacontext.FromContext(ctx)
	deadline, _ := ctx.Deadline()
	trace, _ := ctx.Value("x-amzn-trace-id").(string)
	return answer{
		Value:     ev.Value,
		Seen:      n,
		RequestID: lc.AwsRequestID,
		ARN:       lc.InvokedFunctionArn,
		Trace:     trace,
		Tenant:    lc.TenantID,
		App:       lc.ClientContext.Client.AppTitle,
		Left:      time.Until(deadline),
		Env:       os.Environ(),
	}, nil
}

func main() { lambda.Start(stream) }
