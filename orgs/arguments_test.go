package orgs_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/orgs"
	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/session"
)

func TestWrongArgumentsAreToldBeforeARequest(t *testing.T) {
	t.Setenv("AWS_REGION", "us-east-1")
	sess, err := session.FromConfig(t.Context(), awstest.New(nil).Config(), session.Options{})
	require.NoError(t, err)
	var none context.Context
	for _, s := range []*session.Session{nil, {}, sess} {
		ctx := t.Context()
		if s == sess {
			ctx = none
		}
		_, _, err := paginate.First(orgs.Accounts(ctx, s, orgs.Query{}))
		require.ErrorIs(t, err, awserr.ErrInvalid)
		_, err = orgs.EnabledRegions(ctx, s)
		require.ErrorIs(t, err, awserr.ErrInvalid)
		_, err = orgs.Targets(ctx, s, orgs.Query{}, []string{"us-east-1"}, nil)
		require.ErrorIs(t, err, awserr.ErrInvalid)
	}
}
