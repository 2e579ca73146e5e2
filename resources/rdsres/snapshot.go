package rdsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Snapshot is a snapshot of a DB instance. It is identified by its ID.
type Snapshot struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.DBSnapshot
}

// Snapshot returns the snapshot with an ID. It makes no request, and the
// snapshot need not exist.
func (r *RDS) Snapshot(id string) *Snapshot {
	return &Snapshot{node: node{service: r}, ID: id}
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

// Load reads Data (DescribeDBSnapshots), unless it is set and not stale.
// Concurrent calls make one request.
func (s *Snapshot) Load(ctx context.Context) error {
	if err := s.check("rds.DescribeDBSnapshots"); err != nil {
		return err
	}
	return resources.Load(ctx, "rds.DescribeDBSnapshots", &s.state, &s.Data, s.fetch)
}

// Reload reads Data again (DescribeDBSnapshots).
func (s *Snapshot) Reload(ctx context.Context) error {
	if err := s.check("rds.DescribeDBSnapshots"); err != nil {
		return err
	}
	return resources.Reload(ctx, "rds.DescribeDBSnapshots", &s.state, &s.Data, s.fetch)
}

func (s *Snapshot) fetch(ctx context.Context) (*types.DBSnapshot, error) {
	out, err := s.service.describeDBSnapshots(ctx, &rds.DescribeDBSnapshotsInput{DBSnapshotIdentifier: aws.String(s.ID)})
	if err != nil {
		return nil, err
	}
	if data := snapshotIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("rds.DescribeDBSnapshots", s.Identity())
}

func snapshotIn(out *rds.DescribeDBSnapshotsOutput) *types.DBSnapshot {
	if out == nil || len(out.DBSnapshots) == 0 {
		return nil
	}
	return &out.DBSnapshots[0]
}

// Copy copies the snapshot (CopyDBSnapshot) and returns it. Data is stale
// afterwards.
func (s *Snapshot) Copy(ctx context.Context, targetDBSnapshotIdentifier string, changes ...func(*rds.CopyDBSnapshotInput)) (*Snapshot, error) {
	if err := s.check("rds.CopyDBSnapshot"); err != nil {
		return nil, err
	}
	in := &rds.CopyDBSnapshotInput{SourceDBSnapshotIdentifier: aws.String(s.ID), TargetDBSnapshotIdentifier: aws.String(targetDBSnapshotIdentifier)}
	out, err := resources.Act(ctx, &s.state, "rds.CopyDBSnapshot", s.service.copyDBSnapshot, in, changes)
	if err != nil {
		return nil, err
	}
	if out.DBSnapshot == nil {
		return nil, resources.Without("rds.CopyDBSnapshot", "DBSnapshot")
	}
	return &Snapshot{node: node{service: s.service}, ID: aws.ToString(out.DBSnapshot.DBSnapshotIdentifier), Data: out.DBSnapshot}, nil
}

// Delete deletes the snapshot (DeleteDBSnapshot).
func (s *Snapshot) Delete(ctx context.Context, changes ...func(*rds.DeleteDBSnapshotInput)) (*rds.DeleteDBSnapshotOutput, error) {
	if err := s.check("rds.DeleteDBSnapshot"); err != nil {
		return nil, err
	}
	in := &rds.DeleteDBSnapshotInput{DBSnapshotIdentifier: aws.String(s.ID)}
	return resources.Act(ctx, &s.state, "rds.DeleteDBSnapshot", s.service.deleteDBSnapshot, in, changes)
}

// Restore creates an instance from the snapshot
// (RestoreDBInstanceFromDBSnapshot) and returns it. Data is stale afterwards.
func (s *Snapshot) Restore(ctx context.Context, dbInstanceIdentifier string, changes ...func(*rds.RestoreDBInstanceFromDBSnapshotInput)) (*Instance, error) {
	if err := s.check("rds.RestoreDBInstanceFromDBSnapshot"); err != nil {
		return nil, err
	}
	in := &rds.RestoreDBInstanceFromDBSnapshotInput{DBSnapshotIdentifier: aws.String(s.ID), DBInstanceIdentifier: aws.String(dbInstanceIdentifier)}
	out, err := resources.Act(ctx, &s.state, "rds.RestoreDBInstanceFromDBSnapshot", s.service.restoreDBInstanceFromDBSnapshot, in, changes)
	if err != nil {
		return nil, err
	}
	if out.DBInstance == nil {
		return nil, resources.Without("rds.RestoreDBInstanceFromDBSnapshot", "DBInstance")
	}
	return &Instance{node: node{service: s.service}, ID: aws.ToString(out.DBInstance.DBInstanceIdentifier), Data: out.DBInstance}, nil
}

// Instance returns the instance that Data names, or nil if there is no Data or
// it names none.
func (s *Snapshot) Instance() *Instance {
	if s == nil || s.Data == nil || aws.ToString(s.Data.DBInstanceIdentifier) == "" {
		return nil
	}
	return &Instance{node: node{service: s.service}, ID: aws.ToString(s.Data.DBInstanceIdentifier)}
}

// WaitUntilAvailable waits until the snapshot is available
// (DescribeDBSnapshots). It sets Data from the last response; if the wait
// fails, Data is stale. The options or the context must bound the wait.
func (s *Snapshot) WaitUntilAvailable(ctx context.Context, opts waiters.Options) error {
	if err := s.check("rds.DBSnapshotAvailable"); err != nil {
		return err
	}
	api, err := client[rds.DescribeDBSnapshotsAPIClient](s.service, "rds.DescribeDBSnapshots")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, rds.NewDBSnapshotAvailableWaiter(api), &rds.DescribeDBSnapshotsInput{DBSnapshotIdentifier: aws.String(s.ID)}, opts)
	resources.Keep(&s.state, &s.Data, snapshotIn(out))
	return err
}

// WaitUntilDeleted waits until the snapshot is deleted (DescribeDBSnapshots).
// It sets Data from the last response; if the wait fails, Data is stale. The
// options or the context must bound the wait.
func (s *Snapshot) WaitUntilDeleted(ctx context.Context, opts waiters.Options) error {
	if err := s.check("rds.DBSnapshotDeleted"); err != nil {
		return err
	}
	api, err := client[rds.DescribeDBSnapshotsAPIClient](s.service, "rds.DescribeDBSnapshots")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, rds.NewDBSnapshotDeletedWaiter(api), &rds.DescribeDBSnapshotsInput{DBSnapshotIdentifier: aws.String(s.ID)}, opts)
	resources.Keep(&s.state, &s.Data, snapshotIn(out))
	return err
}

// Snapshots is a collection of snapshots, as DescribeDBSnapshots lists them. It
// makes no request until it is ranged over; see [collections.View].
type Snapshots struct {
	collections.View[*Snapshots, *rds.DescribeDBSnapshotsInput, *Snapshot]
}

func newSnapshots(e *collections.Erased) *Snapshots {
	return &Snapshots{collections.ViewOf[*Snapshots, *rds.DescribeDBSnapshotsInput, *Snapshot](e)}
}

func (r *RDS) snapshotsOf(out *rds.DescribeDBSnapshotsOutput) []any {
	count := len(out.DBSnapshots)
	all, slab := make([]any, 0, count), make([]Snapshot, count)
	for n := range out.DBSnapshots {
		s := &slab[len(all)]
		s.service, s.ID, s.Data = r, aws.ToString(out.DBSnapshots[n].DBSnapshotIdentifier), &out.DBSnapshots[n]
		all = append(all, s)
	}
	return all
}
