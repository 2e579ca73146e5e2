package awstest_test

import (
	"context"
	"errors"
	"net/http"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
)

func publishing(t *testing.T) (*awstest.Cloud, *sns.Client, *awstest.Expect[sns.PublishInput]) {
	cloud := awstest.New(t)
	e := awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) {
		return &sns.PublishOutput{MessageId: aws.String("1")}, nil
	})
	return cloud, sns.NewFromConfig(cloud.Config()), e
}

func TestWireStandsUnderTheRetryer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		throttled := awstest.APIError("Throttling", "Rate exceeded", 400)
		awstest.Fail[sns.PublishInput](cloud, throttled).Times(2).Wire()
		awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{MessageId: aws.String("1")})
		out, err := sns.NewFromConfig(cloud.Config()).Publish(t.Context(), publish)
		require.NoError(t, err)
		assert.Equal(t, "1", *out.MessageId)
		assert.Len(t, awstest.Calls[sns.PublishInput](cloud), 3, "each attempt is a call")
	})
}

func TestStubIsNotRetried(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Fail[sns.PublishInput](cloud, awstest.APIError("Throttling", "Rate exceeded", 400))
	_, err := sns.NewFromConfig(cloud.Config()).Publish(t.Context(), publish)
	require.ErrorContains(t, err, "Throttling")
	assert.Len(t, awstest.Calls[sns.PublishInput](cloud), 1)
}

func TestCallFromTellsServiceRegionAndKey(t *testing.T) {
	cloud := awstest.New(t)
	var seen []awstest.Call
	e := awstest.On(cloud, func(ctx context.Context, _ *sns.PublishInput) (*sns.PublishOutput, error) {
		seen = append(seen, awstest.CallFrom(ctx))
		return &sns.PublishOutput{}, nil
	})
	cfg := cloud.Config()
	cfg.Region = "eu-west-1"
	client := sns.NewFromConfig(cfg)
	_, err := client.Publish(t.Context(), publish)
	require.NoError(t, err)
	e.Wire()
	_, err = client.Publish(t.Context(), publish)
	require.NoError(t, err)
	assert.Equal(t, []awstest.Call{
		{Service: "SNS", Operation: "Publish", Region: "eu-west-1"},
		{Service: "SNS", Operation: "Publish", Region: "eu-west-1", AccessKeyID: awstest.AccessKeyID},
	}, seen)
	assert.Zero(t, awstest.CallFrom(t.Context()))
}

func TestErrorsAreShapedAsInLife(t *testing.T) {
	status := func(err error) int {
		var response *awshttp.ResponseError
		require.ErrorAs(t, err, &response)
		return response.HTTPStatusCode()
	}
	cloud, client, _ := publishing(t)
	_ = cloud
	cases := map[string]struct {
		err    error
		code   string
		status int
	}{
		"made":           {awstest.APIError("Gone", "it is gone", http.StatusGone), "Gone", http.StatusGone},
		"modelled":       {&types.NotFoundException{Message: aws.String("no topic")}, "NotFound", http.StatusBadRequest},
		"server's fault": {&types.InternalErrorException{}, "InternalError", http.StatusInternalServerError},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			cloud := awstest.New(t)
			awstest.Fail[sns.GetTopicAttributesInput](cloud, c.err)
			_, err := sns.NewFromConfig(cloud.Config()).GetTopicAttributes(t.Context(), &sns.GetTopicAttributesInput{TopicArn: aws.String("arn")})
			var api smithy.APIError
			require.ErrorAs(t, err, &api)
			assert.Equal(t, c.code, api.ErrorCode())
			assert.Equal(t, c.status, status(err))
			require.ErrorIs(t, err, c.err)
		})
	}
	_, err := client.Publish(t.Context(), publish)
	require.NoError(t, err)
}

