package route53res

import (
	"context"
	"log/slog"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/route53/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Zone is a hosted zone. It is identified by its ID.
type Zone struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.HostedZone
}

// Zone returns the zone with an ID. It makes no request, and the zone need not
// exist.
func (r *Route53) Zone(id string) *Zone {
	return &Zone{node: node{service: r}, ID: id}
}

// Identity returns what identifies the zone. It is comparable, and can be the
// key of a map.
func (z *Zone) Identity() resources.Identity {
	if z == nil {
		return resources.Identity{}
	}
	return z.service.at().Identity("Zone", "ID", z.ID)
}

// String returns the type and the identifiers of the zone.
func (z *Zone) String() string { return z.Identity().String() }

// LogValue implements slog.LogValuer.
func (z *Zone) LogValue() slog.Value { return z.Identity().LogValue() }

func (z *Zone) check(operation string) error {
	if z == nil {
		return resources.Nil(operation, "Zone")
	}
	return z.service.at().Check(operation, "ID", z.ID)
}

// Load reads Data (GetHostedZone), unless it is set and not stale. Concurrent
// calls make one request.
func (z *Zone) Load(ctx context.Context) error {
	if err := z.check("route53.GetHostedZone"); err != nil {
		return err
	}
	return resources.Load(ctx, "route53.GetHostedZone", &z.state, &z.Data, z.fetch)
}

// Reload reads Data again (GetHostedZone).
func (z *Zone) Reload(ctx context.Context) error {
	if err := z.check("route53.GetHostedZone"); err != nil {
		return err
	}
	return resources.Reload(ctx, "route53.GetHostedZone", &z.state, &z.Data, z.fetch)
}

func (z *Zone) fetch(ctx context.Context) (*types.HostedZone, error) {
	out, err := z.service.getHostedZone(ctx, &route53.GetHostedZoneInput{Id: aws.String(z.ID)})
	if err != nil {
		return nil, err
	}
	if data := out.HostedZone; data != nil {
		return data, nil
	}
	return nil, resources.NotFound("route53.GetHostedZone", z.Identity())
}

// ChangeRecords changes records of the zone, all or none of them
// (ChangeResourceRecordSets) and returns the change; see [Zone.Put]. Data is
// stale afterwards.
func (z *Zone) ChangeRecords(ctx context.Context, changeBatch *types.ChangeBatch, changes ...func(*route53.ChangeResourceRecordSetsInput)) (*Change, error) {
	if err := z.check("route53.ChangeResourceRecordSets"); err != nil {
		return nil, err
	}
	in := &route53.ChangeResourceRecordSetsInput{HostedZoneId: aws.String(z.ID), ChangeBatch: changeBatch}
	out, err := resources.Act(ctx, &z.state, "route53.ChangeResourceRecordSets", z.service.changeResourceRecordSets, in, changes)
	if err != nil {
		return nil, err
	}
	if out.ChangeInfo == nil {
		return nil, resources.Without("route53.ChangeResourceRecordSets", "ChangeInfo")
	}
	return &Change{node: node{service: z.service}, ID: strings.TrimPrefix(aws.ToString(out.ChangeInfo.Id), "/change/"), Data: out.ChangeInfo}, nil
}

// Delete deletes the zone (DeleteHostedZone).
func (z *Zone) Delete(ctx context.Context, changes ...func(*route53.DeleteHostedZoneInput)) (*route53.DeleteHostedZoneOutput, error) {
	if err := z.check("route53.DeleteHostedZone"); err != nil {
		return nil, err
	}
	in := &route53.DeleteHostedZoneInput{Id: aws.String(z.ID)}
	return resources.Act(ctx, &z.state, "route53.DeleteHostedZone", z.service.deleteHostedZone, in, changes)
}

// Record returns the record of the zone with these identifiers. It makes no
// request.
func (z *Zone) Record(name, typ, setID string) *Record {
	return &Record{node: node{service: z.service}, ZoneID: z.ID, Name: name, Type: typ, SetID: setID}
}

// Records returns the records of the zone (ListResourceRecordSets).
func (z *Zone) Records() *Records {
	if err := z.check("route53.ListResourceRecordSets"); err != nil {
		return newRecords(collections.Refused(err))
	}
	in := &route53.ListResourceRecordSetsInput{HostedZoneId: aws.String(z.ID)}
	return newRecords(collections.Listed(z.service.listResourceRecordSets, in, z.recordsOf))
}

func (z *Zone) recordsOf(out *route53.ListResourceRecordSetsOutput) []any {
	count := len(out.ResourceRecordSets)
	all, slab := make([]any, 0, count), make([]Record, count)
	for n := range out.ResourceRecordSets {
		r := &slab[len(all)]
		r.service, r.ZoneID, r.Name, r.Type, r.SetID, r.Data = z.service, z.ID, aws.ToString(out.ResourceRecordSets[n].Name), string(out.ResourceRecordSets[n].Type), aws.ToString(out.ResourceRecordSets[n].SetIdentifier), &out.ResourceRecordSets[n]
		all = append(all, r)
	}
	return all
}

// Zones is a collection of zones, as ListHostedZones lists them. It makes no
// request until it is ranged over; see [collections.View].
type Zones struct {
	collections.View[*Zones, *route53.ListHostedZonesInput, *Zone]
}

func newZones(e *collections.Erased) *Zones {
	return &Zones{collections.ViewOf[*Zones, *route53.ListHostedZonesInput, *Zone](e)}
}

func (r *Route53) zonesOf(out *route53.ListHostedZonesOutput) []any {
	count := len(out.HostedZones)
	all, slab := make([]any, 0, count), make([]Zone, count)
	for n := range out.HostedZones {
		z := &slab[len(all)]
		z.service, z.ID, z.Data = r, strings.TrimPrefix(aws.ToString(out.HostedZones[n].Id), "/hostedzone/"), &out.HostedZones[n]
		all = append(all, z)
	}
	return all
}
