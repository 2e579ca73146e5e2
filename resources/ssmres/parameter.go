package ssmres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Parameter is a parameter. It is identified by its Name.
type Parameter struct {
	node
	Name string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Parameter
}

// Parameter returns the parameter with a name. It makes no request, and the
// parameter need not exist.
func (s *SSM) Parameter(name string) *Parameter {
	return &Parameter{node: node{service: s}, Name: name}
}

// Identity returns what identifies the parameter. It is comparable, and can be
// the key of a map.
func (p *Parameter) Identity() resources.Identity {
	if p == nil {
		return resources.Identity{}
	}
	return p.service.at().Identity("Parameter", "Name", p.Name)
}

// String returns the type and the identifiers of the parameter.
func (p *Parameter) String() string { return p.Identity().String() }

// LogValue implements slog.LogValuer.
func (p *Parameter) LogValue() slog.Value { return p.Identity().LogValue() }

func (p *Parameter) check(operation string) error {
	if p == nil {
		return resources.Nil(operation, "Parameter")
	}
	return p.service.at().Check(operation, "Name", p.Name)
}

// Load reads Data (GetParameter), unless it is set and not stale. Concurrent
// calls make one request.
func (p *Parameter) Load(ctx context.Context) error {
	if err := p.check("ssm.GetParameter"); err != nil {
		return err
	}
	return resources.Load(ctx, "ssm.GetParameter", &p.state, &p.Data, p.fetch)
}

// Reload reads Data again (GetParameter).
func (p *Parameter) Reload(ctx context.Context) error {
	if err := p.check("ssm.GetParameter"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ssm.GetParameter", &p.state, &p.Data, p.fetch)
}

func (p *Parameter) fetch(ctx context.Context) (*types.Parameter, error) {
	out, err := p.service.getParameter(ctx, &ssm.GetParameterInput{Name: aws.String(p.Name), WithDecryption: aws.Bool(true)})
	if err != nil {
		return nil, err
	}
	if data := out.Parameter; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ssm.GetParameter", p.Identity())
}

// Delete deletes the parameter (DeleteParameter).
func (p *Parameter) Delete(ctx context.Context, changes ...func(*ssm.DeleteParameterInput)) (*ssm.DeleteParameterOutput, error) {
	if err := p.check("ssm.DeleteParameter"); err != nil {
		return nil, err
	}
	in := &ssm.DeleteParameterInput{Name: aws.String(p.Name)}
	return resources.Act(ctx, &p.state, "ssm.DeleteParameter", p.service.deleteParameter, in, changes)
}

// History returns the history of the parameter (GetParameterHistory).
func (p *Parameter) History(ctx context.Context, changes ...func(*ssm.GetParameterHistoryInput)) (*ssm.GetParameterHistoryOutput, error) {
	if err := p.check("ssm.GetParameterHistory"); err != nil {
		return nil, err
	}
	in := &ssm.GetParameterHistoryInput{Name: aws.String(p.Name)}
	return resources.Call(ctx, "ssm.GetParameterHistory", p.service.getParameterHistory, in, changes)
}

// LabelVersion puts labels on a version of the parameter, the latest unless a
// change sets another (LabelParameterVersion). Data is stale afterwards.
func (p *Parameter) LabelVersion(ctx context.Context, labels []string, changes ...func(*ssm.LabelParameterVersionInput)) (*ssm.LabelParameterVersionOutput, error) {
	if err := p.check("ssm.LabelParameterVersion"); err != nil {
		return nil, err
	}
	in := &ssm.LabelParameterVersionInput{Name: aws.String(p.Name), Labels: labels}
	return resources.Act(ctx, &p.state, "ssm.LabelParameterVersion", p.service.labelParameterVersion, in, changes)
}

// Put creates the parameter, or changes it with [Overwrite] (PutParameter); see
// [Type]. Data is stale afterwards.
func (p *Parameter) Put(ctx context.Context, value string, changes ...func(*ssm.PutParameterInput)) (*ssm.PutParameterOutput, error) {
	if err := p.check("ssm.PutParameter"); err != nil {
		return nil, err
	}
	in := &ssm.PutParameterInput{Name: aws.String(p.Name), Value: aws.String(value)}
	return resources.Act(ctx, &p.state, "ssm.PutParameter", p.service.putParameter, in, changes)
}

// Parameters is a collection of parameters, as GetParametersByPath lists them.
// It makes no request until it is ranged over; see [collections.View].
type Parameters struct {
	collections.View[*Parameters, *ssm.GetParametersByPathInput, *Parameter]
}

func newParameters(e *collections.Erased) *Parameters {
	return &Parameters{collections.ViewOf[*Parameters, *ssm.GetParametersByPathInput, *Parameter](e)}
}

func (s *SSM) parametersOf(out *ssm.GetParametersByPathOutput) []any {
	count := len(out.Parameters)
	all, slab := make([]any, 0, count), make([]Parameter, count)
	for n := range out.Parameters {
		p := &slab[len(all)]
		p.service, p.Name, p.Data = s, aws.ToString(out.Parameters[n].Name), &out.Parameters[n]
		all = append(all, p)
	}
	return all
}
