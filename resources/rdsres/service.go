package rdsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// RDS gives access to the resources of Amazon RDS in one account and region. It
// is safe for concurrent use. Its zero value makes no requests; use [Open] or
// [New].
type RDS struct{ place resources.Place }

// Open returns the resources that a session, such as a *session.Session, has
// access to. It makes no request.
func Open(sess resources.Session, optFns ...func(*rds.Options)) *RDS {
	cfg, ok := resources.Config(sess)
	if !ok {
		return New(nil)
	}
	r := New(rds.NewFromConfig(cfg, optFns...))
	r.place = r.place.In(sess)
	return r
}

// New returns the resources that a client has access to. It makes no request.
func New(client *rds.Client) *RDS {
	region := ""
	if client != nil {
		region = client.Options().Region
	}
	return &RDS{resources.NewPlace("rds", client, region)}
}

// NewFrom is like [New], for a value with some of the methods of *rds.Client,
// such as a fake in a test. What needs another method returns an error.
func NewFrom(api any) *RDS { return &RDS{resources.NewPlace("rds", api, "")} }

// Client returns the SDK's client, or nil if there is none, as after [NewFrom].
func (r *RDS) Client() *rds.Client {
	client, _ := r.api().(*rds.Client)
	return client
}

func (r *RDS) api() any {
	if r == nil {
		return nil
	}
	return r.place.API()
}

func (r *RDS) at() *resources.Place {
	if r == nil {
		return nil
	}
	return &r.place
}

// node holds what all resources have in common.
type node struct {
	service *RDS
	state   resources.State
}

// Service returns the RDS that the resource was made with.
func (n *node) Service() *RDS { return n.service }

// Client returns the SDK's client, or nil if there is none.
func (n *node) Client() *rds.Client { return n.service.Client() }

// Stale reports whether an action may have changed the resource since its Data
// was read. If so, Load reads it again.
func (n *node) Stale() bool { return n.state.Stale() }

// client returns the client as the interface of a waiter.
func client[A any](r *RDS, operation string) (A, error) {
	api, ok := r.api().(A)
	if !ok {
		return api, r.at().Lacks(operation)
	}
	return api, nil
}

// Filter returns a filter of a request: what has one of the values. The service
// applies it; to filter what it sent, see the method Filter of the collections.
func Filter(name string, values ...string) types.Filter {
	return types.Filter{Name: aws.String(name), Values: values}
}

// CopyClusterSnapshot copies a cluster snapshot (CopyDBClusterSnapshot) and
// returns it.
func (r *RDS) CopyClusterSnapshot(ctx context.Context, sourceDBClusterSnapshotIdentifier, targetDBClusterSnapshotIdentifier string, changes ...func(*rds.CopyDBClusterSnapshotInput)) (*ClusterSnapshot, error) {
	in := &rds.CopyDBClusterSnapshotInput{SourceDBClusterSnapshotIdentifier: aws.String(sourceDBClusterSnapshotIdentifier), TargetDBClusterSnapshotIdentifier: aws.String(targetDBClusterSnapshotIdentifier)}
	out, err := resources.Call(ctx, "rds.CopyDBClusterSnapshot", r.copyDBClusterSnapshot, in, changes)
	if err != nil {
		return nil, err
	}
	if out.DBClusterSnapshot == nil {
		return nil, resources.Without("rds.CopyDBClusterSnapshot", "DBClusterSnapshot")
	}
	return &ClusterSnapshot{node: node{service: r}, ID: aws.ToString(out.DBClusterSnapshot.DBClusterSnapshotIdentifier), Data: out.DBClusterSnapshot}, nil
}

