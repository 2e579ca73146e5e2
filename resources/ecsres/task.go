package ecsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Task is a task of a cluster. It is identified by its ClusterName and ARN.
type Task struct {
	node
	ClusterName string
	ARN         string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Task
}

// Task returns the task with these identifiers. It makes no request, and the
// task need not exist.
func (e *ECS) Task(clusterName, arn string) *Task {
	return &Task{node: node{service: e}, ClusterName: clusterName, ARN: arn}
}

// Identity returns what identifies the task. It is comparable, and can be the
// key of a map.
func (t *Task) Identity() resources.Identity {
	if t == nil {
		return resources.Identity{}
	}
	return t.service.at().Identity("Task", "ClusterName", t.ClusterName, "ARN", t.ARN)
}

// String returns the type and the identifiers of the task.
func (t *Task) String() string { return t.Identity().String() }

// LogValue implements slog.LogValuer.
func (t *Task) LogValue() slog.Value { return t.Identity().LogValue() }

func (t *Task) check(operation string) error {
	if t == nil {
		return resources.Nil(operation, "Task")
	}
	return t.service.at().Check(operation, "ClusterName", t.ClusterName, "ARN", t.ARN)
}

// Load reads Data (DescribeTasks), unless it is set and not stale. Concurrent
// calls make one request.
func (t *Task) Load(ctx context.Context) error {
	if err := t.check("ecs.DescribeTasks"); err != nil {
		return err
	}
	return resources.Load(ctx, "ecs.DescribeTasks", &t.state, &t.Data, t.fetch)
}

// Reload reads Data again (DescribeTasks).
func (t *Task) Reload(ctx context.Context) error {
	if err := t.check("ecs.DescribeTasks"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ecs.DescribeTasks", &t.state, &t.Data, t.fetch)
}

func (t *Task) fetch(ctx context.Context) (*types.Task, error) {
	out, err := t.service.describeTasks(ctx, &ecs.DescribeTasksInput{Cluster: aws.String(t.ClusterName), Tasks: []string{t.ARN}, Include: []types.TaskField{types.TaskFieldTags}})
	if err != nil {
		return nil, err
	}
	if data := taskIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ecs.DescribeTasks", t.Identity())
}

func taskIn(out *ecs.DescribeTasksOutput) *types.Task {
	if out == nil || len(out.Tasks) == 0 {
		return nil
	}
	return &out.Tasks[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (t *Task) Tags() map[string]string {
	if t == nil || t.Data == nil {
		return nil
	}
	return tagMap(t.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (t *Task) Tag(key string) string {
	if t == nil || t.Data == nil {
		return ""
	}
	return tagValue(t.Data.Tags, key)
}

// Stop stops the task (StopTask). Data is stale afterwards.
func (t *Task) Stop(ctx context.Context, changes ...func(*ecs.StopTaskInput)) (*ecs.StopTaskOutput, error) {
	if err := t.check("ecs.StopTask"); err != nil {
		return nil, err
	}
	in := &ecs.StopTaskInput{Cluster: aws.String(t.ClusterName), Task: aws.String(t.ARN)}
	return resources.Act(ctx, &t.state, "ecs.StopTask", t.service.stopTask, in, changes)
}

// Cluster returns the cluster of the task. It makes no request.
func (t *Task) Cluster() *Cluster {
	return &Cluster{node: node{service: t.service}, Name: t.ClusterName}
}

// TaskDefinition returns the task definition that Data names, or nil if there
// is no Data or it names none.
func (t *Task) TaskDefinition() *TaskDefinition {
	if t == nil || t.Data == nil || aws.ToString(t.Data.TaskDefinitionArn) == "" {
		return nil
	}
	return &TaskDefinition{node: node{service: t.service}, ARN: aws.ToString(t.Data.TaskDefinitionArn)}
}

// WaitUntilRunning waits until the task is running (DescribeTasks). It sets
// Data from the last response; if the wait fails, Data is stale. The options or
// the context must bound the wait.
func (t *Task) WaitUntilRunning(ctx context.Context, opts waiters.Options) error {
	if err := t.check("ecs.TasksRunning"); err != nil {
		return err
	}
	api, err := client[ecs.DescribeTasksAPIClient](t.service, "ecs.DescribeTasks")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ecs.NewTasksRunningWaiter(api), &ecs.DescribeTasksInput{Cluster: aws.String(t.ClusterName), Tasks: []string{t.ARN}, Include: []types.TaskField{types.TaskFieldTags}}, opts)
	resources.Keep(&t.state, &t.Data, taskIn(out))
	return err
}

// WaitUntilStopped waits until the task is stopped (DescribeTasks). It sets
// Data from the last response; if the wait fails, Data is stale. The options or
// the context must bound the wait.
func (t *Task) WaitUntilStopped(ctx context.Context, opts waiters.Options) error {
	if err := t.check("ecs.TasksStopped"); err != nil {
		return err
	}
	api, err := client[ecs.DescribeTasksAPIClient](t.service, "ecs.DescribeTasks")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, ecs.NewTasksStoppedWaiter(api), &ecs.DescribeTasksInput{Cluster: aws.String(t.ClusterName), Tasks: []string{t.ARN}, Include: []types.TaskField{types.TaskFieldTags}}, opts)
	resources.Keep(&t.state, &t.Data, taskIn(out))
	return err
}

// Tasks is a collection of tasks, as ListTasks lists them. It makes no request
// until it is ranged over; see [collections.View].
type Tasks struct {
	collections.View[*Tasks, *ecs.ListTasksInput, *Task]
}

func newTasks(e *collections.Erased) *Tasks {
	return &Tasks{collections.ViewOf[*Tasks, *ecs.ListTasksInput, *Task](e)}
}
