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

// Alias is a name for a version of a function. It is identified by its
// FunctionName and Name.
type Alias struct {
	node
	FunctionName string
	Name         string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.AliasConfiguration
}

// Alias returns the alias with these identifiers. It makes no request, and the
// alias need not exist.
func (l *Lambda) Alias(functionName, name string) *Alias {
	return &Alias{node: node{service: l}, FunctionName: functionName, Name: name}
}

// Identity returns what identifies the alias. It is comparable, and can be the
// key of a map.
func (a *Alias) Identity() resources.Identity {
	if a == nil {
		return resources.Identity{}
	}
	return a.service.at().Identity("Alias", "FunctionName", a.FunctionName, "Name", a.Name)
}

// String returns the type and the identifiers of the alias.
func (a *Alias) String() string { return a.Identity().String() }

// LogValue implements slog.LogValuer.
func (a *Alias) LogValue() slog.Value { return a.Identity().LogValue() }

func (a *Alias) check(operation string) error {
	if a == nil {
		return resources.Nil(operation, "Alias")
	}
	return a.service.at().Check(operation, "FunctionName", a.FunctionName, "Name", a.Name)
}

// Load reads Data (GetAlias), unless it is set and not stale. Concurrent calls
// make one request.
func (a *Alias) Load(ctx context.Context) error {
	if err := a.check("lambda.GetAlias"); err != nil {
		return err
	}
	return resources.Load(ctx, "lambda.GetAlias", &a.state, &a.Data, a.fetch)
}

// Reload reads Data again (GetAlias).
func (a *Alias) Reload(ctx context.Context) error {
	if err := a.check("lambda.GetAlias"); err != nil {
		return err
	}
	return resources.Reload(ctx, "lambda.GetAlias", &a.state, &a.Data, a.fetch)
}

func (a *Alias) fetch(ctx context.Context) (*types.AliasConfiguration, error) {
	out, err := a.service.getAlias(ctx, &lambda.GetAliasInput{FunctionName: aws.String(a.FunctionName), Name: aws.String(a.Name)})
	if err != nil {
		return nil, err
	}
	return &types.AliasConfiguration{
		AliasArn:        out.AliasArn,
		Description:     out.Description,
		FunctionVersion: out.FunctionVersion,
		Name:            out.Name,
		RevisionId:      out.RevisionId,
		RoutingConfig:   out.RoutingConfig,
	}, nil
}

// Delete deletes the alias (DeleteAlias).
func (a *Alias) Delete(ctx context.Context, changes ...func(*lambda.DeleteAliasInput)) (*lambda.DeleteAliasOutput, error) {
	if err := a.check("lambda.DeleteAlias"); err != nil {
		return nil, err
	}
	in := &lambda.DeleteAliasInput{FunctionName: aws.String(a.FunctionName), Name: aws.String(a.Name)}
	return resources.Act(ctx, &a.state, "lambda.DeleteAlias", a.service.deleteAlias, in, changes)
}

// Invoke invokes the alias (Invoke).
func (a *Alias) Invoke(ctx context.Context, changes ...func(*lambda.InvokeInput)) (*lambda.InvokeOutput, error) {
	if err := a.check("lambda.Invoke"); err != nil {
		return nil, err
	}
	in := &lambda.InvokeInput{FunctionName: aws.String(a.FunctionName), Qualifier: aws.String(a.Name)}
	return resources.Call(ctx, "lambda.Invoke", a.service.invoke, in, changes)
}

// Update updates the alias (UpdateAlias). Data is stale afterwards.
func (a *Alias) Update(ctx context.Context, changes ...func(*lambda.UpdateAliasInput)) (*lambda.UpdateAliasOutput, error) {
	if err := a.check("lambda.UpdateAlias"); err != nil {
		return nil, err
	}
	in := &lambda.UpdateAliasInput{FunctionName: aws.String(a.FunctionName), Name: aws.String(a.Name)}
	return resources.Act(ctx, &a.state, "lambda.UpdateAlias", a.service.updateAlias, in, changes)
}

// Function returns the function of the alias. It makes no request.
func (a *Alias) Function() *Function {
	return &Function{node: node{service: a.service}, Name: a.FunctionName}
}

// Aliases is a collection of aliases, as ListAliases lists them. It makes no
// request until it is ranged over; see [collections.View].
type Aliases struct {
	collections.View[*Aliases, *lambda.ListAliasesInput, *Alias]
}

func newAliases(e *collections.Erased) *Aliases {
	return &Aliases{collections.ViewOf[*Aliases, *lambda.ListAliasesInput, *Alias](e)}
}
