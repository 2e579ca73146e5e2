package route53res

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/route53"
)

// Each operation is looked up in the client when it is called, so that a fake
// needs only those that a test calls, and a program links only those that it
// uses.

func (r *Route53) changeResourceRecordSets(ctx context.Context, in *route53.ChangeResourceRecordSetsInput) (*route53.ChangeResourceRecordSetsOutput, error) {
	api, ok := r.api().(interface {
		ChangeResourceRecordSets(context.Context, *route53.ChangeResourceRecordSetsInput, ...func(*route53.Options)) (*route53.ChangeResourceRecordSetsOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("route53.ChangeResourceRecordSets")
	}
	return api.ChangeResourceRecordSets(ctx, in)
}

func (r *Route53) createHostedZone(ctx context.Context, in *route53.CreateHostedZoneInput) (*route53.CreateHostedZoneOutput, error) {
	api, ok := r.api().(interface {
		CreateHostedZone(context.Context, *route53.CreateHostedZoneInput, ...func(*route53.Options)) (*route53.CreateHostedZoneOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("route53.CreateHostedZone")
	}
	return api.CreateHostedZone(ctx, in)
}

func (r *Route53) deleteHostedZone(ctx context.Context, in *route53.DeleteHostedZoneInput) (*route53.DeleteHostedZoneOutput, error) {
	api, ok := r.api().(interface {
		DeleteHostedZone(context.Context, *route53.DeleteHostedZoneInput, ...func(*route53.Options)) (*route53.DeleteHostedZoneOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("route53.DeleteHostedZone")
	}
	return api.DeleteHostedZone(ctx, in)
}

func (r *Route53) getChange(ctx context.Context, in *route53.GetChangeInput) (*route53.GetChangeOutput, error) {
	api, ok := r.api().(interface {
		GetChange(context.Context, *route53.GetChangeInput, ...func(*route53.Options)) (*route53.GetChangeOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("route53.GetChange")
	}
	return api.GetChange(ctx, in)
}

func (r *Route53) getHostedZone(ctx context.Context, in *route53.GetHostedZoneInput) (*route53.GetHostedZoneOutput, error) {
	api, ok := r.api().(interface {
		GetHostedZone(context.Context, *route53.GetHostedZoneInput, ...func(*route53.Options)) (*route53.GetHostedZoneOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("route53.GetHostedZone")
	}
	return api.GetHostedZone(ctx, in)
}

func (r *Route53) listHostedZones(ctx context.Context, in *route53.ListHostedZonesInput) (*route53.ListHostedZonesOutput, error) {
	api, ok := r.api().(interface {
		ListHostedZones(context.Context, *route53.ListHostedZonesInput, ...func(*route53.Options)) (*route53.ListHostedZonesOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("route53.ListHostedZones")
	}
	return api.ListHostedZones(ctx, in)
}

func (r *Route53) listResourceRecordSets(ctx context.Context, in *route53.ListResourceRecordSetsInput) (*route53.ListResourceRecordSetsOutput, error) {
	api, ok := r.api().(interface {
		ListResourceRecordSets(context.Context, *route53.ListResourceRecordSetsInput, ...func(*route53.Options)) (*route53.ListResourceRecordSetsOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks("route53.ListResourceRecordSets")
	}
	return api.ListResourceRecordSets(ctx, in)
}
