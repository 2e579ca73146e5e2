package programs

import (
	"context"
	"fmt"
	"time"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/session"
)

const days = -1

// BEGIN

// J02 deletes own snapshots that are old and that no own image uses.
func J02(ctx context.Context, sess *session.Session) error {
	ec2s, cutoff, deleted := ec2res.Open(sess), time.Now().AddDate(0, 0, -days), 0
	used, err := ec2s.Images().OwnedBy("self").BySnapshot(ctx)
	if err != nil {
		return err
	}
	for snap, err := range ec2s.Snapshots().OwnedBy("self").All(ctx) {
		if err != nil {
			return err
		}
		if !snap.Data.StartTime.Before(cutoff) || used[snap.ID] != nil || snap.Tag("keep") == "true" {
			continue
		}
		if _, err := snap.Delete(ctx); err == nil {
			deleted++
		} else if code := awserr.Code(err); code != "" {
			fmt.Println("skipped", snap.ID, code)
		} else {
			return err
		}
	}
	fmt.Println("deleted", deleted)
	return nil
}

// END
