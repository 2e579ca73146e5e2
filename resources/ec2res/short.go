package ec2res

import (
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
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

// OwnedBy lists the images of owners: account IDs, or "self", "amazon" and their
// like. Without it DescribeImages lists all public images, which are very many.
func (c *Images) OwnedBy(owners ...string) *Images {
	return c.With(func(in *ec2.DescribeImagesInput) { in.Owners = owners })
}

// OwnedBy lists the snapshots of owners: account IDs, or "self". Without it
// DescribeSnapshots lists all public snapshots, which are very many.
func (c *Snapshots) OwnedBy(owners ...string) *Snapshots {
	return c.With(func(in *ec2.DescribeSnapshotsInput) { in.OwnerIds = owners })
}
