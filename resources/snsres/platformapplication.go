package snsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// PlatformApplication is an app that push notifications are sent to, as its
// platform knows it. It is identified by its ARN.
type PlatformApplication struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *sns.GetPlatformApplicationAttributesOutput
}

// PlatformApplication returns the platform application with an ARN. It makes no
// request, and the platform application need not exist.
func (s *SNS) PlatformApplication(arn string) *PlatformApplication {
	return &PlatformApplication{node: node{service: s}, ARN: arn}
}

// Identity returns what identifies the platform application. It is comparable,
// and can be the key of a map.
func (p *PlatformApplication) Identity() resources.Identity {
	if p == nil {
		return resources.Identity{}
	}
	return p.service.at().Identity("PlatformApplication", "ARN", p.ARN)
}

// String returns the type and the identifiers of the platform application.
func (p *PlatformApplication) String() string { return p.Identity().String() }

// LogValue implements slog.LogValuer.
func (p *PlatformApplication) LogValue() slog.Value { return p.Identity().LogValue() }

func (p *PlatformApplication) check(operation string) error {
	if p == nil {
		return resources.Nil(operation, "PlatformApplication")
	}
	return p.service.at().Check(operation, "ARN", p.ARN)
}

// Load reads Data (GetPlatformApplicationAttributes), unless it is set and not
// stale. Concurrent calls make one request.
func (p *PlatformApplication) Load(ctx context.Context) error {
	if err := p.check("sns.GetPlatformApplicationAttributes"); err != nil {
		return err
	}
	return resources.Load(ctx, "sns.GetPlatformApplicationAttributes", &p.state, &p.Data, p.fetch)
}

// Reload reads Data again (GetPlatformApplicationAttributes).
func (p *PlatformApplication) Reload(ctx context.Context) error {
	if err := p.check("sns.GetPlatformApplicationAttributes"); err != nil {
		return err
	}
	return resources.Reload(ctx, "sns.GetPlatformApplicationAttributes", &p.state, &p.Data, p.fetch)
}

func (p *PlatformApplication) fetch(ctx context.Context) (*sns.GetPlatformApplicationAttributesOutput, error) {
	return p.service.getPlatformApplicationAttributes(ctx, &sns.GetPlatformApplicationAttributesInput{PlatformApplicationArn: aws.String(p.ARN)})
}

// CreatePlatformEndpoint creates a platform endpoint for the platform
// application (CreatePlatformEndpoint) and returns it. Data is stale
// afterwards.
func (p *PlatformApplication) CreatePlatformEndpoint(ctx context.Context, token string, changes ...func(*sns.CreatePlatformEndpointInput)) (*PlatformEndpoint, error) {
	if err := p.check("sns.CreatePlatformEndpoint"); err != nil {
		return nil, err
	}
	in := &sns.CreatePlatformEndpointInput{PlatformApplicationArn: aws.String(p.ARN), Token: aws.String(token)}
	out, err := resources.Act(ctx, &p.state, "sns.CreatePlatformEndpoint", p.service.createPlatformEndpoint, in, changes)
	if err != nil {
		return nil, err
	}
	return &PlatformEndpoint{node: node{service: p.service}, ARN: aws.ToString(out.EndpointArn)}, nil
}

// Delete deletes the platform application (DeletePlatformApplication).
func (p *PlatformApplication) Delete(ctx context.Context, changes ...func(*sns.DeletePlatformApplicationInput)) (*sns.DeletePlatformApplicationOutput, error) {
	if err := p.check("sns.DeletePlatformApplication"); err != nil {
		return nil, err
	}
	in := &sns.DeletePlatformApplicationInput{PlatformApplicationArn: aws.String(p.ARN)}
	return resources.Act(ctx, &p.state, "sns.DeletePlatformApplication", p.service.deletePlatformApplication, in, changes)
}

// SetAttributes sets attributes of the platform application
// (SetPlatformApplicationAttributes). Data is stale afterwards.
func (p *PlatformApplication) SetAttributes(ctx context.Context, attributes map[string]string, changes ...func(*sns.SetPlatformApplicationAttributesInput)) (*sns.SetPlatformApplicationAttributesOutput, error) {
	if err := p.check("sns.SetPlatformApplicationAttributes"); err != nil {
		return nil, err
	}
	in := &sns.SetPlatformApplicationAttributesInput{PlatformApplicationArn: aws.String(p.ARN), Attributes: attributes}
	return resources.Act(ctx, &p.state, "sns.SetPlatformApplicationAttributes", p.service.setPlatformApplicationAttributes, in, changes)
}

// Endpoints returns the endpoints of the platform application
// (ListEndpointsByPlatformApplication). The listing does not set Data: Load
// requests it for each.
func (p *PlatformApplication) Endpoints() *Endpoints {
	if err := p.check("sns.ListEndpointsByPlatformApplication"); err != nil {
		return newEndpoints(collections.Refused(err))
	}
	in := &sns.ListEndpointsByPlatformApplicationInput{PlatformApplicationArn: aws.String(p.ARN)}
	return newEndpoints(collections.Listed(p.service.listEndpointsByPlatformApplication, in, p.service.endpointsOf))
}

// PlatformApplications is a collection of platform applications, as
// ListPlatformApplications lists them. It makes no request until it is ranged
// over; see [collections.View].
type PlatformApplications struct {
	collections.View[*PlatformApplications, *sns.ListPlatformApplicationsInput, *PlatformApplication]
}

func newPlatformApplications(e *collections.Erased) *PlatformApplications {
	return &PlatformApplications{collections.ViewOf[*PlatformApplications, *sns.ListPlatformApplicationsInput, *PlatformApplication](e)}
}

func (s *SNS) platformApplicationsOf(out *sns.ListPlatformApplicationsOutput) []any {
	count := len(out.PlatformApplications)
	all, slab := make([]any, 0, count), make([]PlatformApplication, count)
	for n := range out.PlatformApplications {
		p := &slab[len(all)]
		p.service, p.ARN = s, aws.ToString(out.PlatformApplications[n].PlatformApplicationArn)
		all = append(all, p)
	}
	return all
}
