package ec2res

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// unreachable are the states from which an instance does not come to another by
// itself, as the SDK's waiters have them.
var unreachable = map[types.InstanceStateName][]types.InstanceStateName{
	types.InstanceStateNameRunning:    {types.InstanceStateNameShuttingDown, types.InstanceStateNameTerminated, types.InstanceStateNameStopping},
	types.InstanceStateNameStopped:    {types.InstanceStateNamePending, types.InstanceStateNameTerminated},
	types.InstanceStateNameTerminated: {types.InstanceStateNamePending, types.InstanceStateNameStopping},
}

// WaitUntil waits until all the instances are running, stopped or terminated,
// with one request a poll for a thousand of them (DescribeInstances). All must be
// of one service. Each instance has its own result, and its Data is what was last
// seen of it. The error is a *waiters.FailedError if one cannot reach the state
// any more; that does not end the wait for the others.
func WaitUntil(ctx context.Context, state types.InstanceStateName, instances []*Instance, opts waiters.Options) ([]waiters.ItemResult[types.Instance], error) {
	const operation = "ec2res.WaitUntil"
	failed, known := unreachable[state]
	if !known {
		return nil, awserr.Invalid(operation, "state", string(state), "must be running, stopped or terminated")
	}
	if len(instances) == 0 {
		return nil, nil
	}
	ids, byID := make([]string, len(instances)), map[string][]*Instance{}
	for n, i := range instances {
		if err := i.check(operation); err != nil {
			return nil, err
		}
		if i.service != instances[0].service {
			return nil, awserr.Invalid(operation, "instances", i.String(), "must be of one service")
		}
		ids[n] = i.ID
		byID[i.ID] = append(byID[i.ID], i)
	}
	list := waiters.List[ec2.DescribeInstancesInput, ec2.DescribeInstancesOutput, types.Instance]{
		Set: func(in *ec2.DescribeInstancesInput, ids []string) { in.InstanceIds = ids },
		Items: func(out *ec2.DescribeInstancesOutput) (all []types.Instance) {
			for _, r := range out.Reservations {
				all = append(all, r.Instances...)
			}
			return all
		},
		ID:    func(i types.Instance) string { return aws.ToString(i.InstanceId) },
		Judge: func(i types.Instance) waiters.Verdict { return judge(i, state, failed) },
		Chunk: 1000,
	}
	if state == types.InstanceStateNameTerminated {
		list.Absent = waiters.Ready // EC2 forgets it after an hour
	}
	describe := func(ctx context.Context, in *ec2.DescribeInstancesInput, _ ...func(*ec2.Options)) (*ec2.DescribeInstancesOutput, error) {
		return instances[0].service.describeInstances(ctx, in)
	}
	results, err := waiters.WaitEach(ctx, describe, &ec2.DescribeInstancesInput{}, ids, list, opts)
	for n := range results {
		if r := &results[n]; r.Found {
			for _, i := range byID[r.ID] {
				resources.Keep(&i.state, &i.Data, &r.Item)
			}
		}
	}
	return results, err
}

func judge(i types.Instance, state types.InstanceStateName, failed []types.InstanceStateName) waiters.Verdict {
	if i.State == nil {
		return waiters.Pending
	}
	if i.State.Name == state {
		return waiters.Ready
	}
	for _, f := range failed {
		if i.State.Name == f {
			return waiters.Failed
		}
	}
	return waiters.Pending
}
