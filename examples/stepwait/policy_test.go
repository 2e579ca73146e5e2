package main

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/examples/internal/templates"
)

func TestTheTemplateAllowsWhatIsCalled(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[cloudformation.DescribeStacksInput](cloud, &cloudformation.DescribeStacksOutput{
		Stacks: []types.Stack{{StackName: aws.String("shop"), StackStatus: types.StackStatusCreateComplete}},
	})
	_, err := poller{cloudformation.NewFromConfig(cloud.Config())}.poll(t.Context(), state{Stack: "shop"})
	require.NoError(t, err)

	templates.Check(t, cloud.Policy(), templates.Policy(t, "template.yaml", nil))
}
