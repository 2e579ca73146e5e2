package ec2res_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/waiters"
)

func TestUsesOfImages(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.DescribeInstancesInput](cloud, &ec2.DescribeInstancesOutput{Reservations: []types.Reservation{{Instances: []types.Instance{
		{InstanceId: aws.String("i-1"), ImageId: aws.String("ami-1")}, {InstanceId: aws.String("i-2"), ImageId: aws.String("ami-9")}, {InstanceId: aws.String("i-3")},
	}}}})
	awstest.On(cloud, func(_ context.Context, in *ec2.DescribeLaunchTemplateVersionsInput) (*ec2.DescribeLaunchTemplateVersionsOutput, error) {
		assert.Equal(t, []string{"$Latest", "$Default"}, in.Versions)
		return &ec2.DescribeLaunchTemplateVersionsOutput{LaunchTemplateVersions: []types.LaunchTemplateVersion{
			{LaunchTemplateName: aws.String("web"), LaunchTemplateData: &types.ResponseLaunchTemplateData{ImageId: aws.String("ami-2")}}, {},
			{LaunchTemplateName: aws.String("web"), LaunchTemplateData: &types.ResponseLaunchTemplateData{ImageId: aws.String("ami-2")}}, // as the default too
		}}, nil
	})
	ec2s := ec2res.New(ec2.NewFromConfig(cloud.Config()))
	instances, err := ec2s.Instances().ByImage(t.Context())
	require.NoError(t, err)
	require.Len(t, instances, 2)
	assert.Equal(t, "i-1", instances["ami-1"][0].ID)
	templates, err := ec2s.TemplatesByImage(t.Context())
	require.NoError(t, err)
	require.Len(t, templates, 1)
	require.Len(t, templates["ami-2"], 1)
	assert.Equal(t, "web", *templates["ami-2"][0].LaunchTemplateName)

	data := image("ami-1", aws.String("snap-1"), nil)
	i := ec2s.Image("ami-1")
	assert.Nil(t, i.Snapshots(), "no Data")
	i.Data = &data
	require.Len(t, i.Snapshots(), 1)
	assert.Equal(t, "snap-1", i.Snapshots()[0].ID)
	var none *ec2res.Image
	assert.Nil(t, none.Snapshots())
	_, err = none.Instances().Collect(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = ec2res.New(nil).TemplatesByImage(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	var noContext context.Context
	_, err = ec2s.TemplatesByImage(noContext)
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestRelationsOfImagesAndSnapshots(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.DescribeInstancesInput](cloud, &ec2.DescribeInstancesOutput{})
	awstest.Return[ec2.DescribeImagesInput](cloud, &ec2.DescribeImagesOutput{})
	awstest.Return[ec2.DescribeVolumesInput](cloud, &ec2.DescribeVolumesOutput{})
	ec2s := ec2res.New(ec2.NewFromConfig(cloud.Config()))
	running := ec2res.Filter("instance-state-name", "running")
	_, err := ec2s.Image("ami-1").Instances(running).Collect(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []types.Filter{running, ec2res.Filter("image-id", "ami-1")}, awstest.Calls[ec2.DescribeInstancesInput](cloud)[0].Filters)
	_, err = ec2s.Snapshot("snap-1").Images().Collect(t.Context())
	require.NoError(t, err)
	images := awstest.Calls[ec2.DescribeImagesInput](cloud)[0]
	assert.Equal(t, []types.Filter{ec2res.Filter("block-device-mapping.snapshot-id", "snap-1")}, images.Filters)
	assert.Equal(t, []string{"self"}, images.Owners)
	_, err = ec2s.Snapshot("snap-1").Volumes().Collect(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []types.Filter{ec2res.Filter("snapshot-id", "snap-1")}, awstest.Calls[ec2.DescribeVolumesInput](cloud)[0].Filters)
}

// TestStopAndWait: one instance is gone, one is terminated meanwhile, and each
// has its own result.
func TestStopAndWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		polls := 0
		awstest.On(cloud, func(_ context.Context, in *ec2.DescribeInstancesInput) (*ec2.DescribeInstancesOutput, error) {
			if len(in.InstanceIds) == 0 {
				return page("", "i-1", "i-gone", "i-3", "i-4"), nil
			}
			polls++
			out := &ec2.DescribeInstancesOutput{}
			for _, id := range in.InstanceIds {
				state := types.InstanceStateNameStopping
				switch {
				case id == "i-3":
					state = types.InstanceStateNameTerminated
				case polls > 1:
					state = types.InstanceStateNameStopped
				}
				out.Reservations = append(out.Reservations, inState(id, state).Reservations...)
			}
			return out, nil
		})
		awstest.On(cloud, func(_ context.Context, in *ec2.StopInstancesInput) (*ec2.StopInstancesOutput, error) {
			assert.True(t, *in.Force)
			for _, id := range in.InstanceIds {
				if id == "i-gone" {
					return nil, awstest.APIError("InvalidInstanceID.NotFound", "gone", 400)
				}
			}
			return &ec2.StopInstancesOutput{}, nil
		})
		ec2s := ec2res.New(ec2.NewFromConfig(cloud.Config()))
		results, err := ec2s.Instances().StopAndWait(t.Context(), waiters.Options{Max: time.Hour}, func(in *ec2.StopInstancesInput) { in.Force = aws.Bool(true) })
		require.Error(t, err)
		require.Len(t, results, 4)
		assert.NoError(t, results[0].Err)
		assert.Equal(t, types.InstanceStateNameStopped, results[0].Instance.Data.State.Name)
		assert.True(t, awserr.IsNotFound(results[1].Err))
		assert.ErrorContains(t, results[2].Err, "ec2.Instance(i-3) is terminated")
		assert.NoError(t, results[3].Err)
	})
}

