package ec2res

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/resources"
)

// Subnet is a part of a VPC in one availability zone. It is identified by its
// ID.
type Subnet struct {
	node
	ID string

	// Data is nil until a listing, Load, Reload or a wait sets it. After Load,
	// several goroutines may read it, as long as none calls Reload or waits.
	Data *types.Subnet
}

// Subnet returns the subnet with an ID. It makes no request, and the subnet
// need not exist.
func (e *EC2) Subnet(id string) *Subnet {
	return &Subnet{node: node{service: e}, ID: id}
}

// Identity returns what identifies the subnet. It is comparable, and can be the
// key of a map.
func (s *Subnet) Identity() resources.Identity {
	if s == nil {
		return resources.Identity{}
	}
	return s.service.at().Identity("Subnet", "ID", s.ID)
}

// String returns the type and the identifiers of the subnet.
func (s *Subnet) String() string { return s.Identity().String() }

// LogValue implements slog.LogValuer.
func (s *Subnet) LogValue() slog.Value { return s.Identity().LogValue() }

func (s *Subnet) check(operation string) error {
	if s == nil {
		return resources.Nil(operation, "Subnet")
	}
	return s.service.at().Check(operation, "ID", s.ID)
}

// Load reads Data (DescribeSubnets), unless it is set and not stale. Concurrent
// calls make one request.
func (s *Subnet) Load(ctx context.Context) error {
	if err := s.check("ec2.DescribeSubnets"); err != nil {
		return err
	}
	return resources.Load(ctx, "ec2.DescribeSubnets", &s.state, &s.Data, s.fetch)
}

// Reload reads Data again (DescribeSubnets).
func (s *Subnet) Reload(ctx context.Context) error {
	if err := s.check("ec2.DescribeSubnets"); err != nil {
		return err
	}
	return resources.Reload(ctx, "ec2.DescribeSubnets", &s.state, &s.Data, s.fetch)
}

func (s *Subnet) fetch(ctx context.Context) (*types.Subnet, error) {
	out, err := s.service.describeSubnets(ctx, &ec2.DescribeSubnetsInput{SubnetIds: []string{s.ID}})
	if err != nil {
		return nil, err
	}
	if data := subnetIn(out); data != nil {
		return data, nil
	}
	return nil, resources.NotFound("ec2.DescribeSubnets", s.Identity())
}

func subnetIn(out *ec2.DescribeSubnetsOutput) *types.Subnet {
	if len(out.Subnets) == 0 {
		return nil
	}
	return &out.Subnets[0]
}

// Tags returns the tags in Data as a map, or nil if there is no Data.
func (s *Subnet) Tags() map[string]string {
	if s == nil || s.Data == nil {
		return nil
	}
	return tagMap(s.Data.Tags)
}

// Tag returns the value of a tag in Data, or "" if there is none.
func (s *Subnet) Tag(key string) string {
	if s == nil || s.Data == nil {
		return ""
	}
	return tagValue(s.Data.Tags, key)
}

// CreateInstances launches between minCount and maxCount instances in the
// subnet (RunInstances) and returns the instances. Data is stale afterwards.
func (s *Subnet) CreateInstances(ctx context.Context, minCount, maxCount int32, changes ...func(*ec2.RunInstancesInput)) ([]*Instance, error) {
	if err := s.check("ec2.RunInstances"); err != nil {
		return nil, err
	}
	in := &ec2.RunInstancesInput{SubnetId: aws.String(s.ID), MinCount: aws.Int32(minCount), MaxCount: aws.Int32(maxCount)}
	out, err := resources.Act(ctx, &s.state, "ec2.RunInstances", s.service.runInstances, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Instance, len(out.Instances))
	for n := range out.Instances {
		all[n] = &Instance{node: node{service: s.service}, ID: aws.ToString(out.Instances[n].InstanceId), Data: &out.Instances[n]}
	}
	return all, nil
}

// CreateNetworkInterface creates a network interface in the subnet
// (CreateNetworkInterface) and returns it. Data is stale afterwards.
func (s *Subnet) CreateNetworkInterface(ctx context.Context, changes ...func(*ec2.CreateNetworkInterfaceInput)) (*NetworkInterface, error) {
	if err := s.check("ec2.CreateNetworkInterface"); err != nil {
		return nil, err
	}
	in := &ec2.CreateNetworkInterfaceInput{SubnetId: aws.String(s.ID)}
	out, err := resources.Act(ctx, &s.state, "ec2.CreateNetworkInterface", s.service.createNetworkInterface, in, changes)
	if err != nil {
		return nil, err
	}
	if out.NetworkInterface == nil {
		return nil, resources.Without("ec2.CreateNetworkInterface", "NetworkInterface")
	}
	return &NetworkInterface{node: node{service: s.service}, ID: aws.ToString(out.NetworkInterface.NetworkInterfaceId), Data: out.NetworkInterface}, nil
}

