package main

import (
	"context"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

const (
	good = `{"id":"o-1","item":"tea","quantity":2}`
	next = `{"id":"o-2","item":"mug","quantity":1}`
)

func event(queue string, bodies ...string) events.SQSEvent {
	var ev events.SQSEvent
	for i, body := range bodies {
		ev.Records = append(ev.Records, events.SQSMessage{
			MessageId: string(rune('a' + i)), Body: body, EventSource: "aws:sqs",
			EventSourceARN: "arn:aws:sqs:us-east-1:123456789012:" + queue,
		})
	}
	return ev
}

// table is a DynamoDB of one table that keeps the condition of the put; stored
// returns what is in it.
func table(t *testing.T) (cloud *lambdatest.AWS, stored func() map[string]string) {
	var mu sync.Mutex
	items := map[string]string{}
	cloud = lambdatest.NewAWS(t)
	cloud.On("dynamodb", "PutItem", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		var in struct {
			TableName, ConditionExpression string
			Item                           map[string]map[string]string
		}
		r.Decode(t, &in)
		assert.Equal(t, "orders", in.TableName)
		assert.Equal(t, "attribute_not_exists(id)", in.ConditionExpression)
		mu.Lock()
		defer mu.Unlock()
		id := in.Item["id"]["S"]
		if _, exists := items[id]; exists {
			return r.Fail(http.StatusBadRequest, "ConditionalCheckFailedException", "The conditional request failed")
		}
		items[id] = in.Item["quantity"]["N"] + " " + in.Item["item"]["S"]
		return lambdatest.Response{Body: "{}"}
	})
	return cloud, func() map[string]string {
		mu.Lock()
		defer mu.Unlock()
		return maps.Clone(items)
	}
}

func options(cloud *lambdatest.AWS) lambdatest.Options {
	env := cloud.Env()
	env["TABLE"] = "orders"
	return lambdatest.Options{Env: env}
}

func failures(t *testing.T, res lambdatest.Result) (ids []string) {
	t.Helper()
	var out events.SQSEventResponse
	res.Decode(t, &out)
	for _, f := range out.BatchItemFailures {
		ids = append(ids, f.ItemIdentifier)
	}
	return ids
}

func TestFunction(t *testing.T) {
	bin := lambdatest.Build(t, ".")

	t.Run("stores each order once", func(t *testing.T) {
		cloud, stored := table(t)
		fn := lambdatest.New(t, bin, options(cloud))
		res := fn.Invoke(t, lambdatest.Event{Payload: event("orders", good, next, good)})
		assert.Empty(t, failures(t, res))
		assert.Empty(t, failures(t, fn.Invoke(t, lambdatest.Event{Payload: event("orders", good)})), "delivered again")
		assert.Equal(t, map[string]string{"o-1": "2 tea", "o-2": "1 mug"}, stored())
		assert.JSONEq(t, `{"batchItemFailures":[]}`, string(res.Payload))
	})

	t.Run("bad orders go back alone", func(t *testing.T) {
		cloud, stored := table(t)
		res := lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{
			Payload: event("orders", "not json", good, `{"id":"o-3","item":"x","quantity":0}`, next),
		})
		assert.Equal(t, []string{"a", "c"}, failures(t, res))
		assert.Len(t, stored(), 2)
		assert.Contains(t, res.Log, "id=c")
		assert.Contains(t, res.Log, "want id, item and a quantity")
	})

	t.Run("a FIFO queue is kept in order", func(t *testing.T) {
		cloud, stored := table(t)
		res := lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{Payload: event("orders.fifo", good, "not json", next)})
		assert.Equal(t, []string{"b", "c"}, failures(t, res))
		assert.Len(t, stored(), 1)
	})

	t.Run("a refused write fails its order", func(t *testing.T) {
		cloud := lambdatest.NewAWS(t)
		cloud.On("dynamodb", "PutItem", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
			return r.Fail(http.StatusBadRequest, "AccessDeniedException", "no")
		})
		res := lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{Payload: event("orders", good, next)})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, "all 2 messages failed")
		assert.Contains(t, res.Error.Message, "AccessDeniedException")
		assert.Nil(t, res.Exit, "the process goes on")
	})

	t.Run("what does not answer before the reserve fails, and the rest is not started", func(t *testing.T) {
		cloud := lambdatest.NewAWS(t)
		cloud.On("dynamodb", "PutItem", func(ctx context.Context, r lambdatest.Request) lambdatest.Response {
			if strings.Contains(string(r.Body), "mug") {
				<-ctx.Done()
			}
			return lambdatest.Response{Body: "{}"}
		})
		res := lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{
			Payload:  event("orders", good, next, good),
			Deadline: time.Now().Add(5 * time.Second),
		})
		assert.Equal(t, []string{"b", "c"}, failures(t, res))
		assert.Len(t, cloud.Calls("dynamodb", "PutItem"), 2)
		assert.Contains(t, res.Log, "not started")
	})

	t.Run("a deadline in 1970 is named", func(t *testing.T) {
		cloud, _ := table(t)
		res := lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{Payload: event("orders", good), Deadline: time.UnixMilli(0)})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, "the deadline 1970-01-01T00:00:00Z had passed before the batch began")
	})

	t.Run("an empty event and one of another source are refused", func(t *testing.T) {
		cloud, _ := table(t)
		fn := lambdatest.New(t, bin, options(cloud))
		for payload, want := range map[string]string{
			`{}`: "batch.SQS: invalid event: must have records: is it an event of aws:sqs?",
			`{"Records":[{"eventSource":"aws:s3","s3":{}}]}`: `batch.SQS: invalid event.Records[0] "aws:s3": must have the source aws:sqs`,
		} {
			res := fn.Invoke(t, lambdatest.Event{Payload: []byte(payload)})
			require.NotNil(t, res.Error)
			assert.Equal(t, want, res.Error.Message)
			assert.Equal(t, "InvalidError", res.Error.Type)
		}
	})

	t.Run("a bad event is an error", func(t *testing.T) {
		cloud, _ := table(t)
		res := lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{Payload: []byte(`{"Records": 1}`)})
		require.NotNil(t, res.Error)
		assert.Nil(t, res.Exit)
	})

	t.Run("without a table it does not start", func(t *testing.T) {
		res := lambdatest.New(t, bin, lambdatest.Options{}).Invoke(t, lambdatest.Event{Payload: event("orders", good)})
		require.NotNil(t, res.Error)
		assert.Equal(t, lambdatest.ErrorExit, res.Error.Type)
		assert.Contains(t, res.Log, "TABLE is not set")
	})
}

func TestAPanicIsKeptToItsMessage(t *testing.T) {
	bin := lambdatest.BuildWithBug(t, ".", "main.go", `if o.ID == "" ||`, `if o.ID == "o-2" { panic("a bug") }; if o.ID == "" ||`)
	cloud, stored := table(t)
	res := lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{Payload: event("orders", next, good)})
	assert.Equal(t, []string{"a"}, failures(t, res))
	assert.Equal(t, map[string]string{"o-1": "2 tea"}, stored())
	assert.Nil(t, res.Exit)
}
