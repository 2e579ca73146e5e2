// Ec2five is ../rawec2five with ec2res.
package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/resources/ec2res"
)

func main() {
	ctx := context.Background()
	api := ec2res.New(ec2.NewFromConfig(aws.Config{Region: "us-east-1"}))
	tags := []types.Tag{{Key: aws.String("seen")}}
	for r, err := range api.Instances().All(ctx) {
		fmt.Println(r, err)
	}
	fmt.Println(api.Instances().CreateTags(ctx, tags))
	for r, err := range api.Volumes().All(ctx) {
		fmt.Println(r, err)
	}
	fmt.Println(api.Volumes().CreateTags(ctx, tags))
	for r, err := range api.Snapshots().All(ctx) {
		fmt.Println(r, err)
	}
	fmt.Println(api.Snapshots().CreateTags(ctx, tags))
	for r, err := range api.Images().All(ctx) {
		fmt.Println(r, err)
	}
	fmt.Println(api.Images().CreateTags(ctx, tags))
	for r, err := range api.SecurityGroups().All(ctx) {
		fmt.Println(r, err)
	}
	fmt.Println(api.SecurityGroups().CreateTags(ctx, tags))
}
