package jobs

import (
	"context"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/route53/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/collections/write"
	"github.com/awsessentials/essentials/session"
)

// BEGIN

// J12 writes the records of all zones as CSV.
func J12(ctx context.Context, sess *session.Session) error {
	client := session.Client(sess, route53.NewFromConfig)
	type row struct {
		zone string
		types.ResourceRecordSet
	}
	rows := collections.FlatMap(collections.List[types.HostedZone](client.ListHostedZones, nil), func(z types.HostedZone) collections.Source[row] {
		records := collections.List[types.ResourceRecordSet](client.ListResourceRecordSets, &route53.ListResourceRecordSetsInput{HostedZoneId: z.Id})
		return collections.Map(records, func(r types.ResourceRecordSet) row { return row{*z.Name, r} })
	})
	_, err := write.CSV(os.Stdout, rows.All(ctx), write.CSVOptions{},
		write.Col("zone", func(r row) string { return r.zone }),
		write.Col("name", func(r row) *string { return r.Name }),
		write.Col("type", func(r row) types.RRType { return r.Type }),
		write.Col("ttl", func(r row) *int64 { return r.TTL }),
		write.Col("values", func(r row) string {
			if r.AliasTarget != nil {
				return aws.ToString(r.AliasTarget.DNSName)
			}
			var values []string
			for _, v := range r.ResourceRecords {
				values = append(values, *v.Value)
			}
			return strings.Join(values, " ")
		}))
	return err
}

// END
