package ecsres_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/ecsres"
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

func ExampleCluster_Run() {
	cloud := awstest.New(nil)
	awstest.Return[ecs.RunTaskInput](cloud, &ecs.RunTaskOutput{Tasks: []types.Task{{TaskArn: aws.String("arn:task/1")}}})

	tasks, err := ecsres.Open(cloud).Cluster("jobs").Run(context.Background(), "nightly")
	fmt.Println(tasks, err)
	// Output: [ecs.Task(ClusterName=jobs, ARN=arn:task/1)] <nil>
}
