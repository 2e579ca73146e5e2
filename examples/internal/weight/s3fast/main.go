// S3fast is ../raws3fast with s3fast.Decode.
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awsessentials/essentials/resources/s3fast"
)

func main() {
	ctx := context.Background()
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		log.Fatal(err)
	}
	pages := s3.NewListObjectsV2Paginator(s3.NewFromConfig(cfg, s3fast.Decode), &s3.ListObjectsV2Input{Bucket: aws.String("b")})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			log.Fatal(err)
		}
		for _, object := range page.Contents {
			fmt.Println(*object.Key)
		}
	}
}
