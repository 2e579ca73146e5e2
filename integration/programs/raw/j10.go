package raw

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// BEGIN
func J10(ctx context.Context, cfg aws.Config) error {
	client := ecs.NewFromConfig(cfg)
	run, err := client.RunTask(ctx, &ecs.RunTaskInput{
		Cluster: aws.String("jobs"), TaskDefinition: aws.String("nightly"), Count: aws.Int32(3), LaunchType: types.LaunchTypeFargate,
		Overrides: &types.TaskOverride{ContainerOverrides: []types.ContainerOverride{{Name: aws.String("main"), Command: []string{"report", "--all"}}}},
	})
	if err != nil {
		return err
	}
	if len(run.Failures) > 0 {
		f := run.Failures[0]
		return fmt.Errorf("%d tasks did not start: %s: %s", len(run.Failures), aws.ToString(f.Reason), aws.ToString(f.Detail))
	}
	describe := &ecs.DescribeTasksInput{Cluster: aws.String("jobs")}
	for _, task := range run.Tasks {
		describe.Tasks = append(describe.Tasks, *task.TaskArn)
	}
	out, err := ecs.NewTasksStoppedWaiter(client).WaitForOutput(ctx, describe, time.Hour)
	if err != nil {
		return err
	}
	for _, task := range out.Tasks {
		for _, c := range task.Containers {
			if c.ExitCode == nil {
				return fmt.Errorf("%s: %s did not run: %s", *task.TaskArn, *c.Name, aws.ToString(c.Reason))
			}
			fmt.Println(*c.Name, *c.ExitCode, aws.ToString(task.LastStatus))
		}
	}
	return nil
}

// END
