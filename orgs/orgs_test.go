package orgs_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/account"
	accounttypes "github.com/aws/aws-sdk-go-v2/service/account/types"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/orgs"
	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/session"
)

func member(id, name string, state types.AccountState) types.Account {
	return types.Account{Id: aws.String(id), Name: aws.String(name), State: state}
}

var members = []types.Account{
	member("111111111111", "management", types.AccountStateActive),
	member("222222222222", "shop", types.AccountStateActive),
	member("333333333333", "shop-test", types.AccountStateActive),
	member("444444444444", "old-shop", types.AccountStateSuspended),
	member("555555555555", "payments", types.AccountStateActive),
}

// organization lists its members over several pages, one of them empty.
func organization(tb awstest.TB) (*awstest.Cloud, *session.Session) {
	cloud := awstest.New(tb)
	awstest.Pages[organizations.ListAccountsInput](cloud,
		&organizations.ListAccountsOutput{Accounts: members[:2]},
		&organizations.ListAccountsOutput{NextToken: aws.String("go on")},
		&organizations.ListAccountsOutput{Accounts: members[2:]}).Optional()
	awstest.On(cloud, func(context.Context, *organizations.ListRootsInput) (*organizations.ListRootsOutput, error) {
		return &organizations.ListRootsOutput{Roots: []types.Root{{Id: aws.String("r-1")}}}, nil
	}).Optional()
	awstest.On(cloud, func(_ context.Context, in *organizations.ListOrganizationalUnitsForParentInput) (*organizations.ListOrganizationalUnitsForParentOutput, error) {
		children := map[string][]types.OrganizationalUnit{
			"r-1":       {{Id: aws.String("ou-1-sand"), Name: aws.String("Sandbox")}, {Id: aws.String("ou-1-work"), Name: aws.String("Workloads")}},
			"ou-1-work": {{Id: aws.String("ou-1-prod"), Name: aws.String("Prod")}, {Id: aws.String("ou-1-test"), Name: aws.String("Test")}},
		}
		return &organizations.ListOrganizationalUnitsForParentOutput{OrganizationalUnits: children[*in.ParentId]}, nil
	}).Optional()
	awstest.On(cloud, func(_ context.Context, in *organizations.ListAccountsForParentInput) (*organizations.ListAccountsForParentOutput, error) {
		below := map[string][]types.Account{"r-1": members[:1], "ou-1-prod": {members[1], members[3], members[4]}, "ou-1-test": members[2:3]}
		return &organizations.ListAccountsForParentOutput{Accounts: below[*in.ParentId]}, nil
	}).Optional()
	awstest.On(cloud, func(_ context.Context, in *organizations.ListTagsForResourceInput) (*organizations.ListTagsForResourceOutput, error) {
		if *in.ResourceId == "222222222222" {
			return &organizations.ListTagsForResourceOutput{Tags: []types.Tag{{Key: aws.String("team"), Value: aws.String("web")}, {Key: aws.String("tier"), Value: aws.String("1")}}}, nil
		}
		return &organizations.ListTagsForResourceOutput{}, nil
	}).Optional()
	s, err := session.FromConfig(context.Background(), cloud.Config(), session.Options{})
	if err != nil {
		panic(err)
	}
	return cloud, s
}

func names(t *testing.T, s *session.Session, q orgs.Query) []string {
	t.Helper()
	var names []string
	for a, err := range orgs.Accounts(t.Context(), s, q) {
		require.NoError(t, err)
		names = append(names, *a.Name)
	}
	return names
}

func TestAccountsByQuery(t *testing.T) {
	_, s := organization(t)
	for _, test := range []struct {
		name string
		q    orgs.Query
		want []string
	}{
		{"all that are active", orgs.Query{}, []string{"management", "shop", "shop-test", "payments"}},
		{"by the ID of a unit", orgs.Query{Under: []string{"ou-1-prod"}}, []string{"shop", "payments"}},
		{"by the ID of a unit further up", orgs.Query{Under: []string{"ou-1-work"}}, []string{"shop", "payments", "shop-test"}},
		{"by the root", orgs.Query{Under: []string{"r-1"}}, []string{"management", "shop", "payments", "shop-test"}},
		{"by names", orgs.Query{Under: []string{"Workloads/Prod"}}, []string{"shop", "payments"}},
		{"by several units", orgs.Query{Under: []string{"ou-1-test", "/Workloads/Prod/"}}, []string{"shop-test", "shop", "payments"}},
		{"by units that hold each other", orgs.Query{Under: []string{"ou-1-prod", "ou-1-work"}}, []string{"shop", "payments", "shop-test"}},
		{"by state", orgs.Query{States: []types.AccountState{types.AccountStateSuspended}}, []string{"old-shop"}},
		{"by tags", orgs.Query{Tags: map[string]string{"team": "web", "tier": ""}}, []string{"shop"}},
		{"by a tag with another value", orgs.Query{Tags: map[string]string{"team": "db"}}, nil},
		{"with exceptions", orgs.Query{Except: []string{"111111111111", "333333333333"}}, []string{"shop", "payments"}},
	} {
		t.Run(test.name, func(t *testing.T) { assert.Equal(t, test.want, names(t, s, test.q)) })
	}
}

