package ecsres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (e *ECS) createCluster(ctx context.Context, in *ecs.CreateClusterInput) (*ecs.CreateClusterOutput, error) {
	api, ok := e.api().(interface {
		CreateCluster(context.Context, *ecs.CreateClusterInput, ...func(*ecs.Options)) (*ecs.CreateClusterOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.CreateCluster")
	}
	return api.CreateCluster(ctx, in)
}

func (e *ECS) createService(ctx context.Context, in *ecs.CreateServiceInput) (*ecs.CreateServiceOutput, error) {
	api, ok := e.api().(interface {
		CreateService(context.Context, *ecs.CreateServiceInput, ...func(*ecs.Options)) (*ecs.CreateServiceOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.CreateService")
	}
	return api.CreateService(ctx, in)
}

func (e *ECS) deleteCluster(ctx context.Context, in *ecs.DeleteClusterInput) (*ecs.DeleteClusterOutput, error) {
	api, ok := e.api().(interface {
		DeleteCluster(context.Context, *ecs.DeleteClusterInput, ...func(*ecs.Options)) (*ecs.DeleteClusterOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.DeleteCluster")
	}
	return api.DeleteCluster(ctx, in)
}

func (e *ECS) deleteService(ctx context.Context, in *ecs.DeleteServiceInput) (*ecs.DeleteServiceOutput, error) {
	api, ok := e.api().(interface {
		DeleteService(context.Context, *ecs.DeleteServiceInput, ...func(*ecs.Options)) (*ecs.DeleteServiceOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.DeleteService")
	}
	return api.DeleteService(ctx, in)
}

func (e *ECS) deregisterTaskDefinition(ctx context.Context, in *ecs.DeregisterTaskDefinitionInput) (*ecs.DeregisterTaskDefinitionOutput, error) {
	api, ok := e.api().(interface {
		DeregisterTaskDefinition(context.Context, *ecs.DeregisterTaskDefinitionInput, ...func(*ecs.Options)) (*ecs.DeregisterTaskDefinitionOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.DeregisterTaskDefinition")
	}
	return api.DeregisterTaskDefinition(ctx, in)
}

func (e *ECS) describeClusters(ctx context.Context, in *ecs.DescribeClustersInput) (*ecs.DescribeClustersOutput, error) {
	api, ok := e.api().(interface {
		DescribeClusters(context.Context, *ecs.DescribeClustersInput, ...func(*ecs.Options)) (*ecs.DescribeClustersOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.DescribeClusters")
	}
	return api.DescribeClusters(ctx, in)
}

func (e *ECS) describeServices(ctx context.Context, in *ecs.DescribeServicesInput) (*ecs.DescribeServicesOutput, error) {
	api, ok := e.api().(interface {
		DescribeServices(context.Context, *ecs.DescribeServicesInput, ...func(*ecs.Options)) (*ecs.DescribeServicesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.DescribeServices")
	}
	return api.DescribeServices(ctx, in)
}

func (e *ECS) describeTaskDefinition(ctx context.Context, in *ecs.DescribeTaskDefinitionInput) (*ecs.DescribeTaskDefinitionOutput, error) {
	api, ok := e.api().(interface {
		DescribeTaskDefinition(context.Context, *ecs.DescribeTaskDefinitionInput, ...func(*ecs.Options)) (*ecs.DescribeTaskDefinitionOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.DescribeTaskDefinition")
	}
	return api.DescribeTaskDefinition(ctx, in)
}

func (e *ECS) describeTasks(ctx context.Context, in *ecs.DescribeTasksInput) (*ecs.DescribeTasksOutput, error) {
	api, ok := e.api().(interface {
		DescribeTasks(context.Context, *ecs.DescribeTasksInput, ...func(*ecs.Options)) (*ecs.DescribeTasksOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.DescribeTasks")
	}
	return api.DescribeTasks(ctx, in)
}

func (e *ECS) listClusters(ctx context.Context, in *ecs.ListClustersInput) (*ecs.ListClustersOutput, error) {
	api, ok := e.api().(interface {
		ListClusters(context.Context, *ecs.ListClustersInput, ...func(*ecs.Options)) (*ecs.ListClustersOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.ListClusters")
	}
	return api.ListClusters(ctx, in)
}

func (e *ECS) listServices(ctx context.Context, in *ecs.ListServicesInput) (*ecs.ListServicesOutput, error) {
	api, ok := e.api().(interface {
		ListServices(context.Context, *ecs.ListServicesInput, ...func(*ecs.Options)) (*ecs.ListServicesOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.ListServices")
	}
	return api.ListServices(ctx, in)
}

func (e *ECS) listTaskDefinitions(ctx context.Context, in *ecs.ListTaskDefinitionsInput) (*ecs.ListTaskDefinitionsOutput, error) {
	api, ok := e.api().(interface {
		ListTaskDefinitions(context.Context, *ecs.ListTaskDefinitionsInput, ...func(*ecs.Options)) (*ecs.ListTaskDefinitionsOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.ListTaskDefinitions")
	}
	return api.ListTaskDefinitions(ctx, in)
}

func (e *ECS) listTasks(ctx context.Context, in *ecs.ListTasksInput) (*ecs.ListTasksOutput, error) {
	api, ok := e.api().(interface {
		ListTasks(context.Context, *ecs.ListTasksInput, ...func(*ecs.Options)) (*ecs.ListTasksOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.ListTasks")
	}
	return api.ListTasks(ctx, in)
}

func (e *ECS) registerTaskDefinition(ctx context.Context, in *ecs.RegisterTaskDefinitionInput) (*ecs.RegisterTaskDefinitionOutput, error) {
	api, ok := e.api().(interface {
		RegisterTaskDefinition(context.Context, *ecs.RegisterTaskDefinitionInput, ...func(*ecs.Options)) (*ecs.RegisterTaskDefinitionOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.RegisterTaskDefinition")
	}
	return api.RegisterTaskDefinition(ctx, in)
}

func (e *ECS) runTask(ctx context.Context, in *ecs.RunTaskInput) (*ecs.RunTaskOutput, error) {
	api, ok := e.api().(interface {
		RunTask(context.Context, *ecs.RunTaskInput, ...func(*ecs.Options)) (*ecs.RunTaskOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.RunTask")
	}
	return api.RunTask(ctx, in)
}

func (e *ECS) stopTask(ctx context.Context, in *ecs.StopTaskInput) (*ecs.StopTaskOutput, error) {
	api, ok := e.api().(interface {
		StopTask(context.Context, *ecs.StopTaskInput, ...func(*ecs.Options)) (*ecs.StopTaskOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.StopTask")
	}
	return api.StopTask(ctx, in)
}

func (e *ECS) updateService(ctx context.Context, in *ecs.UpdateServiceInput) (*ecs.UpdateServiceOutput, error) {
	api, ok := e.api().(interface {
		UpdateService(context.Context, *ecs.UpdateServiceInput, ...func(*ecs.Options)) (*ecs.UpdateServiceOutput, error)
	})
	if !ok {
		return nil, e.at().Lacks("ecs.UpdateService")
	}
	return api.UpdateService(ctx, in)
}