func TestStopAndWaitOfNone(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.DescribeInstancesInput](cloud, &ec2.DescribeInstancesOutput{})
	ec2s := ec2res.New(ec2.NewFromConfig(cloud.Config()))
	results, err := ec2s.Instances().TerminateAndWait(t.Context(), waiters.Options{Max: time.Minute})
	require.NoError(t, err)
	assert.Empty(t, results)
	var noContext context.Context
	_, err = ec2s.Instances().StartAndWait(noContext, waiters.Options{Max: time.Minute})
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

// TestNothingIsDoneBeforeAWaitThatCannotBe: instances are not terminated by a call
// whose options are refused.
func TestNothingIsDoneBeforeAWaitThatCannotBe(t *testing.T) {
	ec2s := ec2res.New(ec2.NewFromConfig(awstest.New(t).Config())) // a request would fail the test
	for _, opts := range []waiters.Options{{}, {Max: -1}, {Max: time.Hour, Stable: -1}, {Max: time.Hour, Resume: "x"}} {
		_, err := ec2s.Instances().TerminateAndWait(t.Context(), opts)
		assert.ErrorIs(t, err, awserr.ErrInvalid, opts)
	}
}

// TestStopAndWaitInTwoRegions: Max bounds the wait for both.
func TestStopAndWaitInTwoRegions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var both []*ec2res.Instances
		for range 2 {
			cloud := awstest.New(t)
			awstest.On(cloud, func(_ context.Context, in *ec2.DescribeInstancesInput) (*ec2.DescribeInstancesOutput, error) {
				return inState("i-1", types.InstanceStateNameStopping), nil
			})
			awstest.Return[ec2.StopInstancesInput](cloud, &ec2.StopInstancesOutput{})
			both = append(both, ec2res.New(ec2.NewFromConfig(cloud.Config())).Instances())
		}
		began := time.Now()
		results, err := collections.As[*ec2res.Instances](collections.Concat(both[0], both[1])).StopAndWait(t.Context(), waiters.Options{Max: 10 * time.Minute})
		assert.ErrorIs(t, err, waiters.ErrTimeout)
		assert.Less(t, time.Since(began), 11*time.Minute)
		require.Len(t, results, 2)
		for _, r := range results {
			assert.ErrorContains(t, r.Err, "ec2.Instance(i-1) is not stopped yet")
			assert.NotNil(t, r.Instance.Data)
		}
	})
}

// TestUsesOfWhatWasNotListed: an image that has no Data yet is in use all the same.
func TestUsesOfWhatWasNotListed(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.DescribeImagesInput](cloud, &ec2.DescribeImagesOutput{Images: []types.Image{image("ami-1", aws.String("snap-1"))}})
	awstest.Return[ec2.DescribeInstancesInput](cloud, &ec2.DescribeInstancesOutput{Reservations: []types.Reservation{{Instances: []types.Instance{{InstanceId: aws.String("i-1"), ImageId: aws.String("ami-1")}}}}})
	ec2s := ec2res.New(ec2.NewFromConfig(cloud.Config()))
	images, err := collections.As[*ec2res.Images](collections.Of(ec2s.Image("ami-1"))).BySnapshot(t.Context())
	require.NoError(t, err)
	assert.Len(t, images["snap-1"], 1)
	instances, err := collections.As[*ec2res.Instances](collections.Of(ec2s.Instance("i-1"))).ByImage(t.Context())
	require.NoError(t, err)
	assert.Len(t, instances["ami-1"], 1)
	_, err = collections.As[*ec2res.Images](collections.Of[*ec2res.Image](nil)).BySnapshot(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = collections.As[*ec2res.Instances](collections.Of[*ec2res.Instance](nil)).ByImage(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

// TestOwnedByNobody: a list of owners that came out empty must not list what all
// accounts made public.
func TestOwnedByNobody(t *testing.T) {
	ec2s := ec2res.New(ec2.NewFromConfig(awstest.New(t).Config()))
	_, err := ec2s.Images().OwnedBy().Collect(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = ec2s.Snapshots().OwnedBy([]string{}...).Collect(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestTagsOfOneInstanceAreDeleted(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.DeleteTagsInput](cloud, &ec2.DeleteTagsOutput{})
	_, err := ec2res.New(ec2.NewFromConfig(cloud.Config())).Instance("i-1").DeleteTags(t.Context(), ec2res.TagList(map[string]string{"Owner": "me"}))
	require.NoError(t, err)
	in := awstest.Calls[ec2.DeleteTagsInput](cloud)[0]
	assert.Equal(t, []string{"i-1"}, in.Resources)
	assert.Equal(t, "Owner", *in.Tags[0].Key)
}