func TestTagsAreAskedOnlyForAccountsThatTheRestKeeps(t *testing.T) {
	cloud, s := organization(t)
	names(t, s, orgs.Query{Under: []string{"ou-1-prod"}, Tags: map[string]string{"team": "web"}})
	assert.Len(t, awstest.Calls[organizations.ListTagsForResourceInput](cloud), 2)
}

func TestUnitThatDoesNotExist(t *testing.T) {
	_, s := organization(t)
	for a, err := range orgs.Accounts(t.Context(), s, orgs.Query{Under: []string{"Workloads/Prof"}}) {
		require.ErrorIs(t, err, orgs.ErrNoUnit)
		assert.EqualError(t, err, `orgs: accounts: no such organizational unit: "Workloads/Prof": there is no "Prof"`)
		assert.Nil(t, a.Id)
	}
}

func TestNothingIsAskedBeforeRangingNorAfterLeaving(t *testing.T) {
	cloud, s := organization(t)
	seq := orgs.Accounts(t.Context(), s, orgs.Query{})
	assert.Empty(t, awstest.Calls[organizations.ListAccountsInput](cloud))
	for range seq {
		break
	}
	assert.Len(t, awstest.Calls[organizations.ListAccountsInput](cloud), 1)
}

func TestErrorOfTheServiceEndsTheListing(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Fail[organizations.ListAccountsInput](cloud, awstest.APIError("AccessDeniedException", "no", 400))
	s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
	require.NoError(t, err)
	_, err = orgs.Targets(t.Context(), s, orgs.Query{}, nil, nil)
	require.Error(t, err)
	assert.Contains(t, err.Error(), "orgs: accounts: ")
	assert.Contains(t, err.Error(), "AccessDeniedException")
}

func TestEnabledRegions(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *account.ListRegionsInput) (*account.ListRegionsOutput, error) {
		if len(in.RegionOptStatusContains) != 2 {
			return nil, errors.New("the regions that are not enabled were asked for")
		}
		return &account.ListRegionsOutput{Regions: []accounttypes.Region{
			{RegionName: aws.String("us-west-2")}, {RegionName: aws.String("eu-west-1")}, {RegionName: aws.String("us-east-1")}}}, nil
	})
	s, err := session.FromConfig(t.Context(), cloud.Config(), session.Options{})
	require.NoError(t, err)
	all, err := orgs.EnabledRegions(t.Context(), s)
	require.NoError(t, err)
	assert.Equal(t, []string{"eu-west-1", "us-east-1", "us-west-2"}, all)
	us, err := orgs.EnabledRegions(t.Context(), s, "us-*")
	require.NoError(t, err)
	assert.Equal(t, []string{"us-east-1", "us-west-2"}, us)
	_, err = orgs.EnabledRegions(t.Context(), s, "ap-*")
	require.ErrorIs(t, err, session.ErrUnknownRegion)
}

func ExampleTargets() {
	_, sess := organization(nil)
	targets, err := orgs.Targets(context.Background(), sess, orgs.Query{Under: []string{"Workloads/Prod"}},
		[]string{"eu-west-1", "us-east-1"}, sess.RoleIn("Audit"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range targets {
		fmt.Println(t, t.Role.ARN)
	}
	// Output:
	// shop eu-west-1 arn:aws:iam::222222222222:role/Audit
	// shop us-east-1 arn:aws:iam::222222222222:role/Audit
	// payments eu-west-1 arn:aws:iam::555555555555:role/Audit
	// payments us-east-1 arn:aws:iam::555555555555:role/Audit
}

func TestWrongArgumentsAreRefusedBeforeAnyRequest(t *testing.T) {
	s := new(session.Session)
	ctx := t.Context()
	accounts := func(ctx context.Context, s *session.Session, q orgs.Query) error {
		_, err := paginate.Collect(orgs.Accounts(ctx, s, q))
		return err
	}
	targets := func(ctx context.Context, s *session.Session, q orgs.Query) error {
		_, err := orgs.Targets(ctx, s, q, nil, nil)
		return err
	}
	var none context.Context
	for name, call := range map[string]func(context.Context, *session.Session, orgs.Query) error{"Accounts": accounts, "Targets": targets} {
		for argument, err := range map[string]error{
			"ctx": call(none, s, orgs.Query{}), "s": call(ctx, nil, orgs.Query{}),
			"Query.Under": call(ctx, s, orgs.Query{Under: []string{"Workloads//Prod"}}), "Query.Tags": call(ctx, s, orgs.Query{Tags: map[string]string{"": "x"}}),
			"Query.Except": call(ctx, s, orgs.Query{Except: []string{"Audit"}}),
		} {
			invalid, ok := errors.AsType[*awserr.InvalidError](err)
			if assert.True(t, ok, "%s %s: %v", name, argument, err) {
				assert.Equal(t, "orgs."+name, invalid.Operation)
				assert.Equal(t, argument, invalid.Argument)
			}
		}
	}
	assert.Error(t, accounts(ctx, s, orgs.Query{Under: []string{""}}))
	_, err := orgs.EnabledRegions(none, s)
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = orgs.EnabledRegions(ctx, nil)
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}
