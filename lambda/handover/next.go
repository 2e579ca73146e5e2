package handover

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/nils"
)

// InvokeAPI is the part of *lambda.Client that [Self] uses.
type InvokeAPI interface {
	Invoke(context.Context, *lambda.InvokeInput, ...func(*lambda.Options)) (*lambda.InvokeOutput, error)
}

// Self returns an [Options.Next] that invokes the running version or alias of the
// function asynchronously. The function needs RecursiveLoop: Allow, and its role
// lambda:InvokeFunction. Each call makes one request.
func Self(client InvokeAPI) func(context.Context, []byte) error {
	return func(ctx context.Context, event []byte) error {
		switch {
		case nils.Is(client):
			return awserr.Invalid("handover.Self", "client", nil, "must not be nil")
		case ctx == nil:
			return awserr.Invalid("handover.Self", "ctx", nil, "must not be nil")
		}
		lc, ok := lambdacontext.FromContext(ctx)
		if !ok || lc.InvokedFunctionArn == "" {
			return errors.New("the context has no function to invoke again")
		}
		out, err := client.Invoke(ctx, &lambda.InvokeInput{
			FunctionName:   &lc.InvokedFunctionArn,
			InvocationType: types.InvocationTypeEvent,
			Payload:        event,
		})
		if err == nil && out.StatusCode != http.StatusAccepted && out.StatusCode != 0 {
			err = fmt.Errorf("invoke %s: status %d, not 202", lc.InvokedFunctionArn, out.StatusCode)
		}
		return err
	}
}

// SendAPI is the part of *sqs.Client that [Queue] uses.
type SendAPI interface {
	SendMessage(context.Context, *sqs.SendMessageInput, ...func(*sqs.Options)) (*sqs.SendMessageOutput, error)
}

// Queue returns an [Options.Next] that sends the event to an SQS queue, which
// invokes the function. The event source mapping needs BatchSize: 1, and the queue
// a visibility timeout longer than the function's timeout. Each call makes one
// request.
func Queue(client SendAPI, url string) func(context.Context, []byte) error {
	return func(ctx context.Context, event []byte) error {
		switch {
		case nils.Is(client):
			return awserr.Invalid("handover.Queue", "client", nil, "must not be nil")
		case url == "":
			return awserr.Invalid("handover.Queue", "url", url, "must not be empty")
		case ctx == nil:
			return awserr.Invalid("handover.Queue", "ctx", nil, "must not be nil")
		}
		body := string(event)
		_, err := client.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &url, MessageBody: &body})
		return err
	}
}
