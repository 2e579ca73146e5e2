package ec2res

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
)

// Snapshots returns the snapshots in Data that the image is made of, or nil if
// there is no Data. It makes no request.
func (i *Image) Snapshots() []*Snapshot {
	if i == nil || i.Data == nil {
		return nil
	}
	var all []*Snapshot
	for _, m := range i.Data.BlockDeviceMappings {
		if m.Ebs != nil && aws.ToString(m.Ebs.SnapshotId) != "" {
			all = append(all, i.service.Snapshot(*m.Ebs.SnapshotId))
		}
	}
	return all
}

// Instances returns the instances that were launched from the image
// (DescribeInstances), also those that are terminated, for the hour that EC2
// lists them. The service applies the filters.
func (i *Image) Instances(filters ...types.Filter) *Instances {
	if err := i.check("ec2.DescribeInstances"); err != nil {
		return newInstances(collections.Refused(err))
	}
	return i.service.Instances(append(slices.Clip(filters), Filter("image-id", i.ID))...)
}

// Images returns the images of this account that the snapshot is part of
// (DescribeImages). A snapshot that an image uses cannot be deleted. The service
// applies the filters.
func (s *Snapshot) Images(filters ...types.Filter) *Images {
	if err := s.check("ec2.DescribeImages"); err != nil {
		return newImages(collections.Refused(err))
	}
	return s.service.Images(append(slices.Clip(filters), Filter("block-device-mapping.snapshot-id", s.ID))...).OwnedBy("self")
}

// Volumes returns the volumes that were made from the snapshot (DescribeVolumes).
// The service applies the filters.
func (s *Snapshot) Volumes(filters ...types.Filter) *Volumes {
	if err := s.check("ec2.DescribeVolumes"); err != nil {
		return newVolumes(collections.Refused(err))
	}
	return s.service.Volumes(append(slices.Clip(filters), Filter("snapshot-id", s.ID))...)
}

// ByImage lists the instances and returns them by the IDs of the images that they
// were launched from: one listing, where [Image.Instances] is a request for each
// image. An instance without Data is loaded.
func (c *Instances) ByImage(ctx context.Context) (map[string][]*Instance, error) {
	instances := map[string][]*Instance{}
	for i, err := range c.All(ctx) {
		if err != nil {
			return nil, err
		}
		if i == nil || i.Data == nil {
			if err := i.Load(ctx); err != nil {
				return nil, err
			}
		}
		if i.Data.ImageId != nil {
			instances[*i.Data.ImageId] = append(instances[*i.Data.ImageId], i)
		}
	}
	return instances, nil
}

// TemplatesByImage lists the default and the latest version of each launch
// template (DescribeLaunchTemplateVersions) and returns them by the IDs of the
// images that they name. A template that names its image by a parameter of
// Systems Manager has that parameter instead of the ID.
func (e *EC2) TemplatesByImage(ctx context.Context) (map[string][]types.LaunchTemplateVersion, error) {
	if ctx == nil {
		return nil, awserr.Invalid("ec2.DescribeLaunchTemplateVersions", "ctx", nil, "must be a context")
	}
	templates := map[string][]types.LaunchTemplateVersion{}
	in := &ec2.DescribeLaunchTemplateVersionsInput{Versions: []string{"$Latest", "$Default"}}
	for t, err := range collections.List[types.LaunchTemplateVersion](e.describeLaunchTemplateVersions, in).All(ctx) {
		if err != nil {
			return nil, err
		}
		d := t.LaunchTemplateData
		if d == nil || d.ImageId == nil {
			continue
		}
		same := func(o types.LaunchTemplateVersion) bool { // the default may be the latest
			return aws.ToString(o.LaunchTemplateId) == aws.ToString(t.LaunchTemplateId) && aws.ToInt64(o.VersionNumber) == aws.ToInt64(t.VersionNumber)
		}
		if !slices.ContainsFunc(templates[*d.ImageId], same) {
			templates[*d.ImageId] = append(templates[*d.ImageId], t)
		}
	}
	return templates, nil
}

func (e *EC2) describeLaunchTemplateVersions(ctx context.Context, in *ec2.DescribeLaunchTemplateVersionsInput, _ ...func(*ec2.Options)) (*ec2.DescribeLaunchTemplateVersionsOutput, error) {
	api, ok := e.api().(interface {
		DescribeLaunchTemplateVersions(context.Context, *ec2.DescribeLaunchTemplateVersionsInput, ...func(*ec2.Options)) (*ec2.DescribeLaunchTemplateVersionsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ec2.DescribeLaunchTemplateVersions")
	}
	return api.DescribeLaunchTemplateVersions(ctx, in)
}
