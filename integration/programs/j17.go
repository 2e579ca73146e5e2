package programs

import (
	"context"
	"fmt"
	"path"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources/logsres"
	"github.com/awsessentials/essentials/resources/ssmres"
	"github.com/awsessentials/essentials/session"
)

// BEGIN

// J17 sets the retention of log groups without one, and prints parameters.
func J17(ctx context.Context, sess *session.Session) error {
	forever := logsres.Open(sess).Groups("").Filter(func(g *logsres.Group) bool { return g.Data.RetentionInDays == nil })
	report, err := forever.ForEach(ctx, func(ctx context.Context, g *logsres.Group) error {
		_, err := g.PutRetention(ctx, 30)
		return err
	}, collections.ForEachOptions{})
	if err != nil {
		return err
	}
	fmt.Println(report.Done, "set")
	return ssmres.Open(sess).Parameters("/app/prod/").Do(ctx, func(p *ssmres.Parameter) error {
		fmt.Println(path.Base(p.Name) + "=" + *p.Data.Value)
		return nil
	})
}

// END
