package main

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	orgtypes "github.com/aws/aws-sdk-go-v2/service/organizations/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/examples/internal/templates"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/policy"
	"github.com/awsessentials/essentials/session"
)

// calls returns the policy of what the function calls for an event, in its own
// account and in the others.
func calls(t *testing.T, ev event) policy.Document {
	cloud := awstest.New(t)
	awstest.On(cloud, func(context.Context, *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
		return &sts.AssumeRoleOutput{
			Credentials: &types.Credentials{
				AccessKeyId: aws.String("ASIA"), SecretAccessKey: aws.String("s"), SessionToken: aws.String("t"), Expiration: aws.Time(time.Now().Add(time.Hour)),
			},
			AssumedRoleUser: &types.AssumedRoleUser{Arn: aws.String("arn:aws:sts::111111111111:assumed-role/RootAudit/x"), AssumedRoleId: aws.String("A:x")},
		}, nil
	}).Optional()
	awstest.On(cloud, func(context.Context, *iam.GetAccountSummaryInput) (*iam.GetAccountSummaryOutput, error) {
		return &iam.GetAccountSummaryOutput{}, nil
	}).Optional()
	awstest.On(cloud, func(context.Context, *sns.PublishInput) (*sns.PublishOutput, error) {
		return &sns.PublishOutput{MessageId: aws.String("m-1")}, nil
	}).Optional()
	awstest.On(cloud, func(context.Context, *organizations.ListAccountsInput) (*organizations.ListAccountsOutput, error) {
		return &organizations.ListAccountsOutput{Accounts: []orgtypes.Account{{Id: aws.String("111111111111"), State: orgtypes.AccountStateActive}}}, nil
	}).Optional()
	sess, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
	require.NoError(t, err)
	a := auditor{
		sess: sess, accounts: []string{"111111111111"}, role: "RootAudit",
		topic: notify.NewTopic(session.Client(sess, sns.NewFromConfig), values["Topic"], notify.TopicOptions{}),
	}
	_, err = a.handle(t.Context(), ev)
	require.NoError(t, err)
	return cloud.Policy()
}

var values = map[string]string{"RoleName": "RootAudit", "Topic": "arn:aws:sns:us-east-1:123456789012:ops"}

func TestTheTemplatesAllowWhatIsCalled(t *testing.T) {
	member := templates.Policy(t, "member-role.yaml", values)
	t.Run("by a schedule", func(t *testing.T) {
		templates.Check(t, calls(t, event{Source: "aws.scheduler"}), templates.Policy(t, "template.yaml", values).Merge(member))
	})
	t.Run("by a state machine", func(t *testing.T) {
		called := calls(t, event{List: true}).Merge(calls(t, event{Account: "111111111111"}))
		templates.Check(t, called, templates.Policy(t, "distributed-template.yaml", values).Merge(member))
	})
}
