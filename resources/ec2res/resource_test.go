package ec2res_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/waiters"
)

// inState is the answer to DescribeInstances for one instance.
func inState(id string, state types.InstanceStateName) *ec2.DescribeInstancesOutput {
	return &ec2.DescribeInstancesOutput{Reservations: []types.Reservation{{Instances: []types.Instance{{
		InstanceId: &id, State: &types.InstanceState{Name: state}, VpcId: aws.String("vpc-1"),
		Placement:         &types.Placement{GroupName: aws.String("pg")},
		NetworkInterfaces: []types.InstanceNetworkInterface{{NetworkInterfaceId: aws.String("eni-1")}},
	}}}}}
}

func TestR4DataIsLoadedOnce(t *testing.T) {
	cloud := awstest.New(t)
	cloud.SetLatency(10 * time.Millisecond)
	awstest.Return[ec2.DescribeInstancesInput](cloud, inState("i-1", types.InstanceStateNameRunning)).Times(1)
	inst := ec2res.New(ec2.NewFromConfig(cloud.Config())).Instance("i-1")
	assert.Nil(t, inst.Data)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			assert.NoError(t, inst.Load(t.Context()))
			assert.Equal(t, types.InstanceStateNameRunning, inst.Data.State.Name)
		})
	}
	all.Wait()
}

func TestACallerThatIsCancelledLeavesTheLoadToTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		cloud.SetLatency(time.Second)
		awstest.Return[ec2.DescribeInstancesInput](cloud, inState("i-1", types.InstanceStateNameRunning)).Times(1)
		inst := ec2res.New(ec2.NewFromConfig(cloud.Config())).Instance("i-1")
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		var all sync.WaitGroup
		all.Go(func() { assert.ErrorIs(t, inst.Load(ctx), context.DeadlineExceeded) })
		time.Sleep(time.Millisecond)
		all.Go(func() { assert.NoError(t, inst.Load(t.Context())) })
		waiting, stop := context.WithCancel(t.Context())
		all.Go(func() { assert.ErrorIs(t, inst.Load(waiting), context.Canceled) })
		time.Sleep(time.Millisecond)
		stop()
		all.Wait()
		assert.NotNil(t, inst.Data)
	})
}

func TestR9AnActionMakesDataStale(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.DescribeInstancesInput](cloud, inState("i-1", types.InstanceStateNameRunning), inState("i-1", types.InstanceStateNameStopping))
	awstest.Return[ec2.StopInstancesInput](cloud, &ec2.StopInstancesOutput{})
	awstest.Return[ec2.GetConsoleOutputInput](cloud, &ec2.GetConsoleOutputOutput{})
	inst := ec2res.New(ec2.NewFromConfig(cloud.Config())).Instance("i-1")
	require.NoError(t, inst.Load(t.Context()))

	_, err := inst.ConsoleOutput(t.Context())
	require.NoError(t, err)
	assert.False(t, inst.Stale(), "what only reads leaves Data fresh")

	_, err = inst.Stop(t.Context())
	require.NoError(t, err)
	assert.True(t, inst.Stale())
	assert.Equal(t, types.InstanceStateNameRunning, inst.Data.State.Name, "old data stays readable")
	require.NoError(t, inst.Load(t.Context()))
	assert.Equal(t, types.InstanceStateNameStopping, inst.Data.State.Name)
	assert.False(t, inst.Stale())
}

func TestR21AWaitRefreshesData(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud := awstest.New(t)
		awstest.Return[ec2.DescribeInstancesInput](cloud,
			inState("i-1", types.InstanceStateNameStopping), inState("i-1", types.InstanceStateNameStopped)).Times(2)
		awstest.Return[ec2.StopInstancesInput](cloud, &ec2.StopInstancesOutput{})
		inst := ec2res.New(ec2.NewFromConfig(cloud.Config())).Instance("i-1")
		_, err := inst.Stop(t.Context())
		require.NoError(t, err)
		require.NoError(t, inst.WaitUntilStopped(t.Context(), waiters.Options{Max: time.Hour}))
		assert.Equal(t, types.InstanceStateNameStopped, inst.Data.State.Name)
		assert.False(t, inst.Stale())
		require.NoError(t, inst.Load(t.Context()), "without a request")
	})
}

