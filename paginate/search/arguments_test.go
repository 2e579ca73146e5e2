package search_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/paginate/search"
)

func TestWrongArgumentsAreToldBeforeARequest(t *testing.T) {
	client := sns.NewFromConfig(awstest.New(nil).Config())
	var none context.Context
	for _, items := range []func() error{
		func() error {
			_, err := paginate.Collect(search.Items[any, *sns.ListTopicsOutput, sns.Options](t.Context(), nil, "Topics"))
			return err
		},
		func() error {
			_, err := paginate.Collect(search.Items[any](t.Context(), (*sns.ListTopicsPaginator)(nil), "Topics"))
			return err
		},
		func() error {
			_, err := paginate.Collect(search.Items[any](none, paginate.Op(client.ListTopics, nil), "Topics"))
			return err
		},
		func() error {
			_, err := paginate.Collect(search.Items[any](t.Context(), &paginate.Operation[*sns.ListTopicsInput, *sns.ListTopicsOutput, sns.Options]{}, "Topics"))
			return err
		},
	} {
		require.ErrorIs(t, items(), awserr.ErrInvalid)
	}
	_, err := paginate.Collect(search.Items[any](t.Context(), paginate.Op(client.ListTopics, nil), ""))
	require.ErrorIs(t, err, search.ErrExpression)
	require.NotErrorIs(t, err, awstest.ErrRefused)
}
