package lambdares

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/lambda"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (l *Lambda) addPermission(ctx context.Context, in *lambda.AddPermissionInput) (*lambda.AddPermissionOutput, error) {
	api, ok := l.api().(interface {
		AddPermission(context.Context, *lambda.AddPermissionInput, ...func(*lambda.Options)) (*lambda.AddPermissionOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.AddPermission")
	}
	return api.AddPermission(ctx, in)
}

func (l *Lambda) createAlias(ctx context.Context, in *lambda.CreateAliasInput) (*lambda.CreateAliasOutput, error) {
	api, ok := l.api().(interface {
		CreateAlias(context.Context, *lambda.CreateAliasInput, ...func(*lambda.Options)) (*lambda.CreateAliasOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.CreateAlias")
	}
	return api.CreateAlias(ctx, in)
}

func (l *Lambda) createEventSourceMapping(ctx context.Context, in *lambda.CreateEventSourceMappingInput) (*lambda.CreateEventSourceMappingOutput, error) {
	api, ok := l.api().(interface {
		CreateEventSourceMapping(context.Context, *lambda.CreateEventSourceMappingInput, ...func(*lambda.Options)) (*lambda.CreateEventSourceMappingOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.CreateEventSourceMapping")
	}
	return api.CreateEventSourceMapping(ctx, in)
}

func (l *Lambda) createFunction(ctx context.Context, in *lambda.CreateFunctionInput) (*lambda.CreateFunctionOutput, error) {
	api, ok := l.api().(interface {
		CreateFunction(context.Context, *lambda.CreateFunctionInput, ...func(*lambda.Options)) (*lambda.CreateFunctionOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.CreateFunction")
	}
	return api.CreateFunction(ctx, in)
}

func (l *Lambda) deleteAlias(ctx context.Context, in *lambda.DeleteAliasInput) (*lambda.DeleteAliasOutput, error) {
	api, ok := l.api().(interface {
		DeleteAlias(context.Context, *lambda.DeleteAliasInput, ...func(*lambda.Options)) (*lambda.DeleteAliasOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.DeleteAlias")
	}
	return api.DeleteAlias(ctx, in)
}

func (l *Lambda) deleteEventSourceMapping(ctx context.Context, in *lambda.DeleteEventSourceMappingInput) (*lambda.DeleteEventSourceMappingOutput, error) {
	api, ok := l.api().(interface {
		DeleteEventSourceMapping(context.Context, *lambda.DeleteEventSourceMappingInput, ...func(*lambda.Options)) (*lambda.DeleteEventSourceMappingOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.DeleteEventSourceMapping")
	}
	return api.DeleteEventSourceMapping(ctx, in)
}

func (l *Lambda) deleteFunction(ctx context.Context, in *lambda.DeleteFunctionInput) (*lambda.DeleteFunctionOutput, error) {
	api, ok := l.api().(interface {
		DeleteFunction(context.Context, *lambda.DeleteFunctionInput, ...func(*lambda.Options)) (*lambda.DeleteFunctionOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.DeleteFunction")
	}
	return api.DeleteFunction(ctx, in)
}

func (l *Lambda) deleteFunctionConcurrency(ctx context.Context, in *lambda.DeleteFunctionConcurrencyInput) (*lambda.DeleteFunctionConcurrencyOutput, error) {
	api, ok := l.api().(interface {
		DeleteFunctionConcurrency(context.Context, *lambda.DeleteFunctionConcurrencyInput, ...func(*lambda.Options)) (*lambda.DeleteFunctionConcurrencyOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.DeleteFunctionConcurrency")
	}
	return api.DeleteFunctionConcurrency(ctx, in)
}

func (l *Lambda) deleteLayerVersion(ctx context.Context, in *lambda.DeleteLayerVersionInput) (*lambda.DeleteLayerVersionOutput, error) {
	api, ok := l.api().(interface {
		DeleteLayerVersion(context.Context, *lambda.DeleteLayerVersionInput, ...func(*lambda.Options)) (*lambda.DeleteLayerVersionOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.DeleteLayerVersion")
	}
	return api.DeleteLayerVersion(ctx, in)
}

func (l *Lambda) getAlias(ctx context.Context, in *lambda.GetAliasInput) (*lambda.GetAliasOutput, error) {
	api, ok := l.api().(interface {
		GetAlias(context.Context, *lambda.GetAliasInput, ...func(*lambda.Options)) (*lambda.GetAliasOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.GetAlias")
	}
	return api.GetAlias(ctx, in)
}

func (l *Lambda) getEventSourceMapping(ctx context.Context, in *lambda.GetEventSourceMappingInput) (*lambda.GetEventSourceMappingOutput, error) {
	api, ok := l.api().(interface {
		GetEventSourceMapping(context.Context, *lambda.GetEventSourceMappingInput, ...func(*lambda.Options)) (*lambda.GetEventSourceMappingOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.GetEventSourceMapping")
	}
	return api.GetEventSourceMapping(ctx, in)
}

func (l *Lambda) getFunction(ctx context.Context, in *lambda.GetFunctionInput) (*lambda.GetFunctionOutput, error) {
	api, ok := l.api().(interface {
		GetFunction(context.Context, *lambda.GetFunctionInput, ...func(*lambda.Options)) (*lambda.GetFunctionOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.GetFunction")
	}
	return api.GetFunction(ctx, in)
}

func (l *Lambda) getLayerVersion(ctx context.Context, in *lambda.GetLayerVersionInput) (*lambda.GetLayerVersionOutput, error) {
	api, ok := l.api().(interface {
		GetLayerVersion(context.Context, *lambda.GetLayerVersionInput, ...func(*lambda.Options)) (*lambda.GetLayerVersionOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.GetLayerVersion")
	}
	return api.GetLayerVersion(ctx, in)
}

func (l *Lambda) getPolicy(ctx context.Context, in *lambda.GetPolicyInput) (*lambda.GetPolicyOutput, error) {
	api, ok := l.api().(interface {
		GetPolicy(context.Context, *lambda.GetPolicyInput, ...func(*lambda.Options)) (*lambda.GetPolicyOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.GetPolicy")
	}
	return api.GetPolicy(ctx, in)
}

func (l *Lambda) invoke(ctx context.Context, in *lambda.InvokeInput) (*lambda.InvokeOutput, error) {
	api, ok := l.api().(interface {
		Invoke(context.Context, *lambda.InvokeInput, ...func(*lambda.Options)) (*lambda.InvokeOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.Invoke")
	}
	return api.Invoke(ctx, in)
}

func (l *Lambda) listAliases(ctx context.Context, in *lambda.ListAliasesInput) (*lambda.ListAliasesOutput, error) {
	api, ok := l.api().(interface {
		ListAliases(context.Context, *lambda.ListAliasesInput, ...func(*lambda.Options)) (*lambda.ListAliasesOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.ListAliases")
	}
	return api.ListAliases(ctx, in)
}

func (l *Lambda) listEventSourceMappings(ctx context.Context, in *lambda.ListEventSourceMappingsInput) (*lambda.ListEventSourceMappingsOutput, error) {
	api, ok := l.api().(interface {
		ListEventSourceMappings(context.Context, *lambda.ListEventSourceMappingsInput, ...func(*lambda.Options)) (*lambda.ListEventSourceMappingsOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.ListEventSourceMappings")
	}
	return api.ListEventSourceMappings(ctx, in)
}

func (l *Lambda) listFunctions(ctx context.Context, in *lambda.ListFunctionsInput) (*lambda.ListFunctionsOutput, error) {
	api, ok := l.api().(interface {
		ListFunctions(context.Context, *lambda.ListFunctionsInput, ...func(*lambda.Options)) (*lambda.ListFunctionsOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.ListFunctions")
	}
	return api.ListFunctions(ctx, in)
}

func (l *Lambda) listLayerVersions(ctx context.Context, in *lambda.ListLayerVersionsInput) (*lambda.ListLayerVersionsOutput, error) {
	api, ok := l.api().(interface {
		ListLayerVersions(context.Context, *lambda.ListLayerVersionsInput, ...func(*lambda.Options)) (*lambda.ListLayerVersionsOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.ListLayerVersions")
	}
	return api.ListLayerVersions(ctx, in)
}

func (l *Lambda) listLayers(ctx context.Context, in *lambda.ListLayersInput) (*lambda.ListLayersOutput, error) {
	api, ok := l.api().(interface {
		ListLayers(context.Context, *lambda.ListLayersInput, ...func(*lambda.Options)) (*lambda.ListLayersOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.ListLayers")
	}
	return api.ListLayers(ctx, in)
}

func (l *Lambda) listVersionsByFunction(ctx context.Context, in *lambda.ListVersionsByFunctionInput) (*lambda.ListVersionsByFunctionOutput, error) {
	api, ok := l.api().(interface {
		ListVersionsByFunction(context.Context, *lambda.ListVersionsByFunctionInput, ...func(*lambda.Options)) (*lambda.ListVersionsByFunctionOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.ListVersionsByFunction")
	}
	return api.ListVersionsByFunction(ctx, in)
}

func (l *Lambda) publishLayerVersion(ctx context.Context, in *lambda.PublishLayerVersionInput) (*lambda.PublishLayerVersionOutput, error) {
	api, ok := l.api().(interface {
		PublishLayerVersion(context.Context, *lambda.PublishLayerVersionInput, ...func(*lambda.Options)) (*lambda.PublishLayerVersionOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.PublishLayerVersion")
	}
	return api.PublishLayerVersion(ctx, in)
}

func (l *Lambda) publishVersion(ctx context.Context, in *lambda.PublishVersionInput) (*lambda.PublishVersionOutput, error) {
	api, ok := l.api().(interface {
		PublishVersion(context.Context, *lambda.PublishVersionInput, ...func(*lambda.Options)) (*lambda.PublishVersionOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.PublishVersion")
	}
	return api.PublishVersion(ctx, in)
}

func (l *Lambda) putFunctionConcurrency(ctx context.Context, in *lambda.PutFunctionConcurrencyInput) (*lambda.PutFunctionConcurrencyOutput, error) {
	api, ok := l.api().(interface {
		PutFunctionConcurrency(context.Context, *lambda.PutFunctionConcurrencyInput, ...func(*lambda.Options)) (*lambda.PutFunctionConcurrencyOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.PutFunctionConcurrency")
	}
	return api.PutFunctionConcurrency(ctx, in)
}

func (l *Lambda) removePermission(ctx context.Context, in *lambda.RemovePermissionInput) (*lambda.RemovePermissionOutput, error) {
	api, ok := l.api().(interface {
		RemovePermission(context.Context, *lambda.RemovePermissionInput, ...func(*lambda.Options)) (*lambda.RemovePermissionOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.RemovePermission")
	}
	return api.RemovePermission(ctx, in)
}

func (l *Lambda) updateAlias(ctx context.Context, in *lambda.UpdateAliasInput) (*lambda.UpdateAliasOutput, error) {
	api, ok := l.api().(interface {
		UpdateAlias(context.Context, *lambda.UpdateAliasInput, ...func(*lambda.Options)) (*lambda.UpdateAliasOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.UpdateAlias")
	}
	return api.UpdateAlias(ctx, in)
}

func (l *Lambda) updateEventSourceMapping(ctx context.Context, in *lambda.UpdateEventSourceMappingInput) (*lambda.UpdateEventSourceMappingOutput, error) {
	api, ok := l.api().(interface {
		UpdateEventSourceMapping(context.Context, *lambda.UpdateEventSourceMappingInput, ...func(*lambda.Options)) (*lambda.UpdateEventSourceMappingOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.UpdateEventSourceMapping")
	}
	return api.UpdateEventSourceMapping(ctx, in)
}

func (l *Lambda) updateFunctionCode(ctx context.Context, in *lambda.UpdateFunctionCodeInput) (*lambda.UpdateFunctionCodeOutput, error) {
	api, ok := l.api().(interface {
		UpdateFunctionCode(context.Context, *lambda.UpdateFunctionCodeInput, ...func(*lambda.Options)) (*lambda.UpdateFunctionCodeOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.UpdateFunctionCode")
	}
	return api.UpdateFunctionCode(ctx, in)
}

func (l *Lambda) updateFunctionConfiguration(ctx context.Context, in *lambda.UpdateFunctionConfigurationInput) (*lambda.UpdateFunctionConfigurationOutput, error) {
	api, ok := l.api().(interface {
		UpdateFunctionConfiguration(context.Context, *lambda.UpdateFunctionConfigurationInput, ...func(*lambda.Options)) (*lambda.UpdateFunctionConfigurationOutput, error)
	})
	if !ok {
		return nil, l.at().Lacks("lambda.UpdateFunctionConfiguration")
	}
	return api.UpdateFunctionConfiguration(ctx, in)
}
