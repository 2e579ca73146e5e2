package programs

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/collections/write"
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/resources/s3res"
	"github.com/awsessentials/essentials/session"
)

// BEGIN

// J13 puts an inventory of instances over regions into a bucket.
func J13(ctx context.Context, sess *session.Session) error {
	instances := collections.FlatMap(collections.Of(regions...), func(region string) *ec2res.Instances {
		return ec2res.Open(sess.In(region)).Instances()
	})
	var buf bytes.Buffer
	_, err := write.CSV(&buf, instances.All(ctx), write.CSVOptions{UseLF: true},
		write.Col("region", func(i *ec2res.Instance) string { return i.Identity().Region }),
		write.Col("id", func(i *ec2res.Instance) string { return i.ID }),
		write.Col("name", func(i *ec2res.Instance) string { return i.Tag("Name") }),
		write.Col("owner", func(i *ec2res.Instance) string { return i.Tag("Owner") }),
		write.Col("type", func(i *ec2res.Instance) string { return string(i.Data.InstanceType) }),
		write.Col("state", func(i *ec2res.Instance) string { return string(i.Data.State.Name) }),
		write.Col("private_ip", func(i *ec2res.Instance) *string { return i.Data.PrivateIpAddress }))
	if err != nil {
		return err
	}
	report := s3res.Open(sess).Bucket("reports").Object("inventory.csv")
	if err := report.Write(ctx, buf.Bytes(), s3res.ContentType("text/csv")); err != nil {
		return err
	}
	back, err := report.Read(ctx)
	if err != nil {
		return err
	}
	lines := strings.Split(strings.TrimSpace(string(back)), "\n")
	fmt.Println(lines[0], len(lines))
	return nil
}

// END
