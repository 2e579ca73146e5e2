package ecsres

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// TaskError reports a task that stopped and did not succeed: a container ended
// with another exit code than 0, or without one.
type TaskError struct {
	Task       resources.Identity
	Code       types.TaskStopCode // such as EssentialContainerExited
	Reason     string             // why the task stopped, in the words of ECS
	Containers []types.Container  // those that failed, with Name, ExitCode and Reason
}

// Error names the task, why it stopped, and the first container that failed.
func (e *TaskError) Error() string {
	text := fmt.Sprintf("ecs.DescribeTasks: %v: %.40q: %.200q", e.Task, e.Code, e.Reason)
	if len(e.Containers) == 0 {
		return text
	}
	c := e.Containers[0]
	text += fmt.Sprintf(": container %.100q", aws.ToString(c.Name))
	if c.ExitCode != nil {
		text += fmt.Sprintf(" ended with %d", *c.ExitCode)
	}
	if c.Reason != nil {
		text += fmt.Sprintf(": %.200q", *c.Reason)
	}
	return text
}

// Wait waits until the task has stopped (DescribeTasks), and returns a
// [*TaskError] unless it had containers and all of them ended with the exit code
// 0. Data is what the last request brought. A task that ECS does not know for a
// minute is a [resources.NotFoundError]: one that stopped is forgotten after an
// hour, and one that was just started may not be known yet.
//
//	tasks, err := ecss.Cluster("jobs").Run(ctx, "nightly")
//	...
//	err = tasks[0].Wait(ctx, waiters.Options{Max: time.Hour})
func (t *Task) Wait(ctx context.Context, opts waiters.Options) error {
	const operation = "ecs.DescribeTasks"
	if err := t.check(operation); err != nil {
		return err
	}
	describe := func(ctx context.Context, in *ecs.DescribeTasksInput, _ ...func(*ecs.Options)) (*ecs.DescribeTasksOutput, error) {
		return t.service.describeTasks(ctx, in)
	}
	var missing time.Time // since when
	gone := false
	stopped := func(out *ecs.DescribeTasksOutput, err error) waiters.Verdict {
		switch task := taskIn(out); {
		case err != nil:
		case task == nil && missing.IsZero():
			missing = time.Now()
		case task == nil && time.Since(missing) > time.Minute:
			gone = true
			return waiters.Failed
		case task != nil && aws.ToString(task.LastStatus) == "STOPPED":
			return waiters.Ready
		case task != nil:
			missing = time.Time{}
		}
		return waiters.Pending
	}
	in := &ecs.DescribeTasksInput{Cluster: aws.String(t.ClusterName), Tasks: []string{t.ARN}, Include: []types.TaskField{types.TaskFieldTags}}
	out, err := waiters.Until(ctx, describe, in, stopped, opts)
	resources.Keep(&t.state, &t.Data, taskIn(out))
	switch {
	case gone:
		t.state.Changed()
		return resources.NotFound(operation, t.Identity())
	case err != nil:
		t.state.Changed()
		return err
	}
	return t.failure()
}

// failure returns how a task that has stopped failed, or nil.
func (t *Task) failure() error {
	failed := &TaskError{Task: t.Identity(), Code: t.Data.StopCode, Reason: aws.ToString(t.Data.StoppedReason)}
	for _, c := range t.Data.Containers {
		if c.ExitCode == nil || *c.ExitCode != 0 {
			failed.Containers = append(failed.Containers, c)
		}
	}
	if len(failed.Containers) > 0 || len(t.Data.Containers) == 0 {
		return failed
	}
	return nil
}
