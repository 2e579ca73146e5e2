package programs

import (
	"context"
	"fmt"
	"time"

	"github.com/awsessentials/essentials/resources/logsres"
	"github.com/awsessentials/essentials/session"
)

const query = "fields @logStream, @message | sort @timestamp desc | limit 3"

// BEGIN

// J16 prints the latest messages of every log group below a prefix.
func J16(ctx context.Context, sess *session.Session) error {
	now := time.Now()
	return logsres.Open(sess).Groups("/app/").Do(ctx, func(g *logsres.Group) error {
		rows, err := g.Query(ctx, query, now.Add(-time.Hour), now)
		for _, row := range rows {
			fmt.Println(g.Name, row["@logStream"], row["@message"])
		}
		return err
	})
}

// END
