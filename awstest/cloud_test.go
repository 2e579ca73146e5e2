package awstest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
)

// recorder stands in for a *testing.T, so that a test can see what fails it.
type recorder struct {
	mu       sync.Mutex
	errors   []string
	cleanups []func()
}

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func (r *recorder) Cleanup(fn func()) { r.cleanups = append(r.cleanups, fn) }

// end runs the cleanups and returns everything that was reported.
func (r *recorder) end() string {
	for _, fn := range r.cleanups {
		fn()
	}
	return strings.Join(r.errors, "\n")
}

var publish = &sns.PublishInput{Message: aws.String("hello"), TopicArn: aws.String("arn:aws:sns:us-east-1:123456789012:jobs")}

func TestOnAnswersEveryCallOfItsOperation(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *sns.PublishInput) (*sns.PublishOutput, error) {
		return &sns.PublishOutput{MessageId: aws.String("id-" + *in.Message)}, nil
	})
	client := sns.NewFromConfig(cloud.Config())
	for range 3 {
		out, err := client.Publish(t.Context(), publish)
		require.NoError(t, err)
		assert.Equal(t, "id-hello", *out.MessageId)
	}
	assert.Len(t, awstest.Calls[sns.PublishInput](cloud), 3)
	assert.Empty(t, awstest.Calls[sns.ListTopicsInput](cloud))
}

func TestUnstubbedCallFailsClosedAndNamesEverything(t *testing.T) {
	tb := &recorder{}
	client := sns.NewFromConfig(awstest.New(tb).Config())
	_, err := client.Publish(t.Context(), publish)
	require.Error(t, err)
	for _, text := range []string{err.Error(), tb.end()} {
		assert.Contains(t, text, "awstest: unexpected call of SNS Publish: this operation has no stub")
		assert.Contains(t, text, `Message: "hello", TopicArn: "arn:aws:sns:us-east-1:123456789012:jobs"`)
	}
	var op *smithy.OperationError
	require.ErrorAs(t, err, &op)
	assert.Equal(t, "Publish", op.OperationName)
}

func TestWithoutATestTheErrorIsAllThereIs(t *testing.T) {
	cloud := awstest.New(nil)
	_, err := sns.NewFromConfig(cloud.Config()).Publish(t.Context(), publish)
	require.ErrorContains(t, err, "unexpected call")
	require.NoError(t, cloud.Unmet())
	awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{})
	require.ErrorContains(t, cloud.Unmet(), "was called 0 times, want 1 time")
}

func TestParameterValidationStillRuns(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) {
		return &sns.PublishOutput{}, nil
	}).Optional()
	_, err := sns.NewFromConfig(cloud.Config()).Publish(t.Context(), &sns.PublishInput{})
	var invalid smithy.InvalidParamsError
	require.ErrorAs(t, err, &invalid)
	assert.Empty(t, awstest.Calls[sns.PublishInput](cloud), "what does not pass validation is no call")
}

func TestReturnGivesItsOutputsInTurnAndNoMore(t *testing.T) {
	tb := &recorder{}
	cloud := awstest.New(tb)
	awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{MessageId: aws.String("1")}, &sns.PublishOutput{MessageId: aws.String("2")})
	client := sns.NewFromConfig(cloud.Config())
	for _, want := range []string{"1", "2"} {
		out, err := client.Publish(t.Context(), publish)
		require.NoError(t, err)
		assert.Equal(t, want, *out.MessageId)
	}
	_, err := client.Publish(t.Context(), publish)
	require.ErrorContains(t, err, "already had its 2 times")
	assert.Contains(t, err.Error(), "cloud_test.go:", "the line of the expectation is named")
	assert.Len(t, tb.errors, 1)
}

func TestUnusedExpectationsAreReportedAtTheEnd(t *testing.T) {
	tb := &recorder{}
	cloud := awstest.New(tb)
	awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) { return nil, nil })
	awstest.Return[sns.ListTopicsInput](cloud, &sns.ListTopicsOutput{}).Times(2)
	awstest.Fail[sts.GetCallerIdentityInput](cloud, errors.New("no")).Optional()
	_, err := sns.NewFromConfig(cloud.Config()).ListTopics(t.Context(), nil)
	require.NoError(t, err)
	report := tb.end()
	assert.Contains(t, report, "On[sns.PublishInput] made at cloud_test.go:")
	assert.Contains(t, report, "was called 0 times, want at least 1 time")
	assert.Contains(t, report, "Return[sns.ListTopicsInput]")
	assert.Contains(t, report, "was called 1 time, want 2 times")
	assert.NotContains(t, report, "GetCallerIdentity", "an optional expectation may stay unused")
}

