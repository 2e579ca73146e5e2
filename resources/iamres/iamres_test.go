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
