package ec2res_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/ec2res"
)

func image(id string, snapshots ...*string) types.Image {
	i := types.Image{ImageId: &id, BlockDeviceMappings: []types.BlockDeviceMapping{{VirtualName: aws.String("ephemeral0")}}}
	for _, s := range snapshots {
		i.BlockDeviceMappings = append(i.BlockDeviceMappings, types.BlockDeviceMapping{Ebs: &types.EbsBlockDevice{SnapshotId: s}})
	}
	return i
}

func TestImagesBySnapshot(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Pages[ec2.DescribeImagesInput](cloud,
		&ec2.DescribeImagesOutput{Images: []types.Image{image("ami-1", aws.String("snap-1"), nil), image("ami-2")}},
		&ec2.DescribeImagesOutput{Images: []types.Image{image("ami-3", aws.String("snap-2"), aws.String("snap-1"))}},
	)
	by, err := ec2res.Open(cloud).Images().OwnedBy("self").BySnapshot(t.Context())
	assert.NoError(t, err)
	ids := map[string][]string{}
	for snapshot, images := range by {
		for _, i := range images {
			ids[snapshot] = append(ids[snapshot], i.ID)
		}
	}
	assert.Equal(t, map[string][]string{"snap-1": {"ami-1", "ami-3"}, "snap-2": {"ami-3"}}, ids)
}

// A half of the images must not pass for all: what it lacks would be deleted.
func TestImagesBySnapshotFailAsAWhole(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Fail[ec2.DescribeImagesInput](cloud, awstest.APIError("UnauthorizedOperation", "no", 403))
	by, err := ec2res.Open(cloud).Images().BySnapshot(t.Context())
	assert.True(t, awserr.IsAccessDenied(err))
	assert.Nil(t, by)
}

func ExampleImages_BySnapshot() {
	cloud := awstest.New(nil)
	awstest.Return[ec2.DescribeImagesInput](cloud, &ec2.DescribeImagesOutput{Images: []types.Image{image("ami-1", aws.String("snap-1"))}})

	used, err := ec2res.Open(cloud).Images().OwnedBy("self").BySnapshot(context.Background())
	fmt.Println(used["snap-1"], used["snap-2"], err)
	// Output: [ec2.Image(ami-1)] [] <nil>
}