// What a wait saw that failed is not what Data says any more.
func TestR21AWaitThatFailsMakesDataStale(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.DescribeInstancesInput](cloud,
		inState("i-1", types.InstanceStateNamePending), inState("i-1", types.InstanceStateNameTerminated), inState("i-1", types.InstanceStateNameTerminated))
	inst := ec2res.New(ec2.NewFromConfig(cloud.Config())).Instance("i-1")
	require.NoError(t, inst.Load(t.Context()))
	assert.ErrorIs(t, inst.WaitUntilRunning(t.Context(), waiters.Options{Max: time.Hour}), waiters.ErrFailed)
	assert.True(t, inst.Stale())
	require.NoError(t, inst.Load(t.Context()))
	assert.Equal(t, types.InstanceStateNameTerminated, inst.Data.State.Name)
}

func TestR12ReferencesBelongToTheirElement(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.DescribeRouteTablesInput](cloud, &ec2.DescribeRouteTablesOutput{RouteTables: []types.RouteTable{{
		RouteTableId: aws.String("rtb-1"),
		Routes: []types.Route{ // boto3 drops the nulls of one list and pairs up what is left
			{DestinationIpv6CidrBlock: aws.String("::/0"), GatewayId: aws.String("igw-6")},
			{DestinationCidrBlock: aws.String("0.0.0.0/0"), GatewayId: aws.String("igw-4")},
		},
	}}})
	table := ec2res.New(ec2.NewFromConfig(cloud.Config())).RouteTable("rtb-1")
	require.NoError(t, table.Load(t.Context()))
	routes := table.Routes()
	require.Len(t, routes, 2)
	assert.Equal(t, "", routes[0].DestinationCidrBlock)
	assert.Equal(t, "igw-6", *routes[0].Data.GatewayId)
	assert.Equal(t, "0.0.0.0/0", routes[1].DestinationCidrBlock)
	assert.Equal(t, "igw-4", *routes[1].Data.GatewayId)
	_, err := routes[0].Delete(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid, "no request with an empty destination")
}

func TestR14References(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.DescribeInstancesInput](cloud, inState("i-1", types.InstanceStateNameRunning))
	inst := ec2res.New(ec2.NewFromConfig(cloud.Config())).Instance("i-1")
	assert.Nil(t, inst.Vpc(), "nothing is known yet")
	require.NoError(t, inst.Load(t.Context()))
	assert.Equal(t, "vpc-1", inst.Vpc().ID)
	assert.Equal(t, "pg", inst.PlacementGroup().Name)
	assert.Equal(t, "eni-1", inst.NetworkInterfaces()[0].ID)
	assert.Nil(t, inst.NetworkInterfaces()[0].Data, "a part of the data would be taken for the whole")
	assert.Nil(t, inst.Subnet())
	_, err := inst.Subnet().Delete(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
}

func TestR16FromTheResourceToItsClient(t *testing.T) {
	client := ec2.NewFromConfig(awstest.New(t).Config())
	inst := ec2res.New(client).Instance("i-1")
	assert.Same(t, client, inst.Client())
	assert.Same(t, inst.Service(), inst.Service().Vpc("vpc-1").Service())
}

// account is a session that knows its account.
type account struct {
	cfg aws.Config
	id  string
}

func (a account) Config() aws.Config { return a.cfg }
func (a account) Account() string    { return a.id }

func TestR17EqualityKnowsAccountAndRegion(t *testing.T) {
	cfg := awstest.New(t).Config()
	here := ec2res.Open(account{cfg, "111122223333"})
	there := ec2res.Open(account{cfg, "444455556666"})
	cfg.Region = "eu-west-1"
	elsewhere := ec2res.Open(account{cfg, "111122223333"})

	id := here.Instance("i-1").Identity()
	assert.Equal(t, id, here.Instance("i-1").Identity())
	assert.NotEqual(t, id, there.Instance("i-1").Identity(), "the account counts")
	assert.NotEqual(t, id, elsewhere.Instance("i-1").Identity(), "the region counts")
	assert.NotEqual(t, id, here.Vpc("i-1").Identity(), "the type counts")
	assert.NotEqual(t, here.Tag("a", "b", "c").Identity(), here.Tag("a, Key=b", "", "c").Identity())
}

