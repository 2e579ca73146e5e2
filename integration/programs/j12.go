package programs

import (
	"context"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/route53/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/collections/write"
	"github.com/awsessentials/essentials/resources/route53res"
	"github.com/awsessentials/essentials/session"
)

// BEGIN

// J12 writes the records of all zones as CSV.
func J12(ctx context.Context, sess *session.Session) error {
	type row struct {
		zone string
		*route53res.Record
	}
	rows := collections.FlatMap(route53res.Open(sess).Zones(), func(z *route53res.Zone) collections.Source[row] {
		return collections.Map(z.Records(), func(r *route53res.Record) row { return row{*z.Data.Name, r} })
	})
	_, err := write.CSV(os.Stdout, rows.All(ctx), write.CSVOptions{},
		write.Col("zone", func(r row) string { return r.zone }),
		write.Col("name", func(r row) string { return r.Name }),
		write.Col("type", func(r row) types.RRType { return r.Data.Type }),
		write.Col("ttl", func(r row) *int64 { return r.Data.TTL }),
		write.Col("values", func(r row) string { return strings.Join(r.Values(), " ") }))
	return err
}

// END
