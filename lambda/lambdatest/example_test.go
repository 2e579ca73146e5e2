package lambdatest_test

import (
	"context"
	"testing"
	"time"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

// A test of the function in this folder: its program is built and runs, a server
// stands in for AWS, and the deadline is one that the function can reach.
func Example() {
	_ = func(t *testing.T) { // TestFunction
		cloud := lambdatest.NewAWS(t)
		cloud.On("sns", "Publish", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
			if r.Form.Get("Message") == "" {
				return r.Fail(400, "InvalidParameter", "Empty message")
			}
			return lambdatest.Response{Body: "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>"}
		})
		env := cloud.Env()
		env["TOPIC_ARN"] = "arn:aws:sns:us-east-1:123456789012:ops"

		fn := lambdatest.New(t, lambdatest.Build(t, "."), lambdatest.Options{Env: env})
		res := fn.Invoke(t, lambdatest.Event{
			Payload:  map[string]string{"source": "aws.scheduler"},
			Deadline: time.Now().Add(5 * time.Second),
		})
		var answer struct{ Published int }
		res.Decode(t, &answer)
		if answer.Published != 1 || len(cloud.Calls("sns", "Publish")) != 1 {
			t.Errorf("published %d; log:\n%s", answer.Published, res.Log)
		}
	}
}
