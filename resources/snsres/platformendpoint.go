package snsres

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// PlatformEndpoint is an app on one device. It is identified by its ARN.
type PlatformEndpoint struct {
	node
	ARN string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *sns.GetEndpointAttributesOutput
}

// PlatformEndpoint returns the platform endpoint with an ARN. It makes no
// request, and the platform endpoint need not exist.
func (s *SNS) PlatformEndpoint(arn string) *PlatformEndpoint {
	return &PlatformEndpoint{node: node{service: s}, ARN: arn}
}

// Identity returns what identifies the platform endpoint. It is comparable, and
// can be the key of a map.
func (p *PlatformEndpoint) Identity() resources.Identity {
	if p == nil {
		return resources.Identity{}
	}
	return p.service.at().Identity("PlatformEndpoint", "ARN", p.ARN)
}

// String returns the type and the identifiers of the platform endpoint.
func (p *PlatformEndpoint) String() string { return p.Identity().String() }

// LogValue implements slog.LogValuer.
func (p *PlatformEndpoint) LogValue() slog.Value { return p.Identity().LogValue() }

func (p *PlatformEndpoint) check(operation string) error {
	if p == nil {
		return resources.Nil(operation, "PlatformEndpoint")
	}
	return p.service.at().Check(operation, "ARN", p.ARN)
}

// Load reads Data (GetEndpointAttributes), unless it is set and not stale.
// Concurrent calls make one request.
func (p *PlatformEndpoint) Load(ctx context.Context) error {
	if err := p.check("sns.GetEndpointAttributes"); err != nil {
		return err
	}
	return resources.Load(ctx, "sns.GetEndpointAttributes", &p.state, &p.Data, p.fetch)
}

// Reload reads Data again (GetEndpointAttributes).
func (p *PlatformEndpoint) Reload(ctx context.Context) error {
	if err := p.check("sns.GetEndpointAttributes"); err != nil {
		return err
	}
	return resources.Reload(ctx, "sns.GetEndpointAttributes", &p.state, &p.Data, p.fetch)
}

func (p *PlatformEndpoint) fetch(ctx context.Context) (*sns.GetEndpointAttributesOutput, error) {
	return p.service.getEndpointAttributes(ctx, &sns.GetEndpointAttributesInput{EndpointArn: aws.String(p.ARN)})
}

// Delete deletes the platform endpoint (DeleteEndpoint).
func (p *PlatformEndpoint) Delete(ctx context.Context, changes ...func(*sns.DeleteEndpointInput)) (*sns.DeleteEndpointOutput, error) {
	if err := p.check("sns.DeleteEndpoint"); err != nil {
		return nil, err
	}
	in := &sns.DeleteEndpointInput{EndpointArn: aws.String(p.ARN)}
	return resources.Act(ctx, &p.state, "sns.DeleteEndpoint", p.service.deleteEndpoint, in, changes)
}

// Publish sends a message to the platform endpoint (Publish).
func (p *PlatformEndpoint) Publish(ctx context.Context, message string, changes ...func(*sns.PublishInput)) (*sns.PublishOutput, error) {
	if err := p.check("sns.Publish"); err != nil {
		return nil, err
	}
	in := &sns.PublishInput{TargetArn: aws.String(p.ARN), Message: aws.String(message)}
	return resources.Call(ctx, "sns.Publish", p.service.publish, in, changes)
}

// SetAttributes sets attributes of the platform endpoint
// (SetEndpointAttributes). Data is stale afterwards.
func (p *PlatformEndpoint) SetAttributes(ctx context.Context, attributes map[string]string, changes ...func(*sns.SetEndpointAttributesInput)) (*sns.SetEndpointAttributesOutput, error) {
	if err := p.check("sns.SetEndpointAttributes"); err != nil {
		return nil, err
	}
	in := &sns.SetEndpointAttributesInput{EndpointArn: aws.String(p.ARN), Attributes: attributes}
	return resources.Act(ctx, &p.state, "sns.SetEndpointAttributes", p.service.setEndpointAttributes, in, changes)
}

// Endpoints is a collection of platform endpoints, as
// ListEndpointsByPlatformApplication lists them. It makes no request until it
// is ranged over; see [collections.View].
type Endpoints struct {
	collections.View[*Endpoints, *sns.ListEndpointsByPlatformApplicationInput, *PlatformEndpoint]
}

func newEndpoints(e *collections.Erased) *Endpoints {
	return &Endpoints{collections.ViewOf[*Endpoints, *sns.ListEndpointsByPlatformApplicationInput, *PlatformEndpoint](e)}
}

func (s *SNS) endpointsOf(out *sns.ListEndpointsByPlatformApplicationOutput) []any {
	count := len(out.Endpoints)
	all, slab := make([]any, 0, count), make([]PlatformEndpoint, count)
	for n := range out.Endpoints {
		p := &slab[len(all)]
		p.service, p.ARN = s, aws.ToString(out.Endpoints[n].EndpointArn)
		all = append(all, p)
	}
	return all
}
