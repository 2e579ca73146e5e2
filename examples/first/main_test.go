package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/session"
)

func Example_untagged() {
	cloud := awstest.New(nil)
	instance := func(id string, tags ...types.Tag) types.Instance {
		return types.Instance{InstanceId: &id, InstanceType: types.InstanceTypeT3Micro, Tags: tags}
	}
	tag := func(key, value string) types.Tag { return types.Tag{Key: &key, Value: &value} }
	awstest.Return[ec2.DescribeInstancesInput](cloud, &ec2.DescribeInstancesOutput{Reservations: []types.Reservation{
		{Instances: []types.Instance{instance("i-1", tag("Owner", "ann")), instance("i-2", tag("Name", "web"))}},
		{Instances: []types.Instance{instance("i-3", tag("Name", "db"))}},
	}})
	sess, err := session.FromConfig(context.Background(), cloud.Config(), session.Options{Writes: session.ReadOnly})
	if err == nil {
		err = untagged(context.Background(), sess)
	}
	fmt.Println(err, aws.ToString(awstest.Calls[ec2.DescribeInstancesInput](cloud)[0].Filters[0].Name))
	// Output:
	// i-2 t3.micro web
	// i-3 t3.micro db
	// <nil> instance-state-name
}
