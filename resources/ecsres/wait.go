package ecsres

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
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
// [*TaskError] unless all its containers ended with the exit code 0. Data is
// what the last request brought.
//
//	tasks, err := ecss.Cluster("jobs").Run(ctx, "nightly")
//	...
//	err = tasks[0].Wait(ctx, waiters.Options{Max: time.Hour})
func (t *Task) Wait(ctx context.Context, opts waiters.Options) error {
	if err := t.WaitUntilStopped(ctx, opts); err != nil {
		return err
	}
	if t.Data == nil {
		return resources.NotFound("ecs.DescribeTasks", t.Identity())
	}
	failed := &TaskError{Task: t.Identity(), Code: t.Data.StopCode, Reason: aws.ToString(t.Data.StoppedReason)}
	for _, c := range t.Data.Containers {
		if c.ExitCode == nil || *c.ExitCode != 0 {
			failed.Containers = append(failed.Containers, c)
		}
	}
	if len(failed.Containers) > 0 || len(t.Data.Containers) == 0 && t.Data.StopCode == types.TaskStopCodeTaskFailedToStart {
		return failed
	}
	return nil
}
