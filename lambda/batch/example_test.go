package batch_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/events"

	"github.com/awsessentials/essentials/lambda/batch"
)

func ExampleSQS() {
	store := func(_ context.Context, m events.SQSMessage) error {
		var order struct{ ID string }
		if err := json.Unmarshal([]byte(m.Body), &order); err != nil {
			return err
		}
		fmt.Println("stored", order.ID)
		return nil
	}
	handle := func(ctx context.Context, event events.SQSEvent) (batch.Response, error) {
		report := batch.SQS(ctx, event, store, batch.Options{})
		report.Log(ctx, slog.Default())
		return report.Response()
	}

	slog.SetDefault(slog.New(slog.DiscardHandler))
	resp, err := handle(context.Background(), events.SQSEvent{Records: []events.SQSMessage{
		{MessageId: "m-1", EventSource: "aws:sqs", Body: "oops"},
		{MessageId: "m-2", EventSource: "aws:sqs", Body: `{"id":"o-7"}`},
	}})
	_ = json.NewEncoder(os.Stdout).Encode(resp)
	fmt.Println(err)
	// Output:
	// stored o-7
	// {"batchItemFailures":[{"itemIdentifier":"m-1"}]}
	// <nil>
}
