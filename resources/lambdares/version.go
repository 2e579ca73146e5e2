package lambdares

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Version is a published version of a function. It is identified by its
// FunctionName and Number.
type Version struct {
	node
	FunctionName string
	Number       string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.FunctionConfiguration
}

// Version returns the version with these identifiers. It makes no request, and
// the version need not exist.
func (l *Lambda) Version(functionName, number string) *Version {
	return &Version{node: node{service: l}, FunctionName: functionName, Number: number}
}

// Identity returns what identifies the version. It is comparable, and can be
// the key of a map.
func (v *Version) Identity() resources.Identity {
	if v == nil {
		return resources.Identity{}
	}
	return v.service.at().Identity("Version", "FunctionName", v.FunctionName, "Number", v.Number)
}

// String returns the type and the identifiers of the version.
func (v *Version) String() string { return v.Identity().String() }

// LogValue implements slog.LogValuer.
func (v *Version) LogValue() slog.Value { return v.Identity().LogValue() }

func (v *Version) check(operation string) error {
	if v == nil {
		return resources.Nil(operation, "Version")
	}
	return v.service.at().Check(operation, "FunctionName", v.FunctionName, "Number", v.Number)
}

// Load reads Data (GetFunction), unless it is set and not stale. Concurrent
// calls make one request.
func (v *Version) Load(ctx context.Context) error {
	if err := v.check("lambda.GetFunction"); err != nil {
		return err
	}
	return resources.Load(ctx, "lambda.GetFunction", &v.state, &v.Data, v.fetch)
}

// Reload reads Data again (GetFunction).
func (v *Version) Reload(ctx context.Context) error {
	if err := v.check("lambda.GetFunction"); err != nil {
		return err
	}
	return resources.Reload(ctx, "lambda.GetFunction", &v.state, &v.Data, v.fetch)
}

func (v *Version) fetch(ctx context.Context) (*types.FunctionConfiguration, error) {
	out, err := v.service.getFunction(ctx, &lambda.GetFunctionInput{FunctionName: aws.String(v.FunctionName), Qualifier: aws.String(v.Number)})
	if err != nil {
		return nil, err
	}
	if data := out.Configuration; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("lambda.GetFunction", v.Identity())
}

// Delete deletes the version (DeleteFunction).
func (v *Version) Delete(ctx context.Context, changes ...func(*lambda.DeleteFunctionInput)) (*lambda.DeleteFunctionOutput, error) {
	if err := v.check("lambda.DeleteFunction"); err != nil {
		return nil, err
	}
	in := &lambda.DeleteFunctionInput{FunctionName: aws.String(v.FunctionName), Qualifier: aws.String(v.Number)}
	return resources.Act(ctx, &v.state, "lambda.DeleteFunction", v.service.deleteFunction, in, changes)
}

// Invoke invokes the version (Invoke).
func (v *Version) Invoke(ctx context.Context, changes ...func(*lambda.InvokeInput)) (*lambda.InvokeOutput, error) {
	if err := v.check("lambda.Invoke"); err != nil {
		return nil, err
	}
	in := &lambda.InvokeInput{FunctionName: aws.String(v.FunctionName), Qualifier: aws.String(v.Number)}
	return resources.Call(ctx, "lambda.Invoke", v.service.invoke, in, changes)
}

// Function returns the function of the version. It makes no request.
func (v *Version) Function() *Function {
	return &Function{node: node{service: v.service}, Name: v.FunctionName}
}

// FunctionVersions is a collection of versions, as ListVersionsByFunction lists
// them. It makes no request until it is ranged over; see [collections.View].
type FunctionVersions struct {
	collections.View[*FunctionVersions, *lambda.ListVersionsByFunctionInput, *Version]
}

func newFunctionVersions(e *collections.Erased) *FunctionVersions {
	return &FunctionVersions{collections.ViewOf[*FunctionVersions, *lambda.ListVersionsByFunctionInput, *Version](e)}
}