func TestFaultsHitTheCallsThatTheyName(t *testing.T) {
	cases := map[string]struct {
		fault awstest.Fault
		calls int // the attempts that end in success; 0 where the SDK gives up
		took  time.Duration
		check func(*testing.T, error)
	}{
		"throttle":    {fault: awstest.Throttle(1, 2), calls: 3},
		"server":      {fault: awstest.ServerError(1), calls: 2},
		"reset":       {fault: awstest.ConnectionReset(2), calls: 1},
		"reset first": {fault: awstest.ConnectionReset(1), calls: 2},
		"slow":        {fault: awstest.Slow(time.Minute, 1), calls: 1, took: time.Minute},
		"expired": {fault: awstest.ExpiredToken(), check: func(t *testing.T, err error) {
			var api smithy.APIError
			require.ErrorAs(t, err, &api)
			assert.Equal(t, "ExpiredToken", api.ErrorCode())
		}},
		"reset always": {fault: awstest.ConnectionReset(), check: func(t *testing.T, err error) {
			require.ErrorIs(t, err, syscall.ECONNRESET)
			var attempts interface{ Unwrap() error }
			require.ErrorAs(t, err, &attempts)
			assert.Contains(t, err.Error(), "exceeded maximum number of attempts, 3")
		}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cloud, client, e := publishing(t)
				e.Optional()
				awstest.Inject[sns.PublishInput](cloud, c.fault)
				start := time.Now()
				_, err := client.Publish(t.Context(), publish)
				if c.check != nil {
					c.check(t, err)
					return
				}
				require.NoError(t, err)
				assert.Len(t, awstest.Calls[sns.PublishInput](cloud), c.calls)
				assert.GreaterOrEqual(t, time.Since(start), c.took)
			})
		})
	}
}

func TestSlowEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud, client, e := publishing(t)
		e.Optional()
		awstest.Inject[sns.PublishInput](cloud, awstest.Slow(time.Hour))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		_, err := client.Publish(ctx, publish)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, time.Second, time.Since(start))
	})
}

func TestPartialFailureOfABatch(t *testing.T) {
	cloud := awstest.New(t)
	var delivered []string
	awstest.On(cloud, func(_ context.Context, in *sns.PublishBatchInput) (*sns.PublishBatchOutput, error) {
		out := &sns.PublishBatchOutput{}
		for _, e := range in.PublishBatchRequestEntries {
			delivered = append(delivered, *e.Id)
			out.Successful = append(out.Successful, types.PublishBatchResultEntry{Id: e.Id})
		}
		return out, nil
	})
	awstest.Inject[sns.PublishBatchInput](cloud, awstest.PartialFailure(awstest.EntryFailure{
		Entries: []int{1, 7}, Code: "InvalidParameter", Message: "bad", SenderFault: true,
	}, 1))
	batch := &sns.PublishBatchInput{TopicArn: publish.TopicArn}
	for _, id := range []string{"a", "b", "c"} {
		batch.PublishBatchRequestEntries = append(batch.PublishBatchRequestEntries,
			types.PublishBatchRequestEntry{Id: aws.String(id), Message: aws.String(id)})
	}
	client := sns.NewFromConfig(cloud.Config())
	out, err := client.PublishBatch(t.Context(), batch)
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "c"}, delivered, "a failed entry does not reach the stub")
	require.Len(t, out.Failed, 1)
	assert.Equal(t, types.BatchResultErrorEntry{
		Id: aws.String("b"), Code: aws.String("InvalidParameter"), Message: aws.String("bad"), SenderFault: true,
	}, out.Failed[0])
	assert.Len(t, out.Successful, 2)
	assert.Len(t, batch.PublishBatchRequestEntries, 3, "the caller's input stays as it was")
	assert.Len(t, awstest.Calls[sns.PublishBatchInput](cloud)[0].PublishBatchRequestEntries, 3, "the call is recorded as it was made")

	out, err = client.PublishBatch(t.Context(), batch)
	require.NoError(t, err)
	assert.Empty(t, out.Failed, "only call 1 was to fail")
}

func TestPartialFailureOfACannedAnswer(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[sns.PublishBatchInput](cloud, &sns.PublishBatchOutput{Successful: []types.PublishBatchResultEntry{{Id: aws.String("a")}}})
	awstest.Inject[sns.PublishBatchInput](cloud, awstest.PartialFailure(awstest.EntryFailure{Entries: []int{0}}))
	out, err := sns.NewFromConfig(cloud.Config()).PublishBatch(t.Context(), &sns.PublishBatchInput{
		TopicArn:                   publish.TopicArn,
		PublishBatchRequestEntries: []types.PublishBatchRequestEntry{{Id: aws.String("a"), Message: aws.String("m")}},
	})
	require.NoError(t, err)
	assert.Empty(t, out.Successful, "an entry is not both failed and successful")
	require.Len(t, out.Failed, 1)
	assert.Equal(t, "InternalError", *out.Failed[0].Code)
}

func TestConnectionResetIsTheTransportsError(t *testing.T) {
	cloud, _, e := publishing(t)
	e.Optional()
	awstest.Inject[sns.PublishInput](cloud, awstest.ConnectionReset())
	cfg := cloud.Config()
	cfg.RetryMaxAttempts = 1
	_, err := sns.NewFromConfig(cfg).Publish(t.Context(), publish)
	var send *smithyhttp.RequestSendError
	require.True(t, errors.As(err, &send))
}