func TestR18Texts(t *testing.T) {
	ec2s := ec2res.Open(account{awstest.New(t).Config(), "111122223333"})
	assert.Equal(t, "ec2.Instance(i-1)", fmt.Sprint(ec2s.Instance("i-1")))
	assert.Equal(t, `ec2.Tag(ResourceID=i-1, Key=Name, Value="a, b")`, fmt.Sprintf("%v", ec2s.Tag("i-1", "Name", "a, b")))
	var none *ec2res.Instance
	assert.Equal(t, "nil", none.String())
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Info("stopped", "instance", ec2s.Instance("i-1"))
	assert.Contains(t, b.String(), "instance.resource=ec2.Instance(i-1) instance.account=111122223333 instance.region=")
}

// stopper is a fake with the one method that a test needs.
type stopper struct{ stopped []string }

func (s *stopper) StopInstances(_ context.Context, in *ec2.StopInstancesInput, _ ...func(*ec2.Options)) (*ec2.StopInstancesOutput, error) {
	s.stopped = append(s.stopped, in.InstanceIds...)
	return &ec2.StopInstancesOutput{}, nil
}

func TestAFakeNeedsOnlyWhatIsCalled(t *testing.T) {
	fake := &stopper{}
	ec2s := ec2res.NewFrom(fake)
	_, err := ec2s.Instance("i-1").Stop(t.Context())
	require.NoError(t, err)
	some := collections.As[*ec2res.Instances](collections.Of(ec2s.Instance("i-2"), ec2s.Instance("i-3")))
	n, err := some.Stop(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	assert.Equal(t, []string{"i-1", "i-2", "i-3"}, fake.stopped)

	err = ec2s.Instance("i-1").Load(t.Context())
	assert.ErrorContains(t, err, "ec2.DescribeInstances: invalid client")
	assert.ErrorContains(t, err, "has no such method")
	_, err = ec2s.Vpcs().Collect(t.Context())
	assert.ErrorIs(t, err, awserr.ErrInvalid)
	assert.ErrorIs(t, ec2s.Instance("i-1").WaitUntilRunning(t.Context(), waiters.Options{Max: time.Second}), awserr.ErrInvalid)
}

func TestR2WrongArgumentsAreRefusedBeforeAnyRequest(t *testing.T) {
	ec2s := ec2res.New(ec2.NewFromConfig(awstest.New(t).Config())) // any request fails the test
	var nilInstance *ec2res.Instance
	var nilEC2 *ec2res.EC2
	var noContext context.Context
	for name, call := range map[string]func() error{
		"empty identifier":    func() error { return ec2s.Instance("").Load(t.Context()) },
		"nil context":         func() error { return ec2s.Instance("i-1").Load(noContext) },
		"nil context, action": func() error { _, err := ec2s.Instance("i-1").Stop(noContext); return err },
		"nil change":          func() error { _, err := ec2s.Instance("i-1").Stop(t.Context(), nil); return err },
		"nil resource":        func() error { _, err := nilInstance.Stop(t.Context()); return err },
		"zero resource":       func() error { return (&ec2res.Instance{ID: "i-1"}).Load(t.Context()) },
		"nil client":          func() error { _, err := ec2res.New(nil).Instance("i-1").Stop(t.Context()); return err },
		"nil session":         func() error { _, err := ec2res.Open(nil).Instances().Collect(t.Context()); return err },
		"nil service":         func() error { _, err := nilEC2.Instances().Count(t.Context()); return err },
		"empty parent":        func() error { _, err := ec2s.Vpc("").Instances().Collect(t.Context()); return err },
		"nil parent":          func() error { _, err := ec2s.Instance("i-1").Vpc().Subnets().Collect(t.Context()); return err },
		"zero service":        func() error { _, err := new(ec2res.EC2).CreateVpc(t.Context()); return err },
		"negative limit":      func() error { _, err := ec2s.Instances().Limit(-1).Stop(t.Context()); return err },
		"zero concurrency":    func() error { _, err := ec2s.Instances().Concurrency(0).Stop(t.Context()); return err },
		"zero resource in batch": func() error {
			_, err := collections.As[*ec2res.Instances](collections.Of(&ec2res.Instance{ID: "i"})).Stop(t.Context())
			return err
		},
		"nil resource in batch": func() error {
			_, err := collections.As[*ec2res.Instances](collections.Of(nilInstance)).Stop(t.Context())
			return err
		},
		"wait without a context": func() error { return ec2s.Instance("i-1").WaitUntilRunning(noContext, waiters.Options{}) },
	} {
		assert.NotPanics(t, func() { assert.ErrorIs(t, call(), awserr.ErrInvalid, name) }, name)
	}
}

func TestALoadThatFindsNothingIsNotFound(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.DescribeVpcsInput](cloud, &ec2.DescribeVpcsOutput{})
	err := ec2res.New(ec2.NewFromConfig(cloud.Config())).Vpc("vpc-1").Load(t.Context())
	assert.EqualError(t, err, "ec2.DescribeVpcs: ec2.Vpc(vpc-1): not found")
	assert.True(t, awserr.IsNotFound(err))
}

