// Rawec2five lists five kinds of resources and tags them.
package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

func main() {
	ctx := context.Background()
	api := ec2.NewFromConfig(aws.Config{Region: "us-east-1"})
	tags := []types.Tag{{Key: aws.String("seen")}}
	{
		var ids []string
		p := ec2.NewDescribeInstancesPaginator(api, &ec2.DescribeInstancesInput{})
		for p.HasMorePages() {
			out, err := p.NextPage(ctx)
			if err != nil {
				fmt.Println(err)
				return
			}
			for _, r := range out.Reservations {
				for _, i := range r.Instances {
					ids = append(ids, *i.InstanceId)
				}
			}
		}
		fmt.Println(api.CreateTags(ctx, &ec2.CreateTagsInput{Resources: ids, Tags: tags}))
	}
	{
		var ids []string
		p := ec2.NewDescribeVolumesPaginator(api, &ec2.DescribeVolumesInput{})
		for p.HasMorePages() {
			out, err := p.NextPage(ctx)
			if err != nil {
				fmt.Println(err)
				return
			}
			for _, i := range out.Volumes {
				ids = append(ids, *i.VolumeId)
			}
		}
		fmt.Println(api.CreateTags(ctx, &ec2.CreateTagsInput{Resources: ids, Tags: tags}))
	}
	{
		var ids []string
		p := ec2.NewDescribeSnapshotsPaginator(api, &ec2.DescribeSnapshotsInput{})
		for p.HasMorePages() {
			out, err := p.NextPage(ctx)
			if err != nil {
				fmt.Println(err)
				return
			}
			for _, i := range out.Snapshots {
				ids = append(ids, *i.SnapshotId)
			}
		}
		fmt.Println(api.CreateTags(ctx, &ec2.CreateTagsInput{Resources: ids, Tags: tags}))
	}
	{
		var ids []string
		p := ec2.NewDescribeImagesPaginator(api, &ec2.DescribeImagesInput{})
		for p.HasMorePages() {
			out, err := p.NextPage(ctx)
			if err != nil {
				fmt.Println(err)
				return
			}
			for _, i := range out.Images {
				ids = append(ids, *i.ImageId)
			}
		}
		fmt.Println(api.CreateTags(ctx, &ec2.CreateTagsInput{Resources: ids, Tags: tags}))
	}
	{
		var ids []string
		p := ec2.NewDescribeSecurityGroupsPaginator(api, &ec2.DescribeSecurityGroupsInput{})
		for p.HasMorePages() {
			out, err := p.NextPage(ctx)
			if err != nil {
				fmt.Println(err)
				return
			}
			for _, i := range out.SecurityGroups {
				ids = append(ids, *i.GroupId)
			}
		}
		fmt.Println(api.CreateTags(ctx, &ec2.CreateTagsInput{Resources: ids, Tags: tags}))
	}
}
