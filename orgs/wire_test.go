package orgs_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/orgs"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
)

// staticKeys opens nothing but the emulator.
func staticKeys() aws.CredentialsProviderFunc {
	return func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "AKIAEXAMPLE", SecretAccessKey: "s"}, nil
	}
}

func TestOrganizationOnTheWire(t *testing.T) {
	server := moto.Start(t)
	ctx := t.Context()
	s, err := session.FromConfig(ctx, aws.Config{Region: "us-east-1", Credentials: staticKeys()}, session.Options{Endpoint: server.URL})
	require.NoError(t, err)
	client := session.Client(s, organizations.NewFromConfig)
	_, err = client.CreateOrganization(ctx, &organizations.CreateOrganizationInput{})
	require.NoError(t, err)
	roots, err := client.ListRoots(ctx, &organizations.ListRootsInput{})
	require.NoError(t, err)
	root := roots.Roots[0].Id
	work, err := client.CreateOrganizationalUnit(ctx, &organizations.CreateOrganizationalUnitInput{ParentId: root, Name: aws.String("Workloads")})
	require.NoError(t, err)
	prod, err := client.CreateOrganizationalUnit(ctx, &organizations.CreateOrganizationalUnitInput{ParentId: work.OrganizationalUnit.Id, Name: aws.String("Prod")})
	require.NoError(t, err)
	for name, unit := range map[string]*string{"shop": prod.OrganizationalUnit.Id, "tools": work.OrganizationalUnit.Id, "sandbox": nil} {
		out, err := client.CreateAccount(ctx, &organizations.CreateAccountInput{AccountName: aws.String(name), Email: aws.String(name + "@example.com"),
			Tags: []types.Tag{{Key: aws.String("name"), Value: aws.String(name)}}})
		require.NoError(t, err)
		if unit != nil {
			_, err = client.MoveAccount(ctx, &organizations.MoveAccountInput{AccountId: out.CreateAccountStatus.AccountId, SourceParentId: root, DestinationParentId: unit})
			require.NoError(t, err)
		}
	}
	assert.ElementsMatch(t, []string{"master", "shop", "tools", "sandbox"}, names(t, s, orgs.Query{}))
	assert.Equal(t, []string{"tools", "shop"}, names(t, s, orgs.Query{Under: []string{"Workloads"}}))
	assert.Equal(t, []string{"shop"}, names(t, s, orgs.Query{Under: []string{"Workloads/Prod"}}))
	assert.Equal(t, []string{"sandbox"}, names(t, s, orgs.Query{Tags: map[string]string{"name": "sandbox"}}))
	targets, err := orgs.Targets(ctx, s, orgs.Query{Under: []string{*prod.OrganizationalUnit.Id}}, []string{"eu-west-1"}, s.RoleIn("Audit"))
	require.NoError(t, err)
	for r := range across.Preflight(ctx, s, targets, across.Options{}) {
		require.NoError(t, r.Err)
		assert.Equal(t, r.Target.Account, r.Value.Account)
	}
}
