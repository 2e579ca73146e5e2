package ecsres_test

import (
	"cmp"
	"context"
	"fmt"
	"log"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/ecsres"
	"github.com/awsessentials/essentials/waiters"
)

func TestRunReportsWhatDidNotStart(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ecs.RunTaskInput](cloud, &ecs.RunTaskOutput{
		Tasks:    []types.Task{{TaskArn: aws.String("arn:task/1")}},
		Failures: []types.Failure{{Reason: aws.String("RESOURCE:MEMORY")}}})
	tasks, err := ecsres.Open(cloud).Cluster("jobs").Run(t.Context(), "nightly")
	var failed *ecsres.RunError
	require.ErrorAs(t, err, &failed)
	assert.Len(t, failed.Failures, 1)
	require.Len(t, tasks, 1)
	assert.Equal(t, "arn:task/1", tasks[0].ARN)
	assert.Equal(t, "jobs", tasks[0].ClusterName)
}

func stopped(code types.TaskStopCode, containers ...types.Container) *ecs.DescribeTasksOutput {
	return &ecs.DescribeTasksOutput{Tasks: []types.Task{{TaskArn: aws.String("arn:task/1"), LastStatus: aws.String("STOPPED"), StopCode: code,
		StoppedReason: aws.String("Essential container in task exited"), Containers: containers}}}
}

func TestWaitReportsHowTheTaskEnded(t *testing.T) {
	good := types.Container{Name: aws.String("proxy"), ExitCode: aws.Int32(0)}
	for name, row := range map[string]struct {
		out  *ecs.DescribeTasksOutput
		want string
	}{
		"success": {stopped(types.TaskStopCodeEssentialContainerExited, good), ""},
		"exit code": {stopped(types.TaskStopCodeEssentialContainerExited, good, types.Container{Name: aws.String("app"), ExitCode: aws.Int32(2)}),
			`ecs.DescribeTasks: ecs.Task(ClusterName=jobs, ARN=arn:task/1): "EssentialContainerExited": "Essential container in task exited": container "app" ended with 2`},
		"no exit code": {stopped(types.TaskStopCodeTaskFailedToStart, types.Container{Name: aws.String("app"), Reason: aws.String("CannotPullContainerError")}),
			`ecs.DescribeTasks: ecs.Task(ClusterName=jobs, ARN=arn:task/1): "TaskFailedToStart": "Essential container in task exited": container "app": "CannotPullContainerError"`},
		"no container, by hand": {stopped(types.TaskStopCodeUserInitiated),
			`ecs.DescribeTasks: ecs.Task(ClusterName=jobs, ARN=arn:task/1): "UserInitiated": "Essential container in task exited"`},
		"no container": {stopped(types.TaskStopCodeTaskFailedToStart),
			`ecs.DescribeTasks: ecs.Task(ClusterName=jobs, ARN=arn:task/1): "TaskFailedToStart": "Essential container in task exited"`},
	} {
		t.Run(name, func(t *testing.T) {
			cloud := awstest.New(t)
			awstest.Return[ecs.DescribeTasksInput](cloud, row.out)
			err := ecsres.Open(cloud).Cluster("jobs").Task("arn:task/1").Wait(t.Context(), waiters.Options{Max: time.Minute})
			if row.want == "" {
				assert.NoError(t, err)
				return
			}
			var failed *ecsres.TaskError
			require.ErrorAs(t, err, &failed)
			assert.Equal(t, row.want, err.Error())
		})
	}
}

// ECS forgets a task an hour after its end, and knows a new one a moment late.
func TestWaitForATaskThatIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		missing := &ecs.DescribeTasksOutput{Failures: []types.Failure{{Arn: aws.String("arn:task/1"), Reason: aws.String("MISSING")}}}
		cloud := awstest.New(t)
		awstest.On(cloud, func(context.Context, *ecs.DescribeTasksInput) (*ecs.DescribeTasksOutput, error) { return missing, nil })
		start := time.Now()
		err := ecsres.Open(cloud).Cluster("jobs").Task("arn:task/1").Wait(t.Context(), waiters.Options{Max: time.Hour})
		assert.True(t, awserr.IsNotFound(err), "%v", err)
		assert.ErrorContains(t, err, "ecs.Task(ClusterName=jobs, ARN=arn:task/1)")
		assert.Less(t, time.Since(start), 2*time.Minute)

		cloud = awstest.New(t)
		good := types.Container{Name: aws.String("app"), ExitCode: aws.Int32(0)}
		awstest.Return[ecs.DescribeTasksInput](cloud, missing, stopped(types.TaskStopCodeEssentialContainerExited, good))
		assert.NoError(t, ecsres.Open(cloud).Cluster("jobs").Task("arn:task/1").Wait(t.Context(), waiters.Options{Max: time.Hour}))
	})
}

