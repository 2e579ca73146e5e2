package awstest_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
)

var object = &s3.GetObjectInput{Bucket: aws.String("b"), Key: aws.String("k")}

type closed struct {
	io.Reader
	times int
}

func (c *closed) Close() error { c.times++; return nil }

func TestEveryCallGetsTheWholeBody(t *testing.T) {
	cloud := awstest.New(t)
	source := &closed{Reader: iotest.OneByteReader(strings.NewReader("hello"))}
	awstest.Return[s3.GetObjectInput](cloud, &s3.GetObjectOutput{Body: source}).Times(20)
	client := s3.NewFromConfig(cloud.Config())
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			out, err := client.GetObject(t.Context(), object)
			if assert.NoError(t, err) {
				text, err := io.ReadAll(out.Body)
				assert.NoError(t, err)
				assert.Equal(t, "hello", string(text))
				assert.NoError(t, out.Body.Close())
			}
		})
	}
	wg.Wait()
	assert.Equal(t, 1, source.times, "closed at its end")
}

func TestABodyThatBreaksBreaksForEveryCall(t *testing.T) {
	cloud := awstest.New(t)
	broken := errors.New("connection lost")
	awstest.Return[s3.GetObjectInput](cloud, &s3.GetObjectOutput{
		Body: io.NopCloser(io.MultiReader(strings.NewReader("hel"), iotest.ErrReader(broken))),
	}).Times(2)
	for range 2 {
		out, err := s3.NewFromConfig(cloud.Config()).GetObject(t.Context(), object)
		require.NoError(t, err)
		text, err := io.ReadAll(out.Body)
		require.ErrorIs(t, err, broken)
		assert.Equal(t, "hel", string(text))
	}
}

func TestTheBodyOfAnInputIsKept(t *testing.T) {
	for name, body := range map[string]io.Reader{
		"seeks": strings.NewReader("--hello"), "does not": bytes.NewBufferString("--hello"),
	} {
		for _, wire := range []bool{false, true} {
			if _, seeks := body.(io.Seeker); wire && !seeks {
				continue // the SDK wants to seek over plain HTTP
			}
			cloud := awstest.New(t)
			read := func(in *s3.PutObjectInput) string {
				text, err := io.ReadAll(in.Body)
				require.NoError(t, err)
				return string(text)
			}
			expect := awstest.On(cloud, func(_ context.Context, in *s3.PutObjectInput) (*s3.PutObjectOutput, error) {
				assert.Equal(t, "hello", read(in), name)
				return &s3.PutObjectOutput{}, nil
			}).When(func(in *s3.PutObjectInput) bool { return read(in) == "hello" })
			if wire {
				expect.Wire()
				awstest.Inject[s3.PutObjectInput](cloud, awstest.Throttle(1))
			}
			if seeker, ok := body.(io.Seeker); ok {
				_, err := seeker.Seek(2, io.SeekStart)
				require.NoError(t, err)
			} else {
				_, err := io.CopyN(io.Discard, body, 2)
				require.NoError(t, err)
			}
			_, err := s3.NewFromConfig(cloud.Config()).PutObject(t.Context(), &s3.PutObjectInput{Bucket: object.Bucket, Key: object.Key, Body: body})
			require.NoError(t, err)
			for range 2 {
				for _, in := range awstest.Calls[s3.PutObjectInput](cloud) {
					assert.Equal(t, "hello", read(in), name)
				}
			}
		}
	}
}

func TestEventStreamsAreRefused(t *testing.T) {
	for _, stub := range []func(*awstest.Cloud){
		func(c *awstest.Cloud) {
			awstest.Return[s3.SelectObjectContentInput](c, &s3.SelectObjectContentOutput{})
		},
		func(c *awstest.Cloud) {
			awstest.Return[kinesis.SubscribeToShardInput](c, &kinesis.SubscribeToShardOutput{})
		},
		func(c *awstest.Cloud) {
			awstest.On(c, func(context.Context, *lambda.InvokeWithResponseStreamInput) (*lambda.InvokeWithResponseStreamOutput, error) {
				return nil, nil
			})
		},
	} {
		cloud := awstest.New(nil)
		stub(cloud)
		require.ErrorIs(t, cloud.Unmet(), awserr.ErrInvalid)
		require.ErrorContains(t, cloud.Unmet(), "must not be an event stream")
	}
	cloud := awstest.New(t)
	awstest.Fail[kinesis.SubscribeToShardInput](cloud, awstest.APIError("ResourceNotFoundException", "", 400))
	_, err := kinesis.NewFromConfig(cloud.Config()).SubscribeToShard(t.Context(), &kinesis.SubscribeToShardInput{
		ConsumerARN: aws.String("arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1"), ShardId: aws.String("shardId-0"),
		StartingPosition: &kinesistypes.StartingPosition{Type: kinesistypes.ShardIteratorTypeLatest},
	})
	assert.True(t, awserr.IsNotFound(err), "failing needs no stream: %v", err)
}
