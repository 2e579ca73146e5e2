package programs

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/awsessentials/essentials/resources/ecsres"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/waiters"
)

// BEGIN

// J10 runs tasks, waits until they stop and prints their exit codes.
func J10(ctx context.Context, sess *session.Session) error {
	tasks, err := ecsres.Open(sess).Cluster("jobs").Run(ctx, "nightly", func(in *ecs.RunTaskInput) {
		in.Count, in.LaunchType = aws.Int32(3), types.LaunchTypeFargate
		in.Overrides = &types.TaskOverride{ContainerOverrides: []types.ContainerOverride{{Name: aws.String("main"), Command: []string{"report", "--all"}}}}
	})
	if err != nil {
		return err
	}
	for _, task := range tasks {
		if err := task.WaitUntilStopped(ctx, waiters.Options{Max: time.Hour}); err != nil {
			return err
		}
		for _, c := range task.Data.Containers {
			if c.ExitCode == nil {
				return fmt.Errorf("%v: %s did not run: %s", task, *c.Name, aws.ToString(c.Reason))
			}
			fmt.Println(*c.Name, *c.ExitCode, *task.Data.LastStatus)
		}
	}
	return nil
}

// END
