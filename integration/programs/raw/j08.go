package raw

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/aws/smithy-go"
)

const template = `{"Parameters": {"Env": {"Type": "String"}},
 "Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Fn::Sub": "${AWS::StackName}-${Env}"}}}},
 "Outputs": {"Topic": {"Value": {"Ref": "Topic"}}, "Env": {"Value": {"Ref": "Env"}}}}`

var stacks = []string{"new", "old", "same"}

// BEGIN
func J08(ctx context.Context, cfg aws.Config) error {
	client := cloudformation.NewFromConfig(cfg)
	for _, name := range stacks {
		if err := deploy(ctx, client, name); err != nil {
			return errors.Join(err, printFailed(ctx, client, name))
		}
		out, err := client.DescribeStacks(ctx, &cloudformation.DescribeStacksInput{StackName: &name})
		if err != nil {
			return err
		}
		outputs := out.Stacks[0].Outputs
		slices.SortFunc(outputs, func(a, b types.Output) int { return cmp.Compare(*a.OutputKey, *b.OutputKey) })
		for _, o := range outputs {
			fmt.Println(name, *o.OutputKey, *o.OutputValue)
		}
	}
	return nil
}

func deploy(ctx context.Context, client *cloudformation.Client, name string) error {
	describe := &cloudformation.DescribeStacksInput{StackName: &name}
	parameters := []types.Parameter{{ParameterKey: aws.String("Env"), ParameterValue: aws.String("prod")}}
	_, err := client.CreateStack(ctx, &cloudformation.CreateStackInput{StackName: &name, TemplateBody: aws.String(template), Parameters: parameters})
	if err == nil {
		return cloudformation.NewStackCreateCompleteWaiter(client).Wait(ctx, describe, time.Hour)
	}
	var exists *types.AlreadyExistsException
	if !errors.As(err, &exists) {
		return err
	}
	_, err = client.UpdateStack(ctx, &cloudformation.UpdateStackInput{StackName: &name, TemplateBody: aws.String(template), Parameters: parameters})
	var api smithy.APIError
	if errors.As(err, &api) && strings.Contains(api.ErrorMessage(), "No updates are to be performed") {
		return nil
	}
	if err != nil {
		return err
	}
	return cloudformation.NewStackUpdateCompleteWaiter(client).Wait(ctx, describe, time.Hour)
}

func printFailed(ctx context.Context, client *cloudformation.Client, name string) error {
	p := cloudformation.NewDescribeStackEventsPaginator(client, &cloudformation.DescribeStackEventsInput{StackName: &name})
	for p.HasMorePages() {
		page, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, e := range page.StackEvents {
			if strings.HasSuffix(string(e.ResourceStatus), "_FAILED") {
				fmt.Println(aws.ToString(e.LogicalResourceId), e.ResourceStatus, aws.ToString(e.ResourceStatusReason))
			}
		}
	}
	return nil
}

// END
