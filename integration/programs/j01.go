package programs

import (
	"context"
	"fmt"

	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/session"
)

var regions = []string{"us-east-1", "eu-west-1"}

// BEGIN

// J01 stops running instances without an Owner tag, in some regions.
func J01(ctx context.Context, sess *session.Session) error {
	for _, region := range regions {
		n, err := ec2res.Open(sess.In(region)).Instances(ec2res.Filter("instance-state-name", "running")).
			Filter(func(i *ec2res.Instance) bool { return i.Tag("Owner") == "" }).Stop(ctx)
		if err != nil {
			return err
		}
		fmt.Println(region, n)
	}
	return nil
}

// END
