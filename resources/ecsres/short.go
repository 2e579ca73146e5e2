package ecsres

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/awsessentials/essentials/resources"
)

// RunError reports tasks that ECS did not start, though it answered the request
// without an error: there was no capacity, for example.
type RunError struct {
	Cluster  resources.Identity
	Failures []types.Failure // Arn, Reason and Detail
}

// Error names the cluster, how many tasks failed, and the first reason.
func (e *RunError) Error() string {
	reason := "no task was started"
	if len(e.Failures) > 0 {
		reason = fmt.Sprintf("%.100q: %.300q", aws.ToString(e.Failures[0].Reason), aws.ToString(e.Failures[0].Detail))
	}
	return fmt.Sprintf("ecs.RunTask: %v: %d failures: %s", e.Cluster, len(e.Failures), reason)
}

// Run starts tasks (RunTask), one unless a change sets Count, and returns those
// that were started, with their Data. Those that were not are a [*RunError]; the
// others run and are returned beside it. ECS starts at most ten a request.
//
//	tasks, err := ecss.Cluster("jobs").Run(ctx, "nightly")
//	err = tasks[0].WaitUntilStopped(ctx, waiters.Options{Max: time.Hour})
func (c *Cluster) Run(ctx context.Context, taskDefinition string, changes ...func(*ecs.RunTaskInput)) ([]*Task, error) {
	out, err := c.RunTask(ctx, taskDefinition, changes...)
	if err != nil {
		return nil, err
	}
	var tasks []*Task
	for n := range out.Tasks {
		task := c.Task(aws.ToString(out.Tasks[n].TaskArn))
		task.Data = &out.Tasks[n]
		tasks = append(tasks, task)
	}
	if len(out.Failures) > 0 || len(tasks) == 0 {
		return tasks, &RunError{c.Identity(), out.Failures}
	}
	return tasks, nil
}
