package snsres_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/snsres"
)

// TestASubscriptionIsNamedBeforeItIsConfirmed: without the flag its ARN would be
// the words "pending confirmation", and it could not be loaded or deleted.
func TestASubscriptionIsNamedBeforeItIsConfirmed(t *testing.T) {
	const arn = "arn:aws:sns:eu-west-1:111122223333:alerts:1"
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *sns.SubscribeInput) (*sns.SubscribeOutput, error) {
		if !in.ReturnSubscriptionArn {
			return &sns.SubscribeOutput{SubscriptionArn: aws.String("pending confirmation")}, nil
		}
		return &sns.SubscribeOutput{SubscriptionArn: aws.String(arn)}, nil
	})
	subscription, err := snsres.New(sns.NewFromConfig(cloud.Config())).Topic("arn:t").Subscribe(t.Context(), "email", "me@example.com")
	require.NoError(t, err)
	assert.Equal(t, arn, subscription.ARN)
}
