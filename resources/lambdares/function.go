package lambdares

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/waiters"
)

// Function is a Lambda function. It is identified by its Name.
type Function struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.FunctionConfiguration
}

// Function returns the function with a name. It makes no request, and the
// function need not exist.
func (l *Lambda) Function(name string) *Function {
	return &Function{node: node{service: l}, Name: name}
}

// Identity returns what identifies the function. It is comparable, and can be
// the key of a map.
func (f *Function) Identity() resources.Identity {
	if f == nil {
		return resources.Identity{}
	}
	return f.service.at().Identity("Function", "Name", f.Name)
}

// String returns the type and the identifiers of the function.
func (f *Function) String() string { return f.Identity().String() }

// LogValue implements slog.LogValuer.
func (f *Function) LogValue() slog.Value { return f.Identity().LogValue() }

func (f *Function) check(operation string) error {
	if f == nil {
		return resources.Nil(operation, "Function")
	}
	return f.service.at().Check(operation, "Name", f.Name)
}

// Load reads Data (GetFunction), unless it is set and not stale. Concurrent
// calls make one request.
func (f *Function) Load(ctx context.Context) error {
	if err := f.check("lambda.GetFunction"); err != nil {
		return err
	}
	return resources.Load(ctx, "lambda.GetFunction", &f.state, &f.Data, f.fetch)
}

// Reload reads Data again (GetFunction).
func (f *Function) Reload(ctx context.Context) error {
	if err := f.check("lambda.GetFunction"); err != nil {
		return err
	}
	return resources.Reload(ctx, "lambda.GetFunction", &f.state, &f.Data, f.fetch)
}

func (f *Function) fetch(ctx context.Context) (*types.FunctionConfiguration, error) {
	out, err := f.service.getFunction(ctx, &lambda.GetFunctionInput{FunctionName: aws.String(f.Name)})
	if err != nil {
		return nil, err
	}
	if data := functionIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("lambda.GetFunction", f.Identity())
}

func functionIn(out *lambda.GetFunctionOutput) *types.FunctionConfiguration {
	if out == nil {
		return nil
	}
	return out.Configuration
}

// AddPermission adds a statement to the policy of the function (AddPermission);
// see [Function.Allow]. Data is stale afterwards.
func (f *Function) AddPermission(ctx context.Context, statementID, action, principal string, changes ...func(*lambda.AddPermissionInput)) (*lambda.AddPermissionOutput, error) {
	if err := f.check("lambda.AddPermission"); err != nil {
		return nil, err
	}
	in := &lambda.AddPermissionInput{FunctionName: aws.String(f.Name), StatementId: aws.String(statementID), Action: aws.String(action), Principal: aws.String(principal)}
	return resources.Act(ctx, &f.state, "lambda.AddPermission", f.service.addPermission, in, changes)
}

// CreateAlias creates an alias of the function (CreateAlias) and returns it.
func (f *Function) CreateAlias(ctx context.Context, name, functionVersion string, changes ...func(*lambda.CreateAliasInput)) (*Alias, error) {
	if err := f.check("lambda.CreateAlias"); err != nil {
		return nil, err
	}
	in := &lambda.CreateAliasInput{FunctionName: aws.String(f.Name), Name: aws.String(name), FunctionVersion: aws.String(functionVersion)}
	out, err := resources.Call(ctx, "lambda.CreateAlias", f.service.createAlias, in, changes)
	if err != nil {
		return nil, err
	}
	return &Alias{node: node{service: f.service}, FunctionName: f.Name, Name: aws.ToString(out.Name)}, nil
}

// CreateEventSourceMapping creates an event source mapping for the function
// (CreateEventSourceMapping) and returns it.
func (f *Function) CreateEventSourceMapping(ctx context.Context, changes ...func(*lambda.CreateEventSourceMappingInput)) (*EventSourceMapping, error) {
	if err := f.check("lambda.CreateEventSourceMapping"); err != nil {
		return nil, err
	}
	in := &lambda.CreateEventSourceMappingInput{FunctionName: aws.String(f.Name)}
	out, err := resources.Call(ctx, "lambda.CreateEventSourceMapping", f.service.createEventSourceMapping, in, changes)
	if err != nil {
		return nil, err
	}
	return &EventSourceMapping{node: node{service: f.service}, UUID: aws.ToString(out.UUID)}, nil
}

// Delete deletes the function (DeleteFunction).
func (f *Function) Delete(ctx context.Context, changes ...func(*lambda.DeleteFunctionInput)) (*lambda.DeleteFunctionOutput, error) {
	if err := f.check("lambda.DeleteFunction"); err != nil {
		return nil, err
	}
	in := &lambda.DeleteFunctionInput{FunctionName: aws.String(f.Name)}
	return resources.Act(ctx, &f.state, "lambda.DeleteFunction", f.service.deleteFunction, in, changes)
}

