package ec2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Snapshot is a snapshot of a volume. It is identified by its ID.
type Snapshot struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Snapshot
}

// Snapshot returns the snapshot with an ID. It makes no request, and the
// snapshot need not exist.
func (e *EC2) Snapshot(id string) *Snapshot {
	return &Snapshot{node: node{service: e}, ID: id}
}

// Identity returns what identifies the snapshot. It is comparable, and can be
// the key of a map.
func (s *Snapshot) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("Snapshot", "ID", s.ID)
}

// String returns the type and the identifiers of the snapshot.
func (s *Snapshot) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *Snapshot) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *Snapshot) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "Snapshot")
	}
	return s.service.at().Check(operation, "ID", s.ID)
}

// Load reads Data (DescribeSnapshots), unless it is set and not stale.
// Concurrent calls make one request.
func (s *Snapshot) Load(ctx context.Context) error {
	if err := s.check("ec2.DescribeSnapshots"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeSnapshots", &s.state, &s.Data, s.fetch)
}

// Reload reads Data again (DescribeSnapshots).
func (s *Snapshot) Reload(ctx context.Context) error {
	if err := s.check("ec2.DescribeSnapshots"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeSnapshots", &s.state, &s.Data, s.fetch)
}

func (s *Snapshot) fetch(ctx context.Context) (*types.Snapshot, error) {
	out, err := s.service.describeSnapshots(ctx, &ec2.DescribeSnapshotsInput{SnapshotIds: []string{s.ID}})
	if err != nil {
		return nil, err
	}
	if data := snapshotIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeSnapshots", s.Identity())
}

func snapshotIn(out *ec2.DescribeSnapshotsOutput) *types.Snapshot {
	if out == nil || len(out.Snapshots) == 0 {
		return nil
	}
	return &out.Snapshots[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (s *Snapshot) Tags() map[string]string {
	if s == nil || s.Data == nil {
		return nil
	}
	return tagMap(s.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (s *Snapshot) Tag(key string) string {
	if s == nil || s.Data == nil {
		return ""
	}
	return tagValue(s.Data.Tags, key)
}

// Copy copies the snapshot, from the region that SourceRegion names into that
// of the client (CopySnapshot). Data is stale afterwards.
func (s *Snapshot) Copy(ctx context.Context, sourceRegion string, changes ...func(*ec2.CopySnapshotInput)) (*ec2.CopySnapshotOutput, error) {
	if err := s.check("ec2.CopySnapshot"); err != nil {
		return nil, err
	}
	in := &ec2.CopySnapshotInput{SourceSnapshotId: aws.String(s.ID), SourceRegion: aws.String(sourceRegion)}
	return resources.Act(ctx, &s.state, "ec2.CopySnapshot", s.service.copySnapshot, in, changes)
}

// CreateTags sets tags of the snapshot (CreateTags) and returns them. Data is
// stale afterwards.
func (s *Snapshot) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) ([]*Tag, error) {
	if err := s.check("ec2.CreateTags"); err != nil {
		return nil, err
	}
	in := &ec2.CreateTagsInput{Resources: []string{s.ID}, Tags: tags}
	_, err := resources.Act(ctx, &s.state, "ec2.CreateTags", s.service.createTags, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Tag, len(in.Tags))
	for n := range in.Tags {
		all[n] = &Tag{node: node{service: s.service}, ResourceID: s.ID, Key: aws.ToString(in.Tags[n].Key), Value: aws.ToString(in.Tags[n].Value)}
	}
	return all, nil
}

// Delete deletes the snapshot (DeleteSnapshot).
func (s *Snapshot) Delete(ctx context.Context, changes ...func(*ec2.DeleteSnapshotInput)) (*ec2.DeleteSnapshotOutput, error) {
	if err := s.check("ec2.DeleteSnapshot"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteSnapshotInput{SnapshotId: aws.String(s.ID)}
	return resources.Act(ctx, &s.state, "ec2.DeleteSnapshot", s.service.deleteSnapshot, in, changes)
}

// DescribeAttribute describes an attribute of the snapshot
// (DescribeSnapshotAttribute).
func (s *Snapshot) DescribeAttribute(ctx context.Context, attribute types.SnapshotAttributeName, changes ...func(*ec2.DescribeSnapshotAttributeInput)) (*ec2.DescribeSnapshotAttributeOutput, error) {
	if err := s.check("ec2.DescribeSnapshotAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.DescribeSnapshotAttributeInput{SnapshotId: aws.String(s.ID), Attribute: attribute}
	return resources.Call(ctx, "ec2.DescribeSnapshotAttribute", s.service.describeSnapshotAttribute, in, changes)
}

// ModifyAttribute modifies an attribute of the snapshot
// (ModifySnapshotAttribute). Data is stale afterwards.
func (s *Snapshot) ModifyAttribute(ctx context.Context, changes ...func(*ec2.ModifySnapshotAttributeInput)) (*ec2.ModifySnapshotAttributeOutput, error) {
	if err := s.check("ec2.ModifySnapshotAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ModifySnapshotAttributeInput{SnapshotId: aws.String(s.ID)}
	return resources.Act(ctx, &s.state, "ec2.ModifySnapshotAttribute", s.service.modifySnapshotAttribute, in, changes)
}

// ResetAttribute resets an attribute of the snapshot (ResetSnapshotAttribute).
// Data is stale afterwards.
func (s *Snapshot) ResetAttribute(ctx context.Context, attribute types.SnapshotAttributeName, changes ...func(*ec2.ResetSnapshotAttributeInput)) (*ec2.ResetSnapshotAttributeOutput, error) {
	if err := s.check("ec2.ResetSnapshotAttribute"); err != nil {
		return nil, err
	}
	in := &ec2.ResetSnapshotAttributeInput{SnapshotId: aws.String(s.ID), Attribute: attribute}
	return resources.Act(ctx, &s.state, "ec2.ResetSnapshotAttribute", s.service.resetSnapshotAttribute, in, changes)
}

// Volume returns the volume that Data names, or nil if there is no Data or it
// names none.
func (s *Snapshot) Volume() *Volume {
	if s == nil || s.Data == nil || aws.ToString(s.Data.VolumeId) == "" {
		return nil
	}
	return &Volume{node: node{service: s.service}, ID: aws.ToString(s.Data.VolumeId)}
}

// WaitUntilCompleted waits until the snapshot is completed (DescribeSnapshots).
// It sets Data from the last response; if the wait fails, Data is stale. The
// options or the context must bound the wait.
func (s *Snapshot) WaitUntilCompleted(ctx context.Context, opts waiters.Options) error {
	if err := s.check("ec2.SnapshotCompleted"); err != nil {
		return err
	}
	api, err := client[ec2.DescribeSnapshotsAPIClient](s.service, "ec2.DescribeSnapshots")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ec2.NewSnapshotCompletedWaiter(api), &ec2.DescribeSnapshotsInput{SnapshotIds: []string{s.ID}}, opts)
	resources.Keep(&s.state, &s.Data, snapshotIn(out))
	return err
}

// Snapshots is a collection of snapshots, as DescribeSnapshots lists them. It
// makes no request until it is ranged over; see [collections.View].
type Snapshots struct {
	collections.View[*Snapshots, *ec2.DescribeSnapshotsInput, *Snapshot]
}

func newSnapshots(e *collections.Erased) *Snapshots {
	return &Snapshots{collections.ViewOf[*Snapshots, *ec2.DescribeSnapshotsInput, *Snapshot](e)}
}

func (e *EC2) snapshotsOf(out *ec2.DescribeSnapshotsOutput) []any {
	count := len(out.Snapshots)
	all, slab := make([]any, 0, count), make([]Snapshot, count)
	for n := range out.Snapshots {
		s := &slab[len(all)]
		s.service, s.ID, s.Data = e, aws.ToString(out.Snapshots[n].SnapshotId), &out.Snapshots[n]
		all = append(all, s)
	}
	return all
}

// CreateTags sets tags of the snapshots, 1,000 a request (CreateTags). It
// returns how many succeeded; the error has a [resources.ItemError] for each
// that did not.
func (c *Snapshots) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Snapshot]{
		Size:    1000,
		Group:   func(s *Snapshot) any { return s.service },
		Changed: func(s *Snapshot) { s.state.Changed() },
		Do: func(ctx context.Context, group []*Snapshot) ([]collections.Failure, error) {
			in := &ec2.CreateTagsInput{Tags: tags}
			for _, s := range group {
				in.Resources = append(in.Resources, s.ID)
			}
			_, err := resources.Call(ctx, "ec2.CreateTags", group[0].service.createTags, in, changes)
			return nil, err
		},
	})
}

// DeleteTags removes these tags, or all if there are none, from the snapshots,
// 1,000 a request (DeleteTags). It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not.
func (c *Snapshots) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Snapshot]{
		Size:    1000,
		Group:   func(s *Snapshot) any { return s.service },
		Changed: func(s *Snapshot) { s.state.Changed() },
		Do: func(ctx context.Context, group []*Snapshot) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: tags}
			for _, s := range group {
				in.Resources = append(in.Resources, s.ID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}
