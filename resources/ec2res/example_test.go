package ec2res_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/waiters"
)

// openEC2 returns the resources of a small cloud, in place of ec2res.Open(sess).
func openEC2() *ec2res.EC2 {
	cloud := awstest.New(nil)
	awstest.Return[ec2.DescribeInstancesInput](cloud, &ec2.DescribeInstancesOutput{Reservations: []types.Reservation{{Instances: []types.Instance{
		{InstanceId: aws.String("i-1"), State: &types.InstanceState{Name: types.InstanceStateNameRunning}, Tags: ec2res.TagList(map[string]string{"Owner": "ann"})},
		{InstanceId: aws.String("i-2"), State: &types.InstanceState{Name: types.InstanceStateNameRunning}},
	}}}})
	awstest.Return[ec2.StopInstancesInput](cloud, &ec2.StopInstancesOutput{})
	awstest.Return[ec2.StartInstancesInput](cloud, &ec2.StartInstancesOutput{})
	awstest.Return[ec2.CreateTagsInput](cloud, &ec2.CreateTagsOutput{})
	return ec2res.New(ec2.NewFromConfig(cloud.Config()))
}

// Stop the running instances that nobody owns.
func ExampleInstances_Stop() {
	ec2s := openEC2()
	n, err := ec2s.Instances(ec2res.Filter("instance-state-name", "running")).
		Filter(func(i *ec2res.Instance) bool { return i.Tag("Owner") == "" }).
		Stop(context.Background())
	fmt.Println(n, err)
	// Output: 1 <nil>
}

// Start an instance and wait for it.
func ExampleInstance_WaitUntilRunning() {
	ctx := context.Background()
	inst := openEC2().Instance("i-1")
	if _, err := inst.Start(ctx); err != nil {
		log.Fatal(err)
	}
	if err := inst.WaitUntilRunning(ctx, waiters.Options{Max: 5 * time.Minute}); err != nil {
		log.Fatal(err)
	}
	fmt.Println(inst.Data.State.Name)
	// Output: running
}

// Tag everything at once.
func ExampleInstances_CreateTags() {
	n, err := openEC2().Instances().CreateTags(context.Background(), ec2res.TagList(map[string]string{"Team": "data"}))
	fmt.Println(n, err)
	// Output: 2 <nil>
}

// A test needs no mock of a whole client: a fake of what is called will do.
func ExampleNewFrom() {
	fake := &stopper{}
	_, err := ec2res.NewFrom(fake).Instance("i-1").Stop(context.Background())
	fmt.Println(fake.stopped, err)
	// Output: [i-1] <nil>
}
