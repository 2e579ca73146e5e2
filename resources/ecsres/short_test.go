package ecsres_test

import (
	"context"
	"fmt"
	"log"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
