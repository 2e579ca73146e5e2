package ecsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// TaskDefinition is a revision of a task definition. It is identified by its
// ARN.
type TaskDefinition struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.TaskDefinition
}

// TaskDefinition returns the task definition with an ARN. It makes no request,
// and the task definition need not exist.
func (e *ECS) TaskDefinition(arn string) *TaskDefinition {
	return &TaskDefinition{node: node{service: e}, ARN: arn}
}

// Identity returns what identifies the task definition. It is comparable, and
// can be the key of a map.
func (t *TaskDefinition) Identity() resources.Identity {
	if t == nil {
		return resources.Identity{}
	}
	return t.service.at().Identity("TaskDefinition", "ARN", t.ARN)
}

// String returns the type and the identifiers of the task definition.
func (t *TaskDefinition) String() string { return t.Identity().String() }

// LogValue implements slog.LogValuer.
func (t *TaskDefinition) LogValue() slog.Value { return t.Identity().LogValue() }

func (t *TaskDefinition) check(operation string) error {
	if t == nil {
		return resources.Nil(operation, "TaskDefinition")
	}
	return t.service.at().Check(operation, "ARN", t.ARN)
}

// Load reads Data (DescribeTaskDefinition), unless it is set and not stale.
// Concurrent calls make one request.
func (t *TaskDefinition) Load(ctx context.Context) error {
	if err := t.check("ecs.DescribeTaskDefinition"); err != nil {
		return err
	}
	return resources.Load(ctx, "ecs.DescribeTaskDefinition", &t.state, &t.Data, t.fetch)
}

// Reload reads Data again (DescribeTaskDefinition).
func (t *TaskDefinition) Reload(ctx context.Context) error {
	if err := t.check("ecs.DescribeTaskDefinition"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ecs.DescribeTaskDefinition", &t.state, &t.Data, t.fetch)
}

func (t *TaskDefinition) fetch(ctx context.Context) (*types.TaskDefinition, error) {
	out, err := t.service.describeTaskDefinition(ctx, &ecs.DescribeTaskDefinitionInput{TaskDefinition: aws.String(t.ARN)})
	if err != nil {
		return nil, err
	}
	if data := out.TaskDefinition; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ecs.DescribeTaskDefinition", t.Identity())
}

// Deregister deregisters the task definition (DeregisterTaskDefinition). Data
// is stale afterwards.
func (t *TaskDefinition) Deregister(ctx context.Context, changes ...func(*ecs.DeregisterTaskDefinitionInput)) (*ecs.DeregisterTaskDefinitionOutput, error) {
	if err := t.check("ecs.DeregisterTaskDefinition"); err != nil {
		return nil, err
	}
	in := &ecs.DeregisterTaskDefinitionInput{TaskDefinition: aws.String(t.ARN)}
	return resources.Act(ctx, &t.state, "ecs.DeregisterTaskDefinition", t.service.deregisterTaskDefinition, in, changes)
}

// TaskDefinitions is a collection of task definitions, as ListTaskDefinitions
// lists them. It makes no request until it is ranged over; see
// [collections.View].
type TaskDefinitions struct {
	collections.View[*TaskDefinitions, *ecs.ListTaskDefinitionsInput, *TaskDefinition]
}

func newTaskDefinitions(e *collections.Erased) *TaskDefinitions {
	return &TaskDefinitions{collections.ViewOf[*TaskDefinitions, *ecs.ListTaskDefinitionsInput, *TaskDefinition](e)}
}

func (e *ECS) taskDefinitionsOf(out *ecs.ListTaskDefinitionsOutput) []any {
	count := len(out.TaskDefinitionArns)
	all, slab := make([]any, 0, count), make([]TaskDefinition, count)
	for n := range out.TaskDefinitionArns {
		t := &slab[len(all)]
		t.service, t.ARN = e, out.TaskDefinitionArns[n]
		all = append(all, t)
	}
	return all
}
