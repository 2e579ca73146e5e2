// S3 is ../raws3 with s3res.
package main

import (
	"context"
	"fmt"

	"github.com/awsessentials/essentials/resources/s3res"
	"github.com/awsessentials/essentials/session"
)

func main() {
	ctx := context.Background()
	sess, err := session.New(ctx, session.Options{Profile: "p"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s3res.Open(sess).Bucket("b").Objects("").Delete(ctx))
}
