package programs

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources/rdsres"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/waiters"
)

// BEGIN

// J11 copies the manual snapshots that are missing in another region, and
// deletes copies there whose source is gone.
func J11(ctx context.Context, sess *session.Session) error {
	there, manual, sources := rdsres.Open(sess.In("eu-west-1")), rdsres.Filter("snapshot-type", "manual"), map[string]bool{}
	for snap, err := range rdsres.Open(sess).Snapshots(manual).All(ctx) {
		if err != nil {
			return err
		}
		name := "copy-" + snap.ID
		sources[name] = true
		made, err := snap.CopyTo(ctx, there, name, func(in *rds.CopyDBSnapshotInput) { in.CopyTags = aws.Bool(true) })
		if awserr.IsAlreadyExists(err) {
			continue
		}
		if err == nil {
			err = made.WaitUntilAvailable(ctx, waiters.Options{Max: time.Hour})
		}
		if err != nil {
			return err
		}
		fmt.Println("copied", name)
	}
	gone := there.Snapshots(manual).Filter(func(s *rdsres.Snapshot) bool { return strings.HasPrefix(s.ID, "copy-") && !sources[s.ID] })
	return gone.Do(ctx, func(s *rdsres.Snapshot) error {
		_, err := s.Delete(ctx)
		if err == nil {
			fmt.Println("deleted", s.ID)
		}
		return err
	})
}

// END
