package logsres_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/logsres"
	"github.com/awsessentials/essentials/waiters"
)

func TestQueryWaitsForItsRows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[cloudwatchlogs.StartQueryInput](cloud, &cloudwatchlogs.StartQueryOutput{QueryId: aws.String("q-1")})
		awstest.Return[cloudwatchlogs.GetQueryResultsInput](cloud,
			&cloudwatchlogs.GetQueryResultsOutput{Status: types.QueryStatusRunning},
			&cloudwatchlogs.GetQueryResultsOutput{Status: types.QueryStatusComplete, Results: [][]types.ResultField{
				{{Field: aws.String("level"), Value: aws.String("ERROR")}, {Field: aws.String("count()"), Value: aws.String("3")}},
			}})
		group := logsres.New(cloudwatchlogs.NewFromConfig(cloud.Config())).Group("/app")
		from := time.Unix(1000, 0)
		rows, err := group.Query(t.Context(), "stats count() by level", from, from.Add(time.Hour))
		require.NoError(t, err)
		assert.Equal(t, []map[string]string{{"level": "ERROR", "count()": "3"}}, rows)
		in := awstest.Calls[cloudwatchlogs.StartQueryInput](cloud)[0]
		assert.Equal(t, []int64{1000, 4600}, []int64{*in.StartTime, *in.EndTime})

		_, err = group.Query(t.Context(), "fields @message", from, from.Add(-1))
		assert.ErrorIs(t, err, awserr.ErrInvalid)
	})
}

func TestAQueryThatIsNotWaitedForIsStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		for range 3 {
			awstest.Return[cloudwatchlogs.GetQueryResultsInput](cloud, &cloudwatchlogs.GetQueryResultsOutput{Status: types.QueryStatusRunning}).Optional()
		}
		awstest.Return[cloudwatchlogs.StopQueryInput](cloud, &cloudwatchlogs.StopQueryOutput{Success: true})
		_, err := logsres.New(cloudwatchlogs.NewFromConfig(cloud.Config())).Query("q-1").Wait(t.Context(), waiters.Options{Max: 3 * time.Second})
		assert.Error(t, err)
		assert.Len(t, awstest.Calls[cloudwatchlogs.StopQueryInput](cloud), 1)
	})
}

func TestAFailedQueryIsAnError(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[cloudwatchlogs.GetQueryResultsInput](cloud, &cloudwatchlogs.GetQueryResultsOutput{Status: types.QueryStatusFailed})
	_, err := logsres.New(cloudwatchlogs.NewFromConfig(cloud.Config())).Query("q-1").Wait(t.Context(), waiters.Options{Max: time.Minute})
	var failed *logsres.QueryError
	require.ErrorAs(t, err, &failed)
	assert.Equal(t, types.QueryStatusFailed, failed.Status)
}

func TestEventsGoThroughEmptyPages(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[cloudwatchlogs.FilterLogEventsInput](cloud,
		&cloudwatchlogs.FilterLogEventsOutput{NextToken: aws.String("2")},
		&cloudwatchlogs.FilterLogEventsOutput{Events: []types.FilteredLogEvent{{EventId: aws.String("e-1"), Message: aws.String("late")}}})
	events, err := logsres.New(cloudwatchlogs.NewFromConfig(cloud.Config())).Group("/app").Events("").Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, events, 1)
	assert.Equal(t, "late", *events[0].Data.Message)
}
