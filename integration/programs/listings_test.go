package programs_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	ebtypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/waiters"
)

var ctx = context.Background()

func reservation(instances ...types.Instance) types.Reservation {
	return types.Reservation{Instances: instances}
}

func instance(id string, tags ...string) types.Instance {
	i := types.Instance{InstanceId: &id}
	for _, t := range tags {
		i.Tags = append(i.Tags, types.Tag{Key: &t})
	}
	return i
}

func instances(client *ec2.Client) collections.Collection[types.Instance] {
	return collections.List[types.Instance](client.DescribeInstances, nil).Collection
}

// Untagged instances, over pages and reservations, fifty at a time.
func Example_untaggedInstances() {
	cloud := awstest.New(nil)
	awstest.Pages[ec2.DescribeInstancesInput](cloud,
		&ec2.DescribeInstancesOutput{Reservations: []types.Reservation{reservation(instance("i-1", "Name"), instance("i-2")), reservation(instance("i-3"))}},
		&ec2.DescribeInstancesOutput{}, // a filter left nothing of this page
		&ec2.DescribeInstancesOutput{Reservations: []types.Reservation{reservation(instance("i-4"), instance("i-5", "Name"))}},
	)
	client := ec2.NewFromConfig(cloud.Config())

	untagged := instances(client).Filter(func(i types.Instance) bool { return len(i.Tags) == 0 }).Limit(500)
	for batch, err := range untagged.Batches(ctx, 2) {
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, i := range batch {
			fmt.Print(*i.InstanceId, " ")
		}
		fmt.Println("a batch of", len(batch))
	}
	names, err := collections.Map(untagged, func(i types.Instance) string { return *i.InstanceId }).Collect(ctx)
	fmt.Println(names, err)
	// Output:
	// i-2 i-3 a batch of 2
	// i-4 a batch of 1
	// [i-2 i-3 i-4] <nil>
}

// EventBridge has no paginator in the SDK.
func Example_rulesWithoutAPaginator() {
	cloud := awstest.New(nil)
	awstest.Pages[eventbridge.ListRulesInput](cloud,
		&eventbridge.ListRulesOutput{Rules: []ebtypes.Rule{{Name: aws.String("nightly")}, {Name: aws.String("weekly")}}},
		&eventbridge.ListRulesOutput{Rules: []ebtypes.Rule{{Name: aws.String("monthly")}}},
	)
	client := eventbridge.NewFromConfig(cloud.Config())

	for rule, err := range paginate.List[ebtypes.Rule](ctx, client.ListRules, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(*rule.Name)
	}
	// Output:
	// nightly
	// weekly
	// monthly
}

// The request is changed with its own type; the base stays as it was.
func Example_objectsUnderAPrefix() {
	cloud := awstest.New(nil)
	awstest.On(cloud, func(_ context.Context, in *s3.ListObjectsV2Input) (*s3.ListObjectsV2Output, error) {
		return &s3.ListObjectsV2Output{Contents: []s3types.Object{{Key: aws.String(aws.ToString(in.Prefix) + "one")}}}, nil
	})
	client := s3.NewFromConfig(cloud.Config())

	objects := collections.List[s3types.Object](client.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: aws.String("logs")})
	year := objects.With(func(in *s3.ListObjectsV2Input) { in.Prefix = aws.String("2026/") })
	for _, c := range []collections.Source[s3types.Object]{objects, year} {
		keys, err := collections.Map(c, func(o s3types.Object) string { return *o.Key }).Collect(ctx)
		fmt.Println(keys, err)
	}
	// Output:
	// [one] <nil>
	// [2026/one] <nil>
}

// Any SDK waiter, with its modelled states and an end known in advance.
func Example_functionThatNeverGetsActive() {
	cloud := awstest.New(nil)
	awstest.On(cloud, func(context.Context, *lambda.GetFunctionInput) (*lambda.GetFunctionOutput, error) {
		return &lambda.GetFunctionOutput{Configuration: &lambdatypes.FunctionConfiguration{
			State: lambdatypes.StateFailed, StateReason: aws.String("the image is not there"),
		}}, nil
	})
	client := lambda.NewFromConfig(cloud.Config())

	_, err := waiters.Wait(ctx, lambda.NewFunctionActiveV2Waiter(client), &lambda.GetFunctionInput{FunctionName: aws.String("report")},
		waiters.Options{Max: 5 * time.Minute, Reserve: 10 * time.Second})
	if failed, ok := errors.AsType[*waiters.FailedError](err); ok {
		fmt.Println(failed.State, "-", failed.Reason, "-", failed.Attempts)
	}
	// Output: Failed - the image is not there - 1
}