func TestNilOutputWithoutErrorIsRefused(t *testing.T) {
	tb := &recorder{}
	cloud := awstest.New(tb)
	awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) { return nil, nil })
	_, err := sns.NewFromConfig(cloud.Config()).Publish(t.Context(), publish)
	require.ErrorContains(t, err, "returned neither an output nor an error")
	assert.NotEmpty(t, tb.end())
}

func TestWhenPicksTheCalls(t *testing.T) {
	tb := &recorder{}
	cloud := awstest.New(tb)
	body := func(s string) func(*sns.PublishInput) bool {
		return func(in *sns.PublishInput) bool { return *in.Message == s }
	}
	awstest.Fail[sns.PublishInput](cloud, awstest.APIError("InvalidParameter", "bad", 400)).When(body("b"))
	awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{MessageId: aws.String("a")}).When(body("a"))
	client := sns.NewFromConfig(cloud.Config())

	out, err := client.Publish(t.Context(), &sns.PublishInput{Message: aws.String("a")})
	require.NoError(t, err)
	assert.Equal(t, "a", *out.MessageId)

	_, err = client.Publish(t.Context(), &sns.PublishInput{Message: aws.String("b")})
	var api smithy.APIError
	require.ErrorAs(t, err, &api)
	assert.Equal(t, "InvalidParameter", api.ErrorCode())

	_, err = client.Publish(t.Context(), &sns.PublishInput{Message: aws.String("c")})
	require.ErrorContains(t, err, "no stub of this operation accepts the input")
	require.Len(t, tb.errors, 1)
}

func TestInOrder(t *testing.T) {
	setUp := func(tb awstest.TB) *sns.Client {
		cloud := awstest.New(tb)
		awstest.InOrder(
			awstest.Return[sns.CreateTopicInput](cloud, &sns.CreateTopicOutput{TopicArn: aws.String("arn")}),
			awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) { return &sns.PublishOutput{}, nil }),
			awstest.Return[sns.DeleteTopicInput](cloud, &sns.DeleteTopicOutput{}),
		)
		return sns.NewFromConfig(cloud.Config())
	}
	create := func(c *sns.Client) error {
		_, err := c.CreateTopic(t.Context(), &sns.CreateTopicInput{Name: aws.String("n")})
		return err
	}
	send := func(c *sns.Client) error { _, err := c.Publish(t.Context(), publish); return err }
	remove := func(c *sns.Client) error {
		_, err := c.DeleteTopic(t.Context(), &sns.DeleteTopicInput{TopicArn: aws.String("arn")})
		return err
	}

	good := setUp(t)
	for _, step := range []func(*sns.Client) error{create, send, send, remove} {
		require.NoError(t, step(good))
	}

	require.ErrorContains(t, send(setUp(&recorder{})), "out of order: Return[sns.CreateTopicInput]")

	late := setUp(&recorder{})
	for _, step := range []func(*sns.Client) error{create, send, remove} {
		require.NoError(t, step(late))
	}
	require.ErrorContains(t, send(late), "out of order: Return[sns.DeleteTopicInput]")
}

