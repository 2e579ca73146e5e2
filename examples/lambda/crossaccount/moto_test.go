package main

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/examples/internal/inbox"
	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/lambda/lambdatest"
	"github.com/awsessentials/essentials/session"
)

func TestUsersOfThreeAccountsAreCounted(t *testing.T) {
	server := moto.Start(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	sess, err := session.New(t.Context(), session.Options{Region: "us-east-1", Endpoint: server.URL})
	require.NoError(t, err)
	for account, users := range map[string][]string{
		"111111111111": {"ann"}, "222222222222": {"bob", "cid", "dee"}, "333333333333": {},
	} {
		there, err := sess.Assume(t.Context(), sess.Role(account, "RootAudit"))
		require.NoError(t, err)
		for _, name := range users {
			_, err := session.Client(there, iam.NewFromConfig).CreateUser(t.Context(), &iam.CreateUserInput{UserName: aws.String(name)})
			require.NoError(t, err)
		}
	}
	box := inbox.New(t, sess)
	var f findings
	lambdatest.New(t, lambdatest.Build(t, "."), lambdatest.Options{
		Timeout: time.Minute,
		Env: map[string]string{
			"ACCOUNTS": "111111111111,222222222222,333333333333", "ROLE": "RootAudit", "TOPIC_ARN": box.TopicARN, "AWS_ENDPOINT_URL": server.URL,
		},
	}).Invoke(t, lambdatest.Event{Payload: daily}).Decode(t, &f)
	assert.Equal(t, 3, f.Counted)
	assert.Equal(t, 4, f.Users)
	assert.Empty(t, f.Failed)
	messages := box.Receive(t)
	require.Len(t, messages, 1)
	assert.Equal(t, "root user audit done", messages[0].Subject)
}
