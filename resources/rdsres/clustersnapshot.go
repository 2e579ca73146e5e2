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

// ClusterSnapshot is a snapshot of a database cluster. It is identified by its
// ID.
type ClusterSnapshot struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.DBClusterSnapshot
}

// ClusterSnapshot returns the cluster snapshot with an ID. It makes no request,
// and the cluster snapshot need not exist.
func (r *RDS) ClusterSnapshot(id string) *ClusterSnapshot {
	return &ClusterSnapshot{node: node{service: r}, ID: id}
}

// Identity returns what identifies the cluster snapshot. It is comparable, and
// can be the key of a map.
func (c *ClusterSnapshot) Identity() resources.Identity {
	if c == nil {
		return resources.Identity{}
	}
	return c.service.at().Identity("ClusterSnapshot", "ID", c.ID)
}

// String returns the type and the identifiers of the cluster snapshot.
func (c *ClusterSnapshot) String() string { return c.Identity().String() }

// LogValue implements slog.LogValuer.
func (c *ClusterSnapshot) LogValue() slog.Value { return c.Identity().LogValue() }

func (c *ClusterSnapshot) check(operation string) error {
	if c == nil {
		return resources.Nil(operation, "ClusterSnapshot")
	}
	return c.service.at().Check(operation, "ID", c.ID)
}

// Load reads Data (DescribeDBClusterSnapshots), unless it is set and not stale.
// Concurrent calls make one request.
func (c *ClusterSnapshot) Load(ctx context.Context) error {
	if err := c.check("rds.DescribeDBClusterSnapshots"); err != nil {
		return err
	}
	return resources.Load(ctx, "rds.DescribeDBClusterSnapshots", &c.state, &c.Data, c.fetch)
}

// Reload reads Data again (DescribeDBClusterSnapshots).
func (c *ClusterSnapshot) Reload(ctx context.Context) error {
	if err := c.check("rds.DescribeDBClusterSnapshots"); err != nil {
		return err
	}
	return resources.Reload(ctx, "rds.DescribeDBClusterSnapshots", &c.state, &c.Data, c.fetch)
}

func (c *ClusterSnapshot) fetch(ctx context.Context) (*types.DBClusterSnapshot, error) {
	out, err := c.service.describeDBClusterSnapshots(ctx, &rds.DescribeDBClusterSnapshotsInput{DBClusterSnapshotIdentifier: aws.String(c.ID)})
	if err != nil {
		return nil, err
	}
	if data := clusterSnapshotIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("rds.DescribeDBClusterSnapshots", c.Identity())
}

func clusterSnapshotIn(out *rds.DescribeDBClusterSnapshotsOutput) *types.DBClusterSnapshot {
	if out == nil || len(out.DBClusterSnapshots) == 0 {
		return nil
	}
	return &out.DBClusterSnapshots[0]
}

// Copy copies the cluster snapshot (CopyDBClusterSnapshot) and returns it.
func (c *ClusterSnapshot) Copy(ctx context.Context, targetDBClusterSnapshotIdentifier string, changes ...func(*rds.CopyDBClusterSnapshotInput)) (*ClusterSnapshot, error) {
	if err := c.check("rds.CopyDBClusterSnapshot"); err != nil {
		return nil, err
	}
	in := &rds.CopyDBClusterSnapshotInput{SourceDBClusterSnapshotIdentifier: aws.String(c.ID), TargetDBClusterSnapshotIdentifier: aws.String(targetDBClusterSnapshotIdentifier)}
	out, err := resources.Call(ctx, "rds.CopyDBClusterSnapshot", c.service.copyDBClusterSnapshot, in, changes)
	if err != nil {
		return nil, err
	}
	if out.DBClusterSnapshot == nil {
		return nil, resources.Without("rds.CopyDBClusterSnapshot", "DBClusterSnapshot")
	}
	return &ClusterSnapshot{node: node{service: c.service}, ID: aws.ToString(out.DBClusterSnapshot.DBClusterSnapshotIdentifier), Data: out.DBClusterSnapshot}, nil
}

// Delete deletes the cluster snapshot (DeleteDBClusterSnapshot).
func (c *ClusterSnapshot) Delete(ctx context.Context, changes ...func(*rds.DeleteDBClusterSnapshotInput)) (*rds.DeleteDBClusterSnapshotOutput, error) {
	if err := c.check("rds.DeleteDBClusterSnapshot"); err != nil {
		return nil, err
	}
	in := &rds.DeleteDBClusterSnapshotInput{DBClusterSnapshotIdentifier: aws.String(c.ID)}
	return resources.Act(ctx, &c.state, "rds.DeleteDBClusterSnapshot", c.service.deleteDBClusterSnapshot, in, changes)
}

