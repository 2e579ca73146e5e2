package ec2res_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/waiters"
)

func TestWaitUntilWaitsForManyInstances(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		calls := 0
		awstest.On(cloud, func(_ context.Context, in *ec2.DescribeInstancesInput) (*ec2.DescribeInstancesOutput, error) {
			calls++
			out := &ec2.DescribeInstancesOutput{}
			for _, id := range in.InstanceIds {
				state := types.InstanceStateNameStopped
				switch {
				case id == "i-2" && calls < 3:
					state = types.InstanceStateNameStopping
				case id == "i-3":
					state = types.InstanceStateNameTerminated
				}
				out.Reservations = append(out.Reservations, inState(id, state).Reservations...)
			}
			return out, nil
		})
		ec2s := ec2res.New(ec2.NewFromConfig(cloud.Config()))
		three := []*ec2res.Instance{ec2s.Instance("i-1"), ec2s.Instance("i-2"), ec2s.Instance("i-3")}
		results, err := ec2res.WaitUntil(t.Context(), types.InstanceStateNameStopped, three, waiters.Options{Max: time.Hour})
		var failed *waiters.FailedError
		require.ErrorAs(t, err, &failed)
		require.Len(t, results, 3)
		assert.Equal(t, waiters.Ready, results[0].Verdict)
		assert.Equal(t, waiters.Ready, results[1].Verdict)
		assert.Equal(t, waiters.Failed, results[2].Verdict)
		assert.Equal(t, types.InstanceStateNameStopped, three[1].Data.State.Name)
		assert.Equal(t, types.InstanceStateNameTerminated, three[2].Data.State.Name)
		assert.Equal(t, 3, calls, "one request a poll")
	})
}

func TestWhatWaitUntilRefuses(t *testing.T) {
	a := ec2res.New(ec2.NewFromConfig(awstest.New(t).Config()))
	b := ec2res.New(ec2.NewFromConfig(awstest.New(t).Config()))
	stopped := types.InstanceStateNameStopped
	for name, call := range map[string]func() error{
		"another state": func() error {
			_, err := ec2res.WaitUntil(t.Context(), types.InstanceStateNamePending, []*ec2res.Instance{a.Instance("i")}, waiters.Options{Max: 1})
			return err
		},
		"two services": func() error {
			_, err := ec2res.WaitUntil(t.Context(), stopped, []*ec2res.Instance{a.Instance("i"), b.Instance("i")}, waiters.Options{Max: 1})
			return err
		},
		"nil": func() error {
			_, err := ec2res.WaitUntil(t.Context(), stopped, []*ec2res.Instance{nil}, waiters.Options{Max: 1})
			return err
		},
	} {
		assert.ErrorIs(t, call(), awserr.ErrInvalid, name)
	}
	results, err := ec2res.WaitUntil(t.Context(), stopped, nil, waiters.Options{})
	assert.NoError(t, err)
	assert.Empty(t, results)
}

// TestAWaitThatFailsMakesDataStale: what was read before it is not what was last
// seen.
func TestAWaitThatFailsMakesDataStale(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.DescribeInstancesInput](cloud,
		inState("i-1", types.InstanceStateNamePending), inState("i-1", types.InstanceStateNameTerminated), inState("i-1", types.InstanceStateNameTerminated))
	i := ec2res.New(ec2.NewFromConfig(cloud.Config())).Instance("i-1")
	require.NoError(t, i.Load(t.Context()))
	require.Error(t, i.WaitUntilRunning(t.Context(), waiters.Options{Max: time.Minute}))
	assert.True(t, i.Stale())
	require.NoError(t, i.Load(t.Context()))
	assert.Equal(t, types.InstanceStateNameTerminated, i.Data.State.Name)
}
