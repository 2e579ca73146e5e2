package main

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/examples/internal/inbox"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/lambda/lambdatest"
	"github.com/awsessentials/essentials/session"
)

func TestAMessageAboutARealInstanceArrives(t *testing.T) {
	server := moto.Start(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	sess, err := session.New(t.Context(), session.Options{Region: "us-east-1", Endpoint: server.URL})
	require.NoError(t, err)
	instances := session.Client(sess, ec2.NewFromConfig)
	out, err := instances.RunInstances(t.Context(), &ec2.RunInstancesInput{
		ImageId: aws.String("ami-12c6146b"), InstanceType: types.InstanceTypeT4gSmall, MinCount: aws.Int32(1), MaxCount: aws.Int32(1),
		TagSpecifications: []types.TagSpecification{{ResourceType: types.ResourceTypeInstance, Tags: []types.Tag{{Key: aws.String("Name"), Value: aws.String("web-1")}}}},
	})
	require.NoError(t, err)
	id := aws.ToString(out.Instances[0].InstanceId)
	box := inbox.New(t, sess)
	fn := lambdatest.New(t, lambdatest.Build(t, "."), lambdatest.Options{Env: map[string]string{"TOPIC_ARN": box.TopicARN, "AWS_ENDPOINT_URL": server.URL}})

	var got answer
	fn.Invoke(t, lambdatest.Event{Payload: []byte(strings.ReplaceAll(stopped, "i-0abc", id))}).Decode(t, &got)
	assert.NotEmpty(t, got.MessageID)
	messages := box.Receive(t)
	require.Len(t, messages, 1)
	assert.Equal(t, "web-1 ("+id+") is stopped", messages[0].Subject)
	assert.Contains(t, messages[0].Message, "type      t4g.small\n")

	fn.Invoke(t, lambdatest.Event{Payload: []byte(strings.ReplaceAll(stopped, "i-0abc", "i-00000000000000000"))}).Decode(t, &got)
	messages = box.Receive(t)
	require.Len(t, messages, 1)
	assert.Contains(t, messages[0].Message, "EC2 does not know the instance any more")
}
