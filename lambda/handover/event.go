package handover

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"

	"github.com/awsessentials/essentials/awserr"
)

// input is the content of an event.
type input[Totals any] struct {
	progress Progress[Totals] // of the invocation that this event begins
	request  string           // who handles it; the same if Lambda tries it again
}

// parse reads an event that starts or continues a chain, or an SQS message with
// one.
func parse[Totals any](ctx context.Context, operation string, event json.RawMessage) (input[Totals], error) {
	in := input[Totals]{request: rand.Text()}
	if lc, ok := lambdacontext.FromContext(ctx); ok && lc.AwsRequestID != "" {
		in.request = lc.AwsRequestID
	}
	chain := in.request

	var e struct {
		Done     bool              `json:"done"`
		Handover *Progress[Totals] `json:"handover"`
		Records  []struct {
			MessageID   string `json:"messageId"`
			EventSource string `json:"eventSource"`
			Body        string `json:"body"`
		} `json:"Records"`
	}
	refuse := func(reason string, err error) (input[Totals], error) {
		return in, &awserr.InvalidError{Operation: operation, Argument: "event", Reason: reason, Err: err}
	}
	read := func(text []byte) error {
		e.Done, e.Handover, e.Records = false, nil, nil
		return json.Unmarshal(text, &e)
	}
	if len(event) == 0 || string(event) == "null" {
		return refuse("must be a JSON object", nil)
	}
	if err := read(event); err != nil {
		return refuse("must be a JSON object, and handover in it what this package made: "+err.Error(), err)
	}
	if len(e.Records) > 0 && e.Records[0].EventSource == "aws:sqs" {
		if len(e.Records) > 1 {
			return refuse("it has several messages: the event source mapping needs BatchSize: 1", nil)
		}
		chain = e.Records[0].MessageID
		if err := read([]byte(e.Records[0].Body)); err != nil {
			return refuse("the body of the message must be a JSON object: "+err.Error(), err)
		}
	}
	switch p := e.Handover; {
	case p == nil:
		in.progress = Progress[Totals]{Chain: chain, Started: time.Now().UTC(), Invocations: 1}
	case e.Done:
		return refuse("its job is done", nil)
	case p.Chain == "" || p.Invocations < 1 || p.Items < 0:
		return refuse("its handover is not what this package made", nil)
	default:
		in.progress = *p
		in.progress.Invocations++
	}
	return in, nil
}