// DeleteConcurrency removes the reserved concurrency of the function
// (DeleteFunctionConcurrency).
func (f *Function) DeleteConcurrency(ctx context.Context, changes ...func(*lambda.DeleteFunctionConcurrencyInput)) (*lambda.DeleteFunctionConcurrencyOutput, error) {
	if err := f.check("lambda.DeleteFunctionConcurrency"); err != nil {
		return nil, err
	}
	in := &lambda.DeleteFunctionConcurrencyInput{FunctionName: aws.String(f.Name)}
	return resources.Act(ctx, &f.state, "lambda.DeleteFunctionConcurrency", f.service.deleteFunctionConcurrency, in, changes)
}

// Invoke invokes the function (Invoke).
func (f *Function) Invoke(ctx context.Context, changes ...func(*lambda.InvokeInput)) (*lambda.InvokeOutput, error) {
	if err := f.check("lambda.Invoke"); err != nil {
		return nil, err
	}
	in := &lambda.InvokeInput{FunctionName: aws.String(f.Name)}
	return resources.Call(ctx, "lambda.Invoke", f.service.invoke, in, changes)
}

// Policy returns the policy of the function (GetPolicy).
func (f *Function) Policy(ctx context.Context, changes ...func(*lambda.GetPolicyInput)) (*lambda.GetPolicyOutput, error) {
	if err := f.check("lambda.GetPolicy"); err != nil {
		return nil, err
	}
	in := &lambda.GetPolicyInput{FunctionName: aws.String(f.Name)}
	return resources.Call(ctx, "lambda.GetPolicy", f.service.getPolicy, in, changes)
}

// PublishVersion publishes a version of the function (PublishVersion) and
// returns it.
func (f *Function) PublishVersion(ctx context.Context, changes ...func(*lambda.PublishVersionInput)) (*Version, error) {
	if err := f.check("lambda.PublishVersion"); err != nil {
		return nil, err
	}
	in := &lambda.PublishVersionInput{FunctionName: aws.String(f.Name)}
	out, err := resources.Call(ctx, "lambda.PublishVersion", f.service.publishVersion, in, changes)
	if err != nil {
		return nil, err
	}
	return &Version{node: node{service: f.service}, FunctionName: f.Name, Number: aws.ToString(out.Version)}, nil
}

// PutConcurrency reserves concurrency for the function, which is also its limit
// (PutFunctionConcurrency). Data is stale afterwards.
func (f *Function) PutConcurrency(ctx context.Context, reservedConcurrentExecutions int32, changes ...func(*lambda.PutFunctionConcurrencyInput)) (*lambda.PutFunctionConcurrencyOutput, error) {
	if err := f.check("lambda.PutFunctionConcurrency"); err != nil {
		return nil, err
	}
	in := &lambda.PutFunctionConcurrencyInput{FunctionName: aws.String(f.Name), ReservedConcurrentExecutions: aws.Int32(reservedConcurrentExecutions)}
	return resources.Act(ctx, &f.state, "lambda.PutFunctionConcurrency", f.service.putFunctionConcurrency, in, changes)
}

// RemovePermission removes a statement from the policy of the function
// (RemovePermission). Data is stale afterwards.
func (f *Function) RemovePermission(ctx context.Context, statementID string, changes ...func(*lambda.RemovePermissionInput)) (*lambda.RemovePermissionOutput, error) {
	if err := f.check("lambda.RemovePermission"); err != nil {
		return nil, err
	}
	in := &lambda.RemovePermissionInput{FunctionName: aws.String(f.Name), StatementId: aws.String(statementID)}
	return resources.Act(ctx, &f.state, "lambda.RemovePermission", f.service.removePermission, in, changes)
}

// UpdateCode updates the code of the function (UpdateFunctionCode). Data is
// stale afterwards.
func (f *Function) UpdateCode(ctx context.Context, changes ...func(*lambda.UpdateFunctionCodeInput)) (*lambda.UpdateFunctionCodeOutput, error) {
	if err := f.check("lambda.UpdateFunctionCode"); err != nil {
		return nil, err
	}
	in := &lambda.UpdateFunctionCodeInput{FunctionName: aws.String(f.Name)}
	return resources.Act(ctx, &f.state, "lambda.UpdateFunctionCode", f.service.updateFunctionCode, in, changes)
}

// UpdateConfiguration updates the configuration of the function
// (UpdateFunctionConfiguration). Data is stale afterwards.
func (f *Function) UpdateConfiguration(ctx context.Context, changes ...func(*lambda.UpdateFunctionConfigurationInput)) (*lambda.UpdateFunctionConfigurationOutput, error) {
	if err := f.check("lambda.UpdateFunctionConfiguration"); err != nil {
		return nil, err
	}
	in := &lambda.UpdateFunctionConfigurationInput{FunctionName: aws.String(f.Name)}
	return resources.Act(ctx, &f.state, "lambda.UpdateFunctionConfiguration", f.service.updateFunctionConfiguration, in, changes)
}

// Alias returns the alias of the function with a name. It makes no request.
func (f *Function) Alias(name string) *Alias {
	return &Alias{node: node{service: f.service}, FunctionName: f.Name, Name: name}
}

// Version returns the version of the function with a number. It makes no
// request.
func (f *Function) Version(number string) *Version {
	return &Version{node: node{service: f.service}, FunctionName: f.Name, Number: number}
}

