// Raws3 deletes the objects of a page with the client of a session.
package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/session"
)

func main() {
	ctx := context.Background()
	sess, err := session.New(ctx, session.Options{Profile: "p"})
	if err != nil {
		fmt.Println(err)
		return
	}
	client := session.Client(sess, s3.NewFromConfig)
	p := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: aws.String("b")})
	for p.HasMorePages() {
		out, err := p.NextPage(ctx)
		if err != nil {
			fmt.Println(err)
			return
		}
		var objects []types.ObjectIdentifier
		for _, o := range out.Contents {
			objects = append(objects, types.ObjectIdentifier{Key: o.Key})
		}
		fmt.Println(client.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: aws.String("b"), Delete: &types.Delete{Objects: objects}}))
	}
}
