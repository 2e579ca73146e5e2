// Package rdsres is Amazon RDS as typed resources.
//
//	rds.get_paginator("describe_db_instances")                  rdss.Instances()
//	rds.copy_db_snapshot(SourceDBSnapshotIdentifier=arn, ...)   rdss.Snapshot(id).CopyTo(ctx, other, id)
//	rds.get_waiter("db_snapshot_available").wait(...)           snapshot.WaitUntilAvailable(ctx, opts)
package rdsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service rds -entry RDS -about "Amazon RDS"
