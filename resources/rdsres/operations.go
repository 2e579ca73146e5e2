package rdsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/rds"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (r *RDS) copyDBClusterSnapshot(ctx context.Context, in *rds.CopyDBClusterSnapshotInput) (*rds.CopyDBClusterSnapshotOutput, error) {
	api, ok := r.api().(interface {
		CopyDBClusterSnapshot(context.Context, *rds.CopyDBClusterSnapshotInput, ...func(*rds.Options)) (*rds.CopyDBClusterSnapshotOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.CopyDBClusterSnapshot")
	}
	return api.CopyDBClusterSnapshot(ctx, in)
}

func (r *RDS) copyDBSnapshot(ctx context.Context, in *rds.CopyDBSnapshotInput) (*rds.CopyDBSnapshotOutput, error) {
	api, ok := r.api().(interface {
		CopyDBSnapshot(context.Context, *rds.CopyDBSnapshotInput, ...func(*rds.Options)) (*rds.CopyDBSnapshotOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.CopyDBSnapshot")
	}
	return api.CopyDBSnapshot(ctx, in)
}

func (r *RDS) createDBCluster(ctx context.Context, in *rds.CreateDBClusterInput) (*rds.CreateDBClusterOutput, error) {
	api, ok := r.api().(interface {
		CreateDBCluster(context.Context, *rds.CreateDBClusterInput, ...func(*rds.Options)) (*rds.CreateDBClusterOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.CreateDBCluster")
	}
	return api.CreateDBCluster(ctx, in)
}

func (r *RDS) createDBClusterSnapshot(ctx context.Context, in *rds.CreateDBClusterSnapshotInput) (*rds.CreateDBClusterSnapshotOutput, error) {
	api, ok := r.api().(interface {
		CreateDBClusterSnapshot(context.Context, *rds.CreateDBClusterSnapshotInput, ...func(*rds.Options)) (*rds.CreateDBClusterSnapshotOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.CreateDBClusterSnapshot")
	}
	return api.CreateDBClusterSnapshot(ctx, in)
}

func (r *RDS) createDBInstance(ctx context.Context, in *rds.CreateDBInstanceInput) (*rds.CreateDBInstanceOutput, error) {
	api, ok := r.api().(interface {
		CreateDBInstance(context.Context, *rds.CreateDBInstanceInput, ...func(*rds.Options)) (*rds.CreateDBInstanceOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.CreateDBInstance")
	}
	return api.CreateDBInstance(ctx, in)
}

func (r *RDS) createDBSnapshot(ctx context.Context, in *rds.CreateDBSnapshotInput) (*rds.CreateDBSnapshotOutput, error) {
	api, ok := r.api().(interface {
		CreateDBSnapshot(context.Context, *rds.CreateDBSnapshotInput, ...func(*rds.Options)) (*rds.CreateDBSnapshotOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.CreateDBSnapshot")
	}
	return api.CreateDBSnapshot(ctx, in)
}

func (r *RDS) deleteDBCluster(ctx context.Context, in *rds.DeleteDBClusterInput) (*rds.DeleteDBClusterOutput, error) {
	api, ok := r.api().(interface {
		DeleteDBCluster(context.Context, *rds.DeleteDBClusterInput, ...func(*rds.Options)) (*rds.DeleteDBClusterOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.DeleteDBCluster")
	}
	return api.DeleteDBCluster(ctx, in)
}

func (r *RDS) deleteDBClusterSnapshot(ctx context.Context, in *rds.DeleteDBClusterSnapshotInput) (*rds.DeleteDBClusterSnapshotOutput, error) {
	api, ok := r.api().(interface {
		DeleteDBClusterSnapshot(context.Context, *rds.DeleteDBClusterSnapshotInput, ...func(*rds.Options)) (*rds.DeleteDBClusterSnapshotOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.DeleteDBClusterSnapshot")
	}
	return api.DeleteDBClusterSnapshot(ctx, in)
}

func (r *RDS) deleteDBInstance(ctx context.Context, in *rds.DeleteDBInstanceInput) (*rds.DeleteDBInstanceOutput, error) {
	api, ok := r.api().(interface {
		DeleteDBInstance(context.Context, *rds.DeleteDBInstanceInput, ...func(*rds.Options)) (*rds.DeleteDBInstanceOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.DeleteDBInstance")
	}
	return api.DeleteDBInstance(ctx, in)
}

func (r *RDS) deleteDBSnapshot(ctx context.Context, in *rds.DeleteDBSnapshotInput) (*rds.DeleteDBSnapshotOutput, error) {
	api, ok := r.api().(interface {
		DeleteDBSnapshot(context.Context, *rds.DeleteDBSnapshotInput, ...func(*rds.Options)) (*rds.DeleteDBSnapshotOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.DeleteDBSnapshot")
	}
	return api.DeleteDBSnapshot(ctx, in)
}

func (r *RDS) describeDBClusterSnapshots(ctx context.Context, in *rds.DescribeDBClusterSnapshotsInput) (*rds.DescribeDBClusterSnapshotsOutput, error) {
	api, ok := r.api().(interface {
		DescribeDBClusterSnapshots(context.Context, *rds.DescribeDBClusterSnapshotsInput, ...func(*rds.Options)) (*rds.DescribeDBClusterSnapshotsOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.DescribeDBClusterSnapshots")
	}
	return api.DescribeDBClusterSnapshots(ctx, in)
}

func (r *RDS) describeDBClusters(ctx context.Context, in *rds.DescribeDBClustersInput) (*rds.DescribeDBClustersOutput, error) {
	api, ok := r.api().(interface {
		DescribeDBClusters(context.Context, *rds.DescribeDBClustersInput, ...func(*rds.Options)) (*rds.DescribeDBClustersOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.DescribeDBClusters")
	}
	return api.DescribeDBClusters(ctx, in)
}

func (r *RDS) describeDBInstances(ctx context.Context, in *rds.DescribeDBInstancesInput) (*rds.DescribeDBInstancesOutput, error) {
	api, ok := r.api().(interface {
		DescribeDBInstances(context.Context, *rds.DescribeDBInstancesInput, ...func(*rds.Options)) (*rds.DescribeDBInstancesOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.DescribeDBInstances")
	}
	return api.DescribeDBInstances(ctx, in)
}

func (r *RDS) describeDBSnapshots(ctx context.Context, in *rds.DescribeDBSnapshotsInput) (*rds.DescribeDBSnapshotsOutput, error) {
	api, ok := r.api().(interface {
		DescribeDBSnapshots(context.Context, *rds.DescribeDBSnapshotsInput, ...func(*rds.Options)) (*rds.DescribeDBSnapshotsOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.DescribeDBSnapshots")
	}
	return api.DescribeDBSnapshots(ctx, in)
}

func (r *RDS) failoverDBCluster(ctx context.Context, in *rds.FailoverDBClusterInput) (*rds.FailoverDBClusterOutput, error) {
	api, ok := r.api().(interface {
		FailoverDBCluster(context.Context, *rds.FailoverDBClusterInput, ...func(*rds.Options)) (*rds.FailoverDBClusterOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.FailoverDBCluster")
	}
	return api.FailoverDBCluster(ctx, in)
}

func (r *RDS) modifyDBCluster(ctx context.Context, in *rds.ModifyDBClusterInput) (*rds.ModifyDBClusterOutput, error) {
	api, ok := r.api().(interface {
		ModifyDBCluster(context.Context, *rds.ModifyDBClusterInput, ...func(*rds.Options)) (*rds.ModifyDBClusterOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.ModifyDBCluster")
	}
	return api.ModifyDBCluster(ctx, in)
}

func (r *RDS) modifyDBInstance(ctx context.Context, in *rds.ModifyDBInstanceInput) (*rds.ModifyDBInstanceOutput, error) {
	api, ok := r.api().(interface {
		ModifyDBInstance(context.Context, *rds.ModifyDBInstanceInput, ...func(*rds.Options)) (*rds.ModifyDBInstanceOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.ModifyDBInstance")
	}
	return api.ModifyDBInstance(ctx, in)
}

func (r *RDS) rebootDBCluster(ctx context.Context, in *rds.RebootDBClusterInput) (*rds.RebootDBClusterOutput, error) {
	api, ok := r.api().(interface {
		RebootDBCluster(context.Context, *rds.RebootDBClusterInput, ...func(*rds.Options)) (*rds.RebootDBClusterOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.RebootDBCluster")
	}
	return api.RebootDBCluster(ctx, in)
}

func (r *RDS) rebootDBInstance(ctx context.Context, in *rds.RebootDBInstanceInput) (*rds.RebootDBInstanceOutput, error) {
	api, ok := r.api().(interface {
		RebootDBInstance(context.Context, *rds.RebootDBInstanceInput, ...func(*rds.Options)) (*rds.RebootDBInstanceOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.RebootDBInstance")
	}
	return api.RebootDBInstance(ctx, in)
}

func (r *RDS) restoreDBClusterFromSnapshot(ctx context.Context, in *rds.RestoreDBClusterFromSnapshotInput) (*rds.RestoreDBClusterFromSnapshotOutput, error) {
	api, ok := r.api().(interface {
		RestoreDBClusterFromSnapshot(context.Context, *rds.RestoreDBClusterFromSnapshotInput, ...func(*rds.Options)) (*rds.RestoreDBClusterFromSnapshotOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.RestoreDBClusterFromSnapshot")
	}
	return api.RestoreDBClusterFromSnapshot(ctx, in)
}

func (r *RDS) restoreDBInstanceFromDBSnapshot(ctx context.Context, in *rds.RestoreDBInstanceFromDBSnapshotInput) (*rds.RestoreDBInstanceFromDBSnapshotOutput, error) {
	api, ok := r.api().(interface {
		RestoreDBInstanceFromDBSnapshot(context.Context, *rds.RestoreDBInstanceFromDBSnapshotInput, ...func(*rds.Options)) (*rds.RestoreDBInstanceFromDBSnapshotOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.RestoreDBInstanceFromDBSnapshot")
	}
	return api.RestoreDBInstanceFromDBSnapshot(ctx, in)
}

func (r *RDS) startDBCluster(ctx context.Context, in *rds.StartDBClusterInput) (*rds.StartDBClusterOutput, error) {
	api, ok := r.api().(interface {
		StartDBCluster(context.Context, *rds.StartDBClusterInput, ...func(*rds.Options)) (*rds.StartDBClusterOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.StartDBCluster")
	}
	return api.StartDBCluster(ctx, in)
}

func (r *RDS) startDBInstance(ctx context.Context, in *rds.StartDBInstanceInput) (*rds.StartDBInstanceOutput, error) {
	api, ok := r.api().(interface {
		StartDBInstance(context.Context, *rds.StartDBInstanceInput, ...func(*rds.Options)) (*rds.StartDBInstanceOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.StartDBInstance")
	}
	return api.StartDBInstance(ctx, in)
}

func (r *RDS) stopDBCluster(ctx context.Context, in *rds.StopDBClusterInput) (*rds.StopDBClusterOutput, error) {
	api, ok := r.api().(interface {
		StopDBCluster(context.Context, *rds.StopDBClusterInput, ...func(*rds.Options)) (*rds.StopDBClusterOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.StopDBCluster")
	}
	return api.StopDBCluster(ctx, in)
}

func (r *RDS) stopDBInstance(ctx context.Context, in *rds.StopDBInstanceInput) (*rds.StopDBInstanceOutput, error) {
	api, ok := r.api().(interface {
		StopDBInstance(context.Context, *rds.StopDBInstanceInput, ...func(*rds.Options)) (*rds.StopDBInstanceOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.StopDBInstance")
	}
	return api.StopDBInstance(ctx, in)
}
