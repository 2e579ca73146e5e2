package iamres_test

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/iamres"
)

// Walk the roles, and what is attached to them.
func ExampleIAM_Roles() {
	cloud := awstest.New(nil)
	awstest.Return[iam.ListRolesInput](cloud, &iam.ListRolesOutput{Roles: []types.Role{{RoleName: aws.String("worker")}}})
	awstest.Return[iam.ListAttachedRolePoliciesInput](cloud, &iam.ListAttachedRolePoliciesOutput{
		AttachedPolicies: []types.AttachedPolicy{{PolicyArn: aws.String("arn:aws:iam::aws:policy/ReadOnlyAccess")}},
	})
	iams := iamres.New(iam.NewFromConfig(cloud.Config())) // or iamres.Open(sess)

	ctx := context.Background()
	for role, err := range iams.Roles().All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		for policy, err := range role.AttachedPolicies().All(ctx) {
			if err != nil {
				log.Fatal(err)
			}
			fmt.Println(role.Name, policy.ARN)
		}
	}
	// Output: worker arn:aws:iam::aws:policy/ReadOnlyAccess
}

func TestUpdateGivesTheResourceByItsNewName(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[iam.UpdateUserInput](cloud, &iam.UpdateUserOutput{}).Times(2)
	awstest.Return[iam.UpdateGroupInput](cloud, &iam.UpdateGroupOutput{}).Times(2)
	awstest.Return[iam.UpdateServerCertificateInput](cloud, &iam.UpdateServerCertificateOutput{}).Times(2)
	iams, ctx := iamres.Open(cloud), t.Context()
	user, err := iams.User("ann").Update(ctx, func(in *iam.UpdateUserInput) { in.NewPath = aws.String("/staff/") })
	require.NoError(t, err)
	assert.Equal(t, "ann", user.Name, "boto3 gives one without a name")
	user, err = user.Update(ctx, func(in *iam.UpdateUserInput) { in.NewUserName = aws.String("anna") })
	require.NoError(t, err)
	assert.Equal(t, "anna", user.Name)
	group, err := iams.Group("staff").Update(ctx)
	require.NoError(t, err)
	assert.Equal(t, "staff", group.Name)
	group, err = group.Update(ctx, func(in *iam.UpdateGroupInput) { in.NewGroupName = aws.String("people") })
	require.NoError(t, err)
	assert.Equal(t, "people", group.Name)
	certificate, err := iams.ServerCertificate("web").Update(ctx)
	require.NoError(t, err)
	assert.Equal(t, "web", certificate.Name)
	certificate, err = certificate.Update(ctx, func(in *iam.UpdateServerCertificateInput) { in.NewServerCertificateName = aws.String("www") })
	require.NoError(t, err)
	assert.Equal(t, "www", certificate.Name)
}

func TestTheSecretOfAKeyIsInNoText(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[iam.CreateAccessKeyInput](cloud, &iam.CreateAccessKeyOutput{AccessKey: &types.AccessKey{
		UserName: aws.String("ann"), AccessKeyId: aws.String("AKIA1"), SecretAccessKey: aws.String("hush"),
	}})
	pair, err := iamres.New(iam.NewFromConfig(cloud.Config())).User("ann").CreateAccessKeyPair(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "hush", pair.Secret)
	var b strings.Builder
	slog.New(slog.NewJSONHandler(&b, nil)).Info("made", "pair", pair)
	for _, text := range []string{pair.String(), fmt.Sprintf("%v %+v %#v %s %q %x", pair, pair, pair, pair, pair, pair), pair.Identity().String(), b.String()} {
		assert.NotContains(t, text, "hush")
		assert.Contains(t, text, "AKIA1")
	}
}
