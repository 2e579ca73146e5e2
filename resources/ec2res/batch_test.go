package ec2res_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/resources/ec2res"
)

// page is a page of instances with a name each, and a token for the next page.
func page(next string, ids ...string) *ec2.DescribeInstancesOutput {
	out := &ec2.DescribeInstancesOutput{}
	if next != "" {
		out.NextToken = &next
	}
	for _, id := range ids {
		out.Reservations = append(out.Reservations, types.Reservation{Instances: []types.Instance{{
			InstanceId: &id, Tags: []types.Tag{{Key: aws.String("Name"), Value: aws.String("name of " + id)}},
		}}})
	}
	return out
}

// stops is a cloud with instances in pages, which notes what is stopped.
func stops(t *testing.T, pages ...*ec2.DescribeInstancesOutput) (*ec2res.EC2, *awstest.Cloud, *[][]string) {
	cloud := awstest.New(t)
	awstest.Pages[ec2.DescribeInstancesInput](cloud, pages...)
	stopped := &[][]string{}
	awstest.On(cloud, func(_ context.Context, in *ec2.StopInstancesInput) (*ec2.StopInstancesOutput, error) {
		*stopped = append(*stopped, in.InstanceIds)
		if slices.Contains(in.InstanceIds, "i-gone") {
			return nil, &smithy.GenericAPIError{Code: "InvalidInstanceID.NotFound", Message: "The instance ID 'i-gone' does not exist"}
		}
		return &ec2.StopInstancesOutput{}, nil
	}).Optional()
	return ec2res.New(ec2.NewFromConfig(cloud.Config())), cloud, stopped
}

func TestC16ABatchActionGoesThroughEmptyPages(t *testing.T) {
	ec2s, _, stopped := stops(t, page("2", "i-1"), page("3"), page("", "i-2"))
	n, err := ec2s.Instances().Stop(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	assert.Equal(t, [][]string{{"i-1", "i-2"}}, *stopped, "one request for both pages")
}

func TestC18BatchActionsWorkAfterEveryStep(t *testing.T) {
	ec2s, _, stopped := stops(t, page("2", "i-1", "i-2", "i-3"), page("", "i-4"))
	n, err := ec2s.Instances().
		Filter(func(i *ec2res.Instance) bool { return i.Tag("Name") != "name of i-2" }).
		Skip(1).Limit(2).Stop(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	assert.Equal(t, [][]string{{"i-3", "i-4"}}, *stopped)
}

func TestC17EachFailedResourceIsNamed(t *testing.T) {
	ec2s, _, stopped := stops(t, page("", "i-1", "i-2", "i-gone", "i-4"))
	n, err := ec2s.Instances().Stop(t.Context())
	assert.Equal(t, 3, n, "one instance that is gone does not keep the others running")
	var item *resources.ItemError
	require.ErrorAs(t, err, &item)
	assert.Equal(t, "ec2.Instance(i-gone)", item.Resource.String())
	var api smithy.APIError
	require.ErrorAs(t, err, &api)
	assert.Equal(t, "InvalidInstanceID.NotFound", api.ErrorCode())
	assert.Equal(t, [][]string{{"i-1", "i-2", "i-gone", "i-4"}, {"i-1", "i-2"}, {"i-gone", "i-4"}, {"i-gone"}, {"i-4"}}, *stopped)
}

func TestABatchActionIsCutByTheServicesLimit(t *testing.T) {
	ids := make([]string, 2500)
	for i := range ids {
		ids[i] = fmt.Sprintf("i-%d", i)
	}
	ec2s, _, stopped := stops(t, page("2", ids[:900]...), page("3", ids[900:1100]...), page("", ids[1100:]...))
	n, err := ec2s.Instances().Stop(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 2500, n)
	assert.Equal(t, [][]string{ids[:1000], ids[1000:2000], ids[2000:]}, *stopped)
}

func TestARefusedRegionDoesNotLoseTheOthers(t *testing.T) {
	a, _, stoppedA := stops(t, page("", "i-a1", "i-a2"))
	c, _, stoppedC := stops(t, page("", "i-c1"))

	cloud := awstest.New(t)
	awstest.Pages[ec2.DescribeInstancesInput](cloud, page("", "i-b1", "i-b2"))
	awstest.Fail[ec2.StopInstancesInput](cloud, awstest.APIError("UnauthorizedOperation", "no", 403)).Times(1)
	b := ec2res.New(ec2.NewFromConfig(cloud.Config()))

	all := collections.As[*ec2res.Instances](collections.Concat(a.Instances(), b.Instances(), c.Instances()))
	n, err := all.Filter(func(i *ec2res.Instance) bool { return i.ID != "i-a2" }).Stop(t.Context())
	assert.Equal(t, 2, n)
	assert.Equal(t, [][]string{{"i-a1"}}, *stoppedA)
	assert.Equal(t, [][]string{{"i-c1"}}, *stoppedC)
	var failed *collections.ItemsError
	require.ErrorAs(t, err, &failed)
	var names []string
	for _, item := range failed.Items {
		var e *resources.ItemError
		require.ErrorAs(t, item, &e)
		names = append(names, e.Resource.String())
	}
	assert.Equal(t, []string{"ec2.Instance(i-b1)", "ec2.Instance(i-b2)"}, names)
}

func TestARefusalEndsTheBatchesOfOneListing(t *testing.T) {
	ids := make([]string, 3000)
	for i := range ids {
		ids[i] = fmt.Sprintf("i-%d", i)
	}
	cloud := awstest.New(t)
	awstest.Pages[ec2.DescribeInstancesInput](cloud, page("2", ids[:1000]...), page("3", ids[1000:2000]...), page("", ids[2000:]...))
	awstest.Fail[ec2.StopInstancesInput](cloud, awstest.APIError("UnauthorizedOperation", "no", 403)).Times(1)
	n, err := ec2res.New(ec2.NewFromConfig(cloud.Config())).Instances().Stop(t.Context())
	assert.Zero(t, n)
	require.Error(t, err)
	assert.Len(t, awstest.Calls[ec2.DescribeInstancesInput](cloud), 1, "access is denied for all")
}

func TestR17ActionsOnManyKeepTheirChanges(t *testing.T) {
	ec2s, cloud, _ := stops(t, page("", "i-1"))
	_, err := ec2s.Instances().Stop(t.Context(), func(in *ec2.StopInstancesInput) { in.Force = aws.Bool(true) })
	require.NoError(t, err)
	assert.True(t, *awstest.Calls[ec2.StopInstancesInput](cloud)[0].Force)
	_, err = ec2s.Instances().Stop(t.Context(), nil)
	assert.Error(t, err, "a nil change is refused")
	assert.False(t, errors.Is(err, context.Canceled))
}

func TestABatchActionRunsInParallelOnRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ids := make([]string, 5000)
		for i := range ids {
			ids[i] = fmt.Sprintf("i-%d", i)
		}
		cloud := awstest.New(t)
		awstest.Pages[ec2.DescribeInstancesInput](cloud, page("", ids...))
		var running, most, stopped atomic.Int64
		awstest.On(cloud, func(_ context.Context, in *ec2.StopInstancesInput) (*ec2.StopInstancesOutput, error) {
			most.Store(max(most.Load(), running.Add(1)))
			time.Sleep(time.Second)
			running.Add(-1)
			stopped.Add(int64(len(in.InstanceIds)))
			return &ec2.StopInstancesOutput{}, nil
		})
		n, err := ec2res.New(ec2.NewFromConfig(cloud.Config())).Instances().Concurrency(3).Stop(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 5000, n)
		assert.EqualValues(t, 5000, stopped.Load())
		assert.EqualValues(t, 3, most.Load())
	})
}

