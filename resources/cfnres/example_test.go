package cfnres_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/cfnres"
	"github.com/awsessentials/essentials/waiters"
)

// openCloudFormation returns the resources of a small cloud, in place of
// cfnres.Open(sess).
func openCloudFormation() *cfnres.CloudFormation {
	cloud := awstest.New(nil)
	awstest.Return[cloudformation.CreateStackInput](cloud, &cloudformation.CreateStackOutput{})
	awstest.Return[cloudformation.DescribeStacksInput](cloud, &cloudformation.DescribeStacksOutput{Stacks: []types.Stack{{
		StackName: aws.String("app"), StackStatus: types.StackStatusCreateComplete, Outputs: []types.Output{{OutputKey: aws.String("URL"), OutputValue: aws.String("https://app.example.com")}},
	}}})
	return cfnres.New(cloudformation.NewFromConfig(cloud.Config()))
}

// Create a stack, wait for it, and read its outputs.
func ExampleStack_WaitUntilCreated() {
	ctx := context.Background()
	template := `{"Resources": {}}`
	stack, err := openCloudFormation().CreateStack(ctx, "app", func(in *cloudformation.CreateStackInput) { in.TemplateBody = &template })
	if err != nil {
		log.Fatal(err)
	}
	if err := stack.WaitUntilCreated(ctx, waiters.Options{Max: 30 * time.Minute}); err != nil {
		log.Fatal(err)
	}
	fmt.Println(stack.Outputs()["URL"])
	// Output: https://app.example.com
}
