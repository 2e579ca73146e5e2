package programs

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"

	"github.com/awsessentials/essentials/resources/rdsres"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/waiters"
)

// BEGIN

// J11 copies the manual snapshots that are missing in another region, and
// deletes copies there whose source is gone.
func J11(ctx context.Context, sess *session.Session) error {
	here, there := rdsres.Open(sess), rdsres.Open(sess.In("eu-west-1"))
	copies, sources := map[string]bool{}, map[string]bool{}
	err := there.Snapshots(rdsres.Filter("snapshot-type", "manual")).Do(ctx, func(s *rdsres.Snapshot) error {
		copies[s.ID] = strings.HasPrefix(s.ID, "copy-")
		return nil
	})
	if err != nil {
		return err
	}
	for snap, err := range here.Snapshots(rdsres.Filter("snapshot-type", "manual")).All(ctx) {
		if err != nil {
			return err
		}
		name := "copy-" + snap.ID
		if sources[name] = true; copies[name] {
			continue
		}
		made, err := snap.CopyTo(ctx, there, name, func(in *rds.CopyDBSnapshotInput) { in.CopyTags = aws.Bool(true) })
		if err != nil {
			return err
		}
		if err := made.WaitUntilAvailable(ctx, waiters.Options{Max: time.Hour}); err != nil {
			return err
		}
		fmt.Println("copied", name)
	}
	for name, mine := range copies {
		if !mine || sources[name] {
			continue
		}
		if _, err := there.Snapshot(name).Delete(ctx); err != nil {
			return err
		}
		fmt.Println("deleted", name)
	}
	return nil
}

// END
