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
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/waiters"
)

func image(id string, snapshots ...string) types.Image {
	i := types.Image{ImageId: &id, BlockDeviceMappings: []types.BlockDeviceMapping{{VirtualName: aws.String("ephemeral0")}}}
	for _, s := range snapshots {
		i.BlockDeviceMappings = append(i.BlockDeviceMappings, types.BlockDeviceMapping{Ebs: &types.EbsBlockDevice{SnapshotId: &s}})
	}
	return i
}

func TestUsesOfImagesAndSnapshots(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *ec2.DescribeImagesInput) (*ec2.DescribeImagesOutput, error) {
		assert.Equal(t, []string{"self"}, in.Owners)
		return &ec2.DescribeImagesOutput{Images: []types.Image{image("ami-1", "snap-1", "snap-2"), image("ami-2", "snap-1"), image("ami-3")}}, nil
	}).Times(1)
	awstest.Return[ec2.DescribeInstancesInput](cloud, &ec2.DescribeInstancesOutput{Reservations: []types.Reservation{{Instances: []types.Instance{
		{InstanceId: aws.String("i-1"), ImageId: aws.String("ami-1")}, {InstanceId: aws.String("i-2"), ImageId: aws.String("ami-9")},
	}}}})
	awstest.On(cloud, func(_ context.Context, in *ec2.DescribeLaunchTemplateVersionsInput) (*ec2.DescribeLaunchTemplateVersionsOutput, error) {
		assert.Equal(t, []string{"$Latest", "$Default"}, in.Versions)
		return &ec2.DescribeLaunchTemplateVersionsOutput{LaunchTemplateVersions: []types.LaunchTemplateVersion{
			{LaunchTemplateName: aws.String("web"), LaunchTemplateData: &types.ResponseLaunchTemplateData{ImageId: aws.String("ami-2")}}, {},
		}}, nil
	})
	ec2s := ec2res.New(ec2.NewFromConfig(cloud.Config()))
	uses, err := ec2s.Uses(t.Context())
	require.NoError(t, err)
	require.Len(t, uses.Images(ec2s.Snapshot("snap-1")), 2)
	assert.True(t, uses.Snapshot(ec2s.Snapshot("snap-2")))
	assert.False(t, uses.Snapshot(ec2s.Snapshot("snap-3")))
	assert.Equal(t, "i-1", uses.Instances(ec2s.Image("ami-1"))[0].ID)
	assert.Equal(t, "web", *uses.Templates(ec2s.Image("ami-2"))[0].LaunchTemplateName)
	assert.True(t, uses.Image(ec2s.Image("ami-1")))
	assert.True(t, uses.Image(ec2s.Image("ami-2")))
	assert.False(t, uses.Image(ec2s.Image("ami-3")))

	var none *ec2res.Image
	assert.False(t, uses.Image(none))
	assert.Nil(t, none.Snapshots())
	assert.Nil(t, ec2s.Image("ami-1").Snapshots(), "no Data")
	_, err = none.Instances().Collect(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	_, err = ec2res.New(nil).Uses(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	var noContext context.Context
	_, err = ec2s.Uses(noContext)
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
