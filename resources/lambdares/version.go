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

// Version is a published version of a function. Its FunctionName and Number
// identify it.
type Version struct {
	node
	FunctionName string
	Number       string

	// Data is nil before a listing, Load, Reload or a wait has brought it. Load
	// makes it safe to read from several goroutines, as long as none calls Reload
	// or waits.
	Data *types.FunctionConfiguration
}

// Version returns the version with these identifiers. It makes no request, and
// the version need not exist.
func (l *Lambda) Version(functionName, number string) *Version {
	return &Version{node: node{service: l}, FunctionName: functionName, Number: number}
}

// Identity tells the version apart from all others. It can be compared, and be
// the key of a map.
func (v *Version) Identity() resources.Identity {
	if v == nil {
		return resources.Identity{}
	}
	return v.service.at().Identity("Version", "FunctionName", v.FunctionName, "Number", v.Number)
}

// String returns the type and what identifies the version.
func (v *Version) String() string { return v.Identity().String() }

// LogValue implements slog.LogValuer.
func (v *Version) LogValue() slog.Value { return v.Identity().LogValue() }

func (v *Version) check(operation string) error {
	if v == nil {
		return resources.Nil(operation, "Version")
	}
	return v.service.at().Check(operation, "FunctionName", v.FunctionName, "Number", v.Number)
}

// Load reads Data (GetFunction), unless it is there and not stale. Of several
// goroutines at once only one makes the request.
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
// them. It is lazy: nothing is requested before it is ranged over. See
// [collections.View].
type FunctionVersions struct {
	collections.View[*FunctionVersions, *lambda.ListVersionsByFunctionInput, *Version]
}

func newFunctionVersions(e *collections.Erased) *FunctionVersions {
	return &FunctionVersions{collections.ViewOf[*FunctionVersions, *lambda.ListVersionsByFunctionInput, *Version](e)}
}
