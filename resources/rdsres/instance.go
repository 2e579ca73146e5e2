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

// Instance is a DB instance. It is identified by its ID.
type Instance struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.DBInstance
}

// Instance returns the instance with an ID. It makes no request, and the
// instance need not exist.
func (r *RDS) Instance(id string) *Instance {
	return &Instance{node: node{service: r}, ID: id}
}

// Identity returns what identifies the instance. It is comparable, and can be
// the key of a map.
func (i *Instance) Identity() resources.Identity {
	if i == nil {
		return resources.Identity{}
	}
	return i.service.at().Identity("Instance", "ID", i.ID)
}

// String returns the type and the identifiers of the instance.
func (i *Instance) String() string { return i.Identity().String() }

// LogValue implements slog.LogValuer.
func (i *Instance) LogValue() slog.Value { return i.Identity().LogValue() }

func (i *Instance) check(operation string) error {
	if i == nil {
		return resources.Nil(operation, "Instance")
	}
	return i.service.at().Check(operation, "ID", i.ID)
}

// Load reads Data (DescribeDBInstances), unless it is set and not stale.
// Concurrent calls make one request.
func (i *Instance) Load(ctx context.Context) error {
	if err := i.check("rds.DescribeDBInstances"); err != nil {
		return err
	}
	return resources.Load(ctx, "rds.DescribeDBInstances", &i.state, &i.Data, i.fetch)
}

// Reload reads Data again (DescribeDBInstances).
func (i *Instance) Reload(ctx context.Context) error {
	if err := i.check("rds.DescribeDBInstances"); err != nil {
		return err
	}
	return resources.Reload(ctx, "rds.DescribeDBInstances", &i.state, &i.Data, i.fetch)
}

func (i *Instance) fetch(ctx context.Context) (*types.DBInstance, error) {
	out, err := i.service.describeDBInstances(ctx, &rds.DescribeDBInstancesInput{DBInstanceIdentifier: aws.String(i.ID)})
	if err != nil {
		return nil, err
	}
	if data := instanceIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("rds.DescribeDBInstances", i.Identity())
}

func instanceIn(out *rds.DescribeDBInstancesOutput) *types.DBInstance {
	if out == nil || len(out.DBInstances) == 0 {
		return nil
	}
	return &out.DBInstances[0]
}

// CreateSnapshot creates a snapshot of the instance (CreateDBSnapshot) and
// returns it. Data is stale afterwards.
func (i *Instance) CreateSnapshot(ctx context.Context, dbSnapshotIdentifier string, changes ...func(*rds.CreateDBSnapshotInput)) (*Snapshot, error) {
	if err := i.check("rds.CreateDBSnapshot"); err != nil {
		return nil, err
	}
	in := &rds.CreateDBSnapshotInput{DBInstanceIdentifier: aws.String(i.ID), DBSnapshotIdentifier: aws.String(dbSnapshotIdentifier)}
	out, err := resources.Act(ctx, &i.state, "rds.CreateDBSnapshot", i.service.createDBSnapshot, in, changes)
	if err != nil {
		return nil, err
	}
	if out.DBSnapshot == nil {
		return nil, resources.Without("rds.CreateDBSnapshot", "DBSnapshot")
	}
	return &Snapshot{node: node{service: i.service}, ID: aws.ToString(out.DBSnapshot.DBSnapshotIdentifier), Data: out.DBSnapshot}, nil
}

// Delete deletes the instance (DeleteDBInstance).
func (i *Instance) Delete(ctx context.Context, changes ...func(*rds.DeleteDBInstanceInput)) (*rds.DeleteDBInstanceOutput, error) {
	if err := i.check("rds.DeleteDBInstance"); err != nil {
		return nil, err
	}
	in := &rds.DeleteDBInstanceInput{DBInstanceIdentifier: aws.String(i.ID)}
	return resources.Act(ctx, &i.state, "rds.DeleteDBInstance", i.service.deleteDBInstance, in, changes)
}

// Modify modifies the instance (ModifyDBInstance). Data is stale afterwards.
func (i *Instance) Modify(ctx context.Context, changes ...func(*rds.ModifyDBInstanceInput)) (*rds.ModifyDBInstanceOutput, error) {
	if err := i.check("rds.ModifyDBInstance"); err != nil {
		return nil, err
	}
	in := &rds.ModifyDBInstanceInput{DBInstanceIdentifier: aws.String(i.ID)}
	return resources.Act(ctx, &i.state, "rds.ModifyDBInstance", i.service.modifyDBInstance, in, changes)
}

