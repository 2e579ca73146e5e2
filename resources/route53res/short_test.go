package route53res_test

import (
	"context"
	"fmt"
	"log"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/route53/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/resources/route53res"
	"github.com/awsessentials/essentials/waiters"
)

func TestValues(t *testing.T) {
	r := route53res.New(nil).Zone("Z1").Record("a.example.", "A", "")
	assert.Nil(t, r.Values())
	r.Data = &types.ResourceRecordSet{ResourceRecords: []types.ResourceRecord{{Value: aws.String("10.0.0.1")}, {Value: aws.String("10.0.0.2")}}}
	assert.Equal(t, []string{"10.0.0.1", "10.0.0.2"}, r.Values())
	r.Data = &types.ResourceRecordSet{AliasTarget: &types.AliasTarget{DNSName: aws.String("lb.example.")}}
	assert.Equal(t, []string{"lb.example."}, r.Values())
}

func TestPut(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[route53.ChangeResourceRecordSetsInput](cloud, &route53.ChangeResourceRecordSetsOutput{ChangeInfo: &types.ChangeInfo{Id: aws.String("/change/C1")}})
	zone := route53res.Open(cloud).Zone("Z1")
	change, err := zone.Put(t.Context(), route53res.RecordSet("a.example.", types.RRTypeA, 5*time.Minute, "192.0.2.1", "192.0.2.2"), route53res.RecordSet("b.example.", types.RRTypeCname, time.Hour, "a.example."))
	require.NoError(t, err)
	assert.Equal(t, "C1", change.ID)
	in := awstest.Calls[route53.ChangeResourceRecordSetsInput](cloud)[0]
	assert.Equal(t, "Z1", *in.HostedZoneId)
	require.Len(t, in.ChangeBatch.Changes, 2)
	first := in.ChangeBatch.Changes[0]
	assert.Equal(t, types.ChangeActionUpsert, first.Action)
	assert.Equal(t, int64(300), *first.ResourceRecordSet.TTL)
	assert.Equal(t, "192.0.2.2", *first.ResourceRecordSet.ResourceRecords[1].Value)
	assert.Equal(t, "b.example.", *in.ChangeBatch.Changes[1].ResourceRecordSet.Name)

	_, err = zone.Put(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

// stocked returns a zone with n records beside those of every zone.
func stocked(cloud *awstest.Cloud, n int) *route53res.Zone {
	sets := []types.ResourceRecordSet{
		route53res.RecordSet("example.", types.RRTypeNs, time.Hour, "ns."), route53res.RecordSet("example.", types.RRTypeSoa, time.Hour, "soa."),
		{Name: aws.String("geo.example."), Type: types.RRTypeA, SetIdentifier: aws.String("eu"), TTL: aws.Int64(60)},
		{Name: aws.String("geo.example."), Type: types.RRTypeA, SetIdentifier: aws.String("us"), TTL: aws.Int64(60)},
	}
	for i := range n {
		sets = append(sets, route53res.RecordSet(fmt.Sprintf("h%d.example.", i), types.RRTypeA, time.Hour, "192.0.2.1"))
	}
	awstest.Return[route53.ListResourceRecordSetsInput](cloud, &route53.ListResourceRecordSetsOutput{ResourceRecordSets: sets})
	return route53res.Open(cloud).Zone("Z1")
}

// Route 53 gives 300 records a page, and names the first of the next.
func TestRecordsOfAllPages(t *testing.T) {
	cloud := awstest.New(t)
	geo := func(set string) types.ResourceRecordSet {
		return types.ResourceRecordSet{Name: aws.String("geo.example."), Type: types.RRTypeA, SetIdentifier: aws.String(set)}
	}
	awstest.Return[route53.ListResourceRecordSetsInput](cloud, &route53.ListResourceRecordSetsOutput{
		ResourceRecordSets: []types.ResourceRecordSet{geo("eu")}, IsTruncated: true,
		NextRecordName: aws.String("geo.example."), NextRecordType: types.RRTypeA, NextRecordIdentifier: aws.String("us"),
	}, &route53.ListResourceRecordSetsOutput{ResourceRecordSets: []types.ResourceRecordSet{geo("us")}})
	records, err := route53res.Open(cloud).Zone("Z1").Records().Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, records, 2)
	assert.Equal(t, "us", records[1].SetID)
	in := awstest.Calls[route53.ListResourceRecordSetsInput](cloud)[1]
	assert.Equal(t, []string{"geo.example.", "A", "us"}, []string{*in.StartRecordName, string(in.StartRecordType), *in.StartRecordIdentifier})
}

// One record that is not as the listing said must not keep the others.
func TestDeleteRecordsDespiteOneThatIsRefused(t *testing.T) {
	cloud := awstest.New(t)
	zone := stocked(cloud, 1100)
	deleted := map[string]bool{}
	awstest.On(cloud, func(_ context.Context, in *route53.ChangeResourceRecordSetsInput) (*route53.ChangeResourceRecordSetsOutput, error) {
		for _, c := range in.ChangeBatch.Changes {
			if *c.ResourceRecordSet.Name == "h7.example." {
				return nil, &types.InvalidChangeBatch{Messages: []string{"the values provided do not match the current values"}}
			}
		}
		for _, c := range in.ChangeBatch.Changes {
			deleted[*c.ResourceRecordSet.Name] = true
		}
		return &route53.ChangeResourceRecordSetsOutput{ChangeInfo: &types.ChangeInfo{Id: aws.String("C1")}}, nil
	})
	n, err := zone.Records().Filter(notOfTheZone).Delete(t.Context())
	assert.Equal(t, 1101, n)
	assert.Len(t, deleted, 1100) // the two of geo have one name
	var failed *resources.ItemError
	require.ErrorAs(t, err, &failed)
	assert.Equal(t, "route53.Record(ZoneID=Z1, Name=h7.example., Type=A, SetID=\"\")", failed.Resource.String())
	assert.ErrorContains(t, err, "do not match the current values")
}

func notOfTheZone(r *route53res.Record) bool { return r.Type != "NS" && r.Type != "SOA" }

func TestDeleteRecords(t *testing.T) {
	cloud := awstest.New(t)
	zone := stocked(cloud, 600)
	deleted := map[resources.Identity]bool{}
	awstest.On(cloud, func(_ context.Context, in *route53.ChangeResourceRecordSetsInput) (*route53.ChangeResourceRecordSetsOutput, error) {
		assert.LessOrEqual(t, len(in.ChangeBatch.Changes), 500)
		for _, c := range in.ChangeBatch.Changes {
			assert.Equal(t, types.ChangeActionDelete, c.Action)
			deleted[zone.Record(*c.ResourceRecordSet.Name, string(c.ResourceRecordSet.Type), aws.ToString(c.ResourceRecordSet.SetIdentifier)).Identity()] = true
		}
		return &route53.ChangeResourceRecordSetsOutput{ChangeInfo: &types.ChangeInfo{Id: aws.String("C1")}}, nil
	})
	n, err := zone.Records().Filter(notOfTheZone).Delete(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 602, n)
	assert.Len(t, deleted, 602)
}

func TestZoneByName(t *testing.T) {
	zone := func(id, name string, private bool) types.HostedZone {
		return types.HostedZone{Id: aws.String("/hostedzone/" + id), Name: aws.String(name), Config: &types.HostedZoneConfig{PrivateZone: private}}
	}
	for want, zones := range map[string][]types.HostedZone{
		"Z1":                       {zone("Z1", "example.com.", false), zone("Z2", "example.org.", false)},
		"Z3":                       {zone("Z2", "example.com.", true), zone("Z3", "example.com.", false)},
		"Z4":                       {zone("Z4", "example.com.", true)},
		"not found":                {zone("Z2", "example.org.", false)},
		"of several private zones": {zone("Z5", "example.com.", true), zone("Z6", "example.com.", true)},
	} {
		cloud := awstest.New(t)
		awstest.Return[route53.ListHostedZonesByNameInput](cloud, &route53.ListHostedZonesByNameOutput{HostedZones: zones})
		z, err := route53res.Open(cloud).ZoneByName(t.Context(), "example.com")
		assert.Equal(t, "example.com.", *awstest.Calls[route53.ListHostedZonesByNameInput](cloud)[0].DNSName)
		if err != nil {
			assert.ErrorContains(t, err, want)
			assert.Equal(t, want == "not found", awserr.IsNotFound(err))
			continue
		}
		assert.Equal(t, want, z.ID)
		assert.NotNil(t, z.Data)
	}
	_, err := route53res.New(nil).ZoneByName(t.Context(), "example.com")
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

// Point a name at an address, and wait until all name servers know.
func ExampleZone_Put() {
	cloud := awstest.New(nil)
	awstest.Return[route53.ChangeResourceRecordSetsInput](cloud, &route53.ChangeResourceRecordSetsOutput{ChangeInfo: &types.ChangeInfo{Id: aws.String("/change/C1"), Status: types.ChangeStatusPending}})
	awstest.Return[route53.GetChangeInput](cloud, &route53.GetChangeOutput{ChangeInfo: &types.ChangeInfo{Id: aws.String("/change/C1"), Status: types.ChangeStatusInsync}})
	r53 := route53res.Open(cloud)

	ctx := context.Background()
	change, err := r53.Zone("Z1").Put(ctx, route53res.RecordSet("www.example.com.", types.RRTypeA, 5*time.Minute, "192.0.2.1"))
	if err != nil {
		log.Fatal(err)
	}
	err = change.WaitUntilInSync(ctx, waiters.Options{Max: 5 * time.Minute})
	fmt.Println(change.Data.Status, err)
	// Output: INSYNC <nil>
}

// What a zone holds beside what every zone has.
func ExampleZone_Records() {
	zone := stocked(awstest.New(nil), 1)
	for r, err := range zone.Records().Filter(notOfTheZone).All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(r.Name, r.Type, r.SetID, r.Values())
	}
	// Output:
	// geo.example. A eu []
	// geo.example. A us []
	// h0.example. A  [192.0.2.1]
}
