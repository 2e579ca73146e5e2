package autoscalingres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Instance is an EC2 instance in an Auto Scaling group. It is identified by its
// ID.
type Instance struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.AutoScalingInstanceDetails
}

// Instance returns the instance with an ID. It makes no request, and the
// instance need not exist.
func (a *AutoScaling) Instance(id string) *Instance {
	return &Instance{node: node{service: a}, ID: id}
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

// Load reads Data (DescribeAutoScalingInstances), unless it is set and not
// stale. Concurrent calls make one request.
func (i *Instance) Load(ctx context.Context) error {
	if err := i.check("autoscaling.DescribeAutoScalingInstances"); err != nil {
		return err
	}
	return resources.Load(ctx, "autoscaling.DescribeAutoScalingInstances", &i.state, &i.Data, i.fetch)
}

// Reload reads Data again (DescribeAutoScalingInstances).
func (i *Instance) Reload(ctx context.Context) error {
	if err := i.check("autoscaling.DescribeAutoScalingInstances"); err != nil {
		return err
	}
	return resources.Reload(ctx, "autoscaling.DescribeAutoScalingInstances", &i.state, &i.Data, i.fetch)
}

func (i *Instance) fetch(ctx context.Context) (*types.AutoScalingInstanceDetails, error) {
	out, err := i.service.describeAutoScalingInstances(ctx, &autoscaling.DescribeAutoScalingInstancesInput{InstanceIds: []string{i.ID}})
	if err != nil {
		return nil, err
	}
	if data := instanceIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("autoscaling.DescribeAutoScalingInstances", i.Identity())
}

func instanceIn(out *autoscaling.DescribeAutoScalingInstancesOutput) *types.AutoScalingInstanceDetails {
	if len(out.AutoScalingInstances) == 0 {
		return nil
	}
	return &out.AutoScalingInstances[0]
}

// SetHealth sets the health of the instance, "Healthy" or "Unhealthy"
// (SetInstanceHealth); one that is not healthy is replaced. Data is stale
// afterwards.
func (i *Instance) SetHealth(ctx context.Context, healthStatus string, changes ...func(*autoscaling.SetInstanceHealthInput)) (*autoscaling.SetInstanceHealthOutput, error) {
	if err := i.check("autoscaling.SetInstanceHealth"); err != nil {
		return nil, err
	}
	in := &autoscaling.SetInstanceHealthInput{InstanceId: aws.String(i.ID), HealthStatus: aws.String(healthStatus)}
	return resources.Act(ctx, &i.state, "autoscaling.SetInstanceHealth", i.service.setInstanceHealth, in, changes)
}

// Terminate terminates the instance (TerminateInstanceInAutoScalingGroup);
// shouldDecrementDesiredCapacity says whether the group may then be one
// smaller.
func (i *Instance) Terminate(ctx context.Context, shouldDecrementDesiredCapacity bool, changes ...func(*autoscaling.TerminateInstanceInAutoScalingGroupInput)) (*autoscaling.TerminateInstanceInAutoScalingGroupOutput, error) {
	if err := i.check("autoscaling.TerminateInstanceInAutoScalingGroup"); err != nil {
		return nil, err
	}
	in := &autoscaling.TerminateInstanceInAutoScalingGroupInput{InstanceId: aws.String(i.ID), ShouldDecrementDesiredCapacity: aws.Bool(shouldDecrementDesiredCapacity)}
	return resources.Act(ctx, &i.state, "autoscaling.TerminateInstanceInAutoScalingGroup", i.service.terminateInstanceInAutoScalingGroup, in, changes)
}

// Group returns the group that Data names, or nil if there is no Data or it
// names none.
func (i *Instance) Group() *Group {
	if i == nil || i.Data == nil || aws.ToString(i.Data.AutoScalingGroupName) == "" {
		return nil
	}
	return &Group{node: node{service: i.service}, Name: aws.ToString(i.Data.AutoScalingGroupName)}
}

// Instances is a collection of instances, as DescribeAutoScalingInstances lists
// them. It makes no request until it is ranged over; see [collections.View].
type Instances struct {
	collections.View[*Instances, *autoscaling.DescribeAutoScalingInstancesInput, *Instance]
}

func newInstances(e *collections.Erased) *Instances {
	return &Instances{collections.ViewOf[*Instances, *autoscaling.DescribeAutoScalingInstancesInput, *Instance](e)}
}

func (a *AutoScaling) instancesOf(out *autoscaling.DescribeAutoScalingInstancesOutput) []any {
	count := len(out.AutoScalingInstances)
	all, slab := make([]any, 0, count), make([]Instance, count)
	for n := range out.AutoScalingInstances {
		i := &slab[len(all)]
		i.service, i.ID, i.Data = a, aws.ToString(out.AutoScalingInstances[n].InstanceId), &out.AutoScalingInstances[n]
		all = append(all, i)
	}
	return all
}
