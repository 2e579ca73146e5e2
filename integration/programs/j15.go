package programs

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/awsessentials/essentials/resources/s3res"
	"github.com/awsessentials/essentials/session"
)

// BEGIN

// J15 sums a field of all JSON objects by day, and gives a URL of the result.
func J15(ctx context.Context, sess *session.Session) error {
	bucket, total := s3res.Open(sess).Bucket("events"), map[string]int{}
	events := bucket.Objects("in/").Filter(func(obj *s3res.Object) bool { return strings.HasSuffix(obj.Key, ".json") })
	err := events.Do(ctx, func(obj *s3res.Object) error {
		var event struct{ Bytes int }
		err := obj.ReadJSON(ctx, &event)
		total[strings.Split(obj.Key, "/")[1]] += event.Bytes
		return err
	})
	if err != nil {
		return err
	}
	sum := bucket.Object("out/sum.json")
	if err := sum.WriteJSON(ctx, total); err != nil {
		return err
	}
	url, err := sum.PresignGet(ctx, time.Hour)
	fmt.Println(len(total), strings.Contains(url, "X-Amz-Expires=3600"))
	return err
}

// END
