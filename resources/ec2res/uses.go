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
		return collections.RefusedView[*Instances](err)
	}
	return i.service.Instances(append(slices.Clip(filters), Filter("image-id", i.ID))...)
}

// Images returns the images of this account that the snapshot is part of
// (DescribeImages). A snapshot that an image uses cannot be deleted. The service
// applies the filters.
func (s *Snapshot) Images(filters ...types.Filter) *Images {
	if err := s.check("ec2.DescribeImages"); err != nil {
		return collections.RefusedView[*Images](err)
	}
	return s.service.Images(append(slices.Clip(filters), Filter("block-device-mapping.snapshot-id", s.ID))...).OwnedBy("self")
}

// Volumes returns the volumes that were made from the snapshot (DescribeVolumes).
// The service applies the filters.
func (s *Snapshot) Volumes(filters ...types.Filter) *Volumes {
	if err := s.check("ec2.DescribeVolumes"); err != nil {
		return collections.RefusedView[*Volumes](err)
	}
	return s.service.Volumes(append(slices.Clip(filters), Filter("snapshot-id", s.ID))...)
}

// Uses is what uses the images and snapshots of an account in a region, as it was
// when [EC2.Uses] listed it.
type Uses struct {
	images    map[string][]*Image                      // by the ID of a snapshot
	instances map[string][]*Instance                   // by the ID of an image
	templates map[string][]types.LaunchTemplateVersion // by the ID of an image
}

// Uses lists the images of this account, the instances that are not terminated,
// and the default and the latest version of each launch template (DescribeImages,
// DescribeInstances, DescribeLaunchTemplateVersions), and so finds out what uses
// images and snapshots: in a few requests, where one for each would be many. What
// other accounts use, and templates that name an image by a parameter, are not
// seen.
func (e *EC2) Uses(ctx context.Context) (*Uses, error) {
	if ctx == nil {
		return nil, awserr.Invalid("ec2res.Uses", "ctx", nil, "must be a context")
	}
	if err := e.at().Check("ec2res.Uses"); err != nil {
		return nil, err
	}
	u := &Uses{map[string][]*Image{}, map[string][]*Instance{}, map[string][]types.LaunchTemplateVersion{}}
	for i, err := range e.Images().OwnedBy("self").All(ctx) {
		if err != nil {
			return nil, err
		}
		for _, s := range i.Snapshots() {
			u.images[s.ID] = append(u.images[s.ID], i)
		}
	}
	for i, err := range e.Instances(Filter("instance-state-name", "pending", "running", "shutting-down", "stopping", "stopped")).All(ctx) {
		if err != nil {
			return nil, err
		}
		id := aws.ToString(i.Data.ImageId)
		u.instances[id] = append(u.instances[id], i)
	}
	in := &ec2.DescribeLaunchTemplateVersionsInput{Versions: []string{"$Latest", "$Default"}}
	for t, err := range collections.List[types.LaunchTemplateVersion](e.describeLaunchTemplateVersions, in).All(ctx) {
		if err != nil {
			return nil, err
		}
		if t.LaunchTemplateData != nil {
			id := aws.ToString(t.LaunchTemplateData.ImageId)
			u.templates[id] = append(u.templates[id], t)
		}
	}
	return u, nil
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

// Images returns the images that a snapshot is part of.
func (u *Uses) Images(s *Snapshot) []*Image {
	if u == nil || s == nil {
		return nil
	}
	return u.images[s.ID]
}

// Instances returns the instances that were launched from an image.
func (u *Uses) Instances(i *Image) []*Instance {
	if u == nil || i == nil {
		return nil
	}
	return u.instances[i.ID]
}

// Templates returns the versions of launch templates that name an image.
func (u *Uses) Templates(i *Image) []types.LaunchTemplateVersion {
	if u == nil || i == nil {
		return nil
	}
	return u.templates[i.ID]
}

// Image reports whether an instance or a launch template uses an image.
func (u *Uses) Image(i *Image) bool { return len(u.Instances(i)) > 0 || len(u.Templates(i)) > 0 }

// Snapshot reports whether an image uses a snapshot.
func (u *Uses) Snapshot(s *Snapshot) bool { return len(u.Images(s)) > 0 }
