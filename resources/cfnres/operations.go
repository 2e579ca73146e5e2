package cfnres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (c *CloudFormation) cancelUpdateStack(ctx context.Context, in *cloudformation.CancelUpdateStackInput) (*cloudformation.CancelUpdateStackOutput, error) {
	api, ok := c.api().(interface {
		CancelUpdateStack(context.Context, *cloudformation.CancelUpdateStackInput, ...func(*cloudformation.Options)) (*cloudformation.CancelUpdateStackOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudformation.CancelUpdateStack")
	}
	return api.CancelUpdateStack(ctx, in)
}

func (c *CloudFormation) createStack(ctx context.Context, in *cloudformation.CreateStackInput) (*cloudformation.CreateStackOutput, error) {
	api, ok := c.api().(interface {
		CreateStack(context.Context, *cloudformation.CreateStackInput, ...func(*cloudformation.Options)) (*cloudformation.CreateStackOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudformation.CreateStack")
	}
	return api.CreateStack(ctx, in)
}

func (c *CloudFormation) deleteStack(ctx context.Context, in *cloudformation.DeleteStackInput) (*cloudformation.DeleteStackOutput, error) {
	api, ok := c.api().(interface {
		DeleteStack(context.Context, *cloudformation.DeleteStackInput, ...func(*cloudformation.Options)) (*cloudformation.DeleteStackOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudformation.DeleteStack")
	}
	return api.DeleteStack(ctx, in)
}

func (c *CloudFormation) describeStackEvents(ctx context.Context, in *cloudformation.DescribeStackEventsInput) (*cloudformation.DescribeStackEventsOutput, error) {
	api, ok := c.api().(interface {
		DescribeStackEvents(context.Context, *cloudformation.DescribeStackEventsInput, ...func(*cloudformation.Options)) (*cloudformation.DescribeStackEventsOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudformation.DescribeStackEvents")
	}
	return api.DescribeStackEvents(ctx, in)
}

func (c *CloudFormation) describeStackResource(ctx context.Context, in *cloudformation.DescribeStackResourceInput) (*cloudformation.DescribeStackResourceOutput, error) {
	api, ok := c.api().(interface {
		DescribeStackResource(context.Context, *cloudformation.DescribeStackResourceInput, ...func(*cloudformation.Options)) (*cloudformation.DescribeStackResourceOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudformation.DescribeStackResource")
	}
	return api.DescribeStackResource(ctx, in)
}

func (c *CloudFormation) describeStacks(ctx context.Context, in *cloudformation.DescribeStacksInput) (*cloudformation.DescribeStacksOutput, error) {
	api, ok := c.api().(interface {
		DescribeStacks(context.Context, *cloudformation.DescribeStacksInput, ...func(*cloudformation.Options)) (*cloudformation.DescribeStacksOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudformation.DescribeStacks")
	}
	return api.DescribeStacks(ctx, in)
}

func (c *CloudFormation) listStackResources(ctx context.Context, in *cloudformation.ListStackResourcesInput) (*cloudformation.ListStackResourcesOutput, error) {
	api, ok := c.api().(interface {
		ListStackResources(context.Context, *cloudformation.ListStackResourcesInput, ...func(*cloudformation.Options)) (*cloudformation.ListStackResourcesOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudformation.ListStackResources")
	}
	return api.ListStackResources(ctx, in)
}

func (c *CloudFormation) updateStack(ctx context.Context, in *cloudformation.UpdateStackInput) (*cloudformation.UpdateStackOutput, error) {
	api, ok := c.api().(interface {
		UpdateStack(context.Context, *cloudformation.UpdateStackInput, ...func(*cloudformation.Options)) (*cloudformation.UpdateStackOutput, error)
	})
	if !ok {
		return nil, c.at().Lacks("cloudformation.UpdateStack")
	}
	return api.UpdateStack(ctx, in)
}
