// Package rdsres provides typed resources of Amazon RDS: instances, clusters and the
// snapshots of both.
//
//	rds.get_paginator("describe_db_instances")             | rdss.Instances()
//	rds.describe_db_clusters()                             | rdss.Clusters()
//	rds.create_db_snapshot(DBInstanceIdentifier="db", ...) | rdss.Instance("db").CreateSnapshot(ctx, id)
//	rds.copy_db_snapshot(...) in another region            | snapshot.CopyTo(ctx, other, id)
//	rds.restore_db_instance_from_db_snapshot(...)          | snapshot.Restore(ctx, id)
//	rds.failover_db_cluster(DBClusterIdentifier="c")       | rdss.Cluster("c").Failover(ctx)
//	rds.get_waiter("db_snapshot_available").wait(...)      | snapshot.WaitUntilAvailable(ctx, opts)
//
// where rdss is rdsres.Open(sess). Start with [Open] or [New].
package rdsres

//go:generate go run github.com/awsessentials/essentials/resources/cmd/resgen -service rds -entry RDS -about "Amazon RDS"