func TestR10ActionsReturnResources(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ec2.CreateVolumeInput](cloud, &ec2.CreateVolumeOutput{VolumeId: aws.String("vol-1"), Size: aws.Int32(8)})
	awstest.Return[ec2.CreateTagsInput](cloud, &ec2.CreateTagsOutput{})
	awstest.Return[ec2.CreateVpcInput](cloud, &ec2.CreateVpcOutput{})
	ec2s := ec2res.New(ec2.NewFromConfig(cloud.Config()))
	volume, err := ec2s.CreateVolume(t.Context(), func(in *ec2.CreateVolumeInput) { in.Size = aws.Int32(8) })
	require.NoError(t, err)
	assert.Equal(t, "vol-1", volume.ID)
	assert.EqualValues(t, 8, *volume.Data.Size, "the answer is the data, though it has another type")

	tags, err := volume.CreateTags(t.Context(), []types.Tag{{Key: aws.String("a"), Value: aws.String("1")}, {Key: aws.String("b"), Value: aws.String("2")}})
	require.NoError(t, err)
	require.Len(t, tags, 2)
	assert.Equal(t, `ec2.Tag(ResourceID=vol-1, Key=b, Value=2)`, tags[1].String())

	_, err = ec2s.CreateVpc(t.Context())
	assert.EqualError(t, err, "ec2.CreateVpc: the answer has no Vpc", "R11: an empty answer is an error, not a nil resource")
}

func TestTagsOfSeveralResourcesAreDeletedOneTagARequest(t *testing.T) {
	cloud := awstest.New(t)
	var calls []string
	awstest.On(cloud, func(_ context.Context, in *ec2.DeleteTagsInput) (*ec2.DeleteTagsOutput, error) {
		calls = append(calls, fmt.Sprint(in.Resources, *in.Tags[0].Key, len(in.Tags)))
		return &ec2.DeleteTagsOutput{}, nil
	})
	ec2s := ec2res.New(ec2.NewFromConfig(cloud.Config()))
	tags := collections.As[*ec2res.Tags](collections.Of(ec2s.Tag("i-1", "a", ""), ec2s.Tag("i-2", "b", ""), ec2s.Tag("i-3", "a", "")))
	n, err := tags.Delete(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 3, n)
	assert.Equal(t, []string{"[i-1 i-3]a1", "[i-2]b1"}, calls, "boto3 would take both tags from all three")
}

func TestAPanicInALoadReachesItsCallerAndFreesTheOthers(t *testing.T) {
	calls := 0
	ec2s := ec2res.NewFrom(describer(func() (*ec2.DescribeVpcsOutput, error) {
		if calls++; calls == 1 {
			panic("boom")
		}
		return nil, errors.New("second")
	}))
	vpc := ec2s.Vpc("vpc-1")
	assert.PanicsWithValue(t, "boom", func() { _ = vpc.Load(t.Context()) })
	assert.EqualError(t, vpc.Load(t.Context()), "second")
}

type describer func() (*ec2.DescribeVpcsOutput, error)

func (d describer) DescribeVpcs(context.Context, *ec2.DescribeVpcsInput, ...func(*ec2.Options)) (*ec2.DescribeVpcsOutput, error) {
	return d()
}
