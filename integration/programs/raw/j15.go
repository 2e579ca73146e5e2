package raw

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// BEGIN
func J15(ctx context.Context, cfg aws.Config) error {
	client := s3.NewFromConfig(cfg)
	bucket := aws.String("events")
	total := map[string]int{}
	p := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: bucket, Prefix: aws.String("in/")})
	for p.HasMorePages() {
		page, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, o := range page.Contents {
			if !strings.HasSuffix(*o.Key, ".json") {
				continue
			}
			obj, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: o.Key})
			if err != nil {
				return err
			}
			var event struct{ Bytes int }
			err = json.NewDecoder(obj.Body).Decode(&event)
			obj.Body.Close()
			if err != nil {
				return err
			}
			total[strings.Split(*o.Key, "/")[1]] += event.Bytes
		}
	}
	sum, err := json.Marshal(total)
	if err != nil {
		return err
	}
	key := aws.String("out/sum.json")
	if _, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: bytes.NewReader(sum), ContentType: aws.String("application/json")}); err != nil {
		return err
	}
	url, err := s3.NewPresignClient(client).PresignGetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key}, s3.WithPresignExpires(time.Hour))
	if err != nil {
		return err
	}
	fmt.Println(len(total), strings.Contains(url.URL, "X-Amz-Expires=3600"))
	return nil
}

// END
