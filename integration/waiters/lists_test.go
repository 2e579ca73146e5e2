package waiters_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	autoscalingtypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	cloudformationtypes "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	ecstypes "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	rdstypes "github.com/aws/aws-sdk-go-v2/service/rds/types"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/waiters"
)

// How the lists of the usual services look. Each test has two things that get
// ready one after the other, and sees that the second poll asks for one only.

func ready(ok bool) waiters.Verdict {
	if ok {
		return waiters.Ready
	}
	return waiters.Pending
}

var options = waiters.Options{Max: 5 * time.Minute}

func TestEachOfECSTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		task := func(arn, status string) ecstypes.Task {
			return ecstypes.Task{TaskArn: aws.String(arn), LastStatus: aws.String(status), DesiredStatus: aws.String("RUNNING")}
		}
		awstest.Return[ecs.DescribeTasksInput](cloud,
			&ecs.DescribeTasksOutput{Tasks: []ecstypes.Task{task("a", "RUNNING"), task("b", "PROVISIONING")}},
			&ecs.DescribeTasksOutput{Tasks: []ecstypes.Task{task("b", "RUNNING")}})
		outcomes, err := waiters.WaitEach(t.Context(), ecs.NewFromConfig(cloud.Config()).DescribeTasks,
			&ecs.DescribeTasksInput{Cluster: aws.String("main")}, []string{"a", "b"},
			waiters.List[ecs.DescribeTasksInput, ecs.DescribeTasksOutput, ecstypes.Task]{
				Set:   func(in *ecs.DescribeTasksInput, ids []string) { in.Tasks = ids },
				Items: func(out *ecs.DescribeTasksOutput) []ecstypes.Task { return out.Tasks },
				ID:    func(t ecstypes.Task) string { return *t.TaskArn },
				Judge: func(t ecstypes.Task) waiters.Verdict { return ready(*t.LastStatus == "RUNNING") },
			}, options)
		require.NoError(t, err)
		require.Equal(t, "RUNNING", outcomes[1].State)
		calls := awstest.Calls[ecs.DescribeTasksInput](cloud)
		require.Equal(t, []string{"b"}, calls[1].Tasks)
		require.Equal(t, "main", *calls[1].Cluster)
	})
}

func TestEachOfAutoScalingInstances(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		type item = autoscalingtypes.AutoScalingInstanceDetails
		instance := func(id, state string) item {
			return item{InstanceId: aws.String(id), LifecycleState: aws.String(state)}
		}
		awstest.Return[autoscaling.DescribeAutoScalingInstancesInput](cloud,
			&autoscaling.DescribeAutoScalingInstancesOutput{AutoScalingInstances: []item{instance("a", "Pending:Wait"), instance("b", "InService")}},
			&autoscaling.DescribeAutoScalingInstancesOutput{AutoScalingInstances: []item{instance("a", "InService")}})
		outcomes, err := waiters.WaitEach(t.Context(), autoscaling.NewFromConfig(cloud.Config()).DescribeAutoScalingInstances, nil, []string{"a", "b"},
			waiters.List[autoscaling.DescribeAutoScalingInstancesInput, autoscaling.DescribeAutoScalingInstancesOutput, item]{
				Set:   func(in *autoscaling.DescribeAutoScalingInstancesInput, ids []string) { in.InstanceIds = ids },
				Items: func(out *autoscaling.DescribeAutoScalingInstancesOutput) []item { return out.AutoScalingInstances },
				ID:    func(i item) string { return *i.InstanceId },
				Judge: func(i item) waiters.Verdict { return ready(*i.LifecycleState == "InService") },
				Chunk: 50, // the most that this operation takes
			}, options)
		require.NoError(t, err)
		require.Equal(t, "InService", outcomes[0].State)
		require.Equal(t, []string{"a"}, awstest.Calls[autoscaling.DescribeAutoScalingInstancesInput](cloud)[1].InstanceIds)
	})
}

