package programs

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/awsessentials/essentials/resources/dynamores"
	"github.com/awsessentials/essentials/resources/sqsres"
	"github.com/awsessentials/essentials/session"
)

// BEGIN

// J07 drains a queue of JSON orders into a table. What is no JSON comes again,
// and ends in the dead-letter queue.
func J07(ctx context.Context, sess *session.Session) error {
	queue, err := sqsres.Open(sess).GetQueueByName(ctx, "orders")
	if err != nil {
		return err
	}
	table, saved := dynamores.Open(sess).Table("orders"), 0
	for m, err := range queue.Messages(ctx, sqsres.ReceiveOptions{Wait: time.Second, Visibility: 2 * time.Minute}) {
		if err != nil {
			return err
		}
		var order map[string]any
		if json.Unmarshal([]byte(m.Body()), &order) != nil {
			fmt.Println("left", m.Body())
			continue
		}
		if err := table.Put(ctx, order); err != nil {
			return err
		}
		m.Delete()
		saved++
	}
	fmt.Println("saved", saved)
	return nil
}

// END