func TestAPanicOfAChangeReachesTheCaller(t *testing.T) {
	for _, concurrency := range []int{1, 3} {
		ec2s, _, _ := stops(t, page("", "i-1", "i-2"))
		func() {
			defer func() { assert.Contains(t, fmt.Sprint(recover()), "of the change") }()
			_, _ = ec2s.Instances().Concurrency(concurrency).Stop(t.Context(), func(*ec2.StopInstancesInput) { panic("of the change") })
		}()
	}
}

// What is merged comes from the regions in turn, and each request is for one.
func TestABatchActionOverMergedRegions(t *testing.T) {
	a, _, stoppedA := stops(t, page("2", "i-a1", "i-a2"), page("", "i-a3"))
	b, _, stoppedB := stops(t, page("2", "i-b1"), page("", "i-b2", "i-b3"))
	all := collections.As[*ec2res.Instances](collections.Merge(collections.MergeOptions{Concurrency: 2}, a.Instances(), b.Instances()))
	n, err := all.Filter(func(i *ec2res.Instance) bool { return i.ID != "i-b2" }).Stop(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 5, n)
	sorted := func(requests [][]string) []string { return slices.Sorted(slices.Values(slices.Concat(requests...))) }
	assert.Equal(t, []string{"i-a1", "i-a2", "i-a3"}, sorted(*stoppedA))
	assert.Equal(t, []string{"i-b1", "i-b3"}, sorted(*stoppedB))
	assert.Len(t, *stoppedA, 1)
	assert.Len(t, *stoppedB, 1)
}

// TestManyThatAreGone: halving ends somewhere, and what is not gone is then not
// said to be.
func TestManyThatAreGone(t *testing.T) {
	ids := make([]string, 1000)
	for i := range ids {
		ids[i] = fmt.Sprintf("i-%d", i)
	}
	isGone := func(id string) bool { return len(id) > 2 && id[len(id)-1] == '7' }
	cloud := awstest.New(t)
	awstest.Pages[ec2.DescribeInstancesInput](cloud, page("", ids...))
	stopped := 0
	awstest.On(cloud, func(_ context.Context, in *ec2.StopInstancesInput) (*ec2.StopInstancesOutput, error) {
		if slices.ContainsFunc(in.InstanceIds, isGone) {
			return nil, awstest.APIError("InvalidInstanceID.NotFound", "The instance IDs do not exist", 400)
		}
		stopped += len(in.InstanceIds)
		return &ec2.StopInstancesOutput{}, nil
	})
	n, err := ec2res.New(ec2.NewFromConfig(cloud.Config())).Instances().Stop(t.Context())
	assert.Equal(t, stopped, n)
	assert.Less(t, len(awstest.Calls[ec2.StopInstancesInput](cloud)), 200)
	var failed *collections.ItemsError
	require.ErrorAs(t, err, &failed)
	assert.Len(t, failed.Items, 1000-n)
	inDoubt := 0
	for _, item := range failed.Items {
		if !isGone(ids[item.Index]) {
			inDoubt++
			assert.False(t, awserr.IsNotFound(item), item)
		}
	}
	assert.Positive(t, inDoubt)
}
