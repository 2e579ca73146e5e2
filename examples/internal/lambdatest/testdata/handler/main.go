// A function that does what its event says.
package main

import (
	"context"
	"errors"
	"log"
	"os"
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
	App       string        `json:"app"`
	Left      time.Duration `json:"left"`
	Env       []string      `json:"env"`
}

var seen int

func handle(ctx context.Context, ev event) (answer, error) {
	seen++
	log.Printf("event %d: %s", seen, ev.Do)
	switch ev.Do {
	case "fail":
		return answer{}, errors.New("it went wrong: " + ev.Value)
	case "panic":
		panic("it panicked: " + ev.Value)
	case "exit":
		os.Exit(7)
	case "hang":
		select {}
	case "wait":
		<-ctx.Done()
		return answer{}, ctx.Err()
	}
	lc, _ := lambdacontext.FromContext(ctx)
	deadline, _ := ctx.Deadline()
	return answer{
		Value:     ev.Value,
		Seen:      seen,
		RequestID: lc.AwsRequestID,
		ARN:       lc.InvokedFunctionArn,
		Trace:     os.Getenv("_X_AMZN_TRACE_ID"),
		App:       lc.ClientContext.Client.AppTitle,
		Left:      time.Until(deadline),
		Env:       os.Environ(),
	}, nil
}

func main() { lambda.Start(handle) }
