package sfnres_test

import (
	"context"
	"fmt"
	"log"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/sfnres"
	"github.com/awsessentials/essentials/waiters"
)

func TestAnExecutionIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[sfn.StartExecutionInput](cloud, &sfn.StartExecutionOutput{ExecutionArn: aws.String("arn:e")})
		awstest.Return[sfn.DescribeExecutionInput](cloud,
			&sfn.DescribeExecutionOutput{Status: types.ExecutionStatusRunning},
			&sfn.DescribeExecutionOutput{Status: types.ExecutionStatusSucceeded, Output: aws.String(`{"total": 42}`)},
			&sfn.DescribeExecutionOutput{Status: types.ExecutionStatusFailed, Error: aws.String("States.TaskFailed"), Cause: aws.String("no")})
		execution, err := sfnres.Open(cloud).Machine("arn:m").Start(t.Context(), nil)
		require.NoError(t, err)
		in := awstest.Calls[sfn.StartExecutionInput](cloud)[0]
		assert.Equal(t, []string{"arn:m", "{}"}, []string{*in.StateMachineArn, *in.Input})
		assert.Regexp(t, "^[A-Z0-9]{20,80}$", *in.Name, "it is not started twice")
		for _, out := range []any{struct{}{}, (*int)(nil)} { // no request
			assert.ErrorIs(t, execution.Wait(t.Context(), out, waiters.Options{Max: time.Minute}), awserr.ErrInvalid)
		}
		var out struct{ Total int }
		require.NoError(t, execution.Wait(t.Context(), &out, waiters.Options{Max: time.Minute}))
		assert.Equal(t, 42, out.Total)

		var failed *sfnres.ExecutionError
		require.ErrorAs(t, execution.Wait(t.Context(), nil, waiters.Options{Max: time.Minute}), &failed)
		assert.Equal(t, "States.TaskFailed", failed.Name)
		assert.Equal(t, types.ExecutionStatusFailed, failed.Status)
	})
}

func TestWhatIsNotWaitedFor(t *testing.T) {
	sfns := sfnres.Open(awstest.New(t))
	assert.ErrorIs(t, sfns.Execution("arn:e").Wait(t.Context(), struct{}{}, waiters.Options{Max: time.Minute}), awserr.ErrInvalid)
	_, err := sfns.Machine("arn:m").Start(t.Context(), make(chan int))
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestTheHistoryOfAnExecution(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[sfn.GetExecutionHistoryInput](cloud,
		&sfn.GetExecutionHistoryOutput{Events: []types.HistoryEvent{{Id: 1, Type: types.HistoryEventTypeExecutionStarted}}, NextToken: aws.String("2")},
		&sfn.GetExecutionHistoryOutput{Events: []types.HistoryEvent{{Id: 2, Type: types.HistoryEventTypeExecutionFailed}}})
	events, err := sfnres.Open(cloud).Execution("arn:e").History().Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, events, 2)
	assert.Equal(t, int64(2), events[1].ID)
	assert.Equal(t, types.HistoryEventTypeExecutionFailed, events[1].Data.Type)
	assert.Equal(t, "arn:e", events[1].Execution().ARN)
	assert.NotEqual(t, events[0].Identity(), events[1].Identity())
}

// Start an execution with a Go value, and read what came of it into another.
func ExampleExecution_Wait() {
	cloud := awstest.New(nil)
	awstest.Return[sfn.StartExecutionInput](cloud, &sfn.StartExecutionOutput{ExecutionArn: aws.String("arn:e")})
	awstest.Return[sfn.DescribeExecutionInput](cloud, &sfn.DescribeExecutionOutput{Status: types.ExecutionStatusSucceeded, Output: aws.String(`{"total": 42}`)})
	sfns := sfnres.Open(cloud)

	ctx := context.Background()
	execution, err := sfns.Machine("arn:m").Start(ctx, map[string]string{"customer": "c-1"})
	if err != nil {
		log.Fatal(err)
	}
	var result struct{ Total int }
	if err := execution.Wait(ctx, &result, waiters.Options{Max: time.Hour}); err != nil {
		log.Fatal(err)
	}
	fmt.Println(result.Total)
	// Output: 42
}

// The states that failed.
func ExampleExecution_History() {
	cloud := awstest.New(nil)
	awstest.Return[sfn.GetExecutionHistoryInput](cloud, &sfn.GetExecutionHistoryOutput{Events: []types.HistoryEvent{
		{Id: 1, Type: types.HistoryEventTypeExecutionStarted},
		{Id: 2, Type: types.HistoryEventTypeTaskFailed, TaskFailedEventDetails: &types.TaskFailedEventDetails{Error: aws.String("States.Timeout")}},
	}})
	sfns := sfnres.Open(cloud)

	failed := sfns.Execution("arn:e").History().Filter(func(e *sfnres.Event) bool { return e.Data.TaskFailedEventDetails != nil })
	for event, err := range failed.All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(event.ID, *event.Data.TaskFailedEventDetails.Error)
	}
	// Output: 2 States.Timeout
}