func TestEachOfTargets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		type item = elbtypes.TargetHealthDescription
		target := func(id string, state elbtypes.TargetHealthStateEnum) item {
			return item{Target: &elbtypes.TargetDescription{Id: aws.String(id)}, TargetHealth: &elbtypes.TargetHealth{State: state},
				AdministrativeOverride: &elbtypes.AdministrativeOverride{State: elbtypes.TargetAdministrativeOverrideStateEnumNoOverride}}
		}
		awstest.Return[elb.DescribeTargetHealthInput](cloud,
			&elb.DescribeTargetHealthOutput{TargetHealthDescriptions: []item{target("a", "initial"), target("b", "healthy")}},
			&elb.DescribeTargetHealthOutput{TargetHealthDescriptions: []item{target("a", "healthy")}})
		outcomes, err := waiters.WaitEach(t.Context(), elb.NewFromConfig(cloud.Config()).DescribeTargetHealth,
			&elb.DescribeTargetHealthInput{TargetGroupArn: aws.String("group")}, []string{"a", "b"},
			waiters.List[elb.DescribeTargetHealthInput, elb.DescribeTargetHealthOutput, item]{
				Set: func(in *elb.DescribeTargetHealthInput, ids []string) {
					for _, id := range ids {
						in.Targets = append(in.Targets, elbtypes.TargetDescription{Id: &id})
					}
				},
				Items: func(out *elb.DescribeTargetHealthOutput) []item { return out.TargetHealthDescriptions },
				ID:    func(i item) string { return *i.Target.Id },
				Judge: func(i item) waiters.Verdict {
					return ready(i.TargetHealth.State == elbtypes.TargetHealthStateEnumHealthy)
				},
			}, options)
		require.NoError(t, err)
		require.Equal(t, "healthy", outcomes[0].State)
		calls := awstest.Calls[elb.DescribeTargetHealthInput](cloud)
		require.Len(t, calls[1].Targets, 1)
		require.Equal(t, "a", *calls[1].Targets[0].Id)
	})
}

// What a service, a cluster or a group is missing by is told, and a name that finds
// nothing is not ready.
func TestWhatIsMissingIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[ecs.DescribeServicesInput](cloud, &ecs.DescribeServicesOutput{Failures: []ecstypes.Failure{{Arn: aws.String("service/web"), Reason: aws.String("MISSING")}}})
		awstest.Fail[ecs.DescribeServicesInput](cloud, &ecstypes.ClusterNotFoundException{Message: aws.String("Cluster not found.")}).Times(2)
		awstest.Return[ecs.DescribeServicesInput](cloud, &ecs.DescribeServicesOutput{}).Times(2)
		client := ecs.NewFromConfig(cloud.Config())
		in := &ecs.DescribeServicesInput{Services: []string{"web"}, Cluster: aws.String("mian")}
		opts := waiters.Options{Max: 10 * time.Second, Schedule: waiters.Fixed(10 * time.Second)}

		_, err := waiters.Wait(t.Context(), ecs.NewServicesStableWaiter(client), in, opts)
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.EqualError(t, err, "waiters: ecs.ServicesStable: failed after 1 poll in 1ms: service/web: MISSING")
		_, err = waiters.Until(t.Context(), client.DescribeServices, in, waiters.Gone, opts)
		require.ErrorIs(t, err, waiters.ErrFailed)
		require.ErrorContains(t, err, "Cluster not found.")
		_, err = waiters.Wait(t.Context(), ecs.NewServicesInactiveWaiter(client), in, opts)
		require.ErrorIs(t, err, waiters.ErrFailed)
		_, err = waiters.Wait(t.Context(), ecs.NewServicesStableWaiter(client), in, opts)
		require.ErrorIs(t, err, waiters.ErrTimeout)
		require.ErrorContains(t, err, "last state empty answer")
	})
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Fail[elb.DescribeListenersInput](cloud, &elbtypes.LoadBalancerNotFoundException{Message: aws.String("One or more load balancers not found")})
		awstest.Fail[elb.DescribeLoadBalancersInput](cloud, &elbtypes.LoadBalancerNotFoundException{Message: aws.String("One or more load balancers not found")})
		awstest.Return[autoscaling.DescribeAutoScalingGroupsInput](cloud, &autoscaling.DescribeAutoScalingGroupsOutput{}).Times(3)
		client := elb.NewFromConfig(cloud.Config())
		_, err := waiters.Until(t.Context(), client.DescribeListeners, &elb.DescribeListenersInput{LoadBalancerArn: aws.String("lb")}, waiters.Gone, options)
		require.ErrorIs(t, err, waiters.ErrFailed)
		_, err = waiters.Until(t.Context(), client.DescribeLoadBalancers, &elb.DescribeLoadBalancersInput{LoadBalancerArns: []string{"lb"}}, waiters.Gone, options)
		require.NoError(t, err)
		groups := autoscaling.NewFromConfig(cloud.Config())
		in := &autoscaling.DescribeAutoScalingGroupsInput{AutoScalingGroupNames: []string{"mistyped"}}
		_, err = waiters.Wait(t.Context(), autoscaling.NewGroupInServiceWaiter(groups), in, waiters.Options{Max: 10 * time.Second, Schedule: waiters.Fixed(10 * time.Second)})
		require.ErrorIs(t, err, waiters.ErrTimeout)
		_, err = waiters.Wait(t.Context(), autoscaling.NewGroupNotExistsWaiter(groups), in, options)
		require.NoError(t, err, "for this one it is the success")
	})
}

