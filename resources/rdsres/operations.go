package rdsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/rds"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (r *RDS) copyDBSnapshot(ctx context.Context, in *rds.CopyDBSnapshotInput) (*rds.CopyDBSnapshotOutput, error) {
	api, ok := r.api().(interface {
		CopyDBSnapshot(context.Context, *rds.CopyDBSnapshotInput, ...func(*rds.Options)) (*rds.CopyDBSnapshotOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.CopyDBSnapshot")
	}
	return api.CopyDBSnapshot(ctx, in)
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

func (r *RDS) modifyDBInstance(ctx context.Context, in *rds.ModifyDBInstanceInput) (*rds.ModifyDBInstanceOutput, error) {
	api, ok := r.api().(interface {
		ModifyDBInstance(context.Context, *rds.ModifyDBInstanceInput, ...func(*rds.Options)) (*rds.ModifyDBInstanceOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.ModifyDBInstance")
	}
	return api.ModifyDBInstance(ctx, in)
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

func (r *RDS) restoreDBInstanceFromDBSnapshot(ctx context.Context, in *rds.RestoreDBInstanceFromDBSnapshotInput) (*rds.RestoreDBInstanceFromDBSnapshotOutput, error) {
	api, ok := r.api().(interface {
		RestoreDBInstanceFromDBSnapshot(context.Context, *rds.RestoreDBInstanceFromDBSnapshotInput, ...func(*rds.Options)) (*rds.RestoreDBInstanceFromDBSnapshotOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.RestoreDBInstanceFromDBSnapshot")
	}
	return api.RestoreDBInstanceFromDBSnapshot(ctx, in)
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

func (r *RDS) stopDBInstance(ctx context.Context, in *rds.StopDBInstanceInput) (*rds.StopDBInstanceOutput, error) {
	api, ok := r.api().(interface {
		StopDBInstance(context.Context, *rds.StopDBInstanceInput, ...func(*rds.Options)) (*rds.StopDBInstanceOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("rds.StopDBInstance")
	}
	return api.StopDBInstance(ctx, in)
}
