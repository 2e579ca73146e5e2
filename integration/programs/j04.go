package programs

import (
	"context"
	"fmt"

	"github.com/awsessentials/essentials/resources/s3res"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
)

var accounts = []string{"111122223333", "444455556666"}

// BEGIN

// J04 lists the buckets of accounts with their region and size, and whether
// public access is blocked.
func J04(ctx context.Context, sess *session.Session) error {
	targets := across.Targets(accounts, nil, sess.RoleIn("Audit"))
	for r := range across.Run(ctx, sess, targets, buckets, across.Options{Ordered: true}) {
		if r.Err != nil {
			return r.Err
		}
		fmt.Print(r.Value)
	}
	return nil
}

func buckets(ctx context.Context, sess *session.Session, t session.Target) (report string, err error) {
	err = s3res.Open(sess).Buckets().Do(ctx, func(b *s3res.Bucket) error {
		region, err := b.Region(ctx)
		if err != nil {
			return err
		}
		b = s3res.Open(sess.In(region)).Bucket(b.Name)
		size, err := b.Objects("").Size(ctx)
		if err != nil {
			return err
		}
		blocked, err := b.PublicAccessBlocked(ctx)
		report += fmt.Sprintln(t.Account, b.Name, region, size, blocked)
		return err
	})
	return report, err
}

// END
