package raw

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

var accounts = []string{"111122223333", "444455556666"}

// BEGIN
func J04(ctx context.Context, cfg aws.Config) error {
	for _, account := range accounts {
		in := cfg.Copy()
		in.Credentials = aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(sts.NewFromConfig(cfg), "arn:aws:iam::"+account+":role/Audit"))
		client := s3.NewFromConfig(in, func(o *s3.Options) { o.UsePathStyle = true })
		p := s3.NewListBucketsPaginator(client, &s3.ListBucketsInput{})
		for p.HasMorePages() {
			page, err := p.NextPage(ctx)
			if err != nil {
				return fmt.Errorf("%s: %w", account, err)
			}
			for _, b := range page.Buckets {
				region, err := regionOf(ctx, client, b.Name)
				if err != nil {
					return fmt.Errorf("%s: %s: %w", account, *b.Name, err)
				}
				client := s3.NewFromConfig(in, func(o *s3.Options) { o.Region, o.UsePathStyle = region, true })
				size, err := sizeOf(ctx, client, b.Name)
				if err != nil {
					return fmt.Errorf("%s: %s: %w", account, *b.Name, err)
				}
				blocked, err := publicAccessBlocked(ctx, client, b.Name)
				if err != nil {
					return fmt.Errorf("%s: %s: %w", account, *b.Name, err)
				}
				fmt.Println(account, *b.Name, region, size, blocked)
			}
		}
	}
	return nil
}

func regionOf(ctx context.Context, client *s3.Client, bucket *string) (string, error) {
	out, err := client.GetBucketLocation(ctx, &s3.GetBucketLocationInput{Bucket: bucket})
	if err != nil {
		return "", err
	}
	switch out.LocationConstraint {
	case "":
		return "us-east-1", nil
	case types.BucketLocationConstraintEu:
		return "eu-west-1", nil
	}
	return string(out.LocationConstraint), nil
}

func sizeOf(ctx context.Context, client *s3.Client, bucket *string) (int64, error) {
	var size int64
	p := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: bucket})
	for p.HasMorePages() {
		page, err := p.NextPage(ctx)
		if err != nil {
			return 0, err
		}
		for _, o := range page.Contents {
			size += aws.ToInt64(o.Size)
		}
	}
	return size, nil
}

func publicAccessBlocked(ctx context.Context, client *s3.Client, bucket *string) (bool, error) {
	out, err := client.GetPublicAccessBlock(ctx, &s3.GetPublicAccessBlockInput{Bucket: bucket})
	var api smithy.APIError
	if errors.As(err, &api) && api.ErrorCode() == "NoSuchPublicAccessBlockConfiguration" {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	c := out.PublicAccessBlockConfiguration
	return aws.ToBool(c.BlockPublicAcls) && aws.ToBool(c.IgnorePublicAcls) && aws.ToBool(c.BlockPublicPolicy) && aws.ToBool(c.RestrictPublicBuckets), nil
}

// END
