package sfnres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/sfn"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (s *SFN) createStateMachine(ctx context.Context, in *sfn.CreateStateMachineInput) (*sfn.CreateStateMachineOutput, error) {
	api, ok := s.api().(interface {
		CreateStateMachine(context.Context, *sfn.CreateStateMachineInput, ...func(*sfn.Options)) (*sfn.CreateStateMachineOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sfn.CreateStateMachine")
	}
	return api.CreateStateMachine(ctx, in)
}

func (s *SFN) deleteStateMachine(ctx context.Context, in *sfn.DeleteStateMachineInput) (*sfn.DeleteStateMachineOutput, error) {
	api, ok := s.api().(interface {
		DeleteStateMachine(context.Context, *sfn.DeleteStateMachineInput, ...func(*sfn.Options)) (*sfn.DeleteStateMachineOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sfn.DeleteStateMachine")
	}
	return api.DeleteStateMachine(ctx, in)
}

func (s *SFN) describeExecution(ctx context.Context, in *sfn.DescribeExecutionInput) (*sfn.DescribeExecutionOutput, error) {
	api, ok := s.api().(interface {
		DescribeExecution(context.Context, *sfn.DescribeExecutionInput, ...func(*sfn.Options)) (*sfn.DescribeExecutionOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sfn.DescribeExecution")
	}
	return api.DescribeExecution(ctx, in)
}

func (s *SFN) describeStateMachine(ctx context.Context, in *sfn.DescribeStateMachineInput) (*sfn.DescribeStateMachineOutput, error) {
	api, ok := s.api().(interface {
		DescribeStateMachine(context.Context, *sfn.DescribeStateMachineInput, ...func(*sfn.Options)) (*sfn.DescribeStateMachineOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sfn.DescribeStateMachine")
	}
	return api.DescribeStateMachine(ctx, in)
}

func (s *SFN) getExecutionHistory(ctx context.Context, in *sfn.GetExecutionHistoryInput) (*sfn.GetExecutionHistoryOutput, error) {
	api, ok := s.api().(interface {
		GetExecutionHistory(context.Context, *sfn.GetExecutionHistoryInput, ...func(*sfn.Options)) (*sfn.GetExecutionHistoryOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sfn.GetExecutionHistory")
	}
	return api.GetExecutionHistory(ctx, in)
}

func (s *SFN) listExecutions(ctx context.Context, in *sfn.ListExecutionsInput) (*sfn.ListExecutionsOutput, error) {
	api, ok := s.api().(interface {
		ListExecutions(context.Context, *sfn.ListExecutionsInput, ...func(*sfn.Options)) (*sfn.ListExecutionsOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sfn.ListExecutions")
	}
	return api.ListExecutions(ctx, in)
}

func (s *SFN) listStateMachines(ctx context.Context, in *sfn.ListStateMachinesInput) (*sfn.ListStateMachinesOutput, error) {
	api, ok := s.api().(interface {
		ListStateMachines(context.Context, *sfn.ListStateMachinesInput, ...func(*sfn.Options)) (*sfn.ListStateMachinesOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sfn.ListStateMachines")
	}
	return api.ListStateMachines(ctx, in)
}

func (s *SFN) redriveExecution(ctx context.Context, in *sfn.RedriveExecutionInput) (*sfn.RedriveExecutionOutput, error) {
	api, ok := s.api().(interface {
		RedriveExecution(context.Context, *sfn.RedriveExecutionInput, ...func(*sfn.Options)) (*sfn.RedriveExecutionOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sfn.RedriveExecution")
	}
	return api.RedriveExecution(ctx, in)
}

func (s *SFN) startExecution(ctx context.Context, in *sfn.StartExecutionInput) (*sfn.StartExecutionOutput, error) {
	api, ok := s.api().(interface {
		StartExecution(context.Context, *sfn.StartExecutionInput, ...func(*sfn.Options)) (*sfn.StartExecutionOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sfn.StartExecution")
	}
	return api.StartExecution(ctx, in)
}

func (s *SFN) startSyncExecution(ctx context.Context, in *sfn.StartSyncExecutionInput) (*sfn.StartSyncExecutionOutput, error) {
	api, ok := s.api().(interface {
		StartSyncExecution(context.Context, *sfn.StartSyncExecutionInput, ...func(*sfn.Options)) (*sfn.StartSyncExecutionOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sfn.StartSyncExecution")
	}
	return api.StartSyncExecution(ctx, in)
}

func (s *SFN) stopExecution(ctx context.Context, in *sfn.StopExecutionInput) (*sfn.StopExecutionOutput, error) {
	api, ok := s.api().(interface {
		StopExecution(context.Context, *sfn.StopExecutionInput, ...func(*sfn.Options)) (*sfn.StopExecutionOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sfn.StopExecution")
	}
	return api.StopExecution(ctx, in)
}

func (s *SFN) updateStateMachine(ctx context.Context, in *sfn.UpdateStateMachineInput) (*sfn.UpdateStateMachineOutput, error) {
	api, ok := s.api().(interface {
		UpdateStateMachine(context.Context, *sfn.UpdateStateMachineInput, ...func(*sfn.Options)) (*sfn.UpdateStateMachineOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("sfn.UpdateStateMachine")
	}
	return api.UpdateStateMachine(ctx, in)
}
