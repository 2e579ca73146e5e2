package ec2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Volume is an EBS volume. It is identified by its ID.
type Volume struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Volume
}

// Volume returns the volume with an ID. It makes no request, and the volume
// need not exist.
func (e *EC2) Volume(id string) *Volume {
	return &Volume{node: node{service: e}, ID: id}
}

// Identity returns what identifies the volume. It is comparable, and can be the
// key of a map.
func (v *Volume) Identity() resources.Identity {
	if v == nil {
		return resources.Identity{}
	}
	return v.service.at().Identity("Volume", "ID", v.ID)
}

// String returns the type and the identifiers of the volume.
func (v *Volume) String() string { return v.Identity().String() }

// LogValue implements slog.LogValuer.
func (v *Volume) LogValue() slog.Value { return v.Identity().LogValue() }

func (v *Volume) check(operation string) error {
	if v == nil {
		return resources.Nil(operation, "Volume")
	}
	return v.service.at().Check(operation, "ID", v.ID)
}

// Load reads Data (DescribeVolumes), unless it is set and not stale. Concurrent
// calls make one request.
func (v *Volume) Load(ctx context.Context) error {
	if err := v.check("ec2.DescribeVolumes"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeVolumes", &v.state, &v.Data, v.fetch)
}

// Reload reads Data again (DescribeVolumes).
func (v *Volume) Reload(ctx context.Context) error {
	if err := v.check("ec2.DescribeVolumes"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeVolumes", &v.state, &v.Data, v.fetch)
}

func (v *Volume) fetch(ctx context.Context) (*types.Volume, error) {
	out, err := v.service.describeVolumes(ctx, &ec2.DescribeVolumesInput{VolumeIds: []string{v.ID}})
	if err != nil {
		return nil, err
	}
	if data := volumeIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeVolumes", v.Identity())
}

func volumeIn(out *ec2.DescribeVolumesOutput) *types.Volume {
	if len(out.Volumes) == 0 {
		return nil
	}
	return &out.Volumes[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (v *Volume) Tags() map[string]string {
	if v == nil || v.Data == nil {
		return nil
	}
	return tagMap(v.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (v *Volume) Tag(key string) string {
	if v == nil || v.Data == nil {
		return ""
	}
	return tagValue(v.Data.Tags, key)
}

// AttachToInstance attaches the volume to an instance (AttachVolume). Data is
// stale afterwards.
func (v *Volume) AttachToInstance(ctx context.Context, instanceID, device string, changes ...func(*ec2.AttachVolumeInput)) (*ec2.AttachVolumeOutput, error) {
	if err := v.check("ec2.AttachVolume"); err != nil {
		return nil, err
	}
	in := &ec2.AttachVolumeInput{VolumeId: aws.String(v.ID), InstanceId: aws.String(instanceID), Device: aws.String(device)}
	return resources.Act(ctx, &v.state, "ec2.AttachVolume", v.service.attachVolume, in, changes)
}

// CreateSnapshot creates a snapshot of the volume (CreateSnapshot) and returns
// it. Data is stale afterwards.
func (v *Volume) CreateSnapshot(ctx context.Context, changes ...func(*ec2.CreateSnapshotInput)) (*Snapshot, error) {
	if err := v.check("ec2.CreateSnapshot"); err != nil {
		return nil, err
	}
	in := &ec2.CreateSnapshotInput{VolumeId: aws.String(v.ID)}
	out, err := resources.Act(ctx, &v.state, "ec2.CreateSnapshot", v.service.createSnapshot, in, changes)
	if err != nil {
		return nil, err
	}
	return &Snapshot{node: node{service: v.service}, ID: aws.ToString(out.SnapshotId), Data: &types.Snapshot{
		AvailabilityZone:          out.AvailabilityZone,
		CompletionDurationMinutes: out.CompletionDurationMinutes,
		CompletionTime:            out.CompletionTime,
		DataEncryptionKeyId:       out.DataEncryptionKeyId,
		Description:               out.Description,
		Encrypted:                 out.Encrypted,
		FullSnapshotSizeInBytes:   out.FullSnapshotSizeInBytes,
		KmsKeyId:                  out.KmsKeyId,
		OutpostArn:                out.OutpostArn,
		OwnerAlias:                out.OwnerAlias,
		OwnerId:                   out.OwnerId,
		Progress:                  out.Progress,
		RestoreExpiryTime:         out.RestoreExpiryTime,
		SnapshotId:                out.SnapshotId,
		SseType:                   out.SseType,
		StartTime:                 out.StartTime,
		State:                     out.State,
		StateMessage:              out.StateMessage,
		StorageTier:               out.StorageTier,
		Tags:                      out.Tags,
		TransferType:              out.TransferType,
		VolumeId:                  out.VolumeId,
		VolumeSize:                out.VolumeSize,
	}}, nil
}

// CreateTags sets tags of the volume (CreateTags) and returns them. Data is
// stale afterwards.
func (v *Volume) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) ([]*Tag, error) {
	if err := v.check("ec2.CreateTags"); err != nil {
		return nil, err
	}
	in := &ec2.CreateTagsInput{Resources: []string{v.ID}, Tags: tags}
	_, err := resources.Act(ctx, &v.state, "ec2.CreateTags", v.service.createTags, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Tag, len(in.Tags))
	for n := range in.Tags {
		all[n] = &Tag{node: node{service: v.service}, ResourceID: v.ID, Key: aws.ToString(in.Tags[n].Key), Value: aws.ToString(in.Tags[n].Value)}
	}
	return all, nil
}

// Delete deletes the volume (DeleteVolume).
func (v *Volume) Delete(ctx context.Context, changes ...func(*ec2.DeleteVolumeInput)) (*ec2.DeleteVolumeOutput, error) {
	if err := v.check("ec2.DeleteVolume"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteVolumeInput{VolumeId: aws.String(v.ID)}
	return resources.Act(ctx, &v.state, "ec2.DeleteVolume", v.service.deleteVolume, in, changes)
}

// DescribeAttribute describes an attribute of the volume
// (DescribeVolumeAttribute).
func (v *Volume) DescribeAttribute(ctx context.Context, attribute types.VolumeAttributeName, changes ...func(*ec2.DescribeVolumeAttributeInput)) (*ec2.DescribeVolumeAttributeOutput, error) {
	if err := v.check("ec2.DescribeVolumeAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.DescribeVolumeAttributeInput{VolumeId: aws.String(v.ID), Attribute: attribute}
	return resources.Call(ctx, "ec2.DescribeVolumeAttribute", v.service.describeVolumeAttribute, in, changes)
}

// DescribeStatus describes the status of the volume (DescribeVolumeStatus).
func (v *Volume) DescribeStatus(ctx context.Context, changes ...func(*ec2.DescribeVolumeStatusInput)) (*ec2.DescribeVolumeStatusOutput, error) {
	if err := v.check("ec2.DescribeVolumeStatus"); err != nil {
		return nil, err
	}
	in := &ec2.DescribeVolumeStatusInput{VolumeIds: []string{v.ID}}
	return resources.Call(ctx, "ec2.DescribeVolumeStatus", v.service.describeVolumeStatus, in, changes)
}

// DetachFromInstance detaches the volume from an instance (DetachVolume). Data
// is stale afterwards.
func (v *Volume) DetachFromInstance(ctx context.Context, changes ...func(*ec2.DetachVolumeInput)) (*ec2.DetachVolumeOutput, error) {
	if err := v.check("ec2.DetachVolume"); err != nil {
		return nil, err
	}
	in := &ec2.DetachVolumeInput{VolumeId: aws.String(v.ID)}
	return resources.Act(ctx, &v.state, "ec2.DetachVolume", v.service.detachVolume, in, changes)
}

// EnableIo enables I/O of the volume (EnableVolumeIO). Data is stale
// afterwards.
func (v *Volume) EnableIo(ctx context.Context, changes ...func(*ec2.EnableVolumeIOInput)) (*ec2.EnableVolumeIOOutput, error) {
	if err := v.check("ec2.EnableVolumeIO"); err != nil {
		return nil, err
	}
	in := &ec2.EnableVolumeIOInput{VolumeId: aws.String(v.ID)}
	return resources.Act(ctx, &v.state, "ec2.EnableVolumeIO", v.service.enableVolumeIO, in, changes)
}

// ModifyAttribute modifies an attribute of the volume (ModifyVolumeAttribute).
// Data is stale afterwards.
func (v *Volume) ModifyAttribute(ctx context.Context, changes ...func(*ec2.ModifyVolumeAttributeInput)) (*ec2.ModifyVolumeAttributeOutput, error) {
	if err := v.check("ec2.ModifyVolumeAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ModifyVolumeAttributeInput{VolumeId: aws.String(v.ID)}
	return resources.Act(ctx, &v.state, "ec2.ModifyVolumeAttribute", v.service.modifyVolumeAttribute, in, changes)
}

// Snapshots returns the snapshots of the volume (DescribeSnapshots). The
// service applies the filters.
func (v *Volume) Snapshots(filters ...types.Filter) *Snapshots {
	if err := v.check("ec2.DescribeSnapshots"); err != nil {
		return newSnapshots(collections.Refused(err))
	}
	in := &ec2.DescribeSnapshotsInput{Filters: append([]types.Filter{{Name: aws.String("volume-id"), Values: []string{v.ID}}}, filters...)}
	return newSnapshots(collections.Listed(v.service.describeSnapshots, in, v.service.snapshotsOf))
}

// Volumes is a collection of volumes, as DescribeVolumes lists them. It makes
// no request until it is ranged over; see [collections.View].
type Volumes struct {
	collections.View[*Volumes, *ec2.DescribeVolumesInput, *Volume]
}

func newVolumes(e *collections.Erased) *Volumes {
	return &Volumes{collections.ViewOf[*Volumes, *ec2.DescribeVolumesInput, *Volume](e)}
}

func (e *EC2) volumesOf(out *ec2.DescribeVolumesOutput) []any {
	count := len(out.Volumes)
	all, slab := make([]any, 0, count), make([]Volume, count)
	for n := range out.Volumes {
		v := &slab[len(all)]
		v.service, v.ID, v.Data = e, aws.ToString(out.Volumes[n].VolumeId), &out.Volumes[n]
		all = append(all, v)
	}
	return all
}

// CreateTags sets tags of the volumes, 1,000 a request (CreateTags). It returns
// how many succeeded; the error has a [resources.ItemError] for each that did
// not.
func (c *Volumes) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Volume]{
		Size:    1000,
		Group:   func(v *Volume) any { return v.service },
		Changed: func(v *Volume) { v.state.Changed() },
		Do: func(ctx context.Context, group []*Volume) ([]collections.Failure, error) {
			in := &ec2.CreateTagsInput{Tags: tags}
			for _, v := range group {
				in.Resources = append(in.Resources, v.ID)
			}
			_, err := resources.Call(ctx, "ec2.CreateTags", group[0].service.createTags, in, changes)
			return nil, err
		},
	})
}

// DeleteTags removes these tags, or all if there are none, from the volumes,
// 1,000 a request (DeleteTags). It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not.
func (c *Volumes) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Volume]{
		Size:    1000,
		Group:   func(v *Volume) any { return v.service },
		Changed: func(v *Volume) { v.state.Changed() },
		Do: func(ctx context.Context, group []*Volume) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: tags}
			for _, v := range group {
				in.Resources = append(in.Resources, v.ID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}
