package autoscalingres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (a *AutoScaling) cancelInstanceRefresh(ctx context.Context, in *autoscaling.CancelInstanceRefreshInput) (*autoscaling.CancelInstanceRefreshOutput, error) {
	api, ok := a.api().(interface {
		CancelInstanceRefresh(context.Context, *autoscaling.CancelInstanceRefreshInput, ...func(*autoscaling.Options)) (*autoscaling.CancelInstanceRefreshOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.CancelInstanceRefresh")
	}
	return api.CancelInstanceRefresh(ctx, in)
}

func (a *AutoScaling) createAutoScalingGroup(ctx context.Context, in *autoscaling.CreateAutoScalingGroupInput) (*autoscaling.CreateAutoScalingGroupOutput, error) {
	api, ok := a.api().(interface {
		CreateAutoScalingGroup(context.Context, *autoscaling.CreateAutoScalingGroupInput, ...func(*autoscaling.Options)) (*autoscaling.CreateAutoScalingGroupOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.CreateAutoScalingGroup")
	}
	return api.CreateAutoScalingGroup(ctx, in)
}

func (a *AutoScaling) deleteAutoScalingGroup(ctx context.Context, in *autoscaling.DeleteAutoScalingGroupInput) (*autoscaling.DeleteAutoScalingGroupOutput, error) {
	api, ok := a.api().(interface {
		DeleteAutoScalingGroup(context.Context, *autoscaling.DeleteAutoScalingGroupInput, ...func(*autoscaling.Options)) (*autoscaling.DeleteAutoScalingGroupOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.DeleteAutoScalingGroup")
	}
	return api.DeleteAutoScalingGroup(ctx, in)
}

func (a *AutoScaling) deletePolicy(ctx context.Context, in *autoscaling.DeletePolicyInput) (*autoscaling.DeletePolicyOutput, error) {
	api, ok := a.api().(interface {
		DeletePolicy(context.Context, *autoscaling.DeletePolicyInput, ...func(*autoscaling.Options)) (*autoscaling.DeletePolicyOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.DeletePolicy")
	}
	return api.DeletePolicy(ctx, in)
}

func (a *AutoScaling) describeAutoScalingGroups(ctx context.Context, in *autoscaling.DescribeAutoScalingGroupsInput) (*autoscaling.DescribeAutoScalingGroupsOutput, error) {
	api, ok := a.api().(interface {
		DescribeAutoScalingGroups(context.Context, *autoscaling.DescribeAutoScalingGroupsInput, ...func(*autoscaling.Options)) (*autoscaling.DescribeAutoScalingGroupsOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.DescribeAutoScalingGroups")
	}
	return api.DescribeAutoScalingGroups(ctx, in)
}

func (a *AutoScaling) describeAutoScalingInstances(ctx context.Context, in *autoscaling.DescribeAutoScalingInstancesInput) (*autoscaling.DescribeAutoScalingInstancesOutput, error) {
	api, ok := a.api().(interface {
		DescribeAutoScalingInstances(context.Context, *autoscaling.DescribeAutoScalingInstancesInput, ...func(*autoscaling.Options)) (*autoscaling.DescribeAutoScalingInstancesOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.DescribeAutoScalingInstances")
	}
	return api.DescribeAutoScalingInstances(ctx, in)
}

func (a *AutoScaling) describePolicies(ctx context.Context, in *autoscaling.DescribePoliciesInput) (*autoscaling.DescribePoliciesOutput, error) {
	api, ok := a.api().(interface {
		DescribePolicies(context.Context, *autoscaling.DescribePoliciesInput, ...func(*autoscaling.Options)) (*autoscaling.DescribePoliciesOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.DescribePolicies")
	}
	return api.DescribePolicies(ctx, in)
}

func (a *AutoScaling) describeScalingActivities(ctx context.Context, in *autoscaling.DescribeScalingActivitiesInput) (*autoscaling.DescribeScalingActivitiesOutput, error) {
	api, ok := a.api().(interface {
		DescribeScalingActivities(context.Context, *autoscaling.DescribeScalingActivitiesInput, ...func(*autoscaling.Options)) (*autoscaling.DescribeScalingActivitiesOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.DescribeScalingActivities")
	}
	return api.DescribeScalingActivities(ctx, in)
}

func (a *AutoScaling) executePolicy(ctx context.Context, in *autoscaling.ExecutePolicyInput) (*autoscaling.ExecutePolicyOutput, error) {
	api, ok := a.api().(interface {
		ExecutePolicy(context.Context, *autoscaling.ExecutePolicyInput, ...func(*autoscaling.Options)) (*autoscaling.ExecutePolicyOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.ExecutePolicy")
	}
	return api.ExecutePolicy(ctx, in)
}

func (a *AutoScaling) putScalingPolicy(ctx context.Context, in *autoscaling.PutScalingPolicyInput) (*autoscaling.PutScalingPolicyOutput, error) {
	api, ok := a.api().(interface {
		PutScalingPolicy(context.Context, *autoscaling.PutScalingPolicyInput, ...func(*autoscaling.Options)) (*autoscaling.PutScalingPolicyOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.PutScalingPolicy")
	}
	return api.PutScalingPolicy(ctx, in)
}

func (a *AutoScaling) resumeProcesses(ctx context.Context, in *autoscaling.ResumeProcessesInput) (*autoscaling.ResumeProcessesOutput, error) {
	api, ok := a.api().(interface {
		ResumeProcesses(context.Context, *autoscaling.ResumeProcessesInput, ...func(*autoscaling.Options)) (*autoscaling.ResumeProcessesOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.ResumeProcesses")
	}
	return api.ResumeProcesses(ctx, in)
}

func (a *AutoScaling) setDesiredCapacity(ctx context.Context, in *autoscaling.SetDesiredCapacityInput) (*autoscaling.SetDesiredCapacityOutput, error) {
	api, ok := a.api().(interface {
		SetDesiredCapacity(context.Context, *autoscaling.SetDesiredCapacityInput, ...func(*autoscaling.Options)) (*autoscaling.SetDesiredCapacityOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.SetDesiredCapacity")
	}
	return api.SetDesiredCapacity(ctx, in)
}

func (a *AutoScaling) setInstanceHealth(ctx context.Context, in *autoscaling.SetInstanceHealthInput) (*autoscaling.SetInstanceHealthOutput, error) {
	api, ok := a.api().(interface {
		SetInstanceHealth(context.Context, *autoscaling.SetInstanceHealthInput, ...func(*autoscaling.Options)) (*autoscaling.SetInstanceHealthOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.SetInstanceHealth")
	}
	return api.SetInstanceHealth(ctx, in)
}

func (a *AutoScaling) startInstanceRefresh(ctx context.Context, in *autoscaling.StartInstanceRefreshInput) (*autoscaling.StartInstanceRefreshOutput, error) {
	api, ok := a.api().(interface {
		StartInstanceRefresh(context.Context, *autoscaling.StartInstanceRefreshInput, ...func(*autoscaling.Options)) (*autoscaling.StartInstanceRefreshOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.StartInstanceRefresh")
	}
	return api.StartInstanceRefresh(ctx, in)
}

func (a *AutoScaling) suspendProcesses(ctx context.Context, in *autoscaling.SuspendProcessesInput) (*autoscaling.SuspendProcessesOutput, error) {
	api, ok := a.api().(interface {
		SuspendProcesses(context.Context, *autoscaling.SuspendProcessesInput, ...func(*autoscaling.Options)) (*autoscaling.SuspendProcessesOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.SuspendProcesses")
	}
	return api.SuspendProcesses(ctx, in)
}

func (a *AutoScaling) terminateInstanceInAutoScalingGroup(ctx context.Context, in *autoscaling.TerminateInstanceInAutoScalingGroupInput) (*autoscaling.TerminateInstanceInAutoScalingGroupOutput, error) {
	api, ok := a.api().(interface {
		TerminateInstanceInAutoScalingGroup(context.Context, *autoscaling.TerminateInstanceInAutoScalingGroupInput, ...func(*autoscaling.Options)) (*autoscaling.TerminateInstanceInAutoScalingGroupOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.TerminateInstanceInAutoScalingGroup")
	}
	return api.TerminateInstanceInAutoScalingGroup(ctx, in)
}

func (a *AutoScaling) updateAutoScalingGroup(ctx context.Context, in *autoscaling.UpdateAutoScalingGroupInput) (*autoscaling.UpdateAutoScalingGroupOutput, error) {
	api, ok := a.api().(interface {
		UpdateAutoScalingGroup(context.Context, *autoscaling.UpdateAutoScalingGroupInput, ...func(*autoscaling.Options)) (*autoscaling.UpdateAutoScalingGroupOutput, error)
	})
	if !ok {
		return nil, a.at().Lacks("autoscaling.UpdateAutoScalingGroup")
	}
	return api.UpdateAutoScalingGroup(ctx, in)
}
