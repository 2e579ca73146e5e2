package autoscalingres_test

import (
	"context"
	"fmt"
	"log"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/autoscalingres"
	"github.com/awsessentials/essentials/waiters"
)

// openGroups returns the resources of a small cloud, in place of
// autoscalingres.Open(sess).
func openGroups(t testing.TB) *autoscalingres.AutoScaling {
	cloud := awstest.New(t)
	group := types.AutoScalingGroup{AutoScalingGroupName: aws.String("web"), MinSize: aws.Int32(1), DesiredCapacity: aws.Int32(1),
		Instances: []types.Instance{{InstanceId: aws.String("i-1"), LifecycleState: types.LifecycleStateInService}},
		Tags:      []types.TagDescription{{Key: aws.String("Owner"), Value: aws.String("me")}}}
	awstest.On(cloud, func(context.Context, *autoscaling.DescribeAutoScalingGroupsInput) (*autoscaling.DescribeAutoScalingGroupsOutput, error) {
		return &autoscaling.DescribeAutoScalingGroupsOutput{AutoScalingGroups: []types.AutoScalingGroup{group}}, nil
	})
	awstest.On(cloud, func(_ context.Context, in *autoscaling.SetDesiredCapacityInput) (*autoscaling.SetDesiredCapacityOutput, error) {
		group.DesiredCapacity = in.DesiredCapacity
		return &autoscaling.SetDesiredCapacityOutput{}, nil
	}).Optional()
	awstest.On(cloud, func(_ context.Context, in *autoscaling.TerminateInstanceInAutoScalingGroupInput) (*autoscaling.TerminateInstanceInAutoScalingGroupOutput, error) {
		return &autoscaling.TerminateInstanceInAutoScalingGroupOutput{}, nil
	}).Optional()
	awstest.Return[autoscaling.DescribeScalingActivitiesInput](cloud, &autoscaling.DescribeScalingActivitiesOutput{Activities: []types.Activity{
		{ActivityId: aws.String("a-1"), AutoScalingGroupName: aws.String("web"), StatusCode: types.ScalingActivityStatusCodeFailed, StatusMessage: aws.String("no capacity")}}}).Optional()
	return autoscalingres.Open(cloud)
}

func TestTheInstancesOfAGroup(t *testing.T) {
	group := openGroups(t).Group("web")
	assert.Nil(t, group.Instances())
	require.NoError(t, group.Load(t.Context()))
	require.Len(t, group.Instances(), 1)
	_, err := group.Instances()[0].Terminate(t.Context(), true)
	require.NoError(t, err)
}

// Make a group larger, and wait until as many instances as it needs are in
// service.
func ExampleGroup_SetDesiredCapacity() {
	ctx := context.Background()
	group := openGroups(nil).Group("web")
	if _, err := group.SetDesiredCapacity(ctx, 3); err != nil {
		log.Fatal(err)
	}
	if err := group.WaitUntilInService(ctx, waiters.Options{Max: 10 * time.Minute}); err != nil {
		log.Fatal(err)
	}
	if err := group.Load(ctx); err != nil {
		log.Fatal(err)
	}
	fmt.Println(*group.Data.DesiredCapacity)
	// Output: 3
}

// Why the groups did not grow.
func ExampleGroup_Activities() {
	ctx := context.Background()
	for group, err := range openGroups(nil).Groups().All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		failed := group.Activities().Filter(func(a *autoscalingres.Activity) bool {
			return a.Data.StatusCode == types.ScalingActivityStatusCodeFailed
		})
		for activity, err := range failed.All(ctx) {
			if err != nil {
				log.Fatal(err)
			}
			fmt.Println(group.Name, *activity.Data.StatusMessage)
		}
	}
	// Output: web no capacity
}
