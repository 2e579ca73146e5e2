package programs

import (
	"context"
	"fmt"

	"github.com/awsessentials/essentials/resources/s3res"
	"github.com/awsessentials/essentials/session"
)

// BEGIN

// J05 deletes all versions and markers below a prefix.
func J05(ctx context.Context, sess *session.Session) error {
	n, err := s3res.Open(sess).Bucket("logs").ObjectVersions("old/").Delete(ctx)
	fmt.Println(n, "deleted")
	return err
}

// END
