package main

import (
	"encoding/json"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/examples/internal/templates"
	"github.com/awsessentials/essentials/notify"
)

func TestTheTemplateAllowsWhatIsCalled(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.DescribeInstancesInput](cloud, &ec2.DescribeInstancesOutput{})
	awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{MessageId: aws.String("m-1")})
	w := watcher{
		ec2:   ec2.NewFromConfig(cloud.Config()),
		topic: notify.NewTopic(sns.NewFromConfig(cloud.Config()), opsTopic, notify.TopicOptions{}),
	}
	var event events.EventBridgeEvent
	require.NoError(t, json.Unmarshal([]byte(stopped), &event))
	_, err := w.handle(t.Context(), event)
	require.NoError(t, err)

	templates.Check(t, cloud.Policy(), templates.Policy(t, "template.yaml", map[string]string{"Topic": opsTopic}))
}
