package ec2res

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
)

// TagList returns tags as the SDK has them, in the order of their keys:
//
//	n, err := ec2s.Instances().CreateTags(ctx, ec2res.TagList(map[string]string{"Owner": "me"}))
func TagList(tags map[string]string) []types.Tag {
	var list []types.Tag
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		list = append(list, types.Tag{Key: aws.String(key), Value: aws.String(tags[key])})
	}
	return list
}

// OwnedBy lists the images of owners, at least one: account IDs, or "self",
// "amazon" and their like. Without it DescribeImages lists all public images,
// which are very many.
func (c *Images) OwnedBy(owners ...string) *Images {
	if len(owners) == 0 {
		return newImages(collections.Refused(noOwners("ec2.DescribeImages")))
	}
	owners = slices.Clone(owners)
	return c.With(func(in *ec2.DescribeImagesInput) { in.Owners = owners })
}

// OwnedBy lists the snapshots of owners, at least one: account IDs, or "self".
// Without it DescribeSnapshots lists all public snapshots, which are very many.
func (c *Snapshots) OwnedBy(owners ...string) *Snapshots {
	if len(owners) == 0 {
		return newSnapshots(collections.Refused(noOwners("ec2.DescribeSnapshots")))
	}
	owners = slices.Clone(owners)
	return c.With(func(in *ec2.DescribeSnapshotsInput) { in.OwnerIds = owners })
}

func noOwners(operation string) error {
	return awserr.Invalid(operation, "owners", nil, "must be at least one: none would list what all accounts made public")
}

// BySnapshot lists the images and returns them by the IDs of the snapshots that
// they are made of. An image without Data is loaded. A snapshot that an image
// uses cannot be deleted:
//
//	used, err := ec2s.Images().OwnedBy("self").BySnapshot(ctx)
//	old := ec2s.Snapshots().OwnedBy("self").Filter(func(s *ec2res.Snapshot) bool { return used[s.ID] == nil })
func (c *Images) BySnapshot(ctx context.Context) (map[string][]*Image, error) {
	images := map[string][]*Image{}
	for image, err := range c.All(ctx) {
		if err != nil {
			return nil, err
		}
		if image == nil || image.Data == nil {
			if err := image.Load(ctx); err != nil {
				return nil, err
			}
		}
		for _, m := range image.Data.BlockDeviceMappings {
			if m.Ebs != nil && m.Ebs.SnapshotId != nil {
				images[*m.Ebs.SnapshotId] = append(images[*m.Ebs.SnapshotId], image)
			}
		}
	}
	return images, nil
}