func TestWaitsForTasksAndServices(t *testing.T) {
	cloud := awstest.New(t)
	tags := []types.Tag{{Key: aws.String("Owner"), Value: aws.String("me")}}
	awstest.Return[ecs.DescribeTasksInput](cloud,
		&ecs.DescribeTasksOutput{Tasks: []types.Task{{LastStatus: aws.String("RUNNING"), Tags: tags}}},
		&ecs.DescribeTasksOutput{Tasks: []types.Task{{LastStatus: aws.String("STOPPED"), Tags: tags}}})
	awstest.Return[ecs.DescribeServicesInput](cloud,
		&ecs.DescribeServicesOutput{Services: []types.Service{{Status: aws.String("ACTIVE"), DesiredCount: 1, RunningCount: 1, Deployments: make([]types.Deployment, 1), Tags: tags}}},
		&ecs.DescribeServicesOutput{Services: []types.Service{{Status: aws.String("INACTIVE"), Tags: tags}}})
	cluster := ecsres.Open(cloud).Cluster("jobs")
	task, service := cluster.Task("arn:task/1"), cluster.Service("web")
	for _, until := range []func(context.Context, waiters.Options) error{task.WaitUntilRunning, task.WaitUntilStopped, service.WaitUntilStable, service.WaitUntilInactive} {
		require.NoError(t, until(t.Context(), waiters.Options{Max: time.Minute}))
		assert.Equal(t, "me", cmp.Or(service.Tag("Owner"), task.Tag("Owner")))
	}
	assert.Equal(t, "STOPPED", *task.Data.LastStatus)
	assert.Equal(t, "INACTIVE", *service.Data.Status)
	for _, in := range awstest.Calls[ecs.DescribeTasksInput](cloud) {
		assert.Equal(t, &ecs.DescribeTasksInput{Cluster: aws.String("jobs"), Tasks: []string{"arn:task/1"}, Include: []types.TaskField{types.TaskFieldTags}}, in)
	}
	for _, in := range awstest.Calls[ecs.DescribeServicesInput](cloud) {
		assert.Equal(t, &ecs.DescribeServicesInput{Cluster: aws.String("jobs"), Services: []string{"web"}, Include: []types.ServiceField{types.ServiceFieldTags}}, in)
	}
}

func TestWaitUntilRunningOfATaskThatStopped(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ecs.DescribeTasksInput](cloud, stopped(types.TaskStopCodeTaskFailedToStart, types.Container{Name: aws.String("app"), Reason: aws.String("CannotPullContainerError")}))
	err := ecsres.Open(cloud).Cluster("jobs").Task("arn:task/1").WaitUntilRunning(t.Context(), waiters.Options{Max: time.Minute})
	assert.ErrorIs(t, err, waiters.ErrFailed)
	assert.ErrorContains(t, err, "CannotPullContainerError")
}

func TestAListingOfTasksHasTheirData(t *testing.T) {
	cloud := awstest.New(t)
	var arns []string
	for n := range 150 {
		arns = append(arns, fmt.Sprint("arn:task/", n))
	}
	awstest.Pages[ecs.ListTasksInput](cloud, &ecs.ListTasksOutput{TaskArns: arns, NextToken: aws.String("2")}, &ecs.ListTasksOutput{})
	awstest.On(cloud, func(_ context.Context, in *ecs.DescribeTasksInput) (*ecs.DescribeTasksOutput, error) {
		assert.Equal(t, "jobs", *in.Cluster)
		out := &ecs.DescribeTasksOutput{}
		for _, arn := range in.Tasks {
			if arn == "arn:task/7" { // stopped long ago, meanwhile
				out.Failures = append(out.Failures, types.Failure{Arn: &arn, Reason: aws.String("MISSING")})
				continue
			}
			out.Tasks = append(out.Tasks, types.Task{TaskArn: &arn, LastStatus: aws.String("RUNNING")})
		}
		return out, nil
	})
	tasks, err := ecsres.Open(cloud).Service("jobs", "web").Tasks().Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, tasks, 149)
	assert.Equal(t, "RUNNING", *tasks[148].Data.LastStatus)
	assert.Equal(t, "jobs", tasks[0].ClusterName)
	assert.Equal(t, "web", *awstest.Calls[ecs.ListTasksInput](cloud)[0].ServiceName)
	assert.Equal(t, []int{100, 50}, []int{len(awstest.Calls[ecs.DescribeTasksInput](cloud)[0].Tasks), len(awstest.Calls[ecs.DescribeTasksInput](cloud)[1].Tasks)})
}

// Run a task, and wait until it has ended well.
func ExampleCluster_Run() {
	cloud := awstest.New(nil)
	awstest.Return[ecs.RunTaskInput](cloud, &ecs.RunTaskOutput{Tasks: []types.Task{{TaskArn: aws.String("arn:task/1")}}})
	awstest.Return[ecs.DescribeTasksInput](cloud, stopped(types.TaskStopCodeEssentialContainerExited, types.Container{Name: aws.String("app"), ExitCode: aws.Int32(1)}))
	ecss := ecsres.Open(cloud)

	ctx := context.Background()
	tasks, err := ecss.Cluster("jobs").Run(ctx, "nightly")
	if err != nil {
		log.Fatal(err)
	}
	err = tasks[0].Wait(ctx, waiters.Options{Max: time.Hour})
	fmt.Println(err)
	// Output: ecs.DescribeTasks: ecs.Task(ClusterName=jobs, ARN=arn:task/1): "EssentialContainerExited": "Essential container in task exited": container "app" ended with 1
}
