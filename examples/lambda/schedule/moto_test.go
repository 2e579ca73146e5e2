package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/examples/internal/inbox"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/lambda/lambdatest"
	"github.com/awsessentials/essentials/session"
)

func TestEveryLogGroupHasARetentionAfterwards(t *testing.T) {
	server := moto.Start(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	sess, err := session.New(t.Context(), session.Options{Region: "us-east-1", Endpoint: server.URL})
	require.NoError(t, err)
	logs := session.Client(sess, cloudwatchlogs.NewFromConfig)
	const groups = 60 // DescribeLogGroups gives 50 a page
	for i := range groups {
		_, err = logs.CreateLogGroup(t.Context(), &cloudwatchlogs.CreateLogGroupInput{LogGroupName: aws.String(fmt.Sprintf("/app/%02d", i))})
		require.NoError(t, err)
	}
	_, err = logs.PutRetentionPolicy(t.Context(), &cloudwatchlogs.PutRetentionPolicyInput{LogGroupName: aws.String("/app/07"), RetentionInDays: aws.Int32(7)})
	require.NoError(t, err)

	_, err = session.Client(sess, dynamodb.NewFromConfig).CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName:            aws.String("jobs"),
		BillingMode:          types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("id"), AttributeType: types.ScalarAttributeTypeS}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: types.KeyTypeHash}},
	})
	require.NoError(t, err)
	box := inbox.New(t, sess)
	fn := lambdatest.New(t, lambdatest.Build(t, "."), lambdatest.Options{
		Timeout: time.Minute,
		Env:     map[string]string{"TOPIC_ARN": box.TopicARN, "RETENTION_DAYS": "90", "JOBS": "jobs", "AWS_ENDPOINT_URL": server.URL},
	})
	var res result
	fn.Invoke(t, lambdatest.Event{Payload: []byte(starts["scheduler"])}).Decode(t, &res)
	assert.Equal(t, groups, res.Handover.Items)
	assert.Equal(t, groups-1, res.Handover.Totals.Changed)

	k := retention{logs: logs}
	for group, err := range k.groups().All(t.Context()) {
		require.NoError(t, err)
		want := int32(90)
		if *group.LogGroupName == "/app/07" {
			want = 7
		}
		assert.Equal(t, want, aws.ToInt32(group.RetentionInDays), *group.LogGroupName)
	}
	messages := box.Receive(t)
	require.Len(t, messages, 1)
	assert.Equal(t, "log retention done", messages[0].Subject)

	fn.Invoke(t, lambdatest.Event{Payload: []byte(starts["rule"])}).Decode(t, &res)
	assert.Zero(t, res.Handover.Totals.Changed, "the second night there is nothing to do")
}
