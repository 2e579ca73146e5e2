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

// Cluster is an Aurora or Multi-AZ database cluster. It is identified by its
// ID.
type Cluster struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.DBCluster
}

// Cluster returns the cluster with an ID. It makes no request, and the cluster
// need not exist.
func (r *RDS) Cluster(id string) *Cluster {
	return &Cluster{node: node{service: r}, ID: id}
}

// Identity returns what identifies the cluster. It is comparable, and can be
// the key of a map.
func (c *Cluster) Identity() resources.Identity {
	if c == nil {
		return resources.Identity{}
	}
	return c.service.at().Identity("Cluster", "ID", c.ID)
}

// String returns the type and the identifiers of the cluster.
func (c *Cluster) String() string { return c.Identity().String() }

// LogValue implements slog.LogValuer.
func (c *Cluster) LogValue() slog.Value { return c.Identity().LogValue() }

func (c *Cluster) check(operation string) error {
	if c == nil {
		return resources.Nil(operation, "Cluster")
	}
	return c.service.at().Check(operation, "ID", c.ID)
}

// Load reads Data (DescribeDBClusters), unless it is set and not stale.
// Concurrent calls make one request.
func (c *Cluster) Load(ctx context.Context) error {
	if err := c.check("rds.DescribeDBClusters"); err != nil {
		return err
	}
	return resources.Load(ctx, "rds.DescribeDBClusters", &c.state, &c.Data, c.fetch)
}

// Reload reads Data again (DescribeDBClusters).
func (c *Cluster) Reload(ctx context.Context) error {
	if err := c.check("rds.DescribeDBClusters"); err != nil {
		return err
	}
	return resources.Reload(ctx, "rds.DescribeDBClusters", &c.state, &c.Data, c.fetch)
}

func (c *Cluster) fetch(ctx context.Context) (*types.DBCluster, error) {
	out, err := c.service.describeDBClusters(ctx, &rds.DescribeDBClustersInput{DBClusterIdentifier: aws.String(c.ID)})
	if err != nil {
		return nil, err
	}
	if data := clusterIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("rds.DescribeDBClusters", c.Identity())
}

func clusterIn(out *rds.DescribeDBClustersOutput) *types.DBCluster {
	if out == nil || len(out.DBClusters) == 0 {
		return nil
	}
	return &out.DBClusters[0]
}

// CreateSnapshot creates a snapshot in the cluster (CreateDBClusterSnapshot)
// and returns the cluster snapshot.
func (c *Cluster) CreateSnapshot(ctx context.Context, dbClusterSnapshotIdentifier string, changes ...func(*rds.CreateDBClusterSnapshotInput)) (*ClusterSnapshot, error) {
	if err := c.check("rds.CreateDBClusterSnapshot"); err != nil {
		return nil, err
	}
	in := &rds.CreateDBClusterSnapshotInput{DBClusterIdentifier: aws.String(c.ID), DBClusterSnapshotIdentifier: aws.String(dbClusterSnapshotIdentifier)}
	out, err := resources.Call(ctx, "rds.CreateDBClusterSnapshot", c.service.createDBClusterSnapshot, in, changes)
	if err != nil {
		return nil, err
	}
	if out.DBClusterSnapshot == nil {
		return nil, resources.Without("rds.CreateDBClusterSnapshot", "DBClusterSnapshot")
	}
	return &ClusterSnapshot{node: node{service: c.service}, ID: aws.ToString(out.DBClusterSnapshot.DBClusterSnapshotIdentifier), Data: out.DBClusterSnapshot}, nil
}

// Delete deletes the cluster (DeleteDBCluster).
func (c *Cluster) Delete(ctx context.Context, changes ...func(*rds.DeleteDBClusterInput)) (*rds.DeleteDBClusterOutput, error) {
	if err := c.check("rds.DeleteDBCluster"); err != nil {
		return nil, err
	}
	in := &rds.DeleteDBClusterInput{DBClusterIdentifier: aws.String(c.ID)}
	return resources.Act(ctx, &c.state, "rds.DeleteDBCluster", c.service.deleteDBCluster, in, changes)
}

// Failover promotes a replica of the cluster to its writer (FailoverDBCluster).
// Data is stale afterwards.
func (c *Cluster) Failover(ctx context.Context, changes ...func(*rds.FailoverDBClusterInput)) (*rds.FailoverDBClusterOutput, error) {
	if err := c.check("rds.FailoverDBCluster"); err != nil {
		return nil, err
	}
	in := &rds.FailoverDBClusterInput{DBClusterIdentifier: aws.String(c.ID)}
	return resources.Act(ctx, &c.state, "rds.FailoverDBCluster", c.service.failoverDBCluster, in, changes)
}

// Modify modifies the cluster (ModifyDBCluster). Data is stale afterwards.
func (c *Cluster) Modify(ctx context.Context, changes ...func(*rds.ModifyDBClusterInput)) (*rds.ModifyDBClusterOutput, error) {
	if err := c.check("rds.ModifyDBCluster"); err != nil {
		return nil, err
	}
	in := &rds.ModifyDBClusterInput{DBClusterIdentifier: aws.String(c.ID)}
	return resources.Act(ctx, &c.state, "rds.ModifyDBCluster", c.service.modifyDBCluster, in, changes)
}