func TestAnswersAndRecordsAreCopies(t *testing.T) {
	cloud := awstest.New(t)
	canned := &sns.ListTopicsOutput{Topics: []types.Topic{{TopicArn: aws.String("one")}}}
	awstest.Return[sns.ListTopicsInput](cloud, canned).Times(2)
	client := sns.NewFromConfig(cloud.Config())

	canned.Topics[0].TopicArn = aws.String("changed after Return")
	first, err := client.ListTopics(t.Context(), nil)
	require.NoError(t, err)
	*first.Topics[0].TopicArn = "changed by the first caller"
	second, err := client.ListTopics(t.Context(), nil)
	require.NoError(t, err)
	assert.Equal(t, "one", *second.Topics[0].TopicArn)

	awstest.On(cloud, func(_ context.Context, in *sns.PublishInput) (*sns.PublishOutput, error) {
		*in.Message = "changed by the stub"
		return &sns.PublishOutput{}, nil
	})
	in := &sns.PublishInput{Message: aws.String("as sent"), MessageAttributes: map[string]types.MessageAttributeValue{
		"k": {DataType: aws.String("String"), StringValue: aws.String("as sent")},
	}}
	_, err = client.Publish(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, "as sent", *in.Message, "the caller's input is not the stub's to change")
	*in.MessageAttributes["k"].StringValue = "changed by the caller"
	*awstest.Calls[sns.PublishInput](cloud)[0].Message = "changed by the reader"
	recorded := awstest.Calls[sns.PublishInput](cloud)[0]
	assert.Equal(t, "as sent", *recorded.Message)
	assert.Equal(t, "as sent", *recorded.MessageAttributes["k"].StringValue)
}

func TestOneOutputForManyGoroutines(t *testing.T) {
	cloud := awstest.New(t)
	shared := &sns.PublishOutput{MessageId: aws.String("1")}
	awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) { return shared, nil })
	awstest.Return[sns.ListTopicsInput](cloud, &sns.ListTopicsOutput{}).Times(100).Wire()
	client := sns.NewFromConfig(cloud.Config())
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			_, err := client.Publish(t.Context(), publish)
			assert.NoError(t, err)
			_, err = client.ListTopics(t.Context(), nil)
			assert.NoError(t, err)
			awstest.Calls[sns.PublishInput](cloud)
		})
	}
	wg.Wait()
	assert.Len(t, awstest.Calls[sns.PublishInput](cloud), 100)
}

func TestLatencyMovesVirtualTimeAndHonoursTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) { return &sns.PublishOutput{}, nil })
		client := sns.NewFromConfig(cloud.Config())
		start := time.Now()
		_, err := client.Publish(t.Context(), publish)
		require.NoError(t, err)
		assert.Equal(t, awstest.DefaultLatency, time.Since(start))

		cloud.SetLatency(time.Hour)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = client.Publish(ctx, publish)
		require.ErrorIs(t, err, context.DeadlineExceeded)

		_, err = client.Publish(ctx, publish)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Len(t, awstest.Calls[sns.PublishInput](cloud), 2, "with a context that is done nothing is sent")
	})
}

func TestUnstubbedTransportIsRefused(t *testing.T) {
	cfg := awstest.New(t).Config()
	cfg.APIOptions = nil // a client built without the seams
	cfg.RetryMaxAttempts = 1
	_, err := sts.NewFromConfig(cfg).GetCallerIdentity(t.Context(), nil)
	require.ErrorContains(t, err, "awstest: no network: refused to send POST sts.us-east-1.amazonaws.com")
}

func TestPresigningTakesNoStub(t *testing.T) {
	cloud := awstest.New(t)
	for name, wire := range map[string]bool{"stub": false, "wire": true} {
		t.Run(name, func(t *testing.T) {
			e := awstest.Return[sts.GetCallerIdentityInput](cloud, &sts.GetCallerIdentityOutput{}).Optional()
			if wire {
				e.Wire()
			}
			req, err := sts.NewPresignClient(sts.NewFromConfig(cloud.Config())).PresignGetCallerIdentity(t.Context(), nil)
			require.NoError(t, err)
			assert.Contains(t, req.URL, "X-Amz-Signature=")
			assert.Empty(t, awstest.Calls[sts.GetCallerIdentityInput](cloud))
		})
	}
}

func TestSecretsStayOutOfFailures(t *testing.T) {
	tb := &recorder{}
	_, err := sts.NewFromConfig(awstest.New(tb).Config()).AssumeRole(t.Context(), &sts.AssumeRoleInput{
		RoleArn: aws.String("arn:aws:iam::123456789012:role/r"), RoleSessionName: aws.String("s"), TokenCode: aws.String("987654"),
	})
	require.Error(t, err)
	assert.Contains(t, err.Error(), "TokenCode: (hidden)")
	assert.NotContains(t, err.Error()+tb.end(), "987654")
}
