package ssmres

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ssm"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (s *SSM) deleteParameter(ctx context.Context, in *ssm.DeleteParameterInput) (*ssm.DeleteParameterOutput, error) {
	api, ok := s.api().(interface {
		DeleteParameter(context.Context, *ssm.DeleteParameterInput, ...func(*ssm.Options)) (*ssm.DeleteParameterOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("ssm.DeleteParameter")
	}
	return api.DeleteParameter(ctx, in)
}

func (s *SSM) deleteParameters(ctx context.Context, in *ssm.DeleteParametersInput) (*ssm.DeleteParametersOutput, error) {
	api, ok := s.api().(interface {
		DeleteParameters(context.Context, *ssm.DeleteParametersInput, ...func(*ssm.Options)) (*ssm.DeleteParametersOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("ssm.DeleteParameters")
	}
	return api.DeleteParameters(ctx, in)
}

func (s *SSM) getParameter(ctx context.Context, in *ssm.GetParameterInput) (*ssm.GetParameterOutput, error) {
	api, ok := s.api().(interface {
		GetParameter(context.Context, *ssm.GetParameterInput, ...func(*ssm.Options)) (*ssm.GetParameterOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("ssm.GetParameter")
	}
	return api.GetParameter(ctx, in)
}

func (s *SSM) getParameterHistory(ctx context.Context, in *ssm.GetParameterHistoryInput) (*ssm.GetParameterHistoryOutput, error) {
	api, ok := s.api().(interface {
		GetParameterHistory(context.Context, *ssm.GetParameterHistoryInput, ...func(*ssm.Options)) (*ssm.GetParameterHistoryOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("ssm.GetParameterHistory")
	}
	return api.GetParameterHistory(ctx, in)
}

func (s *SSM) getParametersByPath(ctx context.Context, in *ssm.GetParametersByPathInput) (*ssm.GetParametersByPathOutput, error) {
	api, ok := s.api().(interface {
		GetParametersByPath(context.Context, *ssm.GetParametersByPathInput, ...func(*ssm.Options)) (*ssm.GetParametersByPathOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("ssm.GetParametersByPath")
	}
	return api.GetParametersByPath(ctx, in)
}

func (s *SSM) labelParameterVersion(ctx context.Context, in *ssm.LabelParameterVersionInput) (*ssm.LabelParameterVersionOutput, error) {
	api, ok := s.api().(interface {
		LabelParameterVersion(context.Context, *ssm.LabelParameterVersionInput, ...func(*ssm.Options)) (*ssm.LabelParameterVersionOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("ssm.LabelParameterVersion")
	}
	return api.LabelParameterVersion(ctx, in)
}

func (s *SSM) putParameter(ctx context.Context, in *ssm.PutParameterInput) (*ssm.PutParameterOutput, error) {
	api, ok := s.api().(interface {
		PutParameter(context.Context, *ssm.PutParameterInput, ...func(*ssm.Options)) (*ssm.PutParameterOutput, error)
	})
	if !ok {
		return nil, s.at().Lacks("ssm.PutParameter")
	}
	return api.PutParameter(ctx, in)
}