// Reboot reboots the instance (RebootDBInstance). Data is stale afterwards.
func (i *Instance) Reboot(ctx context.Context, changes ...func(*rds.RebootDBInstanceInput)) (*rds.RebootDBInstanceOutput, error) {
	if err := i.check("rds.RebootDBInstance"); err != nil {
		return nil, err
	}
	in := &rds.RebootDBInstanceInput{DBInstanceIdentifier: aws.String(i.ID)}
	return resources.Act(ctx, &i.state, "rds.RebootDBInstance", i.service.rebootDBInstance, in, changes)
}

// Start starts the instance (StartDBInstance). Data is stale afterwards.
func (i *Instance) Start(ctx context.Context, changes ...func(*rds.StartDBInstanceInput)) (*rds.StartDBInstanceOutput, error) {
	if err := i.check("rds.StartDBInstance"); err != nil {
		return nil, err
	}
	in := &rds.StartDBInstanceInput{DBInstanceIdentifier: aws.String(i.ID)}
	return resources.Act(ctx, &i.state, "rds.StartDBInstance", i.service.startDBInstance, in, changes)
}

// Stop stops the instance (StopDBInstance). Data is stale afterwards.
func (i *Instance) Stop(ctx context.Context, changes ...func(*rds.StopDBInstanceInput)) (*rds.StopDBInstanceOutput, error) {
	if err := i.check("rds.StopDBInstance"); err != nil {
		return nil, err
	}
	in := &rds.StopDBInstanceInput{DBInstanceIdentifier: aws.String(i.ID)}
	return resources.Act(ctx, &i.state, "rds.StopDBInstance", i.service.stopDBInstance, in, changes)
}

// Cluster returns the cluster that Data names, or nil if there is no Data or it
// names none.
func (i *Instance) Cluster() *Cluster {
	if i == nil || i.Data == nil || aws.ToString(i.Data.DBClusterIdentifier) == "" {
		return nil
	}
	return &Cluster{node: node{service: i.service}, ID: aws.ToString(i.Data.DBClusterIdentifier)}
}

// Snapshots returns the snapshots of the instance (DescribeDBSnapshots). The
// service applies the filters.
func (i *Instance) Snapshots(filters ...types.Filter) *Snapshots {
	if err := i.check("rds.DescribeDBSnapshots"); err != nil {
		return newSnapshots(collections.Refused(err))
	}
	in := &rds.DescribeDBSnapshotsInput{DBInstanceIdentifier: aws.String(i.ID), Filters: filters}
	return newSnapshots(collections.Listed(i.service.describeDBSnapshots, in, i.service.snapshotsOf))
}

// WaitUntilAvailable waits until the instance is available
// (DescribeDBInstances). It sets Data from the last response; if the wait
// fails, Data is stale. The options or the context must bound the wait.
func (i *Instance) WaitUntilAvailable(ctx context.Context, opts waiters.Options) error {
	if err := i.check("rds.DBInstanceAvailable"); err != nil {
		return err
	}
	api, err := client[rds.DescribeDBInstancesAPIClient](i.service, "rds.DescribeDBInstances")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, rds.NewDBInstanceAvailableWaiter(api), &rds.DescribeDBInstancesInput{DBInstanceIdentifier: aws.String(i.ID)}, opts)
	resources.Keep(&i.state, &i.Data, instanceIn(out))
	return err
}

// WaitUntilDeleted waits until the instance is deleted (DescribeDBInstances).
// It sets Data from the last response; if the wait fails, Data is stale. The
// options or the context must bound the wait.
func (i *Instance) WaitUntilDeleted(ctx context.Context, opts waiters.Options) error {
	if err := i.check("rds.DBInstanceDeleted"); err != nil {
		return err
	}
	api, err := client[rds.DescribeDBInstancesAPIClient](i.service, "rds.DescribeDBInstances")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, rds.NewDBInstanceDeletedWaiter(api), &rds.DescribeDBInstancesInput{DBInstanceIdentifier: aws.String(i.ID)}, opts)
	resources.Keep(&i.state, &i.Data, instanceIn(out))
	return err
}

// Instances is a collection of instances, as DescribeDBInstances lists them. It
// makes no request until it is ranged over; see [collections.View].
type Instances struct {
	collections.View[*Instances, *rds.DescribeDBInstancesInput, *Instance]
}

func newInstances(e *collections.Erased) *Instances {
	return &Instances{collections.ViewOf[*Instances, *rds.DescribeDBInstancesInput, *Instance](e)}
}

func (r *RDS) instancesOf(out *rds.DescribeDBInstancesOutput) []any {
	count := len(out.DBInstances)
	all, slab := make([]any, 0, count), make([]Instance, count)
	for n := range out.DBInstances {
		i := &slab[len(all)]
		i.service, i.ID, i.Data = r, aws.ToString(out.DBInstances[n].DBInstanceIdentifier), &out.DBInstances[n]
		all = append(all, i)
	}
	return all
}
