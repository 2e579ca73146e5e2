package sfnres_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
		assert.Equal(t, "{}", *awstest.Calls[sfn.StartExecutionInput](cloud)[0].Input)
		var out struct{ Total int }
		require.NoError(t, execution.Wait(t.Context(), &out, waiters.Options{Max: time.Minute}))
		assert.Equal(t, 42, out.Total)

		var failed *sfnres.ExecutionError
		require.ErrorAs(t, execution.Wait(t.Context(), nil, waiters.Options{Max: time.Minute}), &failed)
		assert.Equal(t, "States.TaskFailed", failed.Name)
		assert.Equal(t, types.ExecutionStatusFailed, failed.Status)
	})
}