// Restore creates a cluster from the snapshot (RestoreDBClusterFromSnapshot)
// and returns it.
func (c *ClusterSnapshot) Restore(ctx context.Context, dbClusterIdentifier, engine string, changes ...func(*rds.RestoreDBClusterFromSnapshotInput)) (*Cluster, error) {
	if err := c.check("rds.RestoreDBClusterFromSnapshot"); err != nil {
		return nil, err
	}
	in := &rds.RestoreDBClusterFromSnapshotInput{SnapshotIdentifier: aws.String(c.ID), DBClusterIdentifier: aws.String(dbClusterIdentifier), Engine: aws.String(engine)}
	out, err := resources.Call(ctx, "rds.RestoreDBClusterFromSnapshot", c.service.restoreDBClusterFromSnapshot, in, changes)
	if err != nil {
		return nil, err
	}
	if out.DBCluster == nil {
		return nil, resources.Without("rds.RestoreDBClusterFromSnapshot", "DBCluster")
	}
	return &Cluster{node: node{service: c.service}, ID: aws.ToString(out.DBCluster.DBClusterIdentifier), Data: out.DBCluster}, nil
}

// Cluster returns the cluster that Data names, or nil if there is no Data or it
// names none.
func (c *ClusterSnapshot) Cluster() *Cluster {
	if c == nil || c.Data == nil || aws.ToString(c.Data.DBClusterIdentifier) == "" {
		return nil
	}
	return &Cluster{node: node{service: c.service}, ID: aws.ToString(c.Data.DBClusterIdentifier)}
}

// WaitUntilAvailable waits until the cluster snapshot is available
// (DescribeDBClusterSnapshots). It sets Data from the last response; if the
// wait fails, Data is stale. The options or the context must bound the wait.
func (c *ClusterSnapshot) WaitUntilAvailable(ctx context.Context, opts waiters.Options) error {
	if err := c.check("rds.DBClusterSnapshotAvailable"); err != nil {
		return err
	}
	api, err := client[rds.DescribeDBClusterSnapshotsAPIClient](c.service, "rds.DescribeDBClusterSnapshots")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, rds.NewDBClusterSnapshotAvailableWaiter(api), &rds.DescribeDBClusterSnapshotsInput{DBClusterSnapshotIdentifier: aws.String(c.ID)}, opts)
	resources.Keep(&c.state, &c.Data, clusterSnapshotIn(out))
	return err
}

// WaitUntilDeleted waits until the cluster snapshot is deleted
// (DescribeDBClusterSnapshots). It sets Data from the last response; if the
// wait fails, Data is stale. The options or the context must bound the wait.
func (c *ClusterSnapshot) WaitUntilDeleted(ctx context.Context, opts waiters.Options) error {
	if err := c.check("rds.DBClusterSnapshotDeleted"); err != nil {
		return err
	}
	api, err := client[rds.DescribeDBClusterSnapshotsAPIClient](c.service, "rds.DescribeDBClusterSnapshots")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, rds.NewDBClusterSnapshotDeletedWaiter(api), &rds.DescribeDBClusterSnapshotsInput{DBClusterSnapshotIdentifier: aws.String(c.ID)}, opts)
	resources.Keep(&c.state, &c.Data, clusterSnapshotIn(out))
	return err
}

// ClusterSnapshots is a collection of cluster snapshots, as
// DescribeDBClusterSnapshots lists them. It makes no request until it is ranged
// over; see [collections.View].
type ClusterSnapshots struct {
	collections.View[*ClusterSnapshots, *rds.DescribeDBClusterSnapshotsInput, *ClusterSnapshot]
}

func newClusterSnapshots(e *collections.Erased) *ClusterSnapshots {
	return &ClusterSnapshots{collections.ViewOf[*ClusterSnapshots, *rds.DescribeDBClusterSnapshotsInput, *ClusterSnapshot](e)}
}

func (r *RDS) clusterSnapshotsOf(out *rds.DescribeDBClusterSnapshotsOutput) []any {
	count := len(out.DBClusterSnapshots)
	all, slab := make([]any, 0, count), make([]ClusterSnapshot, count)
	for n := range out.DBClusterSnapshots {
		c := &slab[len(all)]
		c.service, c.ID, c.Data = r, aws.ToString(out.DBClusterSnapshots[n].DBClusterSnapshotIdentifier), &out.DBClusterSnapshots[n]
		all = append(all, c)
	}
	return all
}