// Reboot reboots the cluster (RebootDBCluster). Data is stale afterwards.
func (c *Cluster) Reboot(ctx context.Context, changes ...func(*rds.RebootDBClusterInput)) (*rds.RebootDBClusterOutput, error) {
	if err := c.check("rds.RebootDBCluster"); err != nil {
		return nil, err
	}
	in := &rds.RebootDBClusterInput{DBClusterIdentifier: aws.String(c.ID)}
	return resources.Act(ctx, &c.state, "rds.RebootDBCluster", c.service.rebootDBCluster, in, changes)
}

// Start starts the cluster (StartDBCluster). Data is stale afterwards.
func (c *Cluster) Start(ctx context.Context, changes ...func(*rds.StartDBClusterInput)) (*rds.StartDBClusterOutput, error) {
	if err := c.check("rds.StartDBCluster"); err != nil {
		return nil, err
	}
	in := &rds.StartDBClusterInput{DBClusterIdentifier: aws.String(c.ID)}
	return resources.Act(ctx, &c.state, "rds.StartDBCluster", c.service.startDBCluster, in, changes)
}

// Stop stops the cluster (StopDBCluster). Data is stale afterwards.
func (c *Cluster) Stop(ctx context.Context, changes ...func(*rds.StopDBClusterInput)) (*rds.StopDBClusterOutput, error) {
	if err := c.check("rds.StopDBCluster"); err != nil {
		return nil, err
	}
	in := &rds.StopDBClusterInput{DBClusterIdentifier: aws.String(c.ID)}
	return resources.Act(ctx, &c.state, "rds.StopDBCluster", c.service.stopDBCluster, in, changes)
}

// Instances returns the instances that Data names, or nil if there is no Data.
func (c *Cluster) Instances() []*Instance {
	if c == nil || c.Data == nil {
		return nil
	}
	all := make([]*Instance, len(c.Data.DBClusterMembers))
	for n := range c.Data.DBClusterMembers {
		all[n] = &Instance{node: node{service: c.service}, ID: aws.ToString(c.Data.DBClusterMembers[n].DBInstanceIdentifier)}
	}
	return all
}

// Snapshots returns the snapshots of the cluster (DescribeDBClusterSnapshots).
// The service applies the filters.
func (c *Cluster) Snapshots(filters ...types.Filter) *ClusterSnapshots {
	if err := c.check("rds.DescribeDBClusterSnapshots"); err != nil {
		return newClusterSnapshots(collections.Refused(err))
	}
	in := &rds.DescribeDBClusterSnapshotsInput{DBClusterIdentifier: aws.String(c.ID), Filters: filters}
	return newClusterSnapshots(collections.Listed(c.service.describeDBClusterSnapshots, in, c.service.clusterSnapshotsOf))
}

// WaitUntilAvailable waits until the cluster is available (DescribeDBClusters).
// It sets Data from the last response; if the wait fails, Data is stale. The
// options or the context must bound the wait.
func (c *Cluster) WaitUntilAvailable(ctx context.Context, opts waiters.Options) error {
	if err := c.check("rds.DBClusterAvailable"); err != nil {
		return err
	}
	api, err := client[rds.DescribeDBClustersAPIClient](c.service, "rds.DescribeDBClusters")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, rds.NewDBClusterAvailableWaiter(api), &rds.DescribeDBClustersInput{DBClusterIdentifier: aws.String(c.ID)}, opts)
	resources.Keep(&c.state, &c.Data, clusterIn(out))
	return err
}

// WaitUntilDeleted waits until the cluster is deleted (DescribeDBClusters). It
// sets Data from the last response; if the wait fails, Data is stale. The
// options or the context must bound the wait.
func (c *Cluster) WaitUntilDeleted(ctx context.Context, opts waiters.Options) error {
	if err := c.check("rds.DBClusterDeleted"); err != nil {
		return err
	}
	api, err := client[rds.DescribeDBClustersAPIClient](c.service, "rds.DescribeDBClusters")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, rds.NewDBClusterDeletedWaiter(api), &rds.DescribeDBClustersInput{DBClusterIdentifier: aws.String(c.ID)}, opts)
	resources.Keep(&c.state, &c.Data, clusterIn(out))
	return err
}

// Clusters is a collection of clusters, as DescribeDBClusters lists them. It
// makes no request until it is ranged over; see [collections.View].
type Clusters struct {
	collections.View[*Clusters, *rds.DescribeDBClustersInput, *Cluster]
}

func newClusters(e *collections.Erased) *Clusters {
	return &Clusters{collections.ViewOf[*Clusters, *rds.DescribeDBClustersInput, *Cluster](e)}
}

func (r *RDS) clustersOf(out *rds.DescribeDBClustersOutput) []any {
	count := len(out.DBClusters)
	all, slab := make([]any, 0, count), make([]Cluster, count)
	for n := range out.DBClusters {
		c := &slab[len(all)]
		c.service, c.ID, c.Data = r, aws.ToString(out.DBClusters[n].DBClusterIdentifier), &out.DBClusters[n]
		all = append(all, c)
	}
	return all
}