// Aliases returns the aliases of the function (ListAliases).
func (f *Function) Aliases() *Aliases {
	if err := f.check("lambda.ListAliases"); err != nil {
		return newAliases(collections.Refused(err))
	}
	in := &lambda.ListAliasesInput{FunctionName: aws.String(f.Name)}
	return newAliases(collections.Listed(f.service.listAliases, in, f.aliasesOf))
}

func (f *Function) aliasesOf(out *lambda.ListAliasesOutput) []any {
	count := len(out.Aliases)
	all, slab := make([]any, 0, count), make([]Alias, count)
	for n := range out.Aliases {
		a := &slab[len(all)]
		a.service, a.FunctionName, a.Name, a.Data = f.service, f.Name, aws.ToString(out.Aliases[n].Name), &out.Aliases[n]
		all = append(all, a)
	}
	return all
}

// EventSourceMappings returns the event source mappings of the function
// (ListEventSourceMappings).
func (f *Function) EventSourceMappings() *EventSourceMappings {
	if err := f.check("lambda.ListEventSourceMappings"); err != nil {
		return newEventSourceMappings(collections.Refused(err))
	}
	in := &lambda.ListEventSourceMappingsInput{FunctionName: aws.String(f.Name)}
	return newEventSourceMappings(collections.Listed(f.service.listEventSourceMappings, in, f.service.eventSourceMappingsOf))
}

// Versions returns the versions of the function (ListVersionsByFunction).
func (f *Function) Versions() *FunctionVersions {
	if err := f.check("lambda.ListVersionsByFunction"); err != nil {
		return newFunctionVersions(collections.Refused(err))
	}
	in := &lambda.ListVersionsByFunctionInput{FunctionName: aws.String(f.Name)}
	return newFunctionVersions(collections.Listed(f.service.listVersionsByFunction, in, f.functionVersionsOf))
}

func (f *Function) functionVersionsOf(out *lambda.ListVersionsByFunctionOutput) []any {
	count := len(out.Versions)
	all, slab := make([]any, 0, count), make([]Version, count)
	for n := range out.Versions {
		v := &slab[len(all)]
		v.service, v.FunctionName, v.Number, v.Data = f.service, f.Name, aws.ToString(out.Versions[n].Version), &out.Versions[n]
		all = append(all, v)
	}
	return all
}

// WaitUntilActive waits until the function is active (GetFunction). It sets
// Data from the last response; if the wait fails, Data is stale. The options or
// the context must bound the wait.
func (f *Function) WaitUntilActive(ctx context.Context, opts waiters.Options) error {
	if err := f.check("lambda.FunctionActiveV2"); err != nil {
		return err
	}
	api, err := client[lambda.GetFunctionAPIClient](f.service, "lambda.GetFunction")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, lambda.NewFunctionActiveV2Waiter(api), &lambda.GetFunctionInput{FunctionName: aws.String(f.Name)}, opts)
	resources.Keep(&f.state, &f.Data, functionIn(out))
	return err
}

// WaitUntilExists waits until the function exists (GetFunction). It sets Data
// from the last response; if the wait fails, Data is stale. The options or the
// context must bound the wait.
func (f *Function) WaitUntilExists(ctx context.Context, opts waiters.Options) error {
	if err := f.check("lambda.FunctionExists"); err != nil {
		return err
	}
	api, err := client[lambda.GetFunctionAPIClient](f.service, "lambda.GetFunction")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, lambda.NewFunctionExistsWaiter(api), &lambda.GetFunctionInput{FunctionName: aws.String(f.Name)}, opts)
	resources.Keep(&f.state, &f.Data, functionIn(out))
	return err
}

// WaitUntilUpdated waits until the function is updated (GetFunction). It sets
// Data from the last response; if the wait fails, Data is stale. The options or
// the context must bound the wait.
func (f *Function) WaitUntilUpdated(ctx context.Context, opts waiters.Options) error {
	if err := f.check("lambda.FunctionUpdatedV2"); err != nil {
		return err
	}
	api, err := client[lambda.GetFunctionAPIClient](f.service, "lambda.GetFunction")
	if err != nil {
		return err
	}
	out, err := waiters.Wait(ctx, lambda.NewFunctionUpdatedV2Waiter(api), &lambda.GetFunctionInput{FunctionName: aws.String(f.Name)}, opts)
	resources.Keep(&f.state, &f.Data, functionIn(out))
	return err
}

// Functions is a collection of functions, as ListFunctions lists them. It makes
// no request until it is ranged over; see [collections.View].
type Functions struct {
	collections.View[*Functions, *lambda.ListFunctionsInput, *Function]
}

func newFunctions(e *collections.Erased) *Functions {
	return &Functions{collections.ViewOf[*Functions, *lambda.ListFunctionsInput, *Function](e)}
}

func (l *Lambda) functionsOf(out *lambda.ListFunctionsOutput) []any {
	count := len(out.Functions)
	all, slab := make([]any, 0, count), make([]Function, count)
	for n := range out.Functions {
		f := &slab[len(all)]
		f.service, f.Name, f.Data = l, aws.ToString(out.Functions[n].FunctionName), &out.Functions[n]
		all = append(all, f)
	}
	return all
}