// CopySnapshot copies a snapshot (CopyDBSnapshot) and returns it.
func (r *RDS) CopySnapshot(ctx context.Context, sourceDBSnapshotIdentifier, targetDBSnapshotIdentifier string, changes ...func(*rds.CopyDBSnapshotInput)) (*Snapshot, error) {
	in := &rds.CopyDBSnapshotInput{SourceDBSnapshotIdentifier: aws.String(sourceDBSnapshotIdentifier), TargetDBSnapshotIdentifier: aws.String(targetDBSnapshotIdentifier)}
	out, err := resources.Call(ctx, "rds.CopyDBSnapshot", r.copyDBSnapshot, in, changes)
	if err != nil {
		return nil, err
	}
	if out.DBSnapshot == nil {
		return nil, resources.Without("rds.CopyDBSnapshot", "DBSnapshot")
	}
	return &Snapshot{node: node{service: r}, ID: aws.ToString(out.DBSnapshot.DBSnapshotIdentifier), Data: out.DBSnapshot}, nil
}

// CreateCluster creates a cluster (CreateDBCluster) and returns it.
func (r *RDS) CreateCluster(ctx context.Context, dbClusterIdentifier, engine string, changes ...func(*rds.CreateDBClusterInput)) (*Cluster, error) {
	in := &rds.CreateDBClusterInput{DBClusterIdentifier: aws.String(dbClusterIdentifier), Engine: aws.String(engine)}
	out, err := resources.Call(ctx, "rds.CreateDBCluster", r.createDBCluster, in, changes)
	if err != nil {
		return nil, err
	}
	if out.DBCluster == nil {
		return nil, resources.Without("rds.CreateDBCluster", "DBCluster")
	}
	return &Cluster{node: node{service: r}, ID: aws.ToString(out.DBCluster.DBClusterIdentifier), Data: out.DBCluster}, nil
}

// CreateInstance creates an instance (CreateDBInstance) and returns it.
func (r *RDS) CreateInstance(ctx context.Context, dbInstanceClass, dbInstanceIdentifier, engine string, changes ...func(*rds.CreateDBInstanceInput)) (*Instance, error) {
	in := &rds.CreateDBInstanceInput{DBInstanceClass: aws.String(dbInstanceClass), DBInstanceIdentifier: aws.String(dbInstanceIdentifier), Engine: aws.String(engine)}
	out, err := resources.Call(ctx, "rds.CreateDBInstance", r.createDBInstance, in, changes)
	if err != nil {
		return nil, err
	}
	if out.DBInstance == nil {
		return nil, resources.Without("rds.CreateDBInstance", "DBInstance")
	}
	return &Instance{node: node{service: r}, ID: aws.ToString(out.DBInstance.DBInstanceIdentifier), Data: out.DBInstance}, nil
}

// ClusterSnapshots returns the cluster snapshots (DescribeDBClusterSnapshots).
// The service applies the filters.
func (r *RDS) ClusterSnapshots(filters ...types.Filter) *ClusterSnapshots {
	in := &rds.DescribeDBClusterSnapshotsInput{Filters: filters}
	return newClusterSnapshots(collections.Listed(r.describeDBClusterSnapshots, in, r.clusterSnapshotsOf))
}

// Clusters returns the clusters (DescribeDBClusters). The service applies the
// filters.
func (r *RDS) Clusters(filters ...types.Filter) *Clusters {
	in := &rds.DescribeDBClustersInput{Filters: filters}
	return newClusters(collections.Listed(r.describeDBClusters, in, r.clustersOf))
}

// Instances returns the instances (DescribeDBInstances). The service applies
// the filters.
func (r *RDS) Instances(filters ...types.Filter) *Instances {
	in := &rds.DescribeDBInstancesInput{Filters: filters}
	return newInstances(collections.Listed(r.describeDBInstances, in, r.instancesOf))
}

// Snapshots returns the snapshots (DescribeDBSnapshots). The service applies
// the filters.
func (r *RDS) Snapshots(filters ...types.Filter) *Snapshots {
	in := &rds.DescribeDBSnapshotsInput{Filters: filters}
	return newSnapshots(collections.Listed(r.describeDBSnapshots, in, r.snapshotsOf))
}
