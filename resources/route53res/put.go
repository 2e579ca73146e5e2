package route53res

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/route53/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

const changeRecords = "route53.ChangeResourceRecordSets"

// Put creates records, or replaces those of the same name, type and set
// (ChangeResourceRecordSets): all of them or none, at most 500. They are on all
// name servers after [Change.WaitUntilInSync].
//
//	change, err := zone.Put(ctx, route53res.RecordSet("www.example.com.", types.RRTypeA, 5*time.Minute, "192.0.2.1"))
func (z *Zone) Put(ctx context.Context, records ...types.ResourceRecordSet) (*Change, error) {
	if err := z.check(changeRecords); err != nil {
		return nil, err
	}
	if len(records) == 0 {
		return nil, awserr.Invalid(changeRecords, "records", nil, "must not be empty")
	}
	change, err := z.ChangeRecords(ctx, batchOf(types.ChangeActionUpsert, records))
	return change, withMessages(err)
}

// withMessages adds what Route 53 says of a refused batch, which the SDK's text
// leaves out.
func withMessages(err error) error {
	var refused *types.InvalidChangeBatch
	if !errors.As(err, &refused) || len(refused.Messages) == 0 {
		return err
	}
	return fmt.Errorf("%w: %.500q", err, strings.Join(refused.Messages, "; "))
}

// RecordSet returns the records of a name and type with these values, for
// [Zone.Put]. The time to live is in whole seconds.
func RecordSet(name string, typ types.RRType, ttl time.Duration, values ...string) types.ResourceRecordSet {
	set := types.ResourceRecordSet{Name: aws.String(name), Type: typ, TTL: aws.Int64(int64(ttl / time.Second))}
	for _, v := range values {
		set.ResourceRecords = append(set.ResourceRecords, types.ResourceRecord{Value: aws.String(v)})
	}
	return set
}

func batchOf(action types.ChangeAction, records []types.ResourceRecordSet) *types.ChangeBatch {
	batch := &types.ChangeBatch{}
	for n := range records {
		batch.Changes = append(batch.Changes, types.Change{Action: action, ResourceRecordSet: &records[n]})
	}
	return batch
}

// Delete deletes the records, 500 a request (ChangeResourceRecordSets), each as
// its Data has it. It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not. Route 53 refuses all records of a
// request for one of them; such a request is sent again in halves. It always
// refuses the SOA and NS records of the zone itself: filter them out.
func (c *Records) Delete(ctx context.Context, changes ...func(*route53.ChangeResourceRecordSetsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Record]{
		Size:  500,
		Group: func(r *Record) any { return [...]any{r.service, r.ZoneID} },
		Do: func(ctx context.Context, group []*Record) ([]collections.Failure, error) {
			in := &route53.ChangeResourceRecordSetsInput{HostedZoneId: aws.String(group[0].ZoneID)}
			var records []types.ResourceRecordSet
			for _, r := range group {
				if r.Data == nil {
					return nil, awserr.Invalid(changeRecords, "record", r.String(), "must have Data, as a listing gives it")
				}
				records = append(records, *r.Data)
			}
			in.ChangeBatch = batchOf(types.ChangeActionDelete, records)
			_, err := resources.Call(ctx, changeRecords, group[0].service.changeResourceRecordSets, in, changes)
			return nil, withMessages(err)
		},
	})
}

// ZoneByName returns the zone of a domain, such as "example.com"
// (ListHostedZonesByName). Where a public and private zones have the name, it is
// the public one; of several others none is better, and that is an error.
func (r *Route53) ZoneByName(ctx context.Context, name string) (*Zone, error) {
	const operation = "route53.ListHostedZonesByName"
	if err := r.at().Check(operation, "name", name); err != nil {
		return nil, err
	}
	if name[len(name)-1] != '.' {
		name += "."
	}
	api, ok := r.api().(interface {
		ListHostedZonesByName(context.Context, *route53.ListHostedZonesByNameInput, ...func(*route53.Options)) (*route53.ListHostedZonesByNameOutput, error)
	})
	if !ok {
		return nil, r.at().Lacks(operation)
	}
	list := func(ctx context.Context, in *route53.ListHostedZonesByNameInput) (*route53.ListHostedZonesByNameOutput, error) {
		return api.ListHostedZonesByName(ctx, in)
	}
	out, err := resources.Call(ctx, operation, list, &route53.ListHostedZonesByNameInput{DNSName: aws.String(name)}, nil)
	if err != nil {
		return nil, err
	}
	var found []*Zone
	for n := range out.HostedZones {
		data := &out.HostedZones[n]
		if aws.ToString(data.Name) != name {
			continue
		}
		zone := r.Zone(strings.TrimPrefix(aws.ToString(data.Id), "/hostedzone/"))
		zone.Data = data
		if data.Config == nil || !data.Config.PrivateZone {
			return zone, nil
		}
		found = append(found, zone)
	}
	switch len(found) {
	case 0:
		return nil, resources.NotFound(operation, r.at().Identity("Zone", "Name", name))
	case 1:
		return found[0], nil
	}
	return nil, awserr.Invalid(operation, "name", name, "is that of several private zones: use Zone with an ID")
}