// The rules by which states and reasons are found hold for the real types.
func TestDescribeRealOutputs(t *testing.T) {
	for _, c := range []struct {
		out           any
		state, reason string
	}{
		{&lambda.GetFunctionOutput{Configuration: &lambdatypes.FunctionConfiguration{State: "Active", LastUpdateStatus: "Failed", LastUpdateStatusReason: aws.String("no image")}},
			"Active, LastUpdateStatus Failed", "no image"},
		{&lambda.GetFunctionConfigurationOutput{State: "Pending", StateReason: aws.String("The function is being created.")},
			"Pending", "The function is being created."},
		{&cloudformation.DescribeStacksOutput{Stacks: []cloudformationtypes.Stack{{StackStatus: "DELETE_FAILED", StackStatusReason: aws.String("bucket is not empty")}}},
			"DELETE_FAILED", "bucket is not empty"},
		{&cloudformation.DescribeChangeSetOutput{Status: "FAILED", ExecutionStatus: "UNAVAILABLE", StatusReason: aws.String("no changes")},
			"FAILED", "no changes"},
		{&ec2.DescribeInstancesOutput{Reservations: []ec2types.Reservation{{Instances: []ec2types.Instance{
			{State: &ec2types.InstanceState{Name: "terminated"}, StateReason: &ec2types.StateReason{Message: aws.String("Client.VolumeLimitExceeded")}},
			{State: &ec2types.InstanceState{Name: "running"}},
		}}}}, "1 terminated, 1 running", "Client.VolumeLimitExceeded"},
		{&ec2.DescribeNatGatewaysOutput{NatGateways: []ec2types.NatGateway{{State: "pending"}}}, "pending", ""},
		{&ec2.DescribeSnapshotsOutput{Snapshots: []ec2types.Snapshot{{State: "error", StateMessage: aws.String("key is disabled")}}}, "error", "key is disabled"},
		{&dynamodb.DescribeTableOutput{Table: &dynamodbtypes.TableDescription{TableStatus: "CREATING"}}, "CREATING", ""},
		{&rds.DescribeDBInstancesOutput{DBInstances: []rdstypes.DBInstance{{DBInstanceStatus: aws.String("backing-up"), ActivityStreamStatus: "stopped"}}}, "backing-up", ""},
		{&kinesis.DescribeStreamOutput{StreamDescription: &kinesistypes.StreamDescription{StreamStatus: "UPDATING"}}, "UPDATING", ""},
		{&ecs.DescribeTasksOutput{Tasks: []ecstypes.Task{{LastStatus: aws.String("STOPPED"), DesiredStatus: aws.String("STOPPED"), StoppedReason: aws.String("Essential container in task exited")}}},
			"STOPPED", "Essential container in task exited"},
		{&ecs.DescribeServicesOutput{Services: []ecstypes.Service{{Status: aws.String("ACTIVE")}}}, "ACTIVE", ""},
		{&ecs.DescribeServicesOutput{Services: []ecstypes.Service{{Status: aws.String("ACTIVE"), Deployments: []ecstypes.Deployment{
			{Status: aws.String("PRIMARY"), RolloutState: "FAILED", RolloutStateReason: aws.String("circuit breaker")},
		}}}}, "ACTIVE, RolloutState FAILED", "circuit breaker"},
		{&ecs.DescribeServicesOutput{Services: []ecstypes.Service{{Status: aws.String("ACTIVE"), Deployments: []ecstypes.Deployment{
			{Status: aws.String("ACTIVE"), RolloutState: "FAILED", RolloutStateReason: aws.String("circuit breaker")},
			{Status: aws.String("PRIMARY"), RolloutState: "IN_PROGRESS", RolloutStateReason: aws.String("rolling back")},
		}}}}, "ACTIVE, RolloutState IN_PROGRESS", "circuit breaker; rolling back"},
		{&ecs.DescribeServicesOutput{Failures: []ecstypes.Failure{{Arn: aws.String("service/web"), Reason: aws.String("MISSING"), Detail: aws.String("no such service")}}},
			"", "service/web: MISSING: no such service"},
		{&ecs.DescribeTasksOutput{
			Tasks: []ecstypes.Task{{LastStatus: aws.String("STOPPED"), StoppedReason: aws.String("Task failed to start"), Containers: []ecstypes.Container{
				{Name: aws.String("web"), Reason: aws.String("CannotPullContainerError: no such image")}, {Name: aws.String("log")},
			}}},
			Failures: []ecstypes.Failure{{Arn: aws.String("task/2"), Reason: aws.String("MISSING")}},
		}, "STOPPED", "Task failed to start; web: CannotPullContainerError: no such image; task/2: MISSING"},
		{&ec2.DescribeInstanceStatusOutput{InstanceStatuses: []ec2types.InstanceStatus{{
			InstanceState:  &ec2types.InstanceState{Name: "running"},
			InstanceStatus: &ec2types.InstanceStatusSummary{Status: "initializing"},
			SystemStatus:   &ec2types.InstanceStatusSummary{Status: "ok"},
		}}}, "running, InstanceStatus initializing, SystemStatus ok", ""},
		{&ec2.DescribeVolumeStatusOutput{VolumeStatuses: []ec2types.VolumeStatusItem{{VolumeStatus: &ec2types.VolumeStatusInfo{Status: "impaired"}}}},
			"VolumeStatus impaired", ""},
		{&cloudformation.DescribeStackResourceOutput{StackResourceDetail: &cloudformationtypes.StackResourceDetail{ResourceStatus: "CREATE_FAILED", ResourceStatusReason: aws.String("denied")}},
			"CREATE_FAILED", "denied"},
		{&cloudformation.DescribeStackSetOperationOutput{StackSetOperation: &cloudformationtypes.StackSetOperation{Status: "FAILED", StatusReason: aws.String("no role")}},
			"FAILED", "no role"},
		{&sfn.DescribeExecutionOutput{Status: "FAILED", Error: aws.String("States.Timeout"), Cause: aws.String("it took too long")},
			"FAILED", "it took too long"},
		{&elb.DescribeLoadBalancersOutput{LoadBalancers: []elbtypes.LoadBalancer{{State: &elbtypes.LoadBalancerState{Code: "failed", Reason: aws.String("no subnet")}}}},
			"failed", "no subnet"},
	} {
		state, reason := waiters.Describe(c.out)
		require.Equal(t, c.state, state, "%T", c.out)
		require.Equal(t, c.reason, reason, "%T", c.out)
	}
}