// CreateTags sets tags of the subnet (CreateTags) and returns them. Data is
// stale afterwards.
func (s *Subnet) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) ([]*Tag, error) {
	if err := s.check("ec2.CreateTags"); err != nil {
		return nil, err
	}
	in := &ec2.CreateTagsInput{Resources: []string{s.ID}, Tags: tags}
	_, err := resources.Act(ctx, &s.state, "ec2.CreateTags", s.service.createTags, in, changes)
	if err != nil {
		return nil, err
	}
	all := make([]*Tag, len(in.Tags))
	for n := range in.Tags {
		all[n] = &Tag{node: node{service: s.service}, ResourceID: s.ID, Key: aws.ToString(in.Tags[n].Key), Value: aws.ToString(in.Tags[n].Value)}
	}
	return all, nil
}

// Delete deletes the subnet (DeleteSubnet).
func (s *Subnet) Delete(ctx context.Context, changes ...func(*ec2.DeleteSubnetInput)) (*ec2.DeleteSubnetOutput, error) {
	if err := s.check("ec2.DeleteSubnet"); err != nil {
		return nil, err
	}
	in := &ec2.DeleteSubnetInput{SubnetId: aws.String(s.ID)}
	return resources.Act(ctx, &s.state, "ec2.DeleteSubnet", s.service.deleteSubnet, in, changes)
}

// Vpc returns the VPC that Data names, or nil if there is no Data or it names
// none.
func (s *Subnet) Vpc() *Vpc {
	if s == nil || s.Data == nil || aws.ToString(s.Data.VpcId) == "" {
		return nil
	}
	return &Vpc{node: node{service: s.service}, ID: aws.ToString(s.Data.VpcId)}
}

// Instances returns the instances of the subnet (DescribeInstances). The
// service applies the filters.
func (s *Subnet) Instances(filters ...types.Filter) *Instances {
	if err := s.check("ec2.DescribeInstances"); err != nil {
		return newInstances(collections.Refused(err))
	}
	in := &ec2.DescribeInstancesInput{Filters: append([]types.Filter{{Name: aws.String("subnet-id"), Values: []string{s.ID}}}, filters...)}
	return newInstances(collections.Listed(s.service.describeInstances, in, s.service.instancesOf))
}

// NetworkInterfaces returns the network interfaces of the subnet
// (DescribeNetworkInterfaces). The service applies the filters.
func (s *Subnet) NetworkInterfaces(filters ...types.Filter) *NetworkInterfaces {
	if err := s.check("ec2.DescribeNetworkInterfaces"); err != nil {
		return newNetworkInterfaces(collections.Refused(err))
	}
	in := &ec2.DescribeNetworkInterfacesInput{Filters: append([]types.Filter{{Name: aws.String("subnet-id"), Values: []string{s.ID}}}, filters...)}
	return newNetworkInterfaces(collections.Listed(s.service.describeNetworkInterfaces, in, s.service.networkInterfacesOf))
}

// Subnets is a collection of subnets, as DescribeSubnets lists them. It makes
// no request until it is ranged over; see [collections.View].
type Subnets struct {
	collections.View[*Subnets, *ec2.DescribeSubnetsInput, *Subnet]
}

func newSubnets(e *collections.Erased) *Subnets {
	return &Subnets{collections.ViewOf[*Subnets, *ec2.DescribeSubnetsInput, *Subnet](e)}
}

func (e *EC2) subnetsOf(out *ec2.DescribeSubnetsOutput) []any {
	count := len(out.Subnets)
	all, slab := make([]any, 0, count), make([]Subnet, count)
	for n := range out.Subnets {
		s := &slab[len(all)]
		s.service, s.ID, s.Data = e, aws.ToString(out.Subnets[n].SubnetId), &out.Subnets[n]
		all = append(all, s)
	}
	return all
}

// CreateTags sets tags of the subnets, 1,000 a request (CreateTags). It returns
// how many succeeded; the error has a [resources.ItemError] for each that did
// not.
func (c *Subnets) CreateTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.CreateTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Subnet]{
		Size:    1000,
		Group:   func(s *Subnet) any { return s.service },
		Changed: func(s *Subnet) { s.state.Changed() },
		Do: func(ctx context.Context, group []*Subnet) ([]collections.Failure, error) {
			in := &ec2.CreateTagsInput{Tags: tags}
			for _, s := range group {
				in.Resources = append(in.Resources, s.ID)
			}
			_, err := resources.Call(ctx, "ec2.CreateTags", group[0].service.createTags, in, changes)
			return nil, err
		},
	})
}

// DeleteTags removes these tags, or all if there are none, from the subnets,
// 1,000 a request (DeleteTags). It returns how many succeeded; the error has a
// [resources.ItemError] for each that did not.
func (c *Subnets) DeleteTags(ctx context.Context, tags []types.Tag, changes ...func(*ec2.DeleteTagsInput)) (int, error) {
	return resources.Apply(ctx, c.Erased(), resources.Action[*Subnet]{
		Size:    1000,
		Group:   func(s *Subnet) any { return s.service },
		Changed: func(s *Subnet) { s.state.Changed() },
		Do: func(ctx context.Context, group []*Subnet) ([]collections.Failure, error) {
			in := &ec2.DeleteTagsInput{Tags: tags}
			for _, s := range group {
				in.Resources = append(in.Resources, s.ID)
			}
			_, err := resources.Call(ctx, "ec2.DeleteTags", group[0].service.deleteTags, in, changes)
			return nil, err
		},
	})
}
