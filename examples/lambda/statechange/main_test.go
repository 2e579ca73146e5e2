package main

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

const opsTopic = "arn:aws:sns:us-east-1:123456789012:ops"

// stopped is the event as EventBridge sends it.
const stopped = `{
  "version": "0", "id": "7bf73129-1428-4cd3-a780-95db273d1602",
  "detail-type": "EC2 Instance State-change Notification", "source": "aws.ec2",
  "account": "123456789012", "time": "2026-11-22T20:26:00Z", "region": "us-east-1",
  "resources": ["arn:aws:ec2:us-east-1:123456789012:instance/i-0abc"],
  "detail": {"instance-id": "i-0abc", "state": "stopped"}
}`

const found = `<DescribeInstancesResponse><reservationSet><item><instancesSet><item>
  <instanceId>i-0abc</instanceId><instanceType>t4g.small</instanceType>
  <launchTime>2026-11-01T08:00:00Z</launchTime><reason>User initiated</reason>
  <placement><availabilityZone>us-east-1a</availabilityZone></placement>
  <tagSet><item><key>Name</key><value>web-1</value></item></tagSet>
</item></instancesSet></item></reservationSet></DescribeInstancesResponse>`

// account is an AWS with the instance and the topic.
func account(t *testing.T) *lambdatest.AWS {
	cloud := lambdatest.NewAWS(t)
	cloud.On("ec2", "DescribeInstances", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		assert.Equal(t, "i-0abc", r.Form.Get("InstanceId.1"))
		return lambdatest.Response{Body: found}
	})
	cloud.On("sns", "Publish", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
		assert.Equal(t, opsTopic, r.Form.Get("TopicArn"))
		return lambdatest.Response{Body: `<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>`}
	})
	return cloud
}

func options(cloud *lambdatest.AWS) lambdatest.Options {
	env := cloud.Env()
	env["TOPIC_ARN"] = opsTopic
	return lambdatest.Options{Name: "statechange", Env: env}
}

// published returns subject and body of the one message that went out.
func published(t *testing.T, cloud *lambdatest.AWS) (subject, body string) {
	t.Helper()
	calls := cloud.Calls("sns", "Publish")
	require.Len(t, calls, 1)
	return calls[0].Form.Get("Subject"), calls[0].Form.Get("Message")
}

func TestFunction(t *testing.T) {
	bin := lambdatest.Build(t, ".")

	t.Run("publishes what is known of the instance", func(t *testing.T) {
		cloud := account(t)
		var got answer
		lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{Payload: []byte(stopped)}).Decode(t, &got)
		assert.Equal(t, "m-1", got.MessageID)
		subject, body := published(t, cloud)
		assert.Equal(t, "web-1 (i-0abc) is stopped", subject)
		assert.Equal(t, strings.Join([]string{
			"instance  i-0abc", "state     stopped", "at        2026-11-22T20:26:00Z",
			"account   123456789012", "region    us-east-1", "name      web-1", "type      t4g.small",
			"zone      us-east-1a", "launched  2026-11-01T08:00:00Z", "reason    User initiated",
		}, "\n")+"\n", body)
		form := cloud.Calls("sns", "Publish")[0].Form
		assert.Equal(t, "state", form.Get("MessageAttributes.entry.1.Name"))
		assert.Equal(t, "stopped", form.Get("MessageAttributes.entry.1.Value.StringValue"))
	})

	t.Run("an instance that is gone is told all the same", func(t *testing.T) {
		cloud := account(t)
		cloud.On("ec2", "DescribeInstances", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
			return r.Fail(http.StatusBadRequest, "InvalidInstanceID.NotFound", "The instance ID 'i-0abc' does not exist")
		})
		var got answer
		lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{Payload: []byte(stopped)}).Decode(t, &got)
		subject, body := published(t, cloud)
		assert.Equal(t, "i-0abc is stopped", subject)
		assert.Contains(t, body, "EC2 does not know the instance any more")
	})

	t.Run("a failure is published and still fails", func(t *testing.T) {
		cloud := account(t)
		cloud.On("ec2", "DescribeInstances", func(_ context.Context, r lambdatest.Request) lambdatest.Response {
			return r.Fail(http.StatusForbidden, "UnauthorizedOperation", "You are not authorized")
		})
		res := lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{Payload: []byte(stopped)})
		require.NotNil(t, res.Error)
		assert.Equal(t, "OperationError", res.Error.Type)
		assert.Contains(t, res.Error.Message, "EC2: DescribeInstances")
		assert.Nil(t, res.Exit)
		subject, body := published(t, cloud)
		assert.Contains(t, subject, "statechange failed")
		assert.Contains(t, body, "UnauthorizedOperation")
		assert.Contains(t, body, res.RequestID)
		assert.Contains(t, body, "i-0abc")
	})

	t.Run("another event is refused by name", func(t *testing.T) {
		cloud := account(t)
		res := lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{
			Payload: []byte(`{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{}}}`),
		})
		require.NotNil(t, res.Error)
		assert.Equal(t, "InvalidError", res.Error.Type)
		assert.Equal(t, `statechange: invalid event "Object Created": must be an EC2 state change, with an instance-id and a state`, res.Error.Message)
		published(t, cloud)
	})

	t.Run("what is not even an event fails before the handler", func(t *testing.T) {
		res := lambdatest.New(t, bin, options(account(t))).Invoke(t, lambdatest.Event{Payload: []byte(`[1]`)})
		require.NotNil(t, res.Error)
		assert.Nil(t, res.Exit)
	})

	t.Run("a lookup that hangs is reported before the deadline", func(t *testing.T) {
		cloud := account(t)
		cloud.On("ec2", "DescribeInstances", func(ctx context.Context, _ lambdatest.Request) lambdatest.Response {
			<-ctx.Done()
			return lambdatest.Response{}
		})
		res := lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{Payload: []byte(stopped), Deadline: time.Now().Add(4 * time.Second)})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, context.DeadlineExceeded.Error())
		subject, _ := published(t, cloud)
		assert.Contains(t, subject, "about to time out")
	})

	t.Run("a deadline in 1970 fails and is published", func(t *testing.T) {
		cloud := account(t)
		res := lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{Payload: []byte(stopped), Deadline: time.UnixMilli(0)})
		require.NotNil(t, res.Error)
		assert.Contains(t, res.Error.Message, context.DeadlineExceeded.Error())
		subject, _ := published(t, cloud)
		assert.Contains(t, subject, "statechange failed")
	})

	t.Run("without a topic it does not start", func(t *testing.T) {
		res := lambdatest.New(t, bin, lambdatest.Options{}).Invoke(t, lambdatest.Event{Payload: []byte(stopped)})
		require.NotNil(t, res.Error)
		assert.Equal(t, lambdatest.ErrorExit, res.Error.Type)
		assert.Contains(t, res.Log, "TOPIC_ARN is not set")
	})
}

func TestAPanicIsPublishedAndEndsTheProcess(t *testing.T) {
	bin := lambdatest.BuildWithBug(t, ".", "main.go", "	who := d.InstanceID\n", "	who := d.InstanceID\n	panic(\"a bug\")\n")
	cloud := account(t)
	res := lambdatest.New(t, bin, options(cloud)).Invoke(t, lambdatest.Event{Payload: []byte(stopped)})
	require.NotNil(t, res.Error)
	assert.Equal(t, "a bug", res.Error.Message)
	require.NotNil(t, res.Exit)
	assert.Equal(t, 1, res.Exit.ExitCode())
	subject, body := published(t, cloud)
	assert.Contains(t, subject, "statechange panicked: a bug")
	assert.Contains(t, body, "main.go")
}
